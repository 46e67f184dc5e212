//! Counts per block of a list, at two levels, so that a total, a rank or an offset never needs a scan of the list.
//!
//! A list is cut into blocks of at most [`SPLIT`] places, and those into runs of blocks. A block's row says how many
//! places it holds; it reaches from its start to the start of the next block. The first block of a list starts at
//! [`Position::FIRST`]. Every run starts where a block starts.
//!
//! A count that a damaged file makes impossible leads to wrong totals, which `check` finds, and never further than that.

#[cfg(test)]
mod tests;

use std::ops::Bound::{Excluded, Included};

use crate::engine::{BlockKey, OrderKey, Position, Tables, WriteTables};
use crate::error::{Error, Result};
use crate::model::{AccountId, Kind};

/// A block with more places than this is split; a run with more than its square. In this library's own tests it is
/// small, so that short lists have many runs.
const SPLIT: u64 = if cfg!(test) { 4 } else { 256 };
pub(crate) const BLOCK: u8 = 0;
pub(crate) const RUN: u8 = 1;

/// Counts a place that was just added to the order table.
pub(crate) fn added(tables: &mut WriteTables<'_>, account: AccountId, kind: Kind, place: Position) -> Result<()> {
    for (level, most) in [(BLOCK, SPLIT), (RUN, SPLIT * SPLIT)] {
        let (start, count) = holding(tables, account, kind, level, place)?.unwrap_or((Position::FIRST, 0));
        let count = count.checked_add(1).ok_or_else(|| Error::damaged("a list has an impossible count"))?;
        set(tables, account, kind, level, start, count)?;
        if count > most {
            split(tables, account, kind, level, start, count)?;
        }
    }
    Ok(())
}

/// Counts a place that was just removed from the order table.
pub(crate) fn removed(tables: &mut WriteTables<'_>, account: AccountId, kind: Kind, place: Position) -> Result<()> {
    // Runs first: a block may only go when no run starts with it.
    for level in [RUN, BLOCK] {
        let Some((start, count)) = holding(tables, account, kind, level, place)? else {
            return Err(Error::damaged("a list has places but no counts"));
        };
        let count = count.checked_sub(1).ok_or_else(|| Error::damaged("a list has more places than its count"))?;
        let starts_run = level == BLOCK && get(tables, account, kind, RUN, start)?.is_some();
        if count == 0 && start != Position::FIRST && !starts_run {
            tables.blocks.remove(&BlockKey::bytes(account, kind, level, start))?;
            // A block that was empty before stayed only because this run started with it.
            if level == RUN && get(tables, account, kind, BLOCK, start)? == Some(0) {
                tables.blocks.remove(&BlockKey::bytes(account, kind, BLOCK, start))?;
            }
        } else {
            set(tables, account, kind, level, start, count)?;
        }
    }
    Ok(())
}

/// How many places a list has.
pub(crate) fn total(tables: &dyn Tables, account: AccountId, kind: Kind) -> Result<u64> {
    let mut total = 0u64;
    for row in rows(tables, account, kind, RUN, Position::FIRST)? {
        total = total.saturating_add(row?.1);
    }
    Ok(total)
}

/// How many places of a list lie before a position.
pub(crate) fn rank(tables: &dyn Tables, account: AccountId, kind: Kind, position: Position) -> Result<u64> {
    let mut rank = 0u64;
    let mut start = Position::FIRST;
    for level in [RUN, BLOCK] {
        let mut last = 0;
        for row in rows(tables, account, kind, level, start)? {
            let (row_start, count) = row?;
            if row_start > position {
                break;
            }
            rank = rank.saturating_add(last);
            (start, last) = (row_start, count);
        }
    }
    let order = tables.order();
    let within = OrderKey::bytes(account, kind, start)..OrderKey::bytes(account, kind, position);
    for entry in order.range(&within.start, Excluded(&within.end))? {
        entry?;
        rank = rank.saturating_add(1);
    }
    Ok(rank)
}

/// The place that so many others lie before; none when the list is shorter.
pub(crate) fn select(tables: &dyn Tables, account: AccountId, kind: Kind, rank: u64) -> Result<Option<Position>> {
    let mut left = rank;
    let mut start = Position::FIRST;
    for level in [RUN, BLOCK] {
        let mut held_by = None;
        for row in rows(tables, account, kind, level, start)? {
            let (row_start, count) = row?;
            if left < count {
                held_by = Some(row_start);
                break;
            }
            left -= count;
        }
        let Some(row_start) = held_by else { return Ok(None) };
        start = row_start;
    }
    let (from, to) = (OrderKey::bytes(account, kind, start), OrderKey::bytes(account, kind, Position::LAST));
    let left = usize::try_from(left).unwrap_or(usize::MAX);
    match tables.order().range(&from, Included(&to))?.nth(left) {
        Some(entry) => Ok(Some(OrderKey::position(entry?.0.value()))),
        None => Ok(None),
    }
}

/// Cuts a block or a run in two: at its middle, or just before its last place when the list grew at its end.
fn split(
    tables: &mut WriteTables<'_>,
    account: AccountId,
    kind: Kind,
    level: u8,
    start: Position,
    count: u64,
) -> Result<()> {
    let end = rows(tables, account, kind, level, start)?.nth(1).transpose()?.map(|(next, _)| next);
    let parts: Vec<(Position, u64)> = match level {
        BLOCK => {
            let (from, to) =
                (OrderKey::bytes(account, kind, start), OrderKey::bytes(account, kind, end.unwrap_or(Position::LAST)));
            tables
                .order()
                .range(&from, Excluded(&to))?
                .map(|entry| Ok((OrderKey::position(entry?.0.value()), 1)))
                .collect::<Result<_>>()?
        }
        _ => rows(tables, account, kind, BLOCK, start)?
            .take_while(|row| row.as_ref().is_ok_and(|(block, _)| end.is_none_or(|end| *block < end)))
            .collect::<Result<_>>()?,
    };
    let wanted =
        if end.is_none() { count.saturating_sub(parts.last().map_or(0, |(_, last)| *last)) } else { count / 2 };
    let mut before = 0u64;
    for (part, size) in parts {
        if before >= wanted && part > start {
            set(tables, account, kind, level, start, before)?;
            return set(tables, account, kind, level, part, count.saturating_sub(before));
        }
        before = before.saturating_add(size);
    }
    Ok(())
}

fn set(
    tables: &mut WriteTables<'_>,
    account: AccountId,
    kind: Kind,
    level: u8,
    start: Position,
    count: u64,
) -> Result<()> {
    let key = BlockKey::bytes(account, kind, level, start);
    tables.blocks.insert(&key, &count.to_le_bytes())
}

fn get(tables: &dyn Tables, account: AccountId, kind: Kind, level: u8, start: Position) -> Result<Option<u64>> {
    let row = tables.blocks().get(&BlockKey::bytes(account, kind, level, start))?;
    Ok(row.map(|count| counted(count.value())))
}

/// A count as it lies in the file. One of a wrong length is impossible.
fn counted(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(u64::MAX, u64::from_le_bytes)
}

/// The block or run that a place falls into.
fn holding(
    tables: &dyn Tables,
    account: AccountId,
    kind: Kind,
    level: u8,
    place: Position,
) -> Result<Option<(Position, u64)>> {
    let (first, last) =
        (BlockKey::bytes(account, kind, level, Position::FIRST), BlockKey::bytes(account, kind, level, place));
    let mut upto = tables.blocks().range(&first, Included(&last))?;
    let row = upto.next_back().transpose()?;
    Ok(row.map(|(key, count)| (BlockKey::start(key.value()), counted(count.value()))))
}

/// The blocks or runs of a list from one on: where each starts, and how many places it holds.
pub(crate) fn rows(
    tables: &dyn Tables,
    account: AccountId,
    kind: Kind,
    level: u8,
    from: Position,
) -> Result<impl Iterator<Item = Result<(Position, u64)>>> {
    let (first, last) =
        (BlockKey::bytes(account, kind, level, from), BlockKey::bytes(account, kind, level, Position::LAST));
    Ok(tables.blocks().range(&first, Included(&last))?.map(|row| {
        let (key, count) = row?;
        Ok((BlockKey::start(key.value()), counted(count.value())))
    }))
}
