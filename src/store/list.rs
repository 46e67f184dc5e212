//! Lists in the order of creation: filtered by time, counted exactly, cut into pages by number or beside a record.

use std::ops::Bound::Excluded;
use std::ops::Range;
use std::sync::Arc;

use super::blocks;
use super::stored::Stored;
use super::terms::Entries;
use super::view::View;
use crate::engine::{OrderKey, Position};
use crate::error::{Error, Result};
use crate::model::{AccountId, Kind, Timestamp};

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

/// The record of a list beside which a page lies; it need not be one that the page could hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cursor {
    /// The page begins after the record with this id, in the list's order.
    After(String),
    /// The page ends before the record with this id, in the list's order.
    Before(String),
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// The earliest time of creation, included; compared at the precision that the provider shows.
    pub from: Option<Timestamp>,
    /// The latest time of creation, included; compared at the precision that the provider shows.
    pub to: Option<Timestamp>,
    /// The record beside which the page lies; the list's beginning when absent.
    pub cursor: Option<Cursor>,
    /// How many records to leave out at the beginning, or next to the cursor.
    pub offset: u64,
    /// How many records to return at most.
    pub limit: usize,
    /// Which end comes first.
    pub order: Order,
}

impl Default for ListQuery {
    fn default() -> ListQuery {
        ListQuery { from: None, to: None, cursor: None, offset: 0, limit: 20, order: Order::OldestFirst }
    }
}

impl ListQuery {
    /// Whether records are visited from the newest to the oldest, beginning where the page begins to fill: a page before a
    /// cursor fills against the list's order.
    fn backwards(&self) -> bool {
        let against = matches!(self.cursor, Some(Cursor::Before(_)));
        (self.order == Order::NewestFirst) != against
    }

    /// Puts visited records into the list's order.
    fn arrange<R>(&self, mut items: Vec<Arc<R>>) -> Vec<Arc<R>> {
        if matches!(self.cursor, Some(Cursor::Before(_))) {
            items.reverse();
        }
        items
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The records.
    pub items: Vec<Arc<T>>,
    /// How many records lie between `from` and `to`, whatever the page.
    pub total: u64,
    /// Whether records lie beyond the page: after it, or with [`Cursor::Before`] before it.
    pub more: bool,
}

/// A part of a list whose records were chosen one by one. How many there are in all is not counted: that would mean
/// looking at every record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection<T> {
    /// The records.
    pub items: Vec<Arc<T>>,
    /// Whether chosen records lie beyond these: after them, or with [`Cursor::Before`] before them.
    pub more: bool,
}

/// The places of a list from one up to and without another.
#[derive(Debug, Clone, Copy)]
struct Span {
    low: Position,
    high: Position,
}

impl Span {
    const NOTHING: Span = Span { low: Position::LAST, high: Position::LAST };
}

/// What is still to be visited of a list. It knows places and no records, so that it stays good whatever is written
/// between two visits: a record that is gone is passed over, one that comes later is seen.
#[derive(Debug, Clone)]
pub(crate) struct Rest {
    span: Span,
    backwards: bool,
    left: usize,
}

impl View<'_> {
    /// A page of an account's list; its cost grows neither with the offset nor with the place of the cursor.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the cursor.
    pub(crate) fn page<R: Stored>(&self, account: AccountId, query: &ListQuery) -> Result<Page<R>> {
        let whole = between(query);
        let span = self.beside::<R>(account, whole, query)?;
        let ranks = self.ranks(account, R::KIND, whole)?;
        let total = ranks.end.saturating_sub(ranks.start);
        let ranks = if query.cursor.is_some() { self.ranks(account, R::KIND, span)? } else { ranks };
        let nothing = |more| Ok(Page { items: Vec::new(), total, more });
        let left = ranks.end.saturating_sub(ranks.start).saturating_sub(query.offset);
        if left == 0 || query.limit == 0 {
            return nothing(left > 0);
        }
        let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(query.limit);
        let Some(span) = self.beyond(account, R::KIND, span, ranks, query)? else { return nothing(false) };
        // Not all that is wanted: a damaged count must not ask for memory.
        let mut items = Vec::with_capacity(wanted.min(RESERVED));
        for record in self.walk(account, span, query.backwards())?.take(wanted) {
            items.push(record?);
        }
        Ok(Page { items: query.arrange(items), total, more: left > wanted as u64 })
    }

    /// The records of an account's list that `keep` chooses, from the cursor on: among those that an index led to, or
    /// else among all. Reads no further than the page and one record of the next.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the cursor.
    pub(crate) fn select<R: Stored>(
        &self,
        account: AccountId,
        query: &ListQuery,
        among: Option<Vec<Arc<R>>>,
        keep: &dyn Fn(&R) -> bool,
    ) -> Result<Selection<R>> {
        let span = self.beside::<R>(account, between(query), query)?;
        let mut candidates: Box<dyn Iterator<Item = Result<Arc<R>>> + '_> = match among {
            None => self.walk(account, span, query.backwards())?,
            Some(mut records) => {
                records.retain(|record| (span.low..span.high).contains(&record.position()));
                records = in_order(&records);
                records.dedup_by_key(|record| record.position());
                if query.backwards() {
                    records.reverse();
                }
                Box::new(records.into_iter().map(Ok))
            }
        };
        let mut left_out = 0;
        let mut items = Vec::new();
        let more = loop {
            match candidates.next().transpose()? {
                None => break false,
                Some(record) if !keep(&record) => {}
                Some(_) if left_out < query.offset => left_out += 1,
                Some(_) if items.len() >= query.limit => break true,
                Some(record) => items.push(record),
            }
        };
        Ok(Selection { items: query.arrange(items), more })
    }

    /// All of an account's list that a query asks for, to be visited with [`View::visit`].
    ///
    /// # Errors
    /// [`Error::NotFound`] for the cursor; [`Error::InvalidArgument`] for one that the list ends before, since a visit
    /// begins at the other end.
    pub(crate) fn rest<R: Stored>(&self, account: AccountId, query: &ListQuery) -> Result<Rest> {
        if matches!(query.cursor, Some(Cursor::Before(_))) {
            return Err(Error::invalid(
                "before",
                "is no place to begin at; give `after`, and the other order if need be",
            ));
        }
        let mut span = self.beside::<R>(account, between(query), query)?;
        if query.offset > 0 {
            let ranks = self.ranks(account, R::KIND, span)?;
            span = self.beyond(account, R::KIND, span, ranks, query)?.unwrap_or(Span::NOTHING);
        }
        Ok(Rest { span, backwards: query.backwards(), left: query.limit })
    }

    /// The next records of what is still to be visited, `most` at most; none when all were.
    pub(crate) fn visit<R: Stored>(&self, account: AccountId, rest: &mut Rest, most: usize) -> Result<Vec<Arc<R>>> {
        let wanted = most.min(rest.left);
        let records = self.walk(account, rest.span, rest.backwards)?.take(wanted).collect::<Result<Vec<Arc<R>>>>()?;
        if let Some(last) = records.last() {
            let last = last.position();
            if rest.backwards { rest.span.high = last } else { rest.span.low = last.next() }
        }
        rest.left -= records.len();
        Ok(records)
    }

    /// How many places of a list lie before a span, and how many before its end.
    fn ranks(&self, account: AccountId, kind: Kind, span: Span) -> Result<Range<u64>> {
        let rank = |position| match position {
            Position::LAST => blocks::total(self.tables, account, kind),
            _ => blocks::rank(self.tables, account, kind, position),
        };
        Ok(rank(span.low)?..rank(span.high)?)
    }

    /// The part of a span of these ranks that is left beyond a query's offset; none when nothing is.
    fn beyond(
        &self,
        account: AccountId,
        kind: Kind,
        span: Span,
        ranks: Range<u64>,
        query: &ListQuery,
    ) -> Result<Option<Span>> {
        if ranks.end.saturating_sub(ranks.start) <= query.offset {
            return Ok(None);
        }
        let start = if query.backwards() { ranks.end - 1 - query.offset } else { ranks.start + query.offset };
        let start = blocks::select(self.tables, account, kind, start)?;
        Ok(start.map(
            |start| if query.backwards() { Span { high: start.next(), ..span } } else { Span { low: start, ..span } },
        ))
    }

    /// The part of a span that lies beside the cursor.
    fn beside<R: Stored>(&self, account: AccountId, span: Span, query: &ListQuery) -> Result<Span> {
        let (id, follows) = match &query.cursor {
            None => return Ok(span),
            Some(Cursor::After(id)) => (id, true),
            Some(Cursor::Before(id)) => (id, false),
        };
        let record = self.place(account, R::KIND, id)?.1.ok_or_else(|| Error::not_found(R::KIND, id))?;
        let position = Entries::of(&record, self.hash).position;
        Ok(if follows == (query.order == Order::OldestFirst) {
            Span { low: span.low.max(position.next()), ..span }
        } else {
            Span { high: span.high.min(position), ..span }
        })
    }

    /// The records of a span of an account's list.
    fn walk<R: Stored>(
        &self,
        account: AccountId,
        span: Span,
        backwards: bool,
    ) -> Result<Box<dyn Iterator<Item = Result<Arc<R>>> + '_>> {
        let low = OrderKey::bytes(account, R::KIND, span.low);
        // A span turned round by its cursor is empty.
        let high = OrderKey::bytes(account, R::KIND, span.high.max(span.low));
        let entries = self.tables.order().range(&low, Excluded(&high))?;
        Ok(if backwards {
            Box::new(entries.rev().map(|entry| self.follow(entry?.1.value())))
        } else {
            Box::new(entries.map(|entry| self.follow(entry?.1.value())))
        })
    }
}

/// The places between the times of a query.
fn between(query: &ListQuery) -> Span {
    Span {
        low: query.from.map_or(Position::FIRST, |from| Position::new(from, 0)),
        // No record has the last sequence.
        high: query.to.map_or(Position::LAST, |to| Position::new(to, u64::MAX)),
    }
}

/// Records in the order of creation. Their places are sorted, so that sorting is compiled once for all kinds.
pub(crate) fn in_order<R: Stored>(records: &[Arc<R>]) -> Vec<Arc<R>> {
    let mut places: Vec<_> = records.iter().map(|record| record.position()).zip(0..records.len()).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, nth)| records[nth].clone()).collect()
}

/// A page of records that are already at hand, oldest first.
///
/// # Errors
/// [`Error::NotFound`] for the cursor.
pub(crate) fn page_of<R: Stored>(
    records: Vec<Arc<R>>,
    query: &ListQuery,
    created_at: impl Fn(&R) -> Timestamp,
) -> Result<Page<R>> {
    let within = |record: &Arc<R>| {
        let at = created_at(record);
        query.from.is_none_or(|from| at >= from) && query.to.is_none_or(|to| at <= to)
    };
    let total = records.iter().filter(|record| within(record)).count() as u64;
    let mut records = records;
    if query.backwards() {
        records.reverse();
    }
    if let Some(Cursor::After(id) | Cursor::Before(id)) = &query.cursor {
        let place = records.iter().position(|record| record.id() == id);
        records.drain(..=place.ok_or_else(|| Error::not_found(R::KIND, id))?);
    }
    let mut rest = records.into_iter().filter(within).skip(usize::try_from(query.offset).unwrap_or(usize::MAX));
    let items: Vec<_> = rest.by_ref().take(query.limit).collect();
    let more = rest.next().is_some();
    Ok(Page { items: query.arrange(items), total, more })
}
