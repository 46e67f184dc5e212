//! The library itself: its version, what it can do, what its statuses mean.

use super::entry::entry;
use super::object::Open;
use super::slot;
use super::store::tillbook_store;
use super::text::tillbook_str;
use crate::capi::error::tillbook_error;
use crate::error::Status;

/// The number of the binary interface; it grows when a program built against an earlier header must be built again.
pub const TILLBOOK_ABI_VERSION: u32 = 1;

/// The version of the library, for example `0.1.0`. Valid as long as the library is loaded.
///
/// Compare it with `TILLBOOK_VERSION`, against which the program was built.
///
/// @return the version
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_version() -> tillbook_str {
    tillbook_str::lend(env!("CARGO_PKG_VERSION"))
}

/// The number of the binary interface that the library has; `TILLBOOK_ABI_VERSION` is the one that the program was built
/// against, and the two must be equal.
///
/// @return the number
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_abi_version() -> u32 {
    TILLBOOK_ABI_VERSION
}

/// The name of a status, for example `not_found`; nothing for a number that is no status. Valid as long as the library is
/// loaded.
///
/// @param status   what a call returned
/// @return the name
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_status_name(status: i32) -> tillbook_str {
    of(status).map_or(tillbook_str::NONE, |status| tillbook_str::lend(status.name()))
}

/// One sentence on what a status means; nothing for a number that is no status. Valid as long as the library is loaded.
///
/// @param status   what a call returned
/// @return the sentence
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_status_meaning(status: i32) -> tillbook_str {
    of(status).map_or(tillbook_str::NONE, |status| tillbook_str::lend(status.meaning()))
}

/// Whether the same call may succeed later without being changed.
///
/// @param status   what a call returned
/// @return 1 when it may, else 0
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_status_retryable(status: i32) -> i32 {
    of(status).is_some_and(Status::retryable).into()
}

fn of(number: i32) -> Option<Status> {
    Status::ALL.iter().copied().find(|status| *status as i32 == number)
}

/// How many handles of every kind the program holds: stores, accounts, records, lists, texts, errors. A test that ends
/// with anything but 0 has forgotten to free something.
///
/// @return the number of handles
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_debug_live_handles() -> u64 {
    slot::live()
}

/// Fails inside the library on purpose, so that a host can test what it does then: the call returns
/// `TILLBOOK_PANICKED`, and the store answers `TILLBOOK_POISONED` from then on.
///
/// @param store   an open store that may be made unusable
/// @param[out] error   receives the error, unless it is NULL
/// @return `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_debug_panic(store: *const tillbook_store, error: *mut *mut tillbook_error) -> i32 {
    // SAFETY: `error` is null or may be written.
    unsafe { entry(error, || super::entry::with_store(store as usize, fail_on_purpose)) }
}

#[expect(clippy::panic, reason = "what the function is for")]
fn fail_on_purpose(_: &Open) -> crate::error::Result<()> {
    panic!("tillbook_debug_panic was called")
}
