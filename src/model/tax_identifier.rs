//! Tax identifiers: a business's number at a tax authority, attached to a customer or not yet.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::Timestamp;

/// A tax identifier (`digital_river 3.4`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct TaxIdentifier {
    /// The provider's identifier.
    pub id: String,
    /// Position in the store's order of creation.
    pub sequence: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// The customer it is attached to.
    pub customer: Option<String>,
    /// Country code in lower case, sometimes with a suffix.
    pub kind: String,
    /// The identifier itself.
    pub value: String,
    /// Where its verification stands.
    pub state: TaxIdentifierState,
    /// When it began to wait for verification.
    pub pending_at: Option<Timestamp>,
    /// When it was verified.
    pub verified_at: Option<Timestamp>,
    /// When it was found not to be valid.
    pub not_valid_at: Option<Timestamp>,
    /// The name that the authority has.
    pub verified_name: Option<String>,
    /// The address that the authority has.
    pub verified_address: Option<String>,
}

/// Where the verification of a tax identifier stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum TaxIdentifierState {
    /// Not decided.
    Pending,
    /// Verified.
    Verified,
    /// Not valid.
    NotValid,
}
