//! A customer for a file: the object of section 5.1.

use std::sync::Arc;

use super::super::exchange::Exported;
use super::views::CustomerView;
use crate::error::{Error, Result};
use crate::model::{AccountId, Card, Customer};

/// Shows a customer with its source. More cards than one there are never (6.2.1).
pub(super) fn exported(_: AccountId, customer: &Customer, cards: &[Arc<Card>]) -> Result<Exported> {
    let view = CustomerView { customer, source: cards.first().map(AsRef::as_ref) };
    let object = serde_json::to_string(&view)
        .map_err(|error| Error::damaged(format!("a record cannot be shown as JSON ({error})")))?;
    Ok(Exported { object, further_cards: Vec::new() })
}
