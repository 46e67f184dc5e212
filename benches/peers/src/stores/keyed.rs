//! How a store of keys and bytes is used at its best: 16 bytes of key, for an id those that it says, for all else a hash;
//! what a hash leads to is compared with what was asked.

use anyhow::Result;
use xxhash_rust::xxh3::xxh3_128;

use crate::customer::{CardOf, Person, cards, id, number_of};
use crate::engine::Lookups;
use crate::flat;

/// What there is a table of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Key of the id to the record.
    Customers,
    /// Hash of the e-mail address to the key of the id.
    Emails,
    /// Hash of the merchant_customer_id to the key of the id.
    Merchants,
    /// Time of creation to the key of the id.
    Created,
    /// Key of the customer's id and position to the card.
    Cards,
}

impl Table {
    pub const ALL: [Table; 5] = [Table::Customers, Table::Emails, Table::Merchants, Table::Created, Table::Cards];

    pub fn name(self) -> &'static str {
        ["customers", "emails", "merchants", "created", "cards"][self as usize]
    }
}

pub fn key_of(id: &str) -> [u8; 16] {
    number_of(id).to_be_bytes()
}

pub fn hash_of(text: &str) -> [u8; 16] {
    xxh3_128(text.as_bytes()).to_be_bytes()
}

/// A table, a key of it and what stands there.
pub type Entry = (Table, Vec<u8>, Vec<u8>);

/// What a customer is in the tables.
pub fn entries(person: &Person, cards: &[CardOf]) -> Result<Vec<Entry>> {
    let key = key_of(&person.id).to_vec();
    let mut entries = vec![
        (Table::Customers, key.clone(), flat::encode(person)),
        (Table::Emails, hash_of(&person.email).to_vec(), key.clone()),
        (Table::Merchants, hash_of(&person.merchant_customer_id).to_vec(), key.clone()),
        (Table::Created, person.created.to_be_bytes().to_vec(), key.clone()),
    ];
    for (position, card) in cards.iter().enumerate() {
        let place = [key.as_slice(), &[position as u8]].concat();
        entries.push((Table::Cards, place, wincode::serialize(card)?));
    }
    Ok(entries)
}

/// Puts every customer, table by table and in the order of the keys.
pub fn fill(
    customers: usize,
    mut put: impl FnMut(Table, &[u8], &[u8]) -> Result<()>,
    progress: impl Fn(usize),
) -> Result<()> {
    let sorted = |key: &dyn Fn(usize) -> [u8; 16]| {
        let mut all: Vec<([u8; 16], usize)> = (0..customers).map(|row| (key(row), row)).collect();
        all.sort_unstable();
        all
    };
    let by_id = sorted(&|row| key_of(&id(row)));
    for (done, (key, row)) in by_id.iter().enumerate() {
        put(Table::Customers, key, &flat::encode(&Person::of(*row)))?;
        if done % 10_000 == 0 {
            progress(done);
        }
    }
    for (key, row) in &by_id {
        for (position, card) in cards(*row).iter().enumerate() {
            put(Table::Cards, &[key.as_slice(), &[position as u8]].concat(), &wincode::serialize(card)?)?;
        }
    }
    for (key, row) in sorted(&|row| hash_of(&Person::of(row).email)) {
        put(Table::Emails, &key, &key_of(&id(row)))?;
    }
    for (key, row) in sorted(&|row| hash_of(&Person::of(row).merchant_customer_id)) {
        put(Table::Merchants, &key, &key_of(&id(row)))?;
    }
    for row in 0..customers {
        put(Table::Created, &Person::of(row).created.to_be_bytes(), &key_of(&id(row)))?;
    }
    Ok(())
}

/// A store that gives the bytes at a key.
pub trait Bytes {
    fn at<R>(&mut self, table: Table, key: &[u8], show: impl FnOnce(&[u8]) -> R) -> Option<R>;

    /// As [`Lookups::page`].
    fn page(&mut self, _offset: usize) -> Option<u64> {
        None
    }

    /// As [`Lookups::count`].
    fn count(&mut self, _from: i64, _to: i64) -> Option<u64> {
        None
    }
}

/// Such a store, looked into.
pub struct Keyed<B>(pub B);

impl<B: Bytes> Keyed<B> {
    fn by_hash(&mut self, table: Table, field: usize, text: &str) -> u64 {
        let id = self.0.at(table, &hash_of(text), |id| <[u8; 16]>::try_from(id).unwrap_or_default());
        let Some(id) = id else { return 0 };
        let seen = self.0.at(Table::Customers, &id, |record| {
            if flat::field(record, field) == text.as_bytes() { flat::look_at(record) } else { 0 }
        });
        seen.unwrap_or(0)
    }
}

impl<B: Bytes> Lookups for Keyed<B> {
    fn by_id(&mut self, id: &str) -> u64 {
        let seen = self.0.at(Table::Customers, &key_of(id), |record| {
            if flat::field(record, flat::ID) == id.as_bytes() { flat::look_at(record) } else { 0 }
        });
        seen.unwrap_or(0)
    }

    fn by_email(&mut self, email: &str) -> u64 {
        self.by_hash(Table::Emails, flat::EMAIL, email)
    }

    fn by_merchant(&mut self, merchant_customer_id: &str) -> u64 {
        self.by_hash(Table::Merchants, flat::MERCHANT, merchant_customer_id)
    }

    fn page(&mut self, offset: usize) -> Option<u64> {
        self.0.page(offset)
    }

    fn count(&mut self, from: i64, to: i64) -> Option<u64> {
        self.0.count(from, to)
    }

    fn json(&mut self, id: &str) -> Option<usize> {
        let person = self.0.at(Table::Customers, &key_of(id), flat::decode)?;
        serde_json::to_string(&person).ok().map(|json| json.len())
    }
}
