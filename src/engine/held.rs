//! A table inside an open write that can hold back what is written to it, so that many rows go into the file in the order
//! of their keys: pages are filled one after the other, each once.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::ops::Bound::{Excluded, Included, Unbounded};

use redb::{CursorError, ReadableTableMetadata, Table};

use super::fault::storage_error;
use super::rows::{Lent, Merged, RowIter, Rows, stored};
use crate::error::{Error, Result};

/// So many rows that follow one another go through a cursor; fewer are not worth one.
const WORTH_A_CURSOR: usize = 32;

/// A sort of value that can be held back.
pub(crate) trait Kept: redb::Value + 'static {
    /// The value in memory.
    type Own: AsRef<[u8]>;

    fn own(value: &Self::SelfType<'_>) -> Self::Own;

    /// How many bytes of memory a value takes elsewhere.
    fn beside(value: Option<&Self::Own>) -> usize;
}

impl Kept for &'static [u8] {
    type Own = Box<[u8]>;

    fn own(value: &&[u8]) -> Box<[u8]> {
        (*value).into()
    }

    fn beside(value: Option<&Box<[u8]>>) -> usize {
        // With what the allocator keeps of it.
        value.map_or(0, |value| value.len() + 16)
    }
}

impl<const M: usize> Kept for &'static [u8; M] {
    type Own = [u8; M];

    fn own(value: &&[u8; M]) -> [u8; M] {
        **value
    }

    fn beside(_value: Option<&[u8; M]>) -> usize {
        0
    }
}

/// A key in memory. It compares as its bytes do, eight of them at a time, without a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeldKey<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> Ord for HeldKey<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((mine, mine_last), (others, others_last)) = (self.0.as_chunks::<8>(), other.0.as_chunks::<8>());
        for (mine, others) in mine.iter().zip(others) {
            match u64::from_be_bytes(*mine).cmp(&u64::from_be_bytes(*others)) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
        }
        mine_last.cmp(others_last)
    }
}

impl<const N: usize> PartialOrd for HeldKey<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A table inside an open write: it shows what was written to it, whether that is held back or not.
pub(crate) struct HeldTable<'t, const N: usize, V: Kept> {
    table: Table<'t, &'static [u8; N], V>,
    held: Option<Held<N, V>>,
}

/// What is held back: values, and none where a row was removed.
struct Held<const N: usize, V: Kept> {
    rows: BTreeMap<HeldKey<N>, Option<V::Own>>,
    bytes: usize,
    /// Whether they are all there is: the file's table has no row.
    alone: bool,
}

impl<'t, const N: usize, V: Kept> HeldTable<'t, N, V> {
    pub(super) fn new(table: Table<'t, &'static [u8; N], V>, hold: bool) -> Self {
        // One that cannot tell how many rows it has is asked again, and then says why.
        let alone = hold && table.is_empty().unwrap_or(false);
        HeldTable { table, held: hold.then(|| Held { rows: BTreeMap::new(), bytes: 0, alone }) }
    }

    pub(crate) fn insert(&mut self, key: &[u8; N], value: V::SelfType<'_>) -> Result<()> {
        match &mut self.held {
            Some(held) => held.put(HeldKey(*key), Some(V::own(&value))),
            None => self.table.insert(key, value).map(drop).map_err(storage_error)?,
        }
        Ok(())
    }

    pub(crate) fn remove(&mut self, key: &[u8; N]) -> Result<()> {
        match &mut self.held {
            Some(held) => held.put(HeldKey(*key), None),
            None => self.table.remove(key).map(drop).map_err(storage_error)?,
        }
        Ok(())
    }

    /// The table as redb has it, for those who hold nothing back.
    pub(super) fn stored(&mut self) -> &mut Table<'t, &'static [u8; N], V> {
        &mut self.table
    }

    /// About how many bytes of memory hold rows back.
    pub(super) fn held_bytes(&self) -> usize {
        self.held.as_ref().map_or(0, |held| held.bytes)
    }

    /// How many rows are held back.
    pub(super) fn held_rows(&self) -> usize {
        self.held.as_ref().map_or(0, |held| held.rows.len())
    }

    /// Writes what is held back, in the order of the keys. `step` is told of each row.
    pub(super) fn settle(&mut self, step: &mut dyn FnMut() -> Result<()>) -> Result<()> {
        let Some(held) = &mut self.held else { return Ok(()) };
        held.bytes = 0;
        held.alone &= held.rows.is_empty();
        let mut rows = std::mem::take(&mut held.rows).into_iter().peekable();
        let mut begun = Vec::with_capacity(WORTH_A_CURSOR);
        while let Some((first, _)) = rows.peek() {
            let next = self.next_stored(&first.0)?;
            let follows = |row: &Row<N, V>| row.1.is_some() && next.is_none_or(|next| row.0 < next);
            begun.extend(std::iter::from_fn(|| rows.next_if(follows)).take(WORTH_A_CURSOR));
            if begun.len() == WORTH_A_CURSOR {
                append(&mut self.table, begun.drain(..).chain(std::iter::from_fn(|| rows.next_if(follows))), step)?;
            } else {
                // The table is dense here: some rows go in one by one before it is looked at again.
                let rest = WORTH_A_CURSOR - begun.len();
                for (key, value) in begun.drain(..).chain(rows.by_ref().take(rest)) {
                    write(&mut self.table, &key.0, value)?;
                    step()?;
                }
            }
        }
        Ok(())
    }

    /// The first key of the file's table that is not before another.
    fn next_stored(&self, key: &[u8; N]) -> Result<Option<HeldKey<N>>> {
        let first = stored(&self.table, key, Unbounded)?.next().transpose().map_err(storage_error)?;
        Ok(first.map(|(key, _)| HeldKey(*key.value())))
    }
}

/// A row that was held back.
type Row<const N: usize, V> = (HeldKey<N>, Option<<V as Kept>::Own>);

/// Writes rows that follow one another, with none of the table between them.
fn append<const N: usize, V: Kept>(
    table: &mut Table<'_, &'static [u8; N], V>,
    rows: impl Iterator<Item = Row<N, V>>,
    step: &mut dyn FnMut() -> Result<()>,
) -> Result<()> {
    let mut rows = rows.peekable();
    let Some((first, _)) = rows.peek() else { return Ok(()) };
    let mut cursor = table.lower_bound_mut(Included(&first.0)).map_err(storage_error)?;
    for (key, value) in rows {
        if let Some(value) = value {
            cursor.insert_before(&key.0, V::from_bytes(value.as_ref())).map_err(cursor_error)?;
        }
        step()?;
    }
    cursor.close().map_err(storage_error)
}

fn write<const N: usize, V: Kept>(
    table: &mut Table<'_, &'static [u8; N], V>,
    key: &[u8; N],
    value: Option<V::Own>,
) -> Result<()> {
    match value {
        Some(value) => table.insert(key, V::from_bytes(value.as_ref())).map(drop),
        None => table.remove(key).map(drop),
    }
    .map_err(storage_error)
}

fn cursor_error(error: CursorError) -> Error {
    match error {
        CursorError::Storage(error) => storage_error(error),
        other => Error::damaged(format!("a table is out of order ({other})")),
    }
}

impl<const N: usize, V: Kept> Held<N, V> {
    fn put(&mut self, key: HeldKey<N>, value: Option<V::Own>) {
        self.bytes += V::beside(value.as_ref());
        match self.rows.insert(key, value) {
            Some(before) => self.bytes -= V::beside(before.as_ref()),
            // The places of a tree are filled by two thirds.
            None => self.bytes += (N + size_of::<Option<V::Own>>()) * 3 / 2,
        }
    }
}

impl<const N: usize, V: Kept> Rows<N, V> for HeldTable<'_, N, V> {
    fn count(&self) -> Result<u64> {
        match &self.held {
            Some(held) if !held.rows.is_empty() => self.every()?.try_fold(0, |count, row| row.map(|_| count + 1)),
            _ => self.table.len().map_err(storage_error),
        }
    }

    fn get(&self, key: &[u8; N]) -> Result<Option<Lent<'_, V>>> {
        let held = self.held.as_ref();
        match held.and_then(|held| held.rows.get(&HeldKey(*key))) {
            Some(value) => Ok(value.as_ref().map(|value| Lent::Memory(value.as_ref()))),
            None if held.is_some_and(|held| held.alone) => Ok(None),
            None => Rows::get(&self.table, key),
        }
    }

    fn range(&self, from: &[u8; N], to: Bound<&[u8; N]>) -> Result<RowIter<'_, N, V>> {
        let Some(held) = self.held.as_ref().filter(|held| !held.rows.is_empty()) else {
            return Rows::range(&self.table, from, to);
        };
        // redb answers a range turned round with nothing, a BTreeMap panics.
        let turned = matches!(to, Included(to) if to < from) || matches!(to, Excluded(to) if to <= from);
        let first = HeldKey(*from);
        let bounds =
            if turned { (Included(first), Excluded(first)) } else { (Included(first), to.map(|to| HeldKey(*to))) };
        let rows = held.rows.range(bounds);
        if held.alone {
            return Ok(RowIter::Held(rows));
        }
        Ok(RowIter::Merged(Box::new(Merged::new(stored(&self.table, from, to)?, rows))))
    }
}
