//! Creating or updating a customer changes too much or too little (section 6.1).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::Request;

#[test]
fn omise_6_1_1_a_customer_may_be_empty() {
    let till = Till::open();
    let customer = till.ok(Request::post("/customers"));
    for field in ["description", "email", "default_card"] {
        assert!(customer[field].is_null(), "{field}");
    }
    assert_eq!(customer["metadata"], json!({}));
    assert_eq!(customer["cards"]["total"], 0);
}

#[test]
fn omise_6_1_2_emails_are_not_unique() {
    let till = Till::open();
    let same = json!({"email": "shared@example.com"});
    let made = [till.post("/customers", same.clone()), till.post("/customers", same)].map(|one| text(&one["id"]));
    assert_eq!(ids(&till.get("/customers")), made);
    let third = till.customer();
    till.patch(&format!("/customers/{third}"), json!({"email": "shared@example.com"}));
}

#[test]
fn omise_6_1_3_only_what_is_present_changes() {
    let till = Till::open();
    let first = till.post("/customers", json!({"email": "a@example.com", "description": "d", "metadata": {"k": 1}}));
    let path = format!("/customers/{}", text(&first["id"]));
    assert_eq!(till.ok(Request::patch(path.as_str())), first);
    for (field, value) in
        [("email", json!("b@example.com")), ("description", json!("e")), ("metadata", json!({"l": 2}))]
    {
        let before = till.get(&path);
        let after = till.patch(&path, json!({field: value}));
        let mut expected = before;
        expected[field] = value;
        assert_eq!(after, expected);
        assert_eq!(till.get(&path), expected);
    }
}

#[test]
fn omise_6_1_4_metadata_is_replaced() {
    let till = Till::open();
    let customer = till.post("/customers", json!({"metadata": {"a": 1, "b": {"c": 2}}}));
    let path = format!("/customers/{}", text(&customer["id"]));
    assert_eq!(till.patch(&path, json!({"metadata": {"b": {"d": 3}}}))["metadata"], json!({"b": {"d": 3}}));
    assert_eq!(till.patch(&path, json!({"email": "x"}))["metadata"], json!({"b": {"d": 3}}));
    assert_eq!(till.patch(&path, json!({"metadata": {}}))["metadata"], json!({}));
}

#[test]
fn omise_6_1_5_metadata_must_be_an_object() {
    let till = Till::open();
    let customer = till.post("/customers", json!({"metadata": {"a": 1}, "email": "a@example.com"}));
    let path = format!("/customers/{}", text(&customer["id"]));
    for wrong in [json!("text"), json!([1]), json!(5), json!(true), Value::Null] {
        let body = json!({"metadata": wrong, "email": "b@example.com"});
        for request in [Request::post("/customers"), Request::patch(path.as_str())] {
            let (status, code, _) = till.refused(request.json(&body));
            assert_eq!((status, code.as_str()), (400, "bad_request"), "{wrong}");
        }
    }
    assert_eq!(till.get(&path), customer);
    assert_eq!(till.get("/customers")["total"], 1);
}

#[test]
fn omise_6_1_6_null_and_empty_text_are_stored_as_such() {
    let till = Till::open();
    for field in ["description", "email"] {
        assert_eq!(till.post("/customers", json!({field: ""}))[field], "");
        assert!(till.post("/customers", json!({field: null}))[field].is_null());
        let path = format!("/customers/{}", text(&till.post("/customers", json!({field: "x"}))["id"]));
        assert_eq!(till.patch(&path, json!({field: ""}))[field], "");
        assert_eq!(till.patch(&path, json!({field: "x"}))[field], "x");
        assert!(till.patch(&path, json!({field: null}))[field].is_null());
    }
    assert_eq!(till.ok(Request::post("/customers").form(&[("email", "")]))["email"], "");
}

#[test]
fn omise_6_1_7_null_or_empty_cards_equal_absent_ones() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    for empty in [Value::Null, json!("")] {
        assert_eq!(till.post("/customers", json!({"card": empty}))["cards"]["total"], 0);
        let same = till.patch(&format!("/customers/{customer}"), json!({"card": empty, "default_card": empty}));
        assert_eq!((&same["default_card"], &same["cards"]["total"]), (&json!(card), &json!(1)));
    }
}

#[test]
fn omise_6_1_8_unknown_parameters_are_ignored() {
    let till = Till::open();
    let customer = till.post("/customers", json!({"id": "cust_test_mine", "deleted": true, "shoe_size": [43]}));
    assert_ne!(customer["id"], "cust_test_mine");
    assert_eq!(customer["deleted"], false);
    let path = format!("/customers/{}", text(&customer["id"]));
    assert_eq!(till.patch(&path, json!({"created_at": "2001-01-01", "livemode": true})), customer);
}

#[test]
fn omise_6_1_9_a_refused_request_changes_nothing() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let path = format!("/customers/{customer}");
    let before = till.get(&path);
    let used = till.token();
    till.post("/customers", json!({"card": used}));
    let fresh = till.token();
    let refused = [
        (Request::post("/customers"), json!({"email": "x", "card": used})),
        (Request::post("/customers"), json!({"email": "x", "card": "tokn_test_none"})),
        (Request::patch(path.as_str()), json!({"email": "x", "card": used})),
        (Request::patch(path.as_str()), json!({"email": "x", "card": "tokn_test_none"})),
        (Request::patch(path.as_str()), json!({"email": "x", "card": fresh, "default_card": "card_test_none"})),
        (Request::patch(path.as_str()), json!({"email": "x", "card": fresh, "metadata": 5})),
        (Request::patch("/customers/cust_test_none"), json!({"card": fresh})),
    ];
    for (request, body) in refused {
        till.refused(request.json(&body));
    }
    assert_eq!(till.get(&path), before);
    assert_eq!(till.get("/customers")["total"], 2);
    let token = till.ok(Request::get(format!("/tokens/{fresh}")).public());
    assert_eq!((&token["used"], token["card"].is_object()), (&json!(false), true));
    till.patch(&path, json!({"card": fresh}));
}

#[test]
fn omise_6_1_10_the_time_of_creation_never_changes() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    till.clock.advance_seconds(3600);
    let changed = till.patch(&format!("/customers/{customer}"), json!({"email": "x", "card": till.token()}));
    assert_eq!(changed["created_at"], NOW);
    assert!(!changed.to_string().contains("updated"));
}
