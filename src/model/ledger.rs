//! Balances of a customer that are kept as the sum of their movements: store credit and member points.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::Timestamp;

/// One movement of a customer's balance (`shopline 2.6`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct LedgerEntry {
    /// The identifier.
    pub id: String,
    /// Position in the store's order of creation.
    pub sequence: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whose balance it is.
    pub customer: String,
    /// Which balance.
    pub ledger: Ledger,
    /// What was added; negative when it was taken away.
    pub value: i64,
    /// Whether it took the place of everything before.
    pub replaces: bool,
    /// The balance just after.
    pub balance: i64,
    /// Why, in the shop's words.
    pub remarks: String,
    /// The sort of movement in the provider's word, for example `manual_credit`.
    pub kind: String,
    /// When what was added ends.
    pub expires_at: Option<Timestamp>,
    /// Who made it, in the provider's identifier.
    pub performer: Option<String>,
    /// What sort of person that is, in the provider's word.
    pub performer_kind: Option<String>,
}

/// The balances of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Ledger {
    /// Store credit.
    StoreCredit,
    /// Member points.
    MemberPoints,
}

/// A movement of a balance that is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewLedgerEntry {
    /// What is to be added; negative to take away.
    pub value: i64,
    /// Why.
    pub remarks: String,
    /// The sort of movement in the provider's word; the provider's usual one when absent.
    pub kind: Option<String>,
    /// When what is added ends; never when absent.
    pub expires_at: Option<Timestamp>,
    /// Whether it takes the place of everything before.
    pub replaces: bool,
    /// Who makes it, in the provider's identifier.
    pub performer: Option<String>,
    /// What sort of person that is, in the provider's word.
    pub performer_kind: Option<String>,
}

/// A balance, as what is left of each addition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct Balance {
    /// What is left, by its end.
    pub parts: Vec<BalancePart>,
}

/// What is left of the additions that end at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(deny_unknown_fields)]
pub struct BalancePart {
    /// How much.
    pub left: i64,
    /// When it ends; never when absent.
    pub expires_at: Option<Timestamp>,
}

impl Balance {
    /// A balance that never ends.
    pub fn of(amount: i64) -> Balance {
        let part = BalancePart { left: amount, expires_at: None };
        Balance { parts: if amount == 0 { Vec::new() } else { vec![part] } }
    }

    /// What it comes to at a time: a part counts until the moment it ends.
    pub fn at(&self, now: Timestamp) -> i64 {
        self.parts.iter().filter(|part| !part.ended(now)).fold(0, |sum, part| sum.saturating_add(part.left))
    }

    /// What it comes to when nothing has ended.
    pub fn total(&self) -> i64 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.left))
    }
}

impl BalancePart {
    /// Whether it has ended.
    pub fn ended(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}
