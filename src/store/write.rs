//! One write: numbers, times and ids for new records, and changes that are applied as they come.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::apply::{apply, encoded};
use super::cache::Touched;
use super::open::{Inner, Store};
use super::view::View;
use super::witness::Seen as _;
use crate::engine::{WriteState, WriteTables, io_error};
use crate::error::{Error, Result};
use crate::model::{AccountId, CardNumber, Change, Date, IdForm, Kind, Named, Record, Timestamp};

/// How often a random id is drawn before it is said that chance cannot be to blame.
const RANDOM_TRIES: usize = 8;

/// A write that takes so long is told of: others have waited for it.
const SLOW: Duration = Duration::from_secs(1);

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
type Work<'w> = &'w mut dyn FnMut(&mut Writer<'_, '_>) -> Result<()>;

impl Store {
    /// Runs one write: everything that `work` puts happens together, or nothing does when it fails.
    pub(crate) fn write<T>(
        &self,
        account: AccountId,
        work: impl FnOnce(&mut Writer<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        self.write_so(account, false, work)
    }

    /// As [`Store::write`], for very many changes: they are held in memory and go into the file in its own order, at the
    /// end or whenever the writer is told to settle them.
    pub(crate) fn write_in_bulk<T>(
        &self,
        account: AccountId,
        work: impl FnOnce(&mut Writer<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        self.write_so(account, true, work)
    }

    fn write_so<T>(
        &self,
        account: AccountId,
        in_bulk: bool,
        work: impl FnOnce(&mut Writer<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        let (mut work, mut done) = (Some(work), None);
        let written = self.write_unseen(account, in_bulk, &mut |writer| {
            // It is run once.
            done = work.take().map(|work| work(writer)).transpose()?;
            Ok(())
        });
        written.and(done.ok_or(Error::Poisoned)).seen_by(self.witness.as_deref())
    }

    /// Apart from [`Store::write`], of which every sort of work has its own copy.
    fn write_unseen(&self, account: AccountId, in_bulk: bool, work: Work<'_>) -> Result<()> {
        let inner = &*self.inner;
        let (done, took) = {
            let mut state = inner.writer.lock().map_err(|_| {
                inner.panicked.call_once(|| inner.log.error(format_args!("stopped, because a write panicked")));
                Error::Poisoned
            })?;
            let begun = Instant::now();
            (run(inner, &mut state, account, in_bulk, work), begun.elapsed())
        };
        // Only now: nobody is told anything while a write is open.
        if let Err(error) = &done {
            inner.tell_failure("a write", error);
        }
        if took >= SLOW && in_bulk {
            inner.log.info(format_args!("a write of many rows of {account} took {took:.1?}"));
        } else if took >= SLOW {
            inner.log.warn(format_args!("a write of {account} took {took:.1?}"));
        }
        inner.tell_of_lost_key();
        done
    }
}

fn run(inner: &Inner, state: &mut WriteState, account: AccountId, in_bulk: bool, work: Work<'_>) -> Result<()> {
    let before = *state;
    let now = inner.clock.now().max(Timestamp::from_millis(before.newest));
    // Dropped after the commit and before anybody hears of it.
    let mut closed = None;
    let done = inner.engine.write(in_bulk, &mut |tables| {
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
        self.apply_all(std::slice::from_ref(change))
    }

    /// Applies changes in their order. [`Error::TooLarge`] comes before anything is applied.
    pub(crate) fn apply_all(&mut self, changes: &[Change]) -> Result<()> {
        let encoded = changes.iter().map(|change| encoded(self.account, change)).collect::<Result<Vec<_>>>()?;
        self.changed = true;
        for (change, bytes) in changes.iter().zip(&encoded) {
            apply(self.tables, &self.inner.hash, self.account, change, bytes.as_deref(), &mut self.touched)?;
        }
        Ok(())
    }

    /// Stores a record's new state.
    pub(crate) fn put(&mut self, record: Record) -> Result<()> {
        self.apply(&Change::Put(record))
    }

    /// Removes a record.
    pub(crate) fn remove(&mut self, kind: Kind, id: &str) -> Result<()> {
        self.apply(&Change::Remove(kind, id.to_owned()))
    }

    /// About how many bytes of memory hold back what a write in bulk has changed so far.
    pub(crate) fn held_bytes(&self) -> usize {
        self.tables.held_bytes()
    }

    /// Writes what was held back, in the order in which it lies in the file. `reached` is told after each row of a table how
    /// many are written and how many there are. After an error the write must be given up.
    pub(crate) fn settle(&mut self, reached: &mut dyn FnMut(u64, u64) -> Result<()>) -> Result<()> {
        self.tables.settle(reached)
    }

    /// Leaves nothing of this write in the file, although it goes well: a rehearsal.
    pub(crate) fn discard(&mut self) {
        self.discard = true;
    }
}
