//! The tables of a store file, changed behind the store's back.
#![allow(dead_code, reason = "each test file uses a part of this")]

#[path = "../keys/mod.rs"]
mod keys;

use std::path::Path;

use keys::{Identified, with_id, without_id};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tillbook::{Card, Customer, Kind, LedgerEntry, Occurrence, Reply, Schedule, TaxIdentifier, Token};

type Rows<const N: usize> = TableDefinition<'static, &'static [u8; N], &'static [u8; 19]>;

const META: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("meta");
const RECORDS: [TableDefinition<&[u8; 19], &[u8]>; Kind::COUNT] = [
    TableDefinition::new("customers"),
    TableDefinition::new("cards"),
    TableDefinition::new("tokens"),
    TableDefinition::new("schedules"),
    TableDefinition::new("occurrences"),
    TableDefinition::new("tax_identifiers"),
    TableDefinition::new("ledger_entries"),
    TableDefinition::new("replies"),
];
const ORDER: Rows<14> = TableDefinition::new("order");
const BLOCKS: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("blocks");
const OWNED: Rows<31> = TableDefinition::new("owned");
const INDEX: Rows<31> = TableDefinition::new("index");

/// A record in the format of `docs/file-format.md`: a version byte, then bincode.
pub trait Stored: Serialize + DeserializeOwned + Identified {
    const KIND: Kind;
}

macro_rules! stored {
    ($($kind:ident),*) => { $(impl Stored for $kind { const KIND: Kind = Kind::$kind; })* };
}

stored!(Customer, Card, Token, Schedule, Occurrence, TaxIdentifier, LedgerEntry, Reply);

pub fn decode<R: Stored>(key: &[u8; 19], bytes: &[u8]) -> R {
    with_id(bincode::serde::decode_from_slice(&bytes[1..], bincode::config::standard()).unwrap().0, key)
}

fn encode<R: Stored>(key: &[u8; 19], record: R) -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend(bincode::serde::encode_to_vec(without_id(record, key), bincode::config::standard()).unwrap());
    bytes
}

fn count(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.try_into().unwrap())
}

/// The key of a row of `meta`.
fn meta_key(name: &str) -> [u8; 19] {
    let mut key = [0; 19];
    key[..name.len()].copy_from_slice(name.as_bytes());
    key
}

/// An open change of a closed store's tables.
pub struct Raw(WriteTransaction);

impl Raw {
    pub fn change(path: &Path, change: impl FnOnce(&Raw)) {
        let database = Database::open(path).unwrap();
        let raw = Raw(database.begin_write().unwrap());
        change(&raw);
        raw.0.commit().unwrap();
    }

    /// Every row of every table, for comparing whole stores.
    pub fn everything(path: &Path) -> Vec<(String, Vec<u8>, Vec<u8>)> {
        let database = Database::open(path).unwrap();
        let read = database.begin_read().unwrap();
        let mut all = Vec::new();
        macro_rules! take {
            ($definition:expr, $name:expr) => {
                for row in read.open_table($definition).unwrap().iter().unwrap() {
                    let (key, value) = row.unwrap();
                    all.push(($name.to_owned(), key.value().to_vec(), value.value().to_vec()));
                }
            };
        }
        for (definition, kind) in RECORDS.into_iter().zip(Kind::ALL) {
            take!(definition, kind.name());
        }
        take!(ORDER, "order");
        take!(OWNED, "owned");
        take!(INDEX, "index");
        take!(BLOCKS, "blocks");
        take!(META, "meta");
        all
    }

    fn rows<const N: usize>(&self, definition: Rows<N>) -> Vec<([u8; N], [u8; 19])> {
        let table = self.0.open_table(definition).unwrap();
        table.iter().unwrap().map(|row| row.map(|(key, value)| (*key.value(), *value.value())).unwrap()).collect()
    }

    fn set<const N: usize>(&self, definition: Rows<N>, key: &[u8; N], value: Option<&[u8; 19]>) {
        let mut table = self.0.open_table(definition).unwrap();
        match value {
            Some(value) => drop(table.insert(key, value).unwrap()),
            None => assert!(table.remove(key).unwrap().is_some()),
        }
    }

    pub fn remove_entry(&self, table: &str, nth: usize) {
        self.nth_entry(table, nth, |key, _| Some((key, None)));
    }

    /// Adds a row beside the nth, to the same record, one place earlier.
    pub fn add_entry(&self, table: &str, nth: usize) {
        self.nth_entry(table, nth, |mut key, value| {
            // An entry of the index ends with one byte more than its place.
            let last_of_time = key.len() - if table == "index" { 7 } else { 6 };
            key[last_of_time] ^= 1;
            Some((key, Some(value)))
        });
    }

    /// Makes the nth row lead to a record of the same kind that it does not belong to.
    pub fn point_elsewhere(&self, table: &str, nth: usize) {
        self.nth_entry(table, nth, |key, mut value| {
            value[17] ^= 1;
            Some((key, Some(value)))
        });
    }

    fn nth_entry(
        &self,
        table: &str,
        nth: usize,
        change: impl Fn(Vec<u8>, [u8; 19]) -> Option<(Vec<u8>, Option<[u8; 19]>)>,
    ) {
        macro_rules! with {
            ($definition:expr) => {{
                let (key, value) = self.rows($definition)[nth];
                if let Some((key, value)) = change(key.to_vec(), value) {
                    self.set($definition, &key.try_into().unwrap(), value.as_ref());
                }
            }};
        }
        match table {
            "order" => with!(ORDER),
            "owned" => with!(OWNED),
            _ => with!(INDEX),
        }
    }

    pub fn insert_index(&self, key: [u8; 31]) {
        self.set(INDEX, &key, Some(&[1; 19]));
    }

    fn nth_count(&self, level: u8, nth: usize) -> ([u8; 19], u64) {
        let table = self.0.open_table(BLOCKS).unwrap();
        let rows =
            table.iter().unwrap().map(|row| row.map(|(key, value)| (*key.value(), count(value.value()))).unwrap());
        rows.filter(|(key, _)| key[2] == level).nth(nth).unwrap()
    }

    pub fn set_count(&self, level: u8, nth: usize, change: impl Fn(u64) -> u64) {
        let (key, count) = self.nth_count(level, nth);
        self.insert_count(key, change(count));
    }

    /// Leaves a count a byte too short.
    pub fn cut_count(&self, level: u8, nth: usize) {
        let (key, count) = self.nth_count(level, nth);
        self.0.open_table(BLOCKS).unwrap().insert(&key, &count.to_le_bytes()[..7]).unwrap();
    }

    pub fn remove_count(&self, level: u8, nth: usize) {
        let (key, _) = self.nth_count(level, nth);
        self.0.open_table(BLOCKS).unwrap().remove(&key).unwrap();
    }

    pub fn insert_count(&self, key: [u8; 19], count: u64) {
        self.0.open_table(BLOCKS).unwrap().insert(&key, count.to_le_bytes().as_slice()).unwrap();
    }

    pub fn set_meta(&self, name: &str, value: Option<&[u8]>) {
        let mut meta = self.0.open_table(META).unwrap();
        match value {
            Some(value) => drop(meta.insert(&meta_key(name), value).unwrap()),
            None => assert!(meta.remove(&meta_key(name)).unwrap().is_some()),
        }
    }

    fn records(&self, kind: Kind) -> Vec<([u8; 19], Vec<u8>)> {
        let table = self.0.open_table(RECORDS[kind as usize]).unwrap();
        table
            .iter()
            .unwrap()
            .map(|row| row.map(|(key, value)| (*key.value(), value.value().to_vec())).unwrap())
            .collect()
    }

    fn put(&self, kind: Kind, key: [u8; 19], bytes: &[u8]) {
        self.0.open_table(RECORDS[kind as usize]).unwrap().insert(&key, bytes).unwrap();
    }

    pub fn rewrite(&self, kind: Kind, nth: usize, change: impl FnOnce(&mut Vec<u8>)) {
        let (key, mut bytes) = self.records(kind)[nth].clone();
        change(&mut bytes);
        self.put(kind, key, &bytes);
    }

    pub fn copy_record(&self, kind: Kind, nth: usize, change: impl FnOnce(&mut [u8; 19])) {
        let (mut key, bytes) = self.records(kind)[nth].clone();
        change(&mut key);
        self.put(kind, key, &bytes);
    }

    pub fn remove_record(&self, kind: Kind, nth: usize) {
        let (key, _) = self.records(kind)[nth];
        self.0.open_table(RECORDS[kind as usize]).unwrap().remove(&key).unwrap();
    }

    /// Changes the first record that takes the change.
    pub fn edit<R: Stored>(&self, mut change: impl FnMut(&mut R) -> bool) {
        for (key, bytes) in self.records(R::KIND) {
            let mut record: R = decode(&key, &bytes);
            if change(&mut record) {
                return self.put(R::KIND, key, &encode(&key, record));
            }
        }
        panic!("no {} takes the change", R::KIND);
    }

    /// What is looked for in the first record that has it.
    pub fn first<R: Stored, T>(&self, look: impl Fn(&R) -> Option<T>) -> T {
        self.records(R::KIND).iter().find_map(|(key, bytes)| look(&decode(key, bytes))).unwrap()
    }

    fn key_of(&self, kind: Kind, id: &str) -> [u8; 19] {
        let is_it = |key: &[u8; 19], bytes: &[u8]| match kind {
            Kind::Customer => decode::<Customer>(key, bytes).id == id,
            Kind::Card => decode::<Card>(key, bytes).id == id,
            Kind::Token => decode::<Token>(key, bytes).id == id,
            Kind::Schedule => decode::<Schedule>(key, bytes).id == id,
            Kind::Occurrence => decode::<Occurrence>(key, bytes).id == id,
            Kind::TaxIdentifier => decode::<TaxIdentifier>(key, bytes).id == id,
            Kind::LedgerEntry => decode::<LedgerEntry>(key, bytes).id == id,
            Kind::Reply => decode::<Reply>(key, bytes).id == id,
        };
        self.records(kind).into_iter().find(|(key, bytes)| is_it(key, bytes)).unwrap().0
    }

    /// Removes a record with everything that belongs to it, counts included.
    pub fn remove_whole(&self, kind: Kind, id: &str) {
        let key = self.key_of(kind, id);
        self.unlink(kind, id);
        self.0.open_table(RECORDS[kind as usize]).unwrap().remove(&key).unwrap();
    }

    /// Removes a record's entries from every list and index, and its counts.
    pub fn unlink(&self, kind: Kind, id: &str) {
        let key = self.key_of(kind, id);
        for (entry, _) in self.rows(ORDER).into_iter().filter(|(entry, to)| *to == key && entry[1] == kind as u8) {
            self.set(ORDER, &entry, None);
            for level in [0, 1] {
                let mut place = [0; 19];
                (place[0], place[1], place[2]) = (entry[0], entry[1], level);
                let first = place;
                place[3..15].copy_from_slice(&entry[2..]);
                let mut blocks = self.0.open_table(BLOCKS).unwrap();
                let (start, count) = {
                    let mut upto = blocks.range::<&[u8; 19]>(&first..=&place).unwrap();
                    let (start, count) = upto.next_back().unwrap().unwrap();
                    (*start.value(), self::count(count.value()))
                };
                blocks.insert(&start, (count - 1).to_le_bytes().as_slice()).unwrap();
            }
        }
        for (entry, _) in self.rows(OWNED).into_iter().filter(|(entry, to)| *to == key && entry[1] == kind as u8) {
            self.set(OWNED, &entry, None);
        }
        let leads_to = |term: u8| match term {
            1..=5 | 9..=12 => Kind::Customer,
            6 => Kind::Card,
            7 => Kind::Schedule,
            _ => Kind::Occurrence,
        };
        for (entry, _) in self.rows(INDEX).into_iter().filter(|(entry, to)| *to == key && leads_to(entry[1]) == kind) {
            self.set(INDEX, &entry, None);
        }
    }

    /// Gives one customer's term of a kind to another customer in place of its own.
    pub fn move_term(&self, term: u8, from: &str, to: &str) {
        let (from, to) = (self.key_of(Kind::Customer, from), self.key_of(Kind::Customer, to));
        let of =
            |key: [u8; 19]| self.rows(INDEX).into_iter().find(|(entry, at)| *at == key && entry[1] == term).unwrap().0;
        let (from, old) = (of(from), of(to));
        let mut new = from;
        new[18..].copy_from_slice(&old[18..]);
        self.set(INDEX, &old, None);
        self.set(INDEX, &new, Some(&to));
    }
}
