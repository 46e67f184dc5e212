//! Charges that are due.

use std::sync::Arc;

use super::account::tillbook_account;
use super::date::tillbook_date;
use super::entry::{entry, hand_out, handle_output, release, retain, with_account};
use super::error::tillbook_error;
use super::list::{List, hand_out_of, tillbook_list};
use super::list_query::limit_or;
use super::object::with;
use super::sized::{Sized32 as _, sized, write_sized};
use super::text::tillbook_str;
use crate::model::{Due, Timestamp};
use crate::store::ListQuery;

/// A charge that is due, as it was when it was looked for: it never changes. Any thread may read it. Freed by
/// `tillbook_due_free`.
#[repr(C)]
pub struct tillbook_due {
    _opaque: [u8; 0],
}

/// What is to be charged. Texts are borrowed: they stay valid until the due charge is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_due_fields {
    /// `sizeof(tillbook_due_fields)`; set by `TILLBOOK_DUE_FIELDS_INIT`.
    pub struct_size: u32,
    /// The date of the schedule that is due.
    pub scheduled_on: tillbook_date,
    /// The id of the schedule.
    pub schedule: tillbook_str,
    /// 1 for the first try, 2 and 3 for the retries after failures.
    pub attempt: u64,
    /// The id of the customer to charge.
    pub customer: tillbook_str,
    /// The id of the card to charge: the one the schedule names, or the customer's default card now. Nothing when the
    /// customer has none.
    pub card: tillbook_str,
    /// Amount in the currency's smallest unit.
    pub amount: i64,
    /// ISO 4217 code, upper case.
    pub currency: tillbook_str,
}

sized!(tillbook_due_fields);

impl tillbook_due_fields {
    /// Lends what is to be charged.
    fn lend(due: &Due) -> tillbook_due_fields {
        tillbook_due_fields {
            struct_size: tillbook_due_fields::SIZE,
            scheduled_on: tillbook_date::of(due.scheduled_on),
            schedule: tillbook_str::lend(&due.schedule),
            attempt: due.attempt.into(),
            customer: tillbook_str::lend(&due.customer),
            card: tillbook_str::lend_some(due.card.as_deref()),
            amount: due.amount,
            currency: tillbook_str::lend(&due.currency),
        }
    }
}

/// The charges that the host is to make by a time, the longest due first.
///
/// Nothing is recorded: a charge stays due until `tillbook_schedules_record` is told what came of it. What
/// `TILLBOOK_CHARGING_SIMULATED` charges is not among them.
///
/// @param account   the account
/// @param at   the time in milliseconds since 1970-01-01 UTC, usually the time now
/// @param limit   how many to return at most; 0 for 20; more than 10000 are not given at once, the others once these are
///                recorded
/// @param[out] dues   receives a list of due charges, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `dues`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_due(
    account: *const tillbook_account,
    at: i64,
    limit: u64,
    dues: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let dues = handle_output(dues, "dues")?;
            let at = Timestamp::from_millis(at);
            let limit = limit_or(limit, ListQuery::default().limit);
            let found = with_account(account as usize, |account| account.schedules().due(at, limit))?;
            hand_out(dues, Arc::new(List::of(found.into_iter().map(Arc::new).collect())))
        })
    }
}

/// Takes a due charge out of a list of due charges.
///
/// @param list   a list of due charges
/// @param index   its place, from 0
/// @param[out] due   receives the due charge, to be freed by `tillbook_due_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
///         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_due(
    list: *const tillbook_list,
    index: usize,
    due: *mut *mut tillbook_due,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe { entry(error, || hand_out_of::<Due, _>(list, index, handle_output(due, "due")?)) }
}

/// Reads what is to be charged.
///
/// @param due   the due charge
/// @param[out] fields   receives it, texts borrowed from the due charge; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         due charge was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_due_read(due: *const tillbook_due, fields: *mut tillbook_due_fields) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(due as usize, |due: &Arc<Due>| write_sized(fields, "fields", tillbook_due_fields::lend(due)))
        })
    }
}

/// Takes one more reference to a due charge, to be given back by `tillbook_due_free`: for a second owner.
///
/// @param due   the due charge
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_due_retain(due: *mut tillbook_due) -> i32 {
    retain::<Due>(due as usize)
}

/// Gives back a reference to a due charge; the last one frees it. NULL is left alone.
///
/// @param due   the due charge, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_due_free(due: *mut tillbook_due) -> i32 {
    release::<Due>(due as usize)
}
