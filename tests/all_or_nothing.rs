//! A call that is refused leaves no trace: not one row of one table differs, the counters of the store included.

mod till;

use till::{Till, anybody, at, card, daily, date, numbered, visa};
use tillbook::*;

/// Calls that must be refused with a status and change nothing.
fn refused<T: std::fmt::Debug>(till: &Till, what: &str, status: Status, call: impl FnOnce() -> Result<T>) {
    let before = till.dump();
    let error = call().expect_err(what);
    assert_eq!(error.status(), status, "{what}: {error}");
    assert!(till.dump() == before, "{what} left something behind");
}

/// A customer with a card, a waiting token and, with Omise, a schedule: the ids of everything.
struct Ids {
    customer: String,
    card: String,
    token: String,
    used: String,
    schedule: String,
    occurrence: String,
}

fn fill(account: &Account, name: &str) -> Ids {
    let used = account.tokens().create(visa()).unwrap();
    let new = NewCustomer { card: Some(used.id.clone()), own: numbered(name), ..anybody() };
    let customer = account.customers().create(new).unwrap();
    let card = customer.default_card.clone().unwrap();
    let wanted = NewSchedule { start_on: None, charging: Charging::Simulated, ..daily(&customer.id, Some(&card)) };
    let schedule = account.schedules().create(wanted).unwrap();
    let occurrences = account.schedules().occurrences(&schedule.id, &ListQuery::default()).unwrap();
    Ids {
        customer: customer.id.clone(),
        card,
        token: account.tokens().create(visa()).unwrap().id.clone(),
        used: used.id.clone(),
        schedule: schedule.id.clone(),
        occurrence: occurrences.items[0].id.clone(),
    }
}

fn with_card(token: &str) -> NewCustomer {
    NewCustomer { card: Some(token.to_owned()), email: Some("bo@example.org".into()), ..anybody() }
}

/// Metadata of two mebibytes.
fn too_much() -> Metadata {
    Metadata::parse(&format!(r#"{{"a":"{}"}}"#, "x".repeat(2 << 20))).unwrap()
}

#[test]
fn omise_6_1_9_no_customer_is_made_with_a_bad_token() {
    let till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        let ids = fill(&account, "M-1");
        let live = till.store.account(provider, Mode::Live).tokens().create(visa()).unwrap();
        let missing = if provider == Provider::Komoju { Status::NotFound } else { Status::UsedToken };
        for (what, token, status) in [
            ("a used token", ids.used.as_str(), missing),
            ("an unknown token", "tokn_test_0000000000000000000", Status::NotFound),
            ("no token at all", "", Status::NotFound),
            ("a token of the other world", live.id.as_str(), Status::NotFound),
            ("a card's id", ids.card.as_str(), Status::NotFound),
            ("a customer's id", ids.customer.as_str(), Status::NotFound),
        ] {
            let what = format!("{provider}: {what}");
            refused(&till, &what, status, || account.customers().create(with_card(token)));
            refused(&till, &what, status, || account.cards().create(&ids.customer, token));
            let update = CustomerUpdate {
                card: Some(token.into()),
                email: Some(Some("new@example.org".into())),
                ..CustomerUpdate::default()
            };
            refused(&till, &what, status, || account.customers().update(&ids.customer, update));
        }
    }
}

#[test]
fn a_good_token_stays_unused_when_something_else_is_wrong() {
    let till = Till::new();
    for provider in Provider::ALL {
        let account = till.test(provider);
        let ids = fill(&account, "M-1");
        let bo = fill(&account, "M-2");
        let update = |change: CustomerUpdate| {
            let change = CustomerUpdate { card: Some(ids.token.clone()), ..change };
            account.customers().update(&ids.customer, change)
        };
        let default = |card: &str| CustomerUpdate { default_card: Some(card.into()), ..CustomerUpdate::default() };
        refused(&till, "another's card as default", Status::NotFound, || update(default(&bo.card)));
        refused(&till, "an unknown card as default", Status::NotFound, || update(default("card_test_nope")));
        let own = CustomerUpdate { own: Some(numbered("M-2")), ..CustomerUpdate::default() };
        refused(&till, "a number that is taken", Status::AlreadyExists, || update(own));
        // Where metadata is limited, so much of it is no metadata at all.
        let unlimited = provider.policy().metadata_limits == tillbook::rules::policy::MetadataLimits::NONE;
        let too_large = if unlimited { Status::TooLarge } else { Status::InvalidArgument };
        let large = CustomerUpdate { metadata: Some(too_much()), ..CustomerUpdate::default() };
        refused(&till, "too much metadata", too_large, || update(large));
        let other = if provider == Provider::Monri { Provider::Omise } else { Provider::Monri };
        let attributes = Some(Attributes::initial(other));
        let foreign = CustomerUpdate { attributes: attributes.clone(), ..CustomerUpdate::default() };
        refused(&till, "another provider's attributes", Status::InvalidArgument, || update(foreign));

        let create =
            |new: NewCustomer| account.customers().create(NewCustomer { card: Some(ids.token.clone()), ..new });
        let new = anybody;
        refused(&till, "a number that is taken", Status::AlreadyExists, || {
            create(NewCustomer { own: numbered("M-2"), ..new() })
        });
        refused(&till, "too much metadata", too_large, || create(NewCustomer { metadata: too_much(), ..new() }));
        let limited = provider.policy().texts.iter().any(|rule| rule.field == "description");
        let too_long = if limited { Status::InvalidArgument } else { Status::TooLarge };
        refused(&till, "too much description", too_long, || {
            create(NewCustomer { description: Some("x".repeat(40 << 20)), ..new() })
        });
        refused(&till, "another provider's attributes", Status::InvalidArgument, || {
            create(NewCustomer { attributes: attributes.clone(), ..new() })
        });
        if provider == Provider::DigitalRiver {
            refused(&till, "an id that is taken", Status::AlreadyExists, || {
                create(NewCustomer { id: Some(bo.customer.clone()), ..new() })
            });
        }
        assert!(!account.tokens().get(&ids.token).unwrap().unwrap().used());
        create(new()).unwrap();
    }
}

#[test]
fn a_record_may_take_one_mebibyte_and_not_a_byte_more() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    let made =
        |length: usize| omise.customers().create(NewCustomer { description: Some("x".repeat(length)), ..anybody() });
    let (mut fits, mut large) = (1 << 19, 1 << 20);
    while large - fits > 1 {
        let length = (fits + large) / 2;
        match made(length) {
            Ok(customer) => {
                assert_eq!(omise.customers().get(&customer.id).unwrap().unwrap(), customer);
                fits = length;
            }
            Err(error) => {
                assert_eq!(error.status(), Status::TooLarge, "{error}");
                large = length;
            }
        }
    }
    let Error::TooLarge { kind, size, limit } = made(large).unwrap_err() else { panic!("another error") };
    assert_eq!((kind, size, limit), (Kind::Customer, (1 << 20) + 1, 1 << 20));
}

#[test]
fn bad_import_rows_leave_nothing_and_do_not_stop_the_others() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    let ids = fill(&omise, "M-1");
    let row = ImportedCustomer::default;
    let bad = || {
        vec![
            ImportedCustomer { id: Some("new".into()), own: numbered("M-1"), ..row() },
            ImportedCustomer { id: Some("new".into()), metadata: too_much(), ..row() },
            ImportedCustomer {
                id: Some("new".into()),
                attributes: Some(Attributes::initial(Provider::Monri)),
                ..row()
            },
            ImportedCustomer { id: Some("new".into()), cards: Some(vec![card("", None, 1)]), ..row() },
            ImportedCustomer { id: Some("new".into()), cards: Some(vec![card(&ids.card, None, 1)]), ..row() },
            ImportedCustomer {
                id: Some("new".into()),
                cards: Some(vec![card("card_9", None, 1)]),
                default_card: Some("card_8".into()),
                ..row()
            },
            ImportedCustomer {
                id: Some("new".into()),
                cards: Some(vec![
                    card("card_9", None, 1),
                    Card { bank: "x".repeat(2 << 20), ..card("card_10", None, 2) },
                ]),
                ..row()
            },
            // An existing customer that would be changed, were the row right.
            ImportedCustomer {
                id: Some(ids.customer.clone()),
                email: Some("new@example.org".into()),
                complete: true,
                cards: Some(vec![card("card_9", None, 1)]),
                default_card: Some(ids.card.clone()),
                ..row()
            },
        ]
    };
    let before = till.dump();
    let results = omise.customers().import(bad(), false).unwrap();
    let statuses: Vec<Status> = results.iter().map(|result| result.as_ref().unwrap_err().status()).collect();
    use Status::*;
    let expected =
        [AlreadyExists, TooLarge, InvalidArgument, InvalidArgument, AlreadyExists, NotFound, TooLarge, NotFound];
    assert_eq!(statuses, expected);
    assert!(till.dump() == before, "bad rows left something behind");

    // The same rows among good ones: the good ones are there and the bad ones are not.
    let good = |id: &str| ImportedCustomer { id: Some(id.into()), ..row() };
    let rows: Vec<_> = bad().into_iter().zip(1..).flat_map(|(bad, n)| [bad, good(&format!("good {n}"))]).collect();
    let count = rows.len();
    let results = omise.customers().import(rows, false).unwrap();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), count / 2);
    assert_eq!(omise.customers().list(&ListQuery::default()).unwrap().total, 1 + count as u64 / 2);
    assert_eq!(omise.customers().get("new").unwrap(), None);
    assert_ne!(omise.customers().get(&ids.customer).unwrap().unwrap().email.as_deref(), Some("new@example.org"));

    // A rehearsal decides the same and writes nothing, good rows included.
    let before = till.dump();
    let mut rows = bad();
    rows.push(good("good 100"));
    let rehearsed = omise.customers().import(rows, true).unwrap();
    let last = rehearsed.last().unwrap().as_ref().unwrap();
    assert_eq!(*last, Imported::Created("good 100".into()));
    assert!(till.dump() == before, "a rehearsal left something behind");
}

#[test]
fn schedules_with_something_wrong_leave_nothing() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    let (ids, bo) = (fill(&omise, "M-1"), fill(&omise, "M-2"));
    let bare = omise.customers().create(anybody()).unwrap();
    let create = |schedule: NewSchedule| omise.schedules().create(schedule);
    let good = || daily(&ids.customer, Some(&ids.card));
    for (what, status, schedule) in [
        ("another's card", Status::NotFound, daily(&ids.customer, Some(&bo.card))),
        ("an unknown card", Status::NotFound, daily(&ids.customer, Some("card_test_nope"))),
        ("a token for a card", Status::NotFound, daily(&ids.customer, Some(&ids.token))),
        ("an unknown customer", Status::NotFound, daily("cust_test_nope", Some(&ids.card))),
        ("a customer without cards", Status::InvalidArgument, daily(&bare.id, None)),
        ("no amount", Status::InvalidArgument, NewSchedule { amount: 0, ..good() }),
        ("no interval", Status::InvalidArgument, NewSchedule { every: 0, ..good() }),
        ("no currency", Status::InvalidArgument, NewSchedule { currency: "".into(), ..good() }),
        ("an end before the start", Status::InvalidArgument, NewSchedule { end_on: date("2026-02-04"), ..good() }),
        ("a start in the past", Status::InvalidArgument, NewSchedule { start_on: Some(date("2026-02-02")), ..good() }),
        ("no weekday", Status::InvalidArgument, NewSchedule { recurrence: Recurrence::Weekly(vec![]), ..good() }),
        ("too much metadata", Status::TooLarge, NewSchedule { metadata: too_much(), ..good() }),
    ] {
        refused(&till, what, status, || create(schedule));
    }
    let schedule = create(good()).unwrap();
    till.clock.set(at("2026-03-02T00:00:00Z"));
    let record = |day: &str, outcome: Outcome| omise.schedules().record(&schedule.id, date(day), outcome);
    let skipped = || Outcome::Skipped { message: None };
    refused(&till, "an outcome out of turn", Status::Conflict, || record("2026-03-02", skipped()));
    refused(&till, "an outcome of the future", Status::Conflict, || record("2026-03-03", skipped()));
    refused(&till, "an outcome of no date", Status::InvalidArgument, || record("2026-04-01", skipped()));
    refused(&till, "an outcome with too much to say", Status::TooLarge, || {
        record("2026-03-01", Outcome::Failed { message: Some("x".repeat(2 << 20)) })
    });
    record("2026-03-01", skipped()).unwrap();
    refused(&till, "an outcome twice", Status::Conflict, || record("2026-03-01", skipped()));
}

#[test]
fn cards_and_tokens_that_are_refused_leave_nothing() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    let ids = fill(&omise, "M-1");
    let details = |change: fn(&mut CardDetails)| {
        let mut details = visa();
        change(&mut details);
        details
    };
    for wrong in [
        details(|details| details.number = None),
        details(|details| details.number = Some("4242424242424241".into())),
        details(|details| details.name = None),
        details(|details| details.expiration_month = Some(13)),
        details(|details| details.expiration_year = Some(2025)),
    ] {
        refused(&till, "a bad card", Status::InvalidCard, || omise.tokens().create(wrong));
    }
    let large = details(|details| details.address.city = Some("x".repeat(2 << 20)));
    refused(&till, "a large card", Status::TooLarge, || omise.tokens().create(large));
    let update = |update: CardUpdate| omise.cards().update(&ids.customer, &ids.card, update);
    let name = || Some("Bo".to_owned());
    refused(&till, "a bad month", Status::InvalidArgument, || {
        update(CardUpdate { name: name(), expiration_month: Some(0), ..CardUpdate::default() })
    });
    refused(&till, "an expiry in the past", Status::InvalidCard, || {
        update(CardUpdate { name: name(), expiration_year: Some(2020), ..CardUpdate::default() })
    });
    refused(&till, "a large street", Status::TooLarge, || {
        update(CardUpdate {
            name: name(),
            address: CardAddress { street1: Some("x".repeat(2 << 20)), ..CardAddress::default() },
            ..CardUpdate::default()
        })
    });
}

#[test]
fn nothing_reaches_another_accounts_records() {
    let till = Till::new();
    let accounts: Vec<Account> = Provider::ALL
        .into_iter()
        .flat_map(|provider| [Mode::Test, Mode::Live].map(|mode| till.store.account(provider, mode)))
        .collect();
    let filled: Vec<Ids> = accounts.iter().map(|account| fill(account, "M-1")).collect();
    // One id that every account has: the same letters are another record in each.
    for account in &accounts {
        let row = ImportedCustomer {
            id: Some("shared".into()),
            description: Some(account.id().to_string()),
            ..ImportedCustomer::default()
        };
        account.customers().import(vec![row], false).unwrap()[0].as_ref().unwrap();
    }
    let fingerprint = accounts[0].cards().get(&filled[0].customer, &filled[0].card).unwrap().fingerprint.clone();
    let before = till.dump();
    for (here, mine) in accounts.iter().zip(&filled) {
        let shared = here.customers().get("shared").unwrap().unwrap();
        assert_eq!(shared.description, Some(here.id().to_string()));
        let own = here.customers().by_merchant_customer_id("M-1").unwrap().unwrap();
        assert_eq!(own.id, mine.customer);
        let by_card = CustomerQuery { card: fingerprint.clone(), ..CustomerQuery::default() };
        let found = here.customers().find(&by_card).unwrap().items;
        assert!(found.iter().all(|customer| customer.id == mine.customer), "{}", here.id());
        assert_eq!(here.customers().list(&ListQuery::default()).unwrap().total, 2);
        assert_eq!(here.schedules().list(&ListQuery::default()).unwrap().total, 1);
        for due in here.schedules().due(at("2026-03-05T00:00:00Z"), 100).unwrap() {
            assert_eq!((&due.schedule, &due.customer), (&mine.schedule, &mine.customer));
        }
        for theirs in filled.iter().filter(|theirs| theirs.customer != mine.customer) {
            let (customers, cards, tokens, schedules) =
                (here.customers(), here.cards(), here.tokens(), here.schedules());
            assert_eq!(customers.get(&theirs.customer).unwrap(), None);
            assert_eq!(tokens.get(&theirs.token).unwrap(), None);
            assert_eq!(tokens.get(&theirs.used).unwrap(), None);
            assert_eq!(schedules.get(&theirs.schedule).unwrap(), None);
            assert_eq!(schedules.occurrence(&theirs.occurrence).unwrap(), None);
            let all = ListQuery::default();
            let default = CustomerUpdate { default_card: Some(theirs.card.clone()), ..CustomerUpdate::default() };
            let attach = CustomerUpdate { card: Some(theirs.token.clone()), ..CustomerUpdate::default() };
            let skipped = Outcome::Skipped { message: None };
            let refusals = [
                customers.create(with_card(&theirs.token)).map(drop),
                customers.create(with_card(&theirs.used)).map(drop),
                customers.update(&theirs.customer, CustomerUpdate::default()).map(drop),
                customers.update(&mine.customer, default).map(drop),
                customers.update(&mine.customer, attach).map(drop),
                customers.delete(&theirs.customer).map(drop),
                cards.create(&theirs.customer, &mine.token).map(drop),
                cards.create(&mine.customer, &theirs.token).map(drop),
                cards.get(&theirs.customer, &theirs.card).map(drop),
                cards.get(&mine.customer, &theirs.card).map(drop),
                cards.list(&theirs.customer, &all).map(drop),
                cards.update(&theirs.customer, &theirs.card, CardUpdate::default()).map(drop),
                cards.update(&mine.customer, &theirs.card, CardUpdate::default()).map(drop),
                cards.delete(&theirs.customer, &theirs.card).map(drop),
                cards.delete(&mine.customer, &theirs.card).map(drop),
                tokens.delete(&theirs.token).map(drop),
                schedules.create(daily(&theirs.customer, None)).map(drop),
                schedules.create(daily(&mine.customer, Some(&theirs.card))).map(drop),
                schedules.delete(&theirs.schedule).map(drop),
                schedules.list_of(&theirs.customer, &all).map(drop),
                schedules.occurrences(&theirs.schedule, &all).map(drop),
                schedules.record(&theirs.schedule, date("2026-02-04"), skipped).map(drop),
            ];
            for (place, refusal) in refusals.into_iter().enumerate() {
                let error = refusal.expect_err("another account's record");
                assert_eq!(error.status(), Status::NotFound, "call {place} of {}: {error}", here.id());
            }
        }
    }
    assert!(till.dump() == before, "a call that was refused left something behind");
}
