//! Store credits and member points: E11 and E12 (2.6).
//!
//! What the page leaves open: an `expires_at` that is a bare date lasts until that day is over, in UTC. More cannot be taken
//! away than there is (422). What was taken away counts as `used`. The history is newest first.

use serde_json::{Map, Value};

use super::body::{Body, time_of};
use super::lists::Paging;
use super::selection::Selection;
use super::words::Words;
use super::{Answer, Call, views};
use crate::error::{Error, Result};
use crate::model::{Customer, Date, Ledger, LedgerEntry, NewLedgerEntry, Timestamp};
use crate::rules::ledger::EntryState;

/// Who may move a balance.
const PERFORMERS: Words<()> = &[("User", ()), ("Agent", ())];

impl Call<'_> {
    /// E11 and E12, the history.
    pub(super) fn list_movements(&self, id: &str, ledger: Ledger) -> Answer {
        self.existing(id)?;
        let paging = Paging::of(&self.query()?)?;
        // What has ended since is told before anybody looks.
        self.account.ledger().end_due(id, ledger)?;
        let owner = self.existing(id)?;
        let mut entries = self.account.ledger().with_states(id, ledger)?;
        entries.reverse();
        let total = entries.len() as u64;
        let items = paging.cut(entries).map(|(entry, state, left)| show(&entry, state, left, &owner)).collect();
        Ok(paging.envelope(items, total))
    }

    /// E11 and E12, adding or taking away.
    pub(super) fn move_balance(&self, id: &str, ledger: Ledger) -> Answer {
        self.existing(id)?;
        let selection = Selection::of(self.request, &[])?;
        let new = new_entry(&self.body()?, ledger)?;
        let entry = self.account.ledger().post(id, ledger, new)?;
        let state = if entry.value > 0 { EntryState::Active } else { EntryState::Used };
        let owner = self.existing(id)?;
        let shown = match show(&entry, state, entry.value.max(0), &owner) {
            Value::Object(object) => object,
            _ => Map::new(),
        };
        Ok(Value::Object(selection.choose(shown)))
    }
}

fn show(entry: &LedgerEntry, state: EntryState, left: i64, owner: &Customer) -> Value {
    match entry.ledger {
        Ledger::StoreCredit => views::store_credit(entry, state, left, owner),
        Ledger::MemberPoints => views::member_point(entry),
    }
}

fn new_entry(body: &Body, ledger: Ledger) -> Result<NewLedgerEntry> {
    let missing = |name| Error::invalid(name, "is missing; send it");
    // Nobody is told of it, whatever these say.
    one_of(body, "email_target", &[1, 3], "must be 1 or 3; send one of them")?;
    one_of(body, "sms_notification_target", &[1, 2, 3], "must be 1, 2 or 3; send one of them")?;
    let mut new = NewLedgerEntry {
        value: body.integer("value")?.ok_or_else(|| missing("value"))?,
        remarks: body.text("remarks")?.ok_or_else(|| missing("remarks"))?,
        performer: body.text("performer_id")?,
        performer_kind: body.text("performer_type")?,
        ..NewLedgerEntry::default()
    };
    body.word("performer_type", PERFORMERS)?;
    if ledger == Ledger::StoreCredit {
        new.kind = body.text("type")?;
        new.replaces = body.flag("replace")?.unwrap_or_default();
        new.expires_at = body.text("expires_at")?.map(|text| end_of(&text)).transpose()?;
    }
    Ok(new)
}

/// The moment at which credit ends.
fn end_of(text: &str) -> Result<Timestamp> {
    match Date::parse(text) {
        Ok(date) => Ok(Timestamp::from_millis(date.plus_days(1).start().as_millis() - 1)),
        Err(_) => time_of("expires_at", text),
    }
}

fn one_of(body: &Body, name: &'static str, allowed: &[i64], sentence: &str) -> Result<()> {
    match body.integer(name)? {
        Some(number) if !allowed.contains(&number) => Err(Error::invalid(name, sentence)),
        _ => Ok(()),
    }
}
