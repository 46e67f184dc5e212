//! Compacting gives space back and changes nothing else.

mod filled_store;
mod raw_tables;

use std::path::Path;

use filled_store::{filled, open};
use raw_tables::Raw;
use tillbook::*;

/// Makes holes: many customers that are gone again.
fn make_holes(path: &Path) {
    let store = open(path);
    let omise = store.account(Provider::Omise, Mode::Live);
    let rows: Vec<_> = (0..2000)
        .map(|n| ImportedCustomer {
            id: Some(format!("hole-{n}")),
            description: Some("x".repeat(1000)),
            ..ImportedCustomer::default()
        })
        .collect();
    omise.customers().import(rows, false).unwrap();
    for n in 0..20 {
        omise.customers().delete(&format!("hole-{n}")).unwrap();
    }
}

#[test]
fn a_compacted_store_is_smaller_and_equal() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    make_holes(&path);
    let before = Raw::everything(&path);
    let compacted = Store::compact(&path).unwrap();
    assert!(compacted.after < compacted.before, "{compacted:?}");
    assert_eq!(open(&path).stat().unwrap().allocated_bytes, compacted.after);
    assert!(Raw::everything(&path) == before);
    let report = Store::check_file(&path, |_| {}).unwrap();
    assert!(report.is_sound(), "{report:#?}");
    let again = Store::compact(&path).unwrap();
    assert!(again.after <= compacted.after, "{again:?} after {compacted:?}");
    let store = open(&path);
    let new = NewCustomer { email: Some("new@example.org".to_owned()), ..NewCustomer::default() };
    store.account(Provider::Omise, Mode::Test).customers().create(new).unwrap();
    assert!(store.check(|_| {}).unwrap().is_sound());
}

/// redb compacts without noting which pages are free, and rebuilds that from the whole file when the next open finds the
/// file as a kill left it. Closing writes it down, so that only a kill in the midst of compacting makes an open slow.
#[test]
fn a_kill_after_compacting_does_not_make_the_next_open_slow() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    make_holes(&path);
    Store::compact(&path).unwrap();
    let killed = folder.path().join("killed.tillbook");
    let open_of_a_copy = || {
        std::fs::copy(&path, &killed).unwrap();
        redb::Builder::new().set_repair_callback(|session| session.abort()).open(&killed).map(drop)
    };
    let opens_at_once = |when: &str| {
        let opened = open_of_a_copy();
        assert!(opened.is_ok(), "{when}: {opened:?}");
    };
    opens_at_once("closed");
    let store = open(&path);
    opens_at_once("open");
    store.account(Provider::Omise, Mode::Live).customers().create(NewCustomer::default()).unwrap();
    opens_at_once("written to");
    drop(store);
    // The page check reads and may repair; it too must leave a file that opens at once.
    assert!(Store::check_file(&path, |_| {}).unwrap().is_sound());
    opens_at_once("checked");
    let store = open(&path);
    opens_at_once("open after a check");
    drop(store);
    // Without what closing writes down, the same open would read the whole file.
    let mut database = redb::Database::open(&path).unwrap();
    database.compact().unwrap();
    assert!(matches!(open_of_a_copy(), Err(redb::DatabaseError::RepairAborted)));
}
