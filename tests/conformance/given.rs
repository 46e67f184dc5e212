//! What a line gives: the members of a JSON object, taken one by one, so that one that nobody knows is noticed.

use serde_json::{Map, Value};
use tillbook::Date;

use crate::names::Named;

/// Why a line did not come to an answer.
pub enum Stop {
    /// The line itself is not as the corpus has it.
    Malformed(String),
    /// The library refused.
    Refused(tillbook::Error),
}

impl From<tillbook::Error> for Stop {
    fn from(error: tillbook::Error) -> Stop {
        Stop::Refused(error)
    }
}

impl From<String> for Stop {
    fn from(complaint: String) -> Stop {
        Stop::Malformed(complaint)
    }
}

/// Something read from a line, or what is wrong with the line.
pub type Told<T> = Result<T, String>;

/// An object of a line.
pub struct Given {
    what: String,
    members: Map<String, Value>,
}

impl Given {
    pub fn of(what: &str, value: Value) -> Told<Given> {
        match value {
            Value::Object(members) => Ok(Given { what: what.to_owned(), members }),
            other => Err(format!("{what} is no object: {other}")),
        }
    }

    /// A member of whatever kind.
    pub fn any(&mut self, name: &str) -> Option<Value> {
        self.members.remove(name)
    }

    pub fn text(&mut self, name: &str) -> Told<Option<String>> {
        self.read(name, "a text", |value| value.as_str().map(str::to_owned))
    }

    pub fn required(&mut self, name: &str) -> Told<String> {
        self.needed(name, Given::text)
    }

    pub fn number<T: TryFrom<i64>>(&mut self, name: &str) -> Told<Option<T>> {
        self.read(name, "a number in range", |value| T::try_from(value.as_i64()?).ok())
    }

    pub fn flag(&mut self, name: &str) -> Told<bool> {
        Ok(self.read(name, "true or false", Value::as_bool)?.unwrap_or_default())
    }

    pub fn date(&mut self, name: &str) -> Told<Option<Date>> {
        self.read(name, "a date", |value| Date::parse(value.as_str()?).ok())
    }

    /// A number of a group, by its name.
    pub fn named<T: Named>(&mut self, name: &str) -> Told<Option<T>> {
        self.read(name, "a name of its group", |value| T::of_name(value.as_str()?))
    }

    pub fn list<T>(&mut self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Told<Option<Vec<T>>> {
        self.read(name, "a list of what belongs there", |value| value.as_array()?.iter().map(&read).collect())
    }

    pub fn texts(&mut self, name: &str) -> Told<Option<Vec<String>>> {
        self.list(name, |value| value.as_str().map(str::to_owned))
    }

    /// A member that holds JSON of any shape, as its text.
    pub fn json(&mut self, name: &str) -> Option<String> {
        self.any(name).map(|value| value.to_string())
    }

    pub fn object(&mut self, name: &str) -> Told<Option<Given>> {
        self.any(name).map(|value| Given::of(&format!("{} of {}", name, self.what), value)).transpose()
    }

    /// What an object within this one is read as, which may leave nothing of it.
    pub fn inner<T, E: From<String>>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Given) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let Some(mut object) = self.object(name)? else { return Ok(None) };
        let read = read(&mut object)?;
        object.nothing_else()?;
        Ok(Some(read))
    }

    /// Something that must be there.
    pub fn needed<T>(&mut self, name: &str, take: impl FnOnce(&mut Given, &str) -> Told<Option<T>>) -> Told<T> {
        take(self, name)?.ok_or_else(|| format!("{} has no {name}", self.what))
    }

    /// Fails where anything was not taken.
    pub fn nothing_else(&self) -> Told<()> {
        match self.members.keys().next() {
            None => Ok(()),
            Some(unknown) => Err(format!("{} has a member that nobody knows: {unknown}", self.what)),
        }
    }

    fn read<T>(&mut self, name: &str, kind: &str, read: impl FnOnce(&Value) -> Option<T>) -> Told<Option<T>> {
        let Some(value) = self.members.remove(name) else { return Ok(None) };
        let complaint = || format!("{name} of {} is not {kind}: {value}", self.what);
        read(&value).ok_or_else(complaint).map(Some)
    }
}
