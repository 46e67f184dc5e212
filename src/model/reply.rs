//! Answers that are kept so that a repeated request is answered again instead of being done twice.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::Timestamp;

/// The answer to a request that carried an idempotency key (`komoju 2.1`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Reply {
    /// The caller's key.
    pub id: String,
    /// Position in the store's order of creation.
    pub sequence: u64,
    /// When it was answered.
    pub created_at: Timestamp,
    /// A keyed hash of the request, which tells another request under the same key from a repeated one.
    pub request: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The body of the answer; empty once the customer of whom it told is deleted.
    pub body: Vec<u8>,
}
