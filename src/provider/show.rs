//! Writing objects as JSON, field by field in the order of the provider's page.

use std::fmt::{self, Display};

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

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

/// A time to the millisecond, with what follows it to say that it is UTC: `Millis(time, "Z")`.
pub(super) struct Millis(pub Timestamp, pub &'static str);

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.to_string();
        let millis = self.0.as_millis().rem_euclid(1000);
        write!(f, "{}.{millis:03}{}", seconds.trim_end_matches('Z'), self.1)
    }
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
