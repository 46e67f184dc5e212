//! A customer for a file: the object of section 5.1.

use super::super::exchange::Exported;
use super::super::show::json;
use super::views::CustomerView;
use crate::account::Belongings;
use crate::error::Result;
use crate::model::{AccountId, Customer};

/// Shows a customer with its source. More cards than one there are never (6.2.1).
pub(super) fn exported(_: AccountId, customer: &Customer, belongings: Belongings<'_>) -> Result<Exported> {
    let view = CustomerView { customer, source: belongings.cards.first().map(AsRef::as_ref) };
    Ok(Exported { object: json(&view)?, further_cards: Vec::new() })
}
