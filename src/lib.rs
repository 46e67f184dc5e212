//! Tillbook: an embedded customer store for point-of-sale terminals.
// A till must not stop because of what it is handed: errors are returned. The lints for every target are in Cargo.toml.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::get_unwrap)]

mod account;
mod engine;
pub mod error;
mod model;
mod provider;
#[doc(hidden)]
pub mod rules;
mod store;

pub use account::{Account, Cards, CustomerQuery, Customers, Imported, Schedules, Tokens};
pub use error::{Error, Result, Status};
pub use model::*;
pub use store::{
    AccountStat, CheckProgress, CheckReport, Clock, Compacted, Entropy, Finding, FindingKind, IndexStat, ListQuery,
    ManualClock, OpenOptions, Order, Page, SeededEntropy, Stat, Store, SystemClock, SystemEntropy, TableCount,
};
