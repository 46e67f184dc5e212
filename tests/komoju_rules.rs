//! A customer of KOMOJU is made, changed, shown, listed or destroyed otherwise than its page says (section 6).

#[path = "described/mod.rs"]
mod described;
#[path = "komoju/mod.rs"]
mod komoju;
mod till;

#[path = "komoju/cards.rs"]
mod cards;
#[path = "komoju/lists.rs"]
mod lists;
#[path = "komoju/tokens.rs"]
mod tokens;

use serde_json::{Value, json};
use tillbook::*;

use komoju::{Shop, VISA, card, id, source};

const MISSING: &str = r#"{"error":{"code":"missing_parameter","message":"A required parameter (payment_details) is missing","param":"payment_details"}}"#;

/// An address of so many characters in which nothing but its length could be wrong.
fn email_of(length: usize) -> String {
    let local = "a".repeat(64);
    let domain = ["d".repeat(63), "e".repeat(63), "f".repeat(length - 2 * 64 - local.len() - 1)].join(".");
    format!("{local}@{domain}")
}

#[test]
fn komoju_6_1_1_a_token_or_a_card_makes_a_customer_with_a_source() {
    let shop = Shop::open();
    for details in [json!(shop.token()), card(VISA)] {
        let made = shop.post("/customers", json!({"payment_details": details}));
        assert_eq!(made["source"], source());
        assert_eq!(shop.get(&format!("/customers/{}", id(&made))), made);
    }
    assert_eq!(shop.total(), 2);
}

#[test]
fn komoju_6_1_1_a_card_that_comes_with_its_customer_leaves_no_token() {
    let shop = Shop::open();
    let details = CardDetails::new(VISA, "Mei", 5, 2031);
    let new = NewCustomer { card_details: Some(details.clone()), ..NewCustomer::default() };
    let mei = shop.account.customers().create(new).unwrap();
    shop.post("/customers", json!({"payment_details": card(VISA)}));
    let update = CustomerUpdate { card_details: Some(details), ..CustomerUpdate::default() };
    shop.account.customers().update(&mei.id, update).unwrap();
    assert_eq!(shop.account.tokens().list(&ListQuery::default()).unwrap().total, 0);
    let shown = shop.account.customers().with_cards(&mei.id).unwrap().unwrap();
    let [held] = &shown.cards[..] else { panic!("{shown:?}") };
    assert_eq!((shown.customer.default_card.as_ref(), held.customer.as_ref()), (Some(&held.id), Some(&mei.id)));
    assert_eq!((held.name.as_deref(), held.last_digits.as_str()), (Some("Mei"), "1111"));
    assert!(shop.till.store.check(|_| ()).unwrap().is_sound());
}

#[test]
fn a_token_and_a_cards_details_at_once_are_refused() {
    let shop = Shop::open();
    let token = shop.token();
    let details = Some(CardDetails::new(VISA, "Mei", 5, 2031));
    let both = NewCustomer { card: Some(token), card_details: details, ..NewCustomer::default() };
    assert_eq!(shop.account.customers().create(both).unwrap_err().field(), Some("card"));
    assert_eq!(shop.total(), 0);
}

#[test]
fn komoju_6_1_2_without_payment_details_no_customer_is_made() {
    let shop = Shop::open();
    let response = shop.call(Request::post("/customers").form(&[("email", "mei@example.org")]));
    assert_eq!((response.status, &*response.text()), (422, MISSING));
    assert_eq!(shop.total(), 0);
}

#[test]
fn komoju_6_1_3_payment_details_that_are_null_or_empty_are_missing() {
    let shop = Shop::open();
    for path in ["/customers", "/tokens"] {
        for empty in [json!({"payment_details": null}), json!({"payment_details": ""}), json!({})] {
            let response = shop.call(Request::post(path).json(&empty));
            assert_eq!((response.status, &*response.text()), (422, MISSING), "{path} {empty}");
        }
        let response = shop.call(Request::post(path).form(&[("payment_details", "")]));
        assert_eq!((response.status, &*response.text()), (422, MISSING));
    }
}

#[test]
fn komoju_6_1_4_what_is_not_given_is_null_or_empty() {
    let shop = Shop::open();
    for more in [json!({}), json!({"email": null, "metadata": null}), json!({"metadata": {}})] {
        let mut body = more;
        body["payment_details"] = card(VISA);
        let made = shop.post("/customers", body);
        assert_eq!((&made["email"], &made["metadata"]), (&Value::Null, &json!({})));
    }
}

#[test]
fn komoju_6_1_5_an_address_may_be_several_customers() {
    let shop = Shop::open();
    assert_ne!(id(&shop.customer()), id(&shop.customer()));
    assert_eq!(shop.total(), 2);
}

#[test]
fn komoju_6_1_6_an_email_is_one_and_has_255_characters_at_most() {
    let shop = Shop::open();
    let mei = shop.customer();
    let path = format!("/customers/{}", id(&mei));
    for good in ["x@y".to_owned(), email_of(255)] {
        let made = shop.post("/customers", json!({"payment_details": card(VISA), "email": good}));
        assert_eq!(made["email"], good);
    }
    for wrong in [json!("mei"), json!("@example.org"), json!("mei@"), json!(""), json!(email_of(256)), json!(["x@y"])] {
        let body = json!({"payment_details": card(VISA), "email": wrong});
        shop.refuses(Request::post("/customers").json(&body), 422, "invalid_parameter", Some("email"));
        let body = json!({"email": wrong});
        shop.refuses(Request::patch(&path).json(&body), 422, "invalid_parameter", Some("email"));
        if let Some(text) = wrong.as_str() {
            let typed = NewCustomer { email: Some(text.to_owned()), ..NewCustomer::default() };
            assert_eq!(shop.account.customers().create(typed).unwrap_err().field(), Some("email"));
        }
    }
    assert_eq!(shop.get(&path), mei);
}

#[test]
fn komoju_6_1_7_metadata_has_short_names_and_texts() {
    let shop = Shop::open();
    let mei = shop.customer();
    let path = format!("/customers/{}", id(&mei));
    let good = json!({"ä".repeat(30): "ü".repeat(2000), "": "", "0": "1"});
    let made = shop.post("/customers", json!({"payment_details": card(VISA), "metadata": good}));
    assert_eq!(made["metadata"], good);
    let wrongs = [
        json!("text"),
        json!([]),
        json!(1),
        json!({"n".repeat(31): "x"}),
        json!({"n": "v".repeat(2001)}),
        json!({"n": 1}),
        json!({"n": true}),
        json!({"n": null}),
        json!({"n": {}}),
        json!({"n": ["x"]}),
    ];
    for wrong in wrongs {
        let body = json!({"payment_details": card(VISA), "metadata": wrong});
        shop.refuses(Request::post("/customers").json(&body), 422, "invalid_parameter", Some("metadata"));
        shop.refuses(
            Request::patch(&path).json(&json!({"metadata": wrong})),
            422,
            "invalid_parameter",
            Some("metadata"),
        );
        if wrong.is_object() {
            let typed = NewCustomer { metadata: Metadata::from_value(&wrong).unwrap(), ..NewCustomer::default() };
            assert_eq!(shop.account.customers().create(typed).unwrap_err().field(), Some("metadata"), "{wrong}");
        }
    }
    let nested = [("payment_details[type]", "credit_card"), ("metadata[a][b]", "x")];
    shop.refuses(Request::post("/customers").form(&nested), 422, "invalid_parameter", Some("metadata"));
    assert_eq!(shop.get(&path), mei);
}

#[test]
fn komoju_6_1_8_unknown_parameters_are_passed_over() {
    let shop = Shop::open();
    let body = json!({"payment_details": card(VISA), "locale": "ja", "id": "mine", "source": null, "created_at": 1});
    let made = shop.post("/customers", body);
    assert_eq!(komoju_keys(&made), "id resource email source metadata created_at");
    assert_ne!(made["id"], "mine");
    assert_eq!(shop.patch(&id(&made), json!({"locale": "ja", "id": "mine"})), made);
}

fn komoju_keys(object: &Value) -> String {
    object.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
}

#[test]
fn komoju_6_1_9_of_a_card_number_four_digits_are_kept() {
    let shop = Shop::open();
    let mut details = card(VISA);
    details["verification_value"] = json!("737");
    let token = shop.post("/tokens", json!({"payment_details": details}));
    let made = shop.post("/customers", json!({"payment_details": details}));
    assert!(!format!("{token}{made}").contains(VISA) && !format!("{token}{made}").contains("737"));
    for (table, key, value) in shop.till.dump() {
        for bytes in [key, value] {
            assert!(!bytes.windows(VISA.len()).any(|window| window == VISA.as_bytes()), "the number is in {table}");
        }
    }
    let kept = shop.account.customers().with_cards(&id(&made)).unwrap().unwrap();
    assert_eq!((kept.cards[0].last_digits.as_str(), &kept.cards[0].first_digits), ("1111", &None));
}

#[test]
fn komoju_6_1_10_the_time_of_creation_stays() {
    let shop = Shop::open();
    let mei = shop.customer();
    shop.till.clock.advance_seconds(3600);
    let changed = shop.patch(&id(&mei), json!({"email": "li@example.org", "payment_details": shop.token()}));
    assert_eq!((&changed["created_at"], &mei["created_at"]), (&json!(komoju::NOW), &json!(komoju::NOW)));
}

#[test]
fn komoju_6_1_11_and_6_3_7_a_refused_request_leaves_the_token_usable() {
    let shop = Shop::open();
    let token = shop.token();
    let mei = shop.empty_customer();
    let refused = [
        (json!({"email": "none"}), "invalid_parameter", "email"),
        (json!({"metadata": {"n": 1}}), "invalid_parameter", "metadata"),
        (json!({"currency": "XXX"}), "invalid_currency", "currency"),
    ];
    for (body, code, param) in refused {
        let mut body = body;
        body["payment_details"] = json!(token);
        shop.refuses(Request::post("/customers").json(&body), 422, code, Some(param));
        shop.refuses(Request::patch(format!("/customers/{mei}")).json(&body), 422, code, Some(param));
    }
    assert_eq!(shop.patch(&mei, json!({"payment_details": token}))["source"], source());
}

#[test]
fn komoju_6_2_1_and_2_another_source_takes_the_place_of_the_first() {
    let shop = Shop::open();
    let mei = shop.customer();
    let mut expected = mei.clone();
    expected["source"]["last_four_digits"] = json!("0006");
    assert_eq!(shop.patch(&id(&mei), json!({"payment_details": card(komoju::ZEROS)})), expected);
    expected["source"] = source();
    assert_eq!(shop.patch(&id(&mei), json!({"payment_details": shop.token()})), expected);
    assert_eq!(shop.get(&format!("/customers/{}", id(&mei))), expected);
    assert_eq!(shop.account.cards().list(&id(&mei), &ListQuery::default()).unwrap().total, 1);
    assert_eq!(shop.till.dump().iter().filter(|row| row.0 == "cards").count(), 1, "the former cards are gone");
}

#[test]
fn komoju_6_2_3_without_payment_details_the_source_stays() {
    let shop = Shop::open();
    let mei = shop.customer();
    assert_eq!(shop.patch(&id(&mei), json!({"email": "li@example.org", "currency": "JPY"}))["source"], source());
}

#[test]
fn komoju_6_2_4_the_source_cannot_be_removed_by_an_update() {
    let shop = Shop::open();
    let mei = shop.customer();
    for nothing in [json!({"payment_details": null}), json!({"payment_details": ""})] {
        assert_eq!(shop.patch(&id(&mei), nothing), mei);
    }
    let form = Request::patch(format!("/customers/{}", id(&mei))).form(&[("payment_details", "")]);
    assert_eq!(shop.ok(form), mei);
}

#[test]
fn komoju_6_2_5_list_and_show_tell_the_source() {
    let shop = Shop::open();
    let mei = shop.customer();
    assert_eq!(shop.get(&format!("/customers/{}", id(&mei)))["source"], source());
    assert_eq!(shop.get("/customers")["data"], json!([mei]));
}

#[test]
fn komoju_6_2_6_a_customer_may_be_without_a_source() {
    let shop = Shop::open();
    let empty = shop.empty_customer();
    let path = format!("/customers/{empty}");
    assert_eq!(shop.get(&path)["source"], Value::Null);
    assert_eq!(ids_of(&shop), vec![empty.clone()]);
    assert_eq!(shop.patch(&empty, json!({"email": "x@y"}))["source"], Value::Null);
    assert_eq!(shop.patch(&empty, json!({"payment_details": card(VISA)}))["source"], source());
    let other = shop.empty_customer();
    assert_eq!(shop.ok(Request::delete(format!("/customers/{other}")))["source"], Value::Null);
    assert_eq!(ids_of(&shop), [empty]);
}

fn ids_of(shop: &Shop) -> Vec<String> {
    komoju::ids(&shop.get("/customers"))
}

#[test]
fn komoju_6_2_7_a_source_is_shown_when_its_card_has_expired() {
    let shop = Shop::open();
    let mei = shop.customer();
    shop.till.clock.advance_seconds(10 * 366 * 24 * 3600);
    assert_eq!(shop.get(&format!("/customers/{}", id(&mei))), mei);
    assert_eq!(shop.patch(&id(&mei), json!({"email": "x@y"}))["source"], source());
}

#[test]
fn komoju_6_5_1_only_what_is_sent_changes() {
    let shop = Shop::open();
    let body = json!({"payment_details": card(VISA), "email": "mei@example.org", "metadata": {"a": "1"}});
    let mut mei = shop.post("/customers", body);
    let changes =
        [("email", json!("li@example.org")), ("metadata", json!({"b": "2"})), ("email", json!("o@example.org"))];
    for (name, value) in changes {
        mei[name] = value.clone();
        assert_eq!(shop.patch(&id(&mei), json!({name: value})), mei);
    }
}

#[test]
fn komoju_6_5_2_metadata_is_replaced_as_a_whole() {
    let shop = Shop::open();
    let mei = shop.post("/customers", json!({"payment_details": card(VISA), "metadata": {"a": "1", "b": "2"}}));
    let changed = shop.patch(&id(&mei), json!({"metadata": {"c": "3"}}));
    assert_eq!(changed["metadata"], json!({"c": "3"}));
    for nothing in [json!({}), Value::Null] {
        shop.patch(&id(&mei), json!({"metadata": {"c": "3"}}));
        assert_eq!(shop.patch(&id(&mei), json!({"metadata": nothing}))["metadata"], json!({}));
    }
}

#[test]
fn komoju_6_5_3_an_email_is_removed_by_null() {
    let shop = Shop::open();
    let mei = shop.customer();
    let mut expected = mei.clone();
    expected["email"] = Value::Null;
    assert_eq!(shop.patch(&id(&mei), json!({"email": null})), expected);
    assert_eq!(shop.get(&format!("/customers/{}", id(&mei))), expected);
}

#[test]
fn komoju_6_5_4_an_update_without_parameters_changes_nothing() {
    let shop = Shop::open();
    let mei = shop.customer();
    let before = shop.till.dump();
    shop.till.clock.advance_seconds(60);
    assert_eq!(shop.patch(&id(&mei), json!({})), mei);
    assert_eq!(shop.ok(Request::patch(format!("/customers/{}", id(&mei)))), mei);
    assert!(shop.till.dump() == before);
}

#[test]
fn komoju_6_5_5_and_6_6_3_an_unknown_customer_comes_before_the_parameters() {
    let shop = Shop::open();
    let destroyed = id(&shop.customer());
    shop.ok(Request::delete(format!("/customers/{destroyed}")));
    let live = shop.till.store.account(Provider::Komoju, Mode::Live);
    let elsewhere = live.customers().create(NewCustomer::default()).unwrap().id.clone();
    for unknown in [destroyed.as_str(), elsewhere.as_str(), "none", "4111111111111111", "%00"] {
        let path = format!("/customers/{unknown}");
        shop.refuses(Request::get(&path), 404, "not_found", None);
        shop.refuses(Request::patch(&path).json(&json!({"email": 1})), 404, "not_found", None);
        let mut unreadable = Request::patch(&path).header("Content-Type", "application/json");
        unreadable.body = b"{".to_vec();
        shop.refuses(unreadable, 404, "not_found", None);
        shop.refuses(Request::delete(&path), 404, "not_found", None);
    }
}

#[test]
fn komoju_6_6_1_and_2_a_destroyed_customer_is_shown_without_its_source() {
    let shop = Shop::open();
    let mut mei = shop.post(
        "/customers",
        json!({"payment_details": card(VISA), "email": "mei@example.org", "metadata": {"order_id": "7"}}),
    );
    shop.till.clock.advance_seconds(60);
    let gone = shop.ok(Request::delete(format!("/customers/{}", id(&mei))));
    mei["source"] = Value::Null;
    assert_eq!(gone, mei);
    let left: Vec<String> =
        shop.till.dump().into_iter().map(|row| row.0).filter(|it| it != "meta" && it != "blocks").collect();
    assert!(left.is_empty(), "nothing of the customer and the card is left: {left:?}");
}

#[test]
fn komoju_6_6_4_and_5_a_destroyed_customer_is_not_listed_and_its_id_is_not_used_again() {
    let shop = Shop::open();
    let gone = id(&shop.customer());
    let stays = id(&shop.customer());
    shop.ok(Request::delete(format!("/customers/{gone}")));
    let list = shop.get("/customers");
    assert_eq!((&list["total"], komoju::ids(&list)), (&json!(1), vec![stays]));
    for _ in 0..20 {
        assert_ne!(id(&shop.customer()), gone);
    }
}

#[test]
fn komoju_6_6_6_subscriptions_are_the_callers_to_care_for() {
    let shop = Shop::open();
    let mei = id(&shop.customer());
    let subscription = json!({"customer": mei, "amount": 100, "currency": "JPY", "period": "monthly"});
    shop.refuses(Request::post("/subscriptions").json(&subscription), 404, "not_found", None);
    shop.ok(Request::delete(format!("/customers/{mei}")));
    shop.refuses(Request::get("/subscriptions"), 404, "not_found", None);
}
