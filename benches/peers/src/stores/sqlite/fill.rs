//! Filling SQLite's files: quickly for lookups, and row by row as an import is measured.

use anyhow::Result;
use rusqlite::{Connection, params};

use super::{COLUMNS, Layout, Place};
use crate::customer::{CardOf, Person, cards};

pub(super) fn insert(db: &Connection, layout: Layout, person: &Person, cards: &[CardOf]) -> Result<()> {
    let sql = insertion();
    db.prepare_cached(&sql)?.execute(params![
        person.id,
        person.created,
        person.updated,
        person.email,
        person.name,
        person.phone,
        person.merchant_customer_id,
        person.description,
        person.metadata,
        person.default_card
    ])?;
    let number = db.last_insert_rowid();
    let mut statement = db.prepare_cached("INSERT INTO card VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (position, card) in cards.iter().enumerate() {
        let rest = params![card.id, card.brand, card.last_digits, card.month, card.year, card.name, card.fingerprint];
        let owner: &dyn rusqlite::ToSql = if layout == Layout::Rowid { &number } else { &person.id };
        let position = position as i64;
        let all: Vec<&dyn rusqlite::ToSql> = [owner, &position].into_iter().chain(rest.iter().copied()).collect();
        statement.execute(all.as_slice())?;
    }
    Ok(())
}

fn insertion() -> String {
    format!("INSERT INTO customer ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
}

/// Fills a new file for lookups: in the order of the table, indexes afterwards.
pub fn fill(place: &Place, customers: usize, progress: impl Fn(usize)) -> Result<()> {
    let db = place.writing()?;
    db.pragma_update(None, "synchronous", "OFF")?;
    place.create_tables(&db)?;
    let mut order: Vec<usize> = (0..customers).collect();
    if place.layout == Layout::Clustered {
        order.sort_by_cached_key(|row| crate::customer::id(*row));
    }
    db.execute_batch("BEGIN")?;
    for (done, row) in order.into_iter().enumerate() {
        let held = if place.layout == Layout::Rowid { cards(row) } else { Vec::new() };
        insert(&db, place.layout, &Person::of(row), &held)?;
        if done % 10_000 == 0 {
            progress(done);
        }
    }
    db.execute_batch("COMMIT")?;
    place.create_indexes(&db)?;
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

impl Place {
    /// Adds the search by the end of a telephone number and by the beginning of a word of the name.
    pub fn add_search(&self, customers: usize) -> Result<()> {
        let db = self.writing()?;
        db.pragma_update(None, "synchronous", "OFF")?;
        db.execute_batch("CREATE TABLE phone_of (digits TEXT NOT NULL, customer INTEGER NOT NULL, PRIMARY KEY (digits, customer)) WITHOUT ROWID;
             CREATE TABLE word_of (word TEXT NOT NULL, customer INTEGER NOT NULL, PRIMARY KEY (word, customer)) WITHOUT ROWID;
             BEGIN;")?;
        let (mut phones, mut words) = (Vec::with_capacity(customers), Vec::with_capacity(2 * customers));
        for row in 0..customers {
            let person = Person::of(row);
            let number = row as i64 + 1;
            phones.push((person.digits_backwards(), number));
            words.extend(person.words().map(|word| (word, number)));
        }
        for (table, mut rows) in [("phone_of", phones), ("word_of", words)] {
            rows.sort_unstable();
            rows.dedup();
            let mut statement = db.prepare(&format!("INSERT INTO {table} VALUES (?1, ?2)"))?;
            for (term, number) in rows {
                statement.execute(params![term, number])?;
            }
        }
        db.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(())
    }
}

/// An import into an empty file that has its indexes, which refuse a row that repeats what is unique.
pub struct Import {
    rows: Vec<(Person, Vec<CardOf>)>,
    place: Place,
    /// How many rows go into a transaction.
    at_once: usize,
    /// Whether the indexes are made only when all rows are there: quicker, and no row can be refused for itself.
    indexes_last: bool,
}

impl Import {
    pub fn prepare(place: &Place, rows: std::ops::Range<usize>, at_once: usize, indexes_last: bool) -> Import {
        let rows = rows.map(|row| (Person::of(row), cards(row))).collect();
        Import { rows, place: place.clone(), at_once, indexes_last }
    }

    /// When it returns, all is on the disk, in the file itself, and the file is closed.
    pub fn run(&self) -> Result<()> {
        let db = self.place.writing()?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        self.place.create_tables(&db)?;
        if !self.indexes_last {
            self.place.create_indexes(&db)?;
        }
        for rows in self.rows.chunks(self.at_once) {
            db.execute_batch("BEGIN IMMEDIATE")?;
            for (person, cards) in rows {
                insert(&db, self.place.layout, person, cards)?;
            }
            db.execute_batch("COMMIT")?;
        }
        if self.indexes_last {
            self.place.create_indexes(&db)?;
        }
        db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(())
    }
}
