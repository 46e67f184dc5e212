//! The store's cache on loom's locks and counters, and the smallest store that can be put behind it.

use std::sync::Arc;

use loom::sync::Mutex;
use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

#[path = "../../src/store/cache.rs"]
mod cache;

mod sync {
    pub(crate) use loom::sync::atomic::{AtomicUsize, Ordering};
    pub(crate) use loom::sync::{Mutex, MutexGuard};
    pub(crate) use std::sync::PoisonError;
}

use cache::{Cache, CacheKey, Kept, Touched};

/// What stands under every key: the number of the write that put it there.
pub struct Value(usize);

impl Kept for Value {
    fn bytes(&self) -> usize {
        0
    }
}

/// What a part of the protocol does when it is left out, to see that the model notices.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    Nothing,
    /// Sets stay open and as they are while a write is committed.
    Closing,
    /// What was read is kept whatever was committed meanwhile.
    AskingWhetherCurrent,
    /// Sets are opened before the new snapshot is there.
    OpeningLast,
    /// A reader is answered from memory although the store was stopped.
    RefusingWhenStopped,
}

/// A store of so many values, all of which a write replaces.
pub struct Store<const KEYS: usize> {
    cache: Cache<Value>,
    snapshot: Mutex<Arc<[usize; KEYS]>>,
    stopped: AtomicBool,
    left_out: LeftOut,
}

/// The number of the last write that was acknowledged, which is the greatest there is once one failed, and of the last
/// that anybody may have seen.
#[derive(Default)]
pub struct Told {
    pub acknowledged: AtomicUsize,
    pub published: AtomicUsize,
}

fn key(nth: usize) -> CacheKey {
    CacheKey { about: [nth as u8, 0], bytes: [0; 16] }
}

impl<const KEYS: usize> Store<KEYS> {
    pub fn new(left_out: LeftOut) -> Store<KEYS> {
        Store {
            // The fewest sets: one, in which all keys meet.
            cache: Cache::new(1024),
            snapshot: Mutex::new(Arc::new([0; KEYS])),
            stopped: AtomicBool::new(false),
            left_out,
        }
    }

    fn current(&self) -> Arc<[usize; KEYS]> {
        self.snapshot.lock().unwrap().clone()
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(SeqCst)
    }

    /// Reads a value as `Store::looked_up` does; none when the store was stopped.
    pub fn read(&self, nth: usize) -> Option<usize> {
        if self.left_out != LeftOut::RefusingWhenStopped && self.is_stopped() {
            return None;
        }
        if let Some(seen) = self.cache.look(key(nth), |value| value.0) {
            return Some(seen);
        }
        let snapshot = self.current();
        let value = snapshot[nth];
        let current = || self.left_out == LeftOut::AskingWhetherCurrent || Arc::ptr_eq(&self.current(), &snapshot);
        self.cache.fill(key(nth), Value(value), current);
        Some(value)
    }

    /// Reads every value as `Store::customers_at_once` does.
    pub fn read_all(&self) -> Option<[usize; KEYS]> {
        let snapshot = self.current();
        let mut all = [0; KEYS];
        for (nth, value) in all.iter_mut().enumerate() {
            *value = self.read(nth)?;
        }
        Some(if Arc::ptr_eq(&self.current(), &snapshot) { all } else { *self.current() })
    }

    fn touched() -> Touched {
        let mut touched = Touched::default();
        (0..KEYS).for_each(|nth| touched.add(key(nth)));
        touched
    }

    /// Writes as `Writer` does: closes, commits, publishes, opens, acknowledges.
    pub fn write(&self, number: usize, told: &Told) {
        let mut closed = (self.left_out != LeftOut::Closing).then(|| self.cache.close(Self::touched()));
        if self.left_out == LeftOut::OpeningLast {
            closed = None;
        }
        told.published.store(number, SeqCst);
        *self.snapshot.lock().unwrap() = Arc::new([number; KEYS]);
        drop(closed);
        told.acknowledged.store(number, SeqCst);
    }

    /// A commit that fails: its outcome is unknown, so nobody may read any more.
    pub fn fail(&self, told: &Told) {
        let closed = self.cache.close(Self::touched());
        self.stopped.store(true, SeqCst);
        drop(closed);
        told.acknowledged.store(usize::MAX, SeqCst);
    }
}
