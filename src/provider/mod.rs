//! The providers' own REST interfaces, in process: request in, response out.
//!
//! Each folder holds one provider's policy, and the translation of its requests and objects. This layer translates and
//! decides nothing: a request becomes a command of the typed interface, and the records that
//! come back are shown as the provider shows them.

mod dialect;
mod digital_river;
mod exchange;
mod fields;
mod keys;
mod komoju;
mod monri;
mod omise;
mod params;
mod percent;
mod request;
mod response;
mod route;
mod shopline;
mod show;

pub(crate) use dialect::Dialect;
#[cfg(feature = "server")]
pub(crate) use dialect::{CONTROL, Refusal};
pub(crate) use exchange::{Adoption, Exchange, Exported, Identity, More};
pub(crate) use fields::Fields;
pub use keys::Keys;
#[cfg(feature = "server")]
pub(crate) use keys::basic_of;
pub use request::{Key, Method, Request};
pub use response::Response;

use std::sync::Arc;

use crate::account::Account;
#[cfg(doc)]
use crate::error::Error;
use crate::error::Result;
use crate::model::{AccountId, Mode, Provider};
use crate::rules::policy::Policy;
use crate::store::{Store, Witness};

impl Provider {
    /// What the provider's folder gives. The only place that names every folder.
    pub(crate) const fn dialect(self) -> &'static Dialect {
        match self {
            Provider::Omise => &omise::DIALECT,
            Provider::Komoju => &komoju::DIALECT,
            Provider::Monri => &monri::DIALECT,
            Provider::DigitalRiver => &digital_river::DIALECT,
            Provider::Shopline => &shopline::DIALECT,
        }
    }

    /// The provider's rules as data, for the tests of the rules.
    #[doc(hidden)]
    pub fn policy(self) -> &'static Policy {
        self.dialect().policy
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
    /// Nothing is sent anywhere. What falls due of a schedule that is made here is charged by pretence. The path may have
    /// the prefix that it has over HTTP, such as `/v2`, or not.
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
        (self.provider().dialect().answer)(self, request)
    }

    /// The same, but where the store itself fails: then the provider's own words for it, an error of its server, would hide
    /// from a program that holds the store what it can do about it.
    ///
    /// ```
    /// use tillbook::{Error, Mode, OpenOptions, Provider, Request, Store};
    /// let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("shop.tillbook");
    /// drop(Store::open(&path)?);
    /// let account = OpenOptions::new().read_only(true).open(&path)?.account(Provider::Omise, Mode::Test);
    /// assert_eq!(account.call(&Request::post("/customers")).status, 500);
    /// assert!(matches!(account.try_call(&Request::post("/customers")), Err(Error::ReadOnly)));
    /// assert_eq!(account.try_call(&Request::get("/customers"))?.status, 200);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Io`], [`Error::OutcomeUnknown`], [`Error::ReadOnly`] or [`Error::Poisoned`].
    pub fn try_call(&self, request: &Request) -> Result<Response> {
        let witness = Arc::new(Witness::default());
        let response = self.watched(witness.clone()).call(request);
        match witness.failure() {
            Some(failure) if response.status >= 500 => Err(failure),
            _ => Ok(response),
        }
    }

    /// Answers a request as it came over the wire: finds out which of the account's keys it shows, and answers it as the
    /// provider does, refusing it where the key is missing or wrong.
    #[cfg(feature = "server")]
    pub(crate) fn serve(&self, keys: &Keys, mut request: Request) -> Response {
        let Dialect { access, answer, .. } = self.provider().dialect();
        if let Some(response) = (access.grant)(keys, &request, self.now()) {
            return response;
        }
        match (access.authenticate)(keys, &request, self.now()) {
            Ok(key) => {
                request.key = key;
                answer(self, &request)
            }
            Err(refused) => refused,
        }
    }
}
