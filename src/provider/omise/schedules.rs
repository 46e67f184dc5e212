//! Schedules and their occurrences: E6 and E13 to E19.

use std::sync::Arc;

use super::super::params::{Param, Params};
use super::views::{ListView, OccurrenceView, Place, ScheduleView};
use super::{Answer, Call, lists};
use crate::error::{Error, Result};
use crate::model::{Charging, Date, Kind, NewSchedule, Occurrence, Recurrence, Schedule, Weekday};
use crate::rules::{recurrence, schedule as rules};
use crate::store::{ListQuery, Page};

impl Call<'_> {
    /// E13.
    pub(super) fn create_schedule(&self) -> Answer {
        let params = self.params()?;
        self.check_charged(&params)?;
        let schedule = self.account.schedules().create(new_schedule(&params)?)?;
        self.show_schedule(schedule)
    }

    /// E14 and E18.
    pub(super) fn list_schedules(&self, location: &str) -> Answer {
        let query = lists::query(&self.params()?)?;
        let page = self.account.schedules().list(&query)?;
        self.show_schedules(&query, page, location.to_owned())
    }

    /// E6.
    pub(super) fn list_schedules_of_customer(&self, customer: &str) -> Answer {
        self.existing_customer(customer)?;
        let query = lists::query(&self.params()?)?;
        let page = self.account.schedules().list_of(customer, &query)?;
        self.show_schedules(&query, page, format!("/customers/{customer}/schedules"))
    }

    /// E15.
    pub(super) fn retrieve_schedule(&self, id: &str) -> Answer {
        let schedule = self.existing_schedule(id)?;
        self.params()?;
        self.show_schedule(schedule)
    }

    /// E16.
    pub(super) fn destroy_schedule(&self, id: &str) -> Answer {
        self.existing_schedule(id)?;
        self.params()?;
        self.show_schedule(self.account.schedules().delete(id)?)
    }

    /// E17.
    pub(super) fn list_occurrences(&self, schedule: &str) -> Answer {
        self.existing_schedule(schedule)?;
        let query = lists::query(&self.params()?)?;
        let page = self.account.schedules().occurrences(schedule, &query)?;
        let rendering = self.rendering;
        let data = page.items.iter().map(|occurrence| OccurrenceView { occurrence, rendering }).collect();
        let location = format!("/schedules/{schedule}/occurrences");
        self.show(&self.list(&query, data, page.total, location, Place::AnswerBelowAnother))
    }

    /// E19.
    pub(super) fn retrieve_occurrence(&self, id: &str) -> Answer {
        let occurrence =
            self.account.schedules().occurrence(id)?.ok_or_else(|| Error::not_found(Kind::Occurrence, id))?;
        self.params()?;
        self.show(&OccurrenceView { occurrence: &occurrence, rendering: self.rendering })
    }

    /// Refuses a schedule whose customer or card does not exist, before its other parameters are looked at (7,
    /// precedence). Whatever is unreadable here is said when the schedule is read.
    fn check_charged(&self, params: &Params) -> Result<()> {
        let Ok(Some(charge)) = params.group("charge") else { return Ok(()) };
        let Ok(Some(customer)) = charge.filled_text("customer") else { return Ok(()) };
        self.existing_customer(&customer)?;
        if let Ok(Some(card)) = charge.filled_text("card") {
            self.account.cards().get(&customer, &card)?;
        }
        Ok(())
    }

    fn existing_schedule(&self, id: &str) -> Result<Arc<Schedule>> {
        self.account.schedules().get(id)?.ok_or_else(|| Error::not_found(Kind::Schedule, id))
    }

    fn show_schedule(&self, schedule: Arc<Schedule>) -> Answer {
        self.show(&self.with_occurrences(schedule)?.view(self))
    }

    fn show_schedules(&self, query: &ListQuery, page: Page<Schedule>, location: String) -> Answer {
        let shown =
            page.items.into_iter().map(|schedule| self.with_occurrences(schedule)).collect::<Result<Vec<_>>>()?;
        let data = shown.iter().map(|schedule| schedule.view(self)).collect();
        let list: ListView<ScheduleView<'_>> = self.list(query, data, page.total, location, Place::Answer);
        self.show(&list)
    }

    /// A schedule with what its object shows of other records. Without a named card it shows the customer's default
    /// card as it is now, or none (6.8 life-6 to life-8).
    fn with_occurrences(&self, schedule: Arc<Schedule>) -> Result<ScheduleWithOccurrences> {
        let occurrences = self.account.schedules().occurrences(&schedule.id, &ListQuery::default())?;
        let card = match &schedule.charge.card {
            Some(card) => Some(card.clone()),
            None => {
                let customer = self.account.customers().get(&schedule.charge.customer)?;
                customer.and_then(|customer| customer.default_card.clone())
            }
        };
        Ok(ScheduleWithOccurrences { schedule, occurrences, card })
    }
}

struct ScheduleWithOccurrences {
    schedule: Arc<Schedule>,
    occurrences: Page<Occurrence>,
    card: Option<String>,
}

impl ScheduleWithOccurrences {
    fn view(&self, call: &Call<'_>) -> ScheduleView<'_> {
        ScheduleView {
            schedule: &self.schedule,
            status: rules::status(&self.schedule),
            active: rules::active(&self.schedule),
            in_words: recurrence::in_words(self.schedule.every, &self.schedule.recurrence),
            next: rules::next_occurrences(&self.schedule),
            card: self.card.as_deref(),
            occurrences: &self.occurrences.items,
            total_occurrences: self.occurrences.total,
            rendering: call.rendering,
        }
    }
}

/// The parameters of E13. What falls due is charged by pretence, for nobody behind this interface could charge it.
fn new_schedule(params: &Params) -> Result<NewSchedule> {
    if params.given("transfer").is_some() {
        return Err(Error::invalid("transfer", "is not kept here; schedule a charge to a customer"));
    }
    let charge = required("charge", params.group("charge")?)?;
    let every = required("every", params.integer("every")?)?;
    let every = u32::try_from(every).map_err(|_| Error::invalid("every", "is out of range; send 1 or more"))?;
    let period = required("period", params.text("period")?)?;
    let recurrence = match (period.as_str(), params.group("on")?) {
        ("day", None) => Recurrence::Daily,
        ("day", Some(on)) if on.is_empty() => Recurrence::Daily,
        ("day", Some(_)) => return Err(Error::invalid("on", "has no place in a schedule by day; leave it out")),
        ("week", on) => weekly(required("on", on)?)?,
        ("month", on) => monthly(required("on", on)?)?,
        _ => return Err(Error::invalid("period", "is unknown; send day, week or month")),
    };
    Ok(NewSchedule {
        customer: required("customer", charge.filled_text("customer")?)?,
        amount: required("amount", charge.integer("amount")?)?,
        currency: charge.filled_text("currency")?.unwrap_or_else(|| "THB".to_owned()),
        every,
        recurrence,
        start_on: date(params, ["start_on", "start_date"])?,
        end_on: required("end_on", date(params, ["end_on", "end_date"])?)?,
        card: charge.filled_text("card")?,
        description: charge.text("description")?,
        metadata: charge.metadata("metadata")?.unwrap_or_default(),
        charging: Charging::Simulated,
    })
}

fn weekly(on: &Params) -> Result<Recurrence> {
    let names = required("weekdays", on.list("weekdays")?)?;
    let weekdays = names.into_iter().map(|name| name.as_str().and_then(Weekday::from_name));
    let weekdays = weekdays.collect::<Option<Vec<_>>>();
    Recurrence::weekly(weekdays.ok_or_else(|| Error::invalid("weekdays", "are unreadable; send monday to sunday"))?)
}

fn monthly(on: &Params) -> Result<Recurrence> {
    match (on.list("days_of_month")?, on.text("weekday_of_month")?) {
        (Some(days), None) => {
            let days = days.into_iter().map(Param::to_integer).collect::<Option<Vec<_>>>();
            Recurrence::monthly_on_days(
                days.ok_or_else(|| Error::invalid("days_of_month", "are no whole numbers; send 1 to 31"))?,
            )
        }
        (None, Some(weekday)) => Recurrence::monthly_on_weekday(&weekday),
        _ => Err(Error::invalid("on", "names no days; send either days_of_month or weekday_of_month")),
    }
}

/// A date under the first of its two spellings that is given (4.1).
fn date(params: &Params, [first, second]: [&'static str; 2]) -> Result<Option<Date>> {
    params.date(if params.given(first).is_some() { first } else { second })
}

/// A parameter that must be there.
pub(super) fn required<T>(name: &'static str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| Error::invalid(name, "is missing; send it"))
}
