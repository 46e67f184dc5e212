//! Tillbook: an embedded customer store for point-of-sale terminals.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod error;
mod model;
mod provider;

pub use error::{Error, Result, Status};
pub use model::*;
pub use provider::{Key, Method, Request, Response};
