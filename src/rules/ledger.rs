//! Balances of a customer: adding, taking away, ending.
//!
//! What is added counts until it ends. What is taken away comes from what ends first. What has ended no longer counts from
//! that moment on, by the clock alone; the movement that says so is recorded before the next one.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::{Balance, BalancePart, Change, Customer, Ledger, LedgerEntry, NewLedgerEntry, Record, Timestamp};
use crate::rules::customer::refuse_deleted;
use crate::rules::policy::{LedgerRule, Policy};

/// What a movement takes from the store.
#[derive(Debug, Clone)]
pub struct EntryIdentity {
    /// The id.
    pub id: String,
    /// Position in the order of creation.
    pub sequence: u64,
}

/// How a movement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// Some of what it added is left.
    Active,
    /// Something took its place.
    Removed,
    /// What was left of it ended.
    Expired,
    /// Nothing of it is left, or it took away itself.
    Used,
}

/// The rule of a balance.
///
/// # Errors
/// [`Error::Unsupported`] where the provider has no such balance.
pub fn rule_of(policy: &Policy, ledger: Ledger) -> Result<&'static LedgerRule> {
    let rule = policy.ledgers.iter().find(|rule| rule.ledger == ledger);
    rule.ok_or(Error::Unsupported { provider: policy.provider, what: "a balance of this kind" })
}

/// Moves a balance (`shopline 2.6`): the records of the movement, which comes last, and of what ended before it.
///
/// # Errors
/// [`Error::Unsupported`], [`Error::Deleted`], or [`Error::InvalidArgument`] for what the provider's limits forbid and for
/// more than there is to take.
pub fn post(
    policy: &Policy,
    customer: &Customer,
    ledger: Ledger,
    new: NewLedgerEntry,
    now: Timestamp,
    mut identity: impl FnMut() -> Result<EntryIdentity>,
) -> Result<(Customer, Vec<LedgerEntry>)> {
    let rule = rule_of(policy, ledger)?;
    refuse_deleted(customer)?;
    check(rule, &new, now)?;
    let (mut customer, mut entries) = end(policy, customer, ledger, now, &mut identity)?;
    let balance = balance_of(policy, &mut customer, ledger)?;
    let before = if new.replaces { 0 } else { balance.total() };
    let after = before.saturating_add(new.value);
    if new.value < 0 && after < 0 {
        return Err(Error::invalid("value", format!("takes more away than the {before} there are; take less")));
    }
    if new.replaces {
        balance.parts.clear();
    }
    if new.value > 0 {
        add(balance, new.value, new.expires_at);
    } else {
        take(balance, new.value.saturating_neg());
    }
    let EntryIdentity { id, sequence } = identity()?;
    entries.push(LedgerEntry {
        id,
        sequence,
        created_at: now,
        customer: customer.id.clone(),
        ledger,
        value: new.value,
        replaces: new.replaces,
        balance: after,
        remarks: new.remarks,
        kind: new.kind.unwrap_or_else(|| rule.kinds.first().copied().unwrap_or_default().to_owned()),
        expires_at: new.expires_at,
        performer: new.performer,
        performer_kind: new.performer_kind,
    });
    customer.updated_at = Some(now);
    Ok((customer, entries))
}

/// Records what has ended of a balance, if anything has.
///
/// # Errors
/// [`Error::Unsupported`].
pub fn end(
    policy: &Policy,
    customer: &Customer,
    ledger: Ledger,
    now: Timestamp,
    mut identity: impl FnMut() -> Result<EntryIdentity>,
) -> Result<(Customer, Vec<LedgerEntry>)> {
    let rule = rule_of(policy, ledger)?;
    let mut customer = customer.clone();
    let balance = balance_of(policy, &mut customer, ledger)?;
    let mut left = balance.total();
    let ended: Vec<BalancePart> = balance.parts.iter().filter(|part| part.ended(now)).copied().collect();
    balance.parts.retain(|part| !part.ended(now));
    let mut entries = Vec::with_capacity(ended.len() + 1);
    for part in ended {
        left = left.saturating_sub(part.left);
        let EntryIdentity { id, sequence } = identity()?;
        entries.push(LedgerEntry {
            id,
            sequence,
            created_at: now,
            customer: customer.id.clone(),
            ledger,
            value: part.left.saturating_neg(),
            replaces: false,
            balance: left,
            remarks: String::new(),
            kind: rule.ended.to_owned(),
            expires_at: part.expires_at,
            performer: None,
            performer_kind: None,
        });
    }
    if !entries.is_empty() {
        customer.updated_at = Some(now);
    }
    Ok((customer, entries))
}

/// The changes that write a customer and movements of its balance.
pub fn changes(customer: Customer, entries: &[LedgerEntry]) -> Vec<Change> {
    let entries = entries.iter().map(|entry| Change::Put(Record::LedgerEntry(entry.clone())));
    entries.chain([Change::Put(Record::Customer(customer))]).collect()
}

/// How each of a balance's movements, oldest first, stands at a time, and how much of it is left.
pub fn states(entries: &[Arc<LedgerEntry>], rule: &LedgerRule, now: Timestamp) -> Vec<(EntryState, i64)> {
    let mut standing = Standing::default();
    for entry in entries {
        standing.expire(entry.created_at);
        if entry.replaces {
            standing.remove_all();
        }
        if entry.value > 0 {
            standing.active.insert((ends_at(entry.expires_at), standing.states.len()));
            standing.states.push((EntryState::Active, entry.value));
        } else if ended_by_itself(entry, rule) {
            standing.states.push((EntryState::Expired, 0));
        } else {
            standing.take(entry.value.saturating_neg());
            standing.states.push((EntryState::Used, 0));
        }
    }
    standing.expire(now);
    standing.states
}

/// The movements of a balance as far as they were gone through.
#[derive(Default)]
struct Standing {
    states: Vec<(EntryState, i64)>,
    /// The places of those of which something is left: what ends first comes first, and of what ends at the same time the
    /// oldest.
    active: BTreeSet<(End, usize)>,
}

impl Standing {
    fn expire(&mut self, now: Timestamp) {
        while let Some(&(end, place)) = self.active.first().filter(|((_, end), _)| end.is_some_and(|end| end <= now)) {
            self.active.remove(&(end, place));
            self.set(place, (EntryState::Expired, 0));
        }
    }

    fn remove_all(&mut self) {
        for (_, place) in std::mem::take(&mut self.active) {
            self.set(place, (EntryState::Removed, 0));
        }
    }

    fn take(&mut self, value: i64) {
        let mut rest = value;
        while let Some(&(end, place)) = self.active.first().filter(|_| rest > 0) {
            let left = self.states.get(place).map_or(0, |(_, left)| *left);
            let taken = rest.min(left);
            rest -= taken;
            if taken < left {
                self.set(place, (EntryState::Active, left - taken));
            } else {
                self.active.remove(&(end, place));
                self.set(place, (EntryState::Used, 0));
            }
        }
    }

    fn set(&mut self, place: usize, state: (EntryState, i64)) {
        if let Some(there) = self.states.get_mut(place) {
            *there = state;
        }
    }
}

/// Whether a movement tells of what ended by the clock. Somebody may use the same word, but not without remarks.
fn ended_by_itself(entry: &LedgerEntry, rule: &LedgerRule) -> bool {
    entry.kind == rule.ended && entry.remarks.is_empty()
}

fn check(rule: &LedgerRule, new: &NewLedgerEntry, now: Timestamp) -> Result<()> {
    let most = rule.most;
    if !(-most..=most).contains(&new.value) {
        return Err(Error::invalid("value", format!("is out of range; send -{most} to {most}")));
    }
    if !(1..=rule.remarks).contains(&new.remarks.chars().count()) {
        return Err(Error::invalid(
            "remarks",
            format!("must have 1 to {} characters; say why in a few words", rule.remarks),
        ));
    }
    if let Some(end) = new.expires_at {
        if end <= now {
            return Err(Error::invalid("expires_at", "is in the past; send a time to come"));
        }
        if end.date() > now.date().plus_days(rule.days) {
            return Err(Error::invalid("expires_at", format!("is too far away; send one within {} days", rule.days)));
        }
    }
    match &new.kind {
        Some(kind) if !rule.kinds.contains(&kind.as_str()) => {
            Err(Error::invalid("type", format!("is unknown; send one of {}", rule.kinds.join(", "))))
        }
        _ => Ok(()),
    }
}

fn balance_of<'a>(policy: &Policy, customer: &'a mut Customer, ledger: Ledger) -> Result<&'a mut Balance> {
    let missing = Error::Unsupported { provider: policy.provider, what: "a balance of this kind" };
    customer.attributes.balance_mut(ledger).ok_or(missing)
}

/// Adds to the part that ends at the same time, keeping the parts in the order of their ends.
fn add(balance: &mut Balance, value: i64, expires_at: Option<Timestamp>) {
    match balance.parts.iter_mut().find(|part| part.expires_at == expires_at) {
        Some(part) => part.left = part.left.saturating_add(value),
        None => balance.parts.push(BalancePart { left: value, expires_at }),
    }
    balance.parts.sort_by_key(|part| ends_at(part.expires_at));
    balance.parts.retain(|part| part.left != 0);
}

/// Takes from what ends first.
fn take(balance: &mut Balance, value: i64) {
    let mut rest = value;
    for part in &mut balance.parts {
        let taken = rest.min(part.left.max(0));
        rest -= taken;
        part.left -= taken;
    }
    balance.parts.retain(|part| part.left != 0);
}

/// When something ends; what never does sorts last.
type End = (bool, Option<Timestamp>);

fn ends_at(end: Option<Timestamp>) -> End {
    (end.is_none(), end)
}
