//! Nobody is told that something went wrong with the till's store, or a log gives away whose data is in it, or the one who
//! keeps the log brings the store down.

mod till;

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use till::{Till, anybody, numbered, visa};
use tillbook::*;

/// A log that is kept.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<(LogLevel, String)>>>);

impl Kept {
    fn options(&self) -> OpenOptions {
        let kept = self.clone();
        OpenOptions::new().log(move |level, line| kept.0.lock().unwrap().push((level, line.to_owned())))
    }

    /// The lines since the last time.
    fn take(&self) -> Vec<(LogLevel, String)> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// Takes the only line since the last time: its level, how it begins, how it ends.
    fn only(&self, level: LogLevel, begins: &str, ends: &str) {
        let lines = self.take();
        let [(told, line)] = lines.as_slice() else { panic!("not one line: {lines:?}") };
        assert_eq!(*told, level, "{line}");
        assert!(line.starts_with(begins) && line.ends_with(ends), "{line}");
    }
}

fn omise(store: &Store) -> Account {
    store.account(Provider::Omise, Mode::Test)
}

#[test]
fn opening_and_closing_are_told_when_they_are_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let place = path.display();
    let log = Kept::default();
    let store = log.options().open(&path).unwrap();
    log.only(LogLevel::Info, &format!("created {place}, format 3"), "");
    let account = omise(&store);
    account.customers().create(anybody()).unwrap();
    drop(store);
    account.customers().list(&ListQuery::default()).unwrap();
    assert_eq!(log.take(), [], "the account keeps it open");
    drop(account);
    log.only(LogLevel::Info, &format!("closed {place}"), "");

    drop(log.options().read_only(true).open(&path).unwrap());
    let lines: Vec<String> = log.take().into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines, [format!("opened {place}, format 3, for reading alone"), format!("closed {place}")]);

    // When it is told that the file is closed, it is.
    let reopened = Arc::new(OnceLock::new());
    let (seen, again) = (Arc::clone(&reopened), path.clone());
    let told = move |_: LogLevel, line: &str| {
        if line.starts_with("closed") {
            let _ = seen.set(Store::open(&again).is_ok());
        }
    };
    drop(OpenOptions::new().log(told).durability(Durability::Interval(Duration::from_secs(9))).open(&path).unwrap());
    assert_eq!(reopened.get(), Some(&true));
}

#[test]
fn a_store_that_was_not_closed_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    omise(&store).customers().create(anybody()).unwrap();
    // As a power cut would leave it.
    let copy = folder.path().join("copy.tillbook");
    std::fs::copy(store.path(), &copy).unwrap();
    let log = Kept::default();
    let opened = log.options().open(&copy).unwrap();
    let begins =
        format!("opened {}, format 3, which its last user had not closed; setting that right took ", copy.display());
    log.only(LogLevel::Warn, &begins, "s");
    drop(opened);
    log.take();
    drop(log.options().open(&copy).unwrap());
    assert!(log.take().iter().all(|(level, _)| *level == LogLevel::Info));
}

#[test]
fn a_key_of_the_fingerprints_that_was_lost_is_told_of_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let key = folder.path().join("till.tillbook-key");
    let log = Kept::default();
    let store = log.options().open(&path).unwrap();
    log.take();
    // The first key takes nobody's place.
    omise(&store).tokens().create(visa()).unwrap();
    assert_eq!(log.take(), []);
    drop(store);

    for by_digest in [false, true] {
        std::fs::remove_file(&key).unwrap();
        let store = log.options().open(&path).unwrap();
        log.take();
        if by_digest {
            let order = Request::post("/customers").header("x-komoju-idempotency", "once");
            store.account(Provider::Komoju, Mode::Test).call(&order);
        } else {
            omise(&store).tokens().create(visa()).unwrap();
        }
        let begins = format!("made {}, a new key of the fingerprints, though cards have ", key.display());
        log.only(LogLevel::Warn, &begins, "put the old one back");
        omise(&store).tokens().create(visa()).unwrap();
        assert_eq!(log.take(), []);
    }

    std::fs::remove_file(&key).unwrap();
    let store = log.options().fingerprint_key("the host's").open(&path).unwrap();
    log.take();
    omise(&store).tokens().create(visa()).unwrap();
    assert_eq!(log.take(), []);
}

#[test]
fn a_store_that_stops_says_why_and_says_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let log = Kept::default();
    let store = log.options().open(folder.path().join("till.tillbook")).unwrap();
    log.take();
    store.poison();
    log.only(LogLevel::Error, "stopped, because a fault was caught", "");
    store.poison();
    omise(&store).customers().create(anybody()).unwrap_err();
    assert_eq!(log.take(), []);
}

/// Randomness that panics, or takes long, once it was asked for something.
#[derive(Clone, Default)]
struct Unusual(Arc<OnceLock<Option<Duration>>>);

impl Entropy for Unusual {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        match self.0.get() {
            None => {}
            Some(Some(wait)) => std::thread::sleep(*wait),
            Some(None) => panic!("a defect in the host's randomness"),
        }
        SystemEntropy.fill(bytes)
    }
}

#[test]
fn a_write_that_panics_is_told_of_once() {
    let folder = tempfile::tempdir().unwrap();
    let (log, unusual) = (Kept::default(), Unusual::default());
    let store = log.options().entropy(unusual.clone()).open(folder.path().join("till.tillbook")).unwrap();
    log.take();
    unusual.0.set(None).unwrap();
    let create = || omise(&store).customers().create(anybody());
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(create)).is_err());
    assert_eq!(create().unwrap_err().status(), Status::Poisoned);
    log.only(LogLevel::Error, "stopped, because a write panicked", "");
    create().unwrap_err();
    assert_eq!(log.take(), []);
}

#[test]
fn a_write_that_keeps_others_waiting_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let (log, unusual) = (Kept::default(), Unusual::default());
    let store = log.options().entropy(unusual.clone()).open(folder.path().join("till.tillbook")).unwrap();
    log.take();
    unusual.0.set(Some(Duration::from_millis(1100))).unwrap();
    omise(&store).customers().create(anybody()).unwrap();
    log.only(LogLevel::Warn, "a write of omise/test took ", "s");
}

#[test]
fn long_work_is_told_of_when_it_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let log = Kept::default();
    let interval = Durability::Interval(Duration::from_secs(3600));
    let store = log.options().durability(interval).open(folder.path().join("till.tillbook")).unwrap();
    log.take();
    omise(&store).customers().create(anybody()).unwrap();
    omise(&store).customers().create(anybody()).unwrap();
    store.sync().unwrap();
    log.only(LogLevel::Debug, "writes brought to the disk: 2", "2");
    store.sync().unwrap();
    store.check(|_| {}).unwrap();
    log.only(LogLevel::Info, "checked and found sound in ", "s");
    let copy = folder.path().join("copy.tillbook");
    let rows = store.backup(&copy, |_| {}).unwrap().rows;
    log.only(LogLevel::Info, &format!("copied {rows} rows to {} in ", copy.display()), "s");
    store.backup(&copy, |_| {}).unwrap_err();
    assert_eq!(log.take(), []);
}

/// Something of everything that is told of.
fn eventful(store: &Store, folder: &Path) {
    let omise = omise(store);
    let token = omise.tokens().create(visa()).unwrap();
    let new = NewCustomer {
        email: Some("ann@example.org".into()),
        card: Some(token.id.clone()),
        own: OwnFields { name: Some("Ann Example".into()), phone: Some("+47 22 44 22 22".into()), ..numbered("M-1") },
        ..NewCustomer::default()
    };
    omise.customers().create(new).unwrap();
    omise.tokens().create(CardDetails::new("4242424242424242", "Ann Example", 13, 2031)).unwrap_err();
    store.sync().unwrap();
    store.check(|_| {}).unwrap();
    store.backup(folder.join("backup 4242424242424242.tillbook"), |_| {}).unwrap();
    std::fs::remove_file(folder.join("till 4242424242424242.tillbook-key")).unwrap();
}

#[test]
fn nobodys_data_is_in_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till 4242424242424242.tillbook");
    let log = Kept::default();
    let open = || log.options().durability(Durability::Interval(Duration::from_millis(1))).open(&path).unwrap();
    eventful(&open(), folder.path());
    let store = open();
    omise(&store).tokens().create(visa()).unwrap();
    store.poison();
    drop(store);
    let lines = log.take();
    assert!(lines.len() > 8, "{lines:?}");
    for (_, line) in &lines {
        for piece in ["4242", "Ann", "ann@", "example", "22 44", "M-1", "cust_", "card_", "tokn_"] {
            assert!(!line.contains(piece), "{piece} is in {line}");
        }
        assert!(!line.contains('\n'), "{line}");
    }
}

#[test]
fn a_callback_that_panics_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till 4242424242424242.tillbook");
    let open = || {
        OpenOptions::new()
            .log(|_, line| panic!("no paper left for: {line}"))
            .durability(Durability::Interval(Duration::from_millis(1)))
            .open(&path)
            .unwrap()
    };
    eventful(&open(), folder.path());
    let store = open();
    omise(&store).tokens().create(visa()).unwrap();
    assert_eq!(omise(&store).customers().list(&ListQuery::default()).unwrap().total, 1);
    store.health().unwrap();
    store.poison();
    drop(store);
    assert!(Store::check_file(&path, |_| {}).unwrap().is_sound());
}

#[test]
fn nobody_has_to_listen() {
    let till = Till::new();
    till.test(Provider::Omise).tokens().create(visa()).unwrap();
    till.store.poison();
}
