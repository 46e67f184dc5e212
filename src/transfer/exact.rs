//! What a provider's object does not show of a customer and its cards, or shows inexactly.
//!
//! Nothing here knows a provider. An object that was exported is read back by the provider's own reader, and wherever the
//! reading differs from the record, the record's value is written beside the object:
//!
//! ```json
//! {"exact": {"created_at": 1770091506123, "updated_at": 1770091507001,
//!            "cards": {"card_test_5x": {"created_at": 1770091506001, "address": {"country": "TH"}}}},
//!  "shown": {"cards": {"card_test_5x": {"address": {"country": "th"}}}}}
//! ```
//! A value that somebody changed in the object since the export counts, and the exact one is then another's. So `shown`
//! says what was read where it was not nothing, and not merely a time cut to its second. Cards go by the id that the
//! object shows, which is empty where the provider shows none.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::model::{Attributes, ImportedCustomer, Metadata, Provider, Timestamp, from_value};

/// The field of the integrator's own data.
const METADATA: &str = "metadata";
const CARDS: &str = "cards";
const TAX_IDENTIFIERS: &str = "tax_identifiers";
const UNREADABLE: &str = "its tillbook.exact is not readable";

/// What the reading of an object is to be replaced by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Exact {
    /// The records' values, by field.
    pub(crate) exact: Map<String, Value>,
    /// What was read in their places.
    pub(crate) shown: Map<String, Value>,
}

impl Exact {
    /// What tells a record from the reading of its object. Both have the same cards and tax identifiers in the same
    /// order, or the reading has none of them at all.
    pub(crate) fn between(provider: Provider, shown: &ImportedCustomer, record: &ImportedCustomer) -> Exact {
        let mut exact = Exact::default();
        exact.compare_field("created_at", &shown.created_at, &record.created_at);
        exact.compare_field("updated_at", &shown.updated_at, &record.updated_at);
        exact.compare_field("email", &shown.email, &record.email);
        exact.compare_field("description", &shown.description, &record.description);
        exact.compare_field(METADATA, &shown.metadata, &record.metadata);
        exact.compare_field("default_card", &shown.default_card, &record.default_card);
        exact.compare_field("attributes", &*attributes(provider, shown), &*attributes(provider, record));
        exact.compare_each(CARDS, &shown.cards, &record.cards, |card| &card.id);
        exact.compare_each(TAX_IDENTIFIERS, &shown.tax_identifiers, &record.tax_identifiers, |it| &it.id);
        exact
    }

    fn compare_each<T>(&mut self, key: &str, shown: &Option<Vec<T>>, record: &Option<Vec<T>>, id: fn(&T) -> &str)
    where
        T: Serialize + PartialEq,
    {
        let mut all = Exact::default();
        let pairs = shown.iter().flatten().zip(record.iter().flatten());
        for (shown, record) in pairs.filter(|(shown, record)| shown != record) {
            let mut one = Exact::default();
            one.compare(&as_object(shown), &as_object(record));
            all.put(id(shown), one);
        }
        self.put(key, all);
    }

    /// Most fields are the same, and then nothing is made of them.
    fn compare_field<T: Serialize + PartialEq>(&mut self, key: &str, shown: &T, record: &T) {
        if shown != record {
            self.compare_values(key, &as_value(shown), &as_value(record));
        }
    }

    fn compare(&mut self, shown: &Map<String, Value>, record: &Map<String, Value>) {
        for (key, record) in record {
            self.compare_values(key, shown.get(key).unwrap_or(&Value::Null), record);
        }
    }

    fn compare_values(&mut self, key: &str, shown: &Value, record: &Value) {
        match (shown, record) {
            _ if shown == record => {}
            (Value::Object(shown), Value::Object(record)) if !is_one_value(key) => {
                let mut inner = Exact::default();
                inner.compare(shown, record);
                if !inner.exact.is_empty() {
                    self.exact.insert(key.to_owned(), Value::Object(inner.exact));
                    // Be it empty: it says that there was an object of which only a part is replaced.
                    self.shown.insert(key.to_owned(), Value::Object(inner.shown));
                }
            }
            _ => {
                self.exact.insert(key.to_owned(), record.clone());
                if !is_nothing(shown) && !is_cut_time(key, shown, record) {
                    self.shown.insert(key.to_owned(), shown.clone());
                }
            }
        }
    }

    fn put(&mut self, key: &str, inner: Exact) {
        for (outer, inner) in [(&mut self.exact, inner.exact), (&mut self.shown, inner.shown)] {
            if !inner.is_empty() {
                outer.insert(key.to_owned(), Value::Object(inner));
            }
        }
    }

    /// Leaves out what is told of a card.
    pub(crate) fn forget_card(&mut self, id: &str) {
        if let Some(Value::Object(cards)) = self.exact.get_mut(CARDS) {
            cards.shift_remove(id);
        }
    }

    /// Puts the exact values where the shown ones were read.
    ///
    /// # Errors
    /// Why the row is refused.
    pub(crate) fn apply(&self, provider: Provider, row: &mut ImportedCustomer) -> Result<(), String> {
        if self.exact.is_empty() {
            return Ok(());
        }
        let mut exact = self.exact.clone();
        let (cards, identifiers) = (exact.shift_remove(CARDS), exact.shift_remove(TAX_IDENTIFIERS));
        let mut fields = fields(provider, row);
        lay_over(&mut fields, &exact, Some(&self.shown))?;
        row.created_at = taken(&mut fields, "created_at")?;
        row.updated_at = taken(&mut fields, "updated_at")?;
        row.email = taken(&mut fields, "email")?;
        row.description = taken(&mut fields, "description")?;
        row.default_card = taken(&mut fields, "default_card")?;
        row.metadata = Metadata::from_object(&taken(&mut fields, METADATA)?);
        row.attributes = taken(&mut fields, "attributes")?;
        apply_each(&mut row.cards, cards.as_ref(), self.shown.get(CARDS), |card| &card.id)?;
        apply_each(&mut row.tax_identifiers, identifiers.as_ref(), self.shown.get(TAX_IDENTIFIERS), |it| &it.id)
    }
}

fn apply_each<T: Serialize + DeserializeOwned>(
    read: &mut Option<Vec<T>>,
    exact: Option<&Value>,
    shown: Option<&Value>,
    id: fn(&T) -> &str,
) -> Result<(), String> {
    let Some(exact) = exact else { return Ok(()) };
    let exact = exact.as_object().ok_or(UNREADABLE)?;
    for one in read.iter_mut().flatten() {
        let Some(exact) = exact.get(id(one)) else { continue };
        let exact = exact.as_object().ok_or(UNREADABLE)?;
        let mut fields = as_object(one);
        lay_over(&mut fields, exact, shown.and_then(|shown| shown.get(id(one))?.as_object()))?;
        *one = from_value(Value::Object(fields)).map_err(|_| UNREADABLE)?;
    }
    Ok(())
}

/// What the provider keeps beyond the other fields; of a row that says nothing of it, what a new customer has.
fn attributes(provider: Provider, row: &ImportedCustomer) -> Cow<'_, Attributes> {
    row.attributes.as_ref().map_or_else(|| Cow::Owned(Attributes::initial(provider)), Cow::Borrowed)
}

/// What is compared of a customer, apart from what hangs off it.
fn fields(provider: Provider, row: &ImportedCustomer) -> Map<String, Value> {
    let fields = [
        ("created_at", as_value(&row.created_at)),
        ("updated_at", as_value(&row.updated_at)),
        ("email", as_value(&row.email)),
        ("description", as_value(&row.description)),
        (METADATA, Value::Object(row.metadata.to_object())),
        ("default_card", as_value(&row.default_card)),
        ("attributes", as_value(&*attributes(provider, row))),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn as_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn as_object(value: &impl Serialize) -> Map<String, Value> {
    match as_value(value) {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

/// Takes a field of a type out.
fn taken<T: DeserializeOwned>(fields: &mut Map<String, Value>, key: &str) -> Result<T, String> {
    let value = fields.shift_remove(key).unwrap_or_default();
    from_value(value).map_err(|_| UNREADABLE.to_owned())
}

/// Replaces what is still as it was shown.
fn lay_over(
    read: &mut Map<String, Value>,
    exact: &Map<String, Value>,
    shown: Option<&Map<String, Value>>,
) -> Result<(), String> {
    for (key, exact) in exact {
        let shown = shown.and_then(|shown| shown.get(key));
        match (read.get_mut(key).ok_or(UNREADABLE)?, exact) {
            (Value::Object(read), Value::Object(exact)) if !is_one_value(key) => {
                lay_over(read, exact, shown.and_then(Value::as_object))?;
            }
            (read, exact) => {
                let unchanged = match shown {
                    // A part of an object that is gone.
                    Some(Value::Object(_)) if exact.is_object() && !is_one_value(key) => false,
                    Some(shown) => shown == read,
                    None => is_nothing(read) || is_cut_time(key, read, exact),
                };
                if unchanged {
                    read.clone_from(exact);
                }
            }
        }
    }
    Ok(())
}

/// Whether what is in a field is not looked into.
fn is_one_value(key: &str) -> bool {
    Metadata::FIELDS.contains(&key)
}

/// Whether a value is what a field has that is not shown.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
    }
}

/// Whether a shown time is the exact one without its milliseconds.
fn is_cut_time(key: &str, shown: &Value, exact: &Value) -> bool {
    let second = |value: &Value| value.as_i64().map(|millis| Timestamp::from_millis(millis).start_of_second());
    key.ends_with("_at") && second(shown).is_some() && second(shown) == second(exact)
}

#[cfg(test)]
mod tests;
