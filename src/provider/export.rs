//! Customers as their provider shows them, for a file instead of an answer.

use std::sync::Arc;

use super::omise;
use crate::error::{Error, Result};
use crate::model::{AccountId, Card, Customer, Provider};

/// A customer as its provider shows it. The same records give the same texts whenever they are exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exported {
    /// The customer's object as JSON text.
    pub(crate) object: String,
    /// The objects, as JSON text, of the cards that the customer's object has no room for.
    pub(crate) further_cards: Vec<String>,
}

/// Shows a customer, given all its cards in the order of attachment.
///
/// # Errors
/// [`Error::Unsupported`] for the providers whose objects are not written yet.
pub(crate) fn exported(account: AccountId, customer: &Customer, cards: &[Arc<Card>]) -> Result<Exported> {
    match account.provider {
        Provider::Omise => omise::exported(account.mode, customer, cards),
        Provider::Komoju | Provider::Monri | Provider::DigitalRiver | Provider::Shopline => {
            Err(Error::Unsupported { provider: account.provider, what: "export to JSON" })
        }
    }
}
