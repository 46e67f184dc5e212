//! Provider-only attributes as JSON objects, under the names of their fields.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Attributes, CardAttributes, DigitalRiverSource};
use crate::error::{Error, Result, quoted};
use crate::model::{Metadata, Provider, from_value};

const FIELD: &str = "attributes";

impl Attributes {
    /// The attributes as the text of a JSON object, `{}` where the provider has none. Times are milliseconds since
    /// 1970-01-01 UTC, dates `YYYY-MM-DD`.
    ///
    /// ```
    /// use tillbook::{Attributes, Provider};
    /// assert_eq!(Attributes::initial(Provider::Omise).to_json(), "{}");
    /// assert!(Attributes::initial(Provider::DigitalRiver).to_json().contains(r#""enabled":true"#));
    /// ```
    pub fn to_json(&self) -> String {
        match self {
            Attributes::Plain(_) => "{}".to_owned(),
            Attributes::Monri(monri) => text(monri),
            Attributes::DigitalRiver(river) => text(river),
            Attributes::Shopline(shopline) => text(shopline),
        }
    }

    /// These attributes with the fields of a JSON object laid over them. A field that the object lacks stays, null empties
    /// it; in an object within, so do its fields. Lists, and objects of somebody's own making, are replaced as a whole.
    ///
    /// ```
    /// use tillbook::{Attributes, Provider};
    /// let fresh = Attributes::initial(Provider::Monri);
    /// let ann = fresh.with_json(r#"{"name": "Ann", "city": "Zagreb"}"#)?.with_json(r#"{"city": null}"#)?;
    /// assert_eq!(ann.name(), Some("Ann"));
    /// assert!(fresh.with_json(r#"{"colour": "red"}"#).is_err());
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the text is no JSON object, for a field that the provider does not have, and for a
    /// value that the field cannot hold.
    pub fn with_json(&self, json: &str) -> Result<Attributes> {
        let fields = parse(json)?;
        Ok(match self {
            Attributes::Plain(provider) => {
                refuse_all(&fields, *provider)?;
                self.clone()
            }
            Attributes::Monri(monri) => Attributes::Monri(laid_over(monri, fields)?),
            Attributes::DigitalRiver(river) => Attributes::DigitalRiver(laid_over(river, fields)?),
            Attributes::Shopline(shopline) => Attributes::Shopline(laid_over(shopline, fields)?),
        })
    }
}

impl CardAttributes {
    /// The attributes as the text of a JSON object, as [`Attributes::to_json`] has it.
    pub fn to_json(&self) -> String {
        match self {
            CardAttributes::Plain => "{}".to_owned(),
            CardAttributes::Monri(card) => text(card),
            CardAttributes::DigitalRiver(source) => text(source),
        }
    }

    /// The attributes of a card of a provider that a JSON object describes; what it does not say is as in a fresh card.
    ///
    /// ```
    /// use tillbook::{CardAttributes, Provider};
    /// let source = CardAttributes::from_json(Provider::DigitalRiver, r#"{"kind": "ideal"}"#)?;
    /// assert!(source.supports_reuse());
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Attributes::with_json`].
    pub fn from_json(provider: Provider, json: &str) -> Result<CardAttributes> {
        let fields = parse(json)?;
        Ok(match provider {
            Provider::Monri => CardAttributes::Monri(laid_over(&Box::default(), fields)?),
            Provider::DigitalRiver => {
                let kind = fields.get("kind").and_then(Value::as_str);
                let fresh = kind.map_or_else(DigitalRiverSource::default, DigitalRiverSource::of_kind);
                CardAttributes::DigitalRiver(laid_over(&Box::new(fresh), fields)?)
            }
            plain => {
                refuse_all(&fields, plain)?;
                CardAttributes::Plain
            }
        })
    }
}

fn text(attributes: &impl Serialize) -> String {
    serde_json::to_value(attributes).unwrap_or_default().to_string()
}

fn parse(json: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(json).map_err(|_| Error::invalid(FIELD, "are no JSON object; give one, with names and values"))
}

fn refuse_all(fields: &Map<String, Value>, provider: Provider) -> Result<()> {
    match fields.keys().next() {
        None => Ok(()),
        Some(name) => {
            Err(Error::invalid(FIELD, format!("have {}, and {provider} has none; leave it out", quoted(name))))
        }
    }
}

/// Attributes with fields laid over them. What is wrong is said of a field by its name and never by its value.
fn laid_over<T: Serialize + DeserializeOwned>(present: &T, fields: Map<String, Value>) -> Result<T> {
    let Ok(Value::Object(shown)) = serde_json::to_value(present) else {
        return Err(Error::damaged("a record's attributes cannot be shown as JSON"));
    };
    if let Some(name) = fields.keys().find(|name| !shown.contains_key(*name)) {
        let reason = format!("have {}, which the provider does not know; leave it out", quoted(name));
        return Err(Error::invalid(FIELD, reason));
    }
    let with = |fields: Map<String, Value>| {
        let mut object = Value::Object(shown.clone());
        lay_over(&mut object, "", Value::Object(fields));
        from_value::<T>(object)
    };
    with(fields.clone()).map_err(|_| {
        // One field after the other, to tell which one it is.
        let wrong =
            fields.into_iter().find(|(name, value)| with(Map::from_iter([(name.clone(), value.clone())])).is_err());
        let name = wrong.map_or_else(String::new, |(name, _)| name);
        Error::invalid(FIELD, format!("have a {} that cannot be one; send what the field can hold", quoted(&name)))
    })
}

/// Lays one value over another, field by field.
fn lay_over(under: &mut Value, name: &str, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) if !Metadata::FIELDS.contains(&name) => {
            for (name, over) in over {
                lay_over(under.entry(name.as_str()).or_insert(Value::Null), &name, over);
            }
        }
        (under, over) => *under = over,
    }
}
