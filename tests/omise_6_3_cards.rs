//! The wrong card is charged: attaching, defaults, succession, foreign cards (section 6.3).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::Request;

fn default_card(till: &Till, customer: &str) -> Value {
    till.get(&format!("/customers/{customer}"))["default_card"].clone()
}

fn cards(till: &Till, customer: &str) -> Vec<String> {
    ids(&till.get(&format!("/customers/{customer}/cards")))
}

#[test]
fn omise_6_3_1_the_first_card_becomes_the_default() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    assert_eq!(default_card(&till, &customer), card.as_str());
    let customer = till.customer();
    assert!(default_card(&till, &customer).is_null());
    let card = till.attach(&customer);
    assert_eq!(default_card(&till, &customer), card.as_str());
}

#[test]
fn omise_6_3_2_further_cards_leave_the_default_alone() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let others = [till.attach(&customer), till.attach(&customer)];
    assert_eq!(default_card(&till, &customer), first.as_str());
    assert_eq!(cards(&till, &customer), [first, others[0].clone(), others[1].clone()]);
}

#[test]
fn omise_6_3_3_a_living_card_can_be_made_the_default() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let second = till.attach(&customer);
    for card in [&second, &first, &first] {
        let path = format!("/customers/{customer}");
        assert_eq!(till.patch(&path, json!({"default_card": card}))["default_card"], card.as_str());
        assert_eq!(default_card(&till, &customer), card.as_str());
    }
}

#[test]
fn omise_6_3_4_a_foreign_unknown_or_destroyed_card_cannot_be_the_default() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let destroyed = till.attach(&customer);
    till.delete(&format!("/customers/{customer}/cards/{destroyed}"));
    let (_, foreign) = till.customer_with_card();
    for wrong in ["card_test_none", &destroyed, &foreign, &customer] {
        let request = Request::patch(format!("/customers/{customer}"));
        let body = json!({"default_card": wrong, "email": "x"});
        let expected = refusal(404, "not_found", &format!("card {wrong} was not found"));
        assert_eq!(till.refused(request.json(&body)), expected);
    }
    assert_eq!(default_card(&till, &customer), first.as_str());
    assert!(till.get(&format!("/customers/{customer}"))["email"].is_null());
}

#[test]
fn omise_6_3_5_one_update_may_attach_a_card_and_make_it_the_default() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let token = till.token_of(MASTERCARD);
    let changed = till
        .patch(&format!("/customers/{customer}"), json!({"default_card": token["card"]["id"], "card": token["id"]}));
    assert_eq!(changed["default_card"], token["card"]["id"]);
    assert_eq!(ids(&changed["cards"]), [first, text(&token["card"]["id"])]);
}

#[test]
fn omise_6_3_6_the_card_added_last_succeeds_the_default() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let (second, third) = (till.attach(&customer), till.attach(&customer));
    till.delete(&format!("/customers/{customer}/cards/{first}"));
    assert_eq!(default_card(&till, &customer), third.as_str());
    till.delete(&format!("/customers/{customer}/cards/{third}"));
    assert_eq!(default_card(&till, &customer), second.as_str());
}

#[test]
fn omise_6_3_6_added_last_means_attached_last_not_tokenised_last() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let early = till.token_of(VISA);
    till.clock.advance_seconds(60);
    let late = till.token_of(VISA);
    let path = format!("/customers/{customer}");
    till.patch(&path, json!({"card": late["id"]}));
    till.patch(&path, json!({"card": early["id"]}));
    till.delete(&format!("{path}/cards/{first}"));
    assert_eq!(default_card(&till, &customer), early["card"]["id"]);
}

#[test]
fn omise_6_3_7_destroying_another_card_leaves_the_default_alone() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let (second, third) = (till.attach(&customer), till.attach(&customer));
    till.delete(&format!("/customers/{customer}/cards/{third}"));
    till.delete(&format!("/customers/{customer}/cards/{second}"));
    assert_eq!(default_card(&till, &customer), first.as_str());
}

#[test]
fn omise_6_3_8_destroying_the_last_card_leaves_no_default() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    till.delete(&format!("/customers/{customer}/cards/{card}"));
    let shown = till.get(&format!("/customers/{customer}"));
    assert!(shown["default_card"].is_null());
    assert_eq!((&shown["cards"]["total"], &shown["cards"]["data"]), (&json!(0), &json!([])));
}

#[test]
fn omise_6_3_9_then_the_next_card_becomes_the_default_again() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    till.delete(&format!("/customers/{customer}/cards/{card}"));
    let next = till.attach(&customer);
    assert_eq!(default_card(&till, &customer), next.as_str());
}

#[test]
fn omise_6_3_10_destroyed_cards_disappear_from_lists() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let second = till.attach(&customer);
    till.delete(&format!("/customers/{customer}/cards/{second}"));
    let list = till.get(&format!("/customers/{customer}/cards"));
    assert_eq!((ids(&list), &list["total"]), (vec![first.clone()], &json!(1)));
    let embedded = &till.get(&format!("/customers/{customer}"))["cards"];
    assert_eq!((ids(embedded), &embedded["total"]), (vec![first], &json!(1)));
}

#[test]
fn omise_6_3_11_a_destroyed_card_is_not_found() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let path = format!("/customers/{customer}/cards/{card}");
    till.delete(&path);
    let expected = refusal(404, "not_found", &format!("card {card} was not found"));
    for request in [Request::get(path.as_str()), Request::patch(path.as_str()), Request::delete(path.as_str())] {
        assert_eq!(till.refused(request), expected);
    }
}

#[test]
fn omise_6_3_12_card_paths_check_the_customer_first() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let (_, foreign) = till.customer_with_card();
    for (path, message) in [
        (format!("/customers/cust_test_none/cards/{card}"), "customer cust_test_none was not found".to_owned()),
        (format!("/customers/{customer}/cards/{foreign}"), format!("card {foreign} was not found")),
        (format!("/customers/{customer}/cards/card_test_none"), "card card_test_none was not found".to_owned()),
    ] {
        for request in [Request::get(path.as_str()), Request::patch(path.as_str()), Request::delete(path.as_str())] {
            assert_eq!(till.refused(request), refusal(404, "not_found", &message));
        }
    }
    assert_eq!(
        till.refused(Request::get("/customers/cust_test_none/cards")).2,
        "customer cust_test_none was not found"
    );
}

#[test]
fn omise_6_3_13_one_physical_card_may_be_attached_many_times() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    till.attach(&customer);
    let shown = till.get(&format!("/customers/{customer}"));
    let [one, two] = [0, 1].map(|place| &shown["cards"]["data"][place]);
    assert_ne!(one["id"], two["id"]);
    assert_eq!(one["fingerprint"], two["fingerprint"]);
}

#[test]
fn omise_6_3_14_updating_a_card_changes_only_what_is_given() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let path = format!("/customers/{customer}/cards/{card}");
    till.clock.advance_seconds(5);
    for (field, value) in [("name", json!("M. S.")), ("city", json!("Trang")), ("expiration_year", json!(2031))] {
        let mut expected = till.get(&path);
        expected[field] = value.clone();
        assert_eq!(till.patch(&path, json!({field: value})), expected);
        assert_eq!(till.get(&path), expected);
    }
    assert_eq!(default_card(&till, &customer), card.as_str());
    let before = till.get(&path);
    assert_eq!(till.patch(&path, json!({"name": null, "expiration_month": null})), before);
}

#[test]
fn omise_6_3_14_a_card_cannot_be_given_a_month_that_is_none() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let path = format!("/customers/{customer}/cards/{card}");
    let before = till.get(&path);
    for wrong in [
        json!({"expiration_month": 13}),
        json!({"expiration_month": 0}),
        json!({"expiration_month": "x"}),
        json!({"expiration_year": 99}),
        json!({"expiration_year": 2020}),
        json!({"name": {}}),
    ] {
        assert_eq!(till.refused(Request::patch(path.as_str()).json(&wrong)).0, 400, "{wrong}");
    }
    assert_eq!(till.get(&path), before);
}

#[test]
fn omise_6_3_15_a_customer_shows_the_first_twenty_cards() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let mut attached = vec![first];
    attached.extend((0..24).map(|_| till.attach(&customer)));
    let shown = &till.get(&format!("/customers/{customer}"))["cards"];
    assert_eq!((ids(shown), &shown["total"], &shown["limit"]), (attached[..20].to_vec(), &json!(25), &json!(20)));
    let rest = till.get(&format!("/customers/{customer}/cards?offset=20"));
    assert_eq!(ids(&rest), attached[20..]);
}

#[test]
fn omise_6_3_16_cards_are_in_the_order_of_attachment() {
    let till = Till::open();
    let customer = till.customer();
    let tokens = [0, 1, 2].map(|_| {
        till.clock.advance_seconds(1);
        till.token_of(VISA)
    });
    let mut attached = Vec::new();
    for place in [2, 0, 1] {
        till.patch(&format!("/customers/{customer}"), json!({"card": tokens[place]["id"]}));
        attached.push(text(&tokens[place]["card"]["id"]));
    }
    assert_eq!(cards(&till, &customer), attached);
    attached.reverse();
    let newest = till.get(&format!("/customers/{customer}/cards?order=reverse_chronological"));
    assert_eq!(ids(&newest), attached);
    let last = till.get(&format!("/customers/{customer}/cards?order=reverse_chronological&limit=1"));
    assert_eq!(ids(&last), attached[..1]);
}
