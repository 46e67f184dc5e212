//! What was read lately, in front of the snapshot: bounded in bytes, never stale, never ahead of a commit.
//!
//! An answer is kept only while it is what the current snapshot says. Whoever writes closes the sets of all keys that the
//! write touches before it commits, which drops what they hold, and opens them once the new snapshot is there; what a
//! reader brings is kept only if the set is open and the snapshot that it was read from is still the current one, both
//! seen under the set's lock. Readers never wait for a commit. `tests/interleavings` goes through all the orders in which
//! that can happen, so this file knows nothing but locks and counters.

#[cfg(test)]
#[path = "cache/tests.rs"]
mod tests;

use super::sync::{AtomicUsize, Mutex, MutexGuard, Ordering, PoisonError};

/// What a lookup asks for: two lookups have the same key only if they ask for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CacheKey {
    /// The account and what is asked.
    pub(crate) about: [u8; 2],
    /// An id, or the whole hash of what is looked up.
    pub(crate) bytes: [u8; 16],
}

impl CacheKey {
    /// Ids that follow one another differ in few bits, all of which have to count: both halves of a product of the halves.
    fn spread(self) -> u64 {
        let value = u128::from_le_bytes(self.bytes);
        let (first, last) = (value as u64, (value >> 64) as u64 ^ u64::from(u16::from_le_bytes(self.about)));
        let product = u128::from(first ^ 0x9e37_79b9_7f4a_7c15) * u128::from(last ^ 0xd1b5_4a32_d192_ed03);
        product as u64 ^ (product >> 64) as u64
    }

    /// Which set it falls into, once cut to their number.
    fn place(self) -> usize {
        self.spread() as usize
    }

    /// Tells it from most others of its set.
    fn mark(self) -> u16 {
        (self.spread() >> 48) as u16
    }
}

/// What can be kept.
pub(crate) trait Kept {
    /// How many bytes of memory it takes.
    fn bytes(&self) -> usize;
}

/// The bytes of memory for which there is one set: about as many as a customer takes.
const BYTES_PER_SET: usize = 1024;
/// More sets than these take longer to make than an open may take.
const MOST_SETS: usize = 1 << 20;
/// A write that touches more keys than this closes every set.
const MOST_KEYS: usize = 1 << 12;

/// Answers under their keys.
pub(crate) struct Cache<V> {
    /// A power of two of them; none keeps nothing.
    sets: Box<[Set<V>]>,
    bound: usize,
    held: AtomicUsize,
    hand: AtomicUsize,
}

/// The answers whose keys fall together. A lock and one answer are as many bytes as a processor fetches at once, and lie so
/// that they are fetched together.
#[repr(align(64))]
struct Set<V>(Mutex<Answers<V>>);

struct Answers<V> {
    /// Whether a write that touches one of the keys is being committed.
    closed: bool,
    /// The mark of what was asked for last and not kept.
    missed: u16,
    /// Mostly there is no more than one.
    first: Option<Answer<V>>,
    more: Option<Box<More<V>>>,
}

/// Apart, so that a set has room for an answer beside it.
struct More<V>(Vec<Answer<V>>);

struct Answer<V> {
    key: CacheKey,
    /// Whether it was asked for since the hand last came by.
    used: bool,
    value: V,
}

impl<V: Kept> Answer<V> {
    fn bytes(&self) -> usize {
        size_of::<Answer<V>>() + self.value.bytes()
    }
}

impl<V: Kept> Cache<V> {
    /// How many bytes a set takes.
    pub(crate) const SET: usize = size_of::<Set<V>>();

    /// A cache that takes so many bytes at most.
    pub(crate) fn new(bound: usize) -> Cache<V> {
        let sets = match bound / BYTES_PER_SET {
            0 => 0,
            sets => sets.min(MOST_SETS).next_power_of_two(),
        };
        let sets: Box<[_]> = (0..sets).map(|_| Set(Mutex::new(Answers::none()))).collect();
        let bound = bound.saturating_sub(size_of_val(&*sets));
        Cache { sets, bound, held: AtomicUsize::new(0), hand: AtomicUsize::new(0) }
    }

    /// Shows the answer under a key, if there is one. Others who ask for the same wait meanwhile, so be quick.
    #[inline]
    pub(crate) fn look<T>(&self, key: CacheKey, see: impl FnOnce(&V) -> T) -> Option<T> {
        self.set_of(key)?.lock().find(key).map(see)
    }

    /// Keeps an answer, unless a write came between: `current` says whether the snapshot that the answer was read from is
    /// still the one to read from. When others have to go for it, it is kept only if it is asked for a second time, so that
    /// whoever goes through everybody pushes nobody out.
    pub(crate) fn fill(&self, key: CacheKey, value: V, current: impl FnOnce() -> bool) {
        let Some(set) = self.set_of(key) else { return };
        let mut held = {
            let mut answers = set.lock();
            if answers.closed || answers.find(key).is_some() {
                return;
            }
            let full = self.held.load(Ordering::Relaxed) > self.bound - self.bound / 16;
            if full && std::mem::replace(&mut answers.missed, key.mark()) != key.mark() {
                return;
            }
            let answer = Answer { key, used: false, value };
            let bytes = answer.bytes();
            // One answer may not push out most of the others.
            if bytes > self.bound / 16 || !current() {
                return;
            }
            answers.add(answer);
            // Before anybody can drop it again.
            self.held.fetch_add(bytes, Ordering::Relaxed) + bytes
        };
        while held > self.bound {
            held = self.evict();
        }
    }

    /// Closes the sets of the keys that a write touches, until what this answers with is dropped.
    pub(crate) fn close(&self, touched: Touched) -> Closed<'_, V> {
        let closed = Closed { cache: self, touched };
        closed.each_set(|answers, key| {
            answers.closed = true;
            answers.retain(&self.held, |answer| key.is_some_and(|key| *key != answer.key));
        });
        closed
    }

    /// Drops what was not asked for since the last time round of one set, and says how many bytes are held then.
    fn evict(&self) -> usize {
        let turn = self.hand.fetch_add(1, Ordering::Relaxed);
        if let Some(set) = self.nth(turn) {
            set.lock().retain(&self.held, |answer| std::mem::replace(&mut answer.used, false));
        }
        self.held.load(Ordering::Relaxed)
    }

    fn set_of(&self, key: CacheKey) -> Option<&Set<V>> {
        self.nth(key.place())
    }

    fn nth(&self, place: usize) -> Option<&Set<V>> {
        self.sets.get(place & self.sets.len().wrapping_sub(1))
    }
}

impl<V> Set<V> {
    /// A panic in a reader's own code leaves a set as whole as before.
    fn lock(&self) -> MutexGuard<'_, Answers<V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<V: Kept> Answers<V> {
    fn none() -> Answers<V> {
        Answers { closed: false, missed: 0, first: None, more: None }
    }

    fn each(&mut self) -> impl Iterator<Item = &mut Answer<V>> {
        self.first.iter_mut().chain(self.more.iter_mut().flat_map(|more| &mut more.0))
    }

    fn find(&mut self, key: CacheKey) -> Option<&V> {
        let answer = self.each().find(|answer| answer.key == key)?;
        answer.used = true;
        Some(&answer.value)
    }

    fn add(&mut self, answer: Answer<V>) {
        if self.first.is_none() {
            self.first = Some(answer);
        } else {
            self.more.get_or_insert_with(|| Box::new(More(Vec::new()))).0.push(answer);
        }
    }

    /// Drops all but those that are to stay, and counts what that leaves.
    fn retain(&mut self, held: &AtomicUsize, stays: impl Fn(&mut Answer<V>) -> bool) {
        let mut stays = |answer: &mut Answer<V>| {
            let stays = stays(answer);
            if !stays {
                held.fetch_sub(answer.bytes(), Ordering::Relaxed);
            }
            stays
        };
        self.first.take_if(|answer| !stays(answer));
        self.more.iter_mut().for_each(|more| more.0.retain_mut(&mut stays));
        if self.first.is_none() {
            self.first = self.more.as_mut().and_then(|more| more.0.pop());
        }
        self.more.take_if(|more| more.0.is_empty());
    }
}

/// The keys that a write touches.
#[derive(Debug, Default)]
pub(crate) enum Touched {
    #[default]
    Nothing,
    Keys(Vec<CacheKey>),
    Everything,
}

impl Touched {
    pub(crate) fn add(&mut self, key: CacheKey) {
        match self {
            Touched::Nothing => *self = Touched::Keys(vec![key]),
            Touched::Keys(keys) if keys.len() < MOST_KEYS => keys.push(key),
            Touched::Keys(_) => *self = Touched::Everything,
            Touched::Everything => {}
        }
    }
}

/// Sets that keep nothing while a write is being committed.
pub(crate) struct Closed<'a, V: Kept> {
    cache: &'a Cache<V>,
    touched: Touched,
}

impl<V: Kept> Closed<'_, V> {
    /// Goes through the sets, each with the key that it is about unless it is about all.
    fn each_set(&self, mut work: impl FnMut(&mut Answers<V>, Option<&CacheKey>)) {
        match &self.touched {
            Touched::Nothing => {}
            Touched::Keys(keys) => keys.iter().for_each(|key| {
                if let Some(set) = self.cache.set_of(*key) {
                    work(&mut set.lock(), Some(key));
                }
            }),
            Touched::Everything => self.cache.sets.iter().for_each(|set| work(&mut set.lock(), None)),
        }
    }
}

impl<V: Kept> Drop for Closed<'_, V> {
    /// The new snapshot is there, or the commit failed and nobody may read any more.
    fn drop(&mut self) {
        self.each_set(|answers, _| answers.closed = false);
    }
}
