//! The tables of a store, and the two ways to look at them: a snapshot, and an open write.

use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable, ReadableTableMetadata, Table, TableDefinition, WriteTransaction,
};

use super::fault::{redb_copy_error, storage_error, table_error};
use super::header::{Header, META, header};
use crate::error::Result;
use crate::model::Kind;

const CUSTOMERS: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("customers");
const CARDS: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("cards");
const TOKENS: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("tokens");
const SCHEDULES: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("schedules");
const OCCURRENCES: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("occurrences");
const TAX_IDENTIFIERS: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("tax_identifiers");
const LEDGER_ENTRIES: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("ledger_entries");
const REPLIES: TableDefinition<&[u8; 19], &[u8]> = TableDefinition::new("replies");
const ORDER: TableDefinition<&[u8; 18], &[u8; 19]> = TableDefinition::new("order");
const BLOCKS: TableDefinition<&[u8; 19], u64> = TableDefinition::new("blocks");
const OWNED: TableDefinition<&[u8; 35], &[u8; 19]> = TableDefinition::new("owned");
const INDEX: TableDefinition<&[u8; 34], &[u8; 19]> = TableDefinition::new("index");

/// Read access to every table, the same for a snapshot and for an open write.
pub(crate) trait Tables {
    fn records(&self, kind: Kind) -> &impl ReadableTable<&'static [u8; 19], &'static [u8]>;
    fn order(&self) -> &impl ReadableTable<&'static [u8; 18], &'static [u8; 19]>;
    fn blocks(&self) -> &impl ReadableTable<&'static [u8; 19], u64>;
    fn owned(&self) -> &impl ReadableTable<&'static [u8; 35], &'static [u8; 19]>;
    fn index(&self) -> &impl ReadableTable<&'static [u8; 34], &'static [u8; 19]>;
}

/// Opens every table of a read or a write transaction.
macro_rules! every_table {
    ($tables:ident, $transaction:expr) => {
        $tables {
            records: [
                $transaction.open_table(CUSTOMERS).map_err(table_error)?,
                $transaction.open_table(CARDS).map_err(table_error)?,
                $transaction.open_table(TOKENS).map_err(table_error)?,
                $transaction.open_table(SCHEDULES).map_err(table_error)?,
                $transaction.open_table(OCCURRENCES).map_err(table_error)?,
                $transaction.open_table(TAX_IDENTIFIERS).map_err(table_error)?,
                $transaction.open_table(LEDGER_ENTRIES).map_err(table_error)?,
                $transaction.open_table(REPLIES).map_err(table_error)?,
            ],
            order: $transaction.open_table(ORDER).map_err(table_error)?,
            blocks: $transaction.open_table(BLOCKS).map_err(table_error)?,
            owned: $transaction.open_table(OWNED).map_err(table_error)?,
            index: $transaction.open_table(INDEX).map_err(table_error)?,
            meta: $transaction.open_table(META).map_err(table_error)?,
        }
    };
}

/// Read access works the same through a snapshot and inside an open write.
macro_rules! shows_its_tables {
    ($tables:ty) => {
        impl Tables for $tables {
            fn records(&self, kind: Kind) -> &impl ReadableTable<&'static [u8; 19], &'static [u8]> {
                &self.records[kind as usize]
            }

            fn order(&self) -> &impl ReadableTable<&'static [u8; 18], &'static [u8; 19]> {
                &self.order
            }

            fn blocks(&self) -> &impl ReadableTable<&'static [u8; 19], u64> {
                &self.blocks
            }

            fn owned(&self) -> &impl ReadableTable<&'static [u8; 35], &'static [u8; 19]> {
                &self.owned
            }

            fn index(&self) -> &impl ReadableTable<&'static [u8; 34], &'static [u8; 19]> {
                &self.index
            }
        }
    };
}

/// The state of the store at one moment. Never handed to a caller: a pinned one makes the file grow.
pub(crate) struct Snapshot {
    records: [ReadOnlyTable<&'static [u8; 19], &'static [u8]>; Kind::COUNT],
    order: ReadOnlyTable<&'static [u8; 18], &'static [u8; 19]>,
    blocks: ReadOnlyTable<&'static [u8; 19], u64>,
    owned: ReadOnlyTable<&'static [u8; 35], &'static [u8; 19]>,
    index: ReadOnlyTable<&'static [u8; 34], &'static [u8; 19]>,
    meta: ReadOnlyTable<&'static str, &'static [u8]>,
}

impl Snapshot {
    pub(super) fn open(transaction: &ReadTransaction) -> Result<Snapshot> {
        Ok(every_table!(Snapshot, transaction))
    }

    /// How many rows all tables have together.
    pub(crate) fn rows(&self) -> Result<u64> {
        let entries = [self.order.len(), self.blocks.len(), self.owned.len(), self.index.len(), self.meta.len()];
        let rows = self.records.iter().map(ReadableTableMetadata::len).chain(entries);
        rows.map(|rows| rows.map_err(storage_error)).sum()
    }

    /// Writes every row of every table, in the order of the keys. `reached` is told before the first and after each how
    /// many there are.
    pub(super) fn copy(&self, to: &mut WriteTables<'_>, reached: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
        let mut done = 0;
        reached(done)?;
        let mut step = || {
            done += 1;
            reached(done)
        };
        for (from, to) in self.records.iter().zip(&mut to.records) {
            copy_table(from, to, &mut step)?;
        }
        copy_table(&self.order, &mut to.order, &mut step)?;
        copy_table(&self.blocks, &mut to.blocks, &mut step)?;
        copy_table(&self.owned, &mut to.owned, &mut step)?;
        copy_table(&self.index, &mut to.index, &mut step)?;
        copy_table(&self.meta, &mut to.meta, &mut step)
    }

    /// What the file says of itself at the moment of this snapshot.
    pub(crate) fn header(&self) -> Result<Header> {
        header(&self.meta)
    }
}

shows_its_tables!(Snapshot);

fn copy_table<K: redb::Key, V: redb::Value>(
    from: &ReadOnlyTable<K, V>,
    to: &mut Table<'_, K, V>,
    step: &mut dyn FnMut() -> Result<()>,
) -> Result<()> {
    for row in from.iter().map_err(storage_error)? {
        let (key, value) = row.map_err(storage_error)?;
        to.insert(key.value(), value.value()).map_err(redb_copy_error)?;
        step()?;
    }
    Ok(())
}

/// The tables inside an open write: it sees its own changes.
pub(crate) struct WriteTables<'t> {
    pub(crate) records: [Table<'t, &'static [u8; 19], &'static [u8]>; Kind::COUNT],
    pub(crate) order: Table<'t, &'static [u8; 18], &'static [u8; 19]>,
    pub(crate) blocks: Table<'t, &'static [u8; 19], u64>,
    pub(crate) owned: Table<'t, &'static [u8; 35], &'static [u8; 19]>,
    pub(crate) index: Table<'t, &'static [u8; 34], &'static [u8; 19]>,
    pub(super) meta: Table<'t, &'static str, &'static [u8]>,
}

impl<'t> WriteTables<'t> {
    pub(super) fn open(transaction: &'t WriteTransaction) -> Result<WriteTables<'t>> {
        Ok(every_table!(WriteTables, transaction))
    }
}

shows_its_tables!(WriteTables<'_>);
