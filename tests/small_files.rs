//! A store must not take more of a small terminal's disk than its customers are worth.
#![cfg(unix)]

use std::os::unix::fs::MetadataExt as _;

use tillbook::{
    Brand, Card, CardAddress, CardAttributes, ImportedCustomer, Metadata, Mode, OpenOptions, OwnFields, Provider,
    Timestamp,
};

const CUSTOMERS: u64 = 10_000;
/// The most bytes that a customer with 1.3 cards takes on the disk: without search indexes, and with those for a telephone
/// number, a name of two words and an address.
const MOST: [(bool, u64); 2] = [(false, 700), (true, 900)];

/// splitmix64: ids and texts that jump about, the same on every run.
fn mix(number: u64) -> u64 {
    let mut word = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Of letters alone: so many digits could be a card number.
fn id(prefix: &str, number: u64) -> String {
    let digits = format!("{:019}", mix(number) % 10u64.pow(19));
    let letters: String = digits.bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
    format!("{prefix}_test_{letters}")
}

fn card(number: u64, created_at: Timestamp) -> Card {
    Card {
        id: id("card", number),
        customer: None,
        sequence: 0,
        created_at,
        attached: 0,
        brand: Brand::Visa,
        first_digits: None,
        last_digits: "4242".into(),
        expiration_month: 12,
        expiration_year: 2031,
        name: Some("Ann Eriksen".into()),
        fingerprint: None,
        financing: "credit".into(),
        bank: String::new(),
        security_code_check: true,
        address: CardAddress::default(),
        attributes: CardAttributes::Plain,
    }
}

/// A customer of 250 bytes or so.
fn customer(number: u64) -> ImportedCustomer {
    let seed = mix(number);
    let created_at = Timestamp::from_millis(1_700_000_000_000 + number as i64 * 1000);
    let text = "Regular since the old shop; prefers mornings, pays by card, likes mail";
    let metadata = format!(r#"{{"tier":"gold","visits":"{}","source":"web"}}"#, seed % 1000);
    let cards = if seed % 10 < 3 { 2 } else { 1 };
    ImportedCustomer {
        id: Some(id("cust", number)),
        created_at: Some(created_at),
        updated_at: Some(Timestamp::from_millis(created_at.as_millis() + 86_400_000)),
        email: Some(format!("ann.eriksen{number}@mail.example.com")),
        description: Some(text[..10 + (seed % 60) as usize].to_owned()),
        metadata: Metadata::parse(&metadata).unwrap(),
        own: OwnFields {
            name: Some("Ann Eriksen".into()),
            phone: Some(format!("+49 30 {:08}", seed % 100_000_000)),
            merchant_customer_id: Some(format!("user-{:08x}-{number}", seed as u32)),
            ..OwnFields::default()
        },
        cards: Some((0..cards).map(|nth| card(number * 2 + nth, created_at)).collect()),
        ..ImportedCustomer::default()
    }
}

#[test]
fn an_imported_customer_takes_few_bytes() {
    for (search, most) in MOST {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("till.tillbook");
        let store = OpenOptions::new().search_indexes(search).open(&path).unwrap();
        let rows = (0..CUSTOMERS).map(customer).collect();
        let imported = store.account(Provider::Omise, Mode::Test).customers().import(rows, false).unwrap();
        assert!(imported.iter().all(Result::is_ok));
        drop(store);
        let bytes = std::fs::metadata(&path).unwrap().blocks() * 512 / CUSTOMERS;
        println!("{bytes} bytes a customer, search indexes: {search}");
        assert!(bytes <= most, "{bytes} bytes a customer, search indexes: {search}");
    }
}
