//! The typed interface keeps customers, cards, tokens and schedules.

use tillbook::*;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let clock = ManualClock::at(Timestamp::parse("2026-02-03T04:05:06Z").unwrap());
    let store = OpenOptions::new()
        .clock(clock)
        .entropy(SeededEntropy::new(7))
        .open(folder.path().join("till.tillbook"))
        .unwrap();
    (folder, store)
}

#[test]
fn a_customer_with_a_card_is_found_every_way() {
    let (_folder, store) = store();
    let omise = store.account(Provider::Omise, Mode::Test);
    let token = omise.tokens().create(CardDetails::new("4242424242424242", "Ann", 12, 2031)).unwrap();
    let ann = omise
        .customers()
        .create(NewCustomer {
            email: Some("Ann@Example.org".into()),
            card: Some(token.id.clone()),
            own: OwnFields {
                name: Some("Bjørn Ångström".into()),
                phone: Some("+47 22 44 22 22".into()),
                merchant_customer_id: Some("M-1".into()),
                barcode: Some("042123".into()),
                ..OwnFields::default()
            },
            ..NewCustomer::default()
        })
        .unwrap();
    assert!(ann.id.starts_with("cust_test_") && ann.id.len() == 29, "{}", ann.id);
    assert_eq!(omise.customers().get(&ann.id).unwrap().unwrap(), ann);
    assert_eq!(omise.customers().by_email("ann@example.ORG").unwrap(), std::slice::from_ref(&ann));
    assert_eq!(omise.customers().by_merchant_customer_id("M-1").unwrap(), Some(ann.clone()));
    assert_eq!(omise.customers().by_barcode("042123").unwrap(), std::slice::from_ref(&ann));
    for name in ["bjorn", "BJØRN ang", "angstr"] {
        let query = CustomerQuery { name: Some(name.into()), ..CustomerQuery::default() };
        assert_eq!(omise.customers().find(&query).unwrap().items, std::slice::from_ref(&ann), "{name}");
    }
    let query = CustomerQuery { phone: Some("022442222".into()), ..CustomerQuery::default() };
    assert_eq!(omise.customers().find(&query).unwrap().items, std::slice::from_ref(&ann));
    let cards = omise.cards().list(&ann.id, &ListQuery::default()).unwrap();
    assert_eq!(cards.total, 1);
    let query = CustomerQuery { card: cards.items[0].fingerprint.clone(), ..CustomerQuery::default() };
    assert_eq!(omise.customers().find(&query).unwrap().items, std::slice::from_ref(&ann));
    assert_eq!(store.account(Provider::Omise, Mode::Live).customers().get(&ann.id).unwrap(), None);
    let again =
        omise.customers().update(&ann.id, CustomerUpdate { card: Some(token.id.clone()), ..Default::default() });
    assert_eq!(again.unwrap_err().status(), Status::UsedToken);
    omise.customers().delete(&ann.id).unwrap();
    assert_eq!(omise.customers().get(&ann.id).unwrap(), None);
    assert!(omise.customers().by_email("ann@example.org").unwrap().is_empty());
}

#[test]
fn any_page_of_a_long_list_is_right() {
    let (_folder, store) = store();
    let omise = store.account(Provider::Omise, Mode::Test);
    let rows = (0..3000)
        .map(|n| ImportedCustomer {
            created_at: Some(Timestamp::from_millis(1_000_000_000_000 + (n * 7919 % 3000) * 1000)),
            own: OwnFields { merchant_customer_id: Some(format!("{n}")), ..OwnFields::default() },
            ..ImportedCustomer::default()
        })
        .collect();
    let results = omise.customers().import(rows, false).unwrap();
    assert!(results.iter().all(Result::is_ok));
    let all = omise.customers().list(&ListQuery { limit: 5000, ..ListQuery::default() }).unwrap();
    assert_eq!((all.items.len(), all.total), (3000, 3000));
    assert!(all.items.is_sorted_by_key(|customer| customer.created_at));
    for offset in [0, 1, 255, 256, 257, 1500, 2999] {
        let query = ListQuery { offset, limit: 3, ..ListQuery::default() };
        let page = omise.customers().list(&query).unwrap();
        assert_eq!(page.items, all.items[offset as usize..].iter().take(3).cloned().collect::<Vec<_>>());
        let page = omise.customers().list(&ListQuery { order: Order::NewestFirst, ..query }).unwrap();
        let back: Vec<_> = all.items.iter().rev().skip(offset as usize).take(3).cloned().collect();
        assert_eq!(page.items, back);
    }
}

#[test]
fn omise_6_8_dates_8_what_is_simulated_is_not_the_hosts_to_charge() {
    let (_folder, store) = store();
    let omise = store.account(Provider::Omise, Mode::Test);
    let token = omise.tokens().create(CardDetails::new("4242424242424242", "Ann", 12, 2031)).unwrap();
    let ann = omise.customers().create(NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() }).unwrap();
    let today = omise.now().date();
    let monthly = |charging| NewSchedule {
        customer: ann.id.clone(),
        amount: 35_000,
        currency: "thb".into(),
        every: 1,
        recurrence: Recurrence::monthly_on_days([1, 16]).unwrap(),
        start_on: Some(today),
        end_on: today.plus_days(365),
        card: None,
        description: None,
        metadata: Metadata::default(),
        charging,
    };
    let host = omise.schedules().create(monthly(Charging::Host)).unwrap();
    let simulated = omise.schedules().create(monthly(Charging::Simulated)).unwrap();
    let due = omise.schedules().due(omise.now().plus_seconds(90 * 86_400), 100).unwrap();
    assert!(due.len() > 3 && due.iter().all(|due| due.schedule == host.id), "{due:?}");
    // Once the host takes it over, it is.
    let taken = ScheduleUpdate { charging: Some(Charging::Host), ..ScheduleUpdate::default() };
    omise.schedules().update(&simulated.id, taken).unwrap();
    let both = omise.schedules().due(omise.now().plus_seconds(90 * 86_400), 100).unwrap();
    assert_eq!(both.len(), 2 * due.len());
}
