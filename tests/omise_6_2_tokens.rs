//! A token is used twice, vanishes, or its card changes on the way to the customer (section 6.2).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::Request;

fn retrieve(till: &Till, token: &str) -> Value {
    till.ok(Request::get(format!("/tokens/{token}")).public())
}

#[test]
fn omise_6_2_1_a_fresh_token_holds_its_card() {
    let till = Till::open();
    let token = till.token_of(VISA);
    assert_eq!((&token["used"], &token["charge_status"]), (&json!(false), &json!("unknown")));
    assert_eq!((&token["card"]["object"], &token["card"]["location"]), (&json!("card"), &Value::Null));
    assert_eq!(retrieve(&till, &text(&token["id"])), token);
}

#[test]
fn omise_6_2_2_attaching_consumes_a_token_once() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let created = till.token();
    till.post("/customers", json!({"card": created}));
    let updated = till.token();
    till.patch(&format!("/customers/{customer}"), json!({"card": updated}));
    for token in [created, updated] {
        assert_eq!(retrieve(&till, &token)["used"], true);
        assert_eq!(till.refused(Request::post("/customers").json(&json!({"card": token}))).1, "used_token");
    }
}

#[test]
fn omise_6_2_3_a_used_token_stays_without_its_card() {
    let till = Till::open();
    let mut token = till.token_of(VISA);
    till.clock.advance_seconds(60);
    till.post("/customers", json!({"card": token["id"]}));
    token["used"] = json!(true);
    token["card"] = Value::Null;
    assert_eq!(retrieve(&till, &text(&token["id"])), token);
}

#[test]
fn omise_6_2_4_the_card_keeps_its_id() {
    let till = Till::open();
    let token = till.token_of(VISA);
    let card = text(&token["card"]["id"]);
    let customer = till.post("/customers", json!({"card": token["id"]}));
    assert_eq!(customer["default_card"], card);
    let path = format!("/customers/{}/cards/{card}", text(&customer["id"]));
    let mut expected = token["card"].clone();
    expected["location"] = json!(path);
    assert_eq!(till.get(&path), expected, "only the location is new");
}

#[test]
fn omise_6_2_5_the_card_is_as_old_as_its_token() {
    let till = Till::open();
    let token = till.token();
    till.clock.advance_seconds(3600);
    let customer = till.post("/customers", json!({"card": token}));
    assert_eq!(customer["cards"]["data"][0]["created_at"], NOW);
    assert_eq!(customer["created_at"], "2026-05-04T10:30:00Z");
}

#[test]
fn omise_6_2_6_a_used_token_is_refused() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let used = till.token();
    let other = till.post("/customers", json!({"card": used}));
    let expected = refusal(400, "used_token", "token was already used");
    let body = json!({"card": used});
    assert_eq!(till.refused(Request::post("/customers").json(&body)), expected);
    assert_eq!(till.refused(Request::patch(format!("/customers/{customer}")).json(&body)), expected);
    till.delete(&format!("/customers/{}", text(&other["id"])));
    assert_eq!(till.refused(Request::post("/customers").json(&body)), expected, "also when its card is gone");
}

#[test]
fn omise_6_2_7_an_unknown_token_is_named_as_it_was_sent() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let live = till.live().call(&Request::post("/tokens").public().json(&card_details(VISA))).json();
    for wrong in ["tokn_test_none", "gar bage/é", "TOKN", live["id"].as_str().unwrap()] {
        let expected = refusal(404, "not_found", &format!("token {wrong} was not found"));
        let body = json!({"card": wrong});
        assert_eq!(till.refused(Request::post("/customers").json(&body)), expected);
        assert_eq!(till.refused(Request::patch(format!("/customers/{customer}")).json(&body)), expected);
    }
}

#[test]
fn omise_6_2_8_a_card_or_customer_id_is_no_token() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    for wrong in [&customer, &card] {
        let expected = refusal(404, "not_found", &format!("token {wrong} was not found"));
        for request in [Request::post("/customers"), Request::patch(format!("/customers/{customer}"))] {
            assert_eq!(till.refused(request.json(&json!({"card": wrong}))), expected);
        }
    }
}

#[test]
fn omise_6_2_9_unused_tokens_stay_valid() {
    let till = Till::open();
    let token = till.token();
    till.clock.advance_seconds(365 * 86_400);
    assert_eq!(retrieve(&till, &token)["used"], false);
    assert_eq!(till.post("/customers", json!({"card": token}))["cards"]["total"], 1);
}

#[test]
fn omise_6_2_10_retrieving_an_unknown_token() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    for wrong in ["tokn_test_none", &customer, &card] {
        let expected = refusal(404, "not_found", &format!("token {wrong} was not found"));
        assert_eq!(till.refused(Request::get(format!("/tokens/{wrong}")).public()), expected);
    }
}
