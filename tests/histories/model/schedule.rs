//! Schedules: every day from the first to the last is asked whether it is a date (`omise 6.8`).

use tillbook::{
    Charging, Date, Due, NewSchedule, Occurrence, OccurrenceStatus, Ordinal, Outcome, Recurrence, Schedule,
    ScheduleUpdate, ScheduledCharge, Status, Timestamp,
};

use super::{Account, Answer};

/// What the model calls an id that the store has made and that nobody told it yet.
pub const UNTOLD: &str = "?";

impl Account {
    pub fn schedule(&self, id: &str) -> Option<&Schedule> {
        self.schedules.iter().find(|schedule| schedule.id == id)
    }

    fn schedule_mut(&mut self, id: &str) -> Answer<&mut Schedule> {
        self.schedules.iter_mut().find(|schedule| schedule.id == id).ok_or(Status::NotFound)
    }

    /// Creates a schedule under the ids that the store chose for it and for its charge.
    pub fn create_schedule(&mut self, new: NewSchedule, chosen: (&str, &str), now: Timestamp) -> Answer<Schedule> {
        let customer = self.customer(&new.customer).ok_or(Status::NotFound)?;
        match &new.card {
            Some(card) => drop(self.card(&new.customer, card)?),
            None if customer.default_card.is_none() => return Err(Status::InvalidArgument),
            None => {}
        }
        let today = now.date();
        let schedule = Schedule {
            id: chosen.0.to_owned(),
            sequence: 0,
            created_at: now,
            every: new.every,
            recurrence: tidy(new.recurrence)?,
            start_on: new.start_on.unwrap_or(today),
            end_on: new.end_on,
            charge: ScheduledCharge {
                id: chosen.1.to_owned(),
                customer: new.customer,
                amount: new.amount,
                currency: new.currency.to_uppercase(),
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
        let letters = new.currency.len() == 3 && new.currency.chars().all(|letter| letter.is_ascii_alphabetic());
        if new.every < 1 || new.amount < 1 || !letters || schedule.start_on < today || dates(&schedule).is_empty() {
            return Err(Status::InvalidArgument);
        }
        self.schedules.push(schedule);
        self.simulate(chosen.0, now)?;
        Ok(self.schedule_mut(chosen.0)?.clone())
    }

    pub fn update_schedule(&mut self, id: &str, update: ScheduleUpdate) -> Answer<Schedule> {
        let schedule = self.schedule_mut(id)?;
        if schedule.deleted_at.is_some() {
            return Err(Status::Conflict);
        }
        schedule.charge.description = update.description.unwrap_or(schedule.charge.description.take());
        schedule.charge.metadata = update.metadata.unwrap_or(schedule.charge.metadata.clone());
        schedule.charging = update.charging.unwrap_or(schedule.charging);
        Ok(schedule.clone())
    }

    /// Destroys a schedule; a second time changes nothing (`omise 6.8 life-3` to `life-5`).
    pub fn delete_schedule(&mut self, id: &str, now: Timestamp) -> Answer<Schedule> {
        let schedule = self.schedule_mut(id)?;
        if schedule.deleted_at.is_none() {
            schedule.deleted_at = Some(now);
            schedule.ended_at = schedule.ended_at.or(Some(now));
        }
        Ok(schedule.clone())
    }

    /// Every charge that is due on a day: the dates up to then that nobody recorded, and the failed ones that are to be
    /// tried again. Those that are due longest come first.
    pub fn due(&self, today: Date) -> Vec<Due> {
        let mut due = Vec::new();
        for schedule in self.schedules.iter().filter(|schedule| !stopped(schedule)) {
            let default = || self.customer(&schedule.charge.customer).and_then(|owner| owner.default_card.clone());
            let charge = |scheduled_on, attempt| Due {
                schedule: schedule.id.clone(),
                scheduled_on,
                attempt,
                customer: schedule.charge.customer.clone(),
                card: schedule.charge.card.clone().or_else(default),
                amount: schedule.charge.amount,
                currency: schedule.charge.currency.clone(),
            };
            // The dates of a simulated schedule are not the host's.
            if schedule.charging == Charging::Host {
                due.extend(open_dates(schedule).into_iter().filter(|date| *date <= today).map(|date| charge(date, 1)));
            }
            for occurrence in self.occurrences_of(&schedule.id) {
                if occurrence.retry_on.is_some_and(|retry_on| retry_on <= today) {
                    due.push(charge(occurrence.scheduled_on, occurrence.attempts + 1));
                }
            }
        }
        due.sort_by_key(|due| due.scheduled_on);
        due
    }

    /// Records what came of a date; a new occurrence gets an id that is still untold.
    pub fn record(&mut self, id: &str, date: Date, outcome: Outcome, now: Timestamp) -> Answer<Occurrence> {
        let schedule = self.schedule(id).ok_or(Status::NotFound)?;
        let earlier = self.occurrences_of(id).into_iter().find(|occurrence| occurrence.scheduled_on == date);
        if stopped(schedule) {
            return Err(Status::Conflict);
        }
        if !dates(schedule).contains(&date) {
            return Err(Status::InvalidArgument);
        }
        let may_be_recorded = match &earlier {
            Some(earlier) => earlier.retry_on.is_some_and(|retry_on| retry_on <= now.date()),
            None => open_dates(schedule).first() == Some(&date) && date <= now.date(),
        };
        if !may_be_recorded {
            return Err(Status::Conflict);
        }
        let attempts = earlier.as_ref().map_or(1, |earlier| earlier.attempts + 1);
        let (status, result, message) = match outcome {
            Outcome::Successful { charge } => (OccurrenceStatus::Successful, charge.or(Some(UNTOLD.to_owned())), None),
            Outcome::Failed { message } => (OccurrenceStatus::Failed, None, message),
            Outcome::Skipped { message } => (OccurrenceStatus::Skipped, None, message),
        };
        // A failed charge is tried again the next day, at most twice (`omise 6.8 life-1`).
        let again = status == OccurrenceStatus::Failed && attempts < 3;
        let occurrence = Occurrence {
            id: earlier.as_ref().map_or(UNTOLD.to_owned(), |earlier| earlier.id.clone()),
            sequence: 0,
            created_at: earlier.as_ref().map_or(now, |earlier| earlier.created_at),
            schedule: id.to_owned(),
            scheduled_on: date,
            status,
            result,
            message,
            processed_at: now,
            attempts,
            retry_on: again.then(|| now.date().plus_days(1)),
        };
        self.settle(occurrence.clone(), now)?;
        Ok(occurrence)
    }

    /// Records everything that is due as charged, where the store pretends to charge; answers how much that was.
    pub fn simulate_due(&mut self, now: Timestamp) -> Answer<u64> {
        let ids: Vec<String> = self.schedules.iter().map(|schedule| schedule.id.clone()).collect();
        ids.iter().map(|id| self.simulate(id, now)).sum()
    }

    fn simulate(&mut self, id: &str, now: Timestamp) -> Answer<u64> {
        let schedule = self.schedule_mut(id)?.clone();
        if stopped(&schedule) || schedule.charging == Charging::Host {
            return Ok(0);
        }
        let due: Vec<Date> = open_dates(&schedule).into_iter().filter(|date| *date <= now.date()).collect();
        for date in &due {
            self.record(id, *date, Outcome::Successful { charge: None }, now)?;
        }
        Ok(due.len() as u64)
    }

    /// Keeps an occurrence, and brings its schedule up to date with it (`omise 6.8 life-1`).
    fn settle(&mut self, occurrence: Occurrence, now: Timestamp) -> Answer<()> {
        let final_now = occurrence.retry_on.is_none();
        let schedule = self.schedule_mut(&occurrence.schedule)?;
        let was_last = dates(schedule).last() == Some(&occurrence.scheduled_on);
        schedule.processed_through = schedule.processed_through.max(Some(occurrence.scheduled_on));
        if final_now && occurrence.status == OccurrenceStatus::Successful {
            schedule.failures_in_a_row = 0;
        }
        if final_now && occurrence.status == OccurrenceStatus::Failed {
            schedule.failures_in_a_row += 1;
            if schedule.failures_in_a_row == 3 {
                schedule.suspended_at = Some(now);
                schedule.ended_at = schedule.ended_at.or(Some(now));
            }
        }
        if final_now && was_last {
            schedule.ended_at = schedule.ended_at.or(Some(now));
        }
        let same = |present: &&mut Occurrence| {
            present.schedule == occurrence.schedule && present.scheduled_on == occurrence.scheduled_on
        };
        match self.occurrences.iter_mut().find(same) {
            Some(present) => *present = occurrence,
            None => self.occurrences.push(occurrence),
        }
        Ok(())
    }
}

fn stopped(schedule: &Schedule) -> bool {
    schedule.deleted_at.is_some() || schedule.suspended_at.is_some()
}

/// The dates of a schedule that were never processed.
pub fn open_dates(schedule: &Schedule) -> Vec<Date> {
    let open = |date: &Date| schedule.processed_through.is_none_or(|through| *date > through);
    dates(schedule).into_iter().filter(open).collect()
}

/// Every date of a schedule (`omise 6.8 dates-1` to `dates-5`).
pub fn dates(schedule: &Schedule) -> Vec<Date> {
    let (first, last) = (schedule.start_on, schedule.end_on);
    (first.as_days()..=last.as_days()).map(Date::from_days).filter(|date| is_date(schedule, *date)).collect()
}

fn is_date(schedule: &Schedule, date: Date) -> bool {
    let start = schedule.start_on;
    let weeks = |date: Date| (date.as_days() - date.weekday().since_monday()).div_euclid(7);
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let (passed, named) = match &schedule.recurrence {
        Recurrence::Daily => (date.as_days() - start.as_days(), true),
        Recurrence::Weekly(weekdays) => (weeks(date) - weeks(start), weekdays.contains(&date.weekday())),
        Recurrence::MonthlyOnDays(days) => (months(date) - months(start), days.contains(&(date.day() as u8))),
        Recurrence::MonthlyOnWeekday(ordinal, weekday) => {
            let is_nth = match ordinal {
                Ordinal::First => (1..=7).contains(&date.day()),
                Ordinal::Second => (8..=14).contains(&date.day()),
                Ordinal::Third => (15..=21).contains(&date.day()),
                Ordinal::Fourth => (22..=28).contains(&date.day()),
                Ordinal::Last => date.plus_days(7).month() != date.month(),
            };
            (months(date) - months(start), is_nth && date.weekday() == *weekday)
        }
    };
    passed % schedule.every.max(1) as i32 == 0 && named
}

/// The days of a recurrence sorted and each named once; none, or an impossible one, is refused.
fn tidy(recurrence: Recurrence) -> Answer<Recurrence> {
    match recurrence {
        Recurrence::Weekly(mut days) => {
            days.sort();
            days.dedup();
            if days.is_empty() { Err(Status::InvalidArgument) } else { Ok(Recurrence::Weekly(days)) }
        }
        Recurrence::MonthlyOnDays(mut days) => {
            days.sort();
            days.dedup();
            let possible = !days.is_empty() && days.iter().all(|day| (1..=31).contains(day));
            if possible { Ok(Recurrence::MonthlyOnDays(days)) } else { Err(Status::InvalidArgument) }
        }
        other => Ok(other),
    }
}
