//! Arrays between a host and the library.

use crate::error::{Error, Result};

/// The entries of an array that a host passed; none where it is null.
///
/// # Safety
/// `from` is null or leads to `count` entries that stay as they are during `'a`, and `T` may hold any bytes.
pub(super) unsafe fn entries<'a, T>(from: *const T, count: usize, name: &'static str) -> Result<&'a [T]> {
    if from.is_null() {
        let nothing = || Error::invalid(name, "is NULL but has a count; pass both or neither");
        return if count == 0 { Ok(&[]) } else { Err(nothing()) };
    }
    if !from.is_aligned() || count > isize::MAX as usize / size_of::<T>() {
        return Err(Error::invalid(name, "is no array of that count; pass its address and its number of entries"));
    }
    // SAFETY: not null, aligned, not longer than memory can be, and the caller promises the rest.
    Ok(unsafe { std::slice::from_raw_parts(from, count) })
}
