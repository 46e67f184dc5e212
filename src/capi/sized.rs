//! Structs that tell their own size, so that they may grow and programs built before still work.

use crate::error::{Error, Result};

/// A struct of the interface whose first field is its size in bytes.
///
/// # Safety
/// The type is `repr(C)`, its first field is a `u32`, and it may hold any bytes.
pub(super) unsafe trait Sized32: Copy {
    /// The size that this library knows.
    const SIZE: u32 = size_of::<Self>() as u32;

    /// A struct that is all zero but for its size.
    fn nothing() -> Self {
        let mut nothing = std::mem::MaybeUninit::<Self>::zeroed();
        // SAFETY: the type may hold any bytes, and the first of them are its size.
        unsafe {
            nothing.as_mut_ptr().cast::<u32>().write(Self::SIZE);
            nothing.assume_init()
        }
    }
}

/// Declares structs of the interface that tell their own size.
macro_rules! sized {
    ($($name:ty),* $(,)?) => {
        $(
            // SAFETY: `repr(C)`, begins with `struct_size: u32`, and all its fields may hold any bytes.
            unsafe impl $crate::capi::sized::Sized32 for $name {}
        )*
    };
}
pub(super) use sized;

sized!(super::error::tillbook_error_fields);

/// Less than this holds nothing but the size.
const LEAST: u32 = 8;

/// Checks the size that a struct says it has.
///
/// # Safety
/// `from` is null or leads to at least four bytes.
unsafe fn check_size<T: Sized32>(from: *const T, name: &'static str) -> Result<u32> {
    if from.is_null() {
        return Err(Error::invalid(name, "is NULL; pass the address of a struct"));
    }
    // SAFETY: not null, and the caller promises four bytes.
    let size = unsafe { from.cast::<u32>().read_unaligned() };
    if size < LEAST {
        return Err(Error::invalid(name, "does not tell its size; set struct_size, or use the _INIT macro"));
    }
    Ok(size)
}

/// Reads a struct that a host filled in; what a shorter one lacks is zero.
///
/// # Safety
/// `from` is null or leads to as many bytes as it says in its first field.
pub(super) unsafe fn read_sized<T: Sized32>(from: *const T, name: &'static str) -> Result<T> {
    // SAFETY: the caller promises it.
    let size = unsafe { check_size(from, name) }?;
    if size > T::SIZE {
        return Err(Error::invalid(name, "is larger than this library knows; use the header that came with it"));
    }
    // Structs grow by whole fields. A size that ends inside a pointer would make half an address of it, which leads
    // anywhere; fields that belong together may be parted, for a zero in place of either is nothing or refused.
    if size != T::SIZE && !(size as usize).is_multiple_of(size_of::<usize>()) {
        return Err(Error::invalid(name, "has a size that ends inside a field; set struct_size to its sizeof"));
    }
    let mut known = std::mem::MaybeUninit::<T>::zeroed();
    // SAFETY: the host's struct has `size` bytes, which fit, and `T` may hold any bytes.
    unsafe {
        std::ptr::copy_nonoverlapping(from.cast::<u8>(), known.as_mut_ptr().cast::<u8>(), size as usize);
        Ok(known.assume_init())
    }
}

/// The same where NULL stands for a struct that is all zero.
///
/// # Safety
/// As [`read_sized`].
pub(super) unsafe fn read_sized_or_zero<T: Sized32>(from: *const T, name: &'static str) -> Result<T> {
    if from.is_null() {
        return Ok(T::nothing());
    }
    // SAFETY: the caller promises it.
    unsafe { read_sized(from, name) }
}

/// A struct of a host that is to be filled in.
pub(super) struct SizedOutput<T> {
    to: *mut T,
    size: u32,
}

/// A struct that must be given, looked at before any work is done for it.
///
/// # Safety
/// `to` is null, or leads to as many bytes as it says in its first field until the output is filled in.
pub(super) unsafe fn sized_output<T: Sized32>(to: *mut T, name: &'static str) -> Result<SizedOutput<T>> {
    // SAFETY: the caller promises it.
    let size = unsafe { check_size(to, name) }?.min(T::SIZE);
    Ok(SizedOutput { to, size })
}

impl<T: Sized32> SizedOutput<T> {
    /// Fills the struct in, as much of it as the host knows.
    #[inline]
    pub(super) fn fill(self, value: T) {
        if self.size == T::SIZE {
            // SAFETY: the struct has as many bytes, as whoever made this promised.
            return unsafe { self.to.write_unaligned(value) };
        }
        // SAFETY: both have `size` bytes, as whoever made this promised. The size itself is said last: it is what both
        // know.
        unsafe {
            std::ptr::copy_nonoverlapping((&raw const value).cast::<u8>(), self.to.cast::<u8>(), self.size as usize);
            self.to.cast::<u32>().write_unaligned(self.size);
        }
    }
}

/// Fills in a struct of a host with what costs nothing to say.
///
/// # Safety
/// `to` is null or leads to as many bytes as it says in its first field.
pub(super) unsafe fn write_sized<T: Sized32>(to: *mut T, name: &'static str, value: T) -> Result<()> {
    // SAFETY: the caller promises it.
    unsafe { sized_output(to, name) }?.fill(value);
    Ok(())
}
