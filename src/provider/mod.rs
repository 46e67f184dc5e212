//! The providers' own REST interfaces, in process: request in, response out.
//!
//! This layer translates and decides nothing: a request becomes a command of the typed interface, and the records that
//! come back are shown as the provider shows them.

mod omise;
mod params;
mod percent;
mod request;
mod response;

pub use request::{Key, Method, Request};
pub use response::Response;
