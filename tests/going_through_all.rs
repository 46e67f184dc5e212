//! Somebody goes through all customers, which takes a while, and others work meanwhile: nobody may be missed or come twice,
//! nothing may wait, and a place that was reached must not be lost.

use std::sync::Arc;

use tillbook::*;

const ALL: ListQuery =
    ListQuery { from: None, to: None, cursor: None, offset: 0, limit: usize::MAX, order: Order::OldestFirst };
/// More than are read at once, and no multiple of it.
const CUSTOMERS: usize = 200;

struct Shop {
    folder: tempfile::TempDir,
    account: Account,
    ids: Vec<String>,
}

/// Many customers, of which several come to be in the same millisecond.
fn shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let clock = ManualClock::at(Timestamp::from_millis(1_780_000_000_000));
    let options = OpenOptions::new().entropy(SeededEntropy::new(7)).clock(clock);
    let account = options.open(folder.path().join("till.tillbook")).unwrap().account(Provider::Omise, Mode::Test);
    let created_at = |place: usize| Some(Timestamp::from_millis(1_770_000_000_000 + place as i64 / 5));
    let rows = (0..CUSTOMERS)
        .map(|place| ImportedCustomer { created_at: created_at(place), ..ImportedCustomer::default() })
        .collect();
    account.customers().import(rows, false).unwrap();
    let ids = account.customers().list(&ALL).unwrap().items.iter().map(|customer| customer.id.clone()).collect();
    Shop { folder, account, ids }
}

fn ids(iterator: CustomerIter<'_>) -> Vec<String> {
    iterator.map(|customer| customer.unwrap().id.clone()).collect()
}

#[test]
fn everybody_is_visited_once_in_either_order() {
    let Shop { account, ids: all, folder: _folder, .. } = shop();
    let customers = account.customers();
    assert_eq!(ids(customers.iter(&ALL).unwrap()), all);
    let mut backwards = ids(customers.iter(&ListQuery { order: Order::NewestFirst, ..ALL }).unwrap());
    backwards.reverse();
    assert_eq!(backwards, all);
}

#[test]
fn whoever_is_deleted_on_the_way_ends_nothing() {
    for order in [Order::OldestFirst, Order::NewestFirst] {
        let Shop { account, mut ids, folder: _folder, .. } = shop();
        if order == Order::NewestFirst {
            ids.reverse();
        }
        let mut visited = Vec::new();
        for customer in account.customers().iter(&ListQuery { order, ..ALL }).unwrap() {
            let id = customer.unwrap().id.clone();
            account.customers().delete(&id).unwrap();
            visited.push(id);
        }
        assert_eq!(visited, ids);
        assert_eq!(account.customers().list(&ALL).unwrap().total, 0);
    }
}

#[test]
fn whoever_comes_or_goes_behind_the_place_counts() {
    let Shop { account, ids: all, folder: _folder } = shop();
    let mut iterator = account.customers().iter(&ALL).unwrap();
    assert_eq!(iterator.next().unwrap().unwrap().id, all[0]);
    let gone = &all[CUSTOMERS - 10..];
    for id in gone {
        account.customers().delete(id).unwrap();
    }
    let come = account.customers().create(NewCustomer::default()).unwrap();
    let mut expected = all[1..CUSTOMERS - 10].to_vec();
    expected.push(come.id.clone());
    assert_eq!(ids(iterator), expected);
}

#[test]
fn the_file_does_not_grow_while_a_place_is_kept() {
    let Shop { account, folder, .. } = shop();
    let path = folder.path().join("till.tillbook");
    let change = |times| {
        for number in 0..times {
            let description = Some(Some(format!("{number:0>2000}")));
            let update = CustomerUpdate { description, ..CustomerUpdate::default() };
            account.customers().update("cust_test_0", update).map(drop).unwrap();
        }
    };
    let row = ImportedCustomer { id: Some("cust_test_0".into()), ..ImportedCustomer::default() };
    account.customers().import(vec![row], false).unwrap();
    change(40);
    let before = std::fs::metadata(&path).unwrap().len();
    let mut iterator = account.customers().iter(&ALL).unwrap();
    iterator.next().unwrap().unwrap();
    change(400);
    assert_eq!(std::fs::metadata(&path).unwrap().len(), before);
    assert_eq!(iterator.count(), CUSTOMERS);
}

#[test]
fn the_end_stays_the_end() {
    let Shop { account, folder: _folder, .. } = shop();
    let mut iterator = account.customers().iter(&ALL).unwrap();
    assert_eq!(iterator.by_ref().count(), CUSTOMERS);
    account.customers().create(NewCustomer::default()).unwrap();
    assert!(iterator.next().is_none());

    let mut iterator = account.customers().iter(&ALL).unwrap();
    iterator.next().unwrap().unwrap();
    account.store().poison();
    // What was read already is still there; then comes the error, and nothing after it.
    let last = iterator.by_ref().last().unwrap();
    assert_eq!(last.unwrap_err().status(), Status::Poisoned);
    assert!(iterator.next().is_none());
}

/// The ids of a list that is read one record at a time, each after the one before it.
fn one_by_one<R>(list: impl Fn(&ListQuery) -> Result<Page<R>>, id: impl Fn(&R) -> &String) -> Vec<String> {
    let mut query = ListQuery { limit: 1, ..ListQuery::default() };
    let mut ids: Vec<String> = Vec::new();
    loop {
        let page = list(&query).unwrap();
        ids.extend(page.items.iter().map(|record| id(record).clone()));
        query.cursor = ids.last().cloned().map(Cursor::After);
        if !page.more {
            return ids;
        }
    }
}

/// A list is held to the same one read at once.
fn hold<R>(what: &str, list: impl Fn(&ListQuery) -> Result<Page<R>>, id: impl Fn(&R) -> &String) {
    let all: Vec<String> = list(&ALL).unwrap().items.iter().map(|record| id(record).clone()).collect();
    assert!(all.len() > 2, "there are {} {what}", all.len());
    assert_eq!(one_by_one(list, id), all, "{what}");
}

#[test]
fn every_list_goes_on_after_its_last_record() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(Timestamp::parse("2026-02-03T04:05:06Z").unwrap()));
    let store = OpenOptions::new().shared_clock(clock.clone()).open(folder.path().join("till.tillbook")).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    let visa = || CardDetails::new("4242424242424242", "Ann", 12, 2031).security_code("123");
    let new = |card_details| NewCustomer { card_details, ..NewCustomer::default() };
    let ann = omise.customers().create(new(Some(visa()))).unwrap().id.clone();
    for _ in 0..3 {
        omise.customers().create(new(Some(visa()))).unwrap();
        omise.tokens().create(visa()).unwrap();
        omise.cards().attach(&ann, visa()).unwrap();
    }
    hold("tokens", |query| omise.tokens().list(query), |token| &token.id);
    hold("cards", |query| omise.cards().list(&ann, query), |card| &card.id);
    hold("expiring", |query| omise.customers().expiring(12, 2031, query), |customer| &customer.id);

    let daily = || NewSchedule {
        customer: ann.clone(),
        amount: 2000,
        currency: "THB".to_owned(),
        every: 1,
        recurrence: Recurrence::Daily,
        start_on: None,
        end_on: Date::parse("2026-12-31").unwrap(),
        card: None,
        description: None,
        metadata: Metadata::default(),
        charging: Charging::Host,
    };
    let schedules = [(); 3].map(|()| omise.schedules().create(daily()).unwrap().id.clone());
    hold("schedules", |query| omise.schedules().list(query), |schedule| &schedule.id);
    hold("of Ann", |query| omise.schedules().list_of(&ann, query), |schedule| &schedule.id);
    clock.set(Timestamp::parse("2026-02-09T04:05:06Z").unwrap());
    for day in ["2026-02-03", "2026-02-04", "2026-02-05"] {
        let outcome = Outcome::Skipped { message: None };
        omise.schedules().record(&schedules[0], Date::parse(day).unwrap(), outcome).unwrap();
    }
    hold("occurrences", |query| omise.schedules().occurrences(&schedules[0], query), |occurrence| &occurrence.id);

    let shop = store.account(Provider::Shopline, Mode::Test);
    let email = Some("ann@example.org".to_owned());
    let member = shop.customers().create(NewCustomer { email, ..NewCustomer::default() }).unwrap().id.clone();
    for value in 1..4 {
        let new = NewLedgerEntry { value, remarks: "welcome".into(), ..NewLedgerEntry::default() };
        shop.ledger().post(&member, Ledger::StoreCredit, new).unwrap();
    }
    hold("movements", |query| shop.ledger().list(&member, Ledger::StoreCredit, query), |entry| &entry.id);

    let river = store.account(Provider::DigitalRiver, Mode::Test);
    for value in ["DE111111125", "DE111111126", "DE111111127"] {
        river.tax_identifiers().create("de", value).unwrap();
    }
    hold("tax identifiers", |query| river.tax_identifiers().list(query), |identifier| &identifier.id);
}
