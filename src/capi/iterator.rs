//! Going through all records of an account.

/// What an iterator's handle holds.
pub(super) struct Walk;
