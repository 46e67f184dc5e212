//! The records: that each can be read, lies under its own key, and has numbers and times that the store gave out.

use super::report::{Findings, hex, named};
use super::{Entry, FindingKind, Walk};
use crate::engine::Key;
use crate::error::{Error, Result};
use crate::model::{AccountId, Kind, Record, Timestamp};
use crate::store::stored::decode_record;
use crate::store::terms::Entries;
use crate::store::view::first_key;

/// The table of a kind of record, by its name in the file.
pub(super) const fn table_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Customer => "customers",
        Kind::Card => "cards",
        Kind::Token => "tokens",
        Kind::Schedule => "schedules",
        Kind::Occurrence => "occurrences",
        Kind::TaxIdentifier => "tax_identifiers",
        Kind::LedgerEntry => "ledger_entries",
        Kind::Reply => "replies",
    }
}

impl Walk<'_> {
    pub(super) fn records(&mut self, kind: Kind) -> Result<()> {
        let table = self.view.tables.records(kind);
        let mut meter = self.begin(table_name(kind), table.count()?)?;
        let mut hash_group = (Key([0; 19]), Vec::new());
        for row in table.every()? {
            let (key, bytes) = row?;
            let key = Key(*key.value());
            if let Some((account, record)) = self.record(kind, key, bytes.value()) {
                self.only_once(account, kind, key, record.id(), &mut hash_group);
                self.numbers_and_times(account, &record);
                for entry in Entry::of(&Entries::of(&record, self.view.hash), account, kind, self.view.hash) {
                    self.derived.add(&self.hash, &entry, &key.0);
                }
                match &record {
                    Record::Customer(customer) => self.customer(account, customer)?,
                    Record::Card(card) => self.card(account, card)?,
                    Record::Token(token) => self.token(account, token)?,
                    Record::Occurrence(occurrence) => self.occurrence(account, occurrence)?,
                    Record::Schedule(schedule) => self.schedule(account, schedule),
                    Record::TaxIdentifier(identifier) => {
                        self.owner(account, &record, identifier.customer.as_deref())?;
                    }
                    Record::LedgerEntry(entry) => self.owner(account, &record, Some(&entry.customer))?,
                    Record::Reply(_) => {}
                }
            } else {
                self.bad.insert((kind, key));
            }
            self.step(&mut meter)?;
        }
        self.end(&meter)?;
        if kind == Kind::Occurrence {
            self.dates.sort();
        }
        Ok(())
    }

    /// The record of a row, unless it cannot be read or lies under another's key.
    fn record(&mut self, kind: Kind, key: Key, bytes: &[u8]) -> Option<(AccountId, Record)> {
        let Some(account) = AccountId::from_code(key.0[0]) else {
            self.findings.add(FindingKind::UnknownAccount, None, || {
                format!("a {kind} under the key {} belongs to no account", hex(&key.0))
            });
            return None;
        };
        let record = match decode_record(kind, key, bytes) {
            Ok(record) => record,
            Err(error) => {
                let what = match error {
                    Error::Damaged { what } => what,
                    other => other.to_string(),
                };
                self.findings.add(FindingKind::UnreadableRecord, Some(account), || {
                    format!("a {kind} under the key {} is unreadable: {what}", hex(&key.0))
                });
                return None;
            }
        };
        let first = first_key(account, kind, record.id(), self.view.hash);
        let right = if first.is_hashed() { key.with_probe(0) == first } else { key == first };
        if !right {
            self.findings.add(FindingKind::WrongKey, Some(account), || {
                format!("{kind} {} lies under the key {}, which is not its own", named(record.id()), hex(&key.0))
            });
            return None;
        }
        Some((account, record))
    }

    /// Records with equal hashes lie side by side, each under a probe of its own; no two of them may have the same id.
    fn only_once(&mut self, account: AccountId, kind: Kind, key: Key, id: &str, group: &mut (Key, Vec<String>)) {
        if !key.is_hashed() {
            return;
        }
        let (group_key, ids) = group;
        if *group_key != key.with_probe(0) {
            *group_key = key.with_probe(0);
            ids.clear();
        }
        if ids.iter().any(|other| other == id) {
            self.findings
                .add(FindingKind::DuplicateId, Some(account), || format!("{kind} {} is there twice", named(id)));
        }
        ids.push(id.to_owned());
    }

    fn numbers_and_times(&mut self, account: AccountId, record: &Record) {
        let kind = record.kind();
        // An import may bring any time of creation, but nothing else sets the times below.
        let (numbers, times): ([u64; 2], [Option<Timestamp>; 4]) = match record {
            Record::Customer(customer) => ([customer.sequence; 2], [customer.deleted_at, None, None, None]),
            Record::Card(card) => ([card.attached, card.sequence], [None; 4]),
            Record::Token(token) => ([token.sequence; 2], [Some(token.created_at), None, None, None]),
            Record::Schedule(schedule) => (
                [schedule.sequence; 2],
                [Some(schedule.created_at), schedule.suspended_at, schedule.deleted_at, schedule.ended_at],
            ),
            Record::Occurrence(occurrence) => {
                ([occurrence.sequence; 2], [Some(occurrence.created_at), Some(occurrence.processed_at), None, None])
            }
            Record::TaxIdentifier(identifier) => {
                ([identifier.sequence; 2], [Some(identifier.created_at), Some(identifier.updated_at), None, None])
            }
            Record::LedgerEntry(entry) => ([entry.sequence; 2], [Some(entry.created_at), None, None, None]),
            Record::Reply(reply) => ([reply.sequence; 2], [Some(reply.created_at), None, None, None]),
        };
        self.numbers.add(kind, numbers[0]);
        if let Some(number) = numbers.into_iter().find(|number| *number > self.header.state.sequence) {
            let last = self.header.state.sequence;
            self.findings.add(FindingKind::SequenceAhead, Some(account), || {
                format!("{kind} {} has the number {number}, and the last one given out is {last}", named(record.id()))
            });
        }
        let newest = Timestamp::from_millis(self.header.state.newest);
        if let Some(time) = times.into_iter().flatten().find(|time| *time > newest) {
            self.findings.add(FindingKind::TimeAhead, Some(account), || {
                format!("{kind} {} has the time {time}, and the newest one written is {newest}", named(record.id()))
            });
        }
    }
}

/// The numbers that settle the order of records, which each kind uses once: sequences, and for cards the order of
/// attachment.
#[derive(Default)]
pub(super) struct Numbers([Vec<u64>; Kind::COUNT]);

impl Numbers {
    fn add(&mut self, kind: Kind, number: u64) {
        self.0[kind as usize].push(number);
    }

    pub(super) fn report(&mut self, findings: &mut Findings) {
        for (kind, numbers) in Kind::ALL.into_iter().zip(&mut self.0) {
            numbers.sort_unstable();
            for group in numbers.chunk_by(|one, other| one == other).filter(|group| group.len() > 1) {
                let number = group.first().copied().unwrap_or_default();
                findings.add(FindingKind::DuplicateSequence, None, || {
                    format!("{} {} share the number {number}", group.len(), table_name(kind))
                });
            }
            *numbers = Vec::new();
        }
    }
}
