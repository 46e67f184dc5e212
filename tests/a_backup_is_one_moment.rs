//! A backup that is made while the till sells is a mixture of moments, spoils what lies at its place, leaves halves
//! behind when it fails, or gives away what only the store may have.

mod process;
mod till;

use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use process::{Other, say};
use till::{Till, dump, numbered, visa};
use tillbook::*;

/// A store of so many rows that progress is told in the middle as well.
fn filled() -> Till {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    let rows = (0..600).map(|number| ImportedCustomer {
        email: Some(format!("p{number}@example.org")),
        own: OwnFields { name: Some(format!("Person {number} of the Shop")), ..numbered(&format!("M-{number}")) },
        ..ImportedCustomer::default()
    });
    assert!(omise.customers().import(rows.collect(), false).unwrap().iter().all(Result::is_ok));
    let token = omise.tokens().create(visa()).unwrap();
    omise.customers().create(NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() }).unwrap();
    till
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_copy_is_a_store_with_the_same_rows_and_only_its_owner_reads_it() {
    let till = filled();
    let copy = till.folder.path().join("copy.tillbook");
    let mut told = Vec::new();
    let report = till.store.backup(&copy, |progress| told.push(progress)).unwrap();
    assert_eq!(names(till.folder.path()), ["copy.tillbook", "till.tillbook"]);
    assert!(told.is_sorted_by(|one, next| one.done < next.done && one.total == next.total), "{told:?}");
    assert!(told.len() > 2 && told[0].done == 0, "{told:?}");
    assert_eq!((told.last().unwrap().done, told.last().unwrap().total), (report.rows, report.rows));
    #[cfg(unix)]
    {
        let metadata = std::fs::metadata(&copy).unwrap();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777, 0o600);
        assert_eq!(std::os::unix::fs::MetadataExt::blocks(&metadata) * 512, report.bytes);
    }

    let rows = dump(&copy);
    assert_eq!(rows.len() as u64, report.rows);
    assert!(rows == till.dump(), "the copy has other rows than the store");
    assert!(Store::check_file(&copy, |_| {}).unwrap().is_sound());
    let opened = till::options(&till.clock, 8).open(&copy).unwrap();
    assert_eq!(opened.id(), till.store.id());
    // It goes on as a store of its own.
    opened.account(Provider::Omise, Mode::Test).customers().create(NewCustomer::default()).unwrap();
    assert!(opened.check(|_| {}).unwrap().is_sound());
}

#[test]
fn the_key_of_the_fingerprints_is_not_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    omise.tokens().create(visa()).unwrap();
    let key = std::fs::read(folder.path().join("till.tillbook-key")).unwrap();
    store.backup(folder.path().join("copy.tillbook"), |_| {}).unwrap();
    assert_eq!(names(folder.path()), ["copy.tillbook", "till.tillbook", "till.tillbook-key"]);
    let copy = std::fs::read(folder.path().join("copy.tillbook")).unwrap();
    assert!(!copy.windows(key.len()).any(|bytes| bytes == key), "the key is in the copy");
}

#[test]
fn a_copy_made_while_others_write_is_the_state_of_one_moment() {
    let till = filled();
    let before = till.test(Provider::Monri);
    let after = till.test(Provider::Komoju);
    let (written, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // At every moment the one account has as many as the other or one more.
            while !stop.load(Ordering::Acquire) {
                before.customers().create(till::anybody()).unwrap();
                after.customers().create(till::anybody()).unwrap();
                written.fetch_add(1, Ordering::AcqRel);
            }
        });
        let another = |since: u64| {
            while written.load(Ordering::Acquire) <= since {
                std::thread::yield_now();
            }
        };
        another(0);
        for round in 0..3 {
            let copy = till.folder.path().join(format!("copy{round}.tillbook"));
            let acknowledged = written.load(Ordering::Acquire);
            let mut at_most = None;
            till.store
                .backup(&copy, |_| {
                    // The moment is over when progress is told first, and then the writer is let come further.
                    let now = written.load(Ordering::Acquire);
                    at_most.get_or_insert(now + 1);
                    another(now);
                })
                .unwrap();
            assert!(Store::check_file(&copy, |_| {}).unwrap().is_sound());
            let copy = till::options(&till.clock, 9).open(&copy).unwrap();
            let count = |provider| {
                let customers = copy.account(provider, Mode::Test).customers().list(&ListQuery::default()).unwrap();
                customers.total
            };
            let (first, second) = (count(Provider::Monri), count(Provider::Komoju));
            assert!(first == second || first == second + 1, "{first} and {second} are of two moments");
            assert!((acknowledged..=at_most.unwrap()).contains(&second), "{acknowledged} {second} {at_most:?}");
        }
        stop.store(true, Ordering::Release);
    });
    assert!(till.store.check(|_| {}).unwrap().is_sound());
}

#[test]
fn what_is_at_its_place_already_stays_untouched() {
    let till = filled();
    let folder = till.folder.path();
    std::fs::write(folder.join("letter"), "Dear customer").unwrap();
    std::fs::write(folder.join("empty"), "").unwrap();
    std::fs::create_dir(folder.join("folder")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.join("link")).unwrap();
    let (listed, rows) = (names(folder), till.dump());
    for name in listed.iter().map(String::as_str) {
        let refusal = till.store.backup(folder.join(name), |_| -> () { panic!("it began") }).unwrap_err();
        assert_eq!((refusal.status(), refusal.field()), (Status::InvalidArgument, Some("path")), "{name}: {refusal}");
    }
    assert_eq!(names(folder), listed);
    assert_eq!(std::fs::read(folder.join("letter")).unwrap(), b"Dear customer");
    assert!(till.dump() == rows, "the store was changed");
}

#[test]
fn one_that_is_stopped_leaves_nothing() {
    let till = filled();
    let copy = till.folder.path().join("copy.tillbook");
    let mut told = 0;
    till.store.backup(till.folder.path().join("whole.tillbook"), |_| told += 1).unwrap();
    for last in 1..=told {
        let mut asked = 0;
        let stopped = till.store.backup(&copy, |_| {
            asked += 1;
            if asked == last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((stopped.unwrap_err().status(), asked), (Status::Cancelled, last));
        assert_eq!(names(till.folder.path()), ["till.tillbook", "whole.tillbook"]);
    }
    till.store.backup(&copy, |_| {}).unwrap();
}

#[test]
fn a_callback_that_panics_leaves_nothing() {
    let till = filled();
    let copy = till.folder.path().join("copy.tillbook");
    let work = || till.store.backup(&copy, |progress| assert_eq!(progress.done, 0, "stop here"));
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).is_err());
    assert_eq!(names(till.folder.path()), ["till.tillbook"]);
    till.store.backup(&copy, |_| {}).unwrap();
}

#[test]
fn a_place_that_cannot_be_written_to_is_said_and_not_taken_for_the_stores_own_fault() {
    let till = filled();
    for place in ["no/such/folder/copy.tillbook", "till.tillbook/copy.tillbook"] {
        let refusal = till.store.backup(till.folder.path().join(place), |_| {}).unwrap_err();
        assert_eq!(refusal.status(), Status::Io, "{refusal}");
        assert!(refusal.to_string().starts_with("writing the backup failed: "), "{refusal}");
    }
    assert_eq!(names(till.folder.path()), ["till.tillbook"]);
    till.store.health().unwrap();
}

/// Not a test by itself: what this program does when another test starts it with a role.
#[test]
fn another_process() {
    let Some((role, path)) = process::role() else { return };
    let store = OpenOptions::new().create(false).open(&path).unwrap();
    let copy = path.with_file_name("copy.tillbook");
    match role.as_str() {
        "backup" => {
            say(&store.backup(&copy, |_| {}).map_or_else(|error| error.to_string(), |_| "done".to_owned()));
            store.health().unwrap();
            say("healthy");
        }
        "backup half" => drop(store.backup(&copy, |progress| {
            if progress.done > 0 {
                say("half");
                std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
            }
        })),
        other => panic!("no role {other}"),
    }
}

#[test]
fn a_disk_that_is_full_half_way_leaves_nothing_and_harms_no_store() {
    let Till { folder, store, .. } = filled();
    let path = folder.path().join("till.tillbook");
    drop(store);
    let mut other = Other::start_with_little_room(200, "backup", &path);
    let said = other.line().unwrap();
    assert!(said.starts_with("writing the backup failed: "), "{said}");
    assert_eq!(other.line().as_deref(), Some("healthy"));
    other.kill();
    assert_eq!(names(folder.path()), ["till.tillbook"]);
    assert!(Store::check_file(&path, |_| {}).unwrap().is_sound());
}

#[test]
fn what_a_kill_leaves_is_no_backup_and_does_not_stand_in_the_way_of_the_next() {
    let Till { folder, store, .. } = filled();
    let path = folder.path().join("till.tillbook");
    drop(store);
    let mut other = Other::start("backup half", &path);
    assert_eq!(other.line().as_deref(), Some("half"));
    other.kill();
    assert!(!folder.path().join("copy.tillbook").exists());
    let store = Store::open(&path).unwrap();
    store.backup(folder.path().join("copy.tillbook"), |_| {}).unwrap();
    assert_eq!(names(folder.path()), ["copy.tillbook", "till.tillbook"]);
}
