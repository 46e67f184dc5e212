//! What the tests of worries have in common: a till's store under a clock that stands still, and plain records.
#![allow(dead_code, reason = "every test program uses a part of it")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition, TableHandle};
use tillbook::*;

/// A time from its text.
pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a time")
}

/// A date from its text.
pub fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// A store in a folder of its own; the clock stands at 2026-02-03T04:05:06Z until a test moves it.
pub struct Till {
    pub folder: tempfile::TempDir,
    pub clock: Arc<ManualClock>,
    pub store: Store,
}

impl Till {
    pub fn new() -> Till {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(ManualClock::at(at("2026-02-03T04:05:06Z")));
        let store = options(&clock, 7).open(folder.path().join("till.tillbook")).expect("a store");
        Till { folder, clock, store }
    }

    /// The account of a provider's test world.
    pub fn test(&self, provider: Provider) -> Account {
        self.store.account(provider, Mode::Test)
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("till.tillbook")
    }

    /// Closes the store and opens it again with another seed, as a till does in the morning.
    pub fn reopen(self, seed: u64) -> Till {
        let Till { folder, clock, store } = self;
        drop(store);
        let store = options(&clock, seed).open(folder.path().join("till.tillbook")).expect("the store again");
        Till { folder, clock, store }
    }

    /// Every row of every table as it is now.
    pub fn dump(&self) -> Vec<Row> {
        let copy = tempfile::NamedTempFile::new().expect("a copy");
        std::fs::copy(self.path(), copy.path()).expect("a copy");
        dump(copy.path())
    }
}

/// The options of every till here: nothing is left to chance.
pub fn options(clock: &Arc<ManualClock>, seed: u64) -> OpenOptions {
    let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    OpenOptions::new().shared_clock(clock).entropy(SeededEntropy::new(seed)).fingerprint_key("a key of the tests")
}

/// A row of a store's file: table, key, value.
pub type Row = (String, Vec<u8>, Vec<u8>);

/// Every row of every table of a closed store's file; a table that this does not know is a failure.
pub fn dump(path: &Path) -> Vec<Row> {
    let database = Database::open(path).expect("the file opens with redb");
    let transaction = database.begin_read().expect("a read");
    let mut rows = Vec::new();
    let mut names: Vec<String> =
        transaction.list_tables().expect("tables").map(|table| table.name().to_owned()).collect();
    names.sort();
    for name in names {
        macro_rules! rows_of {
            ($key:ty, $value:ty, |$k:ident, $v:ident| $pair:expr) => {{
                let table = transaction.open_table(TableDefinition::<$key, $value>::new(&name)).expect("its types");
                for row in table.iter().expect("rows") {
                    let ($k, $v) = row.expect("a row");
                    let (key, value): (Vec<u8>, Vec<u8>) = $pair;
                    rows.push((name.clone(), key, value));
                }
            }};
        }
        match name.as_str() {
            "meta" | "customers" | "cards" | "tokens" | "schedules" | "occurrences" | "tax_identifiers"
            | "ledger_entries" | "replies" | "blocks" => {
                rows_of!(&[u8; 19], &[u8], |k, v| (k.value().to_vec(), v.value().to_vec()));
            }
            "order" => rows_of!(&[u8; 14], &[u8; 19], |k, v| (k.value().to_vec(), v.value().to_vec())),
            "owned" | "index" => rows_of!(&[u8; 31], &[u8; 19], |k, v| (k.value().to_vec(), v.value().to_vec())),
            other => panic!("the table {other} is unknown to the tests"),
        }
    }
    rows
}

/// A customer with nothing but an id.
pub fn customer(id: &str) -> Customer {
    Customer {
        id: id.into(),
        sequence: 1,
        created_at: at("2026-01-01T00:00:00Z"),
        updated_at: None,
        deleted_at: None,
        email: None,
        description: None,
        metadata: Metadata::default(),
        default_card: None,
        own: OwnFields::default(),
        attributes: Attributes::Plain(Provider::Omise),
    }
}

/// A card; the number is its place in the orders of creation and attachment.
pub fn card(id: &str, customer: Option<&str>, number: u64) -> Card {
    Card {
        attributes: CardAttributes::default(),
        id: id.into(),
        customer: customer.map(str::to_owned),
        sequence: number,
        created_at: at("2026-01-01T00:00:00Z"),
        attached: if customer.is_some() { number } else { 0 },
        brand: Brand::Visa,
        first_digits: None,
        last_digits: "4242".into(),
        expiration_month: 12,
        expiration_year: 2031,
        name: Some("Ann Example".into()),
        fingerprint: Some("a fingerprint".into()),
        financing: String::new(),
        bank: String::new(),
        security_code_check: true,
        address: CardAddress::default(),
    }
}

/// An unused token that holds a card.
pub fn token(id: &str, card: Card) -> Token {
    Token {
        id: id.into(),
        sequence: card.sequence,
        created_at: card.created_at,
        currency: None,
        state: TokenState::Unused(card),
    }
}

/// The details of a good card.
pub fn visa() -> CardDetails {
    CardDetails::new("4242424242424242", "Ann Example", 12, 2031)
}

/// Own fields with the shop's number for the customer.
pub fn numbered(merchant_customer_id: &str) -> OwnFields {
    OwnFields { merchant_customer_id: Some(merchant_customer_id.into()), ..OwnFields::default() }
}

/// A new customer of whom no provider asks for more: with an e-mail address of its own.
pub fn anybody() -> NewCustomer {
    static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    NewCustomer { email: Some(format!("anybody{number}@example.org")), ..NewCustomer::default() }
}

/// A charge of 20 baht a day from 2026-03-01 to 2026-03-10.
pub fn daily(customer: &str, card: Option<&str>) -> NewSchedule {
    NewSchedule {
        customer: customer.into(),
        amount: 2000,
        currency: "thb".into(),
        every: 1,
        recurrence: Recurrence::Daily,
        start_on: Some(date("2026-03-01")),
        end_on: date("2026-03-10"),
        card: card.map(str::to_owned),
        description: None,
        metadata: Metadata::default(),
        charging: Charging::Host,
    }
}

/// Omise's rules as data.
pub fn omise() -> &'static tillbook::rules::policy::Policy {
    Provider::Omise.policy()
}

/// The time at which rules are asked.
pub fn now() -> Timestamp {
    at("2026-02-03T04:05:06Z")
}

/// A text that is there.
pub fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

/// A customer in whom everything that an update could change is set.
pub fn full() -> Customer {
    Customer {
        email: text("ann@example.org"),
        description: text("regular"),
        metadata: Metadata::parse(r#"{"tier": "gold", "shoe": 38}"#).unwrap(),
        default_card: text("card_1"),
        own: OwnFields {
            name: text("Ann"),
            phone: text("+47 22 44 22 22"),
            merchant_customer_id: text("M-1"),
            barcode: text("042"),
            notes: text("likes tea"),
            company: text("Example AS"),
            tags: vec!["vip".into()],
            address: Some(PostalAddress { city: text("Oslo"), ..PostalAddress::default() }),
        },
        ..customer("cust_1")
    }
}
