//! An object has not the shape that the clients read: fields, order, nulls (section 5).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::Request;

/// The body of a successful call as it is written.
fn written(till: &Till, request: Request) -> String {
    let response = till.call(request);
    assert_eq!(response.status, 200, "{}", response.text());
    response.text().into_owned()
}

/// The card of these tests as it is written.
fn written_card(id: &str, location: &str, fingerprint: &str) -> String {
    format!(
        concat!(
            r#"{{"object":"card","id":"{id}","livemode":false,"location":{location},"deleted":false,"street1":null,"#,
            r#""street2":null,"city":null,"state":null,"phone_number":null,"postal_code":null,"country":"","#,
            r#""financing":"","bank":"","brand":"Visa","fingerprint":"{fingerprint}","first_digits":null,"#,
            r#""last_digits":"1881","name":"Mali Suwan","expiration_month":8,"expiration_year":2030,"#,
            r#""security_code_check":true,"tokenization_method":null,"created_at":"2026-05-04T09:30:00Z"}}"#
        ),
        id = id,
        location = location,
        fingerprint = fingerprint,
    )
}

fn written_list(data: &str, total: usize, location: &str) -> String {
    format!(
        concat!(
            r#"{{"object":"list","data":[{}],"limit":20,"offset":0,"total":{},"location":"{}","#,
            r#""order":"chronological","from":"1970-01-01T00:00:00Z","to":"2026-05-04T09:30:00Z"}}"#
        ),
        data, total, location
    )
}

#[test]
fn omise_5_1_customer_without_anything() {
    let till = Till::open();
    let id = till.customer();
    let expected = format!(
        concat!(
            r#"{{"object":"customer","id":"{id}","livemode":false,"location":"/customers/{id}","deleted":false,"#,
            r#""metadata":{{}},"cards":{cards},"default_card":null,"linked_accounts":{accounts},"description":null,"#,
            r#""email":null,"created_at":"2026-05-04T09:30:00Z"}}"#
        ),
        id = id,
        cards = written_list("", 0, &format!("/customers/{id}/cards")),
        accounts = written_list("", 0, &format!("/customers/{id}/linked_accounts")),
    );
    assert_eq!(written(&till, Request::get(format!("/customers/{id}"))), expected);
}

#[test]
fn omise_5_1_and_5_2_customer_with_a_card() {
    let till = Till::open();
    let token = till.token_of(VISA);
    let card = text(&token["card"]["id"]);
    let request = Request::post("/customers").json(&json!({
        "email": "mali@example.com", "description": "", "metadata": {"z": 1, "a": {"b": "ü"}}, "card": token["id"]
    }));
    let answer = written(&till, request);
    let id = text(&serde_json::from_str::<Value>(&answer).unwrap()["id"]);
    let location = format!(r#""/customers/{id}/cards/{card}""#);
    let shown = written_card(&card, &location, &text(&token["card"]["fingerprint"]));
    let expected = format!(
        concat!(
            r#"{{"object":"customer","id":"{id}","livemode":false,"location":"/customers/{id}","deleted":false,"#,
            r#""metadata":{{"z":1,"a":{{"b":"ü"}}}},"cards":{cards},"default_card":"{card}","#,
            r#""linked_accounts":{accounts},"description":"","email":"mali@example.com","#,
            r#""created_at":"2026-05-04T09:30:00Z"}}"#
        ),
        id = id,
        card = card,
        cards = written_list(&shown, 1, &format!("/customers/{id}/cards")),
        accounts = written_list("", 0, &format!("/customers/{id}/linked_accounts")),
    );
    assert_eq!(answer, expected);
    assert_eq!(written(&till, Request::get(format!("/customers/{id}/cards/{card}"))), shown);
    let list = written(&till, Request::get("/customers"));
    assert_eq!(list, written_list(&expected, 1, "/customers"), "the same object in a list");
}

#[test]
fn omise_5_1_expand_shows_the_default_card_in_full() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let full = till.get(&format!("/customers/{customer}/cards/{card}"));
    assert_eq!(till.get(&format!("/customers/{customer}?expand=true"))["default_card"], full);
    assert_eq!(till.get("/customers?expand=true")["data"][0]["default_card"], full);
    let patched = till.ok(Request::patch(format!("/customers/{customer}?expand=true")).json(&json!({"email": "a"})));
    assert_eq!(patched["default_card"], full);
    assert_eq!(till.get(&format!("/customers/{customer}?expand=false"))["default_card"], card.as_str());
    let empty = till.customer();
    assert!(till.get(&format!("/customers/{empty}?expand=true"))["default_card"].is_null());
}

#[test]
fn omise_5_1_expand_also_shows_a_default_card_beyond_the_first_page() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    (1..21).for_each(|_| drop(till.attach(&customer)));
    let last = till.attach(&customer);
    till.patch(&format!("/customers/{customer}"), json!({"default_card": last}));
    let shown = till.get(&format!("/customers/{customer}?expand=true"));
    assert_eq!(shown["default_card"]["id"], last.as_str());
    assert!(!ids(&shown["cards"]).contains(&last));
}

#[test]
fn omise_5_2_brands_by_their_leading_digits() {
    let till = Till::open();
    for (number, brand) in [
        ("4012888888881881", "Visa"),
        ("5105105105105100", "MasterCard"),
        ("2223003122003222", "MasterCard"),
        ("371449635398431", "American Express"),
        ("3566002020360505", "JCB"),
        ("38520000023237", "Diners Club"),
        ("6011000990139424", "Discover"),
    ] {
        let card = &till.token_of(number)["card"];
        assert_eq!((&card["brand"], &card["last_digits"]), (&json!(brand), &json!(number[number.len() - 4..])));
    }
}

#[test]
fn omise_5_2_equal_numbers_have_equal_fingerprints() {
    let till = Till::open();
    let fingerprint = |number: &str| text(&till.token_of(number)["card"]["fingerprint"]);
    let visa = fingerprint(VISA);
    assert_eq!(visa.len(), 44);
    assert!(visa.ends_with('='), "base64 of 32 bytes");
    assert_eq!(visa, fingerprint(VISA));
    assert_ne!(visa, fingerprint(MASTERCARD));
}

#[test]
fn omise_5_2_neither_number_nor_code_is_in_any_answer() {
    let till = Till::open();
    let token = till.token_of(VISA);
    let customer = till.post("/customers", json!({"card": token["id"]}));
    for shown in [token, customer, till.get("/customers")] {
        let shown = shown.to_string();
        assert!(!shown.contains(VISA) && !shown.contains("401288"), "{shown}");
    }
}

#[test]
fn omise_5_3_list_envelope() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let schedule = till.schedule(&customer);
    for (path, location) in [
        ("/customers", "/customers".to_owned()),
        ("/customers/CUSTOMER/cards", format!("/customers/{customer}/cards")),
        ("/customers/CUSTOMER/schedules", format!("/customers/{customer}/schedules")),
        ("/customers/CUSTOMER/linked_accounts", format!("/customers/{customer}/linked_accounts")),
        ("/schedules", "/schedules".to_owned()),
        ("/schedules/SCHEDULE/occurrences", format!("/schedules/{schedule}/occurrences")),
        ("/charges/schedules", "/charges/schedules".to_owned()),
    ] {
        let path = path.replace("CUSTOMER", &customer).replace("SCHEDULE", &schedule);
        let list = till.get(&format!("{path}?limit=7&order=reverse_chronological&from=2026-01-01"));
        assert_eq!(keys(&list), "object data limit offset total location order from to", "{path}");
        assert_eq!(list["location"], location, "the path without its query");
        assert_eq!((&list["limit"], &list["order"]), (&json!(7), &json!("reverse_chronological")));
        assert_eq!((&list["from"], &list["to"]), (&json!("2026-01-01T00:00:00Z"), &json!(NOW)));
    }
}

#[test]
fn omise_5_4_token() {
    let till = Till::open();
    let answer = written(&till, Request::post("/tokens").public().json(&card_details(VISA)));
    let token: Value = serde_json::from_str(&answer).unwrap();
    let (id, card) = (text(&token["id"]), &token["card"]);
    let expected = format!(
        concat!(
            r#"{{"object":"token","id":"{id}","livemode":false,"location":"https://vault.omise.co/tokens/{id}","#,
            r#""used":false,"charge_status":"unknown","card":{card},"created_at":"2026-05-04T09:30:00Z"}}"#
        ),
        id = id,
        card = written_card(&text(&card["id"]), "null", &text(&card["fingerprint"])),
    );
    assert_eq!(answer, expected);
    assert_eq!(written(&till, Request::get(format!("/tokens/{id}")).public()), expected);
}

#[test]
fn omise_5_5_schedule_and_occurrence() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let request = Request::post("/schedules").json(&json!({
        "every": 1, "period": "week", "on": {"weekdays": ["wednesday", "monday"]}, "end_date": "2026-05-12",
        "charge": {"customer": customer, "amount": 9900, "currency": "jpy", "description": "Lunch"}
    }));
    let answer = written(&till, request);
    let schedule: Value = serde_json::from_str(&answer).unwrap();
    let (id, charge) = (text(&schedule["id"]), text(&schedule["charge"]["id"]));
    let occurrence = &schedule["occurrences"]["data"][0];
    let shown_occurrence = format!(
        concat!(
            r#"{{"object":"occurrence","livemode":false,"location":"/occurrences/{occurrence}","id":"{occurrence}","#,
            r#""result":"{result}","schedule":"{id}","message":null,"status":"successful","processed_at":"{now}","#,
            r#""created_at":"{now}","scheduled_on":"2026-05-04","retry_on":null,"execute_time":null,"#,
            r#""split_metadata":null,"transfer_amount":0}}"#
        ),
        id = id,
        occurrence = text(&occurrence["id"]),
        result = text(&occurrence["result"]),
        now = NOW,
    );
    let expected = format!(
        concat!(
            r#"{{"object":"schedule","id":"{id}","deleted":false,"livemode":false,"location":"/schedules/{id}","#,
            r#""every":1,"occurrences":{occurrences},"on":{{"weekdays":["monday","wednesday"]}},"#,
            r#""in_words":"Every 1 week(s) on Monday and Wednesday","period":"week","status":"running","active":true,"#,
            r#""state":"Active","charge":{{"object":"scheduled_charge","id":"{charge}","livemode":false,"#,
            r#""currency":"JPY","amount":9900,"default_card":true,"card":"{card}","customer":"{customer}","#,
            r#""linked_account":null,"description":"Lunch","metadata":{{}},"created_at":"{now}"}},"#,
            r#""next_occurrences_on":["2026-05-06","2026-05-11"],"ended_at":null,"start_on":"2026-05-04","#,
            r#""end_on":"2026-05-12","created_at":"{now}","execute_time":null,"deleted_by":null}}"#
        ),
        id = id,
        occurrences = written_list(&shown_occurrence, 1, &format!("/schedules/{id}/occurrences")),
        charge = charge,
        card = card,
        customer = customer,
        now = NOW,
    );
    assert_eq!(answer, expected);
    assert_eq!(written(&till, Request::get(format!("/schedules/{id}"))), expected);
    let path = format!("/occurrences/{}", text(&occurrence["id"]));
    assert_eq!(written(&till, Request::get(path)), shown_occurrence);
}

#[test]
fn omise_5_6_a_destroyed_customer_is_shown_as_it_was() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let before = written(&till, Request::get(format!("/customers/{customer}")));
    let after = written(&till, Request::delete(format!("/customers/{customer}")));
    assert_eq!(after, before.replacen(r#""deleted":false"#, r#""deleted":true"#, 1));
    assert!(after.contains(r#""deleted":false"#), "its cards keep their own flag");
}

#[test]
fn omise_5_6_a_destroyed_card_is_shown_as_it_was() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let path = format!("/customers/{customer}/cards/{card}");
    let before = written(&till, Request::get(path.as_str()));
    let after = written(&till, Request::delete(path.as_str()));
    assert_eq!(after, before.replace(r#""deleted":false"#, r#""deleted":true"#));
}

#[test]
fn omise_5_6_a_destroyed_schedule_is_shown_without_dates() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let before = till.post("/schedules", daily(&customer));
    let after = till.delete(&format!("/schedules/{}", text(&before["id"])));
    assert_eq!(keys(&after), keys(&before));
    let mut expected = before;
    for (field, value) in [
        ("deleted", json!(true)),
        ("status", json!("deleted")),
        ("active", json!(false)),
        ("next_occurrences_on", json!([])),
        ("ended_at", json!(NOW)),
    ] {
        expected[field] = value;
    }
    assert_eq!(after, expected);
}

#[test]
fn omise_5_7_error() {
    let till = Till::open();
    let response = till.call(Request::get("/customers/cust_test_gone"));
    assert_eq!(
        response.text(),
        concat!(
            r#"{"object":"error","location":"https://www.omise.co/api-errors#not-found","#,
            r#""code":"not_found","message":"customer cust_test_gone was not found"}"#
        )
    );
    let response = till.call(Request::get("/customers").public());
    assert_eq!(response.json()["location"], "https://www.omise.co/api-errors#authentication-failure");
}
