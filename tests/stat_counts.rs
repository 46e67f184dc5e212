//! `stat` counts what is there, account by account.

mod filled_store;

use filled_store::{OMISE_CUSTOMERS, filled, open};
use tillbook::*;

#[test]
fn every_account_is_counted_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&filled(folder.path()));
    let stat = store.stat().unwrap();
    let names: Vec<String> = stat.accounts.iter().map(|account| account.account.to_string()).collect();
    assert_eq!(names, ["omise/test", "komoju/live", "monri/test", "digital-river/test", "shopline/live"]);
    for counted in &stat.accounts {
        let account = store.account(counted.account.provider, counted.account.mode);
        let everything = ListQuery { limit: usize::MAX, ..ListQuery::default() };
        let customers = account.customers().list(&everything).unwrap();
        let cards =
            customers.items.iter().map(|customer| account.cards().list(&customer.id, &everything).unwrap().total);
        // Digital River's sources stay when they are nobody's: one was never attached, one was detached.
        let alone = if counted.account.provider == Provider::DigitalRiver { 2 } else { 0 };
        let schedules = account.schedules().list(&everything).unwrap();
        let occurrences = schedules
            .items
            .iter()
            .map(|schedule| account.schedules().occurrences(&schedule.id, &everything).unwrap().total);
        assert_eq!(
            (counted.customers, counted.cards, counted.tokens, counted.schedules, counted.occurrences),
            (
                customers.total,
                cards.sum::<u64>() + alone,
                account.tokens().list(&everything).unwrap().total,
                schedules.total,
                occurrences.sum()
            ),
            "{}",
            counted.account
        );
    }
    let of = |provider| stat.accounts.iter().find(|account| account.account.provider == provider).unwrap();
    assert_eq!(of(Provider::Omise).customers, OMISE_CUSTOMERS - 2);
    assert!(of(Provider::Omise).occurrences > 10 && of(Provider::Omise).schedules == 8, "{stat:?}");
    // Monri keeps deleted customers, the others do not.
    let deleted: Vec<u64> = stat.accounts.iter().map(|account| account.deleted_customers).collect();
    assert_eq!(deleted, [0, 0, 2, 0, 0]);
}

#[test]
fn the_indexes_and_the_file_are_measured() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let store = open(&path);
    let stat = store.stat().unwrap();
    let entries = |name: &str| stat.indexes.iter().find(|index| index.index == name).unwrap().entries;
    let report = store.check(|_| {}).unwrap();
    let all = report.tables.iter().find(|count| count.table == "index").unwrap().rows;
    assert_eq!(stat.indexes.iter().map(|index| index.entries).sum::<u64>(), all);
    // Monri keeps no fingerprints, and a source of Digital River comes without its number.
    let traced = |a: &&AccountStat| ![Provider::Monri, Provider::DigitalRiver].contains(&a.account.provider);
    let cards: u64 = stat.accounts.iter().filter(traced).map(|a| a.cards).sum();
    assert_eq!(entries("card"), cards);
    let with_email: u64 = stat.accounts[..3].iter().chain(&stat.accounts[4..]).map(|account| account.customers).sum();
    assert_eq!(entries("email"), with_email);
    assert!(entries("name") > 3 * with_email / 2, "{stat:?}");
    assert_eq!((stat.store_id.as_str(), stat.format), (store.id().as_str(), 3));
    assert_eq!(stat.newest.to_string(), "2026-02-08T04:05:06Z");
    assert!(stat.sequence > OMISE_CUSTOMERS, "{stat:?}");
    assert_eq!(stat.apparent_bytes, std::fs::metadata(&path).unwrap().len());
    let json = serde_json::to_value(&stat).unwrap();
    assert_eq!(json["accounts"][0]["account"], "omise/test");
    assert_eq!(json["newest"], "2026-02-08T04:05:06Z");
}

#[test]
fn an_empty_store_has_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    let stat = store.stat().unwrap();
    assert!(stat.accounts.is_empty() && stat.sequence == 0, "{stat:?}");
    assert!(stat.indexes.iter().all(|index| index.entries == 0));
    assert!(store.check(|_| {}).unwrap().is_sound());
}
