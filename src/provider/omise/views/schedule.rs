//! The schedule object, its charge and its occurrences (5.5).

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{ListView, Raw, Rendering, Shown, object};
use crate::model::{Date, Occurrence, OccurrenceStatus, Recurrence, Schedule, ScheduleStatus};
use crate::provider::omise::version::Version;

/// A schedule with the first page of its occurrences.
pub(in crate::provider::omise) struct ScheduleView<'a> {
    /// The schedule.
    pub schedule: &'a Schedule,
    /// Where it stands in its life.
    pub status: ScheduleStatus,
    /// Whether it will charge again.
    pub active: bool,
    /// Its recurrence in words.
    pub in_words: String,
    /// The next dates, 30 at most.
    pub next: Vec<Date>,
    /// The card that is charged: the named one, or the customer's default card now.
    pub card: Option<&'a str>,
    /// The first page of its occurrences.
    pub occurrences: &'a [Arc<Occurrence>],
    /// How many occurrences it has.
    pub total_occurrences: u64,
    /// The look of the answer.
    pub rendering: Rendering,
}

impl Serialize for ScheduleView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let schedule = self.schedule;
        let rendering = self.rendering;
        let location = format!("/schedules/{}", schedule.id);
        let deleted = self.status == ScheduleStatus::Deleted;
        let shown = self.occurrences.iter().map(|occurrence| OccurrenceView { occurrence, rendering }).collect();
        let occurrences =
            ListView::embedded(shown, self.total_occurrences, format!("{location}/occurrences"), rendering);
        let next: Vec<Shown<Date>> = self.next.iter().copied().map(Shown).collect();
        match rendering.version {
            Version::V2017 => object!(serializer, {
                "object" => "schedule",
                "id" => schedule.id,
                "livemode" => rendering.livemode,
                "location" => location,
                "deleted" if deleted => true,
                "status" => status(self.status, rendering.version),
                "every" => schedule.every,
                "period" => period(&schedule.recurrence),
                "on" => On(&schedule.recurrence),
                "in_words" => self.in_words,
                "start_date" => Shown(schedule.start_on),
                "end_date" => Shown(schedule.end_on),
                "charge" => Charge(self),
                "occurrences" => occurrences,
                "next_occurrence_dates" => next,
                "created" => Shown(schedule.created_at),
            }),
            Version::V2019 => object!(serializer, {
                "object" => "schedule",
                "id" => schedule.id,
                "deleted" => deleted,
                "livemode" => rendering.livemode,
                "location" => location,
                "every" => schedule.every,
                "occurrences" => occurrences,
                "on" => On(&schedule.recurrence),
                "in_words" => self.in_words,
                "period" => period(&schedule.recurrence),
                "status" => status(self.status, rendering.version),
                "active" => self.active,
                "state" => "Active",
                "charge" => Charge(self),
                "next_occurrences_on" => next,
                "ended_at" => schedule.ended_at.map(Shown),
                "start_on" => Shown(schedule.start_on),
                "end_on" => Shown(schedule.end_on),
                "created_at" => Shown(schedule.created_at),
                "execute_time" => None::<&str>,
                "deleted_by" => None::<&str>,
            }),
        }
    }
}

/// The scheduled charge of a schedule.
struct Charge<'a>(&'a ScheduleView<'a>);

impl Serialize for Charge<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ScheduleView { schedule, card, rendering, .. } = self.0;
        let charge = &schedule.charge;
        match rendering.version {
            Version::V2017 => object!(serializer, {
                "amount" => charge.amount,
                "currency" => charge.currency.to_lowercase(),
                "description" => charge.description,
                "customer" => charge.customer,
                "card" => charge.card,
            }),
            Version::V2019 => object!(serializer, {
                "object" => "scheduled_charge",
                "id" => charge.id,
                "livemode" => rendering.livemode,
                "currency" => charge.currency,
                "amount" => charge.amount,
                "default_card" => charge.card.is_none(),
                "card" => card,
                "customer" => charge.customer,
                "linked_account" => None::<&str>,
                "description" => charge.description,
                "metadata" => Raw(&charge.metadata),
                "created_at" => Shown(schedule.created_at),
            }),
        }
    }
}

/// The days within the period: one key, or none for days.
pub(super) struct On<'a>(pub(super) &'a Recurrence);

impl Serialize for On<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Recurrence::Daily => object!(serializer, {}),
            Recurrence::Weekly(weekdays) => object!(serializer, {
                "weekdays" => weekdays.iter().map(|weekday| weekday.name()).collect::<Vec<_>>(),
            }),
            Recurrence::MonthlyOnDays(days) => object!(serializer, { "days_of_month" => days, }),
            Recurrence::MonthlyOnWeekday(..) => object!(serializer, {
                "weekday_of_month" => self.0.weekday_of_month(),
            }),
        }
    }
}

/// An occurrence of a schedule.
pub(in crate::provider::omise) struct OccurrenceView<'a> {
    /// The occurrence.
    pub occurrence: &'a Occurrence,
    /// The look of the answer.
    pub rendering: Rendering,
}

impl Serialize for OccurrenceView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let occurrence = self.occurrence;
        let livemode = self.rendering.livemode;
        let location = format!("/occurrences/{}", occurrence.id);
        let status = match occurrence.status {
            OccurrenceStatus::Successful => "successful",
            OccurrenceStatus::Failed => "failed",
            OccurrenceStatus::Skipped => "skipped",
        };
        match self.rendering.version {
            Version::V2017 => object!(serializer, {
                "object" => "occurrence",
                "id" => occurrence.id,
                "livemode" => livemode,
                "location" => location,
                "schedule" => occurrence.schedule,
                "schedule_date" => Shown(occurrence.scheduled_on),
                "retry_date" => occurrence.retry_on.map(Shown),
                "processed_at" => Shown(occurrence.processed_at),
                "status" => status,
                "message" => occurrence.message,
                "result" => occurrence.result,
                "created" => Shown(occurrence.created_at),
            }),
            Version::V2019 => object!(serializer, {
                "object" => "occurrence",
                "livemode" => livemode,
                "location" => location,
                "id" => occurrence.id,
                "result" => occurrence.result,
                "schedule" => occurrence.schedule,
                "message" => occurrence.message,
                "status" => status,
                "processed_at" => Shown(occurrence.processed_at),
                "created_at" => Shown(occurrence.created_at),
                "scheduled_on" => Shown(occurrence.scheduled_on),
                "retry_on" => occurrence.retry_on.map(Shown),
                "execute_time" => None::<&str>,
                "split_metadata" => None::<&str>,
                "transfer_amount" => 0,
            }),
        }
    }
}

const fn status(status: ScheduleStatus, version: Version) -> &'static str {
    match (status, version) {
        (ScheduleStatus::Running, Version::V2017) => "active",
        (ScheduleStatus::Running, Version::V2019) => "running",
        (ScheduleStatus::Expiring, _) => "expiring",
        (ScheduleStatus::Expired, _) => "expired",
        (ScheduleStatus::Suspended, _) => "suspended",
        (ScheduleStatus::Deleted, _) => "deleted",
    }
}

const fn period(recurrence: &Recurrence) -> &'static str {
    match recurrence {
        Recurrence::Daily => "day",
        Recurrence::Weekly(_) => "week",
        Recurrence::MonthlyOnDays(_) | Recurrence::MonthlyOnWeekday(..) => "month",
    }
}
