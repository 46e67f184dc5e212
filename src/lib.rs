//! Tillbook: an embedded customer store for point-of-sale terminals.
// A till must not stop because of what it is handed: errors are returned. The lints for every target are in Cargo.toml.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::get_unwrap)]

pub mod error;
mod engine;
mod model;
mod provider;
#[doc(hidden)]
pub mod rules;
mod store;

pub use error::{Error, Result, Status};
pub use model::*;
pub use provider::{Key, Method, Request, Response};
