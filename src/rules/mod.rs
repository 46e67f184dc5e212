//! The providers' rules as pure functions: storage, clock and randomness are parameters.

pub mod recurrence;
pub mod schedule;
