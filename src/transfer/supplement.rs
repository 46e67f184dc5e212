//! What an export adds to a provider's customer object under the key `tillbook`, so that nothing is lost on the way
//! back.
//!
//! ```json
//! {"name": "Ann Example", "phone": "+66 81 234 5678", "tags": ["vip"], "address": {"city": "Bangkok"},
//!  "exact": {"created_at": 1770091506123}, "shown": {}, "cards": []}
//! ```
//! Beside the till's own fields stand, where there is need of them: what the provider shows inexactly or not at all (see
//! [`Exact`]), and the cards that the provider's object has no room for.

use serde_json::{Map, Value};

use crate::model::{OwnFields, from_value};

use super::exact::Exact;

/// The key of an exported object.
pub(crate) const KEY: &str = "tillbook";

/// What stands under the key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Supplement {
    /// The till's own fields.
    pub(crate) own: OwnFields,
    /// What the provider does not show exactly.
    pub(crate) exact: Exact,
    /// Cards that the provider's object does not show, as the provider shows cards; none when nothing is said of them.
    pub(crate) cards: Option<Vec<Value>>,
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
    object.shift_remove("account");
    let cards = match object.shift_remove("cards") {
        None | Some(Value::Null) => None,
        Some(Value::Array(cards)) => Some(cards),
        Some(_) => return Err("its tillbook.cards is not a list".to_owned()),
    };
    let mut part = |key: &str| match object.shift_remove(key) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(part)) => Ok(part),
        Some(_) => Err(format!("its tillbook.{key} is not a JSON object")),
    };
    let exact = Exact { exact: part("exact")?, shown: part("shown")? };
    if object.get("tags").is_some_and(Value::is_null) {
        object.shift_remove("tags");
    }
    let own = from_value(Value::Object(object)).map_err(|_| {
        "its tillbook is not readable; it takes name, phone, merchant_customer_id, barcode, notes, company as texts, \
         tags as a list of texts, and address with line1, line2, city, state, postal_code, country"
            .to_owned()
    })?;
    Ok(Supplement { own, exact, cards })
}

/// As it is written, given the JSON texts of the cards. It is there even when it is empty, because then the till's own
/// fields are known to be.
pub(crate) fn write(own: &OwnFields, exact: Exact, cards: Option<&[String]>) -> String {
    let mut object = own.to_object();
    for (key, part) in [("exact", exact.exact), ("shown", exact.shown)] {
        if !part.is_empty() {
            object.insert(key.to_owned(), Value::Object(part));
        }
    }
    let text = Value::Object(object).to_string();
    let (Some(open), Some(cards)) = (text.strip_suffix('}'), cards) else { return text };
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
        let Value::Object(exact) = json!({"updated_at": 7}) else { panic!() };
        let exact = Exact { exact, shown: Map::new() };
        let cards = [r#"{"id":"card_test_1"}"#.to_owned()];
        let written: Value = serde_json::from_str(&write(&own, exact.clone(), Some(&cards))).unwrap();
        assert_eq!(
            written,
            json!({"name": "Ann", "notes": "", "tags": ["a,b"], "address": {"city": "Bangkok"},
                   "exact": {"updated_at": 7}, "cards": [{"id": "card_test_1"}]})
        );
        let supplement = Supplement { own, exact, cards: Some(vec![json!({"id": "card_test_1"})]) };
        assert_eq!(read(written).unwrap(), supplement);
        let nothing = OwnFields::default();
        assert_eq!(write(&nothing, Exact::default(), None), "{}");
        assert_eq!(write(&nothing, Exact::default(), Some(&cards)), r#"{"cards":[{"id":"card_test_1"}]}"#);
        // That there are no cards is something else than that nothing is said of them.
        assert_eq!(write(&nothing, Exact::default(), Some(&[])), r#"{"cards":[]}"#);
        assert_eq!(read(json!({"cards": []})).unwrap().cards, Some(vec![]));
        assert_eq!(read(Value::Null).unwrap(), Supplement::default());
    }

    #[test]
    fn what_is_not_known_is_refused_without_showing_it() {
        for wrong in [json!([]), json!({"nickname": "secret"}), json!({"phone": 7}), json!({"exact": "secret"})] {
            assert!(!read(wrong).unwrap_err().contains("secret"));
        }
    }
}
