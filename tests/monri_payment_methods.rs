//! A saved card is shown wrongly, to the wrong customer or too much of it: payment methods and access tokens of Monri's
//! page, through the library.

mod monri;

use monri::*;
use serde_json::json;
use tillbook::{CardDetails, CardUpdate, Request};

/// Attaches a card, a second later than whatever was before, and answers with its id.
fn card(till: &Till, uuid: &str, number: &str, month: u8, year: u16) -> String {
    till.clock.advance_seconds(1);
    let mut details = CardDetails::new(number, "", month, year);
    details.name = None;
    till.account.cards().attach(uuid, details).unwrap().id.clone()
}

fn ids(till: &Till, path: &str) -> Vec<String> {
    let list = till.ok(Request::get(path));
    list["data"].as_array().unwrap().iter().map(|card| text(&card["id"])).collect()
}

#[test]
fn monri_3_4_a_payment_method_has_ten_fields_in_order() {
    let till = Till::open();
    let uuid = till.create(json!({}));
    let id = card(&till, &uuid, "4111 1111 1111 1111", 12, 2034);
    let response = till.call(Request::get(format!("/v2/customers/{uuid}/payment-methods")));
    let token = text(&response.json()["data"][0]["token"]);
    let shown = format!(
        r#"{{"status":"approved","id":"{id}","masked_pan":"411111******1111","expiration_date":"2034-12-31","keep_until":null,"created_at":"2026-05-04T09:30:01.000+00:00","updated_at":"2026-05-04T09:30:01.000+00:00","customer_uuid":"{uuid}","token":"{token}","expired":false}}"#
    );
    assert_eq!(response.text(), format!(r#"{{"status":"approved","data":[{shown}]}}"#));
    assert!(token.len() == 36 && token != id, "{token}");
    assert!(
        till.account.tokens().get(&token).unwrap().is_none(),
        "it is Monri's own, no token that waits for a customer"
    );
    till.clock.advance_seconds(60);
    let update = CardUpdate { expiration_month: Some(10), expiration_year: Some(2031), ..CardUpdate::default() };
    till.account.cards().update(&uuid, &id, update).unwrap();
    let after = shown
        .replace("2034-12-31", "2031-10-31")
        .replace(r#""updated_at":"2026-05-04T09:30:01"#, r#""updated_at":"2026-05-04T09:31:01"#);
    let list = till.call(Request::get("/payment-methods"));
    assert_eq!(list.text(), format!(r#"{{"status":"approved","data":[{after}]}}"#));
}

#[test]
fn monri_3_4_a_card_is_good_through_the_last_day_of_its_month() {
    let till = Till::open();
    let uuid = till.create(json!({}));
    card(&till, &uuid, "5105105105105100", 2, 2028);
    let first = |till: &Till| till.ok(Request::get("/payment-methods"))["data"][0].clone();
    assert_eq!(first(&till)["expiration_date"], "2028-02-29");
    for (now, expired) in [("2028-02-29T23:59:59Z", false), ("2028-03-01T00:00:00Z", true)] {
        till.clock.set(tillbook::Timestamp::parse(now).unwrap());
        assert_eq!(first(&till)["expired"], expired, "{now}");
    }
    // The clock decides, not the newest time that was written.
    till.create(json!({}));
    till.clock.set(tillbook::Timestamp::parse("2028-02-29T23:59:59Z").unwrap());
    assert_eq!(first(&till)["expired"], false);
}

#[test]
fn monri_3_4_first_six_and_last_four_digits_and_nothing_to_recognise_a_card_by() {
    let till = Till::open();
    let uuid = till.create(json!({}));
    let made = till.account.cards().attach(&uuid, CardDetails::new("4012888888881881", "Ana", 1, 2030)).unwrap();
    assert_eq!((made.first_digits.as_deref(), made.last_digits.as_str()), (Some("401288"), "1881"));
    assert_eq!((made.fingerprint.as_deref(), made.name.as_deref()), (None, Some("Ana")));
}

#[test]
fn monri_4_25_a_deleted_customers_payment_methods_vanish() {
    let till = Till::open();
    let (uuid, other) = (till.create(json!({})), till.create(json!({})));
    card(&till, &uuid, "4111111111111111", 12, 2034);
    let kept = card(&till, &other, "4111111111111111", 12, 2034);
    till.ok(Request::delete(format!("/customers/{uuid}")));
    let list = till.call(Request::get(format!("/customers/{uuid}/payment-methods")));
    assert_eq!((list.status, &*list.text()), (200, r#"{"status":"approved","data":[]}"#));
    assert_eq!(ids(&till, "/payment-methods"), [kept]);
    assert!(till.account.cards().attach(&uuid, CardDetails::new("4111111111111111", "Ana", 1, 2030)).is_err());
}

#[test]
fn monri_4_26_4_27_4_28_4_30_payment_methods_come_newest_first_and_in_pages() {
    let till = Till::open();
    let (ana, eva) = (till.create(json!({})), till.create(json!({})));
    let mut all = Vec::new();
    for place in 0..60 {
        // Two of every three are Ana's.
        let owner = if place % 3 == 2 { &eva } else { &ana };
        all.push((owner, card(&till, owner, "4111111111111111", 12, 2034)));
    }
    all.reverse();
    let of = |owner: Option<&String>| -> Vec<String> {
        all.iter().filter(|(found, _)| owner.is_none_or(|owner| owner == *found)).map(|(_, id)| id.clone()).collect()
    };
    for (path, expected) in [
        ("/payment-methods".to_owned(), of(None)),
        (format!("/customers/{ana}/payment-methods"), of(Some(&ana))),
        (format!("/customers/{eva}/payment-methods"), of(Some(&eva))),
    ] {
        assert_eq!(ids(&till, &path), expected[..expected.len().min(50)]);
        assert_eq!(ids(&till, &format!("{path}?limit=100")), expected);
        assert_eq!(ids(&till, &format!("{path}?limit=3&offset=10")), expected[10..13]);
        assert_eq!(ids(&till, &format!("{path}?offset=60")), [""; 0]);
        assert_eq!(ids(&till, &format!("{path}?limit=0")), [""; 0]);
    }
}

#[test]
fn monri_4_26_of_cards_of_one_moment_the_last_comes_first() {
    let till = Till::open();
    let (ana, eva) = (till.create(json!({})), till.create(json!({})));
    let mut all = Vec::new();
    for place in 0..6 {
        let owner = if place % 2 == 0 { &ana } else { &eva };
        let details = CardDetails::new("4111111111111111", "Ana", 12, 2034);
        all.insert(0, till.account.cards().attach(owner, details).unwrap().id.clone());
    }
    assert_eq!(ids(&till, "/payment-methods"), all);
    let of_eva = [all[0].clone(), all[2].clone(), all[4].clone()];
    assert_eq!(ids(&till, &format!("/customers/{eva}/payment-methods")), of_eva);
    assert_eq!(ids(&till, &format!("/customers/{eva}/payment-methods?limit=1&offset=1")), of_eva[1..2]);
}

#[test]
fn monri_4_32_an_unknown_customer_has_no_payment_methods() {
    let till = Till::open();
    let uuid = till.create(json!({"merchant_customer_id": "user-42"}));
    card(&till, &uuid, "4111111111111111", 12, 2034);
    for id in ["user-42", "3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41", "%20", "a%2Fb"] {
        let list = till.call(Request::get(format!("/v2/customers/{id}/payment-methods")));
        assert_eq!((list.status, &*list.text()), (200, r#"{"status":"approved","data":[]}"#), "{id}");
    }
}

#[test]
fn monri_2_5_a_card_that_cannot_be_is_not_kept() {
    let till = Till::open();
    let uuid = till.create(json!({}));
    till.unchanged(&uuid, || {
        for (number, month, year) in [
            ("4111111111111112", 12, 2034),
            ("", 12, 2034),
            ("4111111111111111", 13, 2034),
            ("4111111111111111", 4, 2026),
        ] {
            let error = till.account.cards().attach(&uuid, CardDetails::new(number, "Ana", month, year)).unwrap_err();
            assert_eq!(error.status(), tillbook::Status::InvalidCard);
        }
    });
    assert!(till.account.cards().attach("nobody", CardDetails::new("4111111111111111", "Ana", 1, 2030)).is_err());
}

#[test]
fn monri_2_4_in_process_every_credentials_are_good() {
    let till = Till::open();
    let body = json!({
        "client_id": "token", "client_secret": "key", "grant_type": "client_credentials", "scopes": ["customers"]
    });
    let granted = till.ok(post("/v2/oauth", body.clone()));
    assert_eq!(
        (&granted["token_type"], &granted["expires_in"], &granted["status"]),
        (&json!("Bearer"), &json!(900), &json!("approved"))
    );
    let mut wrong = body.clone();
    wrong["scopes"] = json!([]);
    assert_eq!(till.refused(post("/oauth", wrong)), (401, "Unauthorized".to_owned()));
    assert_eq!(till.refused(post("/oauth", json!({}))), (401, "Unauthorized".to_owned()));
    // The authenticity token alone asks for a token and nothing else.
    assert_eq!(till.refused(Request::get("/customers").public()), (401, "Unauthorized".to_owned()));
    assert_eq!(till.ok(post("/oauth", body).public())["expires_in"], 900);
}
