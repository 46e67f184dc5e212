//! Sees a store's failures where the caller is told of them in other words: a provider's 500 does not say what failed.

use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};

/// Keeps the first failure of the store itself.
#[derive(Default)]
pub(crate) struct Witness(Mutex<Option<Error>>);

impl Witness {
    /// What was seen first, if anything failed.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn see(&self, error: &Error) {
        if let Some(failure) = error.of_the_store() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
        }
    }
}

/// What a witness may see.
pub(super) trait Seen {
    /// The same, after the witness, if there is one, saw it.
    fn seen_by(self, witness: Option<&Witness>) -> Self;
}

impl<T> Seen for Result<T> {
    fn seen_by(self, witness: Option<&Witness>) -> Result<T> {
        if let (Err(error), Some(witness)) = (&self, witness) {
            witness.see(error);
        }
        self
    }
}
