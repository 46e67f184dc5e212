//! A customer for a file: the object of 3.1.

use super::views;
use crate::account::Belongings;
use crate::error::Result;
use crate::model::{AccountId, Customer};
use crate::provider::exchange::Exported;
use crate::provider::show::json;

/// Shows a customer. Balances are as they were when it was last changed, so that an export does not depend on its hour.
pub(super) fn exported(_: AccountId, customer: &Customer, _: Belongings<'_>) -> Result<Exported> {
    let then = customer.updated_at.unwrap_or(customer.created_at);
    Ok(Exported { object: json(&views::customer(customer, then))?, further_cards: Vec::new() })
}
