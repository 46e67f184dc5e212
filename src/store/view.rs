//! Reading records, lists and indexes, the same from a snapshot and inside an open write.

use std::ops::Bound::Included;
use std::sync::Arc;

use super::hash::KeyedHash;
use super::stored::{Stored, decode_record, id_at};
use crate::engine::{IndexKey, Key, Lent, OwnedKey, Owner, Position, Tables, Term};
use crate::error::{Error, Result};
use crate::model::{AccountId, Kind, Named, Record, Token, TokenState};

/// The key of an id with probe 0, which is the only one unless the id was hashed.
pub(crate) fn first_key(account: AccountId, kind: Kind, id: &str, hash: &KeyedHash) -> Key {
    let pattern = account.id_pattern(Named::Record(kind));
    match pattern.decode(id) {
        Some(bytes) => Key::new(account, pattern.form.code(), bytes, 0),
        None => Key::new(account, Key::HASHED, hash.of(kind as u8, id), 0),
    }
}

/// A record's key and its encoding, still in the page it was read from.
type Row<'a> = (Key, Lent<'a, &'static [u8]>);

/// A look at the tables of one moment.
pub(crate) struct View<'a> {
    pub(crate) tables: &'a dyn Tables,
    pub(crate) hash: &'a KeyedHash,
}

impl<'a> View<'a> {
    pub(crate) fn new(tables: &'a dyn Tables, hash: &'a KeyedHash) -> View<'a> {
        View { tables, hash }
    }

    /// What stands for an owner in the keys of what hangs off it.
    pub(crate) fn owner(&self, account: AccountId, kind: Kind, id: &str) -> Owner {
        first_key(account, kind, id, self.hash).owner()
    }

    /// A record by its id.
    pub(crate) fn get<R: Stored>(&self, account: AccountId, id: &str) -> Result<Option<R>> {
        let key = first_key(account, R::KIND, id, self.hash);
        if !key.is_hashed() {
            let row = self.tables.records(R::KIND).get(&key.0)?;
            return row.map(|bytes| R::decode(bytes.value(), || id.to_owned())).transpose();
        }
        for row in self.probes(R::KIND, key)? {
            let (_, bytes) = row?;
            let record = R::decode(bytes.value(), String::new)?;
            if record.id() == id {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// Whether there is a record of a kind with an id.
    pub(crate) fn has(&self, account: AccountId, kind: Kind, id: &str) -> Result<bool> {
        let key = first_key(account, kind, id, self.hash);
        if !key.is_hashed() {
            return Ok(self.tables.records(kind).get(&key.0)?.is_some());
        }
        for row in self.probes(kind, key)? {
            let (key, bytes) = row?;
            if decode_record(kind, key, bytes.value())?.id() == id {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Where the record with an id lies, and the record; or where it would, when there is none yet.
    pub(crate) fn place(&self, account: AccountId, kind: Kind, id: &str) -> Result<(Key, Option<Record>)> {
        let first = first_key(account, kind, id, self.hash);
        if !first.is_hashed() {
            let row = self.tables.records(kind).get(&first.0)?;
            return Ok((first, row.map(|bytes| decode_record(kind, first, bytes.value())).transpose()?));
        }
        let mut taken = Vec::new();
        for row in self.probes(kind, first)? {
            let (key, bytes) = row?;
            let record = decode_record(kind, key, bytes.value())?;
            if record.id() == id {
                return Ok((key, Some(record)));
            }
            taken.push(key.0[18]);
        }
        let probe = (0..=u8::MAX).find(|probe| !taken.contains(probe));
        probe.map(|probe| (first.with_probe(probe), None)).ok_or_else(|| {
            Error::invalid("id", "cannot be stored because too many other ids have the same hash; choose another id")
        })
    }

    /// Every record of an account, in the order of the keys.
    pub(crate) fn every<R: Stored>(&self, account: AccountId) -> Result<impl Iterator<Item = Result<R>>> {
        let (first, last) = Key::all_of(account);
        let rows = self.tables.records(R::KIND).range(&first.0, Included(&last.0))?;
        Ok(rows.map(|row| {
            let (key, bytes) = row?;
            R::decode(bytes.value(), || id_at(R::KIND, Key(*key.value())))
        }))
    }

    /// Whether any card has a fingerprint, be it in a token still.
    pub(crate) fn has_fingerprints(&self) -> Result<bool> {
        for kind in [Kind::Card, Kind::Token] {
            for row in self.tables.records(kind).every()? {
                let (key, bytes) = row?;
                let card = match decode_record(kind, Key(*key.value()), bytes.value())? {
                    Record::Card(card) => card,
                    Record::Token(Token { state: TokenState::Unused(card), .. }) => card,
                    _ => continue,
                };
                if card.fingerprint.is_some() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The records whose keys differ from this one only in the probe.
    fn probes(&self, kind: Kind, first: Key) -> Result<impl Iterator<Item = Result<Row<'_>>>> {
        let last = if first.is_hashed() { first.with_probe(u8::MAX) } else { first };
        let rows = self.tables.records(kind).range(&first.0, Included(&last.0))?;
        Ok(rows.map(|row| {
            let (key, bytes) = row?;
            Ok((Key(*key.value()), bytes))
        }))
    }

    /// The record that an entry of a list or an index leads to.
    pub(crate) fn follow<R: Stored>(&self, key: &[u8; 19]) -> Result<Arc<R>> {
        let row = self.tables.records(R::KIND).get(key)?;
        let row = row.ok_or_else(|| Error::damaged(format!("an index leads to a {} that is not there", R::KIND)))?;
        Ok(Arc::new(R::decode(row.value(), || id_at(R::KIND, Key(*key)))?))
    }

    /// What hangs off a record, in order. Owners with equal hashes share the place, so `belongs` decides.
    pub(crate) fn owned<R: Stored>(
        &self,
        account: AccountId,
        owner: (Kind, &str),
        belongs: impl Fn(&R) -> bool,
    ) -> Result<Vec<Arc<R>>> {
        let owner = self.owner(account, owner.0, owner.1);
        let (first, last) = (
            OwnedKey::bytes(account, R::KIND, owner, Position::FIRST),
            OwnedKey::bytes(account, R::KIND, owner, Position::LAST),
        );
        let mut records = Vec::new();
        for entry in self.tables.owned().range(&first, Included(&last))? {
            let (_, key) = entry?;
            let record = self.follow::<R>(key.value())?;
            if belongs(&record) {
                records.push(record);
            }
        }
        Ok(records)
    }

    /// The records that the terms from one to another lead to, in the order of terms and then of creation.
    pub(crate) fn found<R: Stored>(
        &self,
        account: AccountId,
        first: Term,
        last: Term,
    ) -> Result<impl Iterator<Item = Result<Arc<R>>>> {
        let (first, last) = IndexKey::range(account, first, last);
        let entries = self.tables.index().range(&first, Included(&last))?;
        Ok(entries.map(move |entry| {
            let (_, key) = entry?;
            self.follow::<R>(key.value())
        }))
    }

    /// The records that have a term, oldest first; equal hashes are told apart by `matches`.
    pub(crate) fn with_term<R: Stored>(
        &self,
        account: AccountId,
        term: Term,
        matches: impl Fn(&R) -> bool,
    ) -> Result<Vec<Arc<R>>> {
        self.found::<R>(account, term, term)?
            .filter(|record| record.as_ref().map_or(true, |record| matches(record)))
            .collect()
    }
}
