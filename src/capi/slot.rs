//! Slots for what a host holds: a fixed home for each handle, whose memory is never given back, so that a handle that
//! was freed, made up, or is of another kind is recognised and never followed.
//!
//! A handle is a number in the place of an address: the place of its slot and the slot's generation, which changes each
//! time the slot is used anew. On 64-bit machines it lies where systems put no memory, so that a pointer to something
//! else is no handle, and a program that follows a handle stops there.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use arc_swap::ArcSwapOption;

use super::object::{Kind, Object, Open};
use super::place::{self, Place, forks};
use crate::error::{Error, Result};

/// How many bits of a slot's generation a handle tells.
const GENERATION: u32 = if usize::BITS == 64 { 18 } else { 12 };
/// Where handles begin.
const BASE: usize = if usize::BITS == 64 { 1 << (usize::BITS - 17) } else { 0 };

/// What a slot's state says, in one word that changes at once: generation, kind, holds and pins.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State(u64);

impl State {
    const PIN: u64 = 1;
    const HOLD: u64 = 1 << 20;
    const KIND: u32 = 40;
    const GENERATION: u32 = 46;
    /// The most that a host may hold of one handle.
    const MOST: u64 = 0xf_ffff;

    fn new(generation: u32, kind: u8, holds: u64) -> State {
        State((u64::from(generation) << Self::GENERATION) | (u64::from(kind) << Self::KIND) | (holds * Self::HOLD))
    }

    fn generation(self) -> u32 {
        (self.0 >> Self::GENERATION) as u32
    }

    fn kind(self) -> u8 {
        (self.0 >> Self::KIND) as u8 & 0x3f
    }

    /// How many references the host has.
    fn holds(self) -> u64 {
        (self.0 >> 20) & Self::MOST
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
    /// The place of the next free slot, while this one is free.
    pub(super) next: AtomicU32,
    /// Of an account: the handle of its store, and in the last byte which account of it.
    account: AtomicU64,
    /// Of a store: what it opened, until it is closed. Read without counting, for many threads look here all the time.
    open: ArcSwapOption<Open>,
    /// Everything else.
    object: UnsafeCell<Option<Object>>,
}

// SAFETY: `object` is written only by the thread that took the slot from the free ones, before it published the state,
// and by the one that took the last hold and pin away, after which nobody can pin it; in between it is only read.
unsafe impl Sync for Slot {}

// Two handles never share a line of the processor's cache.
const _: () = assert!(size_of::<Slot>() == 64);

impl Slot {
    pub(super) fn empty() -> Slot {
        Slot {
            state: AtomicU64::new(0),
            forks: AtomicU32::new(0),
            next: AtomicU32::new(0),
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

/// A handle as it was recognised: its slot, and the generation in which the handle is good.
#[derive(Clone, Copy)]
struct Found {
    slot: &'static Slot,
    place: Place,
    generation: usize,
}

/// The handle of a slot in a generation.
fn handle(place: Place, generation: u32) -> usize {
    BASE | place.number() << GENERATION | told(generation)
}

/// As much of a generation as a handle tells.
fn told(generation: u32) -> usize {
    generation as usize % (1 << GENERATION)
}

/// Finds the slot that a handle belongs to.
#[inline(always)]
fn find(handle: usize, what: &'static str) -> Result<Found> {
    let place = handle.checked_sub(BASE).and_then(|within| Place::of(within >> GENERATION));
    let found = place.and_then(|place| Some(Found { slot: place.slot()?, place, generation: told(handle as u32) }));
    let unknown = || Error::InvalidHandle { what };
    found.ok_or_else(unknown)
}

impl Found {
    /// Refuses a state in which the handle is not good.
    #[inline(always)]
    fn check(&self, state: State, kind: Kind) -> Result<()> {
        let is_held = told(state.generation()) == self.generation && state.holds() != 0;
        if is_held && state.kind() == kind as u8 && self.slot.forks.load(Ordering::Relaxed) == forks() {
            return Ok(());
        }
        Err(refusal(is_held, state, kind))
    }
}

/// Why a handle is not good.
#[cold]
fn refusal(is_held: bool, state: State, kind: Kind) -> Error {
    if !is_held {
        Error::Closed { what: kind.name() }
    } else if state.kind() != kind as u8 {
        Error::InvalidHandle { what: kind.name() }
    } else {
        Error::Forked
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
    // Nearly every function of the interface drops one.
    #[inline(never)]
    fn drop(&mut self) {
        let before = State(self.slot.state.fetch_sub(State::PIN, Ordering::AcqRel));
        if before.holds() == 0 && before.pins() == 1 {
            reclaim(self.slot, self.place);
        }
    }
}

/// Gives a handle to an object.
pub(super) fn publish(kind: Kind, object: Object) -> Result<usize> {
    publish_as(kind, |slot| {
        // SAFETY: the slot was free and is ours alone until its state is published.
        unsafe { *slot.object.get() = Some(object) };
    })
}

/// Gives a handle to an open store.
pub(super) fn publish_store(open: Open) -> Result<usize> {
    publish_as(Kind::Store, |slot| slot.open.store(Some(open.into())))
}

/// Gives a handle to an account of an open store.
pub(super) fn publish_account(store: usize, account: u8) -> Result<usize> {
    let word = (store as u64) << 8 | u64::from(account);
    // Whoever reads this word by a handle that was freed must see as well that the slot has another state by now.
    publish_as(Kind::Account, |slot| slot.account.store(word, Ordering::Release))
}

fn publish_as(kind: Kind, fill: impl FnOnce(&Slot)) -> Result<usize> {
    let place = place::take()?;
    let slot = place.slot().ok_or_else(|| Error::InvalidHandle { what: kind.name() })?;
    fill(slot);
    let generation = slot.state().generation();
    slot.forks.store(forks(), Ordering::Relaxed);
    slot.state.store(State::new(generation, kind as u8, 1).0, Ordering::Release);
    Ok(handle(place, generation))
}

/// Takes one more hold of a handle.
pub(super) fn retain(handle: usize, kind: Kind) -> Result<()> {
    let found = find(handle, kind.name())?;
    loop {
        let state = found.slot.state();
        found.check(state, kind)?;
        if state.holds() == State::MOST {
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
    place::give_back(place);
}

/// What a store's handle opened, without counting: any number of threads may look here at once and none waits for
/// another.
pub(super) fn with_open<T>(handle: usize, look: impl FnOnce(&Open) -> Result<T>) -> Result<T> {
    look(load_open(handle)?.as_deref().ok_or_else(|| Error::Closed { what: Kind::Store.name() })?)
}

/// Apart from [`with_open`], of which every function of the interface has its own copy.
fn load_open(handle: usize) -> Result<arc_swap::Guard<Option<Arc<Open>>>> {
    let found = find(handle, Kind::Store.name())?;
    let open = found.slot.open.load();
    // Whatever was loaded belongs to this handle only if it is good, and the slot was not used anew meanwhile.
    found.check(found.slot.state(), Kind::Store)?;
    Ok(open)
}

/// The handle of an account's store, and the account's number.
pub(super) fn of_account(handle: usize) -> Result<(usize, u8)> {
    let found = find(handle, Kind::Account.name())?;
    let word = found.slot.account.load(Ordering::Acquire);
    // As above.
    found.check(found.slot.state(), Kind::Account)?;
    Ok(((word >> 8) as usize, word as u8))
}

/// Ends a store's handle, and answers with what it had opened.
pub(super) fn close(handle: usize) -> Result<Arc<Open>> {
    let found = find(handle, Kind::Store.name())?;
    loop {
        let state = found.slot.state();
        found.check(state, Kind::Store)?;
        // A store's handle is held once and never pinned, so whoever takes the hold away is alone with the slot.
        if found.slot.change(state, state.0 - State::HOLD) {
            let open = found.slot.open.swap(None);
            reclaim(found.slot, found.place);
            return open.ok_or_else(|| Error::Closed { what: Kind::Store.name() });
        }
    }
}

/// How many handles this process holds; a child of a fork does not hold its parent's.
pub(super) fn live() -> u64 {
    let held = |slot: &&Slot| slot.state().holds() > 0 && slot.forks.load(Ordering::Relaxed) == forks();
    place::every().filter(held).count() as u64
}
