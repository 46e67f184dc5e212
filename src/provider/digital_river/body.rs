//! A JSON body, read strictly: wrong types, unknown names and missing ones each get their own refusal.

use serde_json::{Map, Value};

use super::super::params::{Param, Params};
use super::super::request::Request;
use super::fault::Fault;
use crate::error::Error;
use crate::model::Timestamp;

/// The parameters of a request's body (2.1); nothing at all means none.
pub(super) fn params(request: &Request) -> Result<Params, Fault> {
    if request.body.trim_ascii().is_empty() {
        return Ok(Params::default());
    }
    let content_type = request.header_value("content-type").unwrap_or("application/json");
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Fault::format());
    }
    Ok(Params::of_json(&request.body)?)
}

/// An object of the body, and the way that leads to it.
pub(super) struct Object<'a> {
    params: &'a Params,
    path: String,
}

impl<'a> Object<'a> {
    /// The body itself.
    pub(super) fn top(params: &'a Params) -> Object<'a> {
        Object { params, path: String::new() }
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn wrong(&self, name: &str, value: &Param) -> Fault {
        Fault::invalid(&self.path_of(name), &written(value))
    }

    /// Refuses names other than these (4.B.10).
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Fault> {
        match self.params.names().find(|name| !known.contains(name)) {
            Some(name) => Err(Fault::unknown(&self.path_of(name))),
            None => Ok(()),
        }
    }

    /// A value that may be null, which is `Some(None)`; none when absent.
    pub(super) fn nullable<T>(
        &self,
        name: &str,
        read: impl Fn(&'a Param) -> Option<T>,
    ) -> Result<Option<Option<T>>, Fault> {
        match self.params.get(name) {
            None => Ok(None),
            Some(Param::Null) => Ok(Some(None)),
            Some(value) => read(value).map(|read| Some(Some(read))).ok_or_else(|| self.wrong(name, value)),
        }
    }

    /// A value that must not be null; none when absent.
    pub(super) fn value<T>(&self, name: &str, read: impl Fn(&'a Param) -> Option<T>) -> Result<Option<T>, Fault> {
        let Some(value) = self.params.get(name) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| self.wrong(name, value))
    }

    /// A value that must be there.
    pub(super) fn required<T>(&self, name: &str, read: impl Fn(&'a Param) -> Option<T>) -> Result<T, Fault> {
        let missing = || Fault::missing(&self.path_of(name));
        if matches!(self.params.get(name), Some(Param::Null)) {
            return Err(missing());
        }
        self.value(name, read)?.ok_or_else(missing)
    }

    /// A point in time that must be there.
    pub(super) fn required_time(&self, name: &str) -> Result<Timestamp, Fault> {
        let text = self.required(name, text)?;
        time(&text).ok_or_else(|| Fault::timestamp(&self.path_of(name), &text))
    }

    /// An object that must not be null; none when absent.
    pub(super) fn object(&self, name: &str) -> Result<Option<Object<'a>>, Fault> {
        Ok(self.value(name, group)?.map(|params| Object { params, path: self.path_of(name) }))
    }

    /// An object that may be null, which is `Some(None)`; none when absent.
    pub(super) fn nullable_object(&self, name: &str) -> Result<Option<Option<Object<'a>>>, Fault> {
        let inner = self.nullable(name, group)?;
        Ok(inner.map(|inner| inner.map(|params| Object { params, path: self.path_of(name) })))
    }

    /// The object as JSON.
    pub(super) fn to_json(&self) -> Map<String, Value> {
        self.params.to_json()
    }

    /// The refusal of a rule in the words of the body: the value that the rule found fault with is quoted.
    pub(super) fn fault(&self, error: Error) -> Fault {
        let Error::InvalidArgument { field, .. } = &error else { return error.into() };
        let mut steps = field.split('.');
        let first = steps.next().and_then(|step| self.params.get(step));
        let value = steps.fold(first, |value, step| group(value?)?.get(step));
        match value {
            Some(Param::Null) | None => Fault::missing(field),
            Some(value) => Fault::invalid(field, &written(value)),
        }
    }
}

/// A text.
pub(super) fn text(value: &Param) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A truth value.
pub(super) fn flag(value: &Param) -> Option<bool> {
    match value {
        Param::Bool(flag) => Some(*flag),
        _ => None,
    }
}

/// A group of named values.
pub(super) fn group(value: &Param) -> Option<&Params> {
    match value {
        Param::Object(params) => Some(params),
        _ => None,
    }
}

/// A point in time within the four-digit years, which are all that an answer can show.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    let time = Timestamp::parse(text).ok()?;
    (1..=9999).contains(&time.date().year()).then_some(time)
}

/// A value as it was written: a text as it is, anything else as JSON.
fn written(value: &Param) -> String {
    value.as_str().map_or_else(|| value.to_json().to_string(), str::to_owned)
}
