//! Which part of a list a host wants.

use super::customer::TILLBOOK_NEVER;
use super::numbers::flag;
use super::sized::{read_sized_or_zero, sized};
use super::text::tillbook_str;
use crate::error::{Error, Result};
use crate::model::Timestamp;
use crate::store::{Cursor, ListQuery, Order};

/// Which part of a list is wanted: set it to `TILLBOOK_LIST_QUERY_INIT`, then what differs. Where a function takes one,
/// NULL stands for the first page, oldest first. While a list says that there is `more`, its last record's id as `after`
/// gives the next page; so does a larger `offset`, unless records came or went meanwhile. Times are milliseconds since
/// 1970-01-01 UTC.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_list_query {
    /// `sizeof(tillbook_list_query)`; set by `TILLBOOK_LIST_QUERY_INIT`.
    pub struct_size: u32,
    /// 1 for the newest first, 0 for the oldest first.
    pub newest_first: i32,
    /// The earliest time of creation, included; 0 for no bound. Compared at the precision that the provider shows.
    pub from: i64,
    /// The latest time of creation, included; 0 for no bound. Compared at the precision that the provider shows.
    pub to: i64,
    /// How many records to leave out at the beginning, or next to `after` or `before`.
    pub offset: u64,
    /// How many records to return at most; 0 for 20, or for all when an iterator goes through them.
    pub limit: u64,
    /// The id of the record after which the page begins, in the list's order; at most one of `after` and `before`.
    pub after: tillbook_str,
    /// The id of the record before which the page ends, in the list's order.
    pub before: tillbook_str,
}

sized!(tillbook_list_query);

/// Reads which part of a list is wanted; `all` is what the limit 0 stands for.
///
/// # Safety
/// `query` is null or a struct of the size it says, and its texts are as [`tillbook_str::bytes`] asks.
unsafe fn read(query: *const tillbook_list_query, all: usize) -> Result<ListQuery> {
    // SAFETY: the caller promises it.
    let query = unsafe { read_sized_or_zero(query, "query") }?;
    let order = if flag(query.newest_first, "newest_first")? { Order::NewestFirst } else { Order::OldestFirst };
    // SAFETY: the caller promises it.
    let (after, before) = unsafe { (query.after.owned("after")?, query.before.owned("before")?) };
    let cursor = match (after, before) {
        (Some(_), Some(_)) => return Err(Error::invalid("after", "and before are both given; give one of them")),
        (after, before) => after.map(Cursor::After).or(before.map(Cursor::Before)),
    };
    let time = |millis| (millis != 0 && millis != TILLBOOK_NEVER).then(|| Timestamp::from_millis(millis));
    let (from, to, limit) = (time(query.from), time(query.to), limit_or(query.limit, all));
    Ok(ListQuery { from, to, cursor, offset: query.offset, limit, order })
}

/// A limit as a host passes it: 0 stands for another one.
pub(super) fn limit_or(limit: u64, usual: usize) -> usize {
    if limit == 0 { usual } else { usize::try_from(limit).unwrap_or(usize::MAX) }
}

/// The page that is wanted.
///
/// # Safety
/// As [`read`].
pub(super) unsafe fn page(query: *const tillbook_list_query) -> Result<ListQuery> {
    // SAFETY: the caller promises it.
    unsafe { read(query, ListQuery::default().limit) }
}

/// What is to be gone through.
///
/// # Safety
/// As [`read`].
pub(super) unsafe fn whole(query: *const tillbook_list_query) -> Result<ListQuery> {
    // SAFETY: the caller promises it.
    unsafe { read(query, usize::MAX) }
}
