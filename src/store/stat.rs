//! How much is in a store.

use std::ops::Bound::Included;

use serde::{Serialize, Serializer};

use super::blocks;
use super::open::Store;
use crate::engine::{Tables, TermKind, file_size};
use crate::error::Result;
use crate::model::{AccountId, Kind, Provider, Timestamp};

/// How much is in a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stat {
    /// The store's own identifier: 32 hexadecimal digits.
    pub store_id: String,
    /// The version of the file's layout.
    pub format: u32,
    /// The newest time that the store itself wrote; 1970 when it never wrote.
    #[serde(serialize_with = "as_text")]
    pub newest: Timestamp,
    /// The last number given out in the order of creation.
    pub sequence: u64,
    /// Bytes that the file takes on the disk.
    pub allocated_bytes: u64,
    /// Bytes that the file seems to have; more than it takes, for it has holes.
    pub apparent_bytes: u64,
    /// Whether the store has the indexes that searches by parts of names, numbers and addresses go by.
    pub search_indexes: bool,
    /// The accounts that hold anything.
    pub accounts: Vec<AccountStat>,
    /// The secondary indexes, all accounts together.
    pub indexes: Vec<IndexStat>,
}

impl Stat {
    /// How many records of a sort all accounts have together.
    ///
    /// ```
    /// use tillbook::Store;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// let stat = Store::open(path)?.stat()?;
    /// assert_eq!(stat.of_all(|account| account.cards), 0);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    pub fn of_all(&self, what: impl Fn(&AccountStat) -> u64) -> u64 {
        self.accounts.iter().map(what).sum()
    }
}

/// How many records an account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AccountStat {
    /// The account.
    #[serde(serialize_with = "as_text")]
    pub account: AccountId,
    /// Customers, without those marked as deleted.
    pub customers: u64,
    /// Customers that are marked as deleted.
    pub deleted_customers: u64,
    /// Cards, those that stand alone included.
    pub cards: u64,
    /// Tokens, used ones included.
    pub tokens: u64,
    /// Schedules, destroyed ones included.
    pub schedules: u64,
    /// Occurrences of schedules.
    pub occurrences: u64,
    /// Tax identifiers, those of nobody included.
    pub tax_identifiers: u64,
}

/// How many entries a secondary index has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IndexStat {
    /// What is looked up in it, for example `email`.
    pub index: &'static str,
    /// Its entries.
    pub entries: u64,
}

impl Store {
    /// Says how much is in the store.
    ///
    /// Not cheap: the secondary indexes are counted entry by entry, about a second for 1,000,000 customers. Records are
    /// counted one by one only where several accounts have records of a kind.
    ///
    /// ```
    /// use tillbook::Store;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// let stat = Store::open(path)?.stat()?;
    /// assert!(stat.accounts.is_empty());
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// Only [`Error::Damaged`](crate::Error::Damaged), [`Error::Io`](crate::Error::Io) or
    /// [`Error::Poisoned`](crate::Error::Poisoned).
    pub fn stat(&self) -> Result<Stat> {
        let (allocated_bytes, apparent_bytes) = file_size(self.path())?;
        self.read(|view| {
            let tables = view.tables;
            let header = tables.header()?;
            let counts = [
                count(tables, Kind::Customer)?,
                count(tables, Kind::Card)?,
                count(tables, Kind::Token)?,
                count(tables, Kind::Schedule)?,
                count(tables, Kind::Occurrence)?,
                count(tables, Kind::TaxIdentifier)?,
            ];
            let mut accounts = Vec::new();
            for (place, account) in AccountId::all().enumerate() {
                let [all, cards, tokens, schedules, occurrences, tax_identifiers] =
                    counts.map(|of_kind| of_kind[place]);
                if all + cards + tokens + schedules + occurrences + tax_identifiers == 0 {
                    continue;
                }
                let customers = blocks::total(tables, account, Kind::Customer)?;
                let deleted_customers = all.saturating_sub(customers);
                accounts.push(AccountStat {
                    account,
                    customers,
                    deleted_customers,
                    cards,
                    tokens,
                    schedules,
                    occurrences,
                    tax_identifiers,
                });
            }
            Ok(Stat {
                store_id: self.id(),
                format: header.format,
                newest: Timestamp::from_millis(header.state.newest),
                sequence: header.state.sequence,
                allocated_bytes,
                apparent_bytes,
                search_indexes: header.search_indexes,
                accounts,
                indexes: indexes(tables)?,
            })
        })
    }
}

/// How many records of a kind each account has. The last account with any needs no counting: it has the rest.
fn count(tables: &dyn Tables, kind: Kind) -> Result<[u64; ACCOUNTS]> {
    let table = tables.records(kind);
    let mut left = table.count()?;
    let last = table.every()?.next_back().transpose()?.map_or(0, |(key, _)| key.value()[0]);
    let mut counts = [0; ACCOUNTS];
    for (account, count) in AccountId::all().zip(&mut counts) {
        let (mut first_key, mut last_key) = ([0; 19], [0xff; 19]);
        (first_key[0], last_key[0]) = (account.code(), account.code());
        if account.code() == last {
            *count = left;
            break;
        }
        for row in table.range(&first_key, Included(&last_key))? {
            row?;
            *count += 1;
        }
        left = left.saturating_sub(*count);
    }
    Ok(counts)
}

/// How many accounts a store can hold.
const ACCOUNTS: usize = 2 * Provider::ALL.len();

fn indexes(tables: &dyn Tables) -> Result<Vec<IndexStat>> {
    let mut counts = TermKind::ALL.map(|kind| IndexStat { index: kind.name(), entries: 0 });
    for row in tables.index().every()? {
        let code = row?.0.value()[1];
        let place = TermKind::ALL.iter().position(|kind| *kind as u8 == code);
        if let Some(stat) = place.and_then(|place| counts.get_mut(place)) {
            stat.entries += 1;
        }
    }
    Ok(counts.to_vec())
}

fn as_text<S: Serializer>(value: &impl std::fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}
