//! What a file may hold and a store may not: full card numbers and security codes.

use serde_json::{Map, Value};

use crate::error::quoted;
use crate::model::holds_card_number;

use super::names::{self, Meaning};
use super::row::Warnings;
use super::supplement::KEY;

/// Why a row with such a card is refused.
pub(crate) const REFUSED: &str =
    "holds a full card number or a security code, which are never stored; remove it from the file";

/// Keys under which systems keep a security code.
const CODES: &[&str] =
    &["securitycode", "cvv", "cvv2", "cvc", "cvc2", "cvn", "ccv", "csc", "verificationvalue", "cardcode"];

/// Texts of a card that are long by nature and no card number.
const HARMLESS: &[&str] = &[
    "id",
    "customerid",
    "customeruuid",
    "clientsecret",
    "upstreamid",
    "location",
    "fingerprint",
    "phone",
    "phonenumber",
    "createdat",
    "created",
    "createdtime",
];

/// Where an object of a customer may hold cards, or the details of one as in a request for a token.
const CARDS: &[&str] = &[
    "card",
    "cards",
    "defaultcard",
    "source",
    "sources",
    "paymentmethod",
    "paymentmethods",
    "paymentdetails",
    "creditcard",
];

/// Whether the object of a customer holds a card's full number or its security code where cards belong.
pub(crate) fn exposes(customer: &Map<String, Value>) -> bool {
    customer.iter().any(|(key, value)| match value {
        Value::Object(inner) if key == KEY || key == "exact" => exposes(inner),
        Value::Object(card) => CARDS.contains(&names::plain(key).as_str()) && card_exposes(card),
        Value::Array(cards) => {
            CARDS.contains(&names::plain(key).as_str()) && cards.iter().filter_map(Value::as_object).any(card_exposes)
        }
        _ => false,
    })
}

/// Whether the object of a card holds its full number or its security code, at any depth.
fn card_exposes(card: &Map<String, Value>) -> bool {
    card.iter().any(|(key, value)| {
        let plain = names::plain(key);
        let harmless = HARMLESS.contains(&plain.as_str());
        let exposed = match value {
            Value::Null | Value::Bool(_) => false,
            Value::Object(inner) => return card_exposes(inner),
            Value::Array(items) => return items.iter().any(|item| item.as_object().is_some_and(card_exposes)),
            Value::Number(number) => !harmless && number.to_string().len() >= SHORTEST_NUMBER,
            Value::String(text) => {
                let named = plain.ends_with("number") || plain == "pan";
                let digits = text.bytes().filter(u8::is_ascii_digit).count();
                !harmless && (holds_card_number(text) || named && digits >= SHORTEST_NUMBER)
            }
        };
        exposed || CODES.contains(&plain.as_str()) && is_filled(value)
    })
}

/// The fewest digits of a card number.
const SHORTEST_NUMBER: usize = 12;

/// Removes from free-form data every entry whose name says that it is a card number or a security code and whose
/// value could be one, and says so.
pub(crate) fn strip(object: &mut Map<String, Value>, line: u64, warnings: &mut Warnings) {
    object.retain(|key, value| {
        if is_secret(key, value) {
            let key = quoted(key);
            warnings
                .add(line, format!("{key} in metadata was left out: card numbers and security codes are never stored"));
            return false;
        }
        match value {
            Value::Object(inner) => strip(inner, line, warnings),
            Value::Array(items) => {
                for inner in items.iter_mut().filter_map(Value::as_object_mut) {
                    strip(inner, line, warnings);
                }
            }
            _ => {}
        }
        true
    });
}

fn is_secret(key: &str, value: &Value) -> bool {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return false,
    };
    let secret = names::meaning(key).is_some_and(|(meaning, _)| meaning == Meaning::Secret);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_code = (3..=4).contains(&digits)
        && text.trim().len() == digits
        && CODES.iter().any(|code| names::plain(key).ends_with(code));
    is_code || (secret || names::mentions_card(key)) && holds_card_number(&text) || secret && digits >= SHORTEST_NUMBER
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::String(text) => !text.trim().is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn exposes(card: Value) -> bool {
        card_exposes(card.as_object().unwrap())
    }

    #[test]
    fn a_card_with_its_number_or_code_is_recognised() {
        assert!(exposes(json!({"number": "4242424242424242"})));
        assert!(exposes(json!({"number": 4242424242424242u64})));
        assert!(exposes(json!({"Card-Number": "9999 9999 9999 9999"})));
        assert!(exposes(json!({"name": "4242 4242 4242 4242"})));
        assert!(exposes(json!({"security_code": "123"})));
        assert!(exposes(json!({"cvv": 123})));
        assert!(exposes(json!({"details": [{"cvc": "123"}]})));
    }

    #[test]
    fn a_card_as_a_provider_shows_it_is_harmless() {
        assert!(!exposes(json!({
            "object": "card", "id": "card_test_4242424242424242424", "number": "XXXX XXXX XXXX 4242", "last_digits": "4242",
            "first_digits": "424242", "security_code_check": true, "security_code": null, "cvv": "",
            "phone_number": "+4915112345678", "expiration_year": 2031, "fingerprint": "4242424242424242",
        })));
    }

    #[test]
    fn metadata_loses_card_numbers_and_codes_only() {
        let mut warnings = Warnings::default();
        let mut metadata = json!({
            "card_number": "4242424242424242", "cvv": "123", "pan": "bread", "member card": "12", "phone": "4915112345678",
            "payment": {"old_card": "4242-4242-4242-4242", "tier": "gold"}, "list": [{"security_code": 1234}, 7],
        });
        strip(metadata.as_object_mut().unwrap(), 3, &mut warnings);
        let expected = json!({
            "pan": "bread", "member card": "12", "phone": "4915112345678", "payment": {"tier": "gold"}, "list": [{}, 7],
        });
        assert_eq!(metadata, expected);
        assert_eq!(warnings.kept().len(), 4);
        assert!(!warnings.kept().iter().any(|warning| warning.text.contains("4242")));
    }
}
