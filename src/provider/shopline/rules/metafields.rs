//! What the value of a metafield must be like (E15).

use std::collections::HashSet;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::model::{Metafield, MetafieldType};

/// How many characters a line may have.
const LINE: usize = 50;
/// How many characters several lines may have.
const LINES: usize = 1000;
/// How many characters a JSON object may have.
const OBJECT: usize = 4000;

/// Refuses a new or changed metafield that is not what its type says, or whose name is taken.
pub(super) fn settle(was: &[Metafield], metafields: &[Metafield]) -> Result<()> {
    if was == metafields {
        return Ok(());
    }
    let mut names = HashSet::new();
    for metafield in metafields {
        if !names.insert((metafield.of_app, &metafield.namespace, &metafield.key)) {
            return Err(Error::invalid("key", "is taken by another metafield of the customer; choose another"));
        }
        if !was.contains(metafield) {
            check(metafield)?;
        }
    }
    Ok(())
}

fn check(metafield: &Metafield) -> Result<()> {
    if metafield.key.is_empty() {
        return Err(Error::invalid("key", "is missing; send the metafield's name"));
    }
    if metafield.namespace.is_empty() != metafield.of_app {
        return Err(Error::invalid("namespace", "is missing; send the group of the metafield's key"));
    }
    let value: Value = serde_json::from_str(&metafield.value).unwrap_or_default();
    let within = |most: usize| value.as_str().is_some_and(|text| text.chars().count() <= most);
    let (fits, advice) = match metafield.field_type {
        MetafieldType::SingleLine => {
            let one = value.as_str().is_some_and(|text| !text.contains(['\n', '\r']));
            (within(LINE) && one, "is no line of at most 50 characters; send one")
        }
        MetafieldType::MultiLine => (within(LINES), "is no text of at most 1000 characters; send one"),
        MetafieldType::Integer => (value.is_i64() || value.is_u64(), "is no whole number; send an integer"),
        MetafieldType::Decimal => (value.is_number(), "is no number; send one"),
        MetafieldType::Boolean => (value.is_boolean(), "is neither true nor false; send one of them"),
        MetafieldType::Json => {
            let text = value.as_str().unwrap_or(&metafield.value);
            let object = serde_json::from_str::<Value>(text).is_ok_and(|value| value.is_object());
            (object && text.chars().count() <= OBJECT, "is no JSON object of at most 4000 characters; send one")
        }
        MetafieldType::Url => {
            let address = |text: &str| {
                let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
                rest.is_some_and(|rest| !rest.is_empty()) && !text.contains(char::is_whitespace)
            };
            (value.as_str().is_some_and(address), "is no web address; send one that begins with https://")
        }
    };
    if fits { Ok(()) } else { Err(Error::invalid("field_value", advice)) }
}
