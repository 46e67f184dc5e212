//! Customers as KOMOJU shows them, read back.

use serde_json::Value;

use super::super::exchange::{Identity, ReadCustomer, blank_card, by_form};
use super::super::fields::Fields;
use super::views::CREDIT_CARD;
use crate::error::quoted;
use crate::model::{AccountId, Card, ImportedCustomer};

/// Reads a customer object (5.1). The object does not tell its mode (2.5).
///
/// # Errors
/// Why the row is refused.
pub(super) fn customer(account: AccountId, fields: &mut Fields) -> Result<ReadCustomer, String> {
    match fields.peek("resource") {
        None => return Ok(ReadCustomer::default()),
        Some(Value::String(kind)) if kind == "customer" => {}
        Some(other) => {
            let kind = other.as_str().map_or_else(|| "unknown".to_owned(), quoted);
            return Err(format!("is not a customer but an object of the kind {kind}"));
        }
    }
    fields.ignore(&["resource"]);
    // A whole object says so also by what it leaves null; one that somebody cut down says nothing of the rest.
    let complete = ["email", "source", "metadata"].iter().all(|key| fields.has(key));
    let id = fields.text("id")?;
    if let Some(id) = &id
        && by_form(account, id) != Identity::Own
    {
        return Err(format!("its id {} is not a KOMOJU customer's", quoted(id)));
    }
    let mut warnings = Vec::new();
    let mut missing_cards = 0;
    let cards = match (fields.has("source"), fields.object("source")?) {
        (false, _) => None,
        (true, None) => Some(Vec::new()),
        (true, Some(mut source)) => match source.text("type")? {
            Some(kind) if kind != CREDIT_CARD => {
                warnings
                    .push(format!("a source of the type {} was left out: the store keeps cards only", quoted(&kind)));
                missing_cards = 1;
                Some(Vec::new())
            }
            _ => Some(vec![card_of(&mut source, &mut warnings)?]),
        },
    };
    let customer = ImportedCustomer {
        id,
        created_at: fields.time("created_at")?,
        complete,
        email: fields.text("email")?,
        metadata: fields.metadata("metadata")?,
        cards,
        ..ImportedCustomer::default()
    };
    Ok(ReadCustomer { customer, recognised: true, missing_cards, warnings })
}

/// The card of a source (5.2), which has no id.
fn card_of(fields: &mut Fields, warnings: &mut Vec<String>) -> Result<Card, String> {
    Ok(Card {
        brand: fields.brand("brand", warnings)?,
        last_digits: fields.last_digits("last_four_digits")?,
        expiration_month: fields.expiration_month("month")?,
        expiration_year: fields.expiration_year("year")?,
        ..blank_card()
    })
}
