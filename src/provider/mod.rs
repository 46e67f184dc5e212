//! The providers: each folder holds one provider's policy and the translation of its requests and objects.

mod digital_river;
mod komoju;
mod monri;
mod omise;
mod shopline;

use crate::account::Account;
use crate::model::{AccountId, Mode, Provider};
use crate::rules::policy::Policy;
use crate::store::Store;

impl Provider {
    /// The provider's rules as data, for the tests of the rules.
    #[doc(hidden)]
    pub fn policy(self) -> &'static Policy {
        match self {
            Provider::Omise => &omise::POLICY,
            Provider::Komoju => &komoju::POLICY,
            Provider::Monri => &monri::POLICY,
            Provider::DigitalRiver => &digital_river::POLICY,
            Provider::Shopline => &shopline::POLICY,
        }
    }
}

impl Store {
    /// An account of the store: a provider's test or live world.
    pub fn account(&self, provider: Provider, mode: Mode) -> Account {
        Account::new(self.clone(), AccountId { provider, mode }, provider.policy())
    }
}
