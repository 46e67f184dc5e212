//! The schedules of an account.

use pyo3::prelude::*;
use tillbook::{Charging, Metadata, NewSchedule, OccurrenceStatus, Outcome, ScheduleUpdate};

use crate::account::Place;
use crate::change::Change;
use crate::due::Due;
use crate::errors::invalid;
use crate::given::{Id, date_of, metadata_of, time_of};
use crate::groups::Given;
use crate::page::{Page, page};
use crate::query::{PAGE, Wanted};
use crate::recurrence::Recurrence;
use crate::schedule::{Occurrence, Schedule};

/// The schedules of an account. `Account.schedules` is it.
#[pyclass(frozen, module = "tillbook")]
pub struct Schedules {
    place: Place,
}

impl Schedules {
    pub fn new(place: Place) -> Schedules {
        Schedules { place }
    }
}

#[pymethods]
impl Schedules {
    /// Creates a schedule of charges to a customer, from `start_on`, today unless given, to `end_on`.
    ///
    /// `amount` is in the currency's smallest unit. `charging` is "host", so that `due` tells what is to be charged and
    /// `record` is told what came of it, or "simulated". Raises NotFoundError or InvalidArgumentError.
    #[pyo3(signature = (customer, *, amount, currency, recurrence, end_on, start_on = None, card = None, description = None, metadata = None, charging = None))]
    fn create(
        &self,
        py: Python<'_>,
        customer: Id,
        amount: i64,
        currency: String,
        recurrence: &Bound<'_, Recurrence>,
        end_on: &Bound<'_, PyAny>,
        start_on: Option<&Bound<'_, PyAny>>,
        card: Option<Id>,
        description: Option<String>,
        metadata: Option<&Bound<'_, PyAny>>,
        charging: Option<Given<Charging>>,
    ) -> PyResult<Schedule> {
        let recurrence = recurrence.get();
        let new = NewSchedule {
            customer: customer.0,
            amount,
            currency,
            every: recurrence.every,
            recurrence: recurrence.days.clone(),
            start_on: start_on.map(|date| date_of(date, "start_on")).transpose()?,
            end_on: date_of(end_on, "end_on")?,
            card: card.map(|id| id.0),
            description,
            metadata: metadata.map(metadata_of).transpose()?.unwrap_or_default(),
            charging: charging.map(|charging| charging.0).unwrap_or_default(),
        };
        self.place.work(py, |account| account.schedules().create(new)).map(Schedule::new)
    }

    /// The schedule with an id, a destroyed one too; None when there is none.
    fn get(&self, py: Python<'_>, schedule: Id) -> PyResult<Option<Schedule>> {
        Ok(self.place.look(py, |account| account.schedules().get(&schedule.0))?.map(Schedule::new))
    }

    /// Changes a schedule's description, metadata or who charges. A keyword that is absent leaves its field as it is; None
    /// removes it. Raises NotFoundError, or ConflictError when it is destroyed.
    #[pyo3(signature = (schedule, *, description = Change::Keep, metadata = Change::Keep, charging = None))]
    fn update(
        &self,
        py: Python<'_>,
        schedule: Id,
        description: Change<String>,
        metadata: Change<Bound<'_, PyAny>>,
        charging: Option<Given<Charging>>,
    ) -> PyResult<Schedule> {
        let metadata = match metadata {
            Change::Keep => None,
            Change::Remove => Some(Metadata::default()),
            Change::Set(metadata) => Some(metadata_of(&metadata)?),
        };
        let charging = charging.map(|charging| charging.0);
        let update = ScheduleUpdate { description: description.into_update(), metadata, charging };
        self.place.work(py, |account| account.schedules().update(&schedule.0, update)).map(Schedule::new)
    }

    /// Destroys a schedule and answers with it; destroying it again changes nothing. Raises NotFoundError.
    fn delete(&self, py: Python<'_>, schedule: Id) -> PyResult<Schedule> {
        self.place.work(py, |account| account.schedules().delete(&schedule.0)).map(Schedule::new)
    }

    /// A page of the account's schedules, destroyed ones included; the keywords are those of `Customers.list`.
    #[pyo3(signature = (*, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn list(
        &self,
        py: Python<'_>,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<Page> {
        let query = Wanted { from: from_, to, after, before, offset, limit, newest_first }.query(py, PAGE)?;
        page(py, self.place.look(py, |account| account.schedules().list(&query))?, Schedule::new)
    }

    /// A page of the schedules that charge a customer; the keywords are those of `Customers.list`. Raises NotFoundError.
    #[pyo3(signature = (customer, *, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn list_of(
        &self,
        py: Python<'_>,
        customer: Id,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<Page> {
        let query = Wanted { from: from_, to, after, before, offset, limit, newest_first }.query(py, PAGE)?;
        page(py, self.place.look(py, |account| account.schedules().list_of(&customer.0, &query))?, Schedule::new)
    }

    /// A page of what came of a schedule's dates; the keywords are those of `Customers.list`. Raises NotFoundError.
    #[pyo3(signature = (schedule, *, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn occurrences(
        &self,
        py: Python<'_>,
        schedule: Id,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<Page> {
        let query = Wanted { from: from_, to, after, before, offset, limit, newest_first }.query(py, PAGE)?;
        page(py, self.place.look(py, |account| account.schedules().occurrences(&schedule.0, &query))?, Occurrence::new)
    }

    /// The occurrence with an id; None when there is none.
    fn occurrence(&self, py: Python<'_>, id: String) -> PyResult<Option<Occurrence>> {
        Ok(self.place.look(py, |account| account.schedules().occurrence(&id))?.map(Occurrence::new))
    }

    /// The charges that the program is to make by a time, now unless given, the longest due first.
    ///
    /// Nothing is recorded: a charge stays due until `record` is told what came of it.
    #[pyo3(signature = (at = None, *, limit = 20))]
    fn due(&self, py: Python<'_>, at: Option<&Bound<'_, PyAny>>, limit: usize) -> PyResult<Vec<Due>> {
        let at = at.map(|at| time_of(at, "at")).transpose()?;
        let due = self.place.work(py, |account| account.schedules().due(at.unwrap_or_else(|| account.now()), limit))?;
        Ok(due.into_iter().map(Due::new).collect())
    }

    /// Records what came of a due charge: `outcome` is "successful", with the id of the `charge` if there is one, "failed" or
    /// "skipped", with a `message`. Raises NotFoundError, InvalidArgumentError for a date that is not the schedule's, or
    /// ConflictError for one that is not due.
    #[pyo3(signature = (schedule, scheduled_on, outcome, *, charge = None, message = None))]
    fn record(
        &self,
        py: Python<'_>,
        schedule: Id,
        scheduled_on: &Bound<'_, PyAny>,
        outcome: Given<OccurrenceStatus>,
        charge: Option<String>,
        message: Option<String>,
    ) -> PyResult<Occurrence> {
        let date = date_of(scheduled_on, "scheduled_on")?;
        let outcome = outcome_of(py, outcome.0, charge, message)?;
        self.place.work(py, |account| account.schedules().record(&schedule.0, date, outcome)).map(Occurrence::new)
    }

    /// Records everything that fell due by now as successful, for schedules whose charges are simulated, and says how many
    /// charges that were.
    fn simulate_due(&self, py: Python<'_>) -> PyResult<u64> {
        self.place.work(py, |account| account.schedules().simulate_due())
    }

    /// Which account's they are.
    fn __repr__(&self) -> String {
        format!("<tillbook.Schedules of {}>", self.place.id)
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::record::unpicklable("Schedules"))
    }
}

fn outcome_of(
    py: Python<'_>,
    status: OccurrenceStatus,
    charge: Option<String>,
    message: Option<String>,
) -> PyResult<Outcome> {
    match (status, charge, message) {
        (OccurrenceStatus::Successful, charge, None) => Ok(Outcome::Successful { charge }),
        (OccurrenceStatus::Failed, None, message) => Ok(Outcome::Failed { message }),
        (OccurrenceStatus::Skipped, None, message) => Ok(Outcome::Skipped { message }),
        (OccurrenceStatus::Successful, _, Some(_)) => {
            Err(invalid(py, "message", "is given for a charge that was made; pass it for a failed or skipped one"))
        }
        (_, Some(_), _) => Err(invalid(py, "charge", "is given where none was made; pass why it was not made")),
    }
}
