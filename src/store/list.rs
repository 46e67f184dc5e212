//! Lists in the order of creation: filtered by time, counted exactly, cut into pages.

use std::sync::Arc;

use redb::ReadableTable;

use super::blocks;
use super::stored::Stored;
use super::view::View;
use crate::engine::{OrderKey, Position, Tables, storage_error};
use crate::error::Result;
use crate::model::{AccountId, Timestamp};

/// For how many records of a page memory is reserved at once.
const RESERVED: usize = 1024;

/// Which end of a list comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Oldest first.
    #[default]
    OldestFirst,
    /// Newest first.
    NewestFirst,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// The earliest time of creation, included; compared at the precision that the provider shows.
    pub from: Option<Timestamp>,
    /// The latest time of creation, included; compared at the precision that the provider shows.
    pub to: Option<Timestamp>,
    /// How many records to leave out at the beginning.
    pub offset: u64,
    /// How many records to return at most.
    pub limit: usize,
    /// Which end comes first.
    pub order: Order,
}

impl Default for ListQuery {
    fn default() -> ListQuery {
        ListQuery { from: None, to: None, offset: 0, limit: 20, order: Order::OldestFirst }
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The records.
    pub items: Vec<Arc<T>>,
    /// How many records lie between `from` and `to`, whatever the page.
    pub total: u64,
}

impl<T: Tables> View<'_, T> {
    /// A page of an account's list; its cost does not grow with the offset.
    pub(crate) fn page<R: Stored>(&self, account: AccountId, query: &ListQuery) -> Result<Page<R>> {
        let kind = R::KIND;
        let from = query.from.map(|from| Position::new(from, 0));
        let to = query.to.map(|to| Position::new(to, u64::MAX));
        let before = from.map_or(Ok(0), |from| blocks::rank(self.tables, account, kind, from))?;
        let upto = match to {
            // No record has the last sequence, so the rank of that place counts everything up to it.
            Some(to) => blocks::rank(self.tables, account, kind, to)?,
            None => blocks::total(self.tables, account, kind)?,
        };
        let total = upto.saturating_sub(before);
        if query.offset >= total || query.limit == 0 {
            return Ok(Page { items: Vec::new(), total });
        }
        let wanted = usize::try_from(total - query.offset).unwrap_or(usize::MAX).min(query.limit);
        let first = match query.order {
            Order::OldestFirst => before + query.offset,
            Order::NewestFirst => upto - 1 - query.offset,
        };
        let Some(start) = blocks::select(self.tables, account, kind, first)? else {
            return Ok(Page { items: Vec::new(), total });
        };
        let start = OrderKey::bytes(account, kind, start);
        // Not all that is wanted: a damaged count must not ask for memory.
        let mut items = Vec::with_capacity(wanted.min(RESERVED));
        match query.order {
            Order::OldestFirst => {
                let end = OrderKey::bytes(account, kind, Position::LAST);
                for entry in self.tables.order().range::<&[u8; 18]>(&start..=&end).map_err(storage_error)?.take(wanted)
                {
                    items.push(self.follow(entry.map_err(storage_error)?.1.value())?);
                }
            }
            Order::NewestFirst => {
                let end = OrderKey::bytes(account, kind, Position::FIRST);
                for entry in
                    self.tables.order().range::<&[u8; 18]>(&end..=&start).map_err(storage_error)?.rev().take(wanted)
                {
                    items.push(self.follow(entry.map_err(storage_error)?.1.value())?);
                }
            }
        }
        Ok(Page { items, total })
    }
}

/// A page of records that are already at hand, oldest first.
pub(crate) fn page_of<R>(records: Vec<Arc<R>>, query: &ListQuery, created_at: impl Fn(&R) -> Timestamp) -> Page<R> {
    let mut records = records;
    records.retain(|record| {
        let at = created_at(record);
        query.from.is_none_or(|from| at >= from) && query.to.is_none_or(|to| at <= to)
    });
    if query.order == Order::NewestFirst {
        records.reverse();
    }
    let total = records.len() as u64;
    let offset = usize::try_from(query.offset).unwrap_or(usize::MAX);
    Page { items: records.into_iter().skip(offset).take(query.limit).collect(), total }
}
