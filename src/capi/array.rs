//! Arrays between a host and the library.

use crate::error::{Error, Result};

/// Refuses what cannot be an array of so many entries; whether it is there at all.
pub(super) fn check<T>(array: *const T, count: usize, name: &'static str) -> Result<bool> {
    if array.is_null() {
        let nothing = || Error::invalid(name, "is NULL but has a count; pass both or neither");
        return if count == 0 { Ok(false) } else { Err(nothing()) };
    }
    if !array.is_aligned() || count > isize::MAX as usize / size_of::<T>() {
        return Err(Error::invalid(name, "is no array of that count; pass its address and its number of entries"));
    }
    Ok(true)
}

/// The entries of an array that a host passed; none where it is null.
///
/// # Safety
/// `array` is null or leads to `count` entries that stay as they are during `'a`, and `T` may hold any bytes.
pub(super) unsafe fn entries<'a, T>(array: *const T, count: usize, name: &'static str) -> Result<Option<&'a [T]>> {
    if !check(array, count, name)? {
        return Ok(None);
    }
    // SAFETY: not null, aligned, not longer than memory can be, and the caller promises the rest.
    Ok(Some(unsafe { std::slice::from_raw_parts(array, count) }))
}

/// Fills an array of a host with as many values as it has room for, and says how many those were.
///
/// # Safety
/// `array` is null or has room for `capacity` entries.
pub(super) unsafe fn fill<T>(
    array: *mut T,
    capacity: usize,
    name: &'static str,
    values: impl IntoIterator<Item = T>,
) -> Result<usize> {
    if !check(array, capacity, name)? {
        return Ok(0);
    }
    let mut filled = 0;
    for value in values.into_iter().take(capacity) {
        // SAFETY: not null, aligned, and within the capacity.
        unsafe { array.add(filled).write(value) };
        filled += 1;
    }
    Ok(filled)
}
