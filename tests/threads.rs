//! Many threads use one store at once: nobody sees half a write, and nobody waits for ever.

use std::sync::atomic::{AtomicBool, Ordering};

use tillbook::{
    CardDetails, CustomerUpdate, ImportedCustomer, ListQuery, Mode, NewCustomer, OpenOptions, OwnFields, Provider,
    SeededEntropy, Status, Store,
};

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = OpenOptions::new().entropy(SeededEntropy::new(3)).open(folder.path().join("till.tillbook")).unwrap();
    (folder, store)
}

#[test]
fn readers_never_see_half_a_write() {
    let (_folder, store) = store();
    let omise = store.account(Provider::Omise, Mode::Test);
    let ann = omise.customers().create(NewCustomer { email: Some("n0@x".into()), ..Default::default() }).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut newest = 0;
                while !done.load(Ordering::Relaxed) {
                    // Every update writes the same number into the address and the number of the shop.
                    let seen = omise.customers().get(&ann.id).unwrap().unwrap();
                    let number: u32 = seen.email.as_deref().unwrap()[1..].split('@').next().unwrap().parse().unwrap();
                    assert!(number >= newest, "a reader went back from {newest} to {number}");
                    newest = number;
                    if number > 0 {
                        let merchant = seen.own.merchant_customer_id.clone().unwrap();
                        assert_eq!(merchant, number.to_string());
                    }
                    for found in omise.customers().by_email(seen.email.as_deref().unwrap()).unwrap() {
                        assert_eq!(found.email, seen.email, "an index led to a record that does not fit it");
                    }
                }
            });
        }
        for number in 1..=150 {
            let update = CustomerUpdate {
                email: Some(Some(format!("n{number}@x"))),
                own: Some(OwnFields { merchant_customer_id: Some(number.to_string()), ..OwnFields::default() }),
                ..CustomerUpdate::default()
            };
            omise.customers().update(&ann.id, update).unwrap();
            // Acknowledged means visible.
            assert_eq!(omise.customers().by_email(&format!("n{number}@x")).unwrap().len(), 1);
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn many_that_are_read_together_are_of_one_moment() {
    let (_folder, store) = store();
    let omise = store.account(Provider::Omise, Mode::Test);
    let ids: Vec<String> = (0..3).map(|place| format!("cust_test_{place:019}")).collect();
    // One write gives all of them the same number.
    let number_all = |number: u32| {
        let rows = ids.iter().map(|id| ImportedCustomer {
            id: Some(id.clone()),
            description: Some(number.to_string()),
            ..ImportedCustomer::default()
        });
        assert!(omise.customers().import(rows.collect(), false).unwrap().iter().all(Result::is_ok));
    };
    number_all(0);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let seen = omise.customers().get_many(&ids).unwrap();
                    let mut numbers = seen.iter().flatten().map(|customer| customer.description.clone());
                    let first = numbers.next().unwrap();
                    assert_eq!(numbers.collect::<Vec<_>>(), [first.clone(), first]);
                }
            });
        }
        (1..=60).for_each(number_all);
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_token_is_used_once_however_many_try() {
    let (_folder, store) = store();
    let omise = store.account(Provider::Omise, Mode::Test);
    let token = omise.tokens().create(CardDetails::new("4242424242424242", "Ann", 12, 2031)).unwrap();
    let attempts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    omise.customers().create(NewCustomer { card: Some(token.id.clone()), ..Default::default() })
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let (made, refused): (Vec<_>, Vec<_>) = attempts.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    assert!(refused.into_iter().all(|attempt| attempt.unwrap_err().status() == Status::UsedToken));
    assert_eq!(omise.customers().list(&ListQuery::default()).unwrap().total, 1);
}

#[test]
fn writers_of_two_accounts_take_turns() {
    let (_folder, store) = store();
    std::thread::scope(|scope| {
        for mode in [Mode::Test, Mode::Live] {
            let account = store.account(Provider::Omise, mode);
            scope.spawn(move || {
                for _ in 0..50 {
                    account.customers().create(NewCustomer::default()).unwrap();
                }
            });
        }
    });
    for mode in [Mode::Test, Mode::Live] {
        let page = store.account(Provider::Omise, mode).customers().list(&ListQuery::default()).unwrap();
        assert_eq!(page.total, 50);
        assert!(page.items.is_sorted_by(|earlier, later| earlier.id < later.id), "ids do not sort by creation");
    }
}
