//! Tillbook: an embedded customer store for point-of-sale terminals.
//!
//! A [`Store`] is one file. An [`Account`] of it is a provider's test or live world, with customers, cards, tokens and
//! schedules behind a typed interface, and the provider's own requests behind [`Account::call`]. Every write is on disk
//! when it is acknowledged, unless [`OpenOptions::durability`] says otherwise, and happens whole or not at all.
// A till must not stop because of what it is handed: errors are returned. The lints for every target are in Cargo.toml.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::get_unwrap)]

mod account;
#[cfg(feature = "capi")]
#[doc(hidden)]
pub mod capi;
mod engine;
pub mod error;
mod model;
mod provider;
#[doc(hidden)]
pub mod rules;
#[cfg(feature = "server")]
pub mod server;
mod store;
pub mod transfer;

#[doc(hidden)]
pub use account::Walk;
pub use account::{
    Account, Among, AmongTaxIdentifiers, Cards, CustomerInFull, CustomerIter, CustomerQuery, CustomerWithCards,
    Customers, Imported, Ledgers, Schedules, TaxIdentifiers, Tokens,
};
pub use error::{Conflict, Error, Result, Status};
pub use model::*;
pub use provider::{Key, Keys, Method, Request, Response};
pub use store::{
    AccountStat, BackupProgress, BackupReport, CheckProgress, CheckReport, Clock, Compacted, Cursor, Durability,
    Entropy, Finding, FindingKind, IndexStat, ListQuery, LogLevel, ManualClock, OpenOptions, Order, Page,
    SeededEntropy, Selection, Stat, Store, SystemClock, SystemEntropy, TableCount,
};
