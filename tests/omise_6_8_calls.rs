//! A schedule is misread from a request, or shows the wrong days (section 6.8). More of the dates is in
//! `omise_recurrence`, their life in `omise_6_8_life`.

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::{ListQuery, Timestamp};

#[test]
fn omise_6_8_on_by_day_is_absent_null_or_empty() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for on in [Value::Null, json!({})] {
        assert_eq!(till.post("/schedules", plan(&customer, json!({"on": on})))["on"], json!({}));
    }
    bad(&till, &plan(&customer, json!({"on": {"weekdays": ["monday"]}})));
}

#[test]
fn omise_6_8_on_by_week_names_weekdays() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let made = till.post(
        "/schedules",
        plan(&customer, json!({"period": "week", "on": {"weekdays": ["sunday", "monday", "sunday"]}})),
    );
    assert_eq!(made["on"], json!({"weekdays": ["monday", "sunday"]}));
    for on in [
        Value::Null,
        json!({}),
        json!({"weekdays": []}),
        json!({"weekdays": ["Monday"]}),
        json!({"weekdays": "monday"}),
        json!({"weekdays": [1]}),
        json!({"weekdays": ["monday", "someday"]}),
        json!({"days_of_month": [1]}),
        json!("monday"),
    ] {
        bad(&till, &plan(&customer, json!({"period": "week", "on": on})));
    }
}

#[test]
fn omise_6_8_on_by_month_names_days_or_one_weekday() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let month = |on: Value| plan(&customer, json!({"period": "month", "on": on, "end_date": "2027-05-01"}));
    let made = till.post("/schedules", month(json!({"days_of_month": ["31", 1]})));
    assert_eq!((&made["on"], &made["period"]), (&json!({"days_of_month": [1, 31]}), &json!("month")));
    for (sent, shown) in [
        ("first_monday", "1st_monday"),
        ("1st_monday", "1st_monday"),
        ("second_friday", "2nd_friday"),
        ("2nd_friday", "2nd_friday"),
        ("third_sunday", "3rd_sunday"),
        ("3rd_sunday", "3rd_sunday"),
        ("fourth_tuesday", "4th_tuesday"),
        ("4th_tuesday", "4th_tuesday"),
        ("last_friday", "last_friday"),
    ] {
        let made = till.post("/schedules", month(json!({"weekday_of_month": sent})));
        assert_eq!(made["on"], json!({"weekday_of_month": shown}));
    }
    for on in [
        Value::Null,
        json!({}),
        json!({"days_of_month": []}),
        json!({"days_of_month": [0]}),
        json!({"days_of_month": [32]}),
        json!({"days_of_month": ["x"]}),
        json!({"days_of_month": 1}),
        json!({"weekday_of_month": "fifth_monday"}),
        json!({"weekday_of_month": "last"}),
        json!({"weekday_of_month": "last_day"}),
        json!({"weekdays": ["monday"]}),
        json!({"weekday_of_month": "last_friday", "days_of_month": [1]}),
    ] {
        bad(&till, &month(on));
    }
}

#[test]
fn omise_6_8_in_words() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for (changes, words) in [
        (json!({"every": 3}), "Every 3 day(s)"),
        (
            json!({"period": "week", "on": {"weekdays": ["monday", "tuesday", "friday"]}}),
            "Every 1 week(s) on Monday, Tuesday, and Friday",
        ),
        (json!({"period": "month", "on": {"days_of_month": [22, 1]}}), "Every 1 month(s) on the 1st and 22nd"),
        (json!({"period": "month", "on": {"weekday_of_month": "second_monday"}}), "Every 1 month(s) on the 2nd Monday"),
    ] {
        assert_eq!(till.post("/schedules", plan(&customer, changes))["in_words"], words);
    }
}

#[test]
fn omise_6_8_dates_6_a_date_today_is_processed_at_once() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let today = till.post("/schedules", plan(&customer, json!({"start_date": "2026-05-04"})));
    let occurrences = &today["occurrences"];
    assert_eq!((&occurrences["total"], &occurrences["data"][0]["scheduled_on"]), (&json!(1), &json!("2026-05-04")));
    assert_eq!(today["next_occurrences_on"][0], "2026-05-05");
    let later = till.post("/schedules", daily(&customer));
    assert_eq!(later["occurrences"]["total"], 0);
    assert_eq!(later["next_occurrences_on"].as_array().unwrap().len(), 30, "31 dates, 30 of them shown");
}

#[test]
fn omise_6_8_dates_8_the_store_pretends_to_charge() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let schedule = till.post("/schedules", plan(&customer, json!({"start_date": "2026-05-04"})));
    let path = format!("/schedules/{}", text(&schedule["id"]));
    let occurrence = &till.get(&format!("{path}/occurrences"))["data"][0];
    assert_eq!((&occurrence["status"], &occurrence["message"]), (&json!("successful"), &Value::Null));
    assert!(text(&occurrence["result"]).starts_with("chrg_test_"));
    assert_eq!(till.get(&text(&occurrence["location"])), *occurrence);
    till.clock.advance_seconds(3 * 86_400);
    assert_eq!(till.get(&path)["occurrences"]["total"], 1, "time alone records nothing");
}

/// The dates of a schedule that is made on a day: those charged at once, then those to come.
fn dates(today: &str, changes: Value) -> Vec<String> {
    let till = Till::open();
    till.clock.set(Timestamp::parse(today).unwrap());
    let (customer, _) = till.customer_with_card();
    let mut plan = plan(&customer, changes);
    if plan["start_date"] == json!("today") {
        plan.as_object_mut().unwrap().remove("start_date");
    }
    let made = till.post("/schedules", plan);
    let charged = made["occurrences"]["data"].as_array().unwrap().iter().map(|one| text(&one["scheduled_on"]));
    charged.chain(made["next_occurrences_on"].as_array().unwrap().iter().map(text)).collect()
}

#[test]
fn omise_6_8_dates_1_by_day() {
    let plan = json!({"every": 10, "start_date": "2017-11-10", "end_date": "2017-12-31"});
    let expected = ["2017-11-10", "2017-11-20", "2017-11-30", "2017-12-10", "2017-12-20", "2017-12-30"];
    assert_eq!(dates("2017-11-04", plan.clone()), expected);
    assert_eq!(dates("2017-11-10", plan), expected, "the first is charged at once");
}

#[test]
fn omise_6_8_dates_2_by_week() {
    let on = json!({"weekdays": ["saturday", "monday"]});
    let plan = json!({"every": 3, "period": "week", "on": on, "start_date": "today", "end_date": "2017-07-02"});
    let expected = ["2017-05-20", "2017-06-05", "2017-06-10", "2017-06-26", "2017-07-01"];
    assert_eq!(dates("2017-05-16", plan), expected);
}

#[test]
fn omise_6_8_dates_3_by_month() {
    let month = |every: u32, on: Value, end: &str| json!({"every": every, "period": "month", "on": on, "start_date": "today", "end_date": end});
    let first = json!({"days_of_month": [1]});
    assert_eq!(dates("2019-05-22", month(1, first.clone(), "2019-08-31")), ["2019-06-01", "2019-07-01", "2019-08-01"]);
    assert_eq!(dates("2019-05-22", month(2, first, "2019-09-30")), ["2019-07-01", "2019-09-01"], "counted from May");
    let second_monday = json!({"weekday_of_month": "second_monday"});
    assert_eq!(dates("2026-05-04", month(1, second_monday, "2026-07-31")), ["2026-05-11", "2026-06-08", "2026-07-13"]);
    let last_friday = json!({"weekday_of_month": "last_friday"});
    assert_eq!(dates("2026-05-30", month(1, last_friday, "2026-07-31")), ["2026-06-26", "2026-07-31"]);
}

#[test]
fn omise_6_8_dates_4_a_day_that_a_month_lacks_is_skipped() {
    let on = json!({"days_of_month": [30, 31]});
    let plan = json!({"period": "month", "on": on, "start_date": "2026-01-31", "end_date": "2026-05-31"});
    let expected = ["2026-01-31", "2026-03-30", "2026-03-31", "2026-04-30", "2026-05-30", "2026-05-31"];
    assert_eq!(dates("2026-01-02", plan), expected);
}

#[test]
fn omise_6_8_dates_5_the_last_day_is_included() {
    let until = |end: &str| json!({"period": "month", "on": {"days_of_month": [15]}, "start_date": "2017-12-15", "end_date": end});
    let four = ["2017-12-15", "2018-01-15", "2018-02-15", "2018-03-15"];
    assert_eq!(dates("2017-12-01", until("2018-03-15")), four);
    assert_eq!(dates("2017-12-01", until("2018-03-14")), four[..3]);
}

#[test]
fn omise_6_8_dates_6_a_creation_day_that_is_no_date_charges_nothing() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for on in [json!({"weekdays": ["tuesday"]}), json!({"weekdays": ["sunday"]})] {
        let weekly = json!({"period": "week", "on": on, "start_date": "2026-05-04"});
        let made = till.post("/schedules", plan(&customer, weekly));
        assert_eq!(made["occurrences"]["total"], 0, "created on a Monday");
    }
    let monday = json!({"period": "week", "on": {"weekdays": ["monday"]}, "start_date": "2026-05-04"});
    assert_eq!(till.post("/schedules", plan(&customer, monday))["occurrences"]["total"], 1);
}

#[test]
fn omise_6_8_dates_7_today_is_the_utc_date() {
    let start = |today: &str| dates(today, json!({"start_date": "today"})).remove(0);
    assert_eq!(start("2026-05-04T23:59:59Z"), "2026-05-04");
    assert_eq!(start("2026-05-05T06:59:59+07:00"), "2026-05-04");
    assert_eq!(start("2026-05-05T07:00:00+07:00"), "2026-05-05");
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    till.clock.set(Timestamp::parse("2026-05-05T00:00:00Z").unwrap());
    bad(&till, &plan(&customer, json!({"start_date": "2026-05-04"})));
}

#[test]
fn omise_6_8_dates_8_moving_the_clock_charges_what_fell_due() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let schedule = till.schedule(&customer);
    till.clock.advance_seconds(3 * 86_400);
    assert_eq!(till.account.schedules().simulate_due().unwrap(), 3);
    let list = till.get(&format!("/schedules/{schedule}/occurrences"));
    for (place, day) in ["2026-05-05", "2026-05-06", "2026-05-07"].into_iter().enumerate() {
        let occurrence = &list["data"][place];
        assert_eq!((&occurrence["scheduled_on"], &occurrence["status"]), (&json!(day), &json!("successful")));
        assert_eq!(occurrence["processed_at"], occurrence["created_at"]);
        assert!(text(&occurrence["result"]).starts_with("chrg_test_"));
    }
    assert_eq!(till.get(&format!("/schedules/{schedule}"))["next_occurrences_on"][0], "2026-05-08");
    assert_eq!(till.account.schedules().simulate_due().unwrap(), 0, "each date once");
}

/// A clock that is moved by decades makes more charges than one write may hold; none is lost or made twice.
#[test]
fn omise_6_8_dates_8_decades_are_charged_in_several_writes() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let changes = json!({"end_date": "2060-01-01"});
    let schedules = [(); 2].map(|()| text(&till.post("/schedules", plan(&customer, changes.clone()))["id"]));
    till.clock.advance_seconds(6000 * 86_400);
    assert_eq!(till.account.schedules().simulate_due().unwrap(), 12_000);
    for schedule in schedules {
        let all = ListQuery { limit: usize::MAX, ..ListQuery::default() };
        let occurrences = till.account.schedules().occurrences(&schedule, &all).unwrap().items;
        let days: std::collections::BTreeSet<_> = occurrences.iter().map(|one| one.scheduled_on).collect();
        assert_eq!((occurrences.len(), days.len()), (6000, 6000));
    }
    assert_eq!(till.account.schedules().simulate_due().unwrap(), 0);
}
