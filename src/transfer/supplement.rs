//! What an export adds to a provider's customer object under the key `tillbook`, so that nothing is lost on the way
//! back.
//!
//! ```json
//! {"name": "Ann Example", "phone": "+66 81 234 5678", "tags": ["vip"], "address": {"city": "Bangkok"},
//!  "exact": {"created_at": 1770091506123, "updated_at": 1770091507001, "cards": {"card_test_5x": 1770091506001}},
//!  "cards": []}
//! ```
//! Beside the till's own fields stand, where there is need of them: the exact times in milliseconds since 1970 which
//! the provider shows in whole seconds or not at all, and the cards beyond the page that the provider's object shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::{Card, Customer, ImportedCustomer, OwnFields, Timestamp};

/// The key of an exported object.
pub(crate) const KEY: &str = "tillbook";

/// What stands under the key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Supplement {
    /// The till's own fields.
    pub(crate) own: OwnFields,
    /// Times that the provider does not show exactly.
    pub(crate) exact: Exact,
    /// Cards that the provider's object does not show, as the provider shows cards.
    pub(crate) cards: Vec<Value>,
}

/// Times in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Exact {
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    cards: BTreeMap<String, Timestamp>,
}

impl Exact {
    /// The times of a customer and its cards that are not whole seconds, or not shown.
    pub(crate) fn of(customer: &Customer, cards: &[Arc<Card>]) -> Exact {
        let fraction = |time: Timestamp| (time != time.start_of_second()).then_some(time);
        Exact {
            created_at: fraction(customer.created_at),
            updated_at: customer.updated_at,
            cards: cards.iter().filter_map(|card| Some((card.id.clone(), fraction(card.created_at)?))).collect(),
        }
    }

    /// Puts the exact times where the shown ones were read.
    pub(crate) fn apply(&self, row: &mut ImportedCustomer) {
        // A time that somebody changed in the object since the export counts, and the exact one is of another second.
        let refine = |shown: &mut Timestamp, exact: Timestamp| {
            if shown.start_of_second() == exact.start_of_second() {
                *shown = exact;
            }
        };
        if let (Some(shown), Some(exact)) = (&mut row.created_at, self.created_at) {
            refine(shown, exact);
        }
        row.updated_at = self.updated_at;
        for card in row.cards.iter_mut().flatten() {
            if let Some(exact) = self.cards.get(&card.id) {
                refine(&mut card.created_at, *exact);
            }
        }
    }
}

/// Reads what stands under the key.
///
/// # Errors
/// Why the row is refused.
pub(crate) fn read(value: Value) -> Result<Supplement, String> {
    let mut object = match value {
        Value::Null => return Ok(Supplement::default()),
        Value::Object(object) => object,
        _ => return Err("its tillbook is not a JSON object".to_owned()),
    };
    let cards = match object.remove("cards") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(cards)) => cards,
        Some(_) => return Err("its tillbook.cards is not a list".to_owned()),
    };
    let exact = match object.remove("exact") {
        None | Some(Value::Null) => Exact::default(),
        Some(exact) => serde_json::from_value(exact).map_err(|_| "its tillbook.exact is not readable".to_owned())?,
    };
    if object.get("tags").is_some_and(Value::is_null) {
        object.remove("tags");
    }
    let own = serde_json::from_value(Value::Object(object)).map_err(|_| {
        "its tillbook is not readable; it takes name, phone, merchant_customer_id, barcode, notes, company as texts, \
         tags as a list of texts, and address with line1, line2, city, state, postal_code, country"
            .to_owned()
    })?;
    Ok(Supplement { own, exact, cards })
}

impl Supplement {
    /// As it is written. It is there even when it is empty, because then the till's own fields are known to be.
    pub(crate) fn write(self) -> Value {
        let mut object = filled(serde_json::to_value(&self.own).unwrap_or_default());
        if let Value::Object(exact) = serde_json::to_value(&self.exact).unwrap_or_default()
            && !exact.is_empty()
        {
            object.insert("exact".to_owned(), Value::Object(exact));
        }
        if !self.cards.is_empty() {
            object.insert("cards".to_owned(), Value::Array(self.cards));
        }
        Value::Object(object)
    }
}

/// An object without what is null or an empty list, its inner objects likewise.
fn filled(value: Value) -> Map<String, Value> {
    let Value::Object(object) = value else { return Map::new() };
    let entries = object.into_iter().filter_map(|(key, value)| match value {
        Value::Null => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Object(_) => Some((key, Value::Object(filled(value)))),
        other => Some((key, other)),
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PostalAddress;
    use serde_json::json;

    #[test]
    fn what_is_written_is_read_back() {
        let own = OwnFields {
            name: Some("Ann".into()),
            notes: Some(String::new()),
            tags: vec!["a,b".into()],
            address: Some(PostalAddress { city: Some("Bangkok".into()), ..PostalAddress::default() }),
            ..OwnFields::default()
        };
        let exact = Exact { updated_at: Some(Timestamp::from_millis(7)), ..Exact::default() };
        let supplement = Supplement { own, exact, cards: vec![json!({"id": "card_test_1"})] };
        let written = supplement.clone().write();
        assert_eq!(
            written,
            json!({"name": "Ann", "notes": "", "tags": ["a,b"], "address": {"city": "Bangkok"},
                   "exact": {"updated_at": 7}, "cards": [{"id": "card_test_1"}]})
        );
        assert_eq!(read(written).unwrap(), supplement);
        assert_eq!(Supplement::default().write(), json!({}));
        assert_eq!(read(Value::Null).unwrap(), Supplement::default());
    }

    #[test]
    fn what_is_not_known_is_refused_without_showing_it() {
        for wrong in [json!([]), json!({"nickname": "secret"}), json!({"phone": 7}), json!({"exact": "secret"})] {
            assert!(!read(wrong).unwrap_err().contains("secret"));
        }
    }
}
