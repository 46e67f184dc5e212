//! What an export adds to a provider's customer object under the key `tillbook`, so that nothing is lost on the way
//! back.
//!
//! ```json
//! {"name": "Ann Example", "phone": "+66 81 234 5678", "tags": ["vip"], "address": {"city": "Bangkok"},
//!  "exact": {"created_at": 1770091506123, "updated_at": 1770091507001,
//!            "cards": {"card_test_5x": {"created_at": 1770091506001, "country": "TH"}}},
//!  "cards": []}
//! ```
//! Beside the till's own fields stand, where there is need of them: what the provider shows inexactly or not at all, such
//! as times in milliseconds since 1970; and the cards beyond the page that the provider's object shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Card, Customer, ImportedCustomer, OwnFields, Timestamp};

/// The key of an exported object.
pub(crate) const KEY: &str = "tillbook";

/// What stands under the key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Supplement {
    /// The till's own fields.
    pub(crate) own: OwnFields,
    /// What the provider does not show exactly.
    pub(crate) exact: Exact,
    /// Cards that the provider's object does not show, as the provider shows cards.
    pub(crate) cards: Vec<Value>,
}

/// What the provider shows inexactly or not at all; times in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Exact {
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<i64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    cards: BTreeMap<String, ExactCard>,
}

/// The same of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ExactCard {
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<i64>,
    /// Omise shows countries in lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}

impl Exact {
    /// What a customer and its cards have to say exactly.
    pub(crate) fn of(customer: &Customer, cards: &[Arc<Card>]) -> Exact {
        let fraction = |time: Timestamp| (time != time.start_of_second()).then(|| time.as_millis());
        let exact = |card: &Arc<Card>| {
            let country = card.address.country.clone().filter(|country| *country != country.to_lowercase());
            let exact = ExactCard { created_at: fraction(card.created_at), country };
            (exact != ExactCard::default()).then(|| (card.id.clone(), exact))
        };
        Exact {
            created_at: fraction(customer.created_at),
            updated_at: customer.updated_at.map(Timestamp::as_millis),
            cards: cards.iter().filter_map(exact).collect(),
        }
    }

    /// Puts the exact values where the shown ones were read. A value that somebody changed in the object since the export
    /// counts, and the exact one is then another.
    pub(crate) fn apply(&self, row: &mut ImportedCustomer) {
        let refine = |shown: &mut Timestamp, exact: Option<i64>| {
            let exact = exact.map(Timestamp::from_millis);
            if let Some(exact) = exact.filter(|exact| shown.start_of_second() == exact.start_of_second()) {
                *shown = exact;
            }
        };
        if let Some(shown) = &mut row.created_at {
            refine(shown, self.created_at);
        }
        row.updated_at = self.updated_at.map(Timestamp::from_millis);
        for card in row.cards.iter_mut().flatten() {
            let Some(exact) = self.cards.get(&card.id) else { continue };
            refine(&mut card.created_at, exact.created_at);
            if let (Some(shown), Some(exact)) = (&mut card.address.country, &exact.country)
                && *shown == exact.to_lowercase()
            {
                shown.clone_from(exact);
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
    // `tillbook get --json` and the like say here which account an object is of.
    object.remove("account");
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

/// As it is written, given the JSON texts of the cards. It is there even when it is empty, because then the till's own
/// fields are known to be.
pub(crate) fn write(own: &OwnFields, exact: &Exact, cards: &[String]) -> String {
    let mut object = own.to_object();
    if *exact != Exact::default() {
        object.insert("exact".to_owned(), serde_json::to_value(exact).unwrap_or_default());
    }
    let text = Value::Object(object).to_string();
    let (Some(open), false) = (text.strip_suffix('}'), cards.is_empty()) else { return text };
    let comma = if open == "{" { "" } else { "," };
    format!("{open}{comma}\"cards\":[{}]}}", cards.join(","))
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
        let exact = Exact { updated_at: Some(7), ..Exact::default() };
        let cards = [r#"{"id":"card_test_1"}"#.to_owned()];
        let written: Value = serde_json::from_str(&write(&own, &exact, &cards)).unwrap();
        assert_eq!(
            written,
            json!({"name": "Ann", "notes": "", "tags": ["a,b"], "address": {"city": "Bangkok"},
                   "exact": {"updated_at": 7}, "cards": [{"id": "card_test_1"}]})
        );
        let supplement = Supplement { own, exact, cards: vec![json!({"id": "card_test_1"})] };
        assert_eq!(read(written).unwrap(), supplement);
        let nothing = (OwnFields::default(), Exact::default());
        assert_eq!(write(&nothing.0, &nothing.1, &[]), "{}");
        assert_eq!(write(&nothing.0, &nothing.1, &cards), r#"{"cards":[{"id":"card_test_1"}]}"#);
        assert_eq!(read(Value::Null).unwrap(), Supplement::default());
    }

    #[test]
    fn what_is_not_known_is_refused_without_showing_it() {
        for wrong in [json!([]), json!({"nickname": "secret"}), json!({"phone": 7}), json!({"exact": "secret"})] {
            assert!(!read(wrong).unwrap_err().contains("secret"));
        }
    }
}
