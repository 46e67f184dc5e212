//! One customer of a JSON file: the provider's own object, or somebody else's with the usual names.

use serde_json::{Map, Value};

use crate::error::quoted;
use crate::model::{AccountId, ImportedCustomer, Metadata, Timestamp};
use crate::provider::{Exchange, Exported, Fields};

use super::adopt::adopt;
use super::columns::Columns;
use super::names::{self, Meaning};
use super::row::Warnings;
use super::secrets;
use super::supplement::{self, KEY, Supplement};

/// Reads a customer object.
///
/// Of an object that is not the provider's, the fields that the provider does not know are taken by the usual names of
/// columns, and the rest becomes metadata.
///
/// # Errors
/// Why the row is refused.
pub(crate) fn customer(
    account: AccountId,
    line: u64,
    object: Map<String, Value>,
    warnings: &mut Warnings,
) -> Result<ImportedCustomer, String> {
    if secrets::exposes(&object) {
        return Err(secrets::REFUSED.to_owned());
    }
    let exchange = &account.provider.dialect().exchange;
    let mut fields = Fields::of_customer(object);
    let supplement = fields.take(KEY).map(supplement::read).transpose()?;
    let read = (exchange.read)(account, &mut fields)?;
    let mut told = read.warnings;
    let mut row = read.customer;
    let mut missing = read.missing_cards;
    let mut own = None;
    if let Some(Supplement { own: tills, exact, cards }) = supplement {
        if let Some(cards) = cards {
            missing = missing.saturating_sub(cards.len() as u64);
            add_cards(exchange, account, cards, &mut row, &mut told)?;
        }
        exact.apply(account.provider, &mut row)?;
        own = Some(tills);
    } else {
        row.as_shown = read.recognised;
    }
    for warning in told {
        warnings.add(line, warning);
    }
    if read.recognised {
        let mut metadata = row.metadata.to_object();
        secrets::strip(&mut metadata, line, warnings);
        row.metadata = Metadata::from_object(&metadata);
        for (name, value) in fields.into_rest() {
            if !value.is_null() {
                warnings.add(line, format!("the field {} was left out: it is not known", quoted(&name)));
            }
        }
    } else {
        row = take_usual(account, row, line, fields.into_rest(), warnings)?;
    }
    if let Some(own) = own {
        row.own = own;
        row.own_complete = read.recognised;
    }
    if !read.recognised && row.attributes.is_none() {
        adopt(account, line, &mut row, warnings);
    }
    row.complete &= missing == 0;
    settle_cards(&mut row, missing, line, warnings);
    Ok(row)
}

/// What the provider's own reader sees in an object that was exported; none when it refuses it.
pub(crate) fn read_back(account: AccountId, exported: &Exported) -> Option<ImportedCustomer> {
    let exchange = &account.provider.dialect().exchange;
    let mut fields = Fields::of_customer(serde_json::from_str(&exported.object).ok()?);
    let mut row = (exchange.read)(account, &mut fields).ok()?.customer;
    if !exported.further_cards.is_empty() {
        let cards = exported.further_cards.iter().map(|card| serde_json::from_str(card));
        add_cards(exchange, account, cards.collect::<Result<_, _>>().ok()?, &mut row, &mut Vec::new()).ok()?;
    }
    Some(row)
}

/// Adds cards that stand outside the customer's object.
fn add_cards(
    exchange: &Exchange,
    account: AccountId,
    cards: Vec<Value>,
    row: &mut ImportedCustomer,
    told: &mut Vec<String>,
) -> Result<(), String> {
    let known = row.cards.get_or_insert_default();
    for card in cards {
        let Value::Object(card) = card else { return Err("one of its cards is not a JSON object".to_owned()) };
        let read = (exchange.read_card)(account, &mut Fields::of_card(card))?;
        told.extend(read.warnings);
        known.extend(read.card);
    }
    Ok(())
}

/// Gives the cards their owner and a time, and says which of them are not in the file.
fn settle_cards(row: &mut ImportedCustomer, missing: u64, line: u64, warnings: &mut Warnings) {
    let cards = row.cards.as_deref_mut().unwrap_or_default();
    for card in &mut *cards {
        card.customer = row.id.clone();
        if card.created_at == Timestamp::EPOCH && !row.as_shown {
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

/// Takes the fields of an object that is not the provider's by their usual names.
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
        let means = |wanted| names::meaning(&name).is_some_and(|(meaning, _)| meaning == wanted);
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
            Value::Array(_) if means(Meaning::Tags) => {
                names.push(name);
                values.push(value.to_string());
            }
            Value::Object(parts) if means(Meaning::AddressLine1) => {
                for (part, value) in parts {
                    if let Value::String(text) = value {
                        names.push(format!("address {part}"));
                        values.push(text);
                    }
                }
            }
            Value::Object(entries) if means(Meaning::Metadata) => {
                others.extend(entries);
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
        // The reader of the provider's own words takes no id of an object that is not its own.
        id: row.id.or(usual.id),
        email: row.email.or(usual.email),
        description: row.description.or(usual.description),
        created_at: row.created_at.or(usual.created_at),
        metadata: Metadata::from_object(&others),
        own: usual.own,
        ..row
    })
}

#[cfg(test)]
mod tests;
