//! The providers' rules as pure functions: state and command in, changes or a rejection out. No storage, no clock, no
//! randomness.

pub mod belongings;
pub mod bounds;
pub mod card;
pub mod customer;
pub mod import;
pub mod ledger;
pub mod policy;
pub mod recurrence;
pub mod schedule;
pub mod tax_identifier;
pub mod token;
