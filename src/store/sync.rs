//! What the cache is made of; the model in `tests/interleavings` puts its own in their place.

pub(super) use std::sync::atomic::{AtomicUsize, Ordering};
pub(super) use std::sync::{Mutex, MutexGuard, PoisonError};
