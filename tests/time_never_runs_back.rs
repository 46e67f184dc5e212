//! Tills have bad clocks: whatever the clock says, stored times and ids never run backwards, and lists hide nothing.

mod till;

use till::{Till, anybody, at, date, numbered, visa};
use tillbook::*;

fn created(account: &Account) -> std::sync::Arc<Customer> {
    account.customers().create(anybody()).unwrap()
}

#[test]
fn a_clock_that_is_set_back_does_not_turn_stored_times_back() {
    let mut till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        till.clock.set(at("2026-02-03T12:00:00.250Z"));
        let ann = created(&account);
        let newest = ann.created_at;
        for clock in ["2026-02-03T11:59:59Z", "2020-01-01", "1970-01-01", "1901-01-01", "0001-01-01"] {
            till.clock.set(at(clock));
            assert_eq!(account.now(), newest, "{clock}");
            let bo = created(&account);
            assert_eq!(bo.created_at, newest, "{clock}");
            assert!(bo.sequence > ann.sequence);
            let description = Some(Some(clock.to_owned()));
            let update = CustomerUpdate { description, ..CustomerUpdate::default() };
            let updated = account.customers().update(&ann.id, update).unwrap();
            assert_eq!((updated.created_at, updated.updated_at), (newest, Some(newest)), "{clock}");
            let token = account.tokens().create(visa()).unwrap();
            assert_eq!(token.created_at, newest, "{clock}");
            assert_eq!(token.card().unwrap().created_at, newest, "{clock}");
        }
        // The store knows as much after the night.
        till.clock.set(at("2001-01-01"));
        drop(account);
        till = till.reopen(8);
        let account = till.test(provider);
        assert_eq!(account.now(), newest);
        assert_eq!(created(&account).created_at, newest);
        // And the clock is followed again as soon as it is ahead.
        till.clock.set(at("2026-02-03T12:00:00.251Z"));
        assert_eq!(created(&account).created_at, at("2026-02-03T12:00:00.251Z"));
    }
}

#[test]
fn a_deletion_mark_does_not_lie_before_the_customers_creation() {
    let till = Till::new();
    let monri = till.test(Provider::Monri);
    let ann = created(&monri);
    till.clock.set(at("2000-01-01"));
    monri.customers().delete(&ann.id).unwrap();
    assert_eq!(monri.customers().get(&ann.id).unwrap().unwrap().deleted_at, Some(ann.created_at));
}

/// The ids of the next customers and tokens of an account.
fn next_ids(account: &Account, customers: &mut Vec<String>, tokens: &mut Vec<String>) {
    for _ in 0..3 {
        customers.push(created(account).id.clone());
        tokens.push(account.tokens().create(visa()).unwrap().id.clone());
    }
}

#[test]
fn ids_that_sort_by_time_always_grow() {
    // The last id was forgotten when a store was closed: with the clock standing still, the next could be smaller.
    for provider in [Provider::Omise, Provider::Shopline] {
        let mut till = Till::new();
        let (mut customers, mut tokens) = (Vec::new(), Vec::new());
        for seed in 0..30 {
            till = till.reopen(seed);
            next_ids(&till.test(provider), &mut customers, &mut tokens);
            match seed % 5 {
                0 => till.clock.advance_seconds(-86_400),
                1 => till.clock.advance_seconds(90_000),
                2 => till.clock.set(Timestamp::from_millis(till.clock.now().as_millis() + 1)),
                _ => {}
            }
            next_ids(&till.test(provider), &mut customers, &mut tokens);
        }
        for ids in [&customers, &tokens] {
            let falls: Vec<_> = ids.windows(2).filter(|pair| pair[0] >= pair[1]).collect();
            assert!(falls.is_empty(), "{provider}: {falls:?}");
        }
        let listed = till.test(provider).customers().list(&ListQuery { limit: 1000, ..ListQuery::default() }).unwrap();
        let listed: Vec<_> = listed.items.iter().map(|customer| customer.id.clone()).collect();
        assert_eq!(listed, customers, "{provider}: the order of the ids is the order of the list");
    }
}

#[test]
fn a_refused_write_does_not_move_time() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    created(&omise);
    till.clock.set(at("2030-01-01"));
    omise.customers().delete("cust_test_nope").unwrap_err();
    omise.customers().import(vec![ImportedCustomer::default()], true).unwrap();
    till.clock.set(at("2026-02-04"));
    assert_eq!(created(&omise).created_at, at("2026-02-04"), "only what was stored holds time back");
}

#[test]
fn passing_time_by_itself_records_nothing() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    created(&omise);
    let before = till.dump();
    till.clock.set(at("2031-01-01"));
    omise.customers().list(&ListQuery::default()).unwrap();
    omise.schedules().due(omise.now(), 10).unwrap();
    assert_eq!(omise.schedules().simulate_due().unwrap(), 0);
    assert!(till.dump() == before);
}

#[test]
fn a_defaulted_to_hides_nothing() {
    let till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        let future = ImportedCustomer { created_at: Some(at("2090-01-01")), ..ImportedCustomer::default() };
        account.customers().import(vec![future], false).unwrap()[0].as_ref().unwrap();
        let ann = created(&account);
        till.clock.set(at("2000-01-01"));
        let bo = created(&account);
        let page = account.customers().list(&ListQuery::default()).unwrap();
        assert_eq!(page.total, 3, "{provider}");
        let listed: Vec<_> = page.items.iter().map(|customer| customer.created_at).collect();
        assert_eq!(listed, [ann.created_at, bo.created_at, at("2090-01-01")], "{provider}");
        let from_now = ListQuery { from: Some(account.now()), ..ListQuery::default() };
        assert_eq!(account.customers().list(&from_now).unwrap().total, 3, "{provider}");
    }
}

#[test]
fn an_imported_customer_from_the_future_does_not_drag_time_forward() {
    let mut till = Till::new();
    let omise = till.test(Provider::Omise);
    let future = ImportedCustomer {
        id: Some("from the future".into()),
        created_at: Some(at("9999-12-30")),
        own: numbered("M-1"),
        ..ImportedCustomer::default()
    };
    omise.customers().import(vec![future], false).unwrap()[0].as_ref().unwrap();
    assert_eq!(omise.now(), at("2026-02-03T04:05:06Z"));
    till.clock.advance_seconds(1);
    assert_eq!(created(&omise).created_at, at("2026-02-03T04:05:07Z"));
    drop(omise);
    till = till.reopen(8);
    let omise = till.test(Provider::Omise);
    assert_eq!(omise.now(), at("2026-02-03T04:05:07Z"));
    let updated = omise.customers().update("from the future", CustomerUpdate::default()).unwrap();
    assert_eq!(updated.created_at, at("9999-12-30"));
    assert_eq!(created(&omise).created_at, at("2026-02-03T04:05:07Z"));
}

#[test]
fn omise_6_6_3_from_and_to_are_inclusive_at_whole_seconds() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    till.clock.set(at("2026-02-03T04:05:06.700Z"));
    let token = omise.tokens().create(visa()).unwrap();
    let new = NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() };
    let ann = omise.customers().create(new).unwrap();
    let query =
        |from: Option<&str>, to: Option<&str>| ListQuery { from: from.map(at), to: to.map(at), ..ListQuery::default() };
    let six = Some("2026-02-03T04:05:06Z");
    for (from, to, total) in [
        (six, six, 1),
        (six, None, 1),
        (None, six, 1),
        (Some("2026-02-03T04:05:06.999Z"), Some("2026-02-03T04:05:06.001Z"), 1),
        (Some("2026-02-03T04:05:07Z"), None, 0),
        (None, Some("2026-02-03T04:05:05.999Z"), 0),
        (Some("2026-02-03"), Some("2026-02-04"), 1),
    ] {
        assert_eq!(omise.customers().list(&query(from, to)).unwrap().total, total, "customers {from:?} {to:?}");
        assert_eq!(omise.tokens().list(&query(from, to)).unwrap().total, total, "tokens {from:?} {to:?}");
        let cards = omise.cards().list(&ann.id, &query(from, to)).unwrap();
        assert_eq!(cards.total, total, "cards {from:?} {to:?}");
    }
}

#[test]
fn monri_times_compare_at_milliseconds() {
    let till = Till::new();
    let monri = till.test(Provider::Monri);
    till.clock.set(at("2026-02-03T04:05:06.700Z"));
    created(&monri);
    for (from, to, total) in [
        ("2026-02-03T04:05:06.700Z", "2026-02-03T04:05:06.700Z", 1),
        ("2026-02-03T04:05:06.701Z", "2026-02-03T04:05:07Z", 0),
        ("2026-02-03T04:05:06Z", "2026-02-03T04:05:06.699Z", 0),
        ("2026-02-03T04:05:06Z", "2026-02-03T04:05:06Z", 0),
    ] {
        let query = ListQuery { from: Some(at(from)), to: Some(at(to)), ..ListQuery::default() };
        assert_eq!(monri.customers().list(&query).unwrap().total, total, "{from} {to}");
    }
}

#[test]
fn times_before_1970_have_their_place_in_lists() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    for time in ["1969-12-31T23:59:59.500Z", "1970-01-01T00:00:00.500Z", "1900-06-01", "2020-01-01"] {
        let row = ImportedCustomer { created_at: Some(at(time)), ..ImportedCustomer::default() };
        omise.customers().import(vec![row], false).unwrap()[0].as_ref().unwrap();
    }
    let list = |from: &str, to: &str| {
        let query = ListQuery { from: Some(at(from)), to: Some(at(to)), ..ListQuery::default() };
        let page = omise.customers().list(&query).unwrap();
        page.items.iter().map(|customer| customer.created_at.date()).collect::<Vec<_>>()
    };
    let all = ["1900-06-01", "1969-12-31", "1970-01-01", "2020-01-01"].map(date);
    assert_eq!(list("1800-01-01", "2100-01-01"), all);
    assert_eq!(list("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"), all[1..2], "a second of before 1970 is whole too");
    assert_eq!(list("1970-01-01", "1970-01-01"), all[2..3]);
}

#[test]
fn a_clock_that_once_ran_ahead_does_not_expire_every_card() {
    // A till's battery failed, its clock said 2099, and one customer was made before somebody set it right. The store's
    // own time stays at 2099; cards were refused as expired from then on.
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    till.clock.set(at("2099-12-31"));
    let ann = created(&omise);
    assert_eq!(omise.tokens().create(visa()).unwrap_err().status(), Status::InvalidCard);
    till.clock.set(at("2026-02-03"));
    let token = omise.tokens().create(visa()).unwrap();
    assert_eq!(token.created_at, ann.created_at);
    let card = omise.cards().create(&ann.id, &token.id).unwrap();
    let later = CardUpdate { expiration_year: Some(2033), ..CardUpdate::default() };
    assert_eq!(omise.cards().update(&ann.id, &card.id, later).unwrap().expiration_year, 2033);
}
