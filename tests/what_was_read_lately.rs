//! What a till keeps in memory is older than what was acknowledged, or newer than what is committed; it takes more memory
//! than it may.
//!
//! Lists are read from the file's own state and never kept, so they say what lookups should.

mod process;
mod till;

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use process::{Other, say};
use proptest::prelude::*;
use till::anybody;
use tillbook::*;

/// Few of everything, so that histories come back to the same keys.
const IDS: u8 = 4;
const VALUES: u8 = 3;

fn id(nth: u8) -> String {
    // Ids that stand in keys as they are, and ids that are hashed.
    if nth.is_multiple_of(2) { format!("0198f0a2-1b2c-4d3e-8f4a-5b6c7d8e9f0{nth}") } else { format!("old-{nth}") }
}

fn email(nth: u8) -> String {
    format!("somebody{nth}@example.org")
}

fn number(nth: u8) -> String {
    format!("M-{nth}")
}

#[derive(Debug, Clone)]
enum Step {
    Create { id: u8, email: Option<u8>, number: Option<u8> },
    Update { id: u8, email: Option<u8>, number: Option<u8> },
    Delete { id: u8 },
    Import { id: u8, email: u8, number: Option<u8>, rehearse: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let (id, value) = (|| 0..IDS, || 0..VALUES);
    let some = || proptest::option::of(0..VALUES);
    prop_oneof![
        3 => (id(), some(), some()).prop_map(|(id, email, number)| Step::Create { id, email, number }),
        5 => (id(), some(), some()).prop_map(|(id, email, number)| Step::Update { id, email, number }),
        2 => id().prop_map(|id| Step::Delete { id }),
        3 => (id(), value(), some(), any::<bool>())
            .prop_map(|(id, email, number, rehearse)| Step::Import { id, email, number, rehearse }),
    ]
}

fn own(nth: Option<u8>) -> OwnFields {
    OwnFields {
        merchant_customer_id: nth.map(number),
        barcode: nth.map(|nth| format!("B{nth}")),
        ..OwnFields::default()
    }
}

/// Makes a step, which may be refused.
fn make(account: &Account, step: &Step) {
    let customers = account.customers();
    match *step {
        Step::Create { id: nth, email: mail, number } => {
            let new = NewCustomer { id: Some(id(nth)), email: mail.map(email), own: own(number), ..anybody() };
            customers.create(new).map(drop).unwrap_or_default();
        }
        Step::Update { id: nth, email: mail, number } => {
            let update = CustomerUpdate {
                email: mail.map(email).map(Some),
                own: Some(own(number)),
                ..CustomerUpdate::default()
            };
            customers.update(&id(nth), update).map(drop).unwrap_or_default();
        }
        Step::Delete { id: nth } => customers.delete(&id(nth)).map(drop).unwrap_or_default(),
        Step::Import { id: nth, email: mail, number, rehearse } => {
            let row = ImportedCustomer {
                id: Some(id(nth)),
                email: Some(email(mail)),
                own: own(number),
                ..ImportedCustomer::default()
            };
            customers.import(vec![row], rehearse).unwrap();
        }
    }
}

/// Every lookup says what the list says, asked for the first time and again.
fn lookups_agree(account: &Account) {
    let customers = account.customers();
    let all = customers.list(&ListQuery { limit: usize::MAX, ..ListQuery::default() }).unwrap().items;
    let with = |fits: &dyn Fn(&Customer) -> bool| -> Vec<Arc<Customer>> {
        all.iter().filter(|customer| fits(customer)).cloned().collect()
    };
    for _ in 0..2 {
        for nth in 0..IDS {
            let wanted = with(&|customer| customer.id == id(nth)).pop();
            assert_eq!(customers.get(&id(nth)).unwrap(), wanted, "{}", id(nth));
        }
        for nth in 0..VALUES {
            let wanted = with(&|customer| customer.email == Some(email(nth)));
            assert_eq!(customers.by_email(&email(nth).to_uppercase()).unwrap(), wanted, "{}", email(nth));
            let holds = |customer: &Customer| customer.own.merchant_customer_id == Some(number(nth));
            assert_eq!(customers.by_merchant_customer_id(&number(nth)).unwrap(), with(&holds).pop());
            let has = |customer: &Customer| customer.own.barcode == Some(format!("B{nth}"));
            assert_eq!(customers.by_barcode(&format!("b{nth}")).unwrap(), with(&has));
        }
    }
    let ids: Vec<String> = (0..IDS).map(id).collect();
    let each: Vec<_> = ids.iter().map(|id| customers.get(id).unwrap()).collect();
    assert_eq!(customers.get_many(&ids).unwrap(), each);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_lookup_says_what_the_list_says(
        steps in proptest::collection::vec(step(), 1..25),
        bits in prop_oneof![Just(0u8), Just(2), Just(128)],
        cache_kib in prop_oneof![Just(0usize), Just(4), Just(1024)],
    ) {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions::new().hash_bits(bits).cache_bytes(cache_kib << 10);
        let options = options.durability(Durability::Interval(Duration::from_secs(3600)));
        let store = options.entropy(SeededEntropy::new(3)).open(folder.path().join("till.tillbook")).unwrap();
        let account = store.account(Provider::DigitalRiver, Mode::Test);
        for step in &steps {
            make(&account, step);
            lookups_agree(&account);
        }
    }
}

#[test]
fn a_write_of_very_many_customers_leaves_nothing_of_before() {
    let till = till::Till::new();
    let account = till.test(Provider::DigitalRiver);
    for nth in 0..IDS {
        make(&account, &Step::Create { id: nth, email: Some(nth % VALUES), number: Some(nth) });
    }
    lookups_agree(&account);
    let others = (0..5_000).map(|nth| format!("0198f0a2-1b2c-4d3e-8f4a-{nth:012x}"));
    let rows = others.chain((0..IDS).map(id)).map(|id| ImportedCustomer {
        description: Some("from the old till".into()),
        id: Some(id),
        ..ImportedCustomer::default()
    });
    account.customers().import(rows.collect(), false).unwrap();
    lookups_agree(&account);
}

/// Two worlds have the same ids and addresses.
#[test]
fn an_account_is_never_answered_with_another_accounts_customer() {
    let till = till::Till::new();
    let accounts = [Mode::Test, Mode::Live].map(|mode| till.store.account(Provider::DigitalRiver, mode));
    for account in &accounts {
        let new = NewCustomer { id: Some(id(0)), email: Some(email(0)), own: own(Some(0)), ..anybody() };
        account.customers().create(new).unwrap();
        lookups_agree(account);
        lookups_agree(account);
    }
    accounts[0].customers().delete(&id(0)).unwrap();
    accounts.iter().for_each(lookups_agree);
}

/// A customer whose description counts its changes.
struct Counted {
    id: String,
    /// The last change that was acknowledged.
    acknowledged: AtomicU64,
    /// The last change that was begun.
    begun: AtomicU64,
}

/// Customers that one thread changes while others look at them.
struct Counter {
    account: Account,
    customers: Vec<Counted>,
    over: AtomicBool,
    looked: AtomicU64,
}

fn address(nth: usize, change: u64) -> String {
    // Every change has another address than the one before, and comes back to it.
    format!("{nth}.{}@example.org", change % 2)
}

fn told(customer: &Customer) -> u64 {
    customer.description.as_deref().unwrap().parse().unwrap()
}

impl Counter {
    fn new(store: &Store, count: usize) -> Counter {
        let account = store.account(Provider::Omise, Mode::Test);
        let customers = (0..count)
            .map(|nth| {
                let new = NewCustomer {
                    description: Some("0".into()),
                    email: Some(address(nth, 0)),
                    ..NewCustomer::default()
                };
                let id = account.customers().create(new).unwrap().id.clone();
                Counted { id, acknowledged: AtomicU64::new(0), begun: AtomicU64::new(0) }
            })
            .collect();
        Counter { account, customers, over: AtomicBool::new(false), looked: AtomicU64::new(0) }
    }

    /// Changes a customer, or tries to in a way that is refused.
    fn change(&self, nth: usize, refused: bool) -> Result<()> {
        let counted = &self.customers[nth];
        let change = counted.acknowledged.load(SeqCst) + 1;
        if !refused {
            counted.begun.store(change, SeqCst);
        }
        let update = CustomerUpdate {
            description: Some(Some(if refused { "refused".into() } else { change.to_string() })),
            email: Some(Some(address(nth, change))),
            default_card: refused.then(|| "card_test_of_nobody".into()),
            ..CustomerUpdate::default()
        };
        let done = self.account.customers().update(&counted.id, update);
        if refused {
            assert_eq!(done.unwrap_err().status(), Status::NotFound);
            return Ok(());
        }
        done?;
        counted.acknowledged.store(change, SeqCst);
        Ok(())
    }

    /// Looks at a customer in every way until it is over, and makes sure that time never runs back.
    fn look_on(&self, seed: usize) {
        let customers = self.account.customers();
        let mut newest = vec![0; self.customers.len()];
        for turn in seed.. {
            if self.over.load(SeqCst) {
                return;
            }
            let nth = turn.wrapping_mul(7) % self.customers.len();
            let counted = &self.customers[nth];
            let before = counted.acknowledged.load(SeqCst).max(newest[nth]);
            let seen = match turn % 3 {
                0 => customers.get(&counted.id).map(|found| told(&found.unwrap())),
                1 => {
                    let next = &self.customers[(nth + 1) % self.customers.len()].id;
                    customers.get_many(&[&counted.id, next]).map(|found| told(found[0].as_ref().unwrap()))
                }
                // Under one of two addresses it is found; under which tells the change.
                _ => (0..2)
                    .map(|which| customers.by_email(&address(nth, which)))
                    .collect::<Result<Vec<_>>>()
                    .map(|found| found.iter().flatten().map(|customer| told(customer)).max().unwrap_or(before)),
            };
            let begun = counted.begun.load(SeqCst);
            match seen {
                Ok(seen) => {
                    assert!(before <= seen, "{seen} was read after {before} was acknowledged or read");
                    assert!(seen <= begun, "{seen} was read when {begun} had begun");
                    newest[nth] = seen;
                }
                Err(error) => assert_eq!(error.status(), Status::Poisoned),
            }
            self.looked.fetch_add(1, SeqCst);
        }
    }

    /// Has others look on while the work is done.
    fn watched(&self, work: impl FnOnce()) {
        std::thread::scope(|scope| {
            (0..3).for_each(|seed| drop(scope.spawn(move || self.look_on(seed))));
            work();
            // What was done last is looked at too.
            let done = self.looked.load(SeqCst);
            while self.looked.load(SeqCst) < done + 1_000 {
                std::thread::yield_now();
            }
            self.over.store(true, SeqCst);
        });
    }
}

#[test]
fn readers_beside_a_writer_see_what_was_acknowledged_and_nothing_uncommitted() {
    for (durability, changes, cache) in [
        (Durability::Interval(Duration::from_secs(3600)), 3_000, 1 << 20),
        // Two customers have room.
        (Durability::Interval(Duration::from_secs(3600)), 1_000, 64 << 10),
        (Durability::EachWrite, 150, 1 << 20),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions::new().durability(durability).cache_bytes(cache);
        let store = options.open(folder.path().join("till.tillbook")).unwrap();
        let counter = Counter::new(&store, 20);
        counter.watched(|| {
            for change in 0..changes {
                counter.change(change * 3 % 20, change % 4 == 0).unwrap();
            }
        });
        assert!(store.check(|_| {}).unwrap().is_sound());
    }
}

/// Not a test by itself: what this program does when another test starts it with a role.
#[test]
fn another_process() {
    let Some((_, path)) = process::role() else { return };
    let store = Store::open(&path).unwrap();
    let counter = Counter::new(&store, 4);
    counter.watched(|| {
        (0..40).for_each(|change| counter.change(change % 4, false).unwrap());
        // What the file claims ahead it has claimed before, so it is pages that cannot be written.
        let pid = std::process::id().to_string();
        assert!(Command::new("prlimit").args(["--pid", &pid, "--fsize=40:"]).status().unwrap().success());
        let failed = counter.change(0, false).unwrap_err();
        say(failed.status().name());
        // Those who look on are refused from here on, although all that they ask for was in memory a moment ago.
        let customers = counter.account.customers();
        for counted in &counter.customers {
            assert_eq!(customers.get(&counted.id).unwrap_err().status(), Status::Poisoned);
        }
        assert_eq!(customers.by_email(&address(0, 0)).unwrap_err().status(), Status::Poisoned);
        assert_eq!(customers.get_many(&[&counter.customers[1].id]).unwrap_err().status(), Status::Poisoned);
    });
    say("refused");
}

#[test]
fn after_a_commit_that_failed_nobody_is_answered_from_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    drop(Store::open(&path).unwrap());
    let mut other = Other::start_with_little_room(100_000, "change where there is no room", &path);
    let said: Vec<String> = std::iter::from_fn(|| other.line()).collect();
    drop(other);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(["io", "outcome_unknown"].contains(&said[0].as_str()), "{said:?}");
    assert_eq!(said[1], "refused");
    let store = Store::open(&path).unwrap();
    assert!(store.check(|_| {}).unwrap().is_sound());
    let all = store.account(Provider::Omise, Mode::Test).customers().list(&ListQuery::default()).unwrap().items;
    // The tenth change of each was acknowledged; the one that failed may be there or not.
    assert!(all.iter().enumerate().all(|(nth, customer)| told(customer) == 10 || (nth == 0 && told(customer) == 11)));
}
