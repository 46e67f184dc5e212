//! A schedule is misread from a request, or shown wrongly (section 6.8). The dates themselves and what becomes of them
//! are tested in `omise_recurrence`, `omise_schedule` and `omise_occurrence`.

mod support;

use std::slice;

use serde_json::{Value, json};
use support::*;
use tillbook::Request;

/// A plan that charges the customer with the given changes to a daily one.
fn plan(customer: &str, changes: Value) -> Value {
    let mut plan = daily(customer);
    for (field, value) in changes.as_object().unwrap() {
        plan[field] = value.clone();
    }
    plan
}

fn bad(till: &Till, plan: &Value) {
    let (status, code, message) = till.refused(Request::post("/schedules").json(plan));
    assert_eq!((status, code.as_str()), (400, "bad_request"), "{message}: {plan}");
}

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

#[test]
fn omise_6_8_life_1_status_by_the_dates_left() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for (end, status, left) in
        [("2026-05-06", "running", 2), ("2026-05-05", "expiring", 1), ("2026-05-04", "expired", 0)]
    {
        let made = till.post("/schedules", plan(&customer, json!({"start_date": "2026-05-04", "end_date": end})));
        assert_eq!((&made["status"], &made["active"]), (&json!(status), &json!(left > 0)));
        assert_eq!(made["next_occurrences_on"].as_array().unwrap().len(), left);
        assert_eq!(made["ended_at"].is_null(), left > 0);
    }
}

#[test]
fn omise_6_8_life_2_one_date_left_is_expiring_and_none_is_refused() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let one = till.post("/schedules", plan(&customer, json!({"end_date": "2026-05-05"})));
    assert_eq!((&one["status"], &one["active"]), (&json!("expiring"), &json!(true)));
    bad(&till, &plan(&customer, json!({"period": "week", "on": {"weekdays": ["monday"]}, "end_date": "2026-05-10"})));
}

#[test]
fn omise_6_8_life_3_to_5_a_destroyed_schedule_stays() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let (first, second) = (till.schedule(&customer), till.schedule(&customer));
    let path = format!("/schedules/{first}");
    let destroyed = till.delete(&path);
    assert_eq!((&destroyed["object"], &destroyed["status"]), (&json!("schedule"), &json!("deleted")));
    till.clock.advance_seconds(60);
    for again in [till.get(&path), till.delete(&path)] {
        assert_eq!((&again["status"], &again["ended_at"]), (&json!("deleted"), &json!(NOW)));
    }
    for list in ["/schedules".to_owned(), "/charges/schedules".to_owned(), format!("/customers/{customer}/schedules")] {
        let list = till.get(&list);
        assert_eq!((ids(&list), &list["total"]), (vec![first.clone(), second.clone()], &json!(2)));
    }
    let unknown = refusal(404, "not_found", "schedule schd_test_none was not found");
    assert_eq!(till.refused(Request::get("/schedules/schd_test_none")), unknown);
    assert_eq!(till.refused(Request::delete("/schedules/schd_test_none")), unknown);
    assert_eq!(till.refused(Request::get("/schedules/schd_test_none/occurrences")), unknown);
}

#[test]
fn omise_6_8_life_6_to_8_the_card_that_is_shown() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let second = till.attach(&customer);
    let unnamed = text(&till.post("/schedules", daily(&customer))["id"]);
    let mut by_name = daily(&customer);
    by_name["charge"]["card"] = json!(first);
    let named = text(&till.post("/schedules", by_name)["id"]);
    let card = |schedule: &str| {
        let charge = till.get(&format!("/schedules/{schedule}"))["charge"].clone();
        (charge["card"].clone(), charge["default_card"].clone())
    };
    assert_eq!(card(&unnamed), (json!(first), json!(true)));
    assert_eq!(card(&named), (json!(first), json!(false)));
    till.patch(&format!("/customers/{customer}"), json!({"default_card": second}));
    assert_eq!(card(&unnamed), (json!(second), json!(true)), "it follows the default");
    till.delete(&format!("/customers/{customer}/cards/{first}"));
    assert_eq!(card(&named), (json!(first), json!(false)), "it keeps a destroyed card");
    assert_eq!(till.get(&format!("/schedules/{named}"))["status"], "running");
    till.delete(&format!("/customers/{customer}/cards/{second}"));
    assert_eq!(card(&unnamed), (Value::Null, json!(true)));
}

#[test]
fn omise_6_8_life_9_and_10_customer_and_card_must_exist() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let (_, foreign) = till.customer_with_card();
    let missing = |plan: Value| till.refused(Request::post("/schedules").json(&plan));
    let expected = refusal(404, "not_found", "customer cust_test_none was not found");
    assert_eq!(missing(daily("cust_test_none")), expected);
    for wrong in ["card_test_none", &foreign] {
        let mut plan = daily(&customer);
        plan["charge"]["card"] = json!(wrong);
        assert_eq!(missing(plan), refusal(404, "not_found", &format!("card {wrong} was not found")));
    }
    bad(&till, &daily(&till.customer()));
    assert_eq!(till.get("/schedules")["total"], 0);
}

#[test]
fn omise_6_8_life_11_missing_or_wrong_parameters() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for missing in ["every", "period", "end_date", "charge"] {
        let mut plan = daily(&customer);
        plan.as_object_mut().unwrap().remove(missing);
        bad(&till, &plan);
        bad(&till, &{
            let mut plan = daily(&customer);
            plan[missing] = Value::Null;
            plan
        });
    }
    for wrong in [
        json!({"every": 0}),
        json!({"every": -1}),
        json!({"every": "often"}),
        json!({"every": 1.5}),
        json!({"every": 4_294_967_296_u64}),
        json!({"period": "year"}),
        json!({"period": "Day"}),
        json!({"end_date": "2026-05-01"}),
        json!({"end_date": "soon"}),
        json!({"start_date": "2026-05-03"}),
        json!({"start_date": "2026-06-31"}),
        json!({"charge": {}}),
        json!({"charge": "x"}),
        json!({"on": "x"}),
    ] {
        bad(&till, &plan(&customer, wrong));
    }
    till.post("/schedules", plan(&customer, json!({"every": "2"})));
}

#[test]
fn omise_6_8_life_12_the_amount_is_a_positive_whole_number() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let with = |amount: Value| {
        let mut plan = daily(&customer);
        plan["charge"]["amount"] = amount;
        plan
    };
    for wrong in [json!(0), json!(-5), json!(1.5), json!("a lot"), json!(""), Value::Null, json!([5])] {
        bad(&till, &with(wrong));
    }
    assert_eq!(till.post("/schedules", with(json!(1)))["charge"]["amount"], 1);
    assert_eq!(till.post("/schedules", with(json!("2500")))["charge"]["amount"], 2500);
}

#[test]
fn omise_6_8_life_13_lists_of_schedules() {
    let till = Till::open();
    let ((one, _), (other, _)) = (till.customer_with_card(), till.customer_with_card());
    let (first, second, third) = (till.schedule(&one), till.schedule(&other), till.schedule(&one));
    assert_eq!(ids(&till.get(&format!("/customers/{one}/schedules"))), [first.clone(), third.clone()]);
    assert_eq!(ids(&till.get(&format!("/customers/{other}/schedules"))), slice::from_ref(&second));
    for path in ["/schedules", "/charges/schedules"] {
        let list = till.get(path);
        assert_eq!((ids(&list), &list["location"]), (vec![first.clone(), second.clone(), third.clone()], &json!(path)));
    }
}

#[test]
fn omise_6_8_life_14_currency_is_shown_in_upper_case() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for currency in ["jpy", "JPY", "Jpy"] {
        let mut plan = daily(&customer);
        plan["charge"]["currency"] = json!(currency);
        assert_eq!(till.post("/schedules", plan)["charge"]["currency"], "JPY");
    }
    let mut plan = daily(&customer);
    plan["charge"]["currency"] = json!("yen!");
    bad(&till, &plan);
}
