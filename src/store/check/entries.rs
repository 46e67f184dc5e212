//! The entries of lists and indexes: that they are exactly those which the records' states demand.

use std::collections::HashSet;

use super::records::table_name;
use super::report::{hex, named};
use super::{FindingKind, Walk};
use crate::engine::{ENTRY, Key, PLACE, Tables, TermKind};
use crate::error::Result;
use crate::model::{AccountId, Customer, Kind, Record};
use crate::store::hash::KeyedHash;
use crate::store::stored::{Stored, decode_record, id_at};
use crate::store::terms::{Entries, hashed, merchant_customer_ids};

/// Wrong entries that are remembered, so that they are not reported from both their ends.
const REMEMBERED: usize = 100_000;

/// The tables whose rows lead to records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum EntryTable {
    Order,
    Owned,
    Index,
}

impl EntryTable {
    pub(super) const ALL: [EntryTable; 3] = [EntryTable::Order, EntryTable::Owned, EntryTable::Index];

    const fn name(self) -> &'static str {
        match self {
            EntryTable::Order => "order",
            EntryTable::Owned => "owned",
            EntryTable::Index => "index",
        }
    }

    const fn key_length(self) -> usize {
        match self {
            EntryTable::Order => PLACE,
            EntryTable::Owned | EntryTable::Index => ENTRY,
        }
    }

    /// Shows every row of the table.
    fn each(self, tables: &dyn Tables, look: &mut dyn FnMut(Entry, &[u8; 19]) -> Result<()>) -> Result<()> {
        macro_rules! walk {
            ($table:expr) => {
                for row in $table.every()? {
                    let (key, value) = row?;
                    look(Entry::new(self, key.value()), value.value())?;
                }
            };
        }
        match self {
            EntryTable::Order => walk!(tables.order()),
            EntryTable::Owned => walk!(tables.owned()),
            EntryTable::Index => walk!(tables.index()),
        }
        Ok(())
    }
}

/// The key of a row in one of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Entry {
    table: EntryTable,
    /// The key, and zeros up to the longest key's length.
    bytes: [u8; ENTRY],
}

impl Entry {
    fn new(table: EntryTable, key: &[u8]) -> Entry {
        let mut bytes = [0; ENTRY];
        bytes[..key.len()].copy_from_slice(key);
        Entry { table, bytes }
    }

    /// The rows that a record's state demands.
    pub(super) fn of(entries: &Entries<'_>, account: AccountId, kind: Kind, hash: &KeyedHash) -> Vec<Entry> {
        let order = entries.order_key(account, kind).map(|key| Entry::new(EntryTable::Order, &key));
        let owned = entries.owned_key(account, kind, hash).map(|key| Entry::new(EntryTable::Owned, &key));
        let index = entries.index_keys(account).into_iter().map(|key| Entry::new(EntryTable::Index, &key));
        order.into_iter().chain(owned).chain(index).collect()
    }

    fn key(&self) -> &[u8] {
        &self.bytes[..self.table.key_length()]
    }

    fn cut<const N: usize>(&self) -> [u8; N] {
        let mut key = [0; N];
        key.copy_from_slice(&self.bytes[..N]);
        key
    }

    fn account(&self) -> Option<AccountId> {
        AccountId::from_code(self.bytes[0])
    }

    /// The kind of record that the row leads to; none for a byte that means nothing.
    fn leads_to(&self) -> Option<Kind> {
        match self.table {
            EntryTable::Order | EntryTable::Owned => Kind::ALL.get(usize::from(self.bytes[1])).copied(),
            EntryTable::Index => TermKind::from_code(self.bytes[1]).map(TermKind::leads_to),
        }
    }

    /// Where the row leads, if it is there.
    fn look_up(&self, tables: &dyn Tables) -> Result<Option<Key>> {
        let row = match self.table {
            EntryTable::Order => tables.order().get(&self.cut()),
            EntryTable::Owned => tables.owned().get(&self.cut()),
            EntryTable::Index => tables.index().get(&self.cut()),
        };
        Ok(row?.map(|value| Key(*value.value())))
    }
}

/// The sums of a set of rows, table by table. Equal sums mean equal sets: the hashes are under the file's own secret.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Tallies([(u64, u128); 3]);

impl Tallies {
    pub(super) fn add(&mut self, hash: &KeyedHash, entry: &Entry, leads_to: &[u8; 19]) {
        let (count, sum) = &mut self.0[entry.table as usize];
        *count += 1;
        *sum = sum.wrapping_add(hash.digest(entry.table as u8, &[entry.key(), leads_to]));
    }

    pub(super) fn of(&self, table: EntryTable) -> (u64, u128) {
        self.0[table as usize]
    }
}

impl Walk<'_> {
    /// Sums up the rows that are there, and compares the customers that stand under one merchant_customer_id.
    pub(super) fn entries(&mut self) -> Result<Tallies> {
        let tables = self.view.tables;
        let mut tallies = Tallies::default();
        let mut group: (Entry, Vec<Key>) = (Entry::new(EntryTable::Index, &[]), Vec::new());
        for table in EntryTable::ALL {
            let mut meter = match table {
                EntryTable::Order => self.begin(table.name(), tables.order().count()?)?,
                EntryTable::Owned => self.begin(table.name(), tables.owned().count()?)?,
                EntryTable::Index => self.begin(table.name(), tables.index().count()?)?,
            };
            table.each(tables, &mut |entry, leads_to| {
                tallies.add(&self.hash, &entry, leads_to);
                if table == EntryTable::Index && entry.bytes[1] == TermKind::MerchantCustomerId as u8 {
                    if entry.bytes[..18] != group.0.bytes[..18] {
                        self.holders(&group)?;
                        group = (entry, Vec::new());
                    }
                    group.1.push(Key(*leads_to));
                }
                self.step(&mut meter)?;
                Ok(())
            })?;
            self.end(&meter)?;
        }
        self.holders(&group)?;
        Ok(tallies)
    }

    /// Customers under the same hash of a merchant_customer_id must have different ones.
    fn holders(&mut self, (entry, keys): &(Entry, Vec<Key>)) -> Result<()> {
        let (Some(account), true) = (entry.account(), keys.len() > 1) else { return Ok(()) };
        let mut seen: Vec<(String, String)> = Vec::new();
        for key in keys {
            let row = self.view.tables.records(Kind::Customer).get(&key.0)?;
            let Some(Ok(customer)) = row.map(|bytes| Customer::decode(bytes.value(), || id_at(Kind::Customer, *key)))
            else {
                continue;
            };
            for number in merchant_customer_ids(&customer) {
                let term = hashed(self.view.hash, TermKind::MerchantCustomerId, number);
                if customer.deleted_at.is_some() || term.bytes != entry.bytes[2..18] {
                    continue;
                }
                match seen.iter().find(|(other, _)| other == number) {
                    Some((_, holder)) if *holder != customer.id => {
                        let (one, other) = (named(holder), named(&customer.id));
                        self.findings.add(FindingKind::DuplicateMerchantCustomerId, Some(account), || {
                            format!("customers {one} and {other} have the same merchant_customer_id")
                        });
                    }
                    Some(_) => {}
                    None => seen.push((number.to_owned(), customer.id.clone())),
                }
            }
        }
        Ok(())
    }

    /// Says what is wrong with a table whose sums differ: first what the records miss, then what nobody claims.
    pub(super) fn compare(&mut self, table: EntryTable) -> Result<()> {
        let mut reported = HashSet::new();
        for kind in Kind::ALL {
            let rows = self.view.tables.records(kind);
            for row in rows.every()? {
                let (key, bytes) = row?;
                self.missing(table, kind, Key(*key.value()), bytes.value(), &mut reported)?;
            }
        }
        let tables = self.view.tables;
        table.each(tables, &mut |entry, leads_to| {
            if !reported.contains(&entry) {
                self.stray(entry, Key(*leads_to))?;
            }
            Ok(())
        })
    }

    /// Reports a record's entries that are missing or lead elsewhere.
    fn missing(
        &mut self,
        table: EntryTable,
        kind: Kind,
        key: Key,
        bytes: &[u8],
        reported: &mut HashSet<Entry>,
    ) -> Result<()> {
        for (account, id, entry) in self.demanded(kind, key, bytes) {
            if entry.table != table {
                continue;
            }
            let found = entry.look_up(self.view.tables)?;
            if found == Some(key) {
                continue;
            }
            let (finding, what) = match found {
                None => (FindingKind::MissingEntry, "is missing"),
                Some(_) => (FindingKind::WrongEntry, "leads to another record"),
            };
            self.findings.add(finding, Some(account), || {
                format!("the entry {} of {kind} {} in the table {} {what}", hex(entry.key()), named(&id), table.name())
            });
            if reported.len() < REMEMBERED {
                reported.insert(entry);
            }
        }
        Ok(())
    }

    /// Reports a row that the record it leads to does not demand.
    fn stray(&mut self, entry: Entry, leads_to: Key) -> Result<()> {
        let table = entry.table.name();
        let (Some(account), Some(kind)) = (entry.account(), entry.leads_to()) else {
            self.findings.add(FindingKind::UnknownAccount, None, || {
                format!("the entry {} in the table {table} belongs to no account or kind", hex(entry.key()))
            });
            return Ok(());
        };
        if self.bad.contains(&(kind, leads_to)) {
            return Ok(());
        }
        let row = self.view.tables.records(kind).get(&leads_to.0)?;
        let is_there = row.is_some();
        let demanded = row.is_some_and(|bytes| {
            self.demanded(kind, leads_to, bytes.value()).iter().any(|(_, _, demanded)| *demanded == entry)
        });
        if !demanded {
            self.findings.add(FindingKind::StrayEntry, Some(account), || {
                let what =
                    if is_there { "of a record that has no such entry" } else { "of a record that is not there" };
                format!(
                    "the entry {} in the table {table} leads to the key {} in the table {}, {what}",
                    hex(entry.key()),
                    hex(&leads_to.0),
                    table_name(kind),
                )
            });
        }
        Ok(())
    }

    /// The rows that a record's state demands, with its account and id; none for a record that is reported itself.
    fn demanded(&self, kind: Kind, key: Key, bytes: &[u8]) -> Vec<(AccountId, String, Entry)> {
        let readable = !self.bad.contains(&(kind, key));
        let account = AccountId::from_code(key.0[0]).filter(|_| readable);
        let (Some(account), Ok(record)) = (account, decode_record(kind, key, bytes)) else { return Vec::new() };
        let entries = Entry::of(&Entries::of(&record, self.view.hash), account, kind, self.view.hash);
        entries.into_iter().map(|entry| (account, Record::id(&record).to_owned(), entry)).collect()
    }
}
