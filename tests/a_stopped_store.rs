//! A store that was stopped after a fault must not answer from what it still holds in memory, nor let a write through.

use std::sync::{Arc, OnceLock};

use tillbook::transfer::{ExportFormat, export_csv};
use tillbook::{
    CardDetails, CustomerUpdate, Entropy, Error, ListQuery, Mode, NewCustomer, OpenOptions, Provider, Request, Result,
    Status, Store, SystemEntropy,
};

fn refused<T>(what: &str, answer: Result<T>) {
    let status = answer.err().as_ref().map(Error::status);
    assert_eq!(status, Some(Status::Poisoned), "{what}");
}

#[test]
fn every_read_and_write_is_refused_until_the_store_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let store = Store::open(&path).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    let customer = NewCustomer { email: Some("ann@example.org".into()), ..Default::default() };
    let ann = omise.customers().create(customer).unwrap();
    // What was read before lies in every cache that there is.
    omise.customers().get(&ann.id).unwrap().unwrap();
    store.health().unwrap();

    let (clone, live) = (store.clone(), store.account(Provider::Omise, Mode::Live));
    clone.poison();
    refused("health", store.health());
    refused("get", omise.customers().get(&ann.id));
    refused("by_email", omise.customers().by_email("ann@example.org"));
    refused("list", omise.customers().list(&ListQuery::default()));
    refused("another account", live.customers().list(&ListQuery::default()));
    refused("stat", store.stat());
    refused("check", store.check(|_| {}));
    let copy = folder.path().join("copy.tillbook");
    refused("backup", store.backup(&copy, |_| {}));
    assert!(!copy.exists());
    refused("create", omise.customers().create(NewCustomer::default()));
    refused("update", omise.customers().update(&ann.id, CustomerUpdate::default()));
    refused("token", omise.tokens().create(CardDetails::new("4242424242424242", "Ann", 12, 2031)));
    assert_eq!(omise.call(&Request::get(format!("/customers/{}", ann.id))).status, 500);

    drop((store, clone, omise, live));
    let again = Store::open(&path).unwrap();
    assert!(again.account(Provider::Omise, Mode::Test).customers().get(&ann.id).unwrap().is_some());
    assert!(again.check(|_| {}).unwrap().is_sound());
}

/// Randomness that stops the store in the middle of the write that asks for it.
#[derive(Clone, Default)]
struct Stopping(Arc<OnceLock<Store>>);

impl Entropy for Stopping {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        if let Some(store) = self.0.get() {
            store.poison();
        }
        SystemEntropy.fill(bytes)
    }
}

/// The few customers that an iterator holds in memory were visited after the store was stopped.
#[test]
fn an_iterator_that_had_read_ahead_stops_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    (0..3).for_each(|_| drop(omise.customers().create(NewCustomer::default()).unwrap()));
    let mut customers = omise.customers().iter(&ListQuery { limit: usize::MAX, ..ListQuery::default() }).unwrap();
    assert!(customers.next().is_some_and(|first| first.is_ok()));
    store.poison();
    refused("next", customers.next().unwrap());
    assert!(customers.next().is_none());
}

/// The table's header was handed over, as if an account without customers had been exported.
#[test]
fn an_export_hands_over_nothing_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    let mut out = Vec::new();
    export_csv(&omise, &mut out, |_| {}).unwrap();
    assert!(out.starts_with(b"id,created_at,") && out.ends_with(b"\n"), "an account without customers has a header");
    omise.customers().create(NewCustomer::default()).unwrap();
    store.poison();
    for format in [ExportFormat::Csv, ExportFormat::Jsonl] {
        out.clear();
        refused("export", format.write(&omise, &mut out, |_| {}));
        assert_eq!(String::from_utf8_lossy(&out), "", "{format:?}");
    }
}

#[test]
fn a_write_that_was_under_way_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let stopping = Stopping::default();
    let store = OpenOptions::new().entropy(stopping.clone()).open(&path).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    assert!(stopping.0.set(store.clone()).is_ok());
    refused("create", omise.customers().create(NewCustomer::default()));

    // The handle in the store's own randomness keeps this file open, so a copy shows what is in it.
    let copy = folder.path().join("copy.tillbook");
    std::fs::copy(&path, &copy).unwrap();
    let again = Store::open(&copy).unwrap();
    assert_eq!(again.account(Provider::Omise, Mode::Test).customers().list(&ListQuery::default()).unwrap().total, 0);
    assert!(again.check(|_| {}).unwrap().is_sound());
}
