//! Where slots are: blocks of memory that are never given back, and which slots in them are free.
//!
//! Nothing here waits for another thread, so a child that was forked at any moment finds all of it usable.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};

use super::slot::Slot;
use crate::error::{Error, Result};

/// The slots of the first block; each further one is twice as large.
const FIRST: u32 = 1024;
/// How many bits a place has: so many handles can be held at once.
const BITS: u32 = if usize::BITS == 64 { 29 } else { 20 };
const BLOCKS: usize = (BITS - FIRST.trailing_zeros()) as usize;
/// The end of the list of free slots.
const NONE: u32 = 0;
/// How many free slots rest with a thread before it uses the first of them anew. The longer a slot rests, the longer a
/// handle that was freed is told from all later ones.
const RESTING: usize = 64;

/// How many handles one call makes at most, those of a customer in full.
const AT_ONCE: usize = 3;

static BLOCK: [AtomicPtr<Slot>; BLOCKS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; BLOCKS];
/// The first place that was never used.
static FRESH: AtomicU32 = AtomicU32::new(FIRST);
/// The free slots that rest with no thread: a number of changes, and the first of them.
static FREE: AtomicU64 = AtomicU64::new(NONE as u64);
/// How many times this process came out of a fork as the child.
static FORKS: AtomicU32 = AtomicU32::new(0);

thread_local! {
    static MINE: RefCell<Resting> = const { RefCell::new(Resting(VecDeque::new())) };
}

/// A thread's own free slots, the one that is free for longest first. They are for all when the thread ends.
struct Resting(VecDeque<Place>);

impl Drop for Resting {
    fn drop(&mut self) {
        self.0.drain(..).for_each(push);
    }
}

/// The place of a slot among all. Block k holds the places from `FIRST << k` on, as many again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u32);

impl Place {
    /// The place with a number, be there a slot or not.
    pub(super) fn of(number: usize) -> Option<Place> {
        u32::try_from(number).ok().map(Place)
    }

    pub(super) fn number(self) -> usize {
        self.0 as usize
    }

    #[inline(always)]
    fn block(self) -> Option<usize> {
        Some((self.0.checked_ilog2()?.checked_sub(FIRST.trailing_zeros())?) as usize)
    }

    /// The slot; none where no memory was taken for one yet. Every call looks for one.
    #[inline(always)]
    pub(super) fn slot(self) -> Option<&'static Slot> {
        let block = self.block()?;
        slots(block)?.get((self.0 - (FIRST << block)) as usize)
    }
}

/// The slots of a block.
#[inline(always)]
fn slots(block: usize) -> Option<&'static [Slot]> {
    let first = BLOCK.get(block)?.load(Ordering::Acquire);
    // SAFETY: a block in the table was whole before it came there, has this many slots, and stays for ever.
    (!first.is_null()).then(|| unsafe { std::slice::from_raw_parts(first, (FIRST << block) as usize) })
}

/// Every slot there is. A block may come before one of lower number, when several threads take memory at once.
pub(super) fn every() -> impl Iterator<Item = &'static Slot> {
    (0..BLOCKS).filter_map(slots).flatten()
}

/// Takes a free slot for a handle.
pub(super) fn take() -> Result<Place> {
    match mine(RESTING).or_else(pop) {
        Some(place) => Ok(place),
        None => fresh().or_else(|failure| mine(1).ok_or(failure)),
    }
}

/// Sees that this thread can have as many handles as one call makes at most. Asked before anything is changed: a call
/// that wrote must not fail for want of a handle.
pub(super) fn prepare() -> Result<()> {
    let left = MINE.try_with(|mine| mine.try_borrow().map_or(AT_ONCE, |mine| mine.0.len())).unwrap_or(AT_ONCE);
    for _ in left..AT_ONCE {
        give_back(pop().map_or_else(fresh, Ok)?);
    }
    Ok(())
}

/// The thread's own slot that is free for longest, where it has at least so many.
fn mine(least: usize) -> Option<Place> {
    let rested = MINE.try_with(|mine| {
        let mut mine = mine.try_borrow_mut().ok()?;
        if mine.0.len() < least { None } else { mine.0.pop_front() }
    });
    rested.ok().flatten()
}

/// Takes back the slot of a handle that is no more.
pub(super) fn give_back(place: Place) {
    let mine = MINE.try_with(|mine| {
        let Ok(mut mine) = mine.try_borrow_mut() else { return Some(place) };
        mine.0.push_back(place);
        if mine.0.len() > RESTING { mine.0.pop_front() } else { None }
    });
    // A thread that is ending keeps nothing.
    if let Some(place) = mine.unwrap_or(Some(place)) {
        push(place);
    }
}

/// The first of the free slots that rest with no thread.
fn pop() -> Option<Place> {
    let mut head = FREE.load(Ordering::Acquire);
    loop {
        let place = Place(head as u32);
        if place.0 == NONE {
            return None;
        }
        // The next one may be wrong already when another thread was quicker; then so is the number of changes.
        let next = place.slot()?.next.load(Ordering::Relaxed);
        match FREE.compare_exchange_weak(head, changed(head, next), Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => return Some(place),
            Err(now) => head = now,
        }
    }
}

/// Puts a slot before the free ones that rest with no thread.
fn push(place: Place) {
    let Some(slot) = place.slot() else { return };
    let mut head = FREE.load(Ordering::Acquire);
    loop {
        slot.next.store(head as u32, Ordering::Relaxed);
        match FREE.compare_exchange_weak(head, changed(head, place.0), Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => return,
            Err(now) => head = now,
        }
    }
}

/// The head of the list after one more change: without the number, a list that changed and looks as before would be
/// taken for one that did not.
fn changed(head: u64, first: u32) -> u64 {
    ((head >> 32) + 1) << 32 | u64::from(first)
}

/// A slot that was never used. None is passed over because there was no memory for it.
fn fresh() -> Result<Place> {
    loop {
        let place = Place(FRESH.load(Ordering::Relaxed));
        let block = place.block().filter(|block| *block < BLOCKS).ok_or_else(too_many)?;
        if slots(block).is_none() {
            add(block)?;
        }
        let next = place.0 + 1;
        if FRESH.compare_exchange(place.0, next, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            return Ok(place);
        }
    }
}

/// Takes memory for a block, unless another thread does at this moment.
fn add(block: usize) -> Result<()> {
    let many = (FIRST << block) as usize;
    let mut slots = Vec::new();
    slots.try_reserve_exact(many).map_err(|_| no_memory())?;
    slots.resize_with(many, Slot::empty);
    if block == 0 {
        // Before anybody can hold a handle. That two threads do it only counts each fork twice.
        watch_forks()?;
    }
    let entry = BLOCK.get(block).ok_or_else(too_many)?;
    let unset = std::ptr::null_mut();
    let slots = Box::into_raw(slots.into_boxed_slice());
    if entry.compare_exchange(unset, slots.cast(), Ordering::AcqRel, Ordering::Acquire).is_err() {
        // SAFETY: it was made above, and nobody else has seen it.
        drop(unsafe { Box::from_raw(slots) });
    }
    Ok(())
}

fn too_many() -> Error {
    Error::invalid("handle", "cannot be made because too many are held; free what is no longer needed")
}

fn no_memory() -> Error {
    Error::Io { doing: "making one more handle", source: std::io::ErrorKind::OutOfMemory.into() }
}

/// How many times this process came out of a fork as the child: a handle is good only where it was made.
pub(super) fn forks() -> u32 {
    FORKS.load(Ordering::Relaxed)
}

/// From now on a child of this process is told from the process itself.
fn watch_forks() -> Result<()> {
    #[cfg(unix)]
    {
        extern "C" fn forked() {
            FORKS.fetch_add(1, Ordering::Relaxed);
        }
        // SAFETY: the handler only counts, which a child may do at once.
        let code = unsafe { libc::pthread_atfork(None, None, Some(forked)) };
        if code != 0 {
            let source = std::io::Error::from_raw_os_error(code);
            return Err(Error::Io { doing: "preparing for a fork", source });
        }
    }
    Ok(())
}
