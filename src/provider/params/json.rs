//! Parameters from a JSON body.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Number, Param, Params, Text};
use crate::error::{Error, Result};

/// Reads a JSON body; `null` and nothing at all mean no parameters.
///
/// Nesting deeper than 128 and numbers beyond a double's range are refused. The last of several equal names counts.
pub(super) fn read(body: &[u8]) -> Result<Params> {
    match body.trim_ascii() {
        b"" | b"null" => Ok(Params::default()),
        body => read_object(body),
    }
}

/// Reads a body that must be a JSON object.
pub(super) fn read_object(body: &[u8]) -> Result<Params> {
    // The parser's own message may quote the body, so it is dropped.
    match serde_json::from_slice(body) {
        Ok(Param::Object(params)) => Ok(params),
        Ok(_) => Err(Error::invalid("body", "is not a JSON object; send the parameters by name")),
        Err(_) => Err(Error::invalid("body", "is not readable JSON; check the quotes and brackets")),
    }
}

impl<'de> Deserialize<'de> for Param {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Param, D::Error> {
        deserializer.deserialize_any(ParamVisitor)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct ParamVisitor;

impl<'de> Visitor<'de> for ParamVisitor {
    type Value = Param;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Param, E> {
        Ok(Param::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Param, E> {
        Ok(Param::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Param, E> {
        Ok(Param::Number(Number::Unsigned(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Param, E> {
        Ok(Param::Number(Number::Negative(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Param, E> {
        Ok(Param::Number(Number::Fraction(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Param, E> {
        Ok(Param::Text(Text::from(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Param, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Param::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Param, A::Error> {
        let mut params = Params::default();
        while let Some(entry) = entries.next_entry()? {
            params.entries.push(entry);
        }
        Ok(Param::Object(params))
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, value: &str) -> Result<Text, E> {
        Ok(Text::from(value))
    }
}
