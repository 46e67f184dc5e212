//! What falls due and what came of it, rule by rule as in section 6.8 of the Omise page.

use tillbook::rules::schedule::{
    NewOccurrenceIds, Recorded, Simulated, active, destroy, due, record, retry_due, simulate, status,
};
use tillbook::{
    Charging, Date, Error, Kind, Metadata, Occurrence, OccurrenceStatus, Outcome, Recurrence, Schedule, ScheduleStatus,
    ScheduledCharge, Timestamp,
};

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a time")
}

fn texts(dates: impl IntoIterator<Item = Date>) -> Vec<String> {
    dates.into_iter().map(|date| date.to_string()).collect()
}

/// Every day from 2026-03-01 to the given one.
fn until(end_on: &str) -> Schedule {
    Schedule {
        id: "schd_1".into(),
        sequence: 7,
        created_at: at("2026-03-01T08:00:00Z"),
        every: 1,
        recurrence: Recurrence::Daily,
        start_on: date("2026-03-01"),
        end_on: date(end_on),
        charge: ScheduledCharge {
            id: "rchg_1".into(),
            customer: "cust_1".into(),
            amount: 2000,
            currency: "THB".into(),
            card: None,
            description: None,
            metadata: Metadata::default(),
        },
        charging: Charging::Host,
        processed_through: None,
        failures_in_a_row: 0,
        suspended_at: None,
        deleted_at: None,
        ended_at: None,
    }
}

fn ids(number: u64) -> NewOccurrenceIds {
    NewOccurrenceIds { occurrence: format!("occu_{number}"), sequence: number, result: format!("chrg_{number}") }
}

fn charged() -> Outcome {
    Outcome::Successful { charge: None }
}

fn failed() -> Outcome {
    Outcome::Failed { message: Some("insufficient fund".into()) }
}

fn skipped() -> Outcome {
    Outcome::Skipped { message: Some("holiday".into()) }
}

/// Records at eight in the morning of a day.
fn try_first(schedule: &Schedule, on: &str, outcome: Outcome, today: &str) -> Result<Recorded, Error> {
    record(schedule, None, date(on), outcome, at(&format!("{today}T08:00:00Z")), ids(20))
}

fn first(schedule: &Schedule, on: &str, outcome: Outcome, today: &str) -> Recorded {
    try_first(schedule, on, outcome, today).expect("recorded")
}

/// Records the occurrence once more, with ids that must not be used.
fn try_again(earlier: &Recorded, outcome: Outcome, today: &str) -> Result<Recorded, Error> {
    let Recorded { schedule, occurrence } = earlier;
    let now = at(&format!("{today}T09:00:00Z"));
    record(schedule, Some(occurrence), occurrence.scheduled_on, outcome, now, ids(99))
}

fn again(earlier: &Recorded, outcome: Outcome, today: &str) -> Recorded {
    try_again(earlier, outcome, today).expect("recorded")
}

/// The date fails on these three days.
fn fails_for_good(schedule: &Schedule, on: &str, [one, two, three]: [&str; 3]) -> Recorded {
    again(&again(&first(schedule, on, failed(), one), failed(), two), failed(), three)
}

/// Every week, so that a date is out of tries before the next one is due.
fn weekly_until(end_on: &str) -> Schedule {
    Schedule { every: 7, ..until(end_on) }
}

fn conflict(result: Result<Recorded, Error>) -> String {
    let error = result.expect_err("a refusal");
    assert!(matches!(&error, Error::Conflict { kind: Kind::Schedule, id, .. } if id == "schd_1"), "{error:?}");
    error.to_string()
}

#[test]
fn omise_6_8_life_1_due_are_the_unprocessed_dates_up_to_today() {
    let mut schedule = until("2026-03-10");
    assert_eq!(due(&schedule, date("2026-02-28")).count(), 0);
    assert_eq!(texts(due(&schedule, date("2026-03-02"))), ["2026-03-01", "2026-03-02"]);
    schedule.processed_through = Some(date("2026-03-01"));
    assert_eq!(texts(due(&schedule, date("2026-03-03"))), ["2026-03-02", "2026-03-03"]);
    schedule.processed_through = Some(date("2026-03-10"));
    assert_eq!(due(&schedule, date("2026-03-20")).count(), 0, "expired");
}

#[test]
fn omise_6_8_life_1_a_success_settles_the_date() {
    let Recorded { schedule, occurrence } = first(&until("2026-03-10"), "2026-03-01", charged(), "2026-03-02");
    let now = at("2026-03-02T08:00:00Z");
    let expected = Occurrence {
        id: "occu_20".into(),
        sequence: 20,
        created_at: now,
        schedule: "schd_1".into(),
        scheduled_on: date("2026-03-01"),
        status: OccurrenceStatus::Successful,
        result: Some("chrg_20".into()),
        message: None,
        processed_at: now,
        attempts: 1,
        retry_on: None,
    };
    assert_eq!(occurrence, expected);
    assert_eq!(schedule, Schedule { processed_through: Some(date("2026-03-01")), ..until("2026-03-10") });
    assert_eq!(texts(due(&schedule, date("2026-03-02"))), ["2026-03-02"]);
}

#[test]
fn the_charge_that_the_host_names_is_kept() {
    let named = Outcome::Successful { charge: Some("chrg_host".into()) };
    let occurrence = first(&until("2026-03-10"), "2026-03-01", named, "2026-03-01").occurrence;
    assert_eq!(occurrence.result.as_deref(), Some("chrg_host"));
}

#[test]
fn omise_6_8_life_1_a_failed_charge_is_tried_again_the_next_day_at_most_twice() {
    let one = first(&until("2026-03-10"), "2026-03-01", failed(), "2026-03-03");
    assert_eq!((one.occurrence.status, one.occurrence.attempts), (OccurrenceStatus::Failed, 1));
    assert_eq!(one.occurrence.message.as_deref(), Some("insufficient fund"));
    assert_eq!(one.occurrence.result, None);
    assert_eq!(one.occurrence.retry_on, Some(date("2026-03-04")), "the day after the record, not after the date");
    assert_eq!(one.schedule.processed_through, Some(date("2026-03-01")));
    assert_eq!(one.schedule.failures_in_a_row, 0, "not failed while it is to be tried again");

    let two = again(&one, Outcome::Failed { message: None }, "2026-03-04");
    let expected = Occurrence {
        attempts: 2,
        message: None,
        processed_at: at("2026-03-04T09:00:00Z"),
        retry_on: Some(date("2026-03-05")),
        ..one.occurrence.clone()
    };
    assert_eq!(two.occurrence, expected, "the same occurrence");
    assert_eq!(two.schedule, one.schedule);

    let three = again(&two, failed(), "2026-03-05");
    assert_eq!((three.occurrence.attempts, three.occurrence.retry_on), (3, None));
    assert_eq!(three.schedule.failures_in_a_row, 1);
    assert!(conflict(try_again(&three, charged(), "2026-03-06")).contains("already settled"));
}

#[test]
fn omise_6_8_life_1_a_retry_may_succeed() {
    let one = first(&Schedule { failures_in_a_row: 2, ..until("2026-03-10") }, "2026-03-01", failed(), "2026-03-01");
    assert_eq!(one.schedule.failures_in_a_row, 2);
    let two = again(&one, charged(), "2026-03-02");
    assert_eq!((two.occurrence.status, two.occurrence.attempts), (OccurrenceStatus::Successful, 2));
    assert_eq!((two.occurrence.result.as_deref(), two.occurrence.message), (Some("chrg_99"), None));
    assert_eq!((two.occurrence.id.as_str(), two.occurrence.retry_on), ("occu_20", None));
    assert_eq!(two.schedule.failures_in_a_row, 0);
}

#[test]
fn omise_6_8_life_1_a_retry_is_due_from_its_day_on() {
    let Recorded { schedule, occurrence } = first(&until("2026-03-01"), "2026-03-01", failed(), "2026-03-01");
    assert!(!retry_due(&schedule, &occurrence, date("2026-03-01")));
    assert_eq!(status(&schedule), ScheduleStatus::Expired, "its only date was processed");
    assert!(retry_due(&schedule, &occurrence, date("2026-03-02")));
    assert!(retry_due(&schedule, &occurrence, date("2026-03-20")), "a till may be switched off for a while");
    let settled = Occurrence { retry_on: None, ..occurrence.clone() };
    assert!(!retry_due(&schedule, &settled, date("2026-03-20")));
    let suspended = Schedule { suspended_at: Some(at("2026-03-01")), ..schedule.clone() };
    let deleted = Schedule { deleted_at: Some(at("2026-03-01")), ..schedule };
    for stopped in [suspended, deleted] {
        assert!(!retry_due(&stopped, &occurrence, date("2026-03-20")));
    }
}

/// A till that lost power after a record repeats it when it starts; that must not use up the retries.
#[test]
fn a_failure_told_twice_on_one_day_counts_once() {
    let one = first(&until("2026-03-10"), "2026-03-01", failed(), "2026-03-01");
    assert!(conflict(try_again(&one, failed(), "2026-03-01")).contains("not to be tried again yet"));
    assert!(conflict(try_first(&one.schedule, "2026-03-01", failed(), "2026-03-01")).contains("already settled"));
}

#[test]
fn omise_6_8_life_1_later_dates_go_on_while_one_is_tried_again() {
    let one = first(&until("2026-03-10"), "2026-03-01", failed(), "2026-03-01");
    let next = first(&one.schedule, "2026-03-02", charged(), "2026-03-02");
    let retried = again(&Recorded { schedule: next.schedule, ..one }, failed(), "2026-03-02");
    assert_eq!(retried.schedule.processed_through, Some(date("2026-03-02")), "it never goes back");
    assert_eq!(retried.schedule.ended_at, None);
}

#[test]
fn omise_6_8_life_1_three_failures_in_a_row_suspend() {
    let schedule = weekly_until("2026-12-31");
    let one = fails_for_good(&schedule, "2026-03-01", ["2026-03-01", "2026-03-02", "2026-03-03"]).schedule;
    let two = fails_for_good(&one, "2026-03-08", ["2026-03-08", "2026-03-09", "2026-03-10"]).schedule;
    assert_eq!((two.failures_in_a_row, two.suspended_at, two.ended_at), (2, None, None));
    assert!(active(&two));
    let three = fails_for_good(&two, "2026-03-15", ["2026-03-15", "2026-03-16", "2026-03-17"]);
    let now = Some(at("2026-03-17T09:00:00Z"));
    assert_eq!(three.schedule.failures_in_a_row, 3);
    assert_eq!((three.schedule.suspended_at, three.schedule.ended_at), (now, now));
    assert_eq!(status(&three.schedule), ScheduleStatus::Suspended);
    assert_eq!(due(&three.schedule, date("2026-12-31")).count(), 0);
}

#[test]
fn omise_6_8_life_1_a_success_ends_the_row_and_a_skip_does_not() {
    let two = Schedule { failures_in_a_row: 2, ..weekly_until("2026-12-31") };
    let reset = first(&two, "2026-03-01", charged(), "2026-03-01").schedule;
    assert_eq!(reset.failures_in_a_row, 0);

    let Recorded { schedule, occurrence } = first(&two, "2026-03-01", skipped(), "2026-03-01");
    assert_eq!(schedule.failures_in_a_row, 2);
    assert_eq!((occurrence.status, occurrence.result), (OccurrenceStatus::Skipped, None));
    assert_eq!((occurrence.message.as_deref(), occurrence.retry_on), (Some("holiday"), None));
    assert!(active(&schedule));
    let third = fails_for_good(&schedule, "2026-03-08", ["2026-03-08", "2026-03-09", "2026-03-10"]);
    assert_eq!(status(&third.schedule), ScheduleStatus::Suspended);
}

#[test]
fn omise_6_8_life_1_a_suspended_or_deleted_schedule_records_nothing() {
    let pending = first(&until("2026-03-10"), "2026-03-01", failed(), "2026-03-01");
    let suspended = Schedule { suspended_at: Some(at("2026-03-01")), ..pending.schedule.clone() };
    let deleted = destroy(&pending.schedule, at("2026-03-01")).expect("a change");
    for (schedule, word) in [(suspended, "suspended"), (deleted, "deleted")] {
        assert!(conflict(try_first(&schedule, "2026-03-02", charged(), "2026-03-02")).contains(word));
        let earlier = Recorded { schedule, occurrence: pending.occurrence.clone() };
        assert!(conflict(try_again(&earlier, charged(), "2026-03-02")).contains(word));
    }
}

#[test]
fn dates_are_settled_in_order() {
    let schedule = until("2026-03-10");
    let too_early = conflict(try_first(&schedule, "2026-03-02", charged(), "2026-03-05"));
    assert_eq!(too_early, "schedule schd_1: settle its earlier due dates first");
    let one = first(&schedule, "2026-03-01", skipped(), "2026-03-05").schedule;
    assert!(try_first(&one, "2026-03-02", charged(), "2026-03-05").is_ok());
}

#[test]
fn a_settled_date_stays_as_it_is() {
    for outcome in [charged(), skipped()] {
        let settled = first(&until("2026-03-10"), "2026-03-01", outcome, "2026-03-01");
        assert!(conflict(try_again(&settled, failed(), "2026-03-02")).contains("already settled"));
        assert!(conflict(try_first(&settled.schedule, "2026-03-01", charged(), "2026-03-02")).contains("settled"));
    }
    let last = first(&until("2026-03-01"), "2026-03-01", charged(), "2026-03-01");
    assert!(conflict(try_first(&last.schedule, "2026-03-01", charged(), "2026-03-02")).contains("already settled"));
}

#[test]
fn a_date_that_is_not_due_is_refused() {
    let schedule = Schedule { every: 2, ..until("2026-03-10") };
    let error = try_first(&schedule, "2026-03-02", charged(), "2026-03-05").expect_err("a refusal");
    assert!(matches!(error, Error::InvalidArgument { field: "scheduled_on", .. }), "{error:?}");
    let one = first(&schedule, "2026-03-01", charged(), "2026-03-01").schedule;
    assert!(conflict(try_first(&one, "2026-03-03", charged(), "2026-03-02")).contains("lies in the future"));
    assert!(try_first(&one, "2026-03-03", charged(), "2026-03-03").is_ok());
}

#[test]
fn a_schedule_ends_when_its_last_date_is_final() {
    for outcome in [charged(), skipped()] {
        let one = first(&until("2026-03-02"), "2026-03-01", outcome.clone(), "2026-03-02").schedule;
        assert_eq!(one.ended_at, None);
        let two = first(&one, "2026-03-02", outcome, "2026-03-02").schedule;
        assert_eq!(two.ended_at, Some(at("2026-03-02T08:00:00Z")));
    }
    let pending = first(&until("2026-03-01"), "2026-03-01", failed(), "2026-03-01");
    assert_eq!(pending.schedule.ended_at, None, "it may yet be charged");
    let settled = again(&pending, charged(), "2026-03-02");
    assert_eq!(settled.schedule.ended_at, Some(at("2026-03-02T09:00:00Z")));
    let lost = fails_for_good(&until("2026-03-01"), "2026-03-01", ["2026-03-01", "2026-03-02", "2026-03-03"]);
    assert_eq!(lost.schedule.ended_at, Some(at("2026-03-03T09:00:00Z")));
    assert_eq!(lost.schedule.suspended_at, None);
}

#[test]
fn a_retry_that_outlives_the_last_date_leaves_the_end_as_it_was() {
    let one = first(&until("2026-03-02"), "2026-03-01", failed(), "2026-03-01");
    let ended = first(&Schedule { failures_in_a_row: 2, ..one.schedule }, "2026-03-02", skipped(), "2026-03-02");
    let end = Some(at("2026-03-02T08:00:00Z"));
    assert_eq!(ended.schedule.ended_at, end);
    let earlier = Recorded { schedule: ended.schedule, occurrence: one.occurrence };
    let two = again(&earlier, failed(), "2026-03-03");
    let three = again(&two, failed(), "2026-03-04");
    assert_eq!(three.schedule.suspended_at, Some(at("2026-03-04T09:00:00Z")));
    assert_eq!(three.schedule.ended_at, end);
}

#[test]
fn omise_6_8_dates_8_simulated_charges_settle_every_due_date() {
    let schedule = Schedule { charging: Charging::Simulated, failures_in_a_row: 1, ..until("2026-03-04") };
    let now = at("2026-03-03T08:00:00Z");
    let mut asked = Vec::new();
    let Simulated { schedule, occurrences } = simulate(&schedule, date("2026-03-03"), usize::MAX, now, |date| {
        asked.push(date);
        Ok(ids(asked.len() as u64))
    })
    .unwrap();
    assert_eq!(texts(asked), ["2026-03-01", "2026-03-02", "2026-03-03"]);
    assert_eq!(occurrences.len(), 3);
    for (number, occurrence) in (1..).zip(&occurrences) {
        let expected = Occurrence {
            id: format!("occu_{number}"),
            sequence: number,
            created_at: now,
            schedule: "schd_1".into(),
            scheduled_on: date("2026-02-28").plus_days(number as i32),
            status: OccurrenceStatus::Successful,
            result: Some(format!("chrg_{number}")),
            message: None,
            processed_at: now,
            attempts: 1,
            retry_on: None,
        };
        assert_eq!(*occurrence, expected);
    }
    assert_eq!((schedule.processed_through, schedule.failures_in_a_row), (Some(date("2026-03-03")), 0));
    assert_eq!((status(&schedule), schedule.ended_at), (ScheduleStatus::Expiring, None));

    let later = at("2026-03-09T08:00:00Z");
    let last = simulate(&schedule, later.date(), usize::MAX, later, |_| Ok(ids(4))).unwrap();
    assert_eq!(last.occurrences.len(), 1);
    assert_eq!((status(&last.schedule), last.schedule.ended_at), (ScheduleStatus::Expired, Some(later)));
}

#[test]
fn omise_6_8_dates_8_nothing_is_simulated_where_the_host_charges_or_the_schedule_stopped() {
    let now = at("2026-03-03T08:00:00Z");
    let host = until("2026-03-04");
    let deleted = Schedule { charging: Charging::Simulated, deleted_at: Some(now), ..until("2026-03-04") };
    for schedule in [host, deleted] {
        let untouched = Simulated { schedule: schedule.clone(), occurrences: Vec::new() };
        let simulated = simulate(&schedule, now.date(), usize::MAX, now, |date| panic!("asked for {date}")).unwrap();
        assert_eq!(simulated, untouched);
    }
}
