//! Schedules of an account, their occurrences, and what is due.

use std::sync::Arc;

use super::Account;
use crate::engine::{Term, TermKind};
use crate::error::{Error, Result};
use crate::model::{
    Card, Charging, Customer, Date, Due, Kind, Named, NewSchedule, Occurrence, Outcome, Record, Schedule,
    ScheduleUpdate, Timestamp,
};
use crate::rules;
use crate::rules::schedule::{NewOccurrenceIds, NewScheduleIds};
use crate::store::{ListQuery, Page, View, Writer, page_of};

/// How many charges one answer or one write holds: a clock that is years ahead must not exhaust the memory.
const MOST: usize = 10_000;

/// The schedules of an account.
#[derive(Debug, Clone, Copy)]
pub struct Schedules<'a>(pub(super) &'a Account);

impl Schedules<'_> {
    /// Creates a schedule.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer, or for a card that is not the customer's; [`Error::InvalidArgument`].
    pub fn create(&self, new: NewSchedule) -> Result<Arc<Schedule>> {
        self.0.write(|writer| {
            let account = writer.account();
            let customer: Option<Customer> = writer.view().get(account, &new.customer)?;
            let card: Option<Card> = match &new.card {
                Some(card) => writer.view().get(account, card)?,
                None => None,
            };
            let ids = NewScheduleIds {
                schedule: writer.id(Named::Record(Kind::Schedule))?,
                sequence: writer.sequence(),
                charge: writer.id(Named::ScheduledCharge)?,
                occurrence: occurrence_ids(writer)?,
            };
            let made = rules::schedule::create(ids, writer.now(), new, customer.as_ref(), card.as_ref())?;
            writer.put(Record::Schedule(made.schedule.clone()))?;
            if let Some(occurrence) = made.occurrence {
                writer.put(Record::Occurrence(occurrence))?;
            }
            Ok(Arc::new(made.schedule))
        })
    }

    /// The schedule with an id; a destroyed one stays (`omise 6.8 life-4`).
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn get(&self, id: &str) -> Result<Option<Arc<Schedule>>> {
        self.0.get(id)
    }

    /// Changes a schedule's description, metadata or who charges; an absent field stays as it is.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Conflict`] when it is destroyed.
    pub fn update(&self, id: &str, update: ScheduleUpdate) -> Result<Arc<Schedule>> {
        self.0.write(|writer| {
            let updated = rules::schedule::update(&present(writer, id)?, update)?;
            writer.put(Record::Schedule(updated.clone()))?;
            Ok(Arc::new(updated))
        })
    }

    /// Destroys a schedule and answers with it; destroying it again changes nothing (`omise 6.8 life-5`).
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn delete(&self, id: &str) -> Result<Arc<Schedule>> {
        self.0.write(|writer| {
            let schedule = present(writer, id)?;
            match rules::schedule::destroy(&schedule, writer.now()) {
                Some(destroyed) => {
                    writer.put(Record::Schedule(destroyed.clone()))?;
                    Ok(Arc::new(destroyed))
                }
                None => Ok(Arc::new(schedule)),
            }
        })
    }

    /// A page of the account's schedules, destroyed ones included.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the cursor; [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn list(&self, query: &ListQuery) -> Result<Page<Schedule>> {
        self.0.store.read(|view| view.page(self.0.id, &self.0.widened(query)))
    }

    /// A page of the schedules that charge a customer.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the customer or the cursor.
    pub fn list_of(&self, customer: &str, query: &ListQuery) -> Result<Page<Schedule>> {
        self.0.store.read(|view| {
            view.must_have(self.0.id, Kind::Customer, customer)?;
            let schedules = view.owned(self.0.id, (Kind::Customer, customer), |schedule: &Schedule| {
                schedule.charge.customer == customer
            })?;
            page_of(schedules, &self.0.widened(query), |schedule| schedule.created_at)
        })
    }

    /// A page of a schedule's occurrences.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the schedule or the cursor.
    pub fn occurrences(&self, schedule: &str, query: &ListQuery) -> Result<Page<Occurrence>> {
        self.0.store.read(|view| {
            view.must_have(self.0.id, Kind::Schedule, schedule)?;
            let occurrences = occurrences_of(&view, self.0, schedule)?;
            page_of(occurrences, &self.0.widened(query), |occurrence| occurrence.created_at)
        })
    }

    /// The occurrence with an id.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn occurrence(&self, id: &str) -> Result<Option<Arc<Occurrence>>> {
        self.0.get(id)
    }

    /// The charges that the host is to make by a time, the longest due first, `limit` at most, and never more than
    /// 10,000 at once. Nothing is recorded: a charge stays due until [`Schedules::record`] says what came of it. What is
    /// simulated is not the host's to charge.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn due(&self, at: Timestamp, limit: usize) -> Result<Vec<Due>> {
        let today = at.date();
        let limit = limit.min(MOST);
        self.0.store.read(|view| {
            let mut due = Vec::new();
            for schedule in dated::<Schedule>(&view, self.0, TermKind::ScheduleDue, today)? {
                let schedule = schedule?;
                if schedule.charging != Charging::Host {
                    continue;
                }
                for date in rules::schedule::due(&schedule, today).take(limit) {
                    due.push(self.due_charge(&view, &schedule, date, 1)?);
                }
                // Whatever was neglected for however long, the memory is bounded by what is wanted.
                if due.len() / 2 > limit {
                    keep_longest_due(&mut due, limit);
                }
            }
            for occurrence in dated::<Occurrence>(&view, self.0, TermKind::OccurrenceRetry, today)? {
                let occurrence = occurrence?;
                let Some(schedule) = view.get::<Schedule>(self.0.id, &occurrence.schedule)? else { continue };
                if rules::schedule::retry_due(&schedule, &occurrence, today) {
                    due.push(self.due_charge(&view, &schedule, occurrence.scheduled_on, occurrence.attempts + 1)?);
                }
            }
            keep_longest_due(&mut due, limit);
            Ok(due)
        })
    }

    /// Records what came of a due charge.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the schedule, [`Error::InvalidArgument`] for a date that is not the schedule's,
    /// [`Error::Conflict`] for one that is not due or when an earlier one is still unsettled.
    pub fn record(&self, schedule: &str, scheduled_on: Date, outcome: Outcome) -> Result<Arc<Occurrence>> {
        self.0.write(|writer| {
            let present = present(writer, schedule)?;
            let earlier = occurrences_of(&writer.view(), self.0, schedule)?
                .into_iter()
                .find(|occurrence| occurrence.scheduled_on == scheduled_on);
            let ids = occurrence_ids(writer)?;
            let now = writer.now();
            let recorded = rules::schedule::record(&present, earlier.as_deref(), scheduled_on, outcome, now, ids)?;
            writer.put(Record::Schedule(recorded.schedule))?;
            writer.put(Record::Occurrence(recorded.occurrence.clone()))?;
            Ok(Arc::new(recorded.occurrence))
        })
    }

    /// Records everything that fell due by now as successful, for schedules whose charges are simulated, and says how
    /// many charges that were. This is what moving a test clock does. More than 10,000 are recorded in several writes; when
    /// one of them fails, those before it stay, and the next call goes on from there.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn simulate_due(&self) -> Result<u64> {
        // A clock that goes on between two writes must not keep this from ending.
        let today = self.0.now().date();
        let mut charged = 0;
        loop {
            let more = self.simulate_some(today)?;
            charged += more as u64;
            if more < MOST {
                return Ok(charged);
            }
        }
    }

    /// Simulates as many charges as one write may hold, and says how many those were.
    fn simulate_some(&self, today: Date) -> Result<usize> {
        self.0.write(|writer| {
            let now = writer.now();
            let mut charged = 0;
            let simulated = |schedule: &Schedule| {
                schedule.charging == Charging::Simulated && rules::schedule::due(schedule, today).next().is_some()
            };
            let due: Vec<Arc<Schedule>> = dated::<Schedule>(&writer.view(), self.0, TermKind::ScheduleDue, today)?
                .filter(|schedule| schedule.as_ref().map_or(true, |schedule| simulated(schedule)))
                .take(MOST)
                .collect::<Result<_>>()?;
            for schedule in due {
                let left = MOST - charged;
                if left == 0 {
                    break;
                }
                let simulated = rules::schedule::simulate(&schedule, today, left, now, |_| occurrence_ids(writer))?;
                charged += simulated.occurrences.len();
                writer.put(Record::Schedule(simulated.schedule))?;
                for occurrence in simulated.occurrences {
                    writer.put(Record::Occurrence(occurrence))?;
                }
            }
            Ok(charged)
        })
    }

    fn due_charge(&self, view: &View<'_>, schedule: &Schedule, scheduled_on: Date, attempt: u32) -> Result<Due> {
        let charge = &schedule.charge;
        let card = match &charge.card {
            Some(card) => Some(card.clone()),
            None => view.get::<Customer>(self.0.id, &charge.customer)?.and_then(|customer| customer.default_card),
        };
        Ok(Due {
            schedule: schedule.id.clone(),
            scheduled_on,
            attempt,
            customer: charge.customer.clone(),
            card,
            amount: charge.amount,
            currency: charge.currency.clone(),
        })
    }
}

fn present(writer: &Writer<'_, '_>, id: &str) -> Result<Schedule> {
    writer.view().get(writer.account(), id)?.ok_or_else(|| Error::not_found(Kind::Schedule, id))
}

fn occurrence_ids(writer: &mut Writer<'_, '_>) -> Result<NewOccurrenceIds> {
    Ok(NewOccurrenceIds {
        occurrence: writer.id(Named::Record(Kind::Occurrence))?,
        sequence: writer.sequence(),
        result: writer.id(Named::Charge)?,
    })
}

fn occurrences_of(view: &View<'_>, account: &Account, schedule: &str) -> Result<Vec<Arc<Occurrence>>> {
    view.owned(account.id, (Kind::Schedule, schedule), |occurrence: &Occurrence| occurrence.schedule == schedule)
}

/// The records whose date of a kind is today or earlier.
fn dated<R: crate::store::Stored>(
    view: &View<'_>,
    account: &Account,
    kind: TermKind,
    today: Date,
) -> Result<impl Iterator<Item = Result<Arc<R>>>> {
    view.found::<R>(account.id, Term::prefix(kind, &[]), Term::date(kind, today))
}

fn keep_longest_due(due: &mut Vec<Due>, limit: usize) {
    due.sort_by_key(|due| due.scheduled_on);
    due.truncate(limit);
}
