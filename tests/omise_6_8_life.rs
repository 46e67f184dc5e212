//! A schedule lives or ends otherwise than its page says, or charges somebody who is not there (section 6.8, life cycle).

mod support;

use std::slice;

use serde_json::{Value, json};
use support::*;
use tillbook::{Charging, Date, Outcome, Request, ScheduleUpdate};

/// A schedule's status and how many dates it shows.
fn state(till: &Till, schedule: &str) -> (String, usize) {
    let shown = till.get(&format!("/schedules/{schedule}"));
    (text(&shown["status"]), shown["next_occurrences_on"].as_array().unwrap().len())
}

/// The card that a schedule shows, and whether it is the customer's default card.
fn charged(till: &Till, schedule: &str) -> (Value, Value) {
    let charge = till.get(&format!("/schedules/{schedule}"))["charge"].clone();
    (charge["card"].clone(), charge["default_card"].clone())
}

/// A schedule that names its card.
fn naming(till: &Till, customer: &str, card: &str) -> String {
    let mut plan = daily(customer);
    plan["charge"]["card"] = json!(card);
    text(&till.post("/schedules", plan)["id"])
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
fn omise_6_8_life_1_it_runs_then_expires_as_its_dates_pass() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let made = till.post("/schedules", plan(&customer, json!({"end_date": "2026-05-07"})));
    let path = format!("/schedules/{}", text(&made["id"]));
    for (status, active, left) in [("running", true, 2), ("expiring", true, 1), ("expired", false, 0)] {
        till.clock.advance_seconds(86_400);
        till.account.schedules().simulate_due().unwrap();
        let shown = till.get(&path);
        assert_eq!((&shown["status"], &shown["active"]), (&json!(status), &json!(active)));
        assert_eq!(shown["next_occurrences_on"].as_array().unwrap().len(), left);
        assert_eq!(shown["ended_at"].is_null(), active);
        assert_eq!(shown["occurrences"]["total"], 3 - left);
    }
}

#[test]
fn omise_6_8_life_1_failures_are_shown_tried_again_and_suspend_it() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let schedule = till.schedule(&customer);
    let schedules = till.account.schedules();
    let host = ScheduleUpdate { charging: Some(Charging::Host), ..ScheduleUpdate::default() };
    schedules.update(&schedule, host).unwrap();
    let fail = |day: &str| {
        let outcome = Outcome::Failed { message: Some("insufficient funds".to_owned()) };
        schedules.record(&schedule, Date::parse(day).unwrap(), outcome).unwrap();
    };
    let list = format!("/schedules/{schedule}/occurrences");
    let retries = || {
        let list = till.get(&list);
        list["data"].as_array().unwrap().iter().map(|one| one["retry_on"].clone()).collect::<Vec<_>>()
    };
    let statuses = ["2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08", "2026-05-09"];
    for (day, dates) in [(0, &[0][..]), (1, &[0, 1]), (2, &[0, 1, 2]), (3, &[1, 2]), (4, &[2])] {
        assert_eq!(state(&till, &schedule).0, "running");
        till.clock.advance_seconds(86_400);
        dates.iter().for_each(|&date| fail(statuses[date]));
        if day == 1 {
            let failed = till.get(&list)["data"][0].clone();
            assert_eq!((&failed["status"], &failed["result"]), (&json!("failed"), &Value::Null));
            assert_eq!(failed["message"], "insufficient funds");
            assert_eq!((&failed["scheduled_on"], &failed["retry_on"]), (&json!("2026-05-05"), &json!("2026-05-07")));
        }
    }
    assert_eq!(retries(), [Value::Null, Value::Null, Value::Null], "tried three times each");
    let suspended = till.get(&format!("/schedules/{schedule}"));
    assert_eq!((&suspended["status"], &suspended["active"]), (&json!("suspended"), &json!(false)));
    assert_eq!((&suspended["next_occurrences_on"], &suspended["deleted"]), (&json!([]), &json!(false)));
    assert_eq!(suspended["ended_at"], "2026-05-09T09:30:00Z");
}

#[test]
fn omise_6_8_life_1_two_failures_and_a_success_do_not_suspend_it() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let schedule = till.schedule(&customer);
    let schedules = till.account.schedules();
    let host = ScheduleUpdate { charging: Some(Charging::Host), ..ScheduleUpdate::default() };
    schedules.update(&schedule, host).unwrap();
    till.clock.advance_seconds(86_400);
    let first = Date::parse("2026-05-05").unwrap();
    for _ in 0..2 {
        schedules.record(&schedule, first, Outcome::Failed { message: None }).unwrap();
        till.clock.advance_seconds(86_400);
    }
    schedules.record(&schedule, first, Outcome::Successful { charge: None }).unwrap();
    schedules.record(&schedule, first.plus_days(1), Outcome::Skipped { message: Some("closed".to_owned()) }).unwrap();
    let list = till.get(&format!("/schedules/{schedule}/occurrences"));
    let shown = list["data"].as_array().unwrap();
    assert_eq!((&shown[0]["status"], &shown[0]["retry_on"]), (&json!("successful"), &Value::Null));
    assert_eq!((&shown[1]["status"], &shown[1]["message"]), (&json!("skipped"), &json!("closed")));
    assert!(shown[1]["result"].is_null());
    assert_eq!(state(&till, &schedule).0, "running");
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
fn omise_6_8_life_3_destroying_answers_the_full_schedule_in_every_version() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for version in ["2019-05-29", "2017-11-02", "2014-07-27"] {
        let path = format!("/schedules/{}", till.schedule(&customer));
        let get = till.ok(Request::get(path.as_str()).header("Omise-Version", version));
        let gone = till.ok(Request::delete(path.as_str()).header("Omise-Version", version));
        assert_eq!((&gone["object"], &gone["status"]), (&json!("schedule"), &json!("deleted")));
        for (field, value) in get.as_object().unwrap() {
            assert!(gone.get(field).is_some_and(|shown| shown.is_null() == value.is_null() || field == "ended_at"));
        }
    }
}

#[test]
fn omise_6_8_life_4_a_destroyed_schedule_is_retrieved_listed_and_counted() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let (first, second) = (till.schedule(&customer), till.schedule(&customer));
    let destroyed = till.delete(&format!("/schedules/{first}"));
    assert_eq!(till.get(&format!("/schedules/{first}")), destroyed);
    for list in ["/schedules".to_owned(), "/charges/schedules".to_owned(), format!("/customers/{customer}/schedules")] {
        let list = till.get(&list);
        assert_eq!((ids(&list), &list["total"]), (vec![first.clone(), second.clone()], &json!(2)));
        assert_eq!(list["data"][0], destroyed);
    }
    till.get(&format!("/schedules/{first}/occurrences"));
    let unknown = refusal(404, "not_found", "schedule schd_test_none was not found");
    assert_eq!(till.refused(Request::get("/schedules/schd_test_none")), unknown);
    assert_eq!(till.refused(Request::get("/schedules/schd_test_none/occurrences")), unknown);
}

#[test]
fn omise_6_8_life_5_destroying_again_answers_the_same() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let path = format!("/schedules/{}", till.schedule(&customer));
    let destroyed = till.delete(&path);
    till.clock.advance_seconds(60);
    let mut again = till.delete(&path);
    again["occurrences"]["to"] = destroyed["occurrences"]["to"].clone();
    assert_eq!(again, destroyed);
    let unknown = refusal(404, "not_found", "schedule schd_test_none was not found");
    assert_eq!(till.refused(Request::delete("/schedules/schd_test_none")), unknown);
}

#[test]
fn omise_6_8_life_6_a_named_card_stays_and_the_default_card_is_followed() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let second = till.attach(&customer);
    let unnamed = till.schedule(&customer);
    let named = naming(&till, &customer, &first);
    assert_eq!(charged(&till, &unnamed), (json!(first), json!(true)));
    assert_eq!(charged(&till, &named), (json!(first), json!(false)));
    till.patch(&format!("/customers/{customer}"), json!({"default_card": second}));
    assert_eq!(charged(&till, &unnamed), (json!(second), json!(true)), "it follows the default");
    assert_eq!(charged(&till, &named), (json!(first), json!(false)));
    till.delete(&format!("/customers/{customer}/cards/{second}"));
    assert_eq!(charged(&till, &unnamed), (json!(first), json!(true)), "and its successor");
}

#[test]
fn omise_6_8_life_6_an_empty_card_equals_an_absent_one() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    for empty in [Value::Null, json!("")] {
        let mut plan = daily(&customer);
        plan["charge"]["card"] = empty;
        let made = till.post("/schedules", plan);
        assert_eq!((&made["charge"]["card"], &made["charge"]["default_card"]), (&json!(card), &json!(true)));
    }
}

#[test]
fn omise_6_8_life_7_destroying_the_named_card_leaves_the_schedule_as_it_is() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    till.attach(&customer);
    let named = naming(&till, &customer, &first);
    let before = till.get(&format!("/schedules/{named}"));
    till.delete(&format!("/customers/{customer}/cards/{first}"));
    assert_eq!(till.get(&format!("/schedules/{named}")), before);
    assert_eq!(state(&till, &named).0, "running");
    assert_eq!(charged(&till, &named), (json!(first), json!(false)));
}

#[test]
fn omise_6_8_life_8_without_any_card_left_none_is_shown() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let schedule = till.schedule(&customer);
    till.delete(&format!("/customers/{customer}/cards/{card}"));
    assert_eq!(charged(&till, &schedule), (Value::Null, json!(true)));
    assert_eq!(state(&till, &schedule).0, "running");
    let next = till.attach(&customer);
    assert_eq!(charged(&till, &schedule), (json!(next), json!(true)));
}

#[test]
fn omise_6_8_life_9_customer_and_card_must_exist() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let destroyed_card = till.attach(&customer);
    till.delete(&format!("/customers/{customer}/cards/{destroyed_card}"));
    let (destroyed, foreign) = till.customer_with_card();
    let in_token = text(&till.token_of(VISA)["card"]["id"]);
    let with_card = |card: &str| {
        let mut plan = daily(&customer);
        plan["charge"]["card"] = json!(card);
        till.refused(Request::post("/schedules").json(&plan))
    };
    for wrong in ["card_test_none", &foreign, &destroyed_card, &in_token, &customer] {
        assert_eq!(with_card(wrong), refusal(404, "not_found", &format!("card {wrong} was not found")));
    }
    till.delete(&format!("/customers/{destroyed}"));
    for wrong in ["cust_test_none", &destroyed, &foreign] {
        let refused = till.refused(Request::post("/schedules").json(&daily(wrong)));
        assert_eq!(refused, refusal(404, "not_found", &format!("customer {wrong} was not found")));
    }
    assert_eq!(till.get("/schedules")["total"], 0);
}

#[test]
fn omise_6_8_life_10_somebody_without_any_card_cannot_be_charged() {
    let till = Till::open();
    let customer = till.customer();
    bad(&till, &daily(&customer));
    assert_eq!(till.get("/schedules")["total"], 0);
    till.attach(&customer);
    till.schedule(&customer);
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
        json!({"charge": {"amount": 4500}}),
        json!({"charge": {"customer": customer}}),
        json!({"charge": {"customer": "", "amount": 4500}}),
        json!({"charge": {"customer": customer, "amount": 4500, "metadata": "x"}}),
        json!({"charge": {"customer": customer, "amount": 4500, "description": {}}}),
        json!({"on": "x"}),
        json!({"period": "week"}),
        json!({"period": "month"}),
        json!({"start_on": "2026-05-05", "end_on": "2026-05-04"}),
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
