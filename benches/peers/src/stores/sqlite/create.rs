//! Durable creates in SQLite: one transaction each, synced before it is acknowledged.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use rusqlite::Connection;

use super::{Layout, Place, fill};
use crate::customer::{CardOf, Person};
use crate::engine::{Creator, Engine, Reader};

/// How those who create take turns: by a lock of the program's, for SQLite's own way of waiting for each other sleeps.
pub struct Creates {
    place: Place,
    turn: Mutex<()>,
}

impl Creates {
    pub fn new(place: &Place) -> Creates {
        Creates { place: place.clone(), turn: Mutex::new(()) }
    }
}

struct Writing<'a> {
    db: Connection,
    layout: Layout,
    turn: &'a Mutex<()>,
}

impl Creator for Writing<'_> {
    fn create(&mut self, person: &Person, card: &CardOf) -> Result<()> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.db.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        fill::insert(&self.db, self.layout, person, std::slice::from_ref(card))?;
        self.db.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

impl Engine for Creates {
    fn name(&self) -> &'static str {
        "SQLite, WAL, synchronous=FULL"
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        anyhow::bail!("this one only writes")
    }

    fn creator(&self) -> Result<Option<Box<dyn Creator + '_>>> {
        let db = self.place.writing()?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        Ok(Some(Box::new(Writing { db, layout: self.place.layout, turn: &self.turn })))
    }
}
