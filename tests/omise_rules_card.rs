//! Cards of a customer, rule by rule as in section 6.3 of the Omise page; what a rule allows, and what it must not touch.

mod till;

use std::sync::Arc;

use till::{at, card, customer, date, token};
use tillbook::rules::card::{attach, check_foreign, choose_default, destroy, update};
use tillbook::rules::policy::Policy;
use tillbook::rules::token::check_name;
use tillbook::*;

fn omise() -> &'static Policy {
    Provider::Omise.policy()
}

fn now() -> Timestamp {
    at("2026-02-03T04:05:06Z")
}

/// A customer with cards that were attached in this order; the first is the default.
fn with_cards(ids: &[&str]) -> (Customer, Vec<Arc<Card>>) {
    let mut ann = customer("cust_1");
    ann.default_card = ids.first().map(|id| (*id).to_owned());
    let cards = ids.iter().zip(10..).map(|(id, number)| Arc::new(card(id, Some("cust_1"), number))).collect();
    (ann, cards)
}

/// The customer that changes leave behind, where they change it.
fn put_customer(changes: &[Change]) -> Option<&Customer> {
    changes.iter().find_map(|change| match change {
        Change::Put(Record::Customer(customer)) => Some(customer),
        _ => None,
    })
}

#[test]
fn omise_6_3_1_the_first_card_becomes_the_default() {
    let (mut ann, mut cards) = with_cards(&[]);
    let waiting = token("tokn_1", card("card_1", None, 5));
    let changes = attach(omise(), &mut ann, &mut cards, &waiting, 9, now()).unwrap();
    assert_eq!(ann.default_card.as_deref(), Some("card_1"));
    let attached = Card { customer: Some("cust_1".into()), attached: 9, ..card("card_1", None, 5) };
    assert_eq!(cards, [Arc::new(attached.clone())]);
    let used = Token { state: TokenState::Used { card: "card_1".into() }, ..waiting };
    assert_eq!(changes, [Change::Put(Record::Token(used)), Change::Put(Record::Card(attached))]);
}

#[test]
fn omise_6_3_2_another_card_joins_and_leaves_the_default_alone() {
    let (mut ann, mut cards) = with_cards(&["card_1"]);
    let waiting = token("tokn_2", card("card_2", None, 5));
    let changes = attach(omise(), &mut ann, &mut cards, &waiting, 11, now()).unwrap();
    assert_eq!(ann.default_card.as_deref(), Some("card_1"));
    assert_eq!(cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), ["card_1", "card_2"]);
    assert_eq!(changes.len(), 2, "the token and the card, and no other card is touched: {changes:?}");
    assert!(!changes.iter().any(|change| matches!(change, Change::Remove(..))));
}

#[test]
fn komoju_6_2_2_another_source_replaces_the_first() {
    let (mut ann, mut cards) = with_cards(&["card_1"]);
    let waiting = token("tok_2", card("card_2", None, 5));
    let created = waiting.created_at;
    let changes = attach(Provider::Komoju.policy(), &mut ann, &mut cards, &waiting, 11, created).unwrap();
    assert_eq!(ann.default_card.as_deref(), Some("card_2"));
    assert_eq!(cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), ["card_2"]);
    assert!(changes.contains(&Change::Remove(Kind::Card, "card_1".into())), "{changes:?}");
}

#[test]
fn omise_6_3_3_one_of_the_cards_becomes_the_default() {
    let (mut ann, cards) = with_cards(&["card_1", "card_2", "card_3"]);
    choose_default(&mut ann, &cards, "card_2").unwrap();
    assert_eq!(ann.default_card.as_deref(), Some("card_2"));
}

#[test]
fn omise_6_3_4_a_card_that_is_not_the_customers_is_not_found_and_changes_nothing() {
    let (mut ann, cards) = with_cards(&["card_1", "card_2"]);
    let before = ann.clone();
    let error = choose_default(&mut ann, &cards, "card_9").unwrap_err();
    assert_eq!(error.to_string(), "card card_9 was not found; check the id and the account it belongs to");
    assert_eq!(ann, before);
    assert_eq!(choose_default(&mut ann, &[], "card_1").unwrap_err().status(), Status::NotFound);
}

#[test]
fn omise_6_3_6_the_card_that_was_added_last_succeeds_the_default() {
    let (ann, cards) = with_cards(&["card_1", "card_2", "card_3"]);
    let changes = destroy(omise(), &ann, &cards, "card_1", now());
    let heir = Customer { default_card: Some("card_3".into()), updated_at: Some(now()), ..ann };
    assert_eq!(
        changes,
        [Change::Remove(Kind::Card, "card_1".into()), Change::Put(Record::Customer(heir))],
        "the last one, not the oldest"
    );
}

#[test]
fn omise_6_3_6_the_last_card_as_the_default_is_succeeded_by_the_one_before_it() {
    let (mut ann, cards) = with_cards(&["card_1", "card_2", "card_3"]);
    ann.default_card = Some("card_3".into());
    let changes = destroy(omise(), &ann, &cards, "card_3", now());
    assert_eq!(put_customer(&changes).unwrap().default_card.as_deref(), Some("card_2"));
}

#[test]
fn omise_6_3_7_destroying_another_card_leaves_the_default_alone() {
    let (ann, cards) = with_cards(&["card_1", "card_2", "card_3"]);
    let changes = destroy(omise(), &ann, &cards, "card_3", now());
    assert_eq!(changes, [Change::Remove(Kind::Card, "card_3".into())]);
}

#[test]
fn omise_6_3_8_destroying_the_last_card_leaves_no_default() {
    let (ann, cards) = with_cards(&["card_1"]);
    let changes = destroy(omise(), &ann, &cards, "card_1", now());
    assert_eq!(changes[0], Change::Remove(Kind::Card, "card_1".into()));
    assert_eq!(put_customer(&changes).unwrap().default_card, None);
}

#[test]
fn omise_6_3_9_the_next_card_after_the_last_one_becomes_the_default_again() {
    let (ann, cards) = with_cards(&["card_1"]);
    let changes = destroy(omise(), &ann, &cards, "card_1", now());
    let mut ann = put_customer(&changes).unwrap().clone();
    attach(omise(), &mut ann, &mut Vec::new(), &token("tokn_2", card("card_2", None, 5)), 12, now()).unwrap();
    assert_eq!(ann.default_card.as_deref(), Some("card_2"));
}

#[test]
fn providers_without_succession_leave_no_default() {
    for provider in [Provider::Komoju, Provider::Monri, Provider::DigitalRiver, Provider::Shopline] {
        let (ann, cards) = with_cards(&["card_1", "card_2"]);
        let changes = destroy(provider.policy(), &ann, &cards, "card_1", now());
        assert_eq!(put_customer(&changes).unwrap().default_card, None, "{provider}");
    }
}

#[test]
fn omise_6_3_14_an_update_changes_what_is_given_and_nothing_else() {
    let before = Card {
        address: CardAddress { city: Some("Oslo".into()), ..CardAddress::default() },
        ..card("card_1", Some("cust_1"), 10)
    };
    let unchanged = update(&before, CardUpdate::default(), date("2040-01-01")).unwrap();
    assert_eq!(unchanged, before, "an update of nothing is refused nothing, not even on an expired card");

    let text = |value: &str| Some(value.to_owned());
    let address = CardAddress {
        street1: text("1"),
        street2: text("2"),
        city: text("Bergen"),
        state: text("3"),
        postal_code: text("4"),
        country: text("no"),
        phone_number: text("5"),
    };
    let all = CardUpdate {
        name: text("Bo"),
        expiration_month: Some(1),
        expiration_year: Some(2035),
        address: address.clone(),
    };
    let after = update(&before, all, date("2026-02-03")).unwrap();
    let expected = Card { name: text("Bo"), expiration_month: 1, expiration_year: 2035, address, ..before };
    assert_eq!(after, expected);
}

#[test]
fn omise_6_3_14_month_and_year_are_checked_together_with_the_one_that_stays() {
    let before = card("card_1", Some("cust_1"), 10);
    let today = date("2026-02-03");
    let month = |month| CardUpdate { expiration_month: Some(month), ..CardUpdate::default() };
    let year = |year| CardUpdate { expiration_year: Some(year), ..CardUpdate::default() };
    assert_eq!(update(&before, month(1), today).unwrap().expiration_month, 1);
    assert_eq!(update(&before, month(12), today).unwrap().expiration_month, 12);
    assert_eq!(update(&before, year(2026), today).unwrap().expiration_year, 2026);
    assert_eq!(update(&before, year(9999), today).unwrap().expiration_year, 9999);
    for (wrong, field) in [
        (month(0), "expiration_month"),
        (month(13), "expiration_month"),
        (month(-1), "expiration_month"),
        (month(256 + 3), "expiration_month"),
        (year(26), "expiration_year"),
        (year(10_000), "expiration_year"),
        (year(-2031), "expiration_year"),
        (year(65_536 + 2031), "expiration_year"),
    ] {
        let error = update(&before, wrong.clone(), today).unwrap_err();
        assert_eq!((error.status(), error.field()), (Status::InvalidArgument, Some(field)), "{wrong:?}");
    }
    let expires_2026 = Card { expiration_year: 2026, ..before };
    assert!(update(&expires_2026, month(2), today).is_ok(), "good through the last day of its month");
    let error = update(&expires_2026, month(1), today).unwrap_err();
    assert!(matches!(&error, Error::InvalidCard { complaints } if *complaints == [CardComplaint::Expired]), "{error}");
}

#[test]
fn a_card_number_is_no_name_and_a_trace_is_short() {
    check_name(None).unwrap();
    check_name(Some("Ann 4242")).unwrap();
    assert_eq!(check_name(Some("4242 4242 4242 4242")).unwrap_err().field(), Some("name"));
    let good = Card { first_digits: Some("424242".into()), ..card("card_1", None, 1) };
    check_foreign(omise(), &good).unwrap();
    let full = || "4242424242424242".to_owned();
    for wrong in [
        Card { last_digits: full(), ..good.clone() },
        Card { last_digits: "24242".into(), ..good.clone() },
        Card { first_digits: Some("4242424".into()), ..good.clone() },
        Card { first_digits: Some(full()), ..good.clone() },
        Card { fingerprint: Some(full()), ..good.clone() },
        Card { id: full(), ..good.clone() },
    ] {
        assert_eq!(check_foreign(omise(), &wrong).unwrap_err().field(), Some("cards"));
    }
    assert_eq!(check_foreign(omise(), &Card { name: Some(full()), ..good.clone() }).unwrap_err().field(), Some("name"));
    let named = CardUpdate { name: Some(full()), ..CardUpdate::default() };
    assert_eq!(update(&good, named, date("2026-02-03")).unwrap_err().field(), Some("name"));
}
