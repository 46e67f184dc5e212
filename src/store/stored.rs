//! Records as they lie in their tables: each kind in its own type, without a tag.

use crate::engine::{self, decode};
use crate::error::{Error, Result};
use crate::model::{Card, Customer, Kind, LedgerEntry, Occurrence, Record, Reply, Schedule, TaxIdentifier, Token};

/// A type of record that has a table of its own.
pub(crate) trait Stored: Sized {
    const KIND: Kind;

    fn id(&self) -> &str;
    fn decode(bytes: &[u8]) -> Result<Self>;
}

macro_rules! stored {
    ($($kind:ident),*) => {
        $(impl Stored for $kind {
            const KIND: Kind = Kind::$kind;

            fn id(&self) -> &str {
                &self.id
            }

            fn decode(bytes: &[u8]) -> Result<Self> {
                decode(bytes)
            }
        })*

        /// Decodes a record of any kind.
        pub(crate) fn decode_record(kind: Kind, bytes: &[u8]) -> Result<Record> {
            Ok(match kind {
                $(Kind::$kind => Record::$kind(decode(bytes)?),)*
            })
        }

        fn encode_any(record: &Record) -> Result<Vec<u8>> {
            match record {
                $(Record::$kind(record) => engine::encode(record),)*
            }
        }
    };
}

stored!(Customer, Card, Token, Schedule, Occurrence, TaxIdentifier, LedgerEntry, Reply);

/// Encodes a record, unless it would be too large.
pub(crate) fn encode(record: &Record) -> Result<Vec<u8>> {
    let bytes = encode_any(record)?;
    if bytes.len() > engine::RECORD_LIMIT {
        return Err(Error::TooLarge { kind: record.kind(), size: bytes.len(), limit: engine::RECORD_LIMIT });
    }
    Ok(bytes)
}
