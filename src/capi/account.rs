//! Accounts of a store.

use super::date::tillbook_date;
use super::entry::{entry, handle_output, with_account, with_store};
use super::error::tillbook_error;
use super::numbers::Numbered as _;
use super::sized::{Sized32 as _, sized, write_sized};
use super::slot;
use super::store::tillbook_store;
use crate::error::Status;
use crate::model::{AccountId, Mode, Provider};

/// An account of a store: a provider's test or live world. Any thread may use it, at once with others.
#[repr(C)]
pub struct tillbook_account {
    _opaque: [u8; 0],
}

/// What an account is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_account_fields {
    /// `sizeof(tillbook_account_fields)`; set by `TILLBOOK_ACCOUNT_FIELDS_INIT`.
    pub struct_size: u32,
    /// The provider, one of `tillbook_provider`.
    pub provider: i32,
    /// Its test or live world, one of `tillbook_mode`.
    pub mode: i32,
    /// The day by the clock itself, in UTC, which tells whether a card has expired.
    pub today: tillbook_date,
    /// The time now, never behind the newest time that the store wrote, in milliseconds since 1970-01-01 UTC.
    pub now: i64,
}

sized!(tillbook_account_fields);

/// An account of a store. It costs next to nothing: one may be made for a single call, or kept as long as the store.
///
/// @param store   an open store
/// @param provider   one of `tillbook_provider`
/// @param mode   one of `tillbook_mode`
/// @param[out] account   receives the account, to be freed by `tillbook_account_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_IO` when there is no memory for one more handle,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_account_open(
    store: *const tillbook_store,
    provider: i32,
    mode: i32,
    account: *mut *mut tillbook_account,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let account = handle_output(account, "account")?;
            let provider = Provider::from_number(provider, "provider")?;
            let mode = Mode::from_number(mode, "mode")?;
            let number = with_store(store as usize, |open| Ok(open.number(AccountId { provider, mode })))?;
            account.write(slot::publish_account(store as usize, number)? as *mut tillbook_account);
            Ok(())
        })
    }
}

/// Reads what an account is.
///
/// @param account   the account
/// @param[out] fields   receives it; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED` when the account was freed or its store closed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_account_read(
    account: *const tillbook_account,
    fields: *mut tillbook_account_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let read = with_account(account as usize, |account| {
                Ok(tillbook_account_fields {
                    struct_size: tillbook_account_fields::SIZE,
                    provider: account.provider().number(),
                    mode: account.mode().number(),
                    today: tillbook_date::of(account.today()),
                    now: account.now().as_millis(),
                })
            })?;
            write_sized(fields, "fields", read)
        })
    }
}

/// Frees an account. The store stays open. NULL is left alone.
///
/// @param account   the account, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_account_free(account: *mut tillbook_account) -> i32 {
    if account.is_null() {
        return Status::Ok as i32;
    }
    // SAFETY: no error is wanted.
    unsafe { entry(std::ptr::null_mut(), || slot::free(account as usize, super::object::Kind::Account)) }
}
