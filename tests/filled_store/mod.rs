//! A store with a little of everything, for tests of whole stores.
#![allow(dead_code, reason = "each test file uses a part of this")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tillbook::*;

/// How many customers Omise's test account has: more than one block of a list.
pub const OMISE_CUSTOMERS: u64 = 280;

pub fn open(path: &Path) -> Store {
    let clock = ManualClock::at(Timestamp::parse("2026-03-03T04:05:06Z").unwrap());
    OpenOptions::new().clock(clock).entropy(SeededEntropy::new(8)).fingerprint_key("secret").open(path).unwrap()
}

/// A closed store's path, in a folder of its own.
pub fn filled(folder: &Path) -> PathBuf {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("filled.tillbook");
        fill(&path, 128);
        std::fs::read(path).unwrap()
    });
    let path = folder.join("till.tillbook");
    std::fs::write(&path, bytes).unwrap();
    path
}

pub fn card_details(n: u64) -> CardDetails {
    let number = ["4242424242424242", "5555555555554444", "3530111333300000"][n as usize % 3];
    CardDetails::new(number, format!("Holder {n}"), 12, 2031)
}

fn own(n: u64) -> OwnFields {
    OwnFields {
        name: Some(format!("Ann{n} Example Müller")),
        phone: n.is_multiple_of(2).then(|| format!("+47 22 44 {n:04}")),
        merchant_customer_id: Some(format!("M-{n}")),
        barcode: n.is_multiple_of(3).then(|| format!("B{n}")),
        ..OwnFields::default()
    }
}

/// Fills a new store: five accounts, ids of every form, cards, tokens, schedules in every state, deleted customers.
pub fn fill(path: &Path, hash_bits: u8) {
    let clock = Arc::new(ManualClock::at(Timestamp::parse("2026-02-03T04:05:06Z").unwrap()));
    let store = OpenOptions::new()
        .shared_clock(clock.clone())
        .entropy(SeededEntropy::new(7))
        .fingerprint_key("secret")
        .hash_bits(hash_bits)
        .open(path)
        .unwrap();
    fill_omise(&store, &clock);
    for (provider, mode) in [(Provider::Komoju, Mode::Live), (Provider::Monri, Mode::Test)] {
        let account = store.account(provider, mode);
        for n in 0..12 {
            let token = account.tokens().create(card_details(n)).unwrap();
            let new = NewCustomer {
                email: Some(format!("c{n}@example.org")),
                card: n.is_multiple_of(2).then(|| token.id.clone()),
                own: own(n),
                ..NewCustomer::default()
            };
            let customer = account.customers().create(new).unwrap();
            if n % 5 == 4 {
                account.customers().delete(&customer.id).unwrap();
            }
        }
    }
    fill_replies(&store.account(Provider::Komoju, Mode::Live));
    let river = store.account(Provider::DigitalRiver, Mode::Test);
    for n in 0..5 {
        let new = NewCustomer { id: Some(format!("shop-{n}")), own: own(n), ..NewCustomer::default() };
        let shop = river.customers().create(new).unwrap();
        let number = river.tax_identifiers().create("de", &format!("DE11111112{n}")).unwrap();
        let source = CardAttributes::DigitalRiver(Box::new(DigitalRiverSource::of_kind("creditCard")));
        let source = river.cards().add(NewCard::new(source)).unwrap();
        if n > 0 {
            river.tax_identifiers().attach(&shop.id, &number.id).unwrap();
            river.cards().adopt(&shop.id, &source.id).unwrap();
        }
        if n == 4 {
            river.cards().delete(&shop.id, &source.id).unwrap();
        }
    }
    let shopline = store.account(Provider::Shopline, Mode::Live);
    for n in 0..5 {
        let attributes = ShoplineAttributes {
            name: Some(format!("Member {n}")),
            phones: vec![format!("09{n}8765432"), "0123".to_owned()],
            line_id: Some(format!("U{n}")),
            ..ShoplineAttributes::default()
        };
        let attributes = Some(Attributes::Shopline(Box::new(attributes)));
        let email = Some(format!("member{n}@example.org"));
        let mei = shopline.customers().create(NewCustomer { email, attributes, ..NewCustomer::default() }).unwrap();
        let credit = NewLedgerEntry { value: 100, remarks: "welcome".to_owned(), ..NewLedgerEntry::default() };
        shopline.ledger().post(&mei.id, Ledger::StoreCredit, credit).unwrap();
    }
}

/// Answers under idempotency keys, to a request that was granted and to some that were not.
fn fill_replies(komoju: &Account) {
    for (key, number) in [("a", "4111111111111111"), ("b", "4111111111111112"), ("c", ""), ("d", "4")] {
        let form = [
            ("payment_details[type]", "credit_card"),
            ("payment_details[number]", number),
            ("payment_details[month]", "12"),
            ("payment_details[year]", "2031"),
        ];
        let request = Request::post("/tokens").form(&form).header("X-KOMOJU-IDEMPOTENCY", key);
        let expected = if key == "a" { 200 } else { 422 };
        assert_eq!(komoju.call(&request).status, expected);
    }
}

fn fill_omise(store: &Store, clock: &ManualClock) {
    let omise = store.account(Provider::Omise, Mode::Test);
    let rows = (0..OMISE_CUSTOMERS)
        .map(|n| ImportedCustomer {
            id: (n % 7 == 0).then(|| format!("cust_from_elsewhere_{n}")),
            created_at: Some(Timestamp::from_millis(1_500_000_000_000 + (n * 7919 % 1000) as i64 * 1000)),
            email: Some(format!("a{}@example.org", n / 2)),
            own: own(n),
            ..ImportedCustomer::default()
        })
        .collect();
    assert!(omise.customers().import(rows, false).unwrap().iter().all(Result::is_ok));
    let customers = omise.customers().list(&ListQuery { limit: 20, ..ListQuery::default() }).unwrap().items;
    for (n, customer) in customers.iter().enumerate() {
        for _ in 0..=n % 3 {
            let token = omise.tokens().create(card_details(n as u64)).unwrap();
            omise.cards().create(&customer.id, &token.id).unwrap();
        }
        omise.tokens().create(card_details(n as u64)).unwrap();
    }
    let last = omise.cards().list(&customers[2].id, &ListQuery::default()).unwrap().items.pop().unwrap();
    omise.cards().delete(&customers[2].id, &last.id).unwrap();
    fill_schedules(&omise, clock, &customers[..8]);
    omise.customers().delete(&customers[7].id).unwrap();
    omise.customers().delete(&customers[19].id).unwrap();
}

fn fill_schedules(omise: &Account, clock: &ManualClock, customers: &[Arc<Customer>]) {
    let mut ids = Vec::new();
    for (n, customer) in customers.iter().enumerate() {
        let new = NewSchedule {
            customer: customer.id.clone(),
            amount: 5000,
            currency: "thb".to_owned(),
            every: 1 + n as u32 % 2,
            recurrence: if n % 2 == 0 { Recurrence::Daily } else { Recurrence::weekly([Weekday::Friday]).unwrap() },
            start_on: None,
            end_on: Date::parse("2026-05-01").unwrap(),
            card: None,
            description: None,
            metadata: Metadata::default(),
            charging: if n % 3 == 0 { Charging::Simulated } else { Charging::Host },
        };
        ids.push(omise.schedules().create(new).unwrap().id.clone());
    }
    clock.advance_seconds(5 * 86_400);
    omise.schedules().simulate_due().unwrap();
    for (n, due) in omise.schedules().due(omise.now(), 6).unwrap().into_iter().enumerate() {
        let outcome = match n % 3 {
            0 => Outcome::Failed { message: Some("no funds".to_owned()) },
            1 => Outcome::Successful { charge: None },
            _ => Outcome::Skipped { message: None },
        };
        omise.schedules().record(&due.schedule, due.scheduled_on, outcome).unwrap();
    }
    omise.schedules().delete(&ids[3]).unwrap();
}
