//! The objects of section 5, letter for letter, and their older shapes of section 8.
//!
//! What section 8 leaves open of the older shapes (the fields of its cards, tokens, schedules and occurrences, and which
//! lists have a location) follows the recordings that section 1 names.

mod card;
mod customer;
mod list;
mod schedule;
mod token;

pub(super) use card::CardView;
pub(super) use customer::CustomerView;
pub(super) use list::{ListView, Place};
pub(super) use schedule::{OccurrenceView, ScheduleView};
pub(super) use token::TokenView;

use super::version::Version;
use crate::model::Timestamp;
use crate::provider::show::{Raw, Shown, object};

/// What all objects of one answer have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rendering {
    /// The edition of the interface.
    pub version: Version,
    /// Whether the account is live.
    pub livemode: bool,
    /// The time of the request, where an embedded list ends.
    pub now: Timestamp,
}

#[cfg(test)]
mod tests;
