//! Free-form metadata, kept as the JSON text of an object.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use wincode::{SchemaRead, SchemaWrite};

use crate::error::{Error, Result};

/// How many levels of JSON can be read back.
const DEEPEST: usize = 127;

/// A JSON object of the integrator's own making, kept as text. In JSON it is shown as the object that it is.
///
/// ```
/// use tillbook::Metadata;
/// let metadata = Metadata::parse(r#"{"tier": "gold"}"#)?;
/// assert_eq!(metadata.as_json(), r#"{"tier":"gold"}"#);
/// assert!(Metadata::parse("[1, 2]").is_err());
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, SchemaRead, SchemaWrite)]
pub struct Metadata {
    /// Compact JSON text; empty for `{}`, which most customers have.
    text: String,
}

impl Metadata {
    /// The names of the fields, of whatever record, that hold one. What is in such a field has names of somebody's own
    /// making, so whoever compares or joins records field by field takes it as one value.
    pub(crate) const FIELDS: [&str; 4] = ["metadata", "owner", "details", "further"];

    /// Reads the JSON text of an object.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the text is not a JSON object.
    pub fn parse(json: &str) -> Result<Metadata> {
        let value: serde_json::Value = serde_json::from_str(json)
            .map_err(|_| Error::invalid("metadata", "is not readable JSON; send a JSON object"))?;
        Metadata::from_value(&value)
    }

    /// Takes a JSON value that must be an object.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the value is not an object, or nests deeper than 127 levels.
    pub fn from_value(value: &serde_json::Value) -> Result<Metadata> {
        if nests_deeper_than(value, DEEPEST) {
            return Err(Error::invalid("metadata", "nests too deeply; use at most 127 levels"));
        }
        match value {
            serde_json::Value::Object(map) => Ok(Metadata::from_object(map)),
            _ => Err(Error::invalid("metadata", "is not an object; send a JSON object with names and values")),
        }
    }

    /// Takes a JSON object of at most 127 levels; a deeper one could not be read back, and [`Metadata::from_value`]
    /// refuses it.
    pub fn from_object(object: &serde_json::Map<String, serde_json::Value>) -> Metadata {
        if object.is_empty() {
            return Metadata::default();
        }
        let text = serde_json::Value::Object(object.clone()).to_string();
        Metadata { text }
    }

    /// The JSON text, `{}` when nothing is set.
    pub fn as_json(&self) -> &str {
        if self.text.is_empty() { "{}" } else { &self.text }
    }

    /// The metadata as a JSON object.
    pub fn to_object(&self) -> serde_json::Map<String, serde_json::Value> {
        if self.text.is_empty() {
            return serde_json::Map::new();
        }
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.to_object().serialize(serializer)
        } else {
            self.text.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Metadata, D::Error> {
        if !deserializer.is_human_readable() {
            return Ok(Metadata { text: String::deserialize(deserializer)? });
        }
        let value = serde_json::Value::deserialize(deserializer)?;
        Metadata::from_value(&value).map_err(D::Error::custom)
    }
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_json())
    }
}

fn nests_deeper_than(value: &serde_json::Value, levels: usize) -> bool {
    let deeper = |inner: &serde_json::Value| nests_deeper_than(inner, levels - 1);
    match value {
        serde_json::Value::Array(items) => levels == 0 || items.iter().any(deeper),
        serde_json::Value::Object(object) => levels == 0 || object.values().any(deeper),
        _ => false,
    }
}
