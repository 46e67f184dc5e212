//! The schedules of an account.

use std::sync::Arc;

use super::account::tillbook_account;
use super::entry::{entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::list::{List, tillbook_list};
use super::list_query::{page, tillbook_list_query};
use super::new_schedule::{tillbook_new_schedule, tillbook_schedule_update};
use super::schedule::tillbook_schedule;
use super::sized::read_sized;
use super::text::tillbook_str;
use crate::error::Error;
use crate::model::Kind;

/// Creates a schedule of charges to a customer.
///
/// @param account   the account
/// @param new_schedule   what it is made from
/// @param[out] schedule   receives the schedule, to be freed by `tillbook_schedule_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, or for a card that is not the customer's,
///         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_create(
    account: *const tillbook_account,
    new_schedule: *const tillbook_new_schedule,
    schedule: *mut *mut tillbook_schedule,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let schedule = handle_output(schedule, "schedule")?;
            let new = read_sized(new_schedule, "new_schedule")?.to_new()?;
            hand_out(schedule, with_account(account as usize, |account| account.schedules().create(new))?)
        })
    }
}

/// Finds the schedule with an id; a deleted one stays.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] schedule   receives the schedule, to be freed by `tillbook_schedule_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_get(
    account: *const tillbook_account,
    id: tillbook_str,
    schedule: *mut *mut tillbook_schedule,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let schedule = handle_output(schedule, "schedule")?;
            let id = id.required("id")?;
            let found = with_account(account as usize, |account| account.schedules().get(id))?;
            hand_out(schedule, found.ok_or_else(|| Error::not_found(Kind::Schedule, id))?)
        })
    }
}

/// Changes a schedule's description, metadata or who charges.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param update   what changes
/// @param[out] schedule   receives the schedule as it is now, to be freed by `tillbook_schedule_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_CONFLICT` when it is deleted, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_update(
    account: *const tillbook_account,
    id: tillbook_str,
    update: *const tillbook_schedule_update,
    schedule: *mut *mut tillbook_schedule,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let schedule = handle_output(schedule, "schedule")?;
            let id = id.required("id")?;
            let update = read_sized(update, "update")?.to_update()?;
            hand_out(schedule, with_account(account as usize, |account| account.schedules().update(id, update))?)
        })
    }
}

/// Deletes a schedule: nothing of it falls due any more, and it stays to be looked at. Deleting it again changes nothing.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] schedule   receives the schedule as it is now, to be freed by `tillbook_schedule_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_delete(
    account: *const tillbook_account,
    id: tillbook_str,
    schedule: *mut *mut tillbook_schedule,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let schedule = handle_output(schedule, "schedule")?;
            let id = id.required("id")?;
            hand_out(schedule, with_account(account as usize, |account| account.schedules().delete(id))?)
        })
    }
}

/// A page of the account's schedules, deleted ones included.
///
/// @param account   the account
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] schedules   receives a list of schedules, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_list(
    account: *const tillbook_account,
    query: *const tillbook_list_query,
    schedules: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let schedules = handle_output(schedules, "schedules")?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.schedules().list(&query))?;
            hand_out(schedules, Arc::new(List::page(found)))
        })
    }
}

/// A page of the schedules that charge a customer, deleted ones included.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] schedules   receives a list of schedules, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_list_of(
    account: *const tillbook_account,
    customer: tillbook_str,
    query: *const tillbook_list_query,
    schedules: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let schedules = handle_output(schedules, "schedules")?;
            let customer = customer.required("customer")?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.schedules().list_of(customer, &query))?;
            hand_out(schedules, Arc::new(List::page(found)))
        })
    }
}
