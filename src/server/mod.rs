//! A store's accounts over HTTP, each at an address of its own: `tillbook serve` for hosts that bring their own program.
//!
//! It translates and decides nothing: a request becomes a [`Request`](crate::Request), the provider's own code answers
//! it, and what the provider's real service does before and around that (keys, limits, time) is done here in the
//! provider's own words.
//!
//! ```
//! use tillbook::server::{ServerOptions, keys};
//! use tillbook::{Provider, Store};
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("till.tillbook");
//! let (mode, keys) = keys(Provider::Omise, None, None, None)?;
//! let server = ServerOptions::new(Store::open(path)?)
//!     .serve(Provider::Omise, mode, keys, ([127, 0, 0, 1], 0).into())
//!     .bind()?;
//! assert!(server.listeners().all(|listener| listener.url().starts_with("http://127.0.0.1:")));
//! server.run(std::future::ready(()))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod body;
mod connection;
mod control;
mod door;
mod hosts;
mod keys;
mod metrics;
mod observe;
mod options;
mod page;
mod recent;
mod request_id;
mod routes;
mod run;
mod shape;

pub use keys::keys;
pub use options::{Limits, ServerOptions};
pub use run::{Listener, Server};
