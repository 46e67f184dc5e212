//! Customers and cards as Omise shows them, read back.

use serde_json::Value;

use crate::error::quoted;
use crate::model::{AccountId, Card, CardAddress, ImportedCustomer, Mode, Timestamp};
use crate::provider::exchange::{Identity, ReadCard, ReadCustomer, blank_card};
use crate::provider::fields::Fields;

/// Reads a customer object (5.1), in the rendering of 2019-05-29 or an older one.
///
/// # Errors
/// Why the row is refused.
pub(super) fn customer(account: AccountId, fields: &mut Fields) -> Result<ReadCustomer, String> {
    let recognised = match fields.take("object") {
        None => false,
        Some(Value::String(kind)) if kind == "customer" => true,
        Some(other) => {
            let kind = other.as_str().map_or_else(|| "unknown".to_owned(), quoted);
            return Err(format!("is not a customer but an object of the kind {kind}"));
        }
    };
    if fields.take("deleted") == Some(Value::Bool(true)) {
        return Err("the customer is deleted at the provider".to_owned());
    }
    fields.refuse_other_mode("livemode", account.mode, "the customer")?;
    fields.ignore(&["location", "linked_account"]);
    // A whole object says so also by what it leaves null; one that somebody cut down says nothing of the rest.
    let whole = recognised && ["email", "description", "metadata", "cards"].iter().all(|key| fields.has(key));
    let mut warnings = Vec::new();
    let id = if recognised { customer_id(account, fields)? } else { None };
    let (email, description) = (fields.text("email")?, fields.text("description")?);
    let created_at = created_at(fields)?;
    let metadata = fields.metadata("metadata")?;
    let default_card = match fields.take("default_card") {
        None => None,
        Some(Value::String(card)) => Some(card).filter(|card| !card.is_empty()),
        // The expanded form holds the card itself.
        Some(Value::Object(card)) => Fields::of_card(card).text("id")?,
        Some(_) => return Err("its default_card is not a card id".to_owned()),
    };
    let (cards, missing_cards) = card_list(account, fields, &mut warnings)?;
    if let Some(linked) = fields.take("linked_accounts")
        && linked.get("data").and_then(Value::as_array).is_some_and(|data| !data.is_empty())
    {
        warnings.push("linked accounts were left out: the store keeps cards only".to_owned());
    }
    let customer = ImportedCustomer {
        id,
        created_at,
        complete: whole,
        email,
        description,
        metadata,
        cards,
        default_card,
        ..ImportedCustomer::default()
    };
    Ok(ReadCustomer { customer, recognised, missing_cards, warnings })
}

/// The customer's id, which has Omise's form. That of an object that is not Omise's is read by its usual name.
fn customer_id(account: AccountId, fields: &mut Fields) -> Result<Option<String>, String> {
    let Some(id) = fields.text("id")? else { return Ok(None) };
    match customer_identity(account, &id) {
        Identity::Own => Ok(Some(id)),
        Identity::OtherMode => Err(format!("its id {} belongs to the other mode of the account", quoted(&id))),
        Identity::Foreign => Err(format!("its id {} is not an Omise customer's", quoted(&id))),
    }
}

/// The cards of a list, where there is one, and how many more there are according to its envelope.
fn card_list(
    account: AccountId,
    fields: &mut Fields,
    warnings: &mut Vec<String>,
) -> Result<(Option<Vec<Card>>, u64), String> {
    let (data, total) = match fields.take("cards") {
        None => return Ok((None, 0)),
        Some(Value::Array(data)) => (data, 0),
        Some(Value::Object(mut list)) => {
            let total = list.get("total").and_then(Value::as_u64).unwrap_or(0);
            match list.remove("data") {
                Some(Value::Array(data)) => (data, total),
                _ => return Err("its cards are not a list".to_owned()),
            }
        }
        Some(_) => return Err("its cards are not a list".to_owned()),
    };
    let missing = total.saturating_sub(data.len() as u64);
    let mut cards = Vec::with_capacity(data.len());
    for value in data {
        let Value::Object(object) = value else { return Err("one of its cards is not a JSON object".to_owned()) };
        let read = card(account, &mut Fields::of_card(object))?;
        cards.extend(read.card);
        warnings.extend(read.warnings);
    }
    Ok((Some(cards), missing))
}

/// Reads a card object (5.2); none for a deleted one.
///
/// # Errors
/// Why the row is refused.
pub(super) fn card(account: AccountId, fields: &mut Fields) -> Result<ReadCard, String> {
    if fields.take("deleted") == Some(Value::Bool(true)) {
        return Ok(ReadCard::default());
    }
    fields.refuse_other_mode("livemode", account.mode, "one of its cards")?;
    let id = fields.text("id")?.unwrap_or_default();
    if identity("card", account.mode, &id) != Identity::Own {
        return Err(format!("one of its cards has the id {}, which is not an Omise card's of this mode", quoted(&id)));
    }
    let mut warnings = Vec::new();
    let card = Card {
        id,
        created_at: created_at(fields)?.unwrap_or_default(),
        brand: fields.brand("brand", &mut warnings)?,
        first_digits: fields.first_digits("first_digits")?,
        last_digits: fields.last_digits("last_digits")?,
        expiration_month: fields.expiration_month("expiration_month")?,
        expiration_year: fields.expiration_year("expiration_year")?,
        // Omise shows what a card lacks of these as an empty text.
        name: fields.filled_text("name")?,
        fingerprint: fields.filled_text("fingerprint")?,
        financing: fields.text("financing")?.unwrap_or_default(),
        bank: fields.text("bank")?.unwrap_or_default(),
        security_code_check: fields.take("security_code_check") == Some(Value::Bool(true)),
        address: CardAddress {
            street1: fields.text("street1")?,
            street2: fields.text("street2")?,
            city: fields.text("city")?,
            state: fields.text("state")?,
            postal_code: fields.text("postal_code")?,
            country: fields.filled_text("country")?,
            phone_number: fields.text("phone_number")?,
        },
        ..blank_card()
    };
    Ok(ReadCard { card: Some(card), warnings })
}

/// Takes the time of creation, under the name of 2019 or the older one.
fn created_at(fields: &mut Fields) -> Result<Option<Timestamp>, String> {
    let (newer, older) = (fields.time("created_at")?, fields.time("created")?);
    Ok(newer.or(older))
}

/// What a text is as a customer id of an account (3).
pub(super) fn customer_identity(account: AccountId, text: &str) -> Identity {
    identity("cust", account.mode, text)
}

/// What a text is as an id of a kind such as `cust` or `card`. Old ids are shorter than today's, so the length is free.
fn identity(kind: &str, mode: Mode, text: &str) -> Identity {
    let Some(rest) = text.strip_prefix(kind).and_then(|rest| rest.strip_prefix('_')) else { return Identity::Foreign };
    let (found, rest) = match rest.strip_prefix("test_") {
        Some(rest) => (Mode::Test, rest),
        None => (Mode::Live, rest),
    };
    let shaped = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    match (shaped, found == mode) {
        (false, _) => Identity::Foreign,
        (true, true) => Identity::Own,
        (true, false) => Identity::OtherMode,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn omise_3_an_id_tells_its_mode() {
        assert_eq!(identity("cust", Mode::Test, "cust_test_6a0f"), Identity::Own);
        assert_eq!(identity("cust", Mode::Test, "cust_6a0f"), Identity::OtherMode);
        assert_eq!(identity("cust", Mode::Live, "cust_6a0f"), Identity::Own);
        assert_eq!(identity("cust", Mode::Live, "cust_test_6a0f"), Identity::OtherMode);
        for foreign in ["17", "cust", "cust_", "cust_test_", "cust_6A0F", "card_6a0f", "cust_6a 0f", ""] {
            assert_eq!(identity("cust", Mode::Live, foreign), Identity::Foreign, "{foreign}");
        }
    }
}
