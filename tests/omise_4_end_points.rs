//! An end point is missing, asks for the wrong key, or misses a parameter (section 4).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::{Key, Method, Request};

/// Every end point of the table: its number, method, path, key, and what it answers with.
fn end_points() -> Vec<(&'static str, Method, &'static str, Key, &'static str)> {
    use Key::{Public, Secret};
    use Method::{Delete, Get, Patch, Post};
    vec![
        ("E1", Post, "/customers", Secret, "customer"),
        ("E2", Get, "/customers", Secret, "list"),
        ("E3", Get, "/customers/CUSTOMER", Secret, "customer"),
        ("E4", Patch, "/customers/CUSTOMER", Secret, "customer"),
        ("E6", Get, "/customers/CUSTOMER/schedules", Secret, "list"),
        ("E7", Get, "/customers/CUSTOMER/cards", Secret, "list"),
        ("E8", Get, "/customers/CUSTOMER/cards/CARD", Secret, "card"),
        ("E9", Patch, "/customers/CUSTOMER/cards/CARD", Secret, "card"),
        ("E11", Post, "/tokens", Public, "token"),
        ("E12", Get, "/tokens/TOKEN", Public, "token"),
        ("E13", Post, "/schedules", Secret, "schedule"),
        ("E14", Get, "/schedules", Secret, "list"),
        ("E15", Get, "/schedules/SCHEDULE", Secret, "schedule"),
        ("E17", Get, "/schedules/SCHEDULE/occurrences", Secret, "list"),
        ("E18", Get, "/charges/schedules", Secret, "list"),
        ("E19", Get, "/occurrences/OCCURRENCE", Secret, "occurrence"),
        ("E20", Get, "/customers/CUSTOMER/linked_accounts", Secret, "list"),
        ("E21", Get, "/search?scope=customer&query=", Secret, "search"),
        ("E16", Delete, "/schedules/SCHEDULE", Secret, "schedule"),
        ("E10", Delete, "/customers/CUSTOMER/cards/CARD", Secret, "card"),
        ("E5", Delete, "/customers/CUSTOMER", Secret, "customer"),
    ]
}

/// A till with one of everything, and the names of `end_points` with their ids.
fn furnished() -> (Till, [(&'static str, String); 5], Value) {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let mut plan = daily(&customer);
    plan["start_date"] = json!("2026-05-04");
    let schedule = till.post("/schedules", plan.clone());
    let names = [
        ("CUSTOMER", customer),
        ("CARD", card),
        ("TOKEN", till.token()),
        ("SCHEDULE", text(&schedule["id"])),
        ("OCCURRENCE", text(&schedule["occurrences"]["data"][0]["id"])),
    ];
    (till, names, plan)
}

#[test]
fn omise_4_every_end_point_answers_its_object_and_only_to_its_key() {
    let (till, names, plan) = furnished();
    assert_eq!(end_points().len(), 21);
    for (number, method, path, key, object) in end_points() {
        let path = names.iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id));
        let mut request = Request::new(method, path);
        match number {
            "E11" => request = request.json(&card_details(VISA)),
            "E13" => request = request.json(&plan),
            _ => {}
        }
        let other = if key == Key::Secret { Key::Public } else { Key::Secret };
        request.key = other;
        assert_eq!(till.refused(request.clone()), refusal(401, "authentication_failure", "authentication failed"));
        request.key = key;
        assert_eq!(till.ok(request)["object"], object, "{number}");
    }
}

#[test]
fn omise_4_what_is_no_end_point_is_not_found() {
    let (till, names, _) = furnished();
    let (customer, schedule, token) = (&names[0].1, &names[3].1, &names[2].1);
    for (method, path) in [
        (Method::Post, format!("/customers/{customer}/cards")),
        (Method::Patch, format!("/schedules/{schedule}")),
        (Method::Delete, format!("/tokens/{token}")),
        (Method::Get, "/tokens".to_owned()),
        (Method::Put, format!("/customers/{customer}")),
        (Method::Other, "/customers".to_owned()),
        (Method::Get, "/charges".to_owned()),
        (Method::Get, "/v1/customers".to_owned()),
        (Method::Get, "/".to_owned()),
        (Method::Get, String::new()),
        (Method::Get, "customers".to_owned()),
        (Method::Get, format!("/customers/{customer}/cards/x/y")),
    ] {
        for key in [Key::Secret, Key::Public] {
            let mut request = Request::new(method, path.clone());
            request.key = key;
            let (status, code, _) = till.refused(request);
            assert_eq!((status, code.as_str()), (404, "not_found"), "{method:?} {path}");
        }
    }
}

#[test]
fn omise_4_1_e1_takes_its_parameters_and_ignores_direct_debit() {
    let till = Till::open();
    let customer = till.post(
        "/customers",
        json!({"description": "Tables 1–4", "email": "mali@example.com", "card": till.token(),
               "metadata": {"nested": {"deep": [1, null, "x"]}}, "linked_account": "lacc_1"}),
    );
    assert_eq!(customer["description"], "Tables 1–4");
    assert_eq!(customer["email"], "mali@example.com");
    assert_eq!(customer["metadata"], json!({"nested": {"deep": [1, null, "x"]}}));
    assert_eq!(customer["cards"]["total"], 1);
    assert_eq!(customer["linked_accounts"]["total"], 0);
}

#[test]
fn omise_4_1_e1_email_has_no_format() {
    let till = Till::open();
    assert_eq!(till.post("/customers", json!({"email": "not an address"}))["email"], "not an address");
}

#[test]
fn omise_4_1_lists_have_defaults_and_bare_dates_are_first_seconds() {
    let till = Till::open();
    let list = till.get("/customers");
    assert_eq!(list["from"], "1970-01-01T00:00:00Z");
    assert_eq!(list["to"], NOW);
    assert_eq!((&list["limit"], &list["offset"], &list["order"]), (&json!(20), &json!(0), &json!("chronological")));
    let list = till.get("/customers?from=2026-01-31&to=2026-02-28");
    assert_eq!((&list["from"], &list["to"]), (&json!("2026-01-31T00:00:00Z"), &json!("2026-02-28T00:00:00Z")));
}

#[test]
fn omise_4_1_e9_changes_what_may_change() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let path = format!("/customers/{customer}/cards/{card}");
    let changes = json!({"name": "M. Suwan", "city": "Chiang Rai", "postal_code": "57000", "expiration_month": "12",
                         "expiration_year": 2033, "street1": "1 Night Market", "street2": "2nd floor",
                         "state": "Chiang Rai", "country": "TH", "phone_number": "+66 53 000 000"});
    let changed = till.patch(&path, changes.clone());
    for (field, value) in changes.as_object().unwrap() {
        let expected = match field.as_str() {
            "expiration_month" => &json!(12),
            "country" => &json!("th"),
            _ => value,
        };
        assert_eq!(&changed[field], expected, "{field}");
    }
    let again = till.patch(&path, json!({"number": MASTERCARD, "security_code": "999", "last_digits": "0000"}));
    assert_eq!(again, changed, "the number can never be changed");
}

#[test]
fn omise_4_1_e11_takes_an_address_and_numbers_as_numbers() {
    let till = Till::open();
    let token = till.ok(Request::post("/tokens").public().json(&json!({"card": {
        "name": "Mali Suwan", "number": 4_012_888_888_881_881_u64, "security_code": 321,
        "expiration_month": "8", "expiration_year": "2030", "city": "Trang", "postal_code": 92_000,
        "street1": "a", "street2": "b", "state": "c", "country": "th", "phone_number": "d", "email": "e@example.com"
    }})));
    let card = &token["card"];
    assert_eq!((&card["last_digits"], &card["security_code_check"]), (&json!("1881"), &json!(true)));
    assert_eq!(
        (&card["city"], &card["postal_code"], &card["country"]),
        (&json!("Trang"), &json!("92000"), &json!("th"))
    );
    assert_eq!(
        (&card["street1"], &card["street2"], &card["state"], &card["phone_number"]),
        (&json!("a"), &json!("b"), &json!("c"), &json!("d"))
    );
    assert!(card.get("email").is_none());
    let spaced = till.token_of("4012-8888 8888-1881");
    assert_eq!(spaced["card"]["fingerprint"], card["fingerprint"]);
}

#[test]
fn omise_4_1_e11_without_a_code_has_no_code_check() {
    let till = Till::open();
    let mut details = card_details(VISA);
    details["card"].as_object_mut().unwrap().remove("security_code");
    let token = till.ok(Request::post("/tokens").public().json(&details));
    assert_eq!(token["card"]["security_code_check"], false);
}

#[test]
fn omise_4_1_e13_takes_both_spellings_of_the_dates() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let mut plan = daily(&customer);
    let schedule = till.post("/schedules", plan.clone());
    assert_eq!((&schedule["start_on"], &schedule["end_on"]), (&json!("2026-05-05"), &json!("2026-06-04")));
    plan["start_on"] = json!("2026-05-07");
    plan["end_on"] = json!("2026-07-04");
    plan["start_date"] = json!("garbage");
    let schedule = till.post("/schedules", plan.clone());
    assert_eq!((&schedule["start_on"], &schedule["end_on"]), (&json!("2026-05-07"), &json!("2026-07-04")));
    for name in ["start_date", "start_on"] {
        plan.as_object_mut().unwrap().remove(name);
    }
    assert_eq!(till.post("/schedules", plan)["start_on"], "2026-05-04", "today when absent");
}

#[test]
fn omise_4_1_e13_ignores_capture_and_refuses_transfers() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let mut plan = daily(&customer);
    plan["capture"] = json!(false);
    plan["charge"]["card"] = json!(card);
    plan["charge"]["description"] = json!("Monthly tea");
    plan["charge"]["metadata"] = json!({"plan": 3});
    let charge = &till.post("/schedules", plan.clone())["charge"];
    assert_eq!(charge["currency"], "THB");
    assert_eq!((&charge["card"], &charge["default_card"]), (&json!(card), &json!(false)));
    assert_eq!((&charge["description"], &charge["metadata"]), (&json!("Monthly tea"), &json!({"plan": 3})));
    plan["transfer"] = json!({"recipient": "recp_1"});
    let (status, code, _) = till.refused(Request::post("/schedules").json(&plan));
    assert_eq!((status, code.as_str()), (400, "bad_request"));
}

#[test]
fn omise_4_1_a_schedule_may_span_decades() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let mut plan = daily(&customer);
    plan["end_date"] = json!("2125-05-04");
    assert_eq!(till.post("/schedules", plan)["next_occurrences_on"].as_array().unwrap().len(), 30);
}

#[test]
fn omise_4_1_e1_has_no_default_card_and_e4_ignores_direct_debit() {
    let till = Till::open();
    let made = till.post("/customers", json!({"default_card": "card_test_none", "email": "a"}));
    assert!(made["default_card"].is_null());
    let token = till.token_of(VISA);
    let made = till.post("/customers", json!({"default_card": "card_test_none", "card": token["id"]}));
    assert_eq!(made["default_card"], token["card"]["id"]);
    let path = format!("/customers/{}", text(&made["id"]));
    assert_eq!(till.patch(&path, json!({"linked_account": "lacc_1"})), made);
}

#[test]
fn omise_4_1_e13_a_null_date_leaves_the_other_spelling() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let mut plan = daily(&customer);
    plan["start_on"] = Value::Null;
    plan["end_on"] = Value::Null;
    let made = till.post("/schedules", plan);
    assert_eq!((&made["start_on"], &made["end_on"]), (&json!("2026-05-05"), &json!("2026-06-04")));
}

#[test]
fn omise_4_1_e21_takes_its_parameters_from_a_body_too() {
    let till = Till::open();
    let found = text(&till.post("/customers", json!({"email": "mali@example.com"}))["id"]);
    till.post("/customers", json!({"email": "other@example.com"}));
    let body = json!({"scope": "customer", "query": "mali", "filters": {"created": "2026-05-04"}, "page": 1});
    assert_eq!(ids(&till.ok(Request::get("/search").json(&body))), [found]);
}
