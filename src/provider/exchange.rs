//! A provider's own objects in files: what is read from them, and what they show.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::error::Result;
use crate::model::{AccountId, Card, Customer, ImportedCustomer};

/// A customer as read from an object that may be its provider's.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadCustomer {
    /// What the object says in the provider's words. Its own fields, and the owner of its cards, are settled by the caller.
    pub customer: ImportedCustomer,
    /// Whether the object is the provider's, and not somebody else's with a few names alike.
    pub recognised: bool,
    /// How many of the customer's cards are not in the object although they exist.
    pub missing_cards: u64,
    /// Fields that were not understood; `tillbook` is among them.
    pub rest: Map<String, Value>,
    /// What was left out or changed, as sentences without the customer's name.
    pub warnings: Vec<String>,
}

/// A card read from its own object; none when the provider says that it is deleted.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadCard {
    /// The card.
    pub card: Option<Card>,
    /// What was left out or changed.
    pub warnings: Vec<String>,
}

/// A customer as its provider shows it. The same records give the same texts whenever they are exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exported {
    /// The customer's object as JSON text.
    pub object: String,
    /// The objects, as JSON text, of the cards that the customer's object has no room for.
    pub further_cards: Vec<String>,
}

/// Reads a customer object; the error says why it is refused, as the end of a sentence about the row.
pub(crate) type Reader = fn(AccountId, Map<String, Value>) -> std::result::Result<ReadCustomer, String>;
/// Reads a card object; the error as a [`Reader`]'s.
pub(crate) type CardReader = fn(AccountId, Map<String, Value>) -> std::result::Result<ReadCard, String>;
/// Shows a customer, given all its cards in the order of attachment.
pub(crate) type Exporter = fn(AccountId, &Customer, &[Arc<Card>]) -> Result<Exported>;
