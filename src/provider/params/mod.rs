//! A request's parameters as one tree, whatever way they came: form, JSON, query string, or a body on GET and DELETE.
//!
//! Card details pass through here, so every text and number of the tree is wiped when it is dropped, and the number
//! and the security code leave it only as [`SecretText`]. Beyond reach stay the transport's own buffers, the scratch
//! space in which the JSON parser undoes escapes, and what the compiler leaves on the stack when it moves a value.

mod form;
mod json;

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::ops::Deref;

use zeroize::{Zeroize, Zeroizing};

use super::request::Request;
use crate::error::{Error, Result};
use crate::model::{Date, Metadata, SecretText, Timestamp};

/// The named parameters of a request, or of a group inside it; in the order sent, the last of equal names counts.
#[derive(Default)]
pub(super) struct Params {
    entries: Vec<(Text, Param)>,
}

/// One parameter.
pub(super) enum Param {
    /// JSON null.
    Null,
    /// A truth value, from JSON only.
    Bool(bool),
    /// A number, from JSON only.
    Number(Number),
    /// A text.
    Text(Text),
    /// A list.
    List(Vec<Param>),
    /// A group of named parameters.
    Object(Params),
}

/// Text that is wiped when dropped.
pub(super) struct Text(Zeroizing<String>);

/// A number as JSON has it, wiped when dropped.
pub(super) enum Number {
    /// Zero or more.
    Unsigned(u64),
    /// Less than zero.
    Negative(i64),
    /// With a fraction, or beyond 64 bits.
    Fraction(f64),
}

impl Params {
    /// Reads the parameters of a request.
    ///
    /// A body without a content type, or with one that is neither a form nor JSON, is JSON when it begins with `{`
    /// and a form otherwise. A name in the query string hides the same name in the body.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the body or the query cannot be read; the message quotes nothing of them.
    pub(super) fn read(request: &Request) -> Result<Params> {
        let body = request.body.as_slice();
        let is_json = match media_type(request).as_str() {
            "application/json" | "text/json" => true,
            "application/x-www-form-urlencoded" => false,
            "multipart/form-data" if !body.is_empty() => {
                return Err(Error::invalid("body", "has several parts; send a form in one part, or JSON"));
            }
            other => other.ends_with("+json") || body.trim_ascii_start().starts_with(b"{"),
        };
        let mut params = if is_json { json::read(body)? } else { form::read(body)? };
        // Added behind the body's, so they count as the last of equal names.
        params.entries.extend(form::read(request.query().as_bytes())?.entries);
        Ok(params)
    }

    /// Reads a body that must be a JSON object; the query string is not looked at.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for anything else, an empty body included; the message quotes nothing of it.
    pub(super) fn of_json(body: &[u8]) -> Result<Params> {
        json::read_object(body)
    }

    /// Reads a body that must be a JSON object, or a form that says it is one; the query string is not looked at.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for anything else, an empty body included; the message quotes nothing of it.
    pub(super) fn of_body(request: &Request) -> Result<Params> {
        match media_type(request).as_str() {
            "application/x-www-form-urlencoded" => form::read(&request.body),
            _ => json::read_object(&request.body),
        }
    }

    /// Reads the query string alone.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when it cannot be read; the message quotes nothing of it.
    pub(super) fn of_query(request: &Request) -> Result<Params> {
        form::read(request.query().as_bytes())
            .map_err(|_| Error::invalid("query", "cannot be read; encode names and values as UTF-8"))
    }

    /// Every value of a name in the query string, whether it is written `a=x&a=y` or `a[]=x&a[]=y`; none when it is not
    /// there.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the query cannot be read.
    pub(super) fn every_of_query(request: &Request, name: &str) -> Result<Option<Vec<String>>> {
        form::every(request.query().as_bytes(), name)
    }

    /// Whether there are no parameters at all.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The names, in the order sent.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| &**name)
    }

    /// The names and their values, in the order sent; of equal names the last one counts.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Param)> {
        self.entries.iter().map(|(name, value)| (&**name, value))
    }

    /// The parameter of this name, null included.
    pub(super) fn get(&self, name: &str) -> Option<&Param> {
        self.entries.iter().rfind(|(known, _)| &**known == name).map(|(_, value)| value)
    }

    /// The parameter of this name; null counts as absent.
    pub(super) fn given(&self, name: &str) -> Option<&Param> {
        self.get(name).filter(|value| !matches!(value, Param::Null))
    }

    /// A text; a number or truth value is taken as it is written, null as absent.
    pub(super) fn text(&self, name: &'static str) -> Result<Option<String>> {
        let Some(value) = self.given(name) else { return Ok(None) };
        let text = value.to_text().ok_or_else(|| Error::invalid(name, "is not a text; send a string"))?;
        Ok(Some(String::clone(&text)))
    }

    /// A text that may be removed: none when absent, `Some(None)` for null.
    pub(super) fn removable_text(&self, name: &'static str) -> Result<Option<Option<String>>> {
        if self.get(name).is_none() { Ok(None) } else { self.text(name).map(Some) }
    }

    /// A text that may be removed, and nothing but a text: none when absent, `Some(None)` for null.
    pub(super) fn strict_text(&self, name: &'static str) -> Result<Option<Option<String>>> {
        match self.get(name) {
            None => Ok(None),
            Some(Param::Null) => Ok(Some(None)),
            Some(Param::Text(text)) => Ok(Some(Some(text.to_string()))),
            Some(_) => Err(Error::invalid(name, "is not a text; send a string")),
        }
    }

    /// A text of which the empty one counts as absent, as null does.
    pub(super) fn filled_text(&self, name: &'static str) -> Result<Option<String>> {
        Ok(self.text(name)?.filter(|text| !text.is_empty()))
    }

    /// A text or number that must not outlive the call.
    pub(super) fn secret(&self, name: &'static str) -> Result<Option<SecretText>> {
        let Some(value) = self.given(name) else { return Ok(None) };
        let text = value.to_text().ok_or_else(|| Error::invalid(name, "is not a text; send a string"))?;
        // Copied at its exact length: the secret's own conversion would move a buffer with room to spare.
        Ok(Some(SecretText::from(text.as_str())))
    }

    /// A whole number, also when it came as text.
    pub(super) fn integer(&self, name: &'static str) -> Result<Option<i64>> {
        let Some(value) = self.given(name) else { return Ok(None) };
        let number = value.to_integer();
        number.map(Some).ok_or_else(|| Error::invalid(name, "is not a whole number; send an integer"))
    }

    /// A whole number from 1 on, also when it came as text.
    pub(super) fn positive(&self, name: &'static str) -> Result<Option<u64>> {
        match self.integer(name)? {
            None => Ok(None),
            Some(number @ 1..) => Ok(Some(number.unsigned_abs())),
            Some(_) => Err(Error::invalid(name, "is below 1; send 1 or more")),
        }
    }

    /// A truth value, also when it came as text.
    pub(super) fn flag(&self, name: &'static str) -> Result<Option<bool>> {
        match self.given(name) {
            None => Ok(None),
            Some(Param::Bool(flag)) => Ok(Some(*flag)),
            Some(Param::Text(text)) if &**text == "true" => Ok(Some(true)),
            Some(Param::Text(text)) if &**text == "false" => Ok(Some(false)),
            Some(_) => Err(Error::invalid(name, "is neither true nor false")),
        }
    }

    /// A calendar date.
    pub(super) fn date(&self, name: &'static str) -> Result<Option<Date>> {
        let Some(value) = self.given(name) else { return Ok(None) };
        let date = value.as_str().and_then(|text| Date::parse(text).ok());
        date.map(Some).ok_or_else(|| Error::invalid(name, "is not a date; write it as YYYY-MM-DD"))
    }

    /// A point in time; a bare date means its first second.
    pub(super) fn timestamp(&self, name: &'static str) -> Result<Option<Timestamp>> {
        let Some(value) = self.given(name) else { return Ok(None) };
        let time = value.as_str().and_then(|text| Timestamp::parse(text).ok());
        time.map(Some).ok_or_else(|| Error::invalid(name, "is not a time; write it as YYYY-MM-DDThh:mm:ssZ"))
    }

    /// A group of parameters.
    pub(super) fn group(&self, name: &'static str) -> Result<Option<&Params>> {
        match self.given(name) {
            None => Ok(None),
            Some(Param::Object(group)) => Ok(Some(group)),
            Some(_) => Err(Error::invalid(name, "is not an object; send names and values")),
        }
    }

    /// A list. A group numbered from 0 (`a[0]=x&a[1]=y`, as PHP writes a list) counts as one.
    pub(super) fn list(&self, name: &'static str) -> Result<Option<Vec<&Param>>> {
        let wrong = || Error::invalid(name, "is not a list; send a list of values");
        match self.given(name) {
            None => Ok(None),
            Some(Param::List(items)) => Ok(Some(items.iter().collect())),
            Some(Param::Object(group)) => {
                let mut items = vec![None; group.entries.len()];
                for (number, item) in &group.entries {
                    let place = number.parse::<usize>().ok().and_then(|number| items.get_mut(number));
                    *place.ok_or_else(wrong)? = Some(item);
                }
                // Where a number came twice another one is missing.
                items.into_iter().collect::<Option<_>>().map(Some).ok_or_else(wrong)
            }
            Some(_) => Err(wrong()),
        }
    }

    /// Metadata; none when absent.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the value is not an object, null included.
    pub(super) fn metadata(&self, name: &'static str) -> Result<Option<Metadata>> {
        match self.get(name) {
            None => Ok(None),
            Some(Param::Object(group)) => Ok(Some(Metadata::from_object(&group.to_json()))),
            Some(_) => Err(Error::invalid(name, "is not an object; send a JSON object with names and values")),
        }
    }

    /// The parameters in pieces that are the same for the same parameters, however they were written down: in the order of
    /// their names, without those of the name that is left out, at whatever depth it stands.
    pub(super) fn pieces(&self, left_out: &str) -> Vec<Zeroizing<String>> {
        let mut pieces = Vec::new();
        self.add_pieces(left_out, &mut pieces);
        pieces
    }

    fn add_pieces(&self, left_out: &str, pieces: &mut Vec<Zeroizing<String>>) {
        // Of equal names the last one counts.
        let entries: BTreeMap<&str, &Param> = self.entries().filter(|(name, _)| *name != left_out).collect();
        pieces.push(Zeroizing::new(format!("object {}", entries.len())));
        for (name, value) in entries {
            pieces.push(Zeroizing::new(name.to_owned()));
            value.add_pieces(left_out, pieces);
        }
    }

    /// The place of a name, made when absent.
    fn slot(&mut self, name: &str) -> &mut Param {
        let place = match self.entries.iter().rposition(|(known, _)| &**known == name) {
            Some(place) => place,
            None => {
                self.entries.push((Text::from(name), Param::Null));
                self.entries.len() - 1
            }
        };
        &mut self.entries[place].1
    }

    /// As a JSON object.
    pub(super) fn to_json(&self) -> serde_json::Map<String, serde_json::Value> {
        self.entries.iter().map(|(name, value)| (name.to_string(), value.to_json())).collect()
    }
}

/// The content type without its parameters, in lower case; empty when there is none.
fn media_type(request: &Request) -> String {
    let content_type = request.header_value("content-type").unwrap_or_default();
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

impl Param {
    /// The text, when it is one.
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Param::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number, also when it came as text.
    pub(super) fn to_integer(&self) -> Option<i64> {
        match self {
            Param::Number(Number::Unsigned(number)) => i64::try_from(*number).ok(),
            Param::Number(Number::Negative(number)) => Some(*number),
            Param::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A text, a number or a truth value as it is written; none for the others.
    pub(super) fn to_text(&self) -> Option<Zeroizing<String>> {
        // Longer than any number that is written here, so the buffer is never moved.
        let mut written = Zeroizing::new(String::with_capacity(400));
        let done = match self {
            Param::Text(text) => return Some(text.0.clone()),
            Param::Bool(flag) => write!(written, "{flag}"),
            Param::Number(Number::Unsigned(number)) => write!(written, "{number}"),
            Param::Number(Number::Negative(number)) => write!(written, "{number}"),
            Param::Number(Number::Fraction(number)) => write!(written, "{number}"),
            Param::Null | Param::List(_) | Param::Object(_) => return None,
        };
        done.ok().map(|()| written)
    }

    fn add_pieces(&self, left_out: &str, pieces: &mut Vec<Zeroizing<String>>) {
        match self {
            Param::Object(group) => return group.add_pieces(left_out, pieces),
            Param::List(items) => {
                pieces.push(Zeroizing::new(format!("list {}", items.len())));
                return items.iter().for_each(|item| item.add_pieces(left_out, pieces));
            }
            Param::Null => pieces.push(Zeroizing::new("null".to_owned())),
            Param::Bool(_) => pieces.push(Zeroizing::new("truth".to_owned())),
            Param::Number(_) => pieces.push(Zeroizing::new("number".to_owned())),
            Param::Text(_) => pieces.push(Zeroizing::new("text".to_owned())),
        }
        pieces.extend(self.to_text());
    }

    /// As a JSON value.
    pub(super) fn to_json(&self) -> serde_json::Value {
        match self {
            Param::Null => serde_json::Value::Null,
            Param::Bool(flag) => (*flag).into(),
            Param::Number(Number::Unsigned(number)) => (*number).into(),
            Param::Number(Number::Negative(number)) => (*number).into(),
            Param::Number(Number::Fraction(number)) => (*number).into(),
            Param::Text(text) => (**text).into(),
            Param::List(items) => items.iter().map(Param::to_json).collect(),
            Param::Object(group) => group.to_json().into(),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(Zeroizing::new(text.to_owned()))
    }
}

impl Drop for Number {
    fn drop(&mut self) {
        match self {
            Number::Unsigned(number) => number.zeroize(),
            Number::Negative(number) => number.zeroize(),
            Number::Fraction(number) => number.zeroize(),
        }
    }
}

/// Names at the top only: a value may be a card number.
impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Params({} names, hidden)", self.entries.len())
    }
}

#[cfg(test)]
mod tests;
