//! Writing objects as JSON, field by field in the order of the provider's page.

use std::fmt::Display;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{Error, Result};
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
pub(in crate::provider) use object;

/// Shown as its text.
pub(super) struct Shown<T>(pub T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A time with its milliseconds and the offset of UTC: `2024-03-01T09:30:00.000+00:00`.
pub(super) struct Milliseconds(pub Timestamp);

impl Serialize for Milliseconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let seconds = self.0.to_string();
        let millis = self.0.as_millis().rem_euclid(1000);
        serializer.collect_str(&format_args!("{}.{millis:03}+00:00", seconds.trim_end_matches('Z')))
    }
}

/// An object as JSON text, for a file.
///
/// # Errors
/// [`Error::Damaged`](crate::Error::Damaged) for a record that has no such text.
pub(super) fn json(view: &impl Serialize) -> Result<String> {
    serde_json::to_string(view).map_err(|error| Error::damaged(format!("a record cannot be shown as JSON ({error})")))
}

/// Metadata as the object it is, `{}` when unset.
pub(super) struct Raw<'a>(pub &'a Metadata);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serde_json::from_str::<&RawValue>(self.0.as_json()) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => object!(serializer, {}),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_keep_their_milliseconds_also_before_1970() {
        let shown = |text| serde_json::to_value(Milliseconds(Timestamp::parse(text).unwrap())).unwrap();
        assert_eq!(shown("2024-03-01T10:30:00+01:00"), "2024-03-01T09:30:00.000+00:00");
        assert_eq!(shown("2024-02-29T23:59:59.0079Z"), "2024-02-29T23:59:59.007+00:00");
        assert_eq!(shown("1969-12-31T23:59:59.999Z"), "1969-12-31T23:59:59.999+00:00");
    }
}
