//! Schedules, and what came of their dates.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use tillbook::rules::schedule::{next_occurrences, status};

use crate::record::record;
use crate::recurrence::Recurrence;
use crate::show::Show as _;

/// A schedule of charges to one customer. It never changes and outlives its store.
#[pyclass(frozen, module = "tillbook")]
pub struct Schedule {
    pub record: Arc<tillbook::Schedule>,
}

impl Schedule {
    pub fn new(record: Arc<tillbook::Schedule>) -> Schedule {
        Schedule { record }
    }
}

record! {
    Schedule, "Schedule": schedule, id schedule.id;
    /// The provider's identifier.
    id = &schedule.id;
    /// Position in the store's order of creation.
    sequence = schedule.sequence;
    /// Where the schedule stands in its life.
    status = status(schedule);
    /// When the schedule was made, in UTC.
    created_at = schedule.created_at;
    /// On which days it charges.
    recurrence = Recurrence { every: schedule.every, days: schedule.recurrence.clone() };
    /// The first day that may be charged.
    start_on = schedule.start_on;
    /// The last day that may be charged.
    end_on = schedule.end_on;
    /// The last date that was charged, failed or skipped; every earlier date is settled too.
    processed_through = schedule.processed_through;
    /// Who makes the charges.
    charging = schedule.charging;
    /// Occurrences that failed one after the other, up to now.
    failures_in_a_row = schedule.failures_in_a_row;
    /// The id of what is charged.
    charge = &schedule.charge.id;
    /// The id of the customer.
    customer = &schedule.charge.customer;
    /// Amount in the currency's smallest unit.
    amount = schedule.charge.amount;
    /// ISO 4217 code, upper case.
    currency = &schedule.charge.currency;
    /// The id of the card; None for the customer's default card at the time of each charge.
    card = &schedule.charge.card;
    /// Description of the charge.
    description = &schedule.charge.description;
    /// The program's own data, as a new dict.
    metadata = &schedule.charge.metadata;
    /// When the schedule was suspended after repeated failures.
    suspended_at = schedule.suspended_at;
    /// When the schedule was destroyed.
    deleted_at = schedule.deleted_at;
    /// When the schedule came to its end, by whichever cause.
    ended_at = schedule.ended_at;
    {
        /// The dates that come next, thirty at most.
        fn next_dates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            let dates: Vec<_> =
                next_occurrences(&self.record).into_iter().map(|date| date.show(py)).collect::<PyResult<_>>()?;
            PyTuple::new(py, dates)
        }

        /// Every attribute under its name.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            self.every_attribute(py)
        }
    }
}

/// What came of one date of a schedule. It never changes and outlives its store.
#[pyclass(frozen, module = "tillbook")]
pub struct Occurrence {
    pub record: Arc<tillbook::Occurrence>,
}

impl Occurrence {
    pub fn new(record: Arc<tillbook::Occurrence>) -> Occurrence {
        Occurrence { record }
    }
}

record! {
    Occurrence, "Occurrence": occurrence, id occurrence.id;
    /// The provider's identifier.
    id = &occurrence.id;
    /// Position in the store's order of creation.
    sequence = occurrence.sequence;
    /// When it was first processed, in UTC.
    created_at = occurrence.created_at;
    /// The id of the schedule.
    schedule = &occurrence.schedule;
    /// The date it was due.
    scheduled_on = occurrence.scheduled_on;
    /// What came of it.
    status = occurrence.status;
    /// The id of the charge that was made.
    charge = &occurrence.result;
    /// Why it failed or was skipped.
    message = &occurrence.message;
    /// When it was last tried.
    processed_at = occurrence.processed_at;
    /// How often it was tried.
    attempts = occurrence.attempts;
    /// When it is to be tried again.
    retry_on = occurrence.retry_on;
    {
        /// Every attribute under its name.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            self.every_attribute(py)
        }
    }
}
