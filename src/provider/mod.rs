//! The providers' own REST interfaces, in process: request in, response out.
//!
//! Each folder holds one provider's policy, and the translation of its requests and objects. This layer translates and
//! decides nothing: a request becomes a command of the typed interface, and the records that
//! come back are shown as the provider shows them.

mod digital_river;
mod export;
mod komoju;
mod monri;
mod omise;
mod params;
mod percent;
mod request;
mod response;
mod shopline;

pub(crate) use export::{Exported, exported};
pub use request::{Key, Method, Request};
pub use response::Response;

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

impl Account {
    /// Answers a request exactly as the provider's own REST interface does, error bodies included.
    ///
    /// Nothing is sent anywhere. What falls due of a schedule that is made here is charged by pretence.
    /// In this version only Omise is answered; with the other providers every request gets status 501.
    ///
    /// ```
    /// use tillbook::{Mode, Provider, Request, Store};
    /// let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::Omise, Mode::Test);
    /// let created = account.call(&Request::post("/customers").form(&[("email", "ann@example.org")]));
    /// assert_eq!(created.status, 200);
    /// assert_eq!(created.json()["email"], "ann@example.org");
    /// let missing = account.call(&Request::get("/customers/cust_test_nobody"));
    /// assert_eq!((missing.status, missing.json()["code"].as_str()), (404, Some("not_found")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn call(&self, request: &Request) -> Response {
        match self.id().provider {
            Provider::Omise => omise::answer(self, request),
            Provider::Komoju | Provider::Monri | Provider::DigitalRiver | Provider::Shopline => {
                let sentence = format!("calls are not supported for {} in this version", self.id().provider);
                let body = serde_json::json!({ "error": sentence });
                Response::of_json(501, body.to_string().into_bytes())
            }
        }
    }
}
