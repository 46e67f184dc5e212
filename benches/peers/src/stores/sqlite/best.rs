//! SQLite at its best: its C interface, statements that stay prepared, one read transaction that is held, the file
//! mapped into memory, and only the columns that are looked at.

use anyhow::Result;
use rusqlite::Connection;

use super::raw::{Bound, Row, Statement};
use super::{COLUMNS, Layout, Place};
use crate::customer::look;
use crate::engine::{Creator, Engine, Lookups, PAGE, Reader, Search};

/// How much of a file may be mapped into memory.
const MAPPED: i64 = 8 << 30;

pub struct Best {
    place: Place,
}

impl Best {
    pub fn new(place: &Place) -> Best {
        Best { place: place.clone() }
    }
}

struct Held {
    by_id: Statement,
    by_email: Statement,
    by_merchant: Statement,
    /// What only the layout that is not for lookups alone has.
    more: Option<More>,
    // Last, for the statements end before it does.
    _db: Connection,
}

struct More {
    page: Statement,
    count: Statement,
    by_phone: Statement,
    by_name: Statement,
}

impl More {
    fn prepare(db: &Connection) -> Result<More> {
        let found = |table: &str, term: &str| {
            format!(
                "SELECT {COLUMNS} FROM (SELECT DISTINCT customer AS number FROM {table}
                     WHERE {term} >= ?1 AND {term} < ?2 LIMIT {PAGE})
                 JOIN customer ON customer.rowid = number"
            )
        };
        Ok(More {
            page: Statement::prepare(
                db,
                &format!(
                    "SELECT email, name, phone FROM
                         (SELECT rowid AS number FROM customer ORDER BY created LIMIT {PAGE} OFFSET ?1)
                     JOIN customer ON customer.rowid = number"
                ),
            )?,
            count: Statement::prepare(db, "SELECT count(*) FROM customer WHERE created BETWEEN ?1 AND ?2")?,
            by_phone: Statement::prepare(db, &found("phone_of", "digits"))?,
            by_name: Statement::prepare(db, &found("word_of", "word"))?,
        })
    }
}

impl Held {
    fn open(place: &Place) -> Result<Held> {
        let db = place.reading()?;
        db.pragma_update(None, "mmap_size", MAPPED)?;
        db.execute_batch("BEGIN; SELECT count(*) FROM (SELECT 1 FROM customer LIMIT 1)")?;
        let by = |column: &str| {
            Statement::prepare(&db, &format!("SELECT email, name, phone FROM customer WHERE {column} = ?1"))
        };
        Ok(Held {
            by_id: by("id")?,
            by_email: by("email")?,
            by_merchant: by("merchant_customer_id")?,
            more: (place.layout == Layout::Rowid).then(|| More::prepare(&db)).transpose()?,
            _db: db,
        })
    }
}

#[inline]
fn look_at(row: &Row<'_>) -> u64 {
    look(row.text(0), row.text(1), row.text(2))
}

/// The text after all that begin with this one.
fn after(beginning: &str) -> String {
    let mut after = beginning.to_owned();
    after.push('\u{10ffff}');
    after
}

impl Lookups for Held {
    fn by_id(&mut self, id: &str) -> u64 {
        self.by_id.first(id, look_at).unwrap_or(0)
    }

    fn by_email(&mut self, email: &str) -> u64 {
        self.by_email.first(email, look_at).unwrap_or(0)
    }

    fn by_merchant(&mut self, merchant_customer_id: &str) -> u64 {
        self.by_merchant.first(merchant_customer_id, look_at).unwrap_or(0)
    }

    fn page(&mut self, offset: usize) -> Option<u64> {
        let mut sum = 0u64;
        self.more.as_mut()?.page.each(&[Bound::Number(offset as i64)], |row| sum = sum.wrapping_add(look_at(row)));
        Some(sum)
    }

    fn count(&mut self, from: i64, to: i64) -> Option<u64> {
        let mut count = 0;
        self.more.as_mut()?.count.each(&[Bound::Number(from), Bound::Number(to)], |row| count = row.number(0));
        Some(count as u64)
    }

    fn search(&mut self, by: Search, typed: &str) -> Option<usize> {
        let more = self.more.as_mut()?;
        let (statement, first) = match by {
            Search::Phone => (&mut more.by_phone, typed.chars().rev().collect::<String>()),
            Search::Name => (&mut more.by_name, typed.to_lowercase()),
        };
        let mut found = 0;
        statement.each(&[Bound::Text(&first), Bound::Text(&after(&first))], |row| {
            // Every field as a text of its own, as Tillbook hands it out.
            let fields: Vec<String> =
                (0..10).map(|column| String::from_utf8_lossy(row.text(column)).into_owned()).collect();
            found += usize::from(!fields[0].is_empty());
        });
        Some(found)
    }
}

impl Engine for Best {
    fn name(&self) -> &'static str {
        match self.place.layout {
            Layout::Rowid => "SQLite at its best",
            Layout::Clustered => "SQLite at its best, without rowid",
        }
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(Held::open(&self.place)?))
    }

    fn creator(&self) -> Result<Option<Box<dyn Creator + '_>>> {
        Ok(None)
    }
}
