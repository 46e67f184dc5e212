//! Tokens (6.3).

use serde_json::json;
use tillbook::*;

use crate::komoju::{self, Shop, VISA, card, card_with, id, source};

const INVALID: (u16, &str, Option<&str>) = (422, "invalid_token", Some("payment_details"));

/// Asserts that this is no usable token, be it for a new customer or for one that is there.
fn is_no_token(shop: &Shop, token: &str) {
    let mei = shop.empty_customer();
    let (status, code, param) = INVALID;
    let body = json!({"payment_details": token});
    shop.refuses(Request::post("/customers").json(&body), status, code, param);
    shop.refuses(Request::patch(format!("/customers/{mei}")).json(&body), status, code, param);
    shop.account.customers().delete(&mei).unwrap();
}

#[test]
fn komoju_6_3_1_a_token_is_made_of_an_object() {
    let shop = Shop::open();
    for wrong in [json!(shop.token()), json!("x"), json!([]), json!(4), json!(true)] {
        let body = json!({"payment_details": wrong});
        shop.refuses(Request::post("/tokens").json(&body), 422, "invalid_parameter", Some("payment_details"));
    }
    for wrong in [json!([]), json!(4), json!(true)] {
        let body = json!({"payment_details": wrong});
        shop.refuses(Request::post("/customers").json(&body), 422, "invalid_parameter", Some("payment_details"));
    }
}

#[test]
fn komoju_6_3_2_and_6_a_token_works_once_for_create_and_update_alike() {
    let shop = Shop::open();
    let (first, second) = (shop.token(), shop.token());
    let mei = shop.post("/customers", json!({"payment_details": first}));
    shop.patch(&id(&mei), json!({"payment_details": second}));
    for used in [&first, &second] {
        is_no_token(&shop, used);
        assert_eq!(shop.account.tokens().get(used).unwrap(), None, "as if it had never been");
    }
}

#[test]
fn komoju_6_3_3_an_unused_token_dies_after_24_hours() {
    let shop = Shop::open();
    let (in_time, late) = (shop.token(), shop.token());
    shop.till.clock.advance_seconds(24 * 3600 - 1);
    assert_eq!(shop.post("/customers", json!({"payment_details": in_time}))["source"], source());
    shop.till.clock.advance_seconds(1);
    is_no_token(&shop, &late);
}

#[test]
fn komoju_6_3_4_unknown_used_expired_and_foreign_tokens_are_refused_alike() {
    let shop = Shop::open();
    let live = shop.till.store.account(Provider::Komoju, Mode::Live);
    let foreign = live.call(&Request::post("/tokens").json(&json!({"payment_details": card(VISA)}))).json();
    let used = shop.token();
    shop.post("/customers", json!({"payment_details": used}));
    let expired = shop.token();
    shop.till.clock.advance_seconds(24 * 3600);
    let answers: Vec<String> = [id(&foreign), used, expired, format!("tok_{}", "0".repeat(25)), "tok_".to_owned()]
        .iter()
        .map(|token| {
            is_no_token(&shop, token);
            let answer = shop.call(Request::post("/customers").json(&json!({"payment_details": token})));
            answer.text().into_owned()
        })
        .collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[test]
fn komoju_6_3_5_another_text_is_an_invalid_token() {
    let shop = Shop::open();
    let mei = id(&shop.customer());
    for wrong in ["x", "tokn_test_1", &mei, "é", "4111111111111111", "4111 1111 1111 1111"] {
        is_no_token(&shop, wrong);
        let answer = shop.call(Request::post("/customers").form(&[("payment_details", wrong)]));
        assert!(!answer.text().contains("4111") && answer.status == 422, "{}", answer.text());
    }
}

#[test]
fn komoju_6_3_8_a_token_is_tied_to_its_currency() {
    let shop = Shop::open();
    let made = |currency: &str| id(&shop.post("/tokens", json!({"payment_details": card(VISA), "currency": currency})));
    let yen = made("JPY");
    let mei = shop.empty_customer();
    let other = json!({"payment_details": yen, "currency": "EUR"});
    shop.refuses(Request::post("/customers").json(&other), 422, "invalid_currency", Some("currency"));
    shop.refuses(Request::patch(format!("/customers/{mei}")).json(&other), 422, "invalid_currency", Some("currency"));
    let same = json!({"payment_details": yen, "currency": "JPY"});
    assert_eq!(shop.patch(&mei, same)["source"], source());
    let without = json!({"payment_details": made("EUR")});
    assert_eq!(shop.post("/customers", without)["source"], source());
    let free = json!({"payment_details": shop.token(), "currency": "VND"});
    assert_eq!(shop.post("/customers", free)["source"], source(), "a token without a currency is free");
}

#[test]
fn komoju_6_3_8_the_typed_interface_ties_tokens_too() {
    let shop = Shop::open();
    let details = || CardDetails::new(VISA, "Mei", 5, 2031);
    let token = shop.account.tokens().create_for("JPY", details()).unwrap();
    assert_eq!(token.currency.as_deref(), Some("JPY"));
    let with = |currency: &str| NewCustomer {
        card: Some(token.id.clone()),
        currency: Some(currency.to_owned()),
        ..NewCustomer::default()
    };
    assert_eq!(shop.account.customers().create(with("EUR")).unwrap_err().field(), Some("currency"));
    shop.account.customers().create(with("JPY")).unwrap();
    assert_eq!(shop.account.tokens().create_for("jpy", details()).unwrap_err().field(), Some("currency"));
    let omise = shop.till.test(Provider::Omise);
    assert_eq!(omise.tokens().create_for("JPY", details()).unwrap_err().field(), Some("currency"));
    let asked = NewCustomer { currency: Some("JPY".into()), ..NewCustomer::default() };
    assert_eq!(omise.customers().create(asked).unwrap_err().field(), Some("currency"), "Omise does not ask");
}

#[test]
fn komoju_4_4_the_currencies_that_are_known() {
    let shop = Shop::open();
    let known = "JPY USD EUR TWD KRW PLN GBP HKD SGD NZD AUD IDR MYR PHP THB CNY BRL CHF CAD VND";
    for currency in known.split(' ') {
        shop.post("/tokens", json!({"payment_details": card(VISA), "currency": currency}));
    }
    let mei = id(&shop.customer());
    for unknown in ["jpy", "SEK", "", "JPYX", "J"] {
        let body = json!({"payment_details": card(VISA), "currency": unknown});
        for request in
            [Request::post("/tokens"), Request::post("/customers"), Request::patch(format!("/customers/{mei}"))]
        {
            shop.refuses(request.json(&body), 422, "invalid_currency", Some("currency"));
        }
    }
    let shown = shop.patch(&mei, json!({"currency": "USD"}));
    assert!(shown.get("currency").is_none(), "it is only looked at");
}

#[test]
fn komoju_6_3_9_the_publishable_key_makes_tokens_for_the_secret_key() {
    let shop = Shop::open();
    let token = shop.ok(Request::post("/tokens").public().json(&json!({"payment_details": card(VISA)})));
    assert_eq!(shop.post("/customers", json!({"payment_details": id(&token)}))["source"], source());
    shop.post("/tokens", json!({"payment_details": card(VISA)}));
}

#[test]
fn komoju_4_tokens_are_neither_shown_nor_listed_nor_deleted() {
    let shop = Shop::open();
    let path = format!("/tokens/{}", shop.token());
    for request in [Request::get(&path), Request::delete(&path), Request::patch(&path), Request::get("/tokens")] {
        shop.refuses(request, 404, "not_found", None);
    }
}

#[test]
fn komoju_5_4_the_email_of_a_payment_is_the_payments() {
    let shop = Shop::open();
    let details = card_with("email", json!("pay@example.org"));
    let token = shop.post("/tokens", json!({"payment_details": details}));
    assert_eq!(token["payment_details"]["email"], "pay@example.org");
    assert_eq!(shop.post("/customers", json!({"payment_details": details}))["email"], serde_json::Value::Null);
    let body = json!({"payment_details": card_with("email", json!("4111111111111111@example.org"))});
    shop.refuses(Request::post("/tokens").json(&body), 422, "invalid_parameter", Some("payment_details"));
}

#[test]
fn komoju_4_3_the_holder_may_be_named_in_two_parts_or_not_at_all() {
    let shop = Shop::open();
    for (named, name) in [
        (json!({}), None),
        (json!({"name": "Mei Lin"}), Some("Mei Lin")),
        (json!({"given_name": "Mei", "family_name": "Lin"}), Some("Mei Lin")),
        (json!({"family_name": "Lin"}), Some("Lin")),
        (json!({"name": "", "given_name": "Mei"}), Some("Mei")),
        (json!({"name": "A", "given_name": "Mei"}), Some("A")),
    ] {
        let mut details = card(VISA);
        details.as_object_mut().unwrap().extend(named.as_object().unwrap().clone());
        let made = shop.post("/customers", json!({"payment_details": details}));
        let kept = shop.account.customers().with_cards(&id(&made)).unwrap().unwrap();
        assert_eq!(kept.cards[0].name.as_deref(), name, "{named}");
    }
    let body = json!({"payment_details": card_with("name", json!(komoju::VISA))});
    shop.refuses(Request::post("/customers").json(&body), 422, "invalid_parameter", Some("payment_details"));
}
