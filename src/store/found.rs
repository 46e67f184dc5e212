//! What searches read: entries of an index in their order, and every customer where there is no such index.

use std::ops::Bound::Included;
use std::sync::Arc;

use super::stored::{Stored, id_at};
use super::view::View;
use crate::engine::{IndexKey, Key, Lent, OrderKey, Position, Term};
use crate::error::{Error, Result};
use crate::model::AccountId;

/// Where a term leads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) term: [u8; 16],
    /// How many bytes of the term also begin the term before it among the record's own.
    pub(crate) shared: usize,
    pub(crate) position: Position,
    pub(crate) key: Key,
}

impl View<'_> {
    /// The entries of the terms from one to another, in the order of terms and then of creation. No record is read.
    pub(crate) fn entries(
        &self,
        account: AccountId,
        (first, last): (Term, Term),
    ) -> Result<impl Iterator<Item = Result<Found>>> {
        let (first, last) = IndexKey::range(account, first, last);
        let entries = self.tables.index().range(&first, Included(&last))?;
        Ok(entries.map(|entry| {
            let (entry, key) = entry?;
            let entry = entry.value();
            Ok(Found {
                term: IndexKey::term(entry),
                shared: IndexKey::shared(entry),
                position: IndexKey::position(entry),
                key: Key(*key.value()),
            })
        }))
    }

    /// The record at a place of an account's list.
    pub(crate) fn at<R: Stored>(&self, account: AccountId, place: Position) -> Result<Arc<R>> {
        let key = self.tables.order().get(&OrderKey::bytes(account, R::KIND, place))?;
        let key = key.ok_or_else(|| Error::damaged(format!("a {} stands in an index and in no list", R::KIND)))?;
        self.follow(key.value())
    }

    /// Every record of an account with its key, but for those whose encoding cannot be meant.
    pub(crate) fn every_with_key<R: Stored>(
        &self,
        account: AccountId,
        may: &dyn Fn(&[u8]) -> bool,
    ) -> Result<impl Iterator<Item = Result<(Key, Arc<R>)>>> {
        let (first, last) = Key::all_of(account);
        let rows = self.tables.records(R::KIND).range(&first.0, Included(&last.0))?;
        let decoded = |row: Result<_>| {
            let (key, record): (Lent<'_, &[u8; 19]>, Lent<'_, &[u8]>) = row?;
            let (key, record) = (Key(*key.value()), record.value());
            let record = may(record).then(|| R::decode(record, || id_at(R::KIND, key))).transpose()?;
            Ok(record.map(|record| (key, Arc::new(record))))
        };
        Ok(rows.filter_map(move |row| decoded(row).transpose()))
    }
}
