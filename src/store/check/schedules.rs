//! Schedules and occurrences: that each date of a schedule which is settled has one occurrence, and no other date has.

use super::report::named;
use super::{FindingKind, Named, Walk};
use crate::error::Result;
use crate::model::{AccountId, Date, Kind, Occurrence, OccurrenceStatus, Schedule};
use crate::rules::recurrence::Rule;
use crate::store::hash::KeyedHash;

/// The dates that occurrences settle, each with its schedule, as hashes; sorted before the schedules are walked.
#[derive(Default)]
pub(super) struct Seen(Vec<u128>);

impl Seen {
    pub(super) fn sort(&mut self) {
        self.0.sort_unstable();
    }
}

/// Keeps these hashes apart from others of the same texts.
const SETTLED: u8 = 0x81;

impl Walk<'_> {
    pub(super) fn occurrence(&mut self, account: AccountId, occurrence: &Occurrence) -> Result<()> {
        self.dates.0.push(settled(&self.hash, account, &occurrence.schedule, occurrence.scheduled_on));
        let date = occurrence.scheduled_on;
        let mut wrong = |kind, what: &str| {
            self.findings.add(kind, Some(account), || format!("occurrence {} {what}", named(&occurrence.id)));
        };
        if occurrence.retry_on.is_some() && occurrence.status != OccurrenceStatus::Failed {
            wrong(FindingKind::WrongOccurrence, "is to be tried again and has not failed");
        }
        if occurrence.attempts == 0 {
            wrong(FindingKind::WrongOccurrence, "was never tried");
        }
        match self.named::<Schedule>(account, &occurrence.schedule)? {
            Named::Here(schedule) => {
                if !Rule::of(&schedule).contains(date) {
                    self.wrong_date(account, occurrence, "which is not one of its dates");
                } else if schedule.processed_through.is_none_or(|last| last < date) {
                    self.wrong_date(account, occurrence, "which it has not reached");
                }
            }
            Named::Missing => self.findings.add(FindingKind::OccurrenceWithoutSchedule, Some(account), || {
                let (id, schedule) = (named(&occurrence.id), named(&occurrence.schedule));
                format!("occurrence {id} is of schedule {schedule}, which is not there")
            }),
            Named::Unreadable => {}
        }
        Ok(())
    }

    fn wrong_date(&mut self, account: AccountId, occurrence: &Occurrence, what: &str) {
        self.findings.add(FindingKind::WrongOccurrence, Some(account), || {
            let (id, schedule) = (named(&occurrence.id), named(&occurrence.schedule));
            format!("occurrence {id} of schedule {schedule} is for {}, {what}", occurrence.scheduled_on)
        });
    }

    /// Every date up to the last one processed has one occurrence.
    pub(super) fn schedule(&mut self, account: AccountId, schedule: &Schedule) {
        let Some(last) = schedule.processed_through else { return };
        // An unreadable occurrence may be the one that seems to be missing.
        let complete = !self.bad.iter().any(|(kind, _)| *kind == Kind::Occurrence);
        let mut wrong = |kind, date: Date, what: &str| {
            self.findings
                .add(kind, Some(account), || format!("schedule {} has {what} for {date}", named(&schedule.id)));
        };
        if !Rule::of(schedule).contains(last) {
            wrong(FindingKind::MissingOccurrence, last, "no date");
        }
        // The walk ends at the first date without occurrence, so a damaged date cannot make it long.
        for date in Rule::of(schedule).dates_after(None).take_while(|date| *date <= last) {
            let digest = settled(&self.hash, account, &schedule.id, date);
            let first = self.dates.0.partition_point(|seen| *seen < digest);
            match self.dates.0[first..].iter().take_while(|seen| **seen == digest).count() {
                0 if complete => return wrong(FindingKind::MissingOccurrence, date, "no occurrence"),
                0 => return,
                1 => {}
                _ => wrong(FindingKind::DuplicateOccurrence, date, "more than one occurrence"),
            }
        }
    }
}

fn settled(hash: &KeyedHash, account: AccountId, schedule: &str, date: Date) -> u128 {
    hash.digest(SETTLED, &[&[account.code()], schedule.as_bytes(), &date.as_days().to_be_bytes()])
}
