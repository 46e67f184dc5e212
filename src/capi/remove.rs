//! Fields that an update removes: bits of its `remove`.

use crate::error::{Error, Result};

/// In `remove` of an update: the description.
pub const TILLBOOK_REMOVE_DESCRIPTION: u32 = 1;

/// Refuses bits that an update does not know.
pub(super) fn check_remove(remove: u32, known: u32) -> Result<()> {
    if remove & !known != 0 {
        return Err(Error::invalid(
            "remove",
            "holds a bit that this update does not know; use TILLBOOK_REMOVE_ constants",
        ));
    }
    Ok(())
}

/// A field of an update: what the host passed, nothing when it is to be removed, and none when it stays as it is.
pub(super) fn change<T>(value: Option<T>, field: &'static str, remove: u32, bit: u32) -> Result<Option<Option<T>>> {
    match (value, remove & bit != 0) {
        (Some(_), true) => Err(Error::invalid(field, "is given and to be removed; do one of them")),
        (None, true) => Ok(Some(None)),
        (value, false) => Ok(value.map(Some)),
    }
}
