//! Customers and payment methods as Monri shows them, in files.

use std::sync::Arc;

use serde_json::Value;

use super::views::{CustomerView, PaymentMethodView};
use crate::account::Belongings;
use crate::error::{Result as Shown, quoted};
use crate::model::{
    AccountId, Attributes, Card, CardAttributes, Customer, ImportedCustomer, MonriAttributes, MonriCard,
};
use crate::provider::exchange::{Exported, Identity, ReadCard, ReadCustomer, blank_card, by_form};
use crate::provider::fields::Fields;
use crate::provider::show::json;

/// What every whole customer names; the seed of the page lacks the country.
const WHOLE: [&str; 9] =
    ["merchant_customer_id", "description", "email", "name", "phone", "metadata", "zip_code", "city", "address"];

/// Reads a customer object (3.1).
///
/// # Errors
/// Why the row is refused.
pub(super) fn read(account: AccountId, fields: &mut Fields) -> Result<ReadCustomer, String> {
    if !matches!(fields.peek("uuid"), Some(Value::String(_))) || !(fields.has("status") || fields.has("deleted")) {
        return Ok(ReadCustomer::default());
    }
    let uuid = fields.needed_text("uuid")?;
    if by_form(account, &uuid) != Identity::Own {
        return Err(format!("its uuid {} is not a Monri customer's", quoted(&uuid)));
    }
    if fields.flag("deleted")? == Some(true) {
        return Err("the customer is deleted at the provider".to_owned());
    }
    fields.ignore(&["status", "deleted_at"]);
    let complete = WHOLE.iter().all(|key| fields.has(key));
    let created_at = fields.time("created_at")?;
    let customer = ImportedCustomer {
        id: Some(uuid),
        created_at,
        // A customer that was never changed shows when it was made.
        updated_at: fields.time("updated_at")?.filter(|time| Some(*time) != created_at),
        complete,
        email: fields.text("email")?,
        description: fields.text("description")?,
        metadata: fields.metadata("metadata")?,
        attributes: Some(Attributes::Monri(Box::new(MonriAttributes {
            merchant_customer_id: fields.text("merchant_customer_id")?,
            name: fields.text("name")?,
            phone: fields.text("phone")?,
            zip_code: fields.text("zip_code")?,
            city: fields.text("city")?,
            address: fields.text("address")?,
            country: fields.text("country")?,
        }))),
        ..ImportedCustomer::default()
    };
    Ok(ReadCustomer { customer, recognised: true, ..ReadCustomer::default() })
}

/// Reads a payment method (3.4).
///
/// # Errors
/// Why the row is refused.
pub(super) fn read_card(_: AccountId, fields: &mut Fields) -> Result<ReadCard, String> {
    fields.ignore(&["status", "customer_uuid", "expired"]);
    let (first_digits, last_digits) = unmasked(fields)?;
    let last_day = fields.date("expiration_date")?.ok_or_else(|| fields.complaint("expiration_date", "is missing"))?;
    let created_at = fields.time("created_at")?.unwrap_or_default();
    let card = Card {
        id: fields.needed_text("id")?,
        created_at,
        first_digits,
        last_digits,
        expiration_month: last_day.month().unsigned_abs(),
        expiration_year: last_day.year().unsigned_abs(),
        attributes: CardAttributes::Monri(Box::new(MonriCard {
            token: fields.text("token")?.unwrap_or_default(),
            keep_until: fields.time("keep_until")?,
            updated_at: fields.time("updated_at")?.filter(|time| *time != created_at),
        })),
        ..blank_card()
    };
    Ok(ReadCard { card: Some(card), warnings: Vec::new() })
}

/// The digits of `masked_pan`: the first six, where they are shown, and the last four.
fn unmasked(fields: &mut Fields) -> Result<(Option<String>, String), String> {
    let masked = fields.needed_text("masked_pan")?;
    let parts = masked.split_once('*').zip(masked.rsplit_once('*'));
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    match parts {
        Some(((first, _), (_, last))) if (first.is_empty() || digits(first, 6)) && digits(last, 4) => {
            Ok((Some(first.to_owned()).filter(|first| !first.is_empty()), last.to_owned()))
        }
        _ => Err(fields.complaint("masked_pan", "is not of the form 411111******1111")),
    }
}

/// Shows a customer, and its payment methods beside it.
///
/// # Errors
/// [`Error::Damaged`](crate::Error::Damaged).
pub(super) fn export(_: AccountId, customer: &Customer, belongings: Belongings<'_>) -> Shown<Exported> {
    let card = |card: &Arc<Card>| {
        // The day on which it was made, so that the text does not depend on when it is written.
        json(&PaymentMethodView { card, today: card.created_at.date() })
    };
    Ok(Exported {
        object: json(&CustomerView(customer))?,
        further_cards: belongings.cards.iter().map(card).collect::<Shown<_>>()?,
    })
}
