//! A request's body, with each field taken in the type that the page gives it (2.4, 2.5): null where it is allowed.

use super::super::params::{Param, Params};
use super::super::request::Request;
use super::words::{Words, value_of};
use crate::error::{Error, Result};
use crate::model::{Date, Timestamp};

/// A body that is a JSON object; unknown names are ignored (11).
pub(super) struct Body(Params);

impl Body {
    /// The body of a request.
    pub(super) fn of(request: &Request) -> Result<Body> {
        Ok(Body(Params::of_body(request)?))
    }

    /// The parameters as they are.
    pub(super) fn params(&self) -> &Params {
        &self.0
    }

    /// Whether a name is there, be it with null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// Any value; null is refused (28).
    pub(super) fn value(&self, name: &'static str) -> Result<Option<&Param>> {
        match self.0.get(name) {
            Some(Param::Null) => Err(Error::invalid(name, "must not be null; send a value or leave it out")),
            value => Ok(value),
        }
    }

    /// A text.
    pub(super) fn text(&self, name: &'static str) -> Result<Option<String>> {
        self.value(name)?.map(|value| text_of(name, value)).transpose()
    }

    /// A text in whose place null says that there is none.
    pub(super) fn nullable_text(&self, name: &'static str) -> Result<Option<Option<String>>> {
        self.0.strict_text(name)
    }

    /// A text that may be emptied: the empty one stands for none.
    pub(super) fn emptiable_text(&self, name: &'static str) -> Result<Option<Option<String>>> {
        Ok(self.text(name)?.map(|text| Some(text).filter(|text| !text.trim().is_empty())))
    }

    /// A truth value.
    pub(super) fn flag(&self, name: &'static str) -> Result<Option<bool>> {
        self.value(name)?;
        self.0.flag(name)
    }

    /// A whole number.
    pub(super) fn integer(&self, name: &'static str) -> Result<Option<i64>> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let number = if matches!(value, Param::Number(_)) { value.to_integer() } else { None };
        number.map(Some).ok_or_else(|| Error::invalid(name, "is not a whole number; send an integer"))
    }

    /// A list of texts.
    pub(super) fn texts(&self, name: &'static str) -> Result<Option<Vec<String>>> {
        let Some(items) = self.list(name)? else { return Ok(None) };
        items.iter().map(|item| text_of(name, item)).collect::<Result<_>>().map(Some)
    }

    fn list(&self, name: &'static str) -> Result<Option<&[Param]>> {
        match self.value(name)? {
            None => Ok(None),
            Some(Param::List(items)) => Ok(Some(items)),
            Some(_) => Err(Error::invalid(name, "is not a list; send a list of values")),
        }
    }

    /// A list of objects.
    pub(super) fn objects(&self, name: &'static str) -> Result<Option<Vec<&Params>>> {
        let Some(items) = self.list(name)? else { return Ok(None) };
        let wrong = || Error::invalid(name, "holds something that is not an object; send objects");
        let objects = items.iter().map(|item| match item {
            Param::Object(object) => Ok(object),
            _ => Err(wrong()),
        });
        objects.collect::<Result<_>>().map(Some)
    }

    /// An object.
    pub(super) fn object(&self, name: &'static str) -> Result<Option<&Params>> {
        self.value(name)?;
        self.0.group(name)
    }

    /// One of the page's words.
    pub(super) fn word<T: Copy>(&self, name: &'static str, words: Words<T>) -> Result<Option<T>> {
        self.text(name)?.map(|word| known(name, words, &word)).transpose()
    }

    /// One of the page's words, or null.
    pub(super) fn nullable_word<T: Copy>(&self, name: &'static str, words: Words<T>) -> Result<Option<Option<T>>> {
        match self.nullable_text(name)? {
            None => Ok(None),
            Some(None) => Ok(Some(None)),
            Some(Some(word)) => known(name, words, &word).map(|value| Some(Some(value))),
        }
    }

    /// A date, or null.
    pub(super) fn nullable_date(&self, name: &'static str) -> Result<Option<Option<Date>>> {
        match self.nullable_text(name)? {
            None => Ok(None),
            Some(None) => Ok(Some(None)),
            Some(Some(text)) => Date::parse(&text)
                .map(|date| Some(Some(date)))
                .map_err(|_| Error::invalid(name, "is not a date; write it as YYYY-MM-DD")),
        }
    }

    /// A point in time; a bare date means its first second.
    pub(super) fn time(&self, name: &'static str) -> Result<Option<Timestamp>> {
        self.text(name)?.map(|text| time_of(name, &text)).transpose()
    }
}

/// A text and nothing else.
pub(super) fn text_of(name: &'static str, value: &Param) -> Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| Error::invalid(name, "is not a text; send a string"))
}

/// A point in time, in UTC unless it says otherwise.
pub(super) fn time_of(name: &'static str, text: &str) -> Result<Timestamp> {
    Timestamp::parse(text.trim()).map_err(|_| Error::invalid(name, "is not a time; write it as YYYY-MM-DDThh:mm:ssZ"))
}

fn known<T: Copy>(name: &'static str, words: Words<T>, word: &str) -> Result<T> {
    value_of(words, word).ok_or_else(|| {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Error::invalid(name, format!("is unknown; send one of {}", words.join(", ")))
    })
}
