//! The tables of a store, and the two ways to look at them: a snapshot, and an open write.

use std::ops::Bound;

use redb::{
    AccessGuard, ReadOnlyTable, ReadTransaction, ReadableTable, ReadableTableMetadata, Table, TableDefinition,
    WriteTransaction,
};

use super::fault::{redb_copy_error, storage_error, table_error};
use super::header::{Header, header};
use crate::error::Result;
use crate::model::Kind;

/// Keys and values of the tables. Every further sort makes the library larger by a copy of redb's trees.
type ByKey = TableDefinition<'static, &'static [u8; 19], &'static [u8]>;
type ByPlace<const N: usize> = TableDefinition<'static, &'static [u8; N], &'static [u8; 19]>;

const CUSTOMERS: ByKey = TableDefinition::new("customers");
const CARDS: ByKey = TableDefinition::new("cards");
const TOKENS: ByKey = TableDefinition::new("tokens");
const SCHEDULES: ByKey = TableDefinition::new("schedules");
const OCCURRENCES: ByKey = TableDefinition::new("occurrences");
const TAX_IDENTIFIERS: ByKey = TableDefinition::new("tax_identifiers");
const LEDGER_ENTRIES: ByKey = TableDefinition::new("ledger_entries");
const REPLIES: ByKey = TableDefinition::new("replies");
const BLOCKS: ByKey = TableDefinition::new("blocks");
pub(super) const META: ByKey = TableDefinition::new("meta");
const ORDER: ByPlace<18> = TableDefinition::new("order");
const OWNED: ByPlace<35> = TableDefinition::new("owned");
const INDEX: ByPlace<35> = TableDefinition::new("index");

/// A table with keys of so many bytes, to be read the same way in a snapshot and inside an open write.
pub(crate) trait Rows<const N: usize, V: redb::Value + 'static> {
    /// How many rows there are.
    fn count(&self) -> Result<u64>;

    /// The value under a key.
    fn get(&self, key: &[u8; N]) -> Result<Option<AccessGuard<'_, V>>>;

    /// The rows from one key on.
    fn range(&self, from: &[u8; N], to: Bound<&[u8; N]>) -> Result<RowIter<'_, N, V>>;

    /// Every row.
    fn every(&self) -> Result<RowIter<'_, N, V>> {
        self.range(&[0; N], Bound::Unbounded)
    }
}

impl<const N: usize, V: redb::Value + 'static, T: ReadableTable<&'static [u8; N], V>> Rows<N, V> for T {
    fn count(&self) -> Result<u64> {
        self.len().map_err(storage_error)
    }

    fn get(&self, key: &[u8; N]) -> Result<Option<AccessGuard<'_, V>>> {
        ReadableTable::get(self, key).map_err(storage_error)
    }

    fn range(&self, from: &[u8; N], to: Bound<&[u8; N]>) -> Result<RowIter<'_, N, V>> {
        let bounds = (Bound::Included(from), to);
        ReadableTable::range::<&[u8; N]>(self, bounds).map(RowIter).map_err(storage_error)
    }
}

/// Rows in the order of their keys.
pub(crate) struct RowIter<'a, const N: usize, V: redb::Value + 'static>(redb::Range<'a, &'static [u8; N], V>);

/// A key and its value, still in the page they were read from.
type Row<'a, const N: usize, V> = (AccessGuard<'a, &'static [u8; N]>, AccessGuard<'a, V>);

impl<'a, const N: usize, V: redb::Value + 'static> Iterator for RowIter<'a, N, V> {
    type Item = Result<Row<'a, N, V>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|row| row.map_err(storage_error))
    }
}

impl<const N: usize, V: redb::Value + 'static> DoubleEndedIterator for RowIter<'_, N, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|row| row.map_err(storage_error))
    }
}

/// Read access to every table, the same for a snapshot and for an open write.
pub(crate) trait Tables {
    fn records(&self, kind: Kind) -> &dyn Rows<19, &'static [u8]>;
    fn order(&self) -> &dyn Rows<18, &'static [u8; 19]>;
    fn blocks(&self) -> &dyn Rows<19, &'static [u8]>;
    fn owned(&self) -> &dyn Rows<35, &'static [u8; 19]>;
    fn index(&self) -> &dyn Rows<35, &'static [u8; 19]>;
    /// What the file says of itself.
    fn header(&self) -> Result<Header>;
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
            fn records(&self, kind: Kind) -> &dyn Rows<19, &'static [u8]> {
                &self.records[kind as usize]
            }

            fn order(&self) -> &dyn Rows<18, &'static [u8; 19]> {
                &self.order
            }

            fn blocks(&self) -> &dyn Rows<19, &'static [u8]> {
                &self.blocks
            }

            fn owned(&self) -> &dyn Rows<35, &'static [u8; 19]> {
                &self.owned
            }

            fn index(&self) -> &dyn Rows<35, &'static [u8; 19]> {
                &self.index
            }

            fn header(&self) -> Result<Header> {
                header(&self.meta)
            }
        }
    };
}

/// The state of the store at one moment. Never handed to a caller: a pinned one makes the file grow.
pub(crate) struct Snapshot {
    records: [ReadOnlyTable<&'static [u8; 19], &'static [u8]>; Kind::COUNT],
    order: ReadOnlyTable<&'static [u8; 18], &'static [u8; 19]>,
    blocks: ReadOnlyTable<&'static [u8; 19], &'static [u8]>,
    owned: ReadOnlyTable<&'static [u8; 35], &'static [u8; 19]>,
    index: ReadOnlyTable<&'static [u8; 35], &'static [u8; 19]>,
    meta: ReadOnlyTable<&'static [u8; 19], &'static [u8]>,
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
    pub(crate) blocks: Table<'t, &'static [u8; 19], &'static [u8]>,
    pub(crate) owned: Table<'t, &'static [u8; 35], &'static [u8; 19]>,
    pub(crate) index: Table<'t, &'static [u8; 35], &'static [u8; 19]>,
    pub(super) meta: Table<'t, &'static [u8; 19], &'static [u8]>,
}

impl<'t> WriteTables<'t> {
    pub(super) fn open(transaction: &'t WriteTransaction) -> Result<WriteTables<'t>> {
        Ok(every_table!(WriteTables, transaction))
    }
}

shows_its_tables!(WriteTables<'_>);
