//! The C interface: `include/tillbook.h`. Every function here checks what it is given, calls one function of the typed
//! interface, and hands out what came of it. It decides nothing.
//!
//! All of the library's `unsafe` code is in this folder, and none of the rules.

// Functions and types are named as the header shows them. What is safe to pass stands there, in the words of C.
#![allow(unsafe_code, reason = "a C interface reads and writes what its caller points to")]
#![allow(non_camel_case_types, reason = "the header's names")]
#![allow(clippy::missing_safety_doc, reason = "the header says what may be passed, function by function")]

mod account;
mod array;
mod call;
mod card;
mod card_details;
mod card_update;
mod cards;
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
mod recurrence;
mod remove;
mod schedule;
mod schedules;
mod sized;
mod slot;
mod store;
mod tax_identifier;
mod tax_identifiers;
mod text;
mod token;
mod tokens;
