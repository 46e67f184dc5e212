//! One write: numbers, times and ids for new records, and changes that are applied as they come.

use std::sync::atomic::Ordering;

use super::apply::apply;
use super::cache::Touched;
use super::open::Inner;
use super::view::View;
use crate::engine::{WriteState, WriteTables, io_error};
use crate::error::Result;
use crate::model::{AccountId, CardNumber, Change, Date, IdForm, Kind, Named, Record, Timestamp};

/// How often a random id is drawn before it is said that chance cannot be to blame.
const RANDOM_TRIES: usize = 8;

/// An open write of one account.
pub(crate) struct Writer<'a, 't> {
    tables: &'a mut WriteTables<'t>,
    inner: &'a Inner,
    state: &'a mut WriteState,
    account: AccountId,
    now: Timestamp,
    changed: bool,
    touched: Touched,
    discard: bool,
}

/// The work of one write.
pub(super) type Work<'w> = &'w mut dyn FnMut(&mut Writer<'_, '_>) -> Result<()>;

pub(super) fn run(inner: &Inner, state: &mut WriteState, account: AccountId, work: Work<'_>) -> Result<()> {
    let before = *state;
    let now = inner.clock.now().max(Timestamp::from_millis(before.newest));
    // Dropped after the commit and before anybody hears of it.
    let mut closed = None;
    let done = inner.engine.write(&mut |tables| {
        let touched = Touched::default();
        let mut writer = Writer { tables, inner, state, account, now, changed: false, touched, discard: false };
        work(&mut writer)?;
        let keep = writer.changed && !writer.discard;
        if keep {
            closed = Some(inner.cache.close(writer.touched));
            state.newest = now.as_millis();
        } else {
            *state = before;
        }
        Ok(keep.then_some(*state))
    });
    drop(closed);
    match &done {
        Ok(_) => inner.newest.store(state.newest, Ordering::Release),
        Err(_) => *state = before,
    }
    done
}

impl<'a, 't> Writer<'a, 't> {
    /// The tables as they are now, this write's changes included.
    pub(crate) fn view(&self) -> View<'_> {
        View::new(&*self.tables, &self.inner.hash)
    }

    /// The account that this write is about.
    pub(crate) fn account(&self) -> AccountId {
        self.account
    }

    /// The time of this write, never behind an earlier one's.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// The day by the clock itself: a clock that once ran far ahead must not make every card expired for good.
    pub(crate) fn today(&self) -> Date {
        self.inner.clock.now().date()
    }

    /// The next number in the order of creation.
    pub(crate) fn sequence(&mut self) -> u64 {
        self.state.sequence += 1;
        self.state.sequence
    }

    /// A new id in the provider's form that no record has, greater than every earlier one of ours where the form sorts
    /// by time. A host may have brought the very id that would come next.
    pub(crate) fn id(&mut self, named: Named) -> Result<String> {
        let pattern = self.account.id_pattern(named);
        let tries = if pattern.form.place_among_sorted().is_some() { usize::MAX } else { RANDOM_TRIES };
        for _ in 0..tries {
            let id = pattern.encode(self.fresh(pattern.form)?);
            let taken = match named {
                Named::Record(kind) => self.view().has(self.account, kind, &id)?,
                Named::ScheduledCharge | Named::Charge => false,
            };
            if !taken {
                return Ok(id);
            }
        }
        Err(io_error("making a new id")(std::io::Error::other("the random numbers repeat themselves")))
    }

    fn fresh(&mut self, form: IdForm) -> Result<u128> {
        let mut random = [0; 16];
        self.inner.entropy.fill(&mut random).map_err(io_error("reading randomness"))?;
        let value = form.fresh(self.now.as_millis(), u128::from_be_bytes(random));
        let Some(place) = form.place_among_sorted() else { return Ok(value) };
        let last = &mut self.state.last_ids[place];
        *last = last.checked_add(1).map_or(value, |next| value.max(next));
        Ok(*last)
    }

    /// The keyed fingerprint of a card number.
    pub(crate) fn fingerprint(&self, number: &CardNumber) -> Result<String> {
        self.inner.fingerprint_key.of(number, &*self.inner.entropy, &|| self.inner.has_fingerprints())
    }

    /// Applies a change.
    pub(crate) fn apply(&mut self, change: &Change) -> Result<()> {
        self.changed = true;
        apply(self.tables, &self.inner.hash, self.account, change, &mut self.touched)
    }

    /// Applies changes in their order.
    pub(crate) fn apply_all(&mut self, changes: &[Change]) -> Result<()> {
        changes.iter().try_for_each(|change| self.apply(change))
    }

    /// Stores a record's new state.
    pub(crate) fn put(&mut self, record: Record) -> Result<()> {
        self.apply(&Change::Put(record))
    }

    /// Removes a record.
    pub(crate) fn remove(&mut self, kind: Kind, id: &str) -> Result<()> {
        self.apply(&Change::Remove(kind, id.to_owned()))
    }

    /// Leaves nothing of this write in the file, although it goes well: a rehearsal.
    pub(crate) fn discard(&mut self) {
        self.discard = true;
    }
}
