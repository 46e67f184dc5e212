//! Ids that the key of a record tells, so that they are not in the record: as `docs/file-format.md` has it, without the
//! library's own code.
#![allow(dead_code, reason = "each test file uses a part of this")]

use tillbook::{Card, Customer, LedgerEntry, Occurrence, Reply, Schedule, TaxIdentifier, Token};

/// A record of any kind.
pub trait Identified {
    /// The table it lies in.
    const TABLE: &'static str;

    fn id(&mut self) -> &mut String;
}

macro_rules! identified {
    ($($kind:ident in $table:literal),* $(,)?) => {
        $(impl Identified for $kind {
            const TABLE: &'static str = $table;

            fn id(&mut self) -> &mut String {
                &mut self.id
            }
        })*
    };
}

identified!(
    Customer in "customers",
    Card in "cards",
    Token in "tokens",
    Schedule in "schedules",
    Occurrence in "occurrences",
    TaxIdentifier in "tax_identifiers",
    LedgerEntry in "ledger_entries",
    Reply in "replies",
);

/// A record as it lies in its table, with the id that its key tells.
pub fn with_id<R: Identified>(mut record: R, key: &[u8]) -> R {
    if let Some(id) = id_of(R::TABLE, key) {
        assert_eq!(record.id(), "", "an id that the key tells is not in the record");
        *record.id() = id;
    }
    record
}

/// A record as it is to lie in its table.
pub fn without_id<R: Identified>(mut record: R, key: &[u8]) -> R {
    if id_of(R::TABLE, key).is_some() {
        record.id().clear();
    }
    record
}

fn id_of(table: &str, key: &[u8]) -> Option<String> {
    let mut value = u128::from_be_bytes(key[2..18].try_into().unwrap());
    match key[1] {
        1 => {
            let mut digits = Vec::new();
            for _ in 0..19 {
                digits.push(char::from_digit((value % 36) as u32, 36).unwrap());
                value /= 36;
            }
            let digits: String = digits.into_iter().rev().collect();
            let prefix = ["customers cust", "cards card", "tokens tokn", "schedules schd", "occurrences occu"]
                .iter()
                .find_map(|named| named.strip_prefix(table)?.strip_prefix(' '));
            let mode = if key[0] == 1 { "test_" } else { "" };
            Some(prefix.map_or_else(|| digits.clone(), |prefix| format!("{prefix}_{mode}{digits}")))
        }
        3 => {
            let hex = format!("{value:032x}");
            Some([&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-"))
        }
        4 => Some(format!("{value:024x}")),
        _ => None,
    }
}
