//! The life of a schedule: how it is made, what falls due, what came of it, and how it ends (omise 6.8).

use std::cmp::Ordering;

use super::recurrence::Rule;
use crate::error::{Error, Result};
use crate::model::{
    Card, Charging, Customer, Date, Kind, NewSchedule, Occurrence, OccurrenceStatus, Outcome, Schedule, ScheduleStatus,
    ScheduleUpdate, ScheduledCharge, Timestamp,
};

/// How many upcoming dates a schedule shows (omise 6.8 dates-6).
const SHOWN_DATES: usize = 30;
/// A charge that failed this often is not tried again: once, and at most twice more (omise 6.8 life-1).
const ATTEMPTS: u32 = 3;
/// This many failed occurrences in a row suspend their schedule (omise 6.8 life-1).
const FAILURES_THAT_SUSPEND: u32 = 3;

/// What identifies a new schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScheduleIds {
    /// The schedule's id.
    pub schedule: String,
    /// The schedule's position in the store's order of creation.
    pub sequence: u64,
    /// The id of its scheduled charge.
    pub charge: String,
    /// What identifies its first occurrence, should there be one at once.
    pub occurrence: NewOccurrenceIds,
}

/// What identifies a new occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOccurrenceIds {
    /// The occurrence's id.
    pub occurrence: String,
    /// The occurrence's position in the store's order of creation.
    pub sequence: u64,
    /// A made-up id for the charge, used when the charge succeeded and nobody told its id.
    pub result: String,
}

/// A new schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// The schedule.
    pub schedule: Schedule,
    /// Its first occurrence, when today is one of its dates and the store simulates the charges.
    pub occurrence: Option<Occurrence>,
}

/// What a recorded outcome changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The schedule's new state.
    pub schedule: Schedule,
    /// The new occurrence, or the new state of the one that was tried again.
    pub occurrence: Occurrence,
}

/// What simulated charges change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulated {
    /// The schedule's new state.
    pub schedule: Schedule,
    /// The new occurrences in the order of their dates.
    pub occurrences: Vec<Occurrence>,
}

/// Where the schedule stands in its life (omise 6.8 life-1).
pub fn status(schedule: &Schedule) -> ScheduleStatus {
    if schedule.deleted_at.is_some() {
        return ScheduleStatus::Deleted;
    }
    if schedule.suspended_at.is_some() {
        return ScheduleStatus::Suspended;
    }
    match Rule::of(schedule).dates_after(schedule.processed_through).take(2).count() {
        0 => ScheduleStatus::Expired,
        1 => ScheduleStatus::Expiring,
        _ => ScheduleStatus::Running,
    }
}

/// Whether the schedule is running or expiring (omise 5.5).
pub fn active(schedule: &Schedule) -> bool {
    matches!(status(schedule), ScheduleStatus::Running | ScheduleStatus::Expiring)
}

/// The first 30 dates after what was processed; none when expired, suspended or deleted (omise 5.5, 6.8 dates-6).
pub fn next_occurrences(schedule: &Schedule) -> Vec<Date> {
    remaining(schedule).take(SHOWN_DATES).collect()
}

/// The dates up to today that are still to be processed, in ascending order; none when the schedule is not active.
///
/// Failed charges that are to be tried again are not among them; see [`retry_due`].
pub fn due(schedule: &Schedule, today: Date) -> impl Iterator<Item = Date> + use<'_> {
    remaining(schedule).take_while(move |&date| date <= today)
}

/// Whether a failed charge of the schedule is to be tried again today (omise 6.8 life-1).
///
/// An expired schedule still retries, because its last date may be the one that failed. A suspended or deleted
/// one does not: its occurrences keep their `retry_on`, but nothing comes of it.
pub fn retry_due(schedule: &Schedule, occurrence: &Occurrence, today: Date) -> bool {
    !stopped(schedule) && occurrence.retry_on.is_some_and(|retry_on| retry_on <= today)
}

/// Makes a schedule (omise 6.8 dates-6 to dates-8, life-1, 2, 9 to 12 and 14).
///
/// `card` is the card that `new` names, where there is such a card. With simulated charges, a schedule that has today
/// as a date is charged at once, and one that has no other date has then already expired. With the host charging, today
/// is due like any other date.
///
/// # Errors
/// * [`Error::NotFound`] when there is no such customer, or no such card of that customer.
/// * [`Error::InvalidArgument`] when the customer has no card at all, a value is out of range, or the schedule
///   would have no date.
pub fn create(
    ids: NewScheduleIds,
    now: Timestamp,
    new: NewSchedule,
    customer: Option<&Customer>,
    card: Option<&Card>,
) -> Result<Created> {
    let customer = customer.ok_or_else(|| Error::not_found(Kind::Customer, new.customer.as_str()))?;
    if let Some(named) = &new.card {
        card.filter(|card| card.id == *named && card.customer.as_ref() == Some(&customer.id))
            .ok_or_else(|| Error::not_found(Kind::Card, named.as_str()))?;
    } else if customer.default_card.is_none() {
        return Err(Error::invalid("card", "is missing and the customer has none; attach one first"));
    }
    let today = now.date();
    let start_on = new.start_on.unwrap_or(today);
    if new.every < 1 {
        return Err(Error::invalid("every", "is less than 1; send the interval as a whole number from 1 on"));
    }
    let recurrence = new.recurrence.checked()?;
    if start_on < today {
        return Err(Error::invalid("start_on", format!("lies in the past; send {today} or a later date")));
    }
    if new.end_on < start_on {
        return Err(Error::invalid("end_on", format!("lies before the first day; send {start_on} or a later date")));
    }
    if new.amount < 1 {
        return Err(Error::invalid("amount", "is not above 0; send it in the currency's smallest unit"));
    }
    let schedule = Schedule {
        id: ids.schedule,
        sequence: ids.sequence,
        created_at: now,
        every: new.every,
        recurrence,
        start_on,
        end_on: new.end_on,
        charge: ScheduledCharge {
            id: ids.charge,
            customer: new.customer,
            amount: new.amount,
            currency: currency(&new.currency)?,
            card: new.card,
            description: new.description,
            metadata: new.metadata,
        },
        charging: new.charging,
        processed_through: None,
        failures_in_a_row: 0,
        suspended_at: None,
        deleted_at: None,
        ended_at: None,
    };
    if !active(&schedule) {
        return Err(Error::invalid("end_on", "leaves the schedule without any date; send a later date"));
    }
    let Simulated { schedule, mut occurrences } =
        simulate(&schedule, today, usize::MAX, now, |_| Ok(ids.occurrence.clone()))?;
    Ok(Created { schedule, occurrence: occurrences.pop() })
}

/// Changes what may change of a schedule. Omise's interface has no such request; the host's own books may need it.
///
/// # Errors
/// [`Error::Conflict`] when the schedule is deleted.
pub fn update(schedule: &Schedule, update: ScheduleUpdate) -> Result<Schedule> {
    if schedule.deleted_at.is_some() {
        let reason = "it is deleted and cannot be changed; create a new schedule".into();
        return Err(Error::Conflict { kind: Kind::Schedule, id: schedule.id.clone(), reason });
    }
    let mut updated = schedule.clone();
    if let Some(description) = update.description {
        updated.charge.description = description;
    }
    if let Some(metadata) = update.metadata {
        updated.charge.metadata = metadata;
    }
    if let Some(charging) = update.charging {
        updated.charging = charging;
    }
    Ok(updated)
}

/// Destroys a schedule; none when it already is, for then nothing changes (omise 6.8 life-3 to life-5).
///
/// A schedule that had ended before keeps the time of that end.
pub fn destroy(schedule: &Schedule, now: Timestamp) -> Option<Schedule> {
    if schedule.deleted_at.is_some() {
        return None;
    }
    let mut destroyed = schedule.clone();
    destroyed.deleted_at = Some(now);
    destroyed.ended_at.get_or_insert(now);
    Some(destroyed)
}

/// Records what came of a due date (omise 6.8 life-1).
///
/// `existing` is the occurrence that the date already has, where there is one; `ids` is for a new one.
///
/// Dates are first recorded in order. A failed charge is to be tried again on the day after the record, at most twice,
/// and may be recorded again from that day on; meanwhile later dates go on as usual. An occurrence has failed only once
/// its last try has failed. Three failures in a row, in the order in which they became final, suspend the
/// schedule. A success ends such a row; a date that was skipped tells nothing about the card and leaves it as it is.
///
/// The schedule has ended when its last date is final: charged, skipped or out of tries. Retries of an earlier
/// date may outlive that end.
///
/// # Errors
/// * [`Error::InvalidArgument`] when the schedule has no such date.
/// * [`Error::Conflict`] when the schedule is suspended or deleted, when the date or its next try lies in the future,
///   when the date is final, or when an earlier date is unprocessed.
pub fn record(
    schedule: &Schedule,
    existing: Option<&Occurrence>,
    scheduled_on: Date,
    outcome: Outcome,
    now: Timestamp,
    ids: NewOccurrenceIds,
) -> Result<Recorded> {
    let conflict = |reason: &'static str| {
        Err(Error::Conflict { kind: Kind::Schedule, id: schedule.id.clone(), reason: reason.into() })
    };
    if schedule.deleted_at.is_some() {
        return conflict("it is deleted and records nothing more; create a new schedule");
    }
    if schedule.suspended_at.is_some() {
        return conflict("it is suspended and records nothing more; create a new schedule");
    }
    if !Rule::of(schedule).contains(scheduled_on) {
        return Err(Error::invalid("scheduled_on", "is not a date of the schedule; send one of its due dates"));
    }
    if scheduled_on > now.date() {
        return conflict("this date lies in the future; record what came of it when it is due");
    }
    let attempts = match existing {
        Some(earlier) => match earlier.retry_on {
            None => return conflict("this date is already settled; record the next due date"),
            Some(retry_on) if retry_on > now.date() => {
                return conflict("this date is not to be tried again yet; record the retry from its retry date on");
            }
            Some(_) => earlier.attempts.saturating_add(1),
        },
        None => match remaining(schedule).next().map(|next| next.cmp(&scheduled_on)) {
            Some(Ordering::Equal) => 1,
            Some(Ordering::Less) => return conflict("settle its earlier due dates first"),
            Some(Ordering::Greater) | None => {
                return conflict("this date is already settled; record the next due date");
            }
        },
    };

    let (status, result, message) = match outcome {
        Outcome::Successful { charge } => (OccurrenceStatus::Successful, Some(charge.unwrap_or(ids.result)), None),
        Outcome::Failed { message } => (OccurrenceStatus::Failed, None, message),
        Outcome::Skipped { message } => (OccurrenceStatus::Skipped, None, message),
    };
    let tries_again = status == OccurrenceStatus::Failed && attempts < ATTEMPTS;
    let (id, sequence, created_at) = match existing {
        Some(earlier) => (earlier.id.clone(), earlier.sequence, earlier.created_at),
        None => (ids.occurrence, ids.sequence, now),
    };
    let occurrence = Occurrence {
        id,
        sequence,
        created_at,
        schedule: schedule.id.clone(),
        scheduled_on,
        status,
        result,
        message,
        processed_at: now,
        attempts,
        retry_on: tries_again.then(|| now.date().plus_days(1)),
    };
    let mut schedule = schedule.clone();
    follow(&mut schedule, &occurrence);
    Ok(Recorded { schedule, occurrence })
}

/// Records the due dates up to today as charged, where the store simulates the charges (omise 6.8 dates-8): the earliest
/// `most` of them.
///
/// A charge that the host reported as failed stays the host's to try again.
///
/// # Errors
/// Those of `ids`, which names each new occurrence.
pub fn simulate(
    schedule: &Schedule,
    today: Date,
    most: usize,
    now: Timestamp,
    mut ids: impl FnMut(Date) -> Result<NewOccurrenceIds>,
) -> Result<Simulated> {
    let dates = due(schedule, today).filter(|_| schedule.charging == Charging::Simulated);
    let mut simulated = Simulated { schedule: schedule.clone(), occurrences: Vec::new() };
    for scheduled_on in dates.take(most) {
        let ids = ids(scheduled_on)?;
        let occurrence = Occurrence {
            id: ids.occurrence,
            sequence: ids.sequence,
            created_at: now,
            schedule: schedule.id.clone(),
            scheduled_on,
            status: OccurrenceStatus::Successful,
            result: Some(ids.result),
            message: None,
            processed_at: now,
            attempts: 1,
            retry_on: None,
        };
        follow(&mut simulated.schedule, &occurrence);
        simulated.occurrences.push(occurrence);
    }
    Ok(simulated)
}

/// Brings a schedule up to date with an occurrence that was just processed.
fn follow(schedule: &mut Schedule, occurrence: &Occurrence) {
    let now = occurrence.processed_at;
    schedule.processed_through = schedule.processed_through.max(Some(occurrence.scheduled_on));
    if occurrence.retry_on.is_some() {
        return;
    }
    match occurrence.status {
        OccurrenceStatus::Successful => schedule.failures_in_a_row = 0,
        OccurrenceStatus::Failed => {
            schedule.failures_in_a_row = schedule.failures_in_a_row.saturating_add(1);
        }
        OccurrenceStatus::Skipped => {}
    }
    if schedule.failures_in_a_row >= FAILURES_THAT_SUSPEND {
        schedule.suspended_at = Some(now);
        schedule.ended_at.get_or_insert(now);
    }
    if Rule::of(schedule).dates_after(Some(occurrence.scheduled_on)).next().is_none() {
        schedule.ended_at.get_or_insert(now);
    }
}

fn stopped(schedule: &Schedule) -> bool {
    schedule.deleted_at.is_some() || schedule.suspended_at.is_some()
}

/// The dates that are still to be processed; none when suspended or deleted.
fn remaining(schedule: &Schedule) -> impl Iterator<Item = Date> + use<'_> {
    let stopped = stopped(schedule);
    Rule::of(schedule).dates_after(schedule.processed_through).take_while(move |_| !stopped)
}

/// A currency code in upper case (omise 6.8 life-14).
fn currency(code: &str) -> Result<String> {
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(Error::invalid("currency", "is not three letters; send an ISO 4217 code such as THB"));
    }
    Ok(code.to_ascii_uppercase())
}
