//! On which days a schedule charges.

use super::numbers::Numbered as _;
use crate::error::{Error, Result};
use crate::model::{Ordinal, Recurrence, Weekday};

/// On which days a schedule charges: every so many days, weeks or months, and on which days of them.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_recurrence {
    /// One of `tillbook_recurrence_kind`.
    pub kind: i32,
    /// The interval in days, weeks or months; 0 for 1.
    pub every: u32,
    /// With `TILLBOOK_RECURRENCE_WEEKLY` the days of the week, a bit for each: for example
    /// `1u << TILLBOOK_WEEKDAY_MONDAY | 1u << TILLBOOK_WEEKDAY_FRIDAY`. Else 0.
    pub weekdays: u32,
    /// With `TILLBOOK_RECURRENCE_MONTHLY_ON_DAYS` the days of the month, a bit for each: for example `1u << 1 | 1u << 31`.
    /// Else 0.
    pub days_of_month: u32,
    /// With `TILLBOOK_RECURRENCE_MONTHLY_ON_WEEKDAY` which of the month's equal weekdays, one of `tillbook_ordinal`.
    /// Else 0.
    pub ordinal: i32,
    /// With `TILLBOOK_RECURRENCE_MONTHLY_ON_WEEKDAY` the weekday, one of `tillbook_weekday`. Else 0.
    pub weekday: i32,
}

/// The kinds of recurrence, without their days.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RecurrenceKind {
    Daily,
    Weekly,
    MonthlyOnDays,
    MonthlyOnWeekday,
}

/// The numbers whose bits are set.
fn bits(set: u32) -> impl Iterator<Item = u8> {
    (0..32).filter(move |number| set & 1 << number != 0)
}

/// The set of these numbers.
fn set(numbers: impl IntoIterator<Item = u32>) -> u32 {
    numbers.into_iter().fold(0, |set, number| set | 1 << number)
}

impl tillbook_recurrence {
    /// Shows an interval and the days within it.
    pub(super) fn of(every: u32, recurrence: &Recurrence) -> tillbook_recurrence {
        let none = tillbook_recurrence { kind: 0, every, weekdays: 0, days_of_month: 0, ordinal: 0, weekday: 0 };
        match recurrence {
            Recurrence::Daily => tillbook_recurrence { kind: RecurrenceKind::Daily.number(), ..none },
            Recurrence::Weekly(weekdays) => tillbook_recurrence {
                kind: RecurrenceKind::Weekly.number(),
                weekdays: set(weekdays.iter().map(|weekday| weekday.number().unsigned_abs())),
                ..none
            },
            Recurrence::MonthlyOnDays(days) => tillbook_recurrence {
                kind: RecurrenceKind::MonthlyOnDays.number(),
                days_of_month: set(days.iter().map(|&day| day.into())),
                ..none
            },
            Recurrence::MonthlyOnWeekday(ordinal, weekday) => tillbook_recurrence {
                kind: RecurrenceKind::MonthlyOnWeekday.number(),
                ordinal: ordinal.number(),
                weekday: weekday.number(),
                ..none
            },
        }
    }

    /// The interval.
    pub(super) fn interval(self) -> u32 {
        self.every.max(1)
    }

    /// The days within the interval.
    pub(super) fn to_recurrence(self) -> Result<Recurrence> {
        let kind = RecurrenceKind::from_number(self.kind, "recurrence.kind")?;
        self.refuse_strays(kind)?;
        match kind {
            RecurrenceKind::Daily => Ok(Recurrence::Daily),
            RecurrenceKind::Weekly => {
                let weekdays = bits(self.weekdays).map(|bit| Weekday::from_number(bit.into(), "recurrence.weekdays"));
                Ok(Recurrence::Weekly(weekdays.collect::<Result<_>>()?))
            }
            RecurrenceKind::MonthlyOnDays => Ok(Recurrence::MonthlyOnDays(bits(self.days_of_month).collect())),
            RecurrenceKind::MonthlyOnWeekday => Ok(Recurrence::MonthlyOnWeekday(
                Ordinal::from_number(self.ordinal, "recurrence.ordinal")?,
                Weekday::from_number(self.weekday, "recurrence.weekday")?,
            )),
        }
    }

    /// Refuses days that belong to another kind of recurrence: whoever passes them expects that they count.
    fn refuse_strays(self, kind: RecurrenceKind) -> Result<()> {
        let on_weekday = kind == RecurrenceKind::MonthlyOnWeekday;
        let fields = [
            ("recurrence.weekdays", self.weekdays != 0, kind == RecurrenceKind::Weekly),
            ("recurrence.days_of_month", self.days_of_month != 0, kind == RecurrenceKind::MonthlyOnDays),
            ("recurrence.ordinal", self.ordinal != 0, on_weekday),
            ("recurrence.weekday", self.weekday != 0, on_weekday),
        ];
        match fields.into_iter().find(|&(_, given, belongs)| given && !belongs) {
            Some((field, ..)) => Err(Error::invalid(field, "does not belong to this kind of recurrence; leave it 0")),
            None => Ok(()),
        }
    }
}
