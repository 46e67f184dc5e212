//! SQLite as it is usually written in Rust: rusqlite, cached statements, every read a transaction of its own, every column
//! read into the customer.

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{COLUMNS, Place};
use crate::customer::Person;
use crate::engine::{Engine, Lookups, PAGE, Reader};

pub struct Usual {
    place: Place,
}

impl Usual {
    pub fn new(place: &Place) -> Usual {
        Usual { place: place.clone() }
    }
}

struct Connected {
    db: Connection,
    by_id: String,
    by_email: String,
    by_merchant: String,
    page: String,
}

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: row.get(0)?,
        created: row.get(1)?,
        updated: row.get(2)?,
        email: row.get(3)?,
        name: row.get(4)?,
        phone: row.get(5)?,
        merchant_customer_id: row.get(6)?,
        description: row.get(7)?,
        metadata: row.get(8)?,
        default_card: row.get(9)?,
    })
}

fn one(db: &Connection, sql: &str, key: &str) -> Option<Person> {
    db.prepare_cached(sql).ok()?.query_row([key], person).optional().ok()?
}

impl Lookups for Connected {
    fn by_id(&mut self, id: &str) -> u64 {
        one(&self.db, &self.by_id, id).map_or(0, |person| person.look())
    }

    fn by_email(&mut self, email: &str) -> u64 {
        one(&self.db, &self.by_email, email).map_or(0, |person| person.look())
    }

    fn by_merchant(&mut self, merchant_customer_id: &str) -> u64 {
        one(&self.db, &self.by_merchant, merchant_customer_id).map_or(0, |person| person.look())
    }

    fn page(&mut self, offset: usize) -> Option<u64> {
        let mut statement = self.db.prepare_cached(&self.page).ok()?;
        let people = statement.query_map([offset as i64], person).ok()?;
        Some(people.filter_map(Result::ok).map(|person| person.look()).fold(0, u64::wrapping_add))
    }

    fn json(&mut self, id: &str) -> Option<usize> {
        let person = one(&self.db, &self.by_id, id)?;
        serde_json::to_string(&person).ok().map(|json| json.len())
    }
}

impl Engine for Usual {
    fn name(&self) -> &'static str {
        "SQLite as usually written"
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        let by = |column: &str| format!("SELECT {COLUMNS} FROM customer WHERE {column} = ?1");
        Ok(Box::new(Connected {
            db: self.place.reading()?,
            by_id: by("id"),
            by_email: by("email"),
            by_merchant: by("merchant_customer_id"),
            page: format!("SELECT {COLUMNS} FROM customer ORDER BY created LIMIT {PAGE} OFFSET ?1"),
        }))
    }
}
