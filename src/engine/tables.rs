//! The tables of a store, and the two ways to look at them: a snapshot, and an open write.

use std::ops::Bound;

use redb::{ReadOnlyTable, ReadTransaction, ReadableTableMetadata, Table, TableDefinition, WriteTransaction};

use super::fault::{redb_copy_error, storage_error, table_error};
use super::header::{Header, header};
use super::held::{HeldTable, Kept};
use super::key::{ENTRY, PLACE};
use super::rows::{Rows, stored};
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
const ORDER: ByPlace<PLACE> = TableDefinition::new("order");
const OWNED: ByPlace<ENTRY> = TableDefinition::new("owned");
const INDEX: ByPlace<ENTRY> = TableDefinition::new("index");

/// Read access to every table, the same for a snapshot and for an open write.
pub(crate) trait Tables {
    fn records(&self, kind: Kind) -> &dyn Rows<19, &'static [u8]>;
    fn order(&self) -> &dyn Rows<PLACE, &'static [u8; 19]>;
    fn blocks(&self) -> &dyn Rows<19, &'static [u8]>;
    fn owned(&self) -> &dyn Rows<ENTRY, &'static [u8; 19]>;
    fn index(&self) -> &dyn Rows<ENTRY, &'static [u8; 19]>;
    /// What the file says of itself.
    fn header(&self) -> Result<Header>;
}

/// Opens every table of a read or a write transaction. A table of redb's becomes one of ours by `$of`.
macro_rules! every_table {
    ($tables:ident, $transaction:expr, $of:path, $hold:expr) => {
        $tables {
            records: [
                $of($transaction.open_table(CUSTOMERS).map_err(table_error)?, $hold),
                $of($transaction.open_table(CARDS).map_err(table_error)?, $hold),
                $of($transaction.open_table(TOKENS).map_err(table_error)?, $hold),
                $of($transaction.open_table(SCHEDULES).map_err(table_error)?, $hold),
                $of($transaction.open_table(OCCURRENCES).map_err(table_error)?, $hold),
                $of($transaction.open_table(TAX_IDENTIFIERS).map_err(table_error)?, $hold),
                $of($transaction.open_table(LEDGER_ENTRIES).map_err(table_error)?, $hold),
                $of($transaction.open_table(REPLIES).map_err(table_error)?, $hold),
            ],
            order: $of($transaction.open_table(ORDER).map_err(table_error)?, $hold),
            blocks: $of($transaction.open_table(BLOCKS).map_err(table_error)?, $hold),
            owned: $of($transaction.open_table(OWNED).map_err(table_error)?, $hold),
            index: $of($transaction.open_table(INDEX).map_err(table_error)?, $hold),
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

            fn order(&self) -> &dyn Rows<PLACE, &'static [u8; 19]> {
                &self.order
            }

            fn blocks(&self) -> &dyn Rows<19, &'static [u8]> {
                &self.blocks
            }

            fn owned(&self) -> &dyn Rows<ENTRY, &'static [u8; 19]> {
                &self.owned
            }

            fn index(&self) -> &dyn Rows<ENTRY, &'static [u8; 19]> {
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
    order: ReadOnlyTable<&'static [u8; PLACE], &'static [u8; 19]>,
    blocks: ReadOnlyTable<&'static [u8; 19], &'static [u8]>,
    owned: ReadOnlyTable<&'static [u8; ENTRY], &'static [u8; 19]>,
    index: ReadOnlyTable<&'static [u8; ENTRY], &'static [u8; 19]>,
    meta: ReadOnlyTable<&'static [u8; 19], &'static [u8]>,
}

impl Snapshot {
    pub(super) fn open(transaction: &ReadTransaction) -> Result<Snapshot> {
        Ok(every_table!(Snapshot, transaction, as_it_is, false))
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
            copy_table(from, to.stored(), &mut step)?;
        }
        copy_table(&self.order, to.order.stored(), &mut step)?;
        copy_table(&self.blocks, to.blocks.stored(), &mut step)?;
        copy_table(&self.owned, to.owned.stored(), &mut step)?;
        copy_table(&self.index, to.index.stored(), &mut step)?;
        copy_table(&self.meta, &mut to.meta, &mut step)
    }
}

shows_its_tables!(Snapshot);

fn copy_table<const N: usize, V: Kept>(
    from: &ReadOnlyTable<&'static [u8; N], V>,
    to: &mut Table<'_, &'static [u8; N], V>,
    step: &mut dyn FnMut() -> Result<()>,
) -> Result<()> {
    let mut end = to.upper_bound_mut(Bound::<&[u8; N]>::Unbounded).map_err(redb_copy_error)?;
    for row in stored(from, &[0; N], Bound::Unbounded)? {
        let (key, value) = row.map_err(storage_error)?;
        end.insert_before(key.value(), value.value()).map_err(redb_copy_error)?;
        step()?;
    }
    end.close().map_err(redb_copy_error)
}

fn as_it_is<T>(table: T, _hold: bool) -> T {
    table
}

/// The tables inside an open write: it sees its own changes.
pub(crate) struct WriteTables<'t> {
    pub(crate) records: [HeldTable<'t, 19, &'static [u8]>; Kind::COUNT],
    pub(crate) order: HeldTable<'t, PLACE, &'static [u8; 19]>,
    pub(crate) blocks: HeldTable<'t, 19, &'static [u8]>,
    pub(crate) owned: HeldTable<'t, ENTRY, &'static [u8; 19]>,
    pub(crate) index: HeldTable<'t, ENTRY, &'static [u8; 19]>,
    pub(super) meta: Table<'t, &'static [u8; 19], &'static [u8]>,
}

impl<'t> WriteTables<'t> {
    /// Opens the tables. When they are to `hold` back what is written to them, it waits until they are settled.
    pub(super) fn open(transaction: &'t WriteTransaction, hold: bool) -> Result<WriteTables<'t>> {
        Ok(every_table!(WriteTables, transaction, HeldTable::new, hold))
    }

    /// About how many bytes of memory hold back what was written.
    pub(crate) fn held_bytes(&self) -> usize {
        let records: usize = self.records.iter().map(HeldTable::held_bytes).sum();
        records + self.order.held_bytes() + self.blocks.held_bytes() + self.owned.held_bytes() + self.index.held_bytes()
    }

    fn held_rows(&self) -> usize {
        let records: usize = self.records.iter().map(HeldTable::held_rows).sum();
        records + self.order.held_rows() + self.blocks.held_rows() + self.owned.held_rows() + self.index.held_rows()
    }

    /// Writes what is held back, table by table in the order of the keys. `reached` is told after each row how many are
    /// written and how many there are. When it fails the write must be given up: what was held back is gone.
    pub(crate) fn settle(&mut self, reached: &mut dyn FnMut(u64, u64) -> Result<()>) -> Result<()> {
        let (mut done, total) = (0, self.held_rows() as u64);
        let mut step = || {
            done += 1;
            reached(done, total)
        };
        self.records.iter_mut().try_for_each(|records| records.settle(&mut step))?;
        self.order.settle(&mut step)?;
        self.blocks.settle(&mut step)?;
        self.owned.settle(&mut step)?;
        self.index.settle(&mut step)
    }
}

shows_its_tables!(WriteTables<'_>);
