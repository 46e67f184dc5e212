//! Taking addresses, answering connections, and stopping without losing anything.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{Semaphore, watch};

use super::connection::{Connection, FAREWELL, too_many};
use super::door::{Door, House, WORKERS};
use super::hosts::Hosts;
use super::keys::check;
use super::metrics::Metrics;
use super::options::{Place, ServerOptions};
use super::recent::Recent;
use super::routes::router;
use super::shape::Words;
use crate::engine::io_error;
use crate::error::{Error, Result};
use crate::model::AccountId;

/// The longest line and headers of a request, in bytes.
const HEAD_BYTES: usize = 64 << 10;
/// How long a door rests that cannot take connections, for example because the process has too many files open.
const REST: Duration = Duration::from_millis(50);

/// How many connections may wait to be taken.
const WAITING: u32 = 1024;

/// A server that has its addresses.
pub struct Server {
    doors: Vec<(TcpListener, Arc<Door>)>,
    /// There until the server runs.
    runtime: Option<Runtime>,
}

/// An account that is served.
#[derive(Clone, Copy)]
pub struct Listener<'a>(&'a Door);

impl Server {
    pub(super) fn bind(options: ServerOptions) -> Result<Server> {
        let ServerOptions { store, places, control, clock, hosts, limits } = options;
        for Place { provider, mode, keys, .. } in &places {
            // An empty key would be shown by everybody who shows none.
            check(*provider, Some(*mode), Some(&keys.secret), keys.public.as_ref())?;
        }
        let runtime = Builder::new_current_thread().enable_all().build().map_err(io_error("starting to listen"))?;
        let house = Arc::new(House {
            accounts: places.iter().map(|place| store.account(place.provider, place.mode)).collect(),
            store,
            control,
            clock: clock.map(Mutex::new),
            limits,
            metrics: Metrics::new(),
            workers: Arc::new(Semaphore::new(WORKERS)),
        });
        let mut doors = Vec::new();
        for place in places {
            let taken = listen(&runtime, place.address);
            let taken = taken.and_then(|listener| Ok((listener.local_addr()?, listener)));
            let (address, listener) = taken.map_err(|source| cannot_listen(place.address, source))?;
            let door = Door {
                account: house.store.account(place.provider, place.mode),
                keys: place.keys,
                address,
                hosts: Hosts::new(address, &hosts),
                words: Words::of(place.provider.dialect().description),
                recent: Recent::default(),
                house: Arc::clone(&house),
            };
            doors.push((listener, Arc::new(door)));
        }
        Ok(Server { doors, runtime: Some(runtime) })
    }

    /// What is served, in the order in which it was asked for.
    pub fn listeners(&self) -> impl Iterator<Item = Listener<'_>> {
        self.doors.iter().map(|(_, door)| Listener(door))
    }

    /// Answers requests until `stop` is ready. Then no connection is taken any more, what is being answered is finished
    /// within the time that [`Limits`](super::Limits) give it, and the server lets go of the store.
    ///
    /// # Errors
    /// [`Error::Io`] on a thread that runs another asynchronous program, which this would bring to a halt.
    pub fn run(mut self, stop: impl Future<Output = ()>) -> Result<()> {
        if Handle::try_current().is_ok() {
            let sentence = "another asynchronous program runs on this thread; serve on a thread of its own";
            return Err(io_error("serving")(io::Error::other(sentence)));
        }
        if let Some(runtime) = self.runtime.take() {
            // Work on the store that has begun is waited for when the runtime goes.
            runtime.block_on(answer(std::mem::take(&mut self.doors), stop));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that never ran has nothing to wait for, and whoever drops it may be somewhere where nobody may wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Takes an address. The standard library would let fewer connections wait than a burst of clients brings.
fn listen(runtime: &Runtime, address: SocketAddr) -> io::Result<TcpListener> {
    let _within = runtime.enter();
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Else the port of a server that was killed could not be had again for a while.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// Answers at every door until told to stop.
async fn answer(doors: Vec<(TcpListener, Arc<Door>)>, stop: impl Future<Output = ()>) {
    let (stopping, stopped) = watch::channel(false);
    let take = |(listener, door)| tokio::spawn(take(listener, door, stopped.clone()));
    let answering: Vec<_> = doors.into_iter().map(take).collect();
    stop.await;
    // Nobody is left to hear it when every door has closed.
    let _ = stopping.send(true);
    for answering in answering {
        let _ = answering.await;
    }
}

/// Takes connections at a door until told to stop, then waits for what they have under way.
async fn take(listener: TcpListener, door: Arc<Door>, mut stopped: watch::Receiver<bool>) {
    let limits = door.house.limits;
    let service = TowerToHyperService::new(router(Arc::clone(&door)));
    let room = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.header_time).max_buf_size(HEAD_BYTES);
    // A client may say that it has sent everything and still wait for its answer.
    builder.half_close(true);
    loop {
        let taken = tokio::select! {
            _ = stopped.changed() => break,
            taken = listener.accept() => taken,
        };
        let Ok((stream, _)) = taken else {
            tokio::time::sleep(REST).await;
            continue;
        };
        // Answers are small and each is waited for.
        let _ = stream.set_nodelay(true);
        match Arc::clone(&room).try_acquire_owned() {
            Ok(place) => {
                let connection = TokioIo::new(Connection::new(stream, Arc::clone(&door)));
                let answered = graceful.watch(builder.serve_connection(connection, service.clone()));
                tokio::spawn(async move {
                    // Clients that vanish or send what is no HTTP are no trouble of ours.
                    let _ = answered.await;
                    drop(place);
                });
            }
            Err(_) => refuse(stream, too_many(&door)),
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(limits.stop_time, graceful.shutdown()).await;
}

/// Tells a connection that it is one too many.
fn refuse(stream: TcpStream, refusal: Vec<u8>) {
    tokio::spawn(tokio::time::timeout(FAREWELL, async move {
        let mut rest = refusal.as_slice();
        while !rest.is_empty() && stream.writable().await.is_ok() {
            match stream.try_write(rest) {
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    }));
}

fn cannot_listen(address: SocketAddr, source: io::Error) -> Error {
    io_error("listening")(io::Error::new(source.kind(), format!("{address}: {source}")))
}

impl<'a> Listener<'a> {
    /// The account.
    pub fn account(&self) -> AccountId {
        self.0.account.id()
    }

    /// Where it is served.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// The address as a URL without a path.
    pub fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// The secret key. Show it to nobody but who is to call the account.
    pub fn secret_key(&self) -> &'a str {
        self.0.keys.secret.expose()
    }

    /// The public key, where the provider has one.
    pub fn public_key(&self) -> Option<&'a str> {
        self.0.keys.public.as_ref().map(crate::model::SecretText::expose)
    }
}

impl std::fmt::Debug for Listener<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listener").field("account", &self.account()).field("address", &self.address()).finish()
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.listeners()).finish()
    }
}
