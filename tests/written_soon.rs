//! A store that is told to bring writes to the disk now and then loses more than it said, half a write, or a night's
//! work of the battery.

mod process;
mod till;

use std::io::Read as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use process::{Other, say};
use redb::Builder;
use till::{anybody, numbered, visa};
use tillbook::*;

const NEVER: Duration = Duration::from_secs(3600);
const AT_ONCE: Duration = Duration::from_millis(1);

fn open(path: &Path, interval: Duration) -> Store {
    let told = |level, line: &str| {
        if level == LogLevel::Error {
            say(line);
        }
    };
    OpenOptions::new()
        .log(told)
        .fingerprint_key("not in a file")
        .durability(Durability::Interval(interval))
        .open(path)
        .unwrap()
}

/// A token, and then a customer with its card whose own number is the given one: two writes.
fn serve(store: &Store, number: u64) -> String {
    let omise = store.account(Provider::Omise, Mode::Test);
    let token = omise.tokens().create(visa()).unwrap();
    let new = NewCustomer { card: Some(token.id.clone()), own: numbered(&number.to_string()), ..anybody() };
    omise.customers().create(new).unwrap().id.clone()
}

/// How many of the customers that were served are there. They are the first of them, each is whole, and the file is sound.
fn served(path: &Path) -> u64 {
    let repaired = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&repaired);
    let copy = path.with_extension("copy");
    std::fs::copy(path, &copy).unwrap();
    drop(Builder::new().set_repair_callback(move |_| seen.store(true, Ordering::SeqCst)).open(&copy).unwrap());
    std::fs::remove_file(&copy).unwrap();
    assert!(!repaired.load(Ordering::SeqCst), "opening had to repair");

    let store = Store::open(path).unwrap();
    let report = store.check(|_| {}).unwrap();
    assert!(report.is_sound(), "{report:?}");
    let omise = store.account(Provider::Omise, Mode::Test);
    let customers = omise.customers().list(&ListQuery { limit: usize::MAX, ..ListQuery::default() }).unwrap();
    for (number, customer) in customers.items.iter().enumerate() {
        assert_eq!(customer.own, numbered(&number.to_string()), "a write is there and an earlier one is not");
        assert_eq!(omise.cards().list(&customer.id, &ListQuery::default()).unwrap().total, 1);
    }
    customers.total
}

/// Whether the first customers are on the disk, as somebody would find it after a power cut now.
fn on_disk(path: &Path, count: u64) -> bool {
    let copy = path.with_extension("copy");
    std::fs::copy(path, &copy).unwrap();
    // A copy that is made in the midst of a commit may be no store.
    let found = Store::open(&copy).and_then(|store| {
        let customers = store.account(Provider::Omise, Mode::Test).customers().list(&ListQuery::default())?;
        Ok(customers.total >= count)
    });
    std::fs::remove_file(&copy).unwrap();
    found.unwrap_or(false)
}

/// Waits for what happens without anybody's doing. That it takes for ever is what a test of it fails with.
fn wait_until(what: &str, mut happened: impl FnMut() -> bool) {
    for _ in 0..3000 {
        if happened() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("{what} does not happen");
}

/// From here on this process can write no page of the store. What redb claims ahead it has claimed before.
fn fill_the_disk(store: &Store) {
    store.account(Provider::Omise, Mode::Live).customers().create(anybody()).unwrap();
    store.sync().unwrap();
    let pid = std::process::id().to_string();
    assert!(Command::new("prlimit").args(["--pid", &pid, "--fsize=40:"]).status().unwrap().success());
}

/// How often the store's own thread was woken.
#[cfg(target_os = "linux")]
fn wakes() -> Option<String> {
    let threads = std::fs::read_dir("/proc/self/task").unwrap().map(|entry| entry.unwrap().path());
    let own = threads
        .filter(|thread| std::fs::read_to_string(thread.join("comm")).is_ok_and(|name| name == "tillbook-sync\n"))
        .map(|thread| std::fs::read_to_string(thread.join("status")).unwrap());
    own.flat_map(|status| status.lines().find(|line| line.starts_with("voluntary_ctxt_switches")).map(str::to_owned))
        .next()
}

/// Not a test by itself: what this program does when another test starts it with a role.
#[test]
fn another_process() {
    let Some((role, path)) = process::role() else { return };
    let wait = || std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    match role.as_str() {
        "sync once" => {
            let store = open(&path, NEVER);
            (0..20).for_each(|number| drop(serve(&store, number)));
            store.sync().unwrap();
            (20..40).for_each(|number| drop(serve(&store, number)));
            say("served");
            wait();
        }
        "serve" => {
            let store = open(&path, Duration::from_millis(15));
            let omise = store.account(Provider::Omise, Mode::Test);
            let first = omise.customers().list(&ListQuery::default()).unwrap().total;
            say("open");
            for number in first.. {
                serve(&store, number);
                say("served");
            }
        }
        "serve one" => {
            let store = open(&path, AT_ONCE);
            serve(&store, 0);
            say("served");
            wait();
        }
        "serve many" => {
            let store = open(&path, NEVER);
            (0..600).for_each(|number| drop(serve(&store, number)));
            say("served");
            wait();
        }
        #[cfg(target_os = "linux")]
        "rest" => {
            let store = open(&path, AT_ONCE);
            serve(&store, 0);
            wait_until("the write reaches the disk", || on_disk(&path, 1));
            wait_until("the thread rests", || {
                let before = wakes().unwrap();
                std::thread::sleep(Duration::from_millis(300));
                before == wakes().unwrap()
            });
            let before = wakes();
            std::thread::sleep(Duration::from_secs(1));
            say(if wakes() == before { "rested" } else { "was woken" });
        }
        "sync where there is no room" => {
            let store = open(&path, NEVER);
            fill_the_disk(&store);
            serve(&store, 0);
            say(store.sync().unwrap_err().status().name());
            say(store.health().unwrap_err().status().name());
        }
        "serve where there is no room" => {
            let store = open(&path, AT_ONCE);
            fill_the_disk(&store);
            let omise = store.account(Provider::Omise, Mode::Test);
            omise.customers().create(anybody()).unwrap();
            wait_until("the store stops", || store.health().is_err());
            say(omise.customers().list(&ListQuery::default()).unwrap_err().status().name());
            say(omise.customers().create(anybody()).unwrap_err().status().name());
            say(store.sync().unwrap_err().status().name());
        }
        other => panic!("no role {other}"),
    }
}

#[test]
fn what_was_synced_survives_a_kill_and_what_was_not_is_gone_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let mut other = Other::start("sync once", &path);
    assert_eq!(other.line().as_deref(), Some("served"));
    other.kill();
    assert_eq!(served(&path), 20);
}

#[test]
fn a_kill_at_any_moment_takes_the_newest_writes_and_each_of_them_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let (mut acknowledged, mut kept) = (0, 0);
    for round in 0..15u64 {
        let mut other = Other::start("serve", &path);
        assert_eq!(other.line().as_deref(), Some("open"), "round {round}");
        let pid = other.child.id();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(round * 13 % 90));
            // By its number: the pipe's end stays with this test, which reads what was said before the end.
            assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap().success());
        });
        let said = std::iter::from_fn(|| other.line()).count() as u64;
        killer.join().unwrap();
        drop(other);
        let there = served(&path);
        // The write that was under way may be there as well.
        assert!((kept..=kept + said + 1).contains(&there), "round {round}: {kept} and {said} became {there}");
        acknowledged += said;
        kept = there;
    }
    assert!(acknowledged > 20 && kept > 0, "the rounds served somebody: {kept} of {acknowledged}");
}

#[test]
fn a_write_reaches_the_disk_without_anybody_asking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let mut other = Other::start("serve one", &path);
    assert_eq!(other.line().as_deref(), Some("served"));
    wait_until("the write reaches the disk", || on_disk(&path, 1));
    other.kill();
    assert_eq!(served(&path), 1);
}

#[test]
fn very_many_writes_do_not_wait_for_a_long_interval() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let mut other = Other::start("serve many", &path);
    assert_eq!(other.line().as_deref(), Some("served"));
    // Two writes each: a thousand of them are brought to the disk together.
    wait_until("the writes reach the disk", || on_disk(&path, 500));
    other.kill();
    assert!(served(&path) >= 500);
}

#[test]
fn closing_brings_everything_to_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    for round in 0..5 {
        let store = open(&path, NEVER);
        let account = store.account(Provider::Omise, Mode::Test);
        (0..3).for_each(|number| drop(serve(&store, round * 3 + number)));
        // An account keeps its store open, and every read sees what was acknowledged.
        drop(store);
        assert_eq!(account.customers().list(&ListQuery::default()).unwrap().total, round * 3 + 3);
        drop(account);
        assert_eq!(served(&path), round * 3 + 3);
    }
}

#[test]
fn a_store_that_was_stopped_keeps_what_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let store = open(&path, NEVER);
    serve(&store, 0);
    store.poison();
    assert_eq!(store.sync().unwrap_err().status(), Status::Poisoned);
    drop(store);
    assert_eq!(served(&path), 1);
}

#[test]
fn a_store_with_nothing_to_sync_can_be_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let store = open(&path, AT_ONCE);
    store.sync().unwrap();
    drop(store);
    let store = Store::open(&path).unwrap();
    serve(&store, 0);
    store.sync().unwrap();
    drop(store);
    let options = OpenOptions::new().durability(Durability::Interval(AT_ONCE)).read_only(true);
    options.open(&path).unwrap().sync().unwrap();
    assert_eq!(served(&path), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_store_at_rest_wakes_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = Other::start("rest", &folder.path().join("till.tillbook"));
    assert_eq!(other.line().as_deref(), Some("rested"));
}

#[test]
fn a_sync_that_fails_stops_the_store_and_loses_nothing_older() {
    for role in ["sync where there is no room", "serve where there is no room"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("till.tillbook");
        let store = Store::open(&path).unwrap();
        let rows = (0..500).map(|number| ImportedCustomer {
            email: Some(format!("p{number}@example.org")),
            ..ImportedCustomer::default()
        });
        assert!(store.account(Provider::Omise, Mode::Live).customers().import(rows.collect(), false).is_ok());
        drop(store);
        let mut other = Other::start_with_little_room(100_000, role, &path);
        let said: Vec<String> = std::iter::from_fn(|| other.line()).collect();
        drop(other);
        // What the store says of itself has several words.
        let (told, answers): (Vec<_>, Vec<_>) = said.iter().partition(|said| said.contains(' '));
        assert!(told.len() == 1 && told[0].contains("the write may or may not be on disk"), "{role}: {told:?}");
        let (last, before) = answers.split_last().unwrap();
        assert_eq!(*last, "poisoned", "{role}: {said:?}");
        assert!(before.iter().all(|said| ["poisoned", "outcome_unknown"].contains(&said.as_str())), "{said:?}");
        assert_eq!(served(&path), 0, "{role}");
        let store = Store::open(&path).unwrap();
        let live = store.account(Provider::Omise, Mode::Live);
        assert_eq!(live.customers().list(&ListQuery::default()).unwrap().total, 501);
    }
}
