//! Writes that were acknowledged before they were on the disk.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// With so many writes waiting nobody waits for the interval to end: the commit that takes them all to the disk keeps
/// every other write waiting meanwhile.
const MOST: u32 = 1000;

/// How many writes wait for the disk, and who waits for them.
#[derive(Default)]
pub(super) struct Unsynced {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    writes: u32,
    closing: bool,
}

impl Unsynced {
    /// Counts a write in.
    pub(super) fn add(&self) {
        let mut state = self.state();
        state.writes += 1;
        // Only the first and the last of them matter to whoever waits: an idle store wakes nobody, nor does a busy one.
        if state.writes == 1 || state.writes == MOST {
            self.changed.notify_all();
        }
    }

    /// Takes the writes so far: whoever does brings them to the disk.
    pub(super) fn take(&self) -> u32 {
        std::mem::take(&mut self.state().writes)
    }

    /// Waits until a write has waited for the interval, or too many have. False when no further one comes.
    pub(super) fn wait(&self, interval: Duration) -> bool {
        let waiting = |state: &mut State| state.writes == 0 && !state.closing;
        let state = self.changed.wait_while(self.state(), waiting).unwrap_or_else(PoisonError::into_inner);
        let few = |state: &mut State| state.writes < MOST && !state.closing;
        let state = self.changed.wait_timeout_while(state, interval, few).unwrap_or_else(PoisonError::into_inner).0;
        !state.closing
    }

    /// Ends the waiting: no further write comes.
    pub(super) fn close(&self) {
        self.state().closing = true;
        self.changed.notify_all();
    }

    /// The state is whole even if somebody panicked while holding it: it is only ever changed in one step.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
