//! Reading the rows of a table, the same in a snapshot and inside an open write, whether or not that holds rows back.

use std::collections::btree_map;
use std::ops::Bound;

use redb::{AccessGuard, ReadableTable};

use super::fault::storage_error;
use super::held::{HeldKey, Kept};
use crate::error::Result;

/// A table with keys of so many bytes.
pub(crate) trait Rows<const N: usize, V: Kept> {
    /// How many rows there are.
    fn count(&self) -> Result<u64>;

    /// The value under a key.
    fn get(&self, key: &[u8; N]) -> Result<Option<Lent<'_, V>>>;

    /// The rows from one key on.
    fn range(&self, from: &[u8; N], to: Bound<&[u8; N]>) -> Result<RowIter<'_, N, V>>;

    /// Every row.
    fn every(&self) -> Result<RowIter<'_, N, V>> {
        self.range(&[0; N], Bound::Unbounded)
    }
}

impl<const N: usize, V: Kept, T: ReadableTable<&'static [u8; N], V>> Rows<N, V> for T {
    fn count(&self) -> Result<u64> {
        self.len().map_err(storage_error)
    }

    fn get(&self, key: &[u8; N]) -> Result<Option<Lent<'_, V>>> {
        ReadableTable::get(self, key).map(|value| value.map(Lent::Page)).map_err(storage_error)
    }

    fn range(&self, from: &[u8; N], to: Bound<&[u8; N]>) -> Result<RowIter<'_, N, V>> {
        stored(self, from, to).map(RowIter::Stored)
    }
}

/// The rows of a table of redb's.
pub(super) fn stored<'t, const N: usize, V: Kept>(
    table: &'t impl ReadableTable<&'static [u8; N], V>,
    from: &[u8; N],
    to: Bound<&[u8; N]>,
) -> Result<redb::Range<'t, &'static [u8; N], V>> {
    ReadableTable::range::<&[u8; N]>(table, (Bound::Included(from), to)).map_err(storage_error)
}

/// A key or a value, where it lies: in the page it was read from, or in memory.
pub(crate) enum Lent<'a, V: redb::Value + 'static> {
    Page(AccessGuard<'a, V>),
    Memory(&'a [u8]),
}

impl<V: redb::Value + 'static> Lent<'_, V> {
    pub(crate) fn value(&self) -> V::SelfType<'_> {
        match self {
            Lent::Page(guard) => guard.value(),
            Lent::Memory(bytes) => V::from_bytes(bytes),
        }
    }
}

/// A key and its value.
type Row<'a, const N: usize, V> = (Lent<'a, &'static [u8; N]>, Lent<'a, V>);

/// Rows in the order of their keys.
#[expect(clippy::large_enum_variant, reason = "the large one is the usual one, and is not to cost an allocation")]
pub(crate) enum RowIter<'a, const N: usize, V: Kept> {
    /// As they lie in the file.
    Stored(redb::Range<'a, &'static [u8; N], V>),
    /// With what is held back on top of them.
    Merged(Box<Merged<'a, N, V>>),
    /// What is held back alone.
    Held(HeldRange<'a, N, V>),
}

impl<'a, const N: usize, V: Kept> Iterator for RowIter<'a, N, V> {
    type Item = Result<Row<'a, N, V>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            RowIter::Stored(rows) => rows.next().map(lent),
            RowIter::Merged(merged) => merged.step(End::First),
            RowIter::Held(held) => held.find_map(kept),
        }
    }
}

impl<const N: usize, V: Kept> DoubleEndedIterator for RowIter<'_, N, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        match self {
            RowIter::Stored(rows) => rows.next_back().map(lent),
            RowIter::Merged(merged) => merged.step(End::Last),
            RowIter::Held(held) => held.rev().find_map(kept),
        }
    }
}

/// A row as redb answers it.
type Answered<'a, const N: usize, V> =
    std::result::Result<(AccessGuard<'a, &'static [u8; N]>, AccessGuard<'a, V>), redb::StorageError>;

fn lent<const N: usize, V: Kept>(row: Answered<'_, N, V>) -> Result<Row<'_, N, V>> {
    row.map(|(key, value)| (Lent::Page(key), Lent::Page(value))).map_err(storage_error)
}

/// Rows that are held back.
pub(super) type HeldRange<'a, const N: usize, V> = btree_map::Range<'a, HeldKey<N>, Option<<V as Kept>::Own>>;

/// A row that is held back; none when it was removed.
fn kept<'a, const N: usize, V: Kept>(row: (&'a HeldKey<N>, &'a Option<V::Own>)) -> Option<Result<Row<'a, N, V>>> {
    let (key, value) = row;
    value.as_ref().map(|value| Ok((Lent::Memory(&key.0), Lent::Memory(value.as_ref()))))
}

/// Which end of the rows is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// The rows of a table together with those that are held back, which hide the stored ones under their keys.
pub(crate) struct Merged<'a, const N: usize, V: Kept> {
    stored: Ends<redb::Range<'a, &'static [u8; N], V>>,
    held: Ends<HeldRange<'a, N, V>>,
}

impl<'a, const N: usize, V: Kept> Merged<'a, N, V> {
    pub(super) fn new(stored: redb::Range<'a, &'static [u8; N], V>, held: HeldRange<'a, N, V>) -> Merged<'a, N, V> {
        Merged { stored: Ends::new(stored), held: Ends::new(held) }
    }

    fn step(&mut self, end: End) -> Option<Result<Row<'a, N, V>>> {
        loop {
            let stored = match self.stored.peek(end) {
                Some(Ok((key, _))) => Some(HeldKey(*key.value())),
                Some(Err(_)) => return self.stored.take(end).map(lent),
                None => None,
            };
            let Some((held, _)) = self.held.peek(end) else { return self.stored.take(end).map(lent) };
            if stored.is_some_and(|stored| stored != **held && (stored < **held) == (end == End::First)) {
                return self.stored.take(end).map(lent);
            }
            if stored.is_some_and(|stored| stored == **held) {
                self.stored.take(end);
            }
            if let Some(row) = self.held.take(end).and_then(kept) {
                return Some(row);
            }
        }
    }
}

/// An iterator that shows what comes next at either end.
struct Ends<I: Iterator> {
    rest: I,
    first: Option<I::Item>,
    last: Option<I::Item>,
}

impl<I: DoubleEndedIterator> Ends<I> {
    fn new(rest: I) -> Ends<I> {
        Ends { rest, first: None, last: None }
    }

    fn peek(&mut self, end: End) -> Option<&I::Item> {
        match end {
            End::First => {
                if self.first.is_none() {
                    self.first = self.rest.next().or_else(|| self.last.take());
                }
                self.first.as_ref()
            }
            End::Last => {
                if self.last.is_none() {
                    self.last = self.rest.next_back().or_else(|| self.first.take());
                }
                self.last.as_ref()
            }
        }
    }

    fn take(&mut self, end: End) -> Option<I::Item> {
        self.peek(end);
        match end {
            End::First => self.first.take(),
            End::Last => self.last.take(),
        }
    }
}
