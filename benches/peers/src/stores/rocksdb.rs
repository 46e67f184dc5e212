//! RocksDB: nothing compressed, everything in the block cache, filters and an index of hashes in each block, one level
//! after a compaction, records read where they lie.

use std::path::Path;

use anyhow::{Result, anyhow};
use rocksdb::{
    BlockBasedOptions, Cache, ColumnFamily, DB, DBCompressionType, DataBlockIndexType, Options, WriteBatch,
    WriteOptions,
};

use super::keyed::{self, Keyed, Table};
use crate::customer::{CardOf, Person};
use crate::engine::{Creator, Engine, Reader};

pub struct Rocks {
    db: DB,
}

impl Rocks {
    /// Fills a new database, and keeps it open.
    pub fn fill(folder: &Path, memory: usize, customers: usize, progress: impl Fn(usize)) -> Result<Rocks> {
        let mut blocks = BlockBasedOptions::default();
        blocks.set_block_cache(&Cache::new_lru_cache(memory)?);
        blocks.set_bloom_filter(10.0, false);
        blocks.set_data_block_index_type(DataBlockIndexType::BinaryAndHash);
        let mut options = Options::default();
        options.create_if_missing(true);
        options.create_missing_column_families(true);
        options.set_compression_type(DBCompressionType::None);
        options.set_block_based_table_factory(&blocks);
        let db = DB::open_cf_with_opts(&options, folder, Table::ALL.map(|table| (table.name(), options.clone())))?;
        let rocks = Rocks { db };
        let mut unlogged = WriteOptions::default();
        unlogged.disable_wal(true);
        let put = |table: Table, key: &[u8], value: &[u8]| {
            rocks.db.put_cf_opt(rocks.family(table)?, key, value, &unlogged)?;
            Ok(())
        };
        keyed::fill(customers, put, progress)?;
        for table in Table::ALL {
            let family = rocks.family(table)?;
            rocks.db.flush_cf(family)?;
            rocks.db.compact_range_cf(family, None::<&[u8]>, None::<&[u8]>);
        }
        Ok(rocks)
    }

    fn family(&self, table: Table) -> Result<&ColumnFamily> {
        self.db.cf_handle(table.name()).ok_or_else(|| anyhow!("RocksDB has lost a column family"))
    }
}

struct Reading<'a> {
    db: &'a DB,
    families: Vec<&'a ColumnFamily>,
}

impl keyed::Bytes for Reading<'_> {
    fn at<R>(&mut self, table: Table, key: &[u8], show: impl FnOnce(&[u8]) -> R) -> Option<R> {
        self.db.get_pinned_cf(self.families[table as usize], key).ok()?.map(|value| show(&value))
    }
}

struct Writing<'a> {
    rocks: &'a Rocks,
    synced: WriteOptions,
}

impl Creator for Writing<'_> {
    fn create(&mut self, person: &Person, card: &CardOf) -> Result<()> {
        let mut batch = WriteBatch::default();
        for (table, key, value) in keyed::entries(person, std::slice::from_ref(card))? {
            batch.put_cf(self.rocks.family(table)?, key, value);
        }
        Ok(self.rocks.db.write_opt(batch, &self.synced)?)
    }
}

impl Engine for Rocks {
    fn name(&self) -> &'static str {
        "RocksDB"
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        let families = Table::ALL.map(|table| self.family(table)).into_iter().collect::<Result<_>>()?;
        Ok(Box::new(Keyed(Reading { db: &self.db, families })))
    }

    fn creator(&self) -> Result<Option<Box<dyn Creator + '_>>> {
        let mut synced = WriteOptions::default();
        synced.set_sync(true);
        Ok(Some(Box::new(Writing { rocks: self, synced })))
    }
}
