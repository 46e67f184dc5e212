//! The objects of section 5, letter for letter, and their older shapes of section 8.
//!
//! What section 8 leaves open of the older shapes (the fields of its cards, tokens, schedules and occurrences, and which
//! lists have a location) follows the recordings that section 1 names.

mod card;
mod customer;
mod list;
mod schedule;
mod token;

pub(super) use card::CardView;
pub(super) use customer::CustomerView;
pub(super) use list::{ListView, Place};
pub(super) use schedule::{OccurrenceView, ScheduleView};
pub(super) use token::TokenView;

use std::fmt::Display;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::version::Version;
use crate::model::{Metadata, Timestamp};

/// Writes a JSON object, its fields in the order given; a field may have a condition.
macro_rules! object {
    ($serializer:expr, {}) => {{
        use serde::ser::SerializeMap as _;
        $serializer.serialize_map(Some(0))?.end()
    }};
    ($serializer:expr, { $($name:literal $(if $condition:expr)? => $value:expr,)* }) => {{
        use serde::ser::SerializeMap as _;
        let mut map = $serializer.serialize_map(None)?;
        $(if true $(&& $condition)? { map.serialize_entry($name, &$value)?; })*
        map.end()
    }};
}
pub(super) use object;

/// What all objects of one answer have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rendering {
    /// The edition of the interface.
    pub version: Version,
    /// Whether the account is live.
    pub livemode: bool,
    /// The time of the request, where an embedded list ends.
    pub now: Timestamp,
}

/// Shown as its text.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Metadata as the object it is, `{}` when unset.
struct Raw<'a>(&'a Metadata);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serde_json::from_str::<&RawValue>(self.0.as_json()) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => object!(serializer, {}),
        }
    }
}

#[cfg(test)]
mod tests;
