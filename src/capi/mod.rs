//! The C interface: `include/tillbook.h`. Every function here checks what it is given, calls one function of the typed
//! interface, and hands out what came of it. It decides nothing.
//!
//! All of the library's `unsafe` code is in this folder, and none of the rules.

// Functions and types are named as the header shows them. What is safe to pass stands there, in the words of C.
#![allow(unsafe_code, reason = "a C interface reads and writes what its caller points to")]
#![allow(non_camel_case_types, reason = "the header's names")]
#![allow(rustdoc::broken_intra_doc_links, reason = "what looks like a link is how Doxygen marks an output")]
#![allow(clippy::missing_safety_doc, reason = "the header says what may be passed, function by function")]

mod account;
mod array;
mod call;
mod card;
mod card_details;
mod card_update;
mod cards;
mod check;
mod customer;
mod customer_copy;
mod customer_in_full;
mod customer_query;
mod customer_update;
mod customers;
mod date;
mod due;
mod entry;
mod error;
mod export;
mod feature;
mod file;
mod import;
mod iterator;
#[cfg(test)]
mod layout;
mod ledger_entry;
mod ledgers;
mod library;
mod list;
mod list_query;
mod new_card;
mod new_customer;
mod new_schedule;
pub mod numbers;
mod object;
mod occurrence;
mod occurrences;
mod place;
mod progress;
mod recurrence;
mod remove;
mod schedule;
mod schedules;
mod sized;
mod slot;
mod stat;
mod store;
mod tax_identifier;
mod tax_identifiers;
mod text;
mod token;
mod tokens;

// For hosts that are written in Rust, such as the tests: what C finds in the header.
pub use account::*;
pub use call::*;
pub use card::*;
pub use card_details::*;
pub use card_update::*;
pub use cards::*;
pub use check::*;
pub use customer::*;
pub use customer_copy::*;
pub use customer_in_full::*;
pub use customer_query::*;
pub use customer_update::*;
pub use customers::*;
pub use date::*;
pub use due::*;
pub use error::*;
pub use export::*;
pub use feature::*;
pub use file::*;
pub use import::*;
pub use iterator::*;
pub use ledger_entry::*;
pub use ledgers::*;
pub use library::*;
pub use list::*;
pub use list_query::*;
pub use new_card::*;
pub use new_customer::*;
pub use new_schedule::*;
pub use occurrence::*;
pub use occurrences::*;
pub use progress::*;
pub use recurrence::*;
pub use remove::*;
pub use schedule::*;
pub use schedules::*;
pub use stat::*;
pub use store::*;
pub use tax_identifier::*;
pub use tax_identifiers::*;
pub use text::*;
pub use token::*;
pub use tokens::*;
