//! Opening a till in the morning: what is not its store is refused with a sentence and left alone, what is its store
//! opens, whenever the power went.
//!
//! A file without permissions is not among it: the tests may run as root, who has them all. What the operating system
//! refuses even to root (a path below a file, a directory) stands for it.

mod process;
mod till;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use process::{Other, say};
use redb::{Builder, Database, MultimapTableDefinition, TableDefinition};
use till::{Till, numbered, visa};
use tillbook::*;

const META: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("meta");
/// The key of its row `format`.
const FORMAT: [u8; 19] = *b"format\0\0\0\0\0\0\0\0\0\0\0\0\0";

fn open(path: &Path, create: bool) -> Result<Store> {
    OpenOptions::new().create(create).open(path)
}

/// What is in a file is refused, with `create` and without, and stays as it is.
fn refused(path: &Path, status: Status, sentence: &str) {
    let before = std::fs::read(path).unwrap();
    for create in [true, false] {
        let error = open(path, create).map(drop).expect_err(sentence);
        assert_eq!(error.status(), status, "{error}");
        assert_eq!(error.to_string(), sentence);
        assert!(std::fs::read(path).unwrap() == before, "{} was changed", path.display());
    }
}

fn not_a_store(path: &Path) {
    let sentence = format!("{} is not a Tillbook store; check the path, or restore a backup", path.display());
    refused(path, Status::NotAStore, &sentence);
}

/// The path of a closed store with one customer.
fn closed_store(folder: &Path) -> PathBuf {
    let path = folder.join("till.tillbook");
    let store = open(&path, true).unwrap();
    store.account(Provider::Omise, Mode::Test).customers().create(NewCustomer::default()).unwrap();
    path
}

#[test]
fn a_newer_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_store(folder.path());
    let database = Database::open(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(META).unwrap().insert(&FORMAT, 4u32.to_le_bytes().as_slice()).unwrap();
    transaction.commit().unwrap();
    drop(database);
    let sentence =
        format!("{} has format version 4 and this Tillbook reads up to 3; install a newer Tillbook", path.display());
    refused(&path, Status::NewerFormat, &sentence);
}

/// Its keys mean something else, so that it would be misread.
#[test]
fn a_file_of_a_format_before_the_first_release_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_store(folder.path());
    let database = Database::open(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(META).unwrap().insert(&FORMAT, 2u32.to_le_bytes().as_slice()).unwrap();
    transaction.commit().unwrap();
    drop(database);
    not_a_store(&path);
}

#[test]
fn what_is_not_a_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    not_a_store(&file("letter.txt", b"Dear Ann,\n\nthe till is well.\n"));
    not_a_store(&file("short.txt", b"Ann"));
    not_a_store(&file("almost", b"redb\x1A\x0A\xA9\x0D"));
    not_a_store(&file("zeros", &[0; 4096]));
    not_a_store(&file("many zeros", &vec![0; 2 << 20]));
    not_a_store(&file("sqlite", &[b"SQLite format 3\0".as_slice(), &[0; 4080]].concat()));
    // Zeros of the very length of a file in creation, with one byte in the middle that is not.
    let mut zeros = vec![0; 1_056_768];
    zeros[500_000] = 1;
    not_a_store(&file("nearly zeros", &zeros));
    let mut zeros = vec![0; 1_056_768];
    zeros[12] = 1;
    not_a_store(&file("another header", &zeros));
}

#[test]
fn another_programs_redb_file_is_refused_and_left_alone() {
    const NUMBERS: TableDefinition<u64, u64> = TableDefinition::new("numbers");
    const OTHER_META: TableDefinition<&str, &str> = TableDefinition::new("meta");
    const FIRST_META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
    const MANY: MultimapTableDefinition<u64, u64> = MultimapTableDefinition::new("many");
    const MANY_META: MultimapTableDefinition<&str, &[u8]> = MultimapTableDefinition::new("meta");
    type Make = fn(&redb::WriteTransaction);
    let makers: [(&str, Make); 7] = [
        ("numbers", |transaction| drop(transaction.open_table(NUMBERS).unwrap().insert(1, 1).unwrap())),
        ("texts", |transaction| drop(transaction.open_table(OTHER_META).unwrap().insert("format", "1").unwrap())),
        ("first format", |transaction| {
            drop(transaction.open_table(FIRST_META).unwrap().insert("format", 1u32.to_le_bytes().as_slice()).unwrap());
        }),
        ("second format", |transaction| {
            let mut meta = transaction.open_table(META).unwrap();
            meta.insert(&FORMAT, 2u32.to_le_bytes().as_slice()).unwrap();
        }),
        ("same types", |transaction| {
            drop(transaction.open_table(META).unwrap().insert(&[b'x'; 19], &b"x"[..]).unwrap())
        }),
        ("many", |transaction| assert!(!transaction.open_multimap_table(MANY).unwrap().insert(1, 1).unwrap())),
        ("many meta", |transaction| drop(transaction.open_multimap_table(MANY_META).unwrap())),
    ];
    for (name, make) in makers {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        let database = Database::create(&path).unwrap();
        let transaction = database.begin_write().unwrap();
        make(&transaction);
        transaction.commit().unwrap();
        drop(database);
        not_a_store(&path);
    }
    // Nor is a redb without a table a store.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty");
    drop(Database::create(&path).unwrap());
    not_a_store(&path);
}

#[test]
fn another_programs_redb_file_keeps_its_content_after_a_power_cut_too() {
    // Such a file has to be repaired before anyone can say whose it is, as its own program would repair it.
    const NUMBERS: TableDefinition<u64, u64> = TableDefinition::new("numbers");
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("numbers"), folder.path().join("copy"));
    let database = Database::create(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(NUMBERS).unwrap().insert(1, 2).unwrap();
    transaction.commit().unwrap();
    std::fs::copy(&path, &copy).unwrap();
    assert_eq!(open(&copy, true).unwrap_err().status(), Status::NotAStore);
    let database = Database::open(&copy).unwrap();
    let rows = redb::ReadableDatabase::begin_read(&database).unwrap().open_table(NUMBERS).unwrap();
    assert_eq!(rows.get(1).unwrap().unwrap().value(), 2);
}

#[test]
fn a_directory_a_pipe_and_a_device_are_no_stores() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [folder.path(), &pipe, Path::new("/dev/null"), Path::new("/dev/zero")] {
        for create in [true, false] {
            assert_eq!(open(path, create).unwrap_err().status(), Status::NotAStore, "{}", path.display());
        }
    }
}

#[test]
fn a_missing_store_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let error = open(&path, false).unwrap_err();
    assert_eq!(error.status(), Status::StoreMissing);
    assert_eq!(
        error.to_string(),
        format!("there is no store at {}; check the path, or create the store first", path.display())
    );
    assert!(!path.exists(), "asking creates nothing");
    assert_eq!(open(&folder.path().join("no folder/till"), true).unwrap_err().status(), Status::StoreMissing);
    // An empty file is no store, but a store may be created in it.
    std::fs::write(&path, b"").unwrap();
    assert_eq!(open(&path, false).unwrap_err().status(), Status::NotAStore);
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
    drop(open(&path, true).unwrap());
    drop(open(&path, false).unwrap());
}

#[test]
fn what_the_system_refuses_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"x").unwrap();
    let error = open(&file.join("till.tillbook"), true).unwrap_err();
    assert_eq!(error.status(), Status::Io);
    assert!(error.retryable());
    let sentence = error.to_string();
    assert!(sentence.starts_with("opening the store failed: Not a directory"), "{sentence}");
    assert!(sentence.ends_with("; free the disk or mend its permissions and try again"), "{sentence}");
    // The key of the fingerprints cannot be written: the token is not made, and can be once the key can.
    let path = folder.path().join("till.tillbook");
    let store = open(&path, true).unwrap();
    let omise = store.account(Provider::Omise, Mode::Test);
    let key = folder.path().join("till.tillbook-key");
    std::fs::create_dir(&key).unwrap();
    let error = omise.tokens().create(visa()).unwrap_err();
    assert_eq!(error.status(), Status::Io, "{error}");
    std::fs::remove_dir(&key).unwrap();
    omise.tokens().create(visa()).unwrap();
}

#[cfg(unix)]
#[test]
fn the_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = closed_store(folder.path());
    let store = open(&path, false).unwrap();
    store.account(Provider::Omise, Mode::Test).tokens().create(visa()).unwrap();
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o7777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
        names.push(entry.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["till.tillbook", "till.tillbook-key"]);
}

#[test]
fn a_second_handle_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let store = open(&path, true).unwrap();
    let account = store.account(Provider::Omise, Mode::Test);
    let in_use = |what: &str| {
        let error = open(&path, true).expect_err(what);
        assert_eq!(error.status(), Status::AlreadyOpen, "{error}");
        assert!(error.retryable());
        assert_eq!(
            error.to_string(),
            format!("{} is in use; close the other program that has it open and try again", path.display())
        );
    };
    in_use("a fresh store");
    account.customers().create(NewCustomer::default()).unwrap();
    in_use("a store with a customer");
    drop(store);
    in_use("an account keeps its store open");
    drop(account);
    drop(open(&path, true).unwrap());
}

/// Not a test by itself: what this program does when another test starts it with a role.
#[test]
fn another_process() {
    let Some((role, path)) = process::role() else { return };
    match role.as_str() {
        "hold" => match open(&path, true) {
            Ok(store) => {
                say("open");
                std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
                drop(store);
                say("closed");
            }
            Err(error) => say(error.status().name()),
        },
        "create" => {
            say("ready");
            drop(open(&path, true).unwrap());
            say("created");
        }
        "write" => {
            let store = open(&path, true).unwrap();
            let omise = store.account(Provider::Omise, Mode::Test);
            say("open");
            loop {
                let token = omise.tokens().create(visa()).unwrap();
                let number = token.id.clone();
                let new = NewCustomer {
                    card: Some(token.id.clone()),
                    own: numbered(&number),
                    metadata: Metadata::parse(&format!(r#"{{"padding":"{}"}}"#, "x".repeat(500))).unwrap(),
                    ..NewCustomer::default()
                };
                let customer = omise.customers().create(new).unwrap();
                say(&format!("{} {number}", customer.id));
            }
        }
        "write until refused" => {
            let store = open(&path, true).unwrap();
            let omise = store.account(Provider::Omise, Mode::Test);
            let new = || NewCustomer {
                metadata: Metadata::parse(&format!(r#"{{"padding":"{}"}}"#, "x".repeat(50_000))).unwrap(),
                ..NewCustomer::default()
            };
            say("open");
            let refusal = loop {
                match omise.customers().create(new()) {
                    Ok(customer) => say(&customer.id),
                    Err(error) => break error,
                }
            };
            say(refusal.status().name());
            // It says so again rather than going on as if nothing had been.
            say(omise.customers().create(new()).unwrap_err().status().name());
        }
        other => panic!("no role {other}"),
    }
}

#[test]
fn a_second_process_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    // The other has it; then it closes it.
    let mut other = Other::start("hold", &path);
    assert_eq!(other.line().as_deref(), Some("open"));
    assert_eq!(open(&path, true).unwrap_err().status(), Status::AlreadyOpen);
    other.stdin.take();
    assert_eq!(other.line().as_deref(), Some("closed"));
    // This one has it.
    let store = open(&path, true).unwrap();
    assert_eq!(Other::start("hold", &path).line().as_deref(), Some("already_open"));
    drop(store);
    // The other is killed while it has it: that sets the store free.
    let mut other = Other::start("hold", &path);
    assert_eq!(other.line().as_deref(), Some("open"));
    other.kill();
    drop(open(&path, true).unwrap());
}

/// Numbers that look random; the seed is printed with a failure.
fn random(seed: u64) -> impl FnMut(u64) -> u64 {
    let entropy = SeededEntropy::new(seed);
    move |below| {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes).unwrap();
        u64::from_le_bytes(bytes) % below
    }
}

#[test]
fn every_acknowledged_write_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let mut random = random(11);
    let mut acknowledged: Vec<(String, String)> = Vec::new();
    let mut lost_at_most = 0;
    for round in 0..20 {
        let mut other = Other::start("write", &path);
        assert_eq!(other.line().as_deref(), Some("open"), "round {round}");
        let pid = other.child.id();
        let wait = Duration::from_micros(random(150_000));
        let killer = std::thread::spawn(move || {
            std::thread::sleep(wait);
            // By its number: the pipe's end stays with this test, which reads what was said before the end.
            let killed = Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
            assert!(killed.success());
        });
        while let Some(line) = other.line() {
            let (id, number) = line.split_once(' ').unwrap();
            acknowledged.push((id.to_owned(), number.to_owned()));
        }
        killer.join().unwrap();
        drop(other);
        lost_at_most += 1;

        // redb has nothing to repair: what it needs was written with each commit.
        let copy = folder.path().join("copy");
        std::fs::copy(&path, &copy).unwrap();
        let repaired = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&repaired);
        let looked = Builder::new().set_repair_callback(move |_| seen.store(true, Ordering::SeqCst)).open(&copy);
        drop(looked.unwrap());
        assert!(!repaired.load(Ordering::SeqCst), "round {round}: opening had to repair");

        let begun = Instant::now();
        let store = open(&path, false).unwrap();
        let took = begun.elapsed();
        let omise = store.account(Provider::Omise, Mode::Test);
        let customers = omise.customers().list(&ListQuery { limit: usize::MAX, ..ListQuery::default() }).unwrap();
        println!("round {round}: {} customers, opened in {took:?}", customers.total);
        for (id, number) in &acknowledged {
            let customer = omise.customers().get(id).unwrap().unwrap_or_else(|| panic!("round {round}: {id} is lost"));
            let numbered = omise.customers().by_merchant_customer_id(number).unwrap().unwrap();
            assert_eq!(numbered, customer);
            assert!(omise.tokens().get(number).unwrap().unwrap().used());
            let cards = omise.cards().list(id, &ListQuery::default()).unwrap();
            assert_eq!((cards.total, Some(&cards.items[0].id)), (1, customer.default_card.as_ref()));
        }
        // What was not acknowledged is there whole or not at all: at most the one write that was under way.
        let said = acknowledged.len() as u64;
        assert!((said..=said + lost_at_most).contains(&customers.total), "round {round}: {}", customers.total);
        assert_eq!(customers.items.len() as u64, customers.total);
        for customer in &customers.items {
            assert_eq!(omise.cards().list(&customer.id, &ListQuery::default()).unwrap().total, 1);
        }
    }
    assert!(acknowledged.len() > 20, "the rounds wrote something: {}", acknowledged.len());
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let mut other = Other::start_with_little_room(6_000, "write until refused", &path);
    assert_eq!(other.line().as_deref(), Some("open"));
    let mut said: Vec<String> = std::iter::from_fn(|| other.line()).collect();
    drop(other);
    let (again, first) = (said.pop().unwrap(), said.pop().unwrap());
    assert!(["io", "outcome_unknown"].contains(&first.as_str()), "{first}");
    assert!(["io", "poisoned"].contains(&again.as_str()), "{again}");
    assert!(said.len() > 10, "{said:?}");
    // There is room again.
    let store = open(&path, false).unwrap();
    let customers = store.account(Provider::Omise, Mode::Test);
    for id in &said {
        assert!(customers.customers().get(id).unwrap().is_some(), "{id} is lost");
    }
    assert!(store.check(|_| {}).unwrap().is_sound());
    customers.customers().create(NewCustomer::default()).unwrap();
}

#[test]
fn a_kill_during_creation_leaves_a_file_that_opens() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = random(12);
    let mut unfinished = 0;
    for round in 0..40 {
        let path = folder.path().join(format!("{round}.tillbook"));
        let mut other = Other::start("create", &path);
        assert_eq!(other.line().as_deref(), Some("ready"));
        std::thread::sleep(Duration::from_micros(random(6_000)));
        other.kill();
        unfinished += u64::from(open(&path, false).is_err());
        let store = open(&path, true).unwrap_or_else(|error| panic!("round {round}: {error}"));
        store.account(Provider::Omise, Mode::Test).customers().create(NewCustomer::default()).unwrap();
        drop(store);
        drop(open(&path, false).unwrap());
    }
    println!("{unfinished} of 40 creations were unfinished");
}

#[test]
fn what_an_earlier_creation_left_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("made");
    drop(Database::create(&made).unwrap());
    let redb = std::fs::read(&made).unwrap();
    std::fs::remove_file(made).unwrap();
    for (name, bytes) in [
        ("nothing", Vec::new()),
        ("only its length", vec![0; redb.len()]),
        ("a part of it", redb[..redb.len() / 2].to_vec()),
        ("all but the name", redb),
    ] {
        let path = folder.path().join(name);
        let unfinished = folder.path().join(format!("{name}-new"));
        std::fs::write(&unfinished, &bytes).unwrap();
        assert_eq!(open(&path, false).unwrap_err().status(), Status::StoreMissing, "{name}: not to be created");
        let store = open(&path, true).unwrap_or_else(|error| panic!("{name}: {error}"));
        store.account(Provider::Omise, Mode::Test).customers().create(NewCustomer::default()).unwrap();
        drop(store);
        drop(open(&path, false).unwrap());
        assert!(!unfinished.exists(), "{name} is still there");
    }
}

/// The power went when a new store had its name and still the one under which it was made, and then the store was moved.
/// The creation of the next store at the old place took the other name's file for a leftover and emptied it: the moved
/// store.
#[cfg(unix)]
#[test]
fn a_store_that_still_has_the_name_it_was_made_under_is_never_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let path = closed_store(folder.path());
    std::fs::hard_link(&path, folder.path().join("till.tillbook-new")).unwrap();
    let moved = folder.path().join("moved.tillbook");
    std::fs::rename(&path, &moved).unwrap();

    drop(open(&path, true).unwrap());
    let customers = open(&moved, false).unwrap().account(Provider::Omise, Mode::Test);
    assert_eq!(customers.customers().list(&ListQuery::default()).unwrap().total, 1);
    assert!(!folder.path().join("till.tillbook-new").exists());
}

#[test]
fn a_store_that_was_cut_short_is_refused_and_never_emptied() {
    let till = Till::new();
    let omise = till.test(Provider::Omise);
    omise.customers().create(NewCustomer::default()).unwrap();
    let (open_bytes, path) = (std::fs::read(till.path()).unwrap(), till.path());
    drop(omise);
    let Till { folder, store, .. } = till;
    drop(store);
    let closed_bytes = std::fs::read(&path).unwrap();
    let cut = folder.path().join("cut");
    for (state, whole) in [("open", open_bytes), ("closed", closed_bytes)] {
        let mut lengths: Vec<usize> = vec![1, 2, 8, 9, 10, 12, 63, 64, 65, 319, 320, 321, 511, 512, 513];
        lengths.extend((1..).map(|page| page * 4096).take_while(|length| *length < whole.len()).take(40));
        lengths.extend([4095, 4097, whole.len() / 2, whole.len() - 4096, whole.len() - 1]);
        lengths.retain(|length| *length < whole.len());
        for length in lengths {
            for create in [true, false] {
                std::fs::write(&cut, &whole[..length]).unwrap();
                let outcome = open(&cut, create).map(drop);
                let after = std::fs::read(&cut).unwrap();
                match outcome {
                    // Zeros at the end of a file that was open are room it had not used.
                    Ok(()) => assert!(whole[length..].iter().all(|&byte| byte == 0), "{state} at {length} opened"),
                    Err(error) => {
                        assert!(
                            matches!(error.status(), Status::NotAStore | Status::Damaged),
                            "{state} at {length}: {error}"
                        );
                        // redb repairs a file that was not closed before it can say what is wrong with it.
                        let kept = if state == "open" { after.len() >= length } else { after == whole[..length] };
                        assert!(kept, "{state} at {length}: changed ({error})");
                    }
                }
            }
        }
    }
}
