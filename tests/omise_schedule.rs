//! The life of schedules, rule by rule as in section 6.8 of the Omise page.

use tillbook::rules::schedule::{
    Created, NewOccurrenceIds, NewScheduleIds, active, create, destroy, due, next_occurrences, status, update,
};
use tillbook::{
    Attributes, Brand, Card, CardAddress, Charging, Customer, Date, Error, Kind, Metadata, NewSchedule, Occurrence,
    OccurrenceStatus, OwnFields, Recurrence, Schedule, ScheduleStatus, ScheduleUpdate, Status, Timestamp,
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

fn customer() -> Customer {
    Customer {
        id: "cust_1".into(),
        sequence: 1,
        created_at: at("2026-01-01"),
        updated_at: None,
        deleted_at: None,
        email: None,
        description: None,
        metadata: Metadata::default(),
        default_card: Some("card_1".into()),
        own: OwnFields::default(),
        attributes: Attributes::Plain(tillbook::Provider::Omise),
    }
}

fn card(id: &str, customer: Option<&str>) -> Card {
    Card {
        attributes: tillbook::CardAttributes::default(),
        id: id.into(),
        customer: customer.map(str::to_owned),
        sequence: 2,
        created_at: at("2026-01-01"),
        attached: 2,
        brand: Brand::Visa,
        first_digits: None,
        last_digits: "4242".into(),
        expiration_month: 12,
        expiration_year: 2031,
        name: None,
        fingerprint: None,
        financing: String::new(),
        bank: String::new(),
        security_code_check: false,
        address: CardAddress::default(),
    }
}

/// 20 baht a day from 2026-03-01 to 2026-03-10.
fn daily() -> NewSchedule {
    NewSchedule {
        customer: "cust_1".into(),
        amount: 2000,
        currency: "thb".into(),
        every: 1,
        recurrence: Recurrence::Daily,
        start_on: Some(date("2026-03-01")),
        end_on: date("2026-03-10"),
        card: None,
        description: Some("Milk".into()),
        metadata: Metadata::parse(r#"{"a":1}"#).expect("metadata"),
        charging: Charging::Host,
    }
}

fn occurrence_ids(number: u64) -> NewOccurrenceIds {
    NewOccurrenceIds { occurrence: format!("occu_{number}"), sequence: number, result: format!("chrg_{number}") }
}

fn ids() -> NewScheduleIds {
    NewScheduleIds { schedule: "schd_1".into(), sequence: 7, charge: "rchg_1".into(), occurrence: occurrence_ids(8) }
}

fn made(now: &str, new: NewSchedule) -> Created {
    create(ids(), at(now), new, Some(&customer()), None).expect("a schedule")
}

/// A host-charged schedule of ten days from 2026-03-01 on.
fn ten_days() -> Schedule {
    made("2026-03-01T08:00:00Z", daily()).schedule
}

fn refused(now: &str, new: NewSchedule) -> (String, String) {
    let error = create(ids(), at(now), new, Some(&customer()), None).expect_err("a refusal");
    assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
    (error.field().unwrap_or_default().to_owned(), error.to_string())
}

fn refused_field(new: NewSchedule) -> String {
    refused("2026-03-01T08:00:00Z", new).0
}

#[test]
fn omise_6_8_life_1_runs_then_expires() {
    let mut schedule = ten_days();
    let mut at_day = |day: &str| {
        schedule.processed_through = Some(date(day));
        (status(&schedule), active(&schedule), next_occurrences(&schedule).len())
    };
    assert_eq!(at_day("2026-03-01"), (ScheduleStatus::Running, true, 9));
    assert_eq!(at_day("2026-03-08"), (ScheduleStatus::Running, true, 2));
    assert_eq!(at_day("2026-03-09"), (ScheduleStatus::Expiring, true, 1));
    assert_eq!(at_day("2026-03-10"), (ScheduleStatus::Expired, false, 0));
}

#[test]
fn omise_6_8_life_1_suspended_and_deleted_outweigh_the_dates() {
    let suspended = Schedule { suspended_at: Some(at("2026-03-02")), ..ten_days() };
    let deleted = Schedule { deleted_at: Some(at("2026-03-02")), ..suspended.clone() };
    for (schedule, expected) in [(suspended, ScheduleStatus::Suspended), (deleted, ScheduleStatus::Deleted)] {
        assert_eq!(status(&schedule), expected);
        assert!(!active(&schedule));
        assert!(next_occurrences(&schedule).is_empty());
        assert_eq!(due(&schedule, date("2026-03-10")).count(), 0);
    }
    let only_deleted = Schedule { deleted_at: Some(at("2026-03-02")), ..ten_days() };
    assert!(next_occurrences(&only_deleted).is_empty());
}

#[test]
fn omise_6_8_dates_6_shows_the_first_thirty() {
    let long = Schedule { end_on: date("2036-03-10"), processed_through: Some(date("2026-03-01")), ..ten_days() };
    let shown = next_occurrences(&long);
    assert_eq!(shown.len(), 30);
    assert_eq!((shown[0], shown[29]), (date("2026-03-02"), date("2026-03-31")));
}

#[test]
fn omise_6_8_dates_6_the_host_finds_today_due() {
    let Created { schedule, occurrence } = made("2026-03-01T08:00:00Z", daily());
    assert_eq!(occurrence, None);
    assert_eq!((schedule.processed_through, schedule.ended_at), (None, None));
    assert_eq!(texts(due(&schedule, date("2026-03-01"))), ["2026-03-01"]);
    assert_eq!(next_occurrences(&schedule).len(), 10);
}

#[test]
fn omise_6_8_dates_8_a_simulated_schedule_charges_today_at_once() {
    let Created { schedule, occurrence } =
        made("2026-03-01T08:00:00Z", NewSchedule { charging: Charging::Simulated, ..daily() });
    let first = Occurrence {
        id: "occu_8".into(),
        sequence: 8,
        created_at: at("2026-03-01T08:00:00Z"),
        schedule: "schd_1".into(),
        scheduled_on: date("2026-03-01"),
        status: OccurrenceStatus::Successful,
        result: Some("chrg_8".into()),
        message: None,
        processed_at: at("2026-03-01T08:00:00Z"),
        attempts: 1,
        retry_on: None,
    };
    assert_eq!(occurrence, Some(first));
    assert_eq!(schedule.processed_through, Some(date("2026-03-01")));
    assert_eq!(schedule.ended_at, None);
    assert_eq!(next_occurrences(&schedule).first(), Some(&date("2026-03-02")));
}

#[test]
fn omise_6_8_dates_6_a_simulated_schedule_waits_for_its_first_date() {
    let simulated = NewSchedule { charging: Charging::Simulated, ..daily() };
    let Created { schedule, occurrence } = made("2026-02-28T08:00:00Z", simulated.clone());
    assert_eq!((occurrence, schedule.processed_through), (None, None));
    let on_fridays = NewSchedule { recurrence: Recurrence::weekly([tillbook::Weekday::Friday]).unwrap(), ..simulated };
    let Created { schedule, occurrence } = made("2026-03-01T08:00:00Z", on_fridays);
    assert_eq!((occurrence, texts(next_occurrences(&schedule))), (None, vec!["2026-03-06".to_owned()]));
}

#[test]
fn omise_6_8_dates_7_today_is_the_utc_date() {
    let from_today = NewSchedule { start_on: None, ..daily() };
    let late = at("2026-03-02T06:59:59+07:00");
    let made_late = create(ids(), late, from_today, Some(&customer()), None).expect("a schedule");
    assert_eq!(made_late.schedule.start_on, date("2026-03-01"));
    assert_eq!(refused("2026-03-02T00:00:00Z", daily()).0, "start_on");
}

#[test]
fn omise_6_8_life_2_one_date_left_is_expiring_from_the_beginning() {
    let one = NewSchedule { end_on: date("2026-03-01"), ..daily() };
    assert_eq!(status(&made("2026-02-28T08:00:00Z", one.clone()).schedule), ScheduleStatus::Expiring);
    let two = NewSchedule { end_on: date("2026-03-02"), ..daily() };
    assert_eq!(status(&made("2026-02-28T08:00:00Z", two).schedule), ScheduleStatus::Running);
    let now = NewSchedule { charging: Charging::Simulated, ..one };
    let charged_today = made("2026-03-01T08:00:00Z", now);
    assert!(charged_today.occurrence.is_some());
    assert_eq!(status(&charged_today.schedule), ScheduleStatus::Expired);
    assert_eq!(charged_today.schedule.ended_at, Some(at("2026-03-01T08:00:00Z")));
}

#[test]
fn omise_6_8_life_2_no_date_at_all_is_refused() {
    let thirty_first = Recurrence::monthly_on_days([31]).expect("days");
    let none = NewSchedule { recurrence: thirty_first, end_on: date("2026-03-30"), ..daily() };
    let (field, message) = refused("2026-03-01T08:00:00Z", none.clone());
    assert_eq!(field, "end_on");
    assert!(message.contains("without any date"), "{message}");
    let one = NewSchedule { end_on: date("2026-03-31"), ..none };
    assert_eq!(status(&made("2026-03-01T08:00:00Z", one).schedule), ScheduleStatus::Expiring);
}

#[test]
fn omise_6_8_life_3_destroying_marks_the_schedule_and_ends_it() {
    let now = at("2026-03-04T08:00:00Z");
    let schedule = ten_days();
    let destroyed = destroy(&schedule, now).expect("a change");
    assert_eq!(status(&destroyed), ScheduleStatus::Deleted);
    assert_eq!(destroyed, Schedule { deleted_at: Some(now), ended_at: Some(now), ..schedule });
}

#[test]
fn omise_6_8_life_3_an_earlier_end_is_kept() {
    let ended = Schedule { ended_at: Some(at("2026-03-10T08:00:00Z")), ..ten_days() };
    let destroyed = destroy(&ended, at("2026-03-11T08:00:00Z")).expect("a change");
    assert_eq!(destroyed.ended_at, ended.ended_at);
}

#[test]
fn omise_6_8_life_5_destroying_again_changes_nothing() {
    let destroyed = destroy(&ten_days(), at("2026-03-04")).expect("a change");
    assert_eq!(destroy(&destroyed, at("2026-03-05")), None);
}

#[test]
fn omise_6_8_life_6_a_named_card_of_the_customer_is_kept() {
    let named = NewSchedule { card: Some("card_2".into()), ..daily() };
    let theirs = card("card_2", Some("cust_1"));
    let now = at("2026-03-01T08:00:00Z");
    let with_default = create(ids(), now, named.clone(), Some(&customer()), Some(&theirs)).expect("a schedule");
    assert_eq!(with_default.schedule.charge.card.as_deref(), Some("card_2"));
    let without_default = Customer { default_card: None, ..customer() };
    assert!(create(ids(), now, named, Some(&without_default), Some(&theirs)).is_ok());
    assert_eq!(ten_days().charge.card, None, "a card that was not named is looked up at each charge");
}

#[test]
fn omise_6_8_life_9_an_unknown_customer_or_card_is_not_found() {
    let missing = |new: NewSchedule, customer: Option<&Customer>, card: Option<&Card>| match create(
        ids(),
        at("2026-03-01T08:00:00Z"),
        new,
        customer,
        card,
    ) {
        Err(Error::NotFound { kind, id }) => (kind, id),
        other => panic!("{other:?}"),
    };
    let unreadable = NewSchedule { amount: 0, ..daily() };
    assert_eq!(missing(unreadable, None, None), (Kind::Customer, "cust_1".into()), "before the values are looked at");
    let named = NewSchedule { card: Some("card_2".into()), amount: 0, ..daily() };
    let unknown = (Kind::Card, "card_2".to_owned());
    assert_eq!(missing(named.clone(), Some(&customer()), None), unknown);
    for foreign in [card("card_2", Some("cust_2")), card("card_2", None), card("card_1", Some("cust_1"))] {
        assert_eq!(missing(named.clone(), Some(&customer()), Some(&foreign)), unknown);
    }
}

#[test]
fn omise_6_8_life_10_a_customer_without_any_card_is_refused() {
    let cardless = Customer { default_card: None, ..customer() };
    let error = create(ids(), at("2026-03-01"), daily(), Some(&cardless), None).expect_err("a refusal");
    assert!(matches!(error, Error::InvalidArgument { field: "card", .. }), "{error:?}");
}

#[test]
fn omise_6_8_life_11_intervals_days_and_dates_are_checked() {
    assert_eq!(refused_field(NewSchedule { every: 0, ..daily() }), "every");
    assert_eq!(refused_field(NewSchedule { recurrence: Recurrence::Weekly(vec![]), ..daily() }), "on");
    assert_eq!(refused_field(NewSchedule { end_on: date("2026-02-28"), ..daily() }), "end_on");
    let (field, message) = refused("2026-03-01T08:00:00Z", NewSchedule { end_on: date("2026-02-28"), ..daily() });
    assert_eq!(field, "end_on");
    assert!(message.contains("send 2026-03-01 or a later date"), "{message}");
    assert_eq!(refused_field(NewSchedule { start_on: Some(date("2026-02-28")), ..daily() }), "start_on");
    let by_hand = NewSchedule { recurrence: Recurrence::MonthlyOnDays(vec![9, 2, 9]), ..daily() };
    assert_eq!(made("2026-03-01T08:00:00Z", by_hand).schedule.recurrence, Recurrence::MonthlyOnDays(vec![2, 9]));
}

#[test]
fn omise_6_8_life_12_the_amount_is_above_zero() {
    assert_eq!(refused_field(NewSchedule { amount: 0, ..daily() }), "amount");
    assert_eq!(refused_field(NewSchedule { amount: -2000, ..daily() }), "amount");
    assert_eq!(made("2026-03-01T08:00:00Z", NewSchedule { amount: 1, ..daily() }).schedule.charge.amount, 1);
}

#[test]
fn omise_6_8_life_14_the_currency_is_put_in_upper_case() {
    for currency in ["thb", "ThB", "THB"] {
        let new = NewSchedule { currency: currency.into(), ..daily() };
        assert_eq!(made("2026-03-01T08:00:00Z", new).schedule.charge.currency, "THB");
    }
    for currency in ["", "th", "thbb", "t1b", "th ", "é1", "éa"] {
        assert_eq!(refused_field(NewSchedule { currency: currency.into(), ..daily() }), "currency", "{currency:?}");
    }
}

#[test]
fn a_new_schedule_holds_what_it_was_made_from() {
    let new = daily();
    let schedule = ten_days();
    assert_eq!((schedule.id.as_str(), schedule.sequence), ("schd_1", 7));
    assert_eq!(schedule.created_at, at("2026-03-01T08:00:00Z"));
    assert_eq!((schedule.every, &schedule.recurrence), (1, &new.recurrence));
    assert_eq!((schedule.start_on, schedule.end_on), (date("2026-03-01"), date("2026-03-10")));
    let charge = &schedule.charge;
    assert_eq!((charge.id.as_str(), charge.customer.as_str(), charge.amount), ("rchg_1", "cust_1", 2000));
    assert_eq!((&charge.description, &charge.metadata), (&new.description, &new.metadata));
    assert_eq!(schedule.charging, Charging::Host);
    assert_eq!((schedule.failures_in_a_row, schedule.suspended_at, schedule.deleted_at), (0, None, None));
}

#[test]
fn an_update_changes_what_it_names_and_nothing_else() {
    let schedule = ten_days();
    let untouched = update(&schedule, ScheduleUpdate::default()).unwrap();
    assert_eq!(untouched, schedule);
    let metadata = Metadata::parse(r#"{"order":"7"}"#).unwrap();
    let changed = update(
        &schedule,
        ScheduleUpdate {
            description: Some(Some("Club".into())),
            metadata: Some(metadata.clone()),
            charging: Some(Charging::Simulated),
        },
    )
    .unwrap();
    assert_eq!(changed.charge.description.as_deref(), Some("Club"));
    assert_eq!((&changed.charge.metadata, changed.charging), (&metadata, Charging::Simulated));
    let emptied = update(&changed, ScheduleUpdate { description: Some(None), ..ScheduleUpdate::default() }).unwrap();
    assert_eq!((emptied.charge.description, emptied.charge.metadata), (None, metadata));
}

#[test]
fn a_destroyed_schedule_refuses_an_update() {
    let gone = destroy(&ten_days(), Timestamp::EPOCH).unwrap();
    assert_eq!(update(&gone, ScheduleUpdate::default()).unwrap_err().status(), Status::Conflict);
}
