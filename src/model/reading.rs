//! Values made of JSON. Where a struct is wanted an object must be given: a list is not taken for its fields one by one,
//! as `serde_json` would do with twice the code.

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Map, Value};

/// Reads what a JSON value stands for.
pub(crate) fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(Reading(value))
}

/// A value that is being read.
struct Reading(Value);

/// The fields of an object.
fn fields<'de>(object: Map<String, Value>) -> MapDeserializer<'de, impl Iterator<Item = (String, Reading)>, Error> {
    MapDeserializer::new(object.into_iter().map(|(name, value)| (name, Reading(value))))
}

impl IntoDeserializer<'_, Error> for Reading {
    type Deserializer = Reading;

    fn into_deserializer(self) -> Reading {
        self
    }
}

impl<'de> Deserializer<'de> for Reading {
    type Error = Error;

    #[inline(never)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(truth),
            Value::Number(number) => number.deserialize_any(visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Reading))),
            Value::Object(object) => visitor.visit_map(fields(object)),
        }
    }

    #[inline(never)]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(object) => visitor.visit_map(fields(object)),
            _ => Err(Error::custom(format_args!("a {name} is no object"))),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(variant) => visitor.visit_enum(variant.into_deserializer()),
            Value::Object(object) if object.len() == 1 => {
                visitor.visit_enum(MapAccessDeserializer::new(fields(object)))
            }
            _ => Err(Error::custom(format_args!("a {name} is neither a word nor an object with one name"))),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attributes, CardAddress, OwnFields, Provider, Weekday};
    use serde_json::json;

    #[test]
    fn what_serde_json_writes_is_read() {
        for provider in Provider::ALL {
            let attributes = Attributes::initial(provider);
            assert_eq!(from_value::<Attributes>(json!(attributes)).unwrap(), attributes);
        }
        assert_eq!(from_value::<Option<Weekday>>(json!(Weekday::Monday)).unwrap(), Some(Weekday::Monday));
        assert_eq!(from_value::<Option<Weekday>>(json!(null)).unwrap(), None);
    }

    #[test]
    fn a_list_is_no_struct() {
        assert!(from_value::<OwnFields>(json!(["Ann"])).is_err());
        assert!(serde_json::from_value::<OwnFields>(json!(["Ann", null, null, null, null, null, [], null])).is_ok());
        assert!(from_value::<CardAddress>(json!([])).is_err());
        assert!(from_value::<Attributes>(json!([])).is_err());
    }
}
