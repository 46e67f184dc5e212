//! How to start a server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use super::run::Server;
use crate::error::Result;
use crate::model::{Mode, Provider};
use crate::provider::Keys;
use crate::store::{ManualClock, Store};

/// What a server is to serve, and how.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    pub(super) store: Store,
    pub(super) places: Vec<Place>,
    pub(super) control: bool,
    pub(super) clock: Option<Arc<ManualClock>>,
    pub(super) hosts: Vec<String>,
    pub(super) limits: Limits,
}

/// An account and where it is served.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub provider: Provider,
    pub mode: Mode,
    pub keys: Keys,
    pub address: SocketAddr,
}

/// What a server bears from its clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The longest body, in bytes.
    pub body_bytes: usize,
    /// How long a connection may take to send a request's line and headers, and how long it may do nothing.
    pub header_time: Duration,
    /// How long a body may take to arrive, and how long a client may take to read on.
    pub body_time: Duration,
    /// How many connections may be open at once, for each address.
    pub connections: usize,
    /// How long requests that are being answered may take to finish once the server is to stop.
    pub stop_time: Duration,
}

impl Default for Limits {
    /// 2 MiB of body, 30 seconds for headers, 30 for a body, 512 connections, 10 seconds to stop.
    fn default() -> Limits {
        Limits {
            body_bytes: 2 << 20,
            header_time: Duration::from_secs(30),
            body_time: Duration::from_secs(30),
            connections: 512,
            stop_time: Duration::from_secs(10),
        }
    }
}

impl ServerOptions {
    /// A server of a store that serves nothing yet.
    pub fn new(store: Store) -> ServerOptions {
        let (places, hosts) = (Vec::new(), Vec::new());
        ServerOptions { store, places, control: false, clock: None, hosts, limits: Limits::default() }
    }

    /// Serves an account at an address, with the keys from [`keys`](super::keys()); port 0 stands for any free port.
    #[must_use]
    pub fn serve(mut self, provider: Provider, mode: Mode, keys: Keys, address: SocketAddr) -> ServerOptions {
        self.places.push(Place { provider, mode, keys, address });
        self
    }

    /// Whether there is a control surface below `/_tillbook/`, for what a provider does outside its interface.
    #[must_use]
    pub fn control(mut self, control: bool) -> ServerOptions {
        self.control = control;
        self
    }

    /// Lets the control surface move a clock: the one that the store was opened with.
    #[must_use]
    pub fn test_clock(mut self, clock: Arc<ManualClock>) -> ServerOptions {
        self.clock = Some(clock);
        self
    }

    /// Answers requests for a host of this name as well. Without it only loopback names and the address itself are
    /// answered, so that no page of another site can reach the store through a name of its own.
    #[must_use]
    pub fn allow_host(mut self, name: impl Into<String>) -> ServerOptions {
        self.hosts.push(name.into());
        self
    }

    /// What the server bears from its clients.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> ServerOptions {
        self.limits = limits;
        self
    }

    /// Takes the addresses. Connections wait from now on; they are answered by [`Server::run`].
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) for a key that is none of the provider's or not of the
    /// mode, an empty one above all; [`Error::Io`](crate::Error::Io) when an address cannot be had, for example because
    /// another program listens there.
    pub fn bind(self) -> Result<Server> {
        Server::bind(self)
    }
}
