//! Places for what a host holds: a fixed home for each handle, whose memory is never given back, so that a handle that
//! was freed, made up, or is of another kind is recognised and never followed.
//!
//! A handle is the address of its slot plus the low bits of the slot's generation, which changes each time the slot is
//! used anew. The library never follows the pointer that a host passes: it compares it with the addresses it gave out.

use std::cell::{RefCell, UnsafeCell};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use arc_swap::ArcSwapOption;

use super::object::{Kind, Object, Open};
use crate::error::{Error, Result};

/// One slot in bytes; as many generations tell a stale handle from the one that is now there.
const SLOT: usize = 64;
/// The slots of the first block; each further one is twice as large.
const FIRST: usize = 1024;
/// Enough for four thousand million handles.
const BLOCKS: usize = 22;
/// How many free slots a thread keeps for itself.
const KEPT: usize = 64;
/// The end of the list of free slots.
const NONE: u32 = u32::MAX;

static TABLE: [OnceLock<Box<[Slot]>>; BLOCKS] = [const { OnceLock::new() }; BLOCKS];
/// The free slots that no thread keeps: a number of changes, and the first of them.
static FREE: AtomicU64 = AtomicU64::new(NONE as u64);
/// How many times this process came out of a fork as the child.
static FORKS: AtomicU32 = AtomicU32::new(0);

thread_local! {
    static MINE: RefCell<Kept> = const { RefCell::new(Kept(Vec::new())) };
}

/// A thread's own free slots, given to all when it ends.
struct Kept(Vec<u32>);

impl Drop for Kept {
    fn drop(&mut self) {
        self.0.drain(..).for_each(give_back);
    }
}

/// What a slot's state says, in one word that changes at once.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State(u64);

impl State {
    const PIN: u64 = 1;
    const HOLD: u64 = 1 << 20;
    const KIND: u32 = 40;
    const GENERATION: u32 = 48;

    fn new(generation: u16, kind: u8, holds: u64) -> State {
        State((generation as u64) << Self::GENERATION | (kind as u64) << Self::KIND | (holds * Self::HOLD))
    }

    fn generation(self) -> u16 {
        (self.0 >> Self::GENERATION) as u16
    }

    fn kind(self) -> u8 {
        (self.0 >> Self::KIND) as u8
    }

    /// How many references the host has.
    fn holds(self) -> u64 {
        (self.0 >> 20) & 0xf_ffff
    }

    /// How many calls look at the object now.
    fn pins(self) -> u64 {
        self.0 & 0xf_ffff
    }
}

/// The home of one handle.
#[repr(align(64))]
pub(super) struct Slot {
    state: AtomicU64,
    /// The number of forks when the handle was made.
    forks: AtomicU32,
    /// The next free slot, while this one is free.
    next: AtomicU32,
    /// Of an account: which one of which store, packed.
    account: AtomicU64,
    /// Of a store: what it opened, until it is closed. Read without counting, for many threads look here all the time.
    open: ArcSwapOption<Open>,
    /// Everything else.
    object: UnsafeCell<Option<Object>>,
}

// SAFETY: `object` is written only by the thread that took the slot from the free ones, before it published the state,
// and by the one that took the last hold and pin away, after which nobody can pin it; in between it is only read.
unsafe impl Sync for Slot {}

const _: () = assert!(size_of::<Slot>() == SLOT);

impl Slot {
    fn empty(next: u32) -> Slot {
        Slot {
            state: AtomicU64::new(0),
            forks: AtomicU32::new(0),
            next: AtomicU32::new(next),
            account: AtomicU64::new(0),
            open: ArcSwapOption::const_empty(),
            object: UnsafeCell::new(None),
        }
    }

    fn state(&self) -> State {
        State(self.state.load(Ordering::Acquire))
    }

    fn change(&self, from: State, to: u64) -> bool {
        self.state.compare_exchange_weak(from.0, to, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

/// The place of a slot among all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u32);

impl Place {
    /// The block, and the slot within it: block k holds `FIRST << k` slots.
    fn split(self) -> (usize, usize) {
        let number = self.0 as usize + FIRST;
        let block = (usize::BITS - 1 - number.leading_zeros()) as usize - FIRST.trailing_zeros() as usize;
        (block, number - (FIRST << block))
    }

    fn slot(self) -> Option<&'static Slot> {
        let (block, within) = self.split();
        TABLE.get(block)?.get()?.get(within)
    }
}

/// A handle as it was recognised: its slot, and the state it has while the handle is good.
#[derive(Clone, Copy)]
struct Found {
    slot: &'static Slot,
    place: Place,
    generation: usize,
}

/// Finds the slot that a handle belongs to.
fn find(handle: usize, what: &'static str) -> Result<Found> {
    let (home, generation) = (handle & !(SLOT - 1), handle & (SLOT - 1));
    let mut before = 0;
    for (block, slots) in TABLE.iter().enumerate() {
        let Some(slots) = slots.get() else { break };
        let within = home.wrapping_sub(slots.as_ptr() as usize) / SLOT;
        if let Some(slot) = slots.get(within) {
            return Ok(Found { slot, place: Place((before + within) as u32), generation });
        }
        before += FIRST << block;
    }
    Err(Error::InvalidHandle { what })
}

impl Found {
    /// Refuses a state in which the handle is not good.
    fn check(&self, state: State, kind: Kind) -> Result<()> {
        if state.generation() as usize % SLOT != self.generation || state.holds() == 0 {
            return Err(Error::Closed { what: kind.name() });
        }
        if state.kind() != kind as u8 {
            return Err(Error::InvalidHandle { what: kind.name() });
        }
        if self.slot.forks.load(Ordering::Relaxed) != FORKS.load(Ordering::Relaxed) {
            return Err(Error::Forked);
        }
        Ok(())
    }
}

/// A look at an object during which it stays.
pub(super) struct Pin {
    slot: &'static Slot,
    place: Place,
}

impl Pin {
    /// Looks at what a handle of a kind stands for.
    pub(super) fn new(handle: usize, kind: Kind) -> Result<Pin> {
        let found = find(handle, kind.name())?;
        loop {
            let state = found.slot.state();
            found.check(state, kind)?;
            if found.slot.change(state, state.0 + State::PIN) {
                return Ok(Pin { slot: found.slot, place: found.place });
            }
        }
    }

    pub(super) fn object(&self) -> Option<&Object> {
        // SAFETY: a pinned slot was published and is not reclaimed before the pin is dropped; until then nobody writes it.
        unsafe { (*self.slot.object.get()).as_ref() }
    }
}

impl Drop for Pin {
    fn drop(&mut self) {
        let before = State(self.slot.state.fetch_sub(State::PIN, Ordering::AcqRel));
        if before.holds() == 0 && before.pins() == 1 {
            reclaim(self.slot, self.place);
        }
    }
}

/// Gives a handle to an object.
pub(super) fn publish(kind: Kind, object: Object) -> Result<usize> {
    place(kind, |slot| {
        // SAFETY: the slot was free and is ours alone until its state is published.
        unsafe { *slot.object.get() = Some(object) };
    })
}

/// Gives a handle to an open store.
pub(super) fn publish_store(open: Open) -> Result<usize> {
    place(Kind::Store, |slot| slot.open.store(Some(open.into())))
}

/// Gives a handle to an account of an open store.
pub(super) fn publish_account(store: usize, account: u8) -> Result<usize> {
    let found = find(store, Kind::Store.name())?;
    let word = (found.place.0 as u64) << 32 | (found.generation as u64) << 8 | account as u64;
    place(Kind::Account, |slot| slot.account.store(word, Ordering::Relaxed))
}

fn place(kind: Kind, fill: impl FnOnce(&Slot)) -> Result<usize> {
    let place = take()?;
    let slot = place.slot().ok_or(Error::InvalidHandle { what: kind.name() })?;
    fill(slot);
    let generation = slot.state().generation();
    slot.forks.store(FORKS.load(Ordering::Relaxed), Ordering::Relaxed);
    slot.state.store(State::new(generation, kind as u8, 1).0, Ordering::Release);
    Ok(std::ptr::from_ref(slot) as usize + generation as usize % SLOT)
}

/// Takes one more hold of a handle.
pub(super) fn retain(handle: usize, kind: Kind) -> Result<()> {
    let found = find(handle, kind.name())?;
    loop {
        let state = found.slot.state();
        found.check(state, kind)?;
        if state.holds() == 0xf_ffff {
            return Err(Error::invalid("handle", "is held a million times; free some of the references first"));
        }
        if found.slot.change(state, state.0 + State::HOLD) {
            return Ok(());
        }
    }
}

/// Gives one hold of a handle back; the last one ends the handle.
pub(super) fn free(handle: usize, kind: Kind) -> Result<()> {
    let found = find(handle, kind.name())?;
    loop {
        let state = found.slot.state();
        found.check(state, kind)?;
        if found.slot.change(state, state.0 - State::HOLD) {
            if state.holds() == 1 && state.pins() == 0 {
                reclaim(found.slot, found.place);
            }
            return Ok(());
        }
    }
}

/// Ends a slot that nobody holds and nobody looks at.
fn reclaim(slot: &'static Slot, place: Place) {
    // SAFETY: holds and pins are both zero and can only grow from a hold, so this thread alone sees the object.
    let object = unsafe { (*slot.object.get()).take() };
    drop(object);
    let next = slot.state().generation().wrapping_add(1);
    slot.state.store(State::new(next, 0, 0).0, Ordering::Release);
    let kept = MINE.try_with(|mine| match mine.try_borrow_mut() {
        Ok(mut mine) if mine.0.len() < KEPT => {
            mine.0.push(place.0);
            true
        }
        _ => false,
    });
    if kept != Ok(true) {
        give_back(place.0);
    }
}

/// What a store's handle opened, without counting: any number of threads may look
/// here at once and none waits for another.
pub(super) fn with_open<T>(handle: usize, look: impl FnOnce(&Open) -> Result<T>) -> Result<T> {
    let found = find(handle, Kind::Store.name())?;
    found.check(found.slot.state(), Kind::Store)?;
    let open = found.slot.open.load();
    // Whatever was loaded belongs to this handle only if the slot was not used anew meanwhile.
    found.check(found.slot.state(), Kind::Store)?;
    look(open.as_deref().ok_or(Error::Closed { what: "store" })?)
}

/// The handle of an account's store, and the account's number.
pub(super) fn of_account(handle: usize) -> Result<(usize, u8)> {
    let found = find(handle, Kind::Account.name())?;
    found.check(found.slot.state(), Kind::Account)?;
    let word = found.slot.account.load(Ordering::Acquire);
    found.check(found.slot.state(), Kind::Account)?;
    let slot = Place((word >> 32) as u32).slot().ok_or(Error::Closed { what: "store" })?;
    let store = std::ptr::from_ref(slot) as usize + (word >> 8) as usize % SLOT;
    Ok((store, word as u8))
}

/// Ends a store's handle, and answers with what it had opened.
pub(super) fn close(handle: usize) -> Result<Option<std::sync::Arc<Open>>> {
    let found = find(handle, Kind::Store.name())?;
    loop {
        let state = found.slot.state();
        found.check(state, Kind::Store)?;
        if found.slot.change(state, state.0 - State::HOLD) {
            let open = found.slot.open.swap(None);
            reclaim(found.slot, found.place);
            return Ok(open);
        }
    }
}

/// How many handles a host holds.
pub(super) fn live() -> u64 {
    let slots = TABLE.iter().map_while(OnceLock::get).flat_map(|slots| slots.iter());
    slots.filter(|slot| slot.state().kind() != 0).count() as u64
}

/// From now on this is another process than the one that made the handles.
pub(super) extern "C" fn forked() {
    FORKS.fetch_add(1, Ordering::Relaxed);
}

/// A free slot: the thread's own, or one of all, or one of a new block.
fn take() -> Result<Place> {
    let mine = MINE.try_with(|mine| mine.try_borrow_mut().ok().and_then(|mut mine| mine.0.pop()));
    if let Ok(Some(number)) = mine {
        return Ok(Place(number));
    }
    loop {
        let head = FREE.load(Ordering::Acquire);
        let number = head as u32;
        if number == NONE {
            grow()?;
            continue;
        }
        let Some(slot) = Place(number).slot() else { continue };
        let next = slot.next.load(Ordering::Relaxed);
        // The upper half counts the changes, so that a list that looks the same and is not is never taken for it.
        let changed = ((head >> 32) + 1) << 32 | next as u64;
        if FREE.compare_exchange_weak(head, changed, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            return Ok(Place(number));
        }
    }
}

fn give_back(number: u32) {
    splice(number, number);
}

/// Puts a chain of free slots, from its first to its last, before the others.
fn splice(first: u32, last: u32) {
    let Some(end) = Place(last).slot() else { return };
    loop {
        let head = FREE.load(Ordering::Acquire);
        end.next.store(head as u32, Ordering::Relaxed);
        let changed = ((head >> 32) + 1) << 32 | first as u64;
        if FREE.compare_exchange_weak(head, changed, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            return;
        }
    }
}

/// Adds the next block of slots, unless another thread does.
fn grow() -> Result<()> {
    let mut before = 0;
    for (block, slots) in TABLE.iter().enumerate() {
        let many = FIRST << block;
        if slots.get().is_none() {
            let first = before as u32;
            let mut made = false;
            slots.get_or_init(|| {
                made = true;
                (0..many as u32).map(|within| Slot::empty(first + within + 1)).collect()
            });
            if made {
                splice(first, first + many as u32 - 1);
            }
            return Ok(());
        }
        before += many;
    }
    Err(Error::invalid("handle", "cannot be made because too many are held; free what is no longer needed"))
}
