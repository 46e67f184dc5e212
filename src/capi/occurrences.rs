//! What came of the dates of an account's schedules: looked at, and recorded.

use std::sync::Arc;

use super::account::tillbook_account;
use super::date::tillbook_date;
use super::entry::{entry, hand_out, handle_output, output, with_account};
use super::error::tillbook_error;
use super::list::{List, tillbook_list};
use super::list_query::{page, tillbook_list_query};
use super::numbers::Numbered as _;
use super::occurrence::tillbook_occurrence;
use super::text::tillbook_str;
use crate::error::{Error, Result};
use crate::model::{Kind, OccurrenceStatus, Outcome};

/// A page of a schedule's occurrences.
///
/// @param account   the account
/// @param schedule   the schedule's identifier
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] occurrences   receives a list of occurrences, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the schedule, `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_occurrences(
    account: *const tillbook_account,
    schedule: tillbook_str,
    query: *const tillbook_list_query,
    occurrences: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let occurrences = handle_output(occurrences, "occurrences")?;
            let schedule = schedule.required("schedule")?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.schedules().occurrences(schedule, &query))?;
            hand_out(occurrences, Arc::new(List::page(found)))
        })
    }
}

/// Finds the occurrence with an id.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] occurrence   receives the occurrence, to be freed by `tillbook_occurrence_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_occurrence(
    account: *const tillbook_account,
    id: tillbook_str,
    occurrence: *mut *mut tillbook_occurrence,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let occurrence = handle_output(occurrence, "occurrence")?;
            let id = id.required("id")?;
            let found = with_account(account as usize, |account| account.schedules().occurrence(id))?;
            hand_out(occurrence, found.ok_or_else(|| Error::not_found(Kind::Occurrence, id))?)
        })
    }
}

/// Records what came of a due charge.
///
/// Dates are first recorded in order. A failed charge is due again on the next day, at most twice; three occurrences that
/// failed for good, one after the other, suspend the schedule.
///
/// @param account   the account
/// @param schedule   the schedule's identifier
/// @param scheduled_on   the date of the schedule, as `tillbook_due_fields` has it
/// @param outcome   what came of it, one of `tillbook_occurrence_status`
/// @param charge   with `TILLBOOK_OCCURRENCE_SUCCESSFUL` the provider's id of the charge; nothing to have one made up
/// @param message   with `TILLBOOK_OCCURRENCE_FAILED` or `TILLBOOK_OCCURRENCE_SKIPPED` why; may be nothing
/// @param[out] occurrence   receives the occurrence, to be freed by `tillbook_occurrence_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the schedule, `TILLBOOK_INVALID_ARGUMENT` also for a date that is not the
///         schedule's, `TILLBOOK_CONFLICT` for one that is not due or when an earlier one is not settled,
///         `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_record(
    account: *const tillbook_account,
    schedule: tillbook_str,
    scheduled_on: tillbook_date,
    outcome: i32,
    charge: tillbook_str,
    message: tillbook_str,
    occurrence: *mut *mut tillbook_occurrence,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let occurrence = handle_output(occurrence, "occurrence")?;
            let schedule = schedule.required("schedule")?;
            let date = scheduled_on.required("scheduled_on")?;
            let status = OccurrenceStatus::from_number(outcome, "outcome")?;
            let outcome = outcome_of(status, charge.owned("charge")?, message.owned("message")?)?;
            let recorded =
                with_account(account as usize, |account| account.schedules().record(schedule, date, outcome))?;
            hand_out(occurrence, recorded)
        })
    }
}

/// What a host tells of a charge. What does not belong to it is refused: whoever passes it expects that it is kept.
fn outcome_of(status: OccurrenceStatus, charge: Option<String>, message: Option<String>) -> Result<Outcome> {
    match (status, charge, message) {
        (OccurrenceStatus::Successful, charge, None) => Ok(Outcome::Successful { charge }),
        (OccurrenceStatus::Failed, None, message) => Ok(Outcome::Failed { message }),
        (OccurrenceStatus::Skipped, None, message) => Ok(Outcome::Skipped { message }),
        (OccurrenceStatus::Successful, _, Some(_)) => {
            Err(Error::invalid("message", "is given for a charge that was made; pass it for a failed or skipped one"))
        }
        (_, Some(_), _) => Err(Error::invalid("charge", "is given where none was made; pass why it was not made")),
    }
}

/// Records everything that fell due by now as successful, for schedules that `TILLBOOK_CHARGING_SIMULATED` charges.
///
/// @param account   the account
/// @param[out] charged   receives how many charges that were
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `charged`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_schedules_simulate_due(
    account: *const tillbook_account,
    charged: *mut u64,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let charged = output(charged, "charged", 0)?;
            charged.write(with_account(account as usize, |account| account.schedules().simulate_due())?);
            Ok(())
        })
    }
}
