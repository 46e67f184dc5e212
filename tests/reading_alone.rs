//! A program that only wants to look harms the till's store: it changes a byte, makes a file, keeps others out, or
//! reads while somebody writes.

mod process;
mod till;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use process::{Other, say};
use till::{anybody, daily, numbered, visa};
use tillbook::transfer::{ImportOptions, import};
use tillbook::*;

/// The path of a closed store in which there is something of everything that is written to below.
fn closed(folder: &Path) -> (PathBuf, String, String) {
    let path = folder.join("till.tillbook");
    let store = OpenOptions::new().fingerprint_key("not in a file").open(&path).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    let token = omise.tokens().create(visa()).unwrap();
    let new = NewCustomer { card: Some(token.id.clone()), own: numbered("M-1"), ..anybody() };
    let ann = omise.customers().create(new).unwrap();
    let token = omise.tokens().create(visa()).unwrap();
    (path, ann.id.clone(), token.id.clone())
}

fn look(path: &Path) -> Result<Store> {
    OpenOptions::new().read_only(true).open(path)
}

/// Everything in a folder, and when each file was changed last.
fn contents(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let state = |path: &Path| (std::fs::read(path).unwrap(), path.metadata().unwrap().modified().unwrap());
    entries.map(|path| (path.clone(), state(&path))).collect()
}

#[test]
fn everything_is_read_and_nothing_on_the_disk_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ann, _) = closed(folder.path());
    let before = contents(folder.path());
    let store = look(&path).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    let customer = omise.customers().get(&ann).unwrap().unwrap();
    assert_eq!(omise.customers().by_merchant_customer_id("M-1").unwrap().unwrap(), customer);
    assert_eq!(omise.cards().list(&ann, &ListQuery::default()).unwrap().total, 1);
    assert_eq!(omise.call(&Request::get(format!("/customers/{ann}"))).status, 200);
    assert_eq!(store.stat().unwrap().accounts.len(), 1);
    assert!(store.check(|_| {}).unwrap().is_sound());
    store.health().unwrap();
    drop((store, omise));
    assert!(contents(folder.path()) == before, "the folder was changed");

    let copy = tempfile::tempdir().unwrap();
    look(&path).unwrap().backup(copy.path().join("copy.tillbook"), |_| {}).unwrap();
    assert!(contents(folder.path()) == before, "the folder was changed");
    assert!(look(&copy.path().join("copy.tillbook")).unwrap().check(|_| {}).unwrap().is_sound());
}

#[test]
fn every_write_is_refused_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ann, token) = closed(folder.path());
    let file = folder.path().join("people.csv");
    std::fs::write(&file, "Customer ID,Name\n17,Ann\n").unwrap();
    let before = contents(folder.path());
    let store = look(&path).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    let komoju = store.account(Provider::Komoju, Mode::Test);
    let refused = |what: &str, answer: Result<()>| {
        let status = answer.err().as_ref().map(Error::status);
        assert_eq!(status, Some(Status::ReadOnly), "{what}");
    };
    refused("create", omise.customers().create(anybody()).map(drop));
    refused("update", omise.customers().update(&ann, CustomerUpdate::default()).map(drop));
    refused("delete", omise.customers().delete(&ann).map(drop));
    refused("import", omise.customers().import(vec![ImportedCustomer::default()], false).map(drop));
    refused("rehearse", omise.customers().import(vec![ImportedCustomer::default()], true).map(drop));
    refused("token", omise.tokens().create(visa()).map(drop));
    refused(
        "card",
        omise.customers().update(&ann, CustomerUpdate { card: Some(token), ..Default::default() }).map(drop),
    );
    refused("schedule", omise.schedules().create(daily(&ann, None)).map(drop));
    for dry_run in [false, true] {
        let options = ImportOptions { dry_run, ..ImportOptions::default() };
        refused("file", import(&omise, &file, options, |_| {}).map(drop));
    }
    // The answer under such a key would need the key of the fingerprints, whose file is not there.
    let kept = Request::post("/customers").header("x-komoju-idempotency", "once").json(&serde_json::json!({}));
    assert_eq!(komoju.call(&kept).status, 500);
    assert!(contents(folder.path()) == before, "the folder was changed");
    // A refused write is not a fault.
    store.health().unwrap();
    omise.customers().get(&ann).unwrap().unwrap();
}

#[test]
fn what_is_no_store_is_refused_and_a_missing_one_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter"), "Dear customer").unwrap();
    std::fs::write(folder.path().join("empty"), "").unwrap();
    let before = contents(folder.path());
    for (name, status) in [
        ("missing.tillbook", Status::StoreMissing),
        ("no/folder.tillbook", Status::StoreMissing),
        ("letter", Status::NotAStore),
        ("empty", Status::NotAStore),
        (".", Status::NotAStore),
    ] {
        for create in [true, false] {
            let opened = OpenOptions::new().create(create).read_only(true).open(folder.path().join(name));
            assert_eq!(opened.unwrap_err().status(), status, "{name}");
        }
    }
    assert!(contents(folder.path()) == before, "the folder was changed");
}

/// Not a test by itself: what this program does when another test starts it with a role.
#[test]
fn another_process() {
    let Some((role, path)) = process::role() else { return };
    let opened = if role == "look" { look(&path) } else { Store::open(&path) };
    say(opened.as_ref().map_or_else(|error| error.status().name(), |_| "open"));
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

#[test]
fn many_look_at_once_and_nobody_writes_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ann, _) = closed(folder.path());
    let first = look(&path).unwrap();
    let second = look(&path).unwrap();
    let mut other = Other::start("look", &path);
    assert_eq!(other.line().as_deref(), Some("open"));
    for store in [&first, &second] {
        store.account(Provider::Omise, Mode::Test).customers().get(&ann).unwrap().unwrap();
    }
    assert_eq!(Store::open(&path).unwrap_err().status(), Status::AlreadyOpen);
    assert_eq!(Other::start("write", &path).line().as_deref(), Some("already_open"));
    drop((first, second));
    // The other process still looks.
    assert_eq!(Store::open(&path).unwrap_err().status(), Status::AlreadyOpen);
    other.kill();

    let writer = Store::open(&path).unwrap();
    assert_eq!(look(&path).unwrap_err().status(), Status::AlreadyOpen);
    assert_eq!(Other::start("look", &path).line().as_deref(), Some("already_open"));
    drop(writer);
    look(&path).unwrap();
}

#[test]
fn a_store_that_was_not_closed_is_not_repaired_by_a_look() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ann, _) = closed(folder.path());
    let mut other = Other::start("write", &path);
    assert_eq!(other.line().as_deref(), Some("open"));
    other.kill();
    let before = contents(folder.path());
    assert_eq!(look(&path).unwrap_err().status(), Status::ReadOnly);
    assert!(contents(folder.path()) == before, "the folder was changed");
    drop(Store::open(&path).unwrap());
    look(&path).unwrap().account(Provider::Omise, Mode::Test).customers().get(&ann).unwrap().unwrap();
}

#[test]
fn a_look_at_a_stopped_store_answers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ann, _) = closed(folder.path());
    let store = look(&path).unwrap();
    store.poison();
    let omise = store.account(Provider::Omise, Mode::Test);
    assert_eq!(omise.customers().get(&ann).unwrap_err().status(), Status::Poisoned);
    assert_eq!(omise.customers().create(anybody()).unwrap_err().status(), Status::Poisoned);
}
