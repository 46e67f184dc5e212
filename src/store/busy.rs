//! What is being worked on at this moment, so that nobody begins it a second time.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::model::AccountId;

/// A name of an account that is being worked on.
type Name = (AccountId, String);

/// The names that are claimed now.
#[derive(Clone, Default)]
pub(crate) struct Busy(Arc<Mutex<HashSet<Name>>>);

/// A claimed name, free again when this is dropped.
pub(crate) struct Claim {
    busy: Busy,
    name: Name,
}

impl Busy {
    /// Claims a name; none while somebody else has it.
    pub(crate) fn claim(&self, account: AccountId, name: &str) -> Option<Claim> {
        let name = (account, name.to_owned());
        let free = self.names().insert(name.clone());
        free.then(|| Claim { busy: self.clone(), name })
    }

    /// The set is whole even if somebody panicked while holding it: it is only ever changed in one step.
    fn names(&self) -> MutexGuard<'_, HashSet<Name>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.busy.names().remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mode, Provider};

    #[test]
    fn a_name_is_claimed_once_in_its_account_and_free_again_afterwards() {
        let busy = Busy::default();
        let test = AccountId { provider: Provider::Komoju, mode: Mode::Test };
        let live = AccountId { mode: Mode::Live, ..test };
        let first = busy.claim(test, "a");
        assert!(first.is_some() && busy.claim(test, "a").is_none());
        assert!(busy.claim(live, "a").is_some() && busy.claim(test, "b").is_some());
        drop(first);
        assert!(busy.claim(test, "a").is_some());
    }
}
