//! A destroyed customer is still there, or takes too much with it (section 6.5).

mod support;

use serde_json::json;
use support::*;
use tillbook::Request;

#[test]
fn omise_6_5_1_destroying_answers_the_customer() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let mut expected = till.get(&format!("/customers/{customer}"));
    expected["deleted"] = json!(true);
    assert_eq!(till.delete(&format!("/customers/{customer}")), expected);
}

#[test]
fn omise_6_5_2_afterwards_it_is_not_found() {
    let till = Till::open();
    let customer = till.customer();
    till.delete(&format!("/customers/{customer}"));
    let expected = refusal(404, "not_found", &format!("customer {customer} was not found"));
    assert_eq!(till.refused(Request::get(format!("/customers/{customer}"))), expected);
}

#[test]
fn omise_6_5_3_it_can_neither_be_changed_nor_destroyed_again() {
    let till = Till::open();
    let customer = till.customer();
    let path = format!("/customers/{customer}");
    till.delete(&path);
    let expected = refusal(404, "not_found", &format!("customer {customer} was not found"));
    assert_eq!(till.refused(Request::patch(path.as_str()).json(&json!({"email": "x"}))), expected);
    assert_eq!(till.refused(Request::delete(path.as_str())), expected);
}

#[test]
fn omise_6_5_4_nothing_below_it_is_found_either() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    till.schedule(&customer);
    let path = format!("/customers/{customer}");
    till.delete(&path);
    let expected = refusal(404, "not_found", &format!("customer {customer} was not found"));
    for request in [
        Request::get(format!("{path}/schedules")),
        Request::get(format!("{path}/cards")),
        Request::get(format!("{path}/linked_accounts")),
        Request::get(format!("{path}/cards/{card}")),
        Request::patch(format!("{path}/cards/{card}")).json(&json!({"name": "x"})),
        Request::delete(format!("{path}/cards/{card}")),
    ] {
        assert_eq!(till.refused(request), expected);
    }
}

#[test]
fn omise_6_5_5_it_is_neither_listed_nor_counted() {
    let till = Till::open();
    let (first, second, third) = (till.customer(), till.customer(), till.customer());
    till.delete(&format!("/customers/{second}"));
    let list = till.get("/customers");
    assert_eq!((ids(&list), &list["total"]), (vec![first, third.clone()], &json!(2)));
    assert_eq!(ids(&till.get("/customers?offset=1")), [third]);
}

#[test]
fn omise_6_5_6_its_cards_are_destroyed_with_it() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    till.delete(&format!("/customers/{customer}"));
    let other = till.customer();
    let refused = till.refused(Request::patch(format!("/customers/{other}")).json(&json!({"default_card": card})));
    assert_eq!(refused, refusal(404, "not_found", &format!("card {card} was not found")));
    assert_eq!(till.refused(Request::get(format!("/customers/{other}/cards/{card}"))).0, 404);
}

#[test]
fn omise_6_5_7_its_schedules_are_not_touched() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let by_default = till.schedule(&customer);
    let mut plan = daily(&customer);
    plan["charge"]["card"] = json!(card);
    let by_name = text(&till.post("/schedules", plan)["id"]);
    till.delete(&format!("/customers/{customer}"));
    let list = till.get("/schedules");
    assert_eq!((ids(&list), &list["total"]), (vec![by_default.clone(), by_name.clone()], &json!(2)));
    let shown = till.get(&format!("/schedules/{by_default}"));
    assert_eq!((&shown["status"], &shown["charge"]["customer"]), (&json!("running"), &json!(customer)));
    assert!(shown["charge"]["card"].is_null(), "there is no default card any more");
    assert_eq!(till.get(&format!("/schedules/{by_name}"))["charge"]["card"], card.as_str());
    assert_eq!(till.delete(&format!("/schedules/{by_default}"))["status"], "deleted");
}

#[test]
fn omise_6_5_8_ids_are_never_reused() {
    let till = Till::open();
    let mut seen = Vec::new();
    for _ in 0..30 {
        let customer = till.customer();
        till.delete(&format!("/customers/{customer}"));
        assert!(!seen.contains(&customer));
        seen.push(customer);
    }
}
