//! Which part of a list is wanted.

use pyo3::prelude::*;
use tillbook::{Cursor, ListQuery, Order};

use crate::errors::invalid;
use crate::given::{Id, some_time};

/// The keywords of every list.
pub struct Wanted<'a, 'py> {
    pub from: Option<&'a Bound<'py, PyAny>>,
    pub to: Option<&'a Bound<'py, PyAny>>,
    pub after: Option<Id>,
    pub before: Option<Id>,
    pub offset: u64,
    pub limit: Option<usize>,
    pub newest_first: bool,
}

impl Wanted<'_, '_> {
    /// The query, of as many records as usual unless a limit is given.
    pub fn query(self, py: Python<'_>, usual: usize) -> PyResult<ListQuery> {
        let cursor = match (self.after, self.before) {
            (Some(_), Some(_)) => return Err(invalid(py, "after", "and before are both given; give one of them")),
            (after, before) => after.map(|id| Cursor::After(id.0)).or(before.map(|id| Cursor::Before(id.0))),
        };
        Ok(ListQuery {
            from: some_time(self.from, "from_")?,
            to: some_time(self.to, "to")?,
            cursor,
            offset: self.offset,
            limit: self.limit.unwrap_or(usual),
            order: if self.newest_first { Order::NewestFirst } else { Order::OldestFirst },
        })
    }
}

/// How many records a page has unless it is told.
pub const PAGE: usize = 20;
