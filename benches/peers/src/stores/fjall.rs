//! fjall: nothing compressed, a cache larger than the data, records read where they lie in it.

use std::path::Path;

use anyhow::{Result, anyhow};
use fjall::config::{CompressionPolicy, HashRatioPolicy};
use fjall::{Database, Keyspace, KeyspaceCreateOptions, PersistMode};

use super::keyed::{self, Keyed, Table};
use crate::customer::{CardOf, Person};
use crate::engine::{Creator, Engine, Reader};

pub struct Fjall {
    db: Database,
    keyspaces: [Keyspace; 5],
}

impl Fjall {
    /// Fills a new database, and keeps it open.
    pub fn fill(folder: &Path, memory: usize, customers: usize, progress: impl Fn(usize)) -> Result<Fjall> {
        let db = Database::builder(folder).cache_size(memory as u64).open()?;
        let options = || {
            KeyspaceCreateOptions::default()
                .data_block_compression_policy(CompressionPolicy::disabled())
                .data_block_hash_ratio_policy(HashRatioPolicy::all(1.0))
                .expect_point_read_hits(true)
        };
        let made = Table::ALL.map(|table| db.keyspace(table.name(), options));
        let made = made.into_iter().collect::<fjall::Result<Vec<_>>>()?;
        let keyspaces: [Keyspace; 5] = made.try_into().map_err(|_| anyhow!("fjall made too few keyspaces"))?;
        let mut open = None;
        let put = |table: Table, key: &[u8], value: &[u8]| {
            if open.as_ref().is_none_or(|(at, _)| *at != table)
                && let Some((_, whole)) = open.replace((table, keyspaces[table as usize].start_ingestion()?))
            {
                whole.finish()?;
            }
            if let Some((_, ingestion)) = &mut open {
                ingestion.write(key, value)?;
            }
            Ok(())
        };
        keyed::fill(customers, put, progress)?;
        if let Some((_, whole)) = open {
            whole.finish()?;
        }
        Ok(Fjall { db, keyspaces })
    }
}

struct Reading<'a>(&'a Fjall);

impl keyed::Bytes for Reading<'_> {
    fn at<R>(&mut self, table: Table, key: &[u8], show: impl FnOnce(&[u8]) -> R) -> Option<R> {
        self.0.keyspaces[table as usize].get(key).ok()?.map(|value| show(&value))
    }
}

struct Writing<'a>(&'a Fjall);

impl Creator for Writing<'_> {
    fn create(&mut self, person: &Person, card: &CardOf) -> Result<()> {
        let mut batch = self.0.db.batch().durability(Some(PersistMode::SyncData));
        for (table, key, value) in keyed::entries(person, std::slice::from_ref(card))? {
            batch.insert(&self.0.keyspaces[table as usize], key, value);
        }
        Ok(batch.commit()?)
    }
}

impl Engine for Fjall {
    fn name(&self) -> &'static str {
        "fjall"
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(Keyed(Reading(self))))
    }

    fn creator(&self) -> Result<Option<Box<dyn Creator + '_>>> {
        Ok(Some(Box::new(Writing(self))))
    }
}
