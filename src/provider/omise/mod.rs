//! Omise: `providers/omise.md` is the page that the numbers in comments and tests refer to.

mod fault;
mod version;
mod views;
