//! The one door for writes: a change becomes the record, its list and index entries and the counts, and nothing else writes a table.

use super::cache::Touched;
use super::hash::KeyedHash;
use super::lookup::cached_under;
use super::terms::Entries;
use super::view::View;
use super::{blocks, stored};
use crate::engine::{HeldTable, Key, OrderKey, Position, Rows, WriteTables};
use crate::error::Result;
use crate::model::{AccountId, Change, Kind, Record};

/// The bytes of the record that a change puts; none when it removes one.
pub(crate) fn encoded(account: AccountId, change: &Change) -> Result<Option<Vec<u8>>> {
    match change {
        Change::Put(record) => stored::encode(account, record).map(Some),
        Change::Remove(..) => Ok(None),
    }
}

/// Applies one change, whose bytes are given, to every table it concerns, and notes what it touches of what may be in the
/// cache.
pub(crate) fn apply(
    tables: &mut WriteTables<'_>,
    hash: &KeyedHash,
    account: AccountId,
    change: &Change,
    bytes: Option<&[u8]>,
    touched: &mut Touched,
) -> Result<()> {
    let (kind, id, new) = match change {
        Change::Put(record) => (record.kind(), record.id(), Some(record)),
        Change::Remove(kind, id) => (*kind, id.as_str(), None),
    };
    let (key, old) = View::new(&*tables, hash).place(account, kind, id)?;
    match bytes {
        Some(bytes) => tables.records[kind as usize].insert(&key.0, bytes)?,
        None => tables.records[kind as usize].remove(&key.0)?,
    }
    for record in old.iter().chain(new) {
        if let Record::Customer(customer) = record {
            cached_under(account, customer, hash, |key| touched.add(key));
        }
    }
    let old = old.as_ref().map(|record| Entries::of(record, hash));
    let new = new.map(|record| Entries::of(record, hash));
    Relink { tables, hash, account, kind, key }.apply(old.as_ref(), new.as_ref())
}

/// Brings a record's entries from their old state to the new one, touching only what differs.
struct Relink<'a, 't> {
    tables: &'a mut WriteTables<'t>,
    hash: &'a KeyedHash,
    account: AccountId,
    kind: Kind,
    key: Key,
}

impl Relink<'_, '_> {
    fn apply(mut self, old: Option<&Entries<'_>>, new: Option<&Entries<'_>>) -> Result<()> {
        let place = |entries: &Entries<'_>| entries.listed.then_some(entries.position);
        self.list(old.and_then(place), new.and_then(place))?;
        let hook = |entries: &Entries<'_>| entries.owned_key(self.account, self.kind, self.hash);
        let (old_hook, new_hook) = (old.and_then(hook), new.and_then(hook));
        if old_hook != new_hook {
            if let Some(entry) = old_hook {
                remove_own(&mut self.tables.owned, &entry, self.key)?;
            }
            if let Some(entry) = new_hook {
                self.tables.owned.insert(&entry, &self.key.0)?;
            }
        }
        let terms =
            |entries: Option<&Entries<'_>>| entries.map_or_else(Vec::new, |entries| entries.index_keys(self.account));
        let (old_terms, new_terms) = (terms(old), terms(new));
        // Both are sorted, as the terms are: a name of very many words must not be compared word by word with itself.
        for entry in old_terms.iter().filter(|entry| new_terms.binary_search(entry).is_err()) {
            remove_own(&mut self.tables.index, entry, self.key)?;
        }
        for entry in new_terms.iter().filter(|entry| old_terms.binary_search(entry).is_err()) {
            self.tables.index.insert(entry, &self.key.0)?;
        }
        Ok(())
    }

    fn list(&mut self, old: Option<Position>, new: Option<Position>) -> Result<()> {
        if old == new {
            return Ok(());
        }
        if let Some(position) = old {
            remove_own(&mut self.tables.order, &OrderKey::bytes(self.account, self.kind, position), self.key)?;
            blocks::removed(self.tables, self.account, self.kind, position)?;
        }
        if let Some(position) = new {
            let entry = OrderKey::bytes(self.account, self.kind, position);
            self.tables.order.insert(&entry, &self.key.0)?;
            blocks::added(self.tables, self.account, self.kind, position)?;
        }
        Ok(())
    }
}

/// Removes an entry that leads to a record; an entry that leads elsewhere is another record's and stays.
fn remove_own<const N: usize>(
    table: &mut HeldTable<'_, N, &'static [u8; 19]>,
    entry: &[u8; N],
    key: Key,
) -> Result<()> {
    let own = table.get(entry)?.is_some_and(|value| *value.value() == key.0);
    if own {
        table.remove(entry)?;
    }
    Ok(())
}

/// The kinds whose records stand in a list of their account.
pub(crate) const LISTED: [Kind; 5] = [Kind::Customer, Kind::Token, Kind::Schedule, Kind::TaxIdentifier, Kind::Reply];
