//! The customers that the measurements are made with: each from its number alone, the same on every run.
#![allow(dead_code, reason = "each program uses its own part")]

use std::path::Path;
use std::sync::Arc;

use tillbook::{
    Account, Customer, ImportedCustomer, ListQuery, Metadata, Mode, OpenOptions, OwnFields, Provider, SeededEntropy,
};

pub const CUSTOMERS: usize = 100_000;
/// How many customers are looked up again and again: the regulars of a shop.
pub const HOT: usize = 10_000;
const CHUNK: usize = 10_000;

/// splitmix64, as other languages have it: the same walk over the same customers.
pub fn mix(number: u64) -> u64 {
    let mut word = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

const FIRST: [&str; 16] = [
    "Ann", "Bjørn", "Chloé", "Dmitri", "Eva", "Farid", "Grace", "Hana", "Iris", "João", "Kenji", "Lena", "Mei", "Nils",
    "Olga", "Pia",
];
const LAST: [&str; 16] = [
    "Abe", "Berg", "Costa", "Díaz", "Eriksen", "Fischer", "García", "Hansen", "Ito", "Jensen", "Kowalski", "Lopez",
    "Müller", "Novak", "Okafor", "Pham",
];

pub fn customer(number: usize) -> ImportedCustomer {
    let seed = mix(number as u64);
    let (first, last) = (FIRST[(seed % 16) as usize], LAST[(seed / 16 % 16) as usize]);
    ImportedCustomer {
        email: Some(format!("{}.{number}@example.org", first.to_lowercase())),
        description: Some(format!("Imported from the old till, account {:08x}", seed as u32)),
        metadata: Metadata::parse(&format!(r#"{{"tier":"{}","visits":"{}"}}"#, seed % 3, seed % 100)).unwrap(),
        own: OwnFields {
            name: Some(format!("{first} {last}")),
            phone: Some(format!("+49 30 {:08}", seed % 100_000_000)),
            merchant_customer_id: Some(format!("user-{:08x}-{number}", seed as u32)),
            ..OwnFields::default()
        },
        ..ImportedCustomer::default()
    }
}

/// The store of a path, made when it is missing.
pub fn open(path: &Path, options: OpenOptions) -> Account {
    options.entropy(SeededEntropy::new(1)).open(path).unwrap().account(Provider::Omise, Mode::Test)
}

/// Fills an account; answers with its customers in the order of creation.
pub fn fill(account: &Account) -> Vec<Arc<Customer>> {
    for chunk in (0..CUSTOMERS).step_by(CHUNK) {
        let results = account.customers().import((chunk..chunk + CHUNK).map(customer).collect(), false).unwrap();
        assert!(results.iter().all(Result::is_ok));
    }
    let page = account.customers().list(&ListQuery { limit: CUSTOMERS, ..ListQuery::default() }).unwrap();
    assert_eq!(page.total, CUSTOMERS as u64);
    page.items
}

/// A fixed walk over so many customers, spread over all, in an order that no cache foresees.
pub fn walk(among: usize) -> impl FnMut() -> usize {
    let (step, mut turn) = (CUSTOMERS / among, 0u64);
    move || {
        turn += 1;
        (mix(turn) as usize % among) * step
    }
}
