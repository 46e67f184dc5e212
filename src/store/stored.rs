//! Records as they lie in their tables: each kind in its own type, without a tag.

use crate::engine::{self, Key, Position, decode};
use crate::error::{Error, Result};
use crate::model::{
    AccountId, Card, Customer, Kind, LedgerEntry, Named, Occurrence, Record, Reply, Schedule, TaxIdentifier, Timestamp,
    Token,
};

/// A type of record that has a table of its own.
pub(crate) trait Stored: Sized {
    const KIND: Kind;

    fn id(&self) -> &str;
    /// The record's place in the order of its list, or among what hangs off the same record.
    fn position(&self) -> Position;
    /// Decodes a record; `id` is asked for one that its key tells.
    fn decode(bytes: &[u8], id: impl FnOnce() -> String) -> Result<Self>;
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

            fn decode(bytes: &[u8], id: impl FnOnce() -> String) -> Result<Self> {
                let mut record: $kind = decode(bytes)?;
                if record.id.is_empty() {
                    record.id = id();
                }
                Ok(record)
            }
        })*

        /// Decodes a record of any kind, which lies under a key.
        pub(crate) fn decode_record(kind: Kind, key: Key, bytes: &[u8]) -> Result<Record> {
            Ok(match kind {
                $(Kind::$kind => Record::$kind($kind::decode(bytes, || id_at(kind, key))?),)*
            })
        }

        fn encode_any(record: &Record, key_tells_id: bool) -> Result<Vec<u8>> {
            match record {
                $(Record::$kind(record) => engine::encode(record, &record.id, key_tells_id),)*
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

/// Encodes a record, unless it would be too large. An id that the record's key tells is not in it.
pub(crate) fn encode(account: AccountId, record: &Record) -> Result<Vec<u8>> {
    let pattern = account.id_pattern(Named::Record(record.kind()));
    let bytes = encode_any(record, pattern.decode(record.id()).is_some())?;
    if bytes.len() > engine::RECORD_LIMIT {
        return Err(Error::TooLarge { kind: record.kind(), size: bytes.len(), limit: engine::RECORD_LIMIT });
    }
    Ok(bytes)
}

/// The id of the record under a key; empty where the key holds its hash.
pub(crate) fn id_at(kind: Kind, key: Key) -> String {
    let account = AccountId::from_code(key.0[0]);
    let pattern = account.map(|account| account.id_pattern(Named::Record(kind)));
    pattern
        .filter(|pattern| pattern.form.code() == key.form())
        .map_or_else(String::new, |pattern| pattern.encode(key.id()))
}
