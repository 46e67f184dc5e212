//! Customers and cards as Omise shows them, read back.

use serde_json::{Map, Value};

use crate::error::quoted;
use crate::model::{AccountId, Brand, Card, CardAddress, CardAttributes, ImportedCustomer, Metadata, Timestamp};

use super::columns::Columns;
use super::identity::{self, Identity};
use super::names::{self, Meaning};
use super::row::Warnings;
use super::{secrets, supplement};

/// Reads a customer object (`omise 5.1`), in the rendering of 2019-05-29 or an older one.
///
/// An object that does not call itself anything is somebody else's: of the fields that Omise does not know, the usual
/// names of columns are understood, and the rest becomes metadata.
///
/// # Errors
/// Why the row is refused.
pub(crate) fn customer(
    account: AccountId,
    line: u64,
    mut object: Map<String, Value>,
    warnings: &mut Warnings,
) -> Result<ImportedCustomer, String> {
    let shown = match object.remove("object") {
        None | Some(Value::Null) => false,
        Some(Value::String(kind)) if kind == "customer" => true,
        Some(other) => return Err(format!("is not a customer but an object of the kind {}", shown_as(&other))),
    };
    check_mode(account, &object, "the customer")?;
    for ignored in ["livemode", "deleted", "location", "linked_account"] {
        object.remove(ignored);
    }
    let id = match object.get("id") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => match identity::omise("cust", account.mode, id) {
            Identity::Own => Some(id.clone()),
            Identity::OtherMode => {
                return Err(format!("its id {} belongs to the other mode of the account", quoted(id)));
            }
            Identity::Foreign if shown => return Err(format!("its id {} is not an Omise customer's", quoted(id))),
            Identity::Foreign => None,
        },
        Some(_) if shown => return Err("its id is not a text".to_owned()),
        Some(_) => None,
    };
    if id.is_some() || shown {
        object.remove("id");
    }
    // A whole object says so also by what it leaves null; one that somebody cut down says nothing of the rest.
    let whole = shown && ["email", "description", "metadata", "cards"].iter().all(|key| object.contains_key(*key));
    let mut row = ImportedCustomer { id, ..ImportedCustomer::default() };
    row.email = text(&mut object, "email")?;
    row.description = text(&mut object, "description")?;
    row.created_at = time(&mut object)?;
    row.metadata = match object.remove("metadata") {
        None | Some(Value::Null) => Metadata::default(),
        Some(Value::Object(mut metadata)) => {
            secrets::strip(&mut metadata, line, warnings);
            Metadata::from_object(&metadata)
        }
        Some(_) => return Err("its metadata is not a JSON object".to_owned()),
    };
    row.default_card = match object.remove("default_card") {
        None | Some(Value::Null) => None,
        Some(Value::String(card)) => Some(card).filter(|card| !card.is_empty()),
        // The expanded form holds the card itself.
        Some(Value::Object(mut card)) => text(&mut card, "id")?,
        Some(_) => return Err("its default_card is not a card id".to_owned()),
    };
    let (cards, mut missing) = card_list(account, line, object.remove("cards"), warnings)?;
    row.cards = cards;
    let own = object.remove("tillbook");
    refuse_card_details(&object)?;
    if let Some(linked) = object.remove("linked_accounts")
        && linked.get("data").and_then(Value::as_array).is_some_and(|data| !data.is_empty())
    {
        warnings.add(line, "linked accounts were left out: the store keeps cards only");
    }
    if shown {
        for (name, value) in &object {
            if !value.is_null() {
                warnings.add(line, format!("the field {} was left out: it is not known", quoted(name)));
            }
        }
    } else {
        row = take_usual(account, row, line, object, warnings)?;
    }
    if let Some(own) = own {
        let supplement = supplement::read(own)?;
        missing = missing.saturating_sub(supplement.cards.len() as u64);
        for further in supplement.cards {
            row.cards.get_or_insert_default().extend(card(account, line, further, warnings)?);
        }
        supplement.exact.apply(&mut row);
        row.own = supplement.own;
        row.own_complete = shown;
    }
    row.complete = whole && missing == 0;
    settle_cards(&mut row, missing, line, warnings);
    Ok(row)
}

/// Gives the cards their owner and a time, and says which of them are not in the file.
fn settle_cards(row: &mut ImportedCustomer, missing: u64, line: u64, warnings: &mut Warnings) {
    let cards = row.cards.as_deref_mut().unwrap_or_default();
    for card in &mut *cards {
        card.customer = row.id.clone();
        if card.created_at == Timestamp::EPOCH {
            card.created_at = row.created_at.unwrap_or_default();
        }
    }
    if missing > 0 {
        let plural = if missing == 1 { "card is" } else { "cards are" };
        warnings.add(line, format!("{missing} of the customer's {plural} not in the file; fetch them too"));
        // The default card may be one of those.
        row.default_card.take_if(|id| !cards.iter().any(|card| card.id == *id));
    }
}

/// Refuses an object that is deleted or of the other mode.
fn check_mode(account: AccountId, object: &Map<String, Value>, what: &str) -> Result<(), String> {
    if object.get("deleted") == Some(&Value::Bool(true)) {
        return Err(format!("{what} is deleted at the provider"));
    }
    match object.get("livemode") {
        Some(Value::Bool(live)) if *live != (account.mode == crate::model::Mode::Live) => {
            let found = if *live { "live" } else { "test" };
            Err(format!("{what} is of the mode {found} and the account of the mode {}", account.mode))
        }
        _ => Ok(()),
    }
}

/// The cards of a list, where there is one, and how many more there are according to its envelope.
fn card_list(
    account: AccountId,
    line: u64,
    list: Option<Value>,
    warnings: &mut Warnings,
) -> Result<(Option<Vec<Card>>, u64), String> {
    let (data, total) = match list {
        None | Some(Value::Null) => return Ok((None, 0)),
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
        cards.extend(card(account, line, value, warnings)?);
    }
    Ok((Some(cards), missing))
}

/// Reads a card object (`omise 5.2`); none for a deleted one.
fn card(account: AccountId, line: u64, value: Value, warnings: &mut Warnings) -> Result<Option<Card>, String> {
    let Value::Object(mut object) = value else { return Err("one of its cards is not a JSON object".to_owned()) };
    if secrets::card_exposes(&object) {
        return Err(secrets::REFUSED.to_owned());
    }
    if object.get("deleted") == Some(&Value::Bool(true)) {
        return Ok(None);
    }
    check_mode(account, &object, "one of its cards")?;
    let id = text(&mut object, "id")?.unwrap_or_default();
    if identity::omise("card", account.mode, &id) != Identity::Own {
        return Err(format!("one of its cards has the id {}, which is not an Omise card's of this mode", quoted(&id)));
    }
    let last_digits = text(&mut object, "last_digits")?.unwrap_or_default();
    if last_digits.len() != 4 || !last_digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("one of its cards has last_digits that are not four digits".to_owned());
    }
    let first_digits = text(&mut object, "first_digits")?;
    if first_digits.as_ref().is_some_and(|digits| digits.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err("one of its cards has first_digits that are not six digits".to_owned());
    }
    let month = number(&object, "expiration_month").filter(|month| (1..=12).contains(month));
    let year = number(&object, "expiration_year").filter(|year| (1000..=9999).contains(year));
    let (Some(month), Some(year)) = (month, year) else {
        return Err("one of its cards has no readable expiration_month and expiration_year".to_owned());
    };
    let brand = match text(&mut object, "brand")? {
        // The store shows a brand that it does not know as an empty text.
        Some(name) if name.is_empty() => Brand::Other,
        Some(name) => brand_of(&name).unwrap_or_else(|| {
            warnings.add(line, format!("the card brand {} is not known and was kept as another brand", quoted(&name)));
            Brand::Other
        }),
        None => Brand::Other,
    };
    Ok(Some(Card {
        id,
        customer: None,
        sequence: 0,
        created_at: time(&mut object)?.unwrap_or_default(),
        attached: 0,
        brand,
        first_digits,
        last_digits,
        expiration_month: month as u8,
        expiration_year: year as u16,
        // Omise shows what a card lacks of these as an empty text.
        name: text(&mut object, "name")?.filter(|name| !name.is_empty()),
        fingerprint: text(&mut object, "fingerprint")?.filter(|fingerprint| !fingerprint.is_empty()),
        financing: text(&mut object, "financing")?.unwrap_or_default(),
        bank: text(&mut object, "bank")?.unwrap_or_default(),
        security_code_check: object.get("security_code_check") == Some(&Value::Bool(true)),
        address: CardAddress {
            street1: text(&mut object, "street1")?,
            street2: text(&mut object, "street2")?,
            city: text(&mut object, "city")?,
            state: text(&mut object, "state")?,
            postal_code: text(&mut object, "postal_code")?,
            country: text(&mut object, "country")?.filter(|country| !country.is_empty()),
            phone_number: text(&mut object, "phone_number")?,
        },
        attributes: CardAttributes::default(),
    }))
}

fn brand_of(name: &str) -> Option<Brand> {
    Some(match names::plain(name).as_str() {
        "visa" => Brand::Visa,
        "mastercard" => Brand::MasterCard,
        "americanexpress" | "amex" => Brand::AmericanExpress,
        "jcb" => Brand::Jcb,
        "dinersclub" | "diners" => Brand::DinersClub,
        "discover" => Brand::Discover,
        _ => return None,
    })
}

/// Refuses card details outside the list of cards, such as those of a request for a token.
fn refuse_card_details(object: &Map<String, Value>) -> Result<(), String> {
    let exposed = ["card", "source", "payment_method"]
        .iter()
        .filter_map(|key| object.get(*key).and_then(Value::as_object))
        .any(secrets::card_exposes);
    if exposed { Err(secrets::REFUSED.to_owned()) } else { Ok(()) }
}

/// Takes the fields of an object that is not Omise's by their usual names.
fn take_usual(
    account: AccountId,
    row: ImportedCustomer,
    line: u64,
    object: Map<String, Value>,
    warnings: &mut Warnings,
) -> Result<ImportedCustomer, String> {
    let mut names: Vec<String> = Vec::new();
    let mut values: Vec<String> = Vec::new();
    let mut others = row.metadata.to_object();
    for (name, value) in object {
        match value {
            Value::Null => {}
            Value::String(text) => {
                names.push(name);
                values.push(text);
            }
            Value::Bool(_) | Value::Number(_) => {
                names.push(name);
                values.push(value.to_string());
            }
            Value::Array(_) if names::meaning(&name).is_some_and(|(meaning, _)| meaning == Meaning::Tags) => {
                names.push(name);
                values.push(value.to_string());
            }
            Value::Object(parts)
                if names::meaning(&name).is_some_and(|(meaning, _)| meaning == Meaning::AddressLine1) =>
            {
                for (part, value) in parts {
                    if let Value::String(text) = value {
                        names.push(format!("address {part}"));
                        values.push(text);
                    }
                }
            }
            nested => {
                others.insert(name, nested);
            }
        }
    }
    secrets::strip(&mut others, line, warnings);
    let columns = Columns::new(names.iter().map(String::as_str));
    columns.warn_of_secrets(line, warnings);
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let usual = columns.row(account, line, &values, warnings)?;
    others.extend(usual.metadata.to_object());
    Ok(ImportedCustomer {
        email: row.email.or(usual.email),
        description: row.description.or(usual.description),
        created_at: row.created_at.or(usual.created_at),
        metadata: Metadata::from_object(&others),
        own: usual.own,
        ..row
    })
}

/// Takes a text out of an object; absent and null are none.
fn text(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("its {key} is not a text")),
    }
}

/// Takes the time of creation, under the name of 2019 or the older one.
fn time(object: &mut Map<String, Value>) -> Result<Option<Timestamp>, String> {
    let (newer, older) = (text(object, "created_at")?, text(object, "created")?);
    let Some(written) = newer.or(older) else { return Ok(None) };
    Timestamp::parse(&written)
        .map(Some)
        .map_err(|_| "its created_at is unreadable; write it as YYYY-MM-DDThh:mm:ssZ".to_owned())
}

fn number(object: &Map<String, Value>, key: &str) -> Option<u64> {
    match object.get(key)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// A value in a message: a short text, and otherwise only that it is none.
fn shown_as(value: &Value) -> String {
    value.as_str().map_or_else(|| "unknown".to_owned(), quoted)
}

#[cfg(test)]
mod tests;
