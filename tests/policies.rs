//! Every word of the five providers' policy tables is felt through the typed interface.

mod till;

use till::{Till, anybody, at, numbered, visa};
use tillbook::*;

/// A customer with cards of so many tokens, and the ids of those cards.
fn customer_with_cards(account: &Account, cards: usize) -> (std::sync::Arc<Customer>, Vec<String>) {
    let ann = account.customers().create(anybody()).unwrap();
    let ids = (0..cards)
        .map(|_| account.cards().create(&ann.id, &account.tokens().create(visa()).unwrap().id).unwrap().id.clone())
        .collect();
    (account.customers().get(&ann.id).unwrap().unwrap(), ids)
}

fn default_of(account: &Account, customer: &str) -> Option<String> {
    account.customers().get(customer).unwrap().unwrap().default_card.clone()
}

fn card_ids(account: &Account, customer: &str) -> Vec<String> {
    let page = account.cards().list(customer, &ListQuery::default()).unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items.iter().map(|card| card.id.clone()).collect()
}

/// Whether a text has a length and holds nothing but digits and lower-case letters up to one.
fn is_plain(text: &str, length: usize, last: char) -> bool {
    text.len() == length && text.chars().all(|c| c.is_ascii_digit() || ('a'..=last).contains(&c))
}

#[test]
fn cards_many_or_one() {
    let till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        let (ann, ids) = customer_with_cards(&account, 3);
        let expected: &[String] = if provider == Provider::Komoju { &ids[2..] } else { &ids };
        assert_eq!(card_ids(&account, &ann.id), expected, "{provider}");
        let default = if provider == Provider::Komoju { &ids[2] } else { &ids[0] };
        assert_eq!(default_of(&account, &ann.id).as_ref(), Some(default), "{provider}");
        let first = account.cards().get(&ann.id, &ids[0]);
        match provider {
            Provider::Komoju => assert_eq!(first.unwrap_err().status(), Status::NotFound),
            _ => assert_eq!(first.unwrap().customer.as_ref(), Some(&ann.id)),
        }
    }
}

#[test]
fn succession_passes_the_default_on_or_not() {
    let till = Till::new();
    for provider in [Provider::Omise, Provider::Monri, Provider::DigitalRiver, Provider::Shopline] {
        let account = till.test(provider);
        let (ann, ids) = customer_with_cards(&account, 3);
        account.cards().delete(&ann.id, &ids[1]).unwrap();
        assert_eq!(default_of(&account, &ann.id).as_ref(), Some(&ids[0]), "{provider}: another card went");
        account.cards().delete(&ann.id, &ids[0]).unwrap();
        let heir = (provider == Provider::Omise).then(|| ids[2].clone());
        assert_eq!(default_of(&account, &ann.id), heir, "{provider}: the default went");
        assert_eq!(card_ids(&account, &ann.id), ids[2..], "{provider}");
    }
}

#[test]
fn omise_6_3_the_default_through_the_life_of_a_customer() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    let (ann, ids) = customer_with_cards(&omise, 3);
    // 6.3.3: chosen; 6.3.6: its destruction makes the one that was added last the default, not the first one.
    let choose = |card: &str| CustomerUpdate { default_card: Some(card.to_owned()), ..CustomerUpdate::default() };
    omise.customers().update(&ann.id, choose(&ids[1])).unwrap();
    assert_eq!(default_of(&omise, &ann.id).as_ref(), Some(&ids[1]));
    let gone = omise.cards().delete(&ann.id, &ids[1]).unwrap();
    assert_eq!(gone.id, ids[1]);
    assert_eq!(default_of(&omise, &ann.id).as_ref(), Some(&ids[2]));
    // 6.3.4: a destroyed card cannot be chosen.
    let refused = omise.customers().update(&ann.id, choose(&ids[1])).unwrap_err();
    assert_eq!(refused.status(), Status::NotFound);
    // 6.3.7: another card goes, the default stays.
    omise.cards().delete(&ann.id, &ids[0]).unwrap();
    assert_eq!(default_of(&omise, &ann.id).as_ref(), Some(&ids[2]));
    // 6.3.8: the last card goes.
    omise.cards().delete(&ann.id, &ids[2]).unwrap();
    assert_eq!(default_of(&omise, &ann.id), None);
    assert!(card_ids(&omise, &ann.id).is_empty());
    // 6.3.11: destroyed cards are not found.
    assert_eq!(omise.cards().get(&ann.id, &ids[2]).unwrap_err().status(), Status::NotFound);
    assert_eq!(omise.cards().delete(&ann.id, &ids[2]).unwrap_err().status(), Status::NotFound);
    let update = omise.cards().update(&ann.id, &ids[2], CardUpdate::default());
    assert_eq!(update.unwrap_err().status(), Status::NotFound);
    // 6.3.9 and 6.2.4: the next card is the default again, under the id it had inside its token.
    let token = omise.tokens().create(visa()).unwrap();
    let inside = token.card().unwrap().id.clone();
    omise.cards().create(&ann.id, &token.id).unwrap();
    assert_eq!(default_of(&omise, &ann.id), Some(inside));
}

#[test]
fn omise_6_3_5_and_16_attached_first_and_listed_in_the_order_of_attachment() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    let early = omise.tokens().create(visa()).unwrap();
    till.clock.advance_seconds(60);
    let (ann, ids) = customer_with_cards(&omise, 1);
    let inside = early.card().unwrap().id.clone();
    let both = CustomerUpdate {
        card: Some(early.id.clone()),
        default_card: Some(inside.clone()),
        ..CustomerUpdate::default()
    };
    omise.customers().update(&ann.id, both).unwrap();
    assert_eq!(default_of(&omise, &ann.id).as_ref(), Some(&inside));
    assert_eq!(card_ids(&omise, &ann.id), [ids[0].clone(), inside.clone()], "tokenised first, attached last");
    let reverse = ListQuery { order: Order::NewestFirst, limit: 1, ..ListQuery::default() };
    assert_eq!(omise.cards().list(&ann.id, &reverse).unwrap().items[0].id, inside);
    let card = omise.cards().get(&ann.id, &inside).unwrap();
    assert_eq!(card.created_at, early.created_at, "6.2.5: the time of tokenisation");
}

#[test]
fn deletion_destroys_or_marks() {
    let till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        let new = NewCustomer {
            email: Some("ann@example.org".into()),
            own: OwnFields {
                name: Some("Ann".into()),
                phone: Some("22442222".into()),
                barcode: Some("042".into()),
                ..numbered("M-1")
            },
            card: Some(account.tokens().create(visa()).unwrap().id.clone()),
            ..anybody()
        };
        let ann = account.customers().create(new).unwrap();
        let card = ann.default_card.clone().unwrap();
        assert_eq!(*account.customers().delete(&ann.id).unwrap(), *ann, "{provider}: the customer as it was");
        let customers = account.customers();
        let marks = provider == Provider::Monri;
        match customers.get(&ann.id).unwrap() {
            None => assert!(!marks, "{provider}"),
            Some(marked) => {
                assert!(marks, "{provider}");
                assert_eq!((marked.deleted_at, &marked.default_card), (Some(account.now()), &None));
                assert_eq!(marked.email, ann.email);
            }
        }
        // Neither listed nor found, and its cards are gone.
        assert_eq!(customers.list(&ListQuery::default()).unwrap().total, 0, "{provider}");
        assert!(customers.by_email("ann@example.org").unwrap().is_empty(), "{provider}");
        assert!(customers.by_barcode("042").unwrap().is_empty(), "{provider}");
        assert_eq!(customers.by_merchant_customer_id("M-1").unwrap(), None, "{provider}");
        for query in [
            CustomerQuery { name: Some("ann".into()), ..CustomerQuery::default() },
            CustomerQuery { phone: Some("2222".into()), ..CustomerQuery::default() },
        ] {
            assert!(customers.find(&query).unwrap().items.is_empty(), "{provider}");
        }
        assert_eq!(account.cards().get(&ann.id, &card).unwrap_err().status(), Status::NotFound, "{provider}");

        // Changes are refused; deleting again is not found, or keeps the first mark.
        till.clock.advance_seconds(3600);
        let update = customers.update(&ann.id, CustomerUpdate::default()).unwrap_err().status();
        let attach = account.cards().create(&ann.id, &account.tokens().create(visa()).unwrap().id);
        let attach = attach.unwrap_err().status();
        let again = customers.delete(&ann.id).map(|customer| customer.deleted_at).map_err(|error| error.status());
        if marks {
            let first = Some(Timestamp::from_millis(account.now().as_millis() - 3_600_000));
            assert_eq!((update, attach, again), (Status::Deleted, Status::Deleted, Ok(first)));
            assert_eq!(customers.get(&ann.id).unwrap().unwrap().deleted_at, first);
        } else {
            let missing = Status::NotFound;
            assert_eq!((update, attach, again), (missing, missing, Err(missing)), "{provider}");
        }

        // The merchant's number is free again.
        let bo = customers.create(NewCustomer { own: numbered("M-1"), ..anybody() }).unwrap();
        assert_eq!(customers.by_merchant_customer_id("M-1").unwrap(), Some(bo), "{provider}");
    }
}

#[test]
fn monri_22_the_providers_own_merchant_customer_id_is_free_again_too() {
    let till = Till::new();
    let monri = till.test(Provider::Monri);
    let named = || NewCustomer {
        attributes: Some(Attributes::Monri(Box::new(MonriAttributes {
            merchant_customer_id: Some("M-7".into()),
            ..MonriAttributes::default()
        }))),
        ..anybody()
    };
    let ann = monri.customers().create(named()).unwrap();
    let refused = monri.customers().create(named()).unwrap_err();
    assert_eq!((refused.status(), refused.field()), (Status::AlreadyExists, Some("merchant_customer_id")));
    let own = monri.customers().create(NewCustomer { own: numbered("M-7"), ..anybody() });
    assert_eq!(own.unwrap_err().status(), Status::AlreadyExists, "the till's own number is the same number");
    monri.customers().delete(&ann.id).unwrap();
    let bo = monri.customers().create(named()).unwrap();
    assert_eq!(monri.customers().by_merchant_customer_id("M-7").unwrap(), Some(bo));
}

#[test]
fn metadata_replaces_or_merges() {
    let till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        let metadata = Metadata::parse(r#"{"tier":"gold","shoe":"38"}"#).unwrap();
        let ann = account.customers().create(NewCustomer { metadata, ..anybody() }).unwrap();
        // Null is no value of metadata everywhere.
        let merges = provider == Provider::Monri;
        let update = if merges { r#"{"tier":null,"size":"1"}"# } else { r#"{"size":"1"}"# };
        let metadata = Some(Metadata::parse(update).unwrap());
        account.customers().update(&ann.id, CustomerUpdate { metadata, ..CustomerUpdate::default() }).unwrap();
        let after = account.customers().get(&ann.id).unwrap().unwrap();
        let expected = if merges { r#"{"shoe":"38","size":"1"}"# } else { update };
        assert_eq!(after.metadata.as_json(), expected, "{provider}");
    }
}

#[test]
fn a_used_token_stays_or_is_forgotten() {
    let till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        let token = account.tokens().create(visa()).unwrap();
        let with_card = || NewCustomer { card: Some(token.id.clone()), ..anybody() };
        let ann = account.customers().create(with_card()).unwrap();
        let kept = account.tokens().get(&token.id).unwrap();
        let again = account.customers().create(with_card()).unwrap_err().status();
        let listed = account.tokens().list(&ListQuery::default()).unwrap().total;
        if provider == Provider::Komoju {
            assert_eq!((kept, again, listed), (None, Status::NotFound, 0));
        } else {
            let kept = kept.unwrap();
            assert_eq!((kept.used(), kept.card(), again, listed), (true, None, Status::UsedToken, 1), "{provider}");
            let state = TokenState::Used { card: ann.default_card.clone().unwrap() };
            assert_eq!(*kept, Token { state, ..Token::clone(&token) }, "{provider}");
        }
    }
}

#[test]
fn tokens_expire_after_24_hours_with_komoju_only() {
    let till = Till::new();
    let day = 24 * 60 * 60;
    for provider in Provider::ALL {
        let account = till.test(provider);
        let attach =
            |token: &Token| account.customers().create(NewCustomer { card: Some(token.id.clone()), ..anybody() });
        let (early, late) = (account.tokens().create(visa()).unwrap(), account.tokens().create(visa()).unwrap());
        let made = till.clock.now().as_millis();
        till.clock.set(Timestamp::from_millis(made + day * 1000 - 1));
        attach(&early).unwrap();
        till.clock.set(Timestamp::from_millis(made + day * 1000));
        let at_the_boundary = attach(&late).map(drop).map_err(|error| error.status());
        let expected = if provider == Provider::Komoju { Err(Status::ExpiredToken) } else { Ok(()) };
        assert_eq!(at_the_boundary, expected, "{provider}");
    }
}

#[test]
fn the_trace_of_a_number_is_a_fingerprint_or_the_first_digits() {
    let till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        let card_of = |number: &str| {
            let token = account.tokens().create(CardDetails::new(number, "Ann", 12, 2031)).unwrap();
            token.card().unwrap().clone()
        };
        let (one, again, other) =
            (card_of("4242424242424242"), card_of("4242424242424242"), card_of("5555555555554444"));
        assert_eq!((one.last_digits.as_str(), other.last_digits.as_str()), ("4242", "4444"), "{provider}");
        if provider == Provider::Monri {
            assert_eq!((one.fingerprint, other.fingerprint), (None, None));
            assert_eq!((one.first_digits.as_deref(), other.first_digits.as_deref()), (Some("424242"), Some("555555")));
        } else {
            assert_eq!((one.first_digits, other.first_digits), (None, None), "{provider}");
            assert_eq!(one.fingerprint, again.fingerprint, "{provider}: the same number");
            assert_ne!(one.fingerprint, other.fingerprint, "{provider}: another number");
            assert_eq!(one.fingerprint.map(|fingerprint| fingerprint.len()), Some(44), "{provider}");
        }
    }
}

#[test]
fn caller_ids_are_taken_by_digital_river_only() {
    let till = Till::new();
    for provider in Provider::ALL {
        let customers_of = till.test(provider);
        let customers = customers_of.customers();
        let named = |id: &str| NewCustomer { id: Some(id.into()), ..anybody() };
        let made = customers.create(named("shop/Ann No. 1"));
        if provider == Provider::DigitalRiver {
            assert_eq!(made.unwrap().id, "shop/Ann No. 1");
            let again = customers.create(named("shop/Ann No. 1")).unwrap_err();
            assert_eq!((again.status(), again.field()), (Status::AlreadyExists, Some("id")));
            assert!(customers.get("shop/ann no. 1").unwrap().is_none(), "ids are exact");
            assert_eq!(customers.create(named("")).unwrap_err().field(), Some("id"));
            customers.delete("shop/Ann No. 1").unwrap();
            customers.create(named("shop/Ann No. 1")).unwrap();
        } else {
            let refused = made.unwrap_err();
            assert_eq!((refused.status(), refused.field()), (Status::InvalidArgument, Some("id")), "{provider}");
            assert_eq!(customers.list(&ListQuery::default()).unwrap().total, 0, "{provider}");
        }
    }
}

#[test]
fn ids_have_the_providers_forms() {
    let till = Till::new();
    for (provider, mode) in Provider::ALL.into_iter().flat_map(|p| [(p, Mode::Test), (p, Mode::Live)]) {
        let account = till.store.account(provider, mode);
        let token = account.tokens().create(visa()).unwrap();
        let new = NewCustomer { card: Some(token.id.clone()), ..anybody() };
        let ann = account.customers().create(new).unwrap();
        let card = ann.default_card.clone().unwrap();
        let infix = if mode == Mode::Test { "test_" } else { "" };
        for (id, omise_prefix) in [(&ann.id, "cust_"), (&token.id, "tokn_"), (&card, "card_")] {
            let right = match provider {
                Provider::Omise => {
                    id.strip_prefix(&format!("{omise_prefix}{infix}")).is_some_and(|rest| is_plain(rest, 19, 'z'))
                }
                Provider::Komoju => {
                    let prefix = if omise_prefix == "tokn_" { "tok_" } else { "" };
                    id.strip_prefix(prefix).is_some_and(|rest| is_plain(rest, 25, 'z'))
                }
                Provider::Shopline => is_plain(id, 24, 'f'),
                Provider::Monri | Provider::DigitalRiver => {
                    let parts: Vec<&str> = id.split('-').collect();
                    let lengths = [8, 4, 4, 4, 12];
                    parts.len() == 5
                        && parts.iter().zip(lengths).all(|(part, length)| is_plain(part, length, 'f'))
                        && parts[2].starts_with('4')
                        && parts[3].starts_with(['8', '9', 'a', 'b'])
                }
            };
            assert!(right, "{provider}/{mode}: {id}");
        }
        if provider == Provider::Shopline {
            let seconds = at("2026-02-03T04:05:06Z").as_millis() / 1000;
            assert!(ann.id.starts_with(&format!("{seconds:08x}")), "{}", ann.id);
        }
    }
}

#[test]
fn times_compare_at_the_precision_that_is_shown() {
    let till = Till::new();
    till.clock.set(at("2026-02-03T04:05:06.700Z"));
    for provider in Provider::ALL {
        let account = till.test(provider);
        account.customers().create(anybody()).unwrap();
        let total = |from: Option<&str>, to: Option<&str>| {
            let query = ListQuery { from: from.map(at), to: to.map(at), ..ListQuery::default() };
            account.customers().list(&query).unwrap().total
        };
        let seconds = !matches!(provider, Provider::Monri | Provider::Shopline);
        assert_eq!(total(Some("2026-02-03T04:05:06.900Z"), None), u64::from(seconds), "{provider}");
        assert_eq!(total(None, Some("2026-02-03T04:05:06Z")), u64::from(seconds), "{provider}");
        assert_eq!(total(Some("2026-02-03T04:05:06Z"), Some("2026-02-03T04:05:06.700Z")), 1, "{provider}");
        assert_eq!(total(Some("2026-02-03T04:05:07Z"), None), 0, "{provider}");
        assert_eq!(total(None, Some("2026-02-03T04:05:05.999Z")), 0, "{provider}");
    }
}
