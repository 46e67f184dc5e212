//! A token is made of details that describe no usable card (section 6.4).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::Request;

/// Tries card details that differ from usable ones in the given fields.
fn refused(till: &Till, changes: Value) -> (u16, String, String) {
    let mut details = card_details(VISA);
    for (field, value) in changes.as_object().unwrap() {
        details["card"][field] = value.clone();
    }
    till.refused(Request::post("/tokens").public().json(&details))
}

#[test]
fn omise_6_4_each_complaint() {
    let till = Till::open();
    for (changes, complaint) in [
        (json!({"number": null}), "number can't be blank"),
        (json!({"number": ""}), "number can't be blank"),
        (json!({"number": "  "}), "number can't be blank"),
        (json!({"number": "4012888888881882"}), "number is invalid"),
        (json!({"number": "no number"}), "number is invalid"),
        (json!({"number": "9999999999999995"}), "number is invalid and brand not supported (unknown)"),
        (json!({"name": null}), "name can't be blank"),
        (json!({"name": " "}), "name can't be blank"),
        (json!({"expiration_month": 0}), "expiration month is not between 1 and 12"),
        (json!({"expiration_month": 13}), "expiration month is not between 1 and 12"),
        (json!({"expiration_month": "August"}), "expiration month is not between 1 and 12"),
        (json!({"expiration_month": null}), "expiration month is not between 1 and 12"),
        (json!({"expiration_year": 30}), "expiration year is invalid"),
        (json!({"expiration_year": "soon"}), "expiration year is invalid"),
        (json!({"expiration_year": null}), "expiration year is invalid"),
        (json!({"expiration_year": 2025}), "expiration date cannot be in the past"),
        (json!({"expiration_year": 2026, "expiration_month": 4}), "expiration date cannot be in the past"),
    ] {
        assert_eq!(refused(&till, changes.clone()), refusal(400, "invalid_card", complaint), "{changes}");
    }
}

#[test]
fn omise_6_4_complaints_are_joined_as_english_does() {
    let till = Till::open();
    let two = refused(&till, json!({"number": null, "name": ""}));
    assert_eq!(two, refusal(400, "invalid_card", "number can't be blank and name can't be blank"));
    let three = refused(&till, json!({"number": null, "name": "", "expiration_year": 2025}));
    let joined = "number can't be blank, name can't be blank, and expiration date cannot be in the past";
    assert_eq!(three, refusal(400, "invalid_card", joined));
}

#[test]
fn omise_6_4_a_card_is_good_through_the_last_day_of_its_month() {
    let till = Till::open();
    let mut details = card_details(VISA);
    details["card"]["expiration_year"] = json!(2026);
    details["card"]["expiration_month"] = json!(5);
    till.clock.set(tillbook::Timestamp::parse("2026-05-31T23:59:59Z").unwrap());
    till.ok(Request::post("/tokens").public().json(&details));
    till.clock.advance_seconds(1);
    let refused = till.refused(Request::post("/tokens").public().json(&details));
    assert_eq!(refused, refusal(400, "invalid_card", "expiration date cannot be in the past"));
}

#[test]
fn omise_6_4_no_card_at_all_is_another_error() {
    let till = Till::open();
    let expected = refusal(400, "missing_card", "request contains no card parameters");
    for body in [json!({}), json!({"card": null}), json!({"card": {}}), json!({"card": ""}), json!({"name": "x"})] {
        assert_eq!(till.refused(Request::post("/tokens").public().json(&body)), expected, "{body}");
    }
    assert_eq!(till.refused(Request::post("/tokens").public()), expected);
}

#[test]
fn omise_6_4_a_refusal_never_repeats_the_details() {
    let till = Till::open();
    let wrong = [
        card_details("4012888888881882"),
        json!({"card": {"number": {"x": VISA}}}),
        json!({"card": {"number": [VISA], "security_code": [VISA]}}),
        json!({"card": VISA}),
        json!({"card": {"name": {"x": VISA}, "number": VISA}}),
        json!({"card": {"number": VISA, "expiration_month": VISA, "expiration_year": VISA}}),
    ];
    for body in wrong {
        let response = till.call(Request::post("/tokens").public().json(&body));
        assert_eq!(response.status, 400, "{}", response.text());
        assert!(!response.text().contains("401288888888"), "{}", response.text());
    }
    let mut unreadable = Request::post("/tokens").public().header("Content-Type", "application/json");
    unreadable.body = format!(r#"{{"card":{{"number":{VISA}"#).into_bytes();
    let response = till.call(unreadable);
    assert_eq!((response.status, response.json()["code"].as_str()), (400, Some("bad_request")));
    assert!(!response.text().contains(VISA));
}

/// A number of 16 digits that begins as given and has a right check digit.
fn number(prefix: &str) -> String {
    let digits = format!("{prefix:0<15}");
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') << ((place + 1) % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[test]
fn omise_5_2_the_brand_is_told_by_the_first_digits_up_to_the_last_of_each_range() {
    let till = Till::open();
    for (prefixes, brand) in [
        (&["4", "40", "49"][..], "Visa"),
        (&["51", "53", "55", "2221", "2300", "2720"], "MasterCard"),
        (&["34", "37"], "American Express"),
        (&["3528", "3589"], "JCB"),
        (&["300", "305", "36", "38"], "Diners Club"),
        (&["6011", "65"], "Discover"),
    ] {
        for prefix in prefixes {
            assert_eq!(till.token_of(&number(prefix))["card"]["brand"], brand, "{prefix}");
        }
    }
    for prefix in [
        "50", "56", "2220", "2721", "33", "35", "3527", "3590", "306", "309", "39", "6010", "6012", "64", "66", "1",
        "7",
    ] {
        let complaint = "number is invalid and brand not supported (unknown)";
        assert_eq!(
            refused(&till, json!({"number": number(prefix)})),
            refusal(400, "invalid_card", complaint),
            "{prefix}"
        );
    }
}

#[test]
fn omise_6_4_a_refused_card_makes_no_token_and_an_accepted_one_is_kept_as_sent() {
    let till = Till::open();
    refused(&till, json!({"number": "4012888888881882"}));
    refused(&till, json!({"name": ""}));
    let none = till.account.tokens().list(&tillbook::ListQuery::default()).unwrap();
    assert_eq!(none.total, 0);
    for (month, shown) in [(json!(1), 1), (json!("1"), 1), (json!("01"), 1), (json!("12"), 12), (json!(12), 12)] {
        let mut details = card_details(VISA);
        details["card"]["expiration_month"] = month;
        assert_eq!(till.ok(Request::post("/tokens").public().json(&details))["card"]["expiration_month"], shown);
    }
    let mut details = card_details(VISA);
    details["card"]["country"] = json!("");
    assert_eq!(till.ok(Request::post("/tokens").public().json(&details))["card"]["country"], "");
}
