//! A customer for a file: the object of section 5.1.

use std::sync::Arc;

use super::super::exchange::Exported;
use super::super::show::json;
use super::views::CustomerView;
use crate::error::Result;
use crate::model::{AccountId, Card, Customer};

/// Shows a customer with its source. More cards than one there are never (6.2.1).
pub(super) fn exported(_: AccountId, customer: &Customer, cards: &[Arc<Card>]) -> Result<Exported> {
    let view = CustomerView { customer, source: cards.first().map(AsRef::as_ref) };
    Ok(Exported { object: json(&view)?, further_cards: Vec::new() })
}
