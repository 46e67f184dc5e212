//! What came of the dates of a schedule, as a host reads it.

use std::sync::Arc;

use super::date::tillbook_date;
use super::entry::{entry, handle_output, release, retain};
use super::error::tillbook_error;
use super::list::{hand_out_of, tillbook_list};
use super::numbers::Numbered as _;
use super::object::with;
use super::sized::{Sized32 as _, sized, write_sized};
use super::text::tillbook_str;
use crate::model::Occurrence;

/// What came of one date of a schedule, as it was when it was read: it never changes. Any thread may read it. Freed by
/// `tillbook_occurrence_free`.
#[repr(C)]
pub struct tillbook_occurrence {
    _opaque: [u8; 0],
}

/// What an occurrence is. Texts are borrowed: they stay valid until the occurrence is freed. Times are milliseconds since
/// 1970-01-01 UTC.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_occurrence_fields {
    /// `sizeof(tillbook_occurrence_fields)`; set by `TILLBOOK_OCCURRENCE_FIELDS_INIT`.
    pub struct_size: u32,
    /// What came of it, one of `tillbook_occurrence_status`.
    pub status: i32,
    /// The provider's identifier.
    pub id: tillbook_str,
    /// The id of the schedule.
    pub schedule: tillbook_str,
    /// When it was first processed.
    pub created_at: i64,
    /// When it was last tried.
    pub processed_at: i64,
    /// How often it was tried, at least 1.
    pub attempts: u64,
    /// The date of the schedule that it is for.
    pub scheduled_on: tillbook_date,
    /// From which day on it is to be tried again; all zero when it is not.
    pub retry_on: tillbook_date,
    /// The id of the charge that was made.
    pub charge: tillbook_str,
    /// Why it failed or was skipped.
    pub message: tillbook_str,
}

sized!(tillbook_occurrence_fields);

impl tillbook_occurrence_fields {
    /// Lends what an occurrence is.
    fn lend(occurrence: &Occurrence) -> tillbook_occurrence_fields {
        tillbook_occurrence_fields {
            struct_size: tillbook_occurrence_fields::SIZE,
            status: occurrence.status.number(),
            id: tillbook_str::lend(&occurrence.id),
            schedule: tillbook_str::lend(&occurrence.schedule),
            created_at: occurrence.created_at.as_millis(),
            processed_at: occurrence.processed_at.as_millis(),
            attempts: occurrence.attempts.into(),
            scheduled_on: tillbook_date::of(occurrence.scheduled_on),
            retry_on: tillbook_date::of_some(occurrence.retry_on),
            charge: tillbook_str::lend_some(occurrence.result.as_deref()),
            message: tillbook_str::lend_some(occurrence.message.as_deref()),
        }
    }
}

/// Takes an occurrence out of a list of occurrences.
///
/// @param list   a list of occurrences
/// @param index   its place, from 0
/// @param[out] occurrence   receives the occurrence, to be freed by `tillbook_occurrence_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
///         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_occurrence(
    list: *const tillbook_list,
    index: usize,
    occurrence: *mut *mut tillbook_occurrence,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe { entry(error, || hand_out_of::<Occurrence, _>(list, index, handle_output(occurrence, "occurrence")?)) }
}

/// Reads what an occurrence is.
///
/// @param occurrence   the occurrence
/// @param[out] fields   receives it, texts borrowed from the occurrence; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         occurrence was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_occurrence_read(
    occurrence: *const tillbook_occurrence,
    fields: *mut tillbook_occurrence_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(occurrence as usize, |occurrence: &Arc<Occurrence>| {
                write_sized(fields, "fields", tillbook_occurrence_fields::lend(occurrence))
            })
        })
    }
}

/// Takes one more reference to an occurrence, to be given back by `tillbook_occurrence_free`: for a second owner.
///
/// @param occurrence   the occurrence
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_occurrence_retain(occurrence: *mut tillbook_occurrence) -> i32 {
    retain::<Occurrence>(occurrence as usize)
}

/// Gives back a reference to an occurrence; the last one frees it. NULL is left alone.
///
/// @param occurrence   the occurrence, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_occurrence_free(occurrence: *mut tillbook_occurrence) -> i32 {
    release::<Occurrence>(occurrence as usize)
}
