//! Schedules as a host reads them.

use std::sync::Arc;

use super::array::fill;
use super::customer::millis;
use super::date::tillbook_date;
use super::entry::{entry, handle_output, output, release, retain};
use super::error::tillbook_error;
use super::list::{hand_out_of, tillbook_list};
use super::numbers::Numbered as _;
use super::object::with;
use super::recurrence::tillbook_recurrence;
use super::sized::{Sized32 as _, sized, write_sized};
use super::text::tillbook_str;
use crate::model::Schedule;
use crate::rules;

/// A schedule as it was when it was read: it never changes. Any thread may read it. Freed by `tillbook_schedule_free`.
#[repr(C)]
pub struct tillbook_schedule {
    _opaque: [u8; 0],
}

/// What a schedule is. Texts are borrowed: they stay valid until the schedule is freed. Times are milliseconds since
/// 1970-01-01 UTC.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_schedule_fields {
    /// `sizeof(tillbook_schedule_fields)`; set by `TILLBOOK_SCHEDULE_FIELDS_INIT`.
    pub struct_size: u32,
    /// Where it stands in its life, one of `tillbook_schedule_status`.
    pub status: i32,
    /// The provider's identifier.
    pub id: tillbook_str,
    /// When it was made.
    pub created_at: i64,
    /// On which days it charges.
    pub recurrence: tillbook_recurrence,
    /// The first day that may be charged.
    pub start_on: tillbook_date,
    /// The last day that may be charged.
    pub end_on: tillbook_date,
    /// The last date that was charged, failed or skipped, every earlier one too; all zero before the first.
    pub processed_through: tillbook_date,
    /// Who makes the charges, one of `tillbook_charging`.
    pub charging: i32,
    /// How many occurrences failed one after the other, up to now.
    pub failures_in_a_row: u64,
    /// The provider's identifier of what is charged.
    pub charge: tillbook_str,
    /// The id of the customer.
    pub customer: tillbook_str,
    /// Amount in the currency's smallest unit.
    pub amount: i64,
    /// ISO 4217 code, upper case.
    pub currency: tillbook_str,
    /// The id of the card; nothing for the customer's default card at the time of each charge.
    pub card: tillbook_str,
    /// Description of the charge.
    pub description: tillbook_str,
    /// The integrator's own data, a JSON object; `{}` when there is none.
    pub metadata: tillbook_str,
    /// When it was suspended after repeated failures; else `TILLBOOK_NEVER`.
    pub suspended_at: i64,
    /// When it was deleted; else `TILLBOOK_NEVER`.
    pub deleted_at: i64,
    /// When it came to its end, by whichever cause; before that `TILLBOOK_NEVER`.
    pub ended_at: i64,
}

sized!(tillbook_schedule_fields);

impl tillbook_schedule_fields {
    /// Lends what a schedule is.
    fn lend(schedule: &Schedule) -> tillbook_schedule_fields {
        let charge = &schedule.charge;
        tillbook_schedule_fields {
            struct_size: tillbook_schedule_fields::SIZE,
            status: rules::schedule::status(schedule).number(),
            id: tillbook_str::lend(&schedule.id),
            created_at: schedule.created_at.as_millis(),
            recurrence: tillbook_recurrence::of(schedule.every, &schedule.recurrence),
            start_on: tillbook_date::of(schedule.start_on),
            end_on: tillbook_date::of(schedule.end_on),
            processed_through: tillbook_date::of_some(schedule.processed_through),
            charging: schedule.charging.number(),
            failures_in_a_row: schedule.failures_in_a_row.into(),
            charge: tillbook_str::lend(&charge.id),
            customer: tillbook_str::lend(&charge.customer),
            amount: charge.amount,
            currency: tillbook_str::lend(&charge.currency),
            card: tillbook_str::lend_some(charge.card.as_deref()),
            description: tillbook_str::lend_some(charge.description.as_deref()),
            metadata: tillbook_str::lend(charge.metadata.as_json()),
            suspended_at: millis(schedule.suspended_at),
            deleted_at: millis(schedule.deleted_at),
            ended_at: millis(schedule.ended_at),
        }
    }
}

/// Takes a schedule out of a list of schedules.
///
/// @param list   a list of schedules
/// @param index   its place, from 0
/// @param[out] schedule   receives the schedule, to be freed by `tillbook_schedule_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
///         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_schedule(
    list: *const tillbook_list,
    index: usize,
    schedule: *mut *mut tillbook_schedule,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe { entry(error, || hand_out_of::<Schedule, _>(list, index, handle_output(schedule, "schedule")?)) }
}

/// Reads what a schedule is.
///
/// @param schedule   the schedule
/// @param[out] fields   receives it, texts borrowed from the schedule; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         schedule was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedule_read(
    schedule: *const tillbook_schedule,
    fields: *mut tillbook_schedule_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(schedule as usize, |schedule: &Arc<Schedule>| {
                write_sized(fields, "fields", tillbook_schedule_fields::lend(schedule))
            })
        })
    }
}

/// Reads the dates of a schedule that are still to come or due, the earliest first: at most 30, and none of one that has
/// expired, was suspended or deleted.
///
/// @param schedule   the schedule
/// @param[out] dates   an array that receives as many of them as fit; NULL when `capacity` is 0
/// @param capacity   how many dates `dates` has room for
/// @param[out] count   receives how many dates were written
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `dates` or `count`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`
///         when the schedule was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedule_next_dates(
    schedule: *const tillbook_schedule,
    dates: *mut tillbook_date,
    capacity: usize,
    count: *mut usize,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written, an array of them as far as it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let count = output(count, "count", 0)?;
            with(schedule as usize, |schedule: &Arc<Schedule>| {
                let coming = rules::schedule::next_occurrences(schedule);
                count.write(fill(dates, capacity, "dates", coming.into_iter().map(tillbook_date::of))?);
                Ok(())
            })
        })
    }
}

/// Takes one more reference to a schedule, to be given back by `tillbook_schedule_free`: for a second owner.
///
/// @param schedule   the schedule
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_schedule_retain(schedule: *mut tillbook_schedule) -> i32 {
    retain::<Schedule>(schedule as usize)
}

/// Gives back a reference to a schedule; the last one frees it. NULL is left alone.
///
/// @param schedule   the schedule, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_schedule_free(schedule: *mut tillbook_schedule) -> i32 {
    release::<Schedule>(schedule as usize)
}
