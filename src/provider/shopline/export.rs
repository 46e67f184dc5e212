//! A customer for a file: the object of 3.1.

use std::sync::Arc;

use serde_json::Value;

use super::views;
use crate::error::Result;
use crate::model::{AccountId, Card, Customer};
use crate::provider::exchange::Exported;

/// Shows a customer. Balances are as they were when it was last changed, so that an export does not depend on its hour.
pub(super) fn exported(_: AccountId, customer: &Customer, _: &[Arc<Card>]) -> Result<Exported> {
    let then = customer.updated_at.unwrap_or(customer.created_at);
    let object = Value::Object(views::customer(customer, then)).to_string();
    Ok(Exported { object, further_cards: Vec::new() })
}
