//! The fields of an object in a file, taken out one by one. What stays is what nobody understood.
//!
//! A field that is absent and one that is null are the same: none. An error is the end of a sentence about the row of
//! the file, such as `its email is not a text`, and holds no value that could be a card number.

use std::fmt::Display;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::error::quoted;
use crate::model::{Brand, Date, Metadata, Mode, Timestamp, english_list};

/// An object while it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    object: Map<String, Value>,
    /// What stands before a field's name in a message: `its `, `its card's `, `its shipping.`.
    whose: String,
}

impl Fields {
    /// The fields of a customer.
    pub(crate) fn of_customer(object: Map<String, Value>) -> Fields {
        Fields { object, whose: "its ".to_owned() }
    }

    /// The fields of one of its cards.
    pub(crate) fn of_card(object: Map<String, Value>) -> Fields {
        Fields { object, whose: "its card's ".to_owned() }
    }

    /// Whether the object names a field, be it null.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.object.contains_key(key)
    }

    /// A field that is to stay where it is.
    pub(crate) fn peek(&self, key: &str) -> Option<&Value> {
        self.object.get(key)
    }

    /// A value of any kind.
    pub(crate) fn take(&mut self, key: &str) -> Option<Value> {
        self.object.shift_remove(key).filter(|value| !value.is_null())
    }

    /// Takes fields out that say nothing which a record keeps, such as `location`.
    pub(crate) fn ignore(&mut self, keys: &[&str]) {
        for key in keys {
            self.object.shift_remove(*key);
        }
    }

    /// What was not taken.
    pub(crate) fn into_rest(self) -> Map<String, Value> {
        self.object
    }

    /// A text.
    pub(crate) fn text(&mut self, key: &str) -> Result<Option<String>, String> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.complaint(key, "is not a text")),
        }
    }

    /// A text that stands for nothing when it is empty, as some providers show it.
    pub(crate) fn filled_text(&mut self, key: &str) -> Result<Option<String>, String> {
        Ok(self.text(key)?.filter(|text| !text.is_empty()))
    }

    /// A text that must be there.
    pub(crate) fn needed_text(&mut self, key: &str) -> Result<String, String> {
        self.text(key)?.ok_or_else(|| self.complaint(key, "is missing"))
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, key: &str) -> Result<Option<bool>, String> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(_) => Err(self.complaint(key, "is neither true nor false")),
        }
    }

    /// A whole number of a range, also when it is written as a text.
    pub(crate) fn number<N>(&mut self, key: &str, range: RangeInclusive<N>) -> Result<Option<N>, String>
    where
        N: TryFrom<i64> + PartialOrd + Display,
    {
        let Some(value) = self.take(key) else { return Ok(None) };
        let number = match &value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.and_then(|number| N::try_from(number).ok()).filter(|number| range.contains(number));
        let (first, last) = range.into_inner();
        number.map(Some).ok_or_else(|| self.complaint(key, &format!("is not a whole number from {first} to {last}")))
    }

    /// A point in time.
    pub(crate) fn time(&mut self, key: &str) -> Result<Option<Timestamp>, String> {
        let Some(written) = self.text(key)? else { return Ok(None) };
        let advice = "is unreadable; write it as YYYY-MM-DDThh:mm:ssZ";
        Timestamp::parse(&written).map(Some).map_err(|_| self.complaint(key, advice))
    }

    /// A date of the calendar.
    pub(crate) fn date(&mut self, key: &str) -> Result<Option<Date>, String> {
        let Some(written) = self.text(key)? else { return Ok(None) };
        let advice = "is not a date; write it as YYYY-MM-DD";
        Date::parse(&written).map(Some).map_err(|_| self.complaint(key, advice))
    }

    /// One of the words that a provider uses.
    pub(crate) fn word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Result<Option<T>, String> {
        let Some(written) = self.text(key)? else { return Ok(None) };
        let known = words.iter().find(|(word, _)| *word == written);
        known.map(|(_, meaning)| Some(*meaning)).ok_or_else(|| {
            let words = english_list(words.iter().map(|(word, _)| *word));
            self.complaint(key, &format!("is {} and not one of {words}", quoted(&written)))
        })
    }

    /// An object within the object.
    pub(crate) fn object(&mut self, key: &str) -> Result<Option<Fields>, String> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Object(object)) => Ok(Some(Fields { object, whose: format!("{}{key}.", self.whose) })),
            Some(_) => Err(self.complaint(key, "is not a JSON object")),
        }
    }

    /// A list of values.
    pub(crate) fn list(&mut self, key: &str) -> Result<Option<Vec<Value>>, String> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => Err(self.complaint(key, "is not a list")),
        }
    }

    /// A list of objects.
    pub(crate) fn objects(&mut self, key: &str) -> Result<Option<Vec<Fields>>, String> {
        let Some(items) = self.list(key)? else { return Ok(None) };
        let object = |item| match item {
            Value::Object(object) => Ok(Fields { object, whose: format!("{}{key}.", self.whose) }),
            _ => Err(self.complaint(key, "holds something that is not a JSON object")),
        };
        items.into_iter().map(object).collect::<Result<_, _>>().map(Some)
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, key: &str) -> Result<Option<Vec<String>>, String> {
        let Some(items) = self.list(key)? else { return Ok(None) };
        let text = |item| match item {
            Value::String(text) => Ok(text),
            _ => Err(self.complaint(key, "holds something that is not a text")),
        };
        items.into_iter().map(text).collect::<Result<_, _>>().map(Some)
    }

    /// Free-form data, `{}` where there is none.
    pub(crate) fn metadata(&mut self, key: &str) -> Result<Metadata, String> {
        let Some(value) = self.take(key) else { return Ok(Metadata::default()) };
        Metadata::from_value(&value).map_err(|_| self.complaint(key, "is not a JSON object"))
    }

    /// The last four digits of a card's number, which must be there.
    pub(crate) fn last_digits(&mut self, key: &str) -> Result<String, String> {
        let digits = self.text(key)?.filter(|digits| are_digits(digits) && digits.len() == 4);
        digits.ok_or_else(|| self.complaint(key, "are not four digits"))
    }

    /// The first digits of a card's number.
    pub(crate) fn first_digits(&mut self, key: &str) -> Result<Option<String>, String> {
        match self.text(key)? {
            Some(digits) if !are_digits(&digits) || digits.len() > 8 => Err(self.complaint(key, "are not six digits")),
            digits => Ok(digits),
        }
    }

    /// The month of a card's expiry, which must be there.
    pub(crate) fn expiration_month(&mut self, key: &str) -> Result<u8, String> {
        self.number(key, 1..=12)?.ok_or_else(|| self.complaint(key, "is missing"))
    }

    /// The year of a card's expiry in four digits, which must be there.
    pub(crate) fn expiration_year(&mut self, key: &str) -> Result<u16, String> {
        self.number(key, 1000..=9999)?.ok_or_else(|| self.complaint(key, "is missing"))
    }

    /// A card's brand in any of the usual spellings; one that is not known is told and kept as another brand.
    pub(crate) fn brand(&mut self, key: &str, warnings: &mut Vec<String>) -> Result<Brand, String> {
        let Some(name) = self.filled_text(key)? else { return Ok(Brand::Other) };
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        Ok(match plain.as_str() {
            "visa" => Brand::Visa,
            "mastercard" | "master" => Brand::MasterCard,
            "americanexpress" | "amex" => Brand::AmericanExpress,
            "jcb" => Brand::Jcb,
            "dinersclub" | "diners" => Brand::DinersClub,
            "discover" => Brand::Discover,
            _ => {
                warnings.push(format!("the card brand {} is not known and was kept as another brand", quoted(&name)));
                Brand::Other
            }
        })
    }

    /// Refuses an object that says of itself that it is of the other mode; what is named for the message, such as
    /// `the customer`.
    pub(crate) fn refuse_other_mode(&mut self, key: &str, mode: Mode, what: &str) -> Result<(), String> {
        match self.take(key) {
            Some(Value::Bool(live)) if live != (mode == Mode::Live) => {
                let found = if live { "live" } else { "test" };
                Err(format!("{what} is of the mode {found} and the account of the mode {mode}"))
            }
            _ => Ok(()),
        }
    }

    /// Why a field makes its row unusable: `its email` and then the words given.
    pub(crate) fn complaint(&self, key: &str, wrong: &str) -> String {
        format!("{}{key} {wrong}", self.whose)
    }
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(value: Value) -> Fields {
        let Value::Object(object) = value else { panic!("no object") };
        Fields::of_customer(object)
    }

    #[test]
    fn what_is_taken_is_gone_and_the_rest_keeps_its_order() {
        let mut fields = fields(json!({
            "a": "x", "z": 1, "time": "2026-02-03T04:05:06Z", "day": "2026-02-03", "yes": true, "year": "2031", "y": 2,
            "labels": ["b", "c"], "kind": "second", "inner": {"deep": {"er": "x"}}, "none": null, "x": 3,
            "items": [{"n": 1}, {"n": 2}], "metadata": {"k": [1]},
        }));
        assert!(fields.has("none") && !fields.has("absent"));
        assert_eq!(fields.text("a"), Ok(Some("x".into())));
        assert_eq!(fields.time("time").unwrap().unwrap().to_string(), "2026-02-03T04:05:06Z");
        assert_eq!(fields.date("day").unwrap(), Date::new(2026, 2, 3));
        assert_eq!((fields.flag("yes"), fields.flag("none")), (Ok(Some(true)), Ok(None)));
        assert_eq!(fields.number("year", 1000..=9999u16), Ok(Some(2031)));
        assert_eq!(fields.texts("labels"), Ok(Some(vec!["b".into(), "c".into()])));
        assert_eq!(fields.word("kind", &[("first", 1), ("second", 2)]), Ok(Some(2)));
        let mut inner = fields.object("inner").unwrap().unwrap().object("deep").unwrap().unwrap();
        assert_eq!(inner.text("er"), Ok(Some("x".into())));
        let mut items = fields.objects("items").unwrap().unwrap();
        assert_eq!(items[1].number("n", 0..=9i64), Ok(Some(2)));
        assert_eq!(fields.metadata("metadata").unwrap().as_json(), r#"{"k":[1]}"#);
        assert!(fields.metadata("absent").unwrap().is_empty());
        assert_eq!(Value::Object(fields.into_rest()).to_string(), r#"{"z":1,"y":2,"x":3}"#);
    }

    #[test]
    fn what_is_wrong_is_told_by_its_place_and_not_by_its_value() {
        let wrong = json!({"deep": {"list": [7], "text": 4242, "year": "4242", "kind": "third", "day": "4242"}});
        let mut inner = fields(wrong).object("deep").unwrap().unwrap();
        let complaints = [
            (inner.texts("list").unwrap_err(), "its deep.list holds something that is not a text"),
            (inner.text("text").unwrap_err(), "its deep.text is not a text"),
            (inner.number("year", 1..=12u8).unwrap_err(), "its deep.year is not a whole number from 1 to 12"),
            (inner.date("day").unwrap_err(), "its deep.day is not a date; write it as YYYY-MM-DD"),
            (inner.needed_text("none").unwrap_err(), "its deep.none is missing"),
        ];
        for (complaint, expected) in complaints {
            assert_eq!(complaint, expected);
        }
        let complaint = inner.word("kind", &[("first", 1), ("second", 2)]).unwrap_err();
        assert_eq!(complaint, "its deep.kind is third and not one of first and second");
    }

    #[test]
    fn a_cards_digits_and_brand_are_read_in_the_providers_spellings() {
        let mut warnings = Vec::new();
        for (name, brand) in [
            ("Visa", Brand::Visa),
            ("master", Brand::MasterCard),
            ("MasterCard", Brand::MasterCard),
            ("american_express", Brand::AmericanExpress),
            ("AMEX", Brand::AmericanExpress),
            ("Jcb", Brand::Jcb),
            ("Diners Club", Brand::DinersClub),
            ("diners", Brand::DinersClub),
            ("Discover", Brand::Discover),
            ("", Brand::Other),
        ] {
            assert_eq!(fields(json!({"brand": name})).brand("brand", &mut warnings), Ok(brand));
        }
        assert_eq!(warnings, [""; 0]);
        assert_eq!(fields(json!({"brand": "UnionPay"})).brand("brand", &mut warnings), Ok(Brand::Other));
        assert!(warnings[0].contains("UnionPay"));
        assert_eq!(fields(json!({"last4": "0042"})).last_digits("last4"), Ok("0042".into()));
        for wrong in [json!({"last4": "042"}), json!({"last4": "00a2"}), json!({})] {
            assert!(fields(wrong).last_digits("last4").is_err());
        }
        assert_eq!(fields(json!({"first": "424242"})).first_digits("first"), Ok(Some("424242".into())));
        assert_eq!(fields(json!({"first": "42424242"})).first_digits("first"), Ok(Some("42424242".into())));
        for wrong in ["4242x2", "424242424"] {
            assert!(fields(json!({ "first": wrong })).first_digits("first").is_err());
        }
    }
}
