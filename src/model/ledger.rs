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
