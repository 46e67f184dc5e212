//! Records as they lie in their tables: each kind in its own type, without a tag.

use crate::engine::{self, Position, decode};
use crate::error::{Error, Result};
use crate::model::{
    Card, Customer, Kind, LedgerEntry, Occurrence, Record, Reply, Schedule, TaxIdentifier, Timestamp, Token,
};

/// A type of record that has a table of its own.
pub(crate) trait Stored: Sized {
    const KIND: Kind;

    fn id(&self) -> &str;
    /// The record's place in the order of its list, or among what hangs off the same record.
    fn position(&self) -> Position;
    fn decode(bytes: &[u8]) -> Result<Self>;
}

macro_rules! stored {
    ($($kind:ident by $time:expr, $number:ident;)*) => {
        $(impl Stored for $kind {
            const KIND: Kind = Kind::$kind;

            fn id(&self) -> &str {
                &self.id
            }

            fn position(&self) -> Position {
                let time: fn(&$kind) -> Timestamp = $time;
                Position::new(time(self), self.$number)
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

stored! {
    Customer by |customer| customer.created_at, sequence;
    // Cards are listed in the order of attachment, whenever they were tokenised (omise 6.3.16).
    Card by |_| Timestamp::EPOCH, attached;
    Token by |token| token.created_at, sequence;
    Schedule by |schedule| schedule.created_at, sequence;
    Occurrence by |occurrence| occurrence.created_at, sequence;
    TaxIdentifier by |identifier| identifier.created_at, sequence;
    LedgerEntry by |entry| entry.created_at, sequence;
    Reply by |reply| reply.created_at, sequence;
}

/// Encodes a record, unless it would be too large.
pub(crate) fn encode(record: &Record) -> Result<Vec<u8>> {
    let bytes = encode_any(record)?;
    if bytes.len() > engine::RECORD_LIMIT {
        return Err(Error::TooLarge { kind: record.kind(), size: bytes.len(), limit: engine::RECORD_LIMIT });
    }
    Ok(bytes)
}
