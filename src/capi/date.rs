//! Days of the calendar.

use crate::error::{Error, Result};
use crate::model::Date;

/// A day of the calendar; all zero where there is none.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_date {
    /// The year, for example 2026.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: i32,
    /// The day of the month, 1 to 31.
    pub day: i32,
}

impl tillbook_date {
    pub(super) const NONE: tillbook_date = tillbook_date { year: 0, month: 0, day: 0 };

    /// Shows a day.
    pub(super) fn of(date: Date) -> tillbook_date {
        tillbook_date { year: date.year().into(), month: date.month().into(), day: date.day().into() }
    }

    /// Shows a day that may be absent.
    pub(super) fn of_some(date: Option<Date>) -> tillbook_date {
        date.map_or(tillbook_date::NONE, tillbook_date::of)
    }

    /// The day; none when all is zero.
    pub(super) fn optional(self, name: &'static str) -> Result<Option<Date>> {
        if (self.year, self.month, self.day) == (0, 0, 0) {
            return Ok(None);
        }
        let date = match (self.year.try_into(), self.month.try_into(), self.day.try_into()) {
            (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day),
            _ => None,
        };
        date.ok_or_else(|| Error::invalid(name, "is no day of the calendar; pass year, month and day")).map(Some)
    }

    /// The day that must be there.
    pub(super) fn required(self, name: &'static str) -> Result<Date> {
        self.optional(name)?.ok_or_else(|| Error::invalid(name, "is missing; pass year, month and day"))
    }
}
