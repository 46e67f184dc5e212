//! Texts and bytes between a host and the library.

use std::ffi::c_char;
use std::path::Path;
use std::sync::Arc;

use super::array::entries;
use super::entry::{entry, hand_out, output, release};
use super::object::with;
use crate::error::{Error, Result};

/// A piece of text or of bytes: where it begins, and how many bytes it has.
///
/// Not terminated by a zero, so that it may hold one; text is UTF-8. `ptr` is NULL where there is nothing, which is not
/// the same as an empty text. What a call is given need only last until it returns. What a call gives is borrowed: it
/// stays valid as long as the record it was read from is held. Write one with `TILLBOOK_STR("...")`, print one with
/// `printf("%.*s", (int)text.len, text.ptr)`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_str {
    /// The first byte; NULL for nothing.
    pub ptr: *const c_char,
    /// The number of bytes.
    pub len: usize,
}

impl tillbook_str {
    pub(super) const NONE: tillbook_str = tillbook_str { ptr: std::ptr::null(), len: 0 };

    /// Lends a text.
    pub(super) fn lend(text: &str) -> tillbook_str {
        tillbook_str::lend_bytes(text.as_bytes())
    }

    /// Lends bytes.
    pub(super) fn lend_bytes(bytes: &[u8]) -> tillbook_str {
        // What is empty has no memory of its own, and the made-up address that it has instead is a trap: Go's runtime
        // stops a program that holds one.
        let ptr = if bytes.is_empty() { c"".as_ptr() } else { bytes.as_ptr().cast() };
        tillbook_str { ptr, len: bytes.len() }
    }

    /// Lends a text that may be absent.
    pub(super) fn lend_some(text: Option<&str>) -> tillbook_str {
        text.map_or(tillbook_str::NONE, tillbook_str::lend)
    }

    /// The bytes; none when there is nothing.
    ///
    /// # Safety
    /// `ptr` is null or leads to `len` bytes that stay as they are during `'a`.
    pub(super) unsafe fn bytes<'a>(self, name: &'static str) -> Result<Option<&'a [u8]>> {
        if self.ptr.is_null() {
            if self.len > 0 {
                return Err(Error::invalid(name, "has a length and no bytes; pass both or neither"));
            }
            return Ok(None);
        }
        if self.len > isize::MAX as usize {
            return Err(Error::invalid(name, "has a length that no text can have; pass its number of bytes"));
        }
        // SAFETY: not null, not longer than memory can be, and the caller promises the rest.
        Ok(Some(unsafe { std::slice::from_raw_parts(self.ptr.cast(), self.len) }))
    }

    /// The text; none when there is nothing.
    ///
    /// # Safety
    /// As [`tillbook_str::bytes`].
    pub(super) unsafe fn optional<'a>(self, name: &'static str) -> Result<Option<&'a str>> {
        // SAFETY: the caller promises it.
        let Some(bytes) = (unsafe { self.bytes(name) })? else { return Ok(None) };
        let text = std::str::from_utf8(bytes).map_err(|_| Error::invalid(name, "is not UTF-8; convert it first"))?;
        Ok(Some(text))
    }

    /// The text that must be there.
    ///
    /// # Safety
    /// As [`tillbook_str::bytes`].
    pub(super) unsafe fn required<'a>(self, name: &'static str) -> Result<&'a str> {
        // SAFETY: the caller promises it.
        unsafe { self.optional(name) }?.ok_or_else(|| Error::invalid(name, "is missing; pass a text"))
    }

    /// The path of a file, which must be there.
    ///
    /// # Safety
    /// As [`tillbook_str::bytes`].
    pub(super) unsafe fn path<'a>(self, name: &'static str) -> Result<&'a Path> {
        // SAFETY: the caller promises it.
        let path = unsafe { self.required(name) }?;
        if path.is_empty() || path.contains('\0') {
            return Err(Error::invalid(name, "is empty or holds a zero byte; pass the path of a file"));
        }
        Ok(Path::new(path))
    }

    /// A copy of the text; none when there is nothing.
    ///
    /// # Safety
    /// As [`tillbook_str::bytes`].
    pub(super) unsafe fn owned(self, name: &'static str) -> Result<Option<String>> {
        // SAFETY: the caller promises it.
        Ok(unsafe { self.optional(name) }?.map(str::to_owned))
    }
}

/// An array of texts, all of which must be there; none where it is null.
///
/// # Safety
/// `texts` is null or leads to `count` texts, each as [`tillbook_str::bytes`] asks.
pub(super) unsafe fn each<'a>(
    texts: *const tillbook_str,
    count: usize,
    name: &'static str,
) -> Result<Option<Vec<&'a str>>> {
    // SAFETY: the caller promises it.
    unsafe {
        let texts = entries(texts, count, name)?;
        texts.map(|texts| texts.iter().map(|text| text.required(name)).collect()).transpose()
    }
}

/// The same, copied.
///
/// # Safety
/// As [`each`].
pub(super) unsafe fn each_owned(
    texts: *const tillbook_str,
    count: usize,
    name: &'static str,
) -> Result<Option<Vec<String>>> {
    // SAFETY: the caller promises it.
    let texts = unsafe { each(texts, count, name) }?;
    Ok(texts.map(|texts| texts.into_iter().map(str::to_owned).collect()))
}

/// A text that the library made, for example a customer as JSON. Freed by `tillbook_text_free`.
#[repr(C)]
pub struct tillbook_text {
    _opaque: [u8; 0],
}

/// What a text's handle holds.
pub(super) struct Text(pub(super) Vec<u8>);

/// Gives the host a text.
///
/// # Safety
/// `out` may be written.
pub(super) unsafe fn hand_out_text(out: *mut *mut tillbook_text, text: impl Into<Vec<u8>>) -> Result<()> {
    // SAFETY: the caller promises it.
    unsafe { hand_out(out, Arc::new(Text(text.into()))) }
}

/// A value as JSON.
pub(super) fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::damaged(error.to_string()))
}

/// Lends the bytes of a text.
///
/// @param text   the text
/// @param[out] bytes   receives the bytes, borrowed: valid until the text is freed
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_INVALID_ARGUMENT`
///         when `bytes` is NULL, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_text_read(text: *const tillbook_text, bytes: *mut tillbook_str) -> i32 {
    // SAFETY: the host promises, as the header says, that outputs are NULL or may be written.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let bytes = output(bytes, "bytes", tillbook_str::NONE)?;
            with(text as usize, |text: &Arc<Text>| {
                bytes.write(tillbook_str::lend_bytes(&text.0));
                Ok(())
            })
        })
    }
}

/// Frees a text. NULL is left alone.
///
/// @param text   the text, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_text_free(text: *mut tillbook_text) -> i32 {
    release::<Text>(text as usize)
}
