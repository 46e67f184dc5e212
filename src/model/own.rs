//! The till's own fields: what a shop knows of a customer whether or not its provider's API shows it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wincode::{SchemaRead, SchemaWrite};

/// The till's own fields of a customer, kept apart from the provider's and indexed like them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct OwnFields {
    /// Full name.
    pub name: Option<String>,
    /// Telephone number, as it was written.
    pub phone: Option<String>,
    /// The shop's own number for the customer; unique among the living customers of an account.
    pub merchant_customer_id: Option<String>,
    /// What the scanner reads from the customer's card or phone.
    pub barcode: Option<String>,
    /// The cashier's notes.
    pub notes: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// Postal address.
    pub address: Option<PostalAddress>,
}

impl OwnFields {
    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        *self == OwnFields::default()
    }

    /// The fields that are filled in, as a JSON object.
    pub fn to_object(&self) -> Map<String, Value> {
        filled(serde_json::to_value(self).unwrap_or_default())
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

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[serde(default, deny_unknown_fields)]
pub struct PostalAddress {
    /// Street and number.
    pub line1: Option<String>,
    /// Anything more before the city.
    pub line2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, province or prefecture.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country, as it was written.
    pub country: Option<String>,
}

impl PostalAddress {
    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        *self == PostalAddress::default()
    }
}
