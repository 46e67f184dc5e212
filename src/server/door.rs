//! One account at one address, and what all addresses share.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::response::Response as HttpResponse;
use hyper::header::{HeaderName, HeaderValue};
use tokio::sync::Semaphore;

use super::hosts::Hosts;
use super::metrics::Metrics;
use super::options::Limits;
use super::recent::Recent;
use super::shape::Words;
use crate::account::Account;
use crate::provider::{Dialect, Keys, Refusal, Response};
use crate::store::{ManualClock, Store};

/// How many requests are worked on at once; the others wait.
pub(super) const WORKERS: usize = 32;

/// One account at one address.
pub(super) struct Door {
    /// The account.
    pub account: Account,
    /// Its keys.
    pub keys: Keys,
    /// Where it is served.
    pub address: SocketAddr,
    /// The hosts in whose name requests may come.
    pub hosts: Hosts,
    /// The parts of paths that are no ids.
    pub words: Words,
    /// The last requests.
    pub recent: Recent,
    /// What all addresses share.
    pub house: Arc<House>,
}

/// What all addresses of a server share.
pub(super) struct House {
    /// The store.
    pub store: Store,
    /// Whether there is a control surface.
    pub control: bool,
    /// The clock that the control surface moves, and the accounts whose schedules it moves with it. Whoever moves it
    /// holds the lock, so that two do not move it at once.
    pub clock: Option<Mutex<Arc<ManualClock>>>,
    /// The accounts that are served.
    pub accounts: Vec<Account>,
    /// What is borne from clients.
    pub limits: Limits,
    /// What is counted.
    pub metrics: Metrics,
    /// A permit for each request that is worked on.
    pub workers: Arc<Semaphore>,
}

impl Door {
    /// The provider's table.
    pub fn dialect(&self) -> &'static Dialect {
        self.account.provider().dialect()
    }

    /// The provider's own refusal.
    pub fn refusal(&self, refusal: Refusal) -> Response {
        (self.dialect().refuse)(refusal)
    }

    /// The provider's own refusal, ready to be sent.
    pub fn refuse(&self, refusal: Refusal) -> HttpResponse {
        http(self.refusal(refusal))
    }

    /// Does work that reads or writes the store, away from the threads that talk to clients. Work that has begun is
    /// finished even when its client has gone. Should a defect stop it, that is the provider's refusal.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Door>,
        work: impl FnOnce(&Door) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let waiting = Arc::clone(&self.house.workers).acquire_owned();
        let permit = match tokio::time::timeout(self.house.limits.body_time, waiting).await {
            Ok(permit) => permit.map_err(|_| Refusal::Internal)?,
            Err(_) => return Err(Refusal::TooMany),
        };
        let door = Arc::clone(self);
        let working = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(&door)
        });
        working.await.map_err(|_| {
            tracing::error!("a defect stopped the answer to a request; please report it");
            Refusal::Internal
        })
    }
}

/// A provider's answer, ready to be sent. A header that HTTP could not carry is left out.
pub(super) fn http(response: Response) -> HttpResponse {
    let mut sent = HttpResponse::new(Body::from(response.body));
    *sent.status_mut() = response.status.try_into().unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in response.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            sent.headers_mut().append(name, value);
        }
    }
    sent
}
