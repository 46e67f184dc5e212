//! Errors as a host receives them.

use std::sync::Arc;

use super::entry::{entry, release};
use super::object::{Held, with};
use super::sized::{Sized32, write_sized};
use super::slot;
use super::text::tillbook_str;
use crate::error::{Error, Status};

/// What went wrong in one call. It belongs to the caller, may be read by any thread, and is freed by
/// `tillbook_error_free`.
#[repr(C)]
pub struct tillbook_error {
    _opaque: [u8; 0],
}

/// What an error says. Texts are borrowed: they stay valid until the error is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_error_fields {
    /// `sizeof(tillbook_error_fields)`; set by `TILLBOOK_ERROR_FIELDS_INIT`.
    pub struct_size: u32,
    /// The status that the call returned, for example `TILLBOOK_INVALID_ARGUMENT`.
    pub code: i32,
    /// The status by name, for example `invalid_argument`.
    pub name: tillbook_str,
    /// One sentence that says what was wrong and what to do next. It never holds card data.
    pub message: tillbook_str,
    /// The parameter or field at fault; nothing where there is none.
    pub field: tillbook_str,
    /// 1 when the same call may succeed later without being changed, else 0.
    pub retryable: i32,
    /// The operating system's own number for what it refused, with `TILLBOOK_IO`; 0 where there is none.
    pub os_error: i32,
}

/// What an error's handle holds.
pub(super) struct Failure {
    status: Status,
    message: String,
    field: Option<String>,
    os_error: i32,
}

/// Gives the host an error; null when there is no room for one.
pub(super) fn publish(error: &Error) -> *mut tillbook_error {
    let failure = Failure {
        status: error.status(),
        message: error.to_string(),
        field: error.field().map(str::to_owned),
        os_error: error.os_error().unwrap_or_default(),
    };
    let handle = slot::publish(Failure::KIND, Failure::into_object(Arc::new(failure)));
    handle.unwrap_or(0) as *mut tillbook_error
}

/// Reads what an error says.
///
/// @param error   the error
/// @param[out] fields   receives what it says; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         error was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_error_read(error: *const tillbook_error, fields: *mut tillbook_error_fields) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(error as usize, |failure: &Arc<Failure>| {
                let read = tillbook_error_fields {
                    struct_size: tillbook_error_fields::SIZE,
                    code: failure.status as i32,
                    name: tillbook_str::lend(failure.status.name()),
                    message: tillbook_str::lend(&failure.message),
                    field: tillbook_str::lend_some(failure.field.as_deref()),
                    retryable: failure.status.retryable().into(),
                    os_error: failure.os_error,
                };
                write_sized(fields, "fields", read)
            })
        })
    }
}

/// Frees an error. NULL is left alone.
///
/// @param error   the error, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_error_free(error: *mut tillbook_error) -> i32 {
    release::<Failure>(error as usize)
}
