//! On which days a schedule charges.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use tillbook::{Ordinal, Weekday};

use crate::groups::{Given, RecurrenceKind};
use crate::show::Show as _;

/// On which days a schedule charges. It is made by `daily`, `weekly`, `monthly_on_days` or `monthly_on_weekday`.
#[pyclass(frozen, eq, module = "tillbook")]
#[derive(Clone, PartialEq)]
pub struct Recurrence {
    pub every: u32,
    pub days: tillbook::Recurrence,
}

#[pymethods]
impl Recurrence {
    /// Every so many days from the start.
    #[staticmethod]
    #[pyo3(signature = (*, every = 1))]
    fn daily(every: u32) -> Recurrence {
        Recurrence { every, days: tillbook::Recurrence::Daily }
    }

    /// On these weekdays of every so many weeks.
    #[staticmethod]
    #[pyo3(signature = (*weekdays, every = 1))]
    fn weekly(weekdays: Vec<Given<Weekday>>, every: u32) -> Recurrence {
        let weekdays = weekdays.into_iter().map(|weekday| weekday.0).collect();
        Recurrence { every, days: tillbook::Recurrence::Weekly(weekdays) }
    }

    /// On these days, 1 to 31, of every so many months.
    #[staticmethod]
    #[pyo3(signature = (*days, every = 1))]
    fn monthly_on_days(days: &Bound<'_, PyTuple>, every: u32) -> PyResult<Recurrence> {
        let days = days.iter().map(|day| day.extract()).collect::<PyResult<_>>()?;
        Ok(Recurrence { every, days: tillbook::Recurrence::MonthlyOnDays(days) })
    }

    /// On one weekday of every so many months, for example the last Friday.
    #[staticmethod]
    #[pyo3(signature = (ordinal, weekday, *, every = 1))]
    fn monthly_on_weekday(ordinal: Given<Ordinal>, weekday: Given<Weekday>, every: u32) -> Recurrence {
        Recurrence { every, days: tillbook::Recurrence::MonthlyOnWeekday(ordinal.0, weekday.0) }
    }

    /// Which sort of recurrence it is.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let kind = match self.days {
            tillbook::Recurrence::Daily => RecurrenceKind::Daily,
            tillbook::Recurrence::Weekly(_) => RecurrenceKind::Weekly,
            tillbook::Recurrence::MonthlyOnDays(_) => RecurrenceKind::MonthlyOnDays,
            tillbook::Recurrence::MonthlyOnWeekday(..) => RecurrenceKind::MonthlyOnWeekday,
        };
        kind.show(py)
    }

    /// The interval: every so many days, weeks or months.
    #[getter]
    fn every(&self) -> u32 {
        self.every
    }

    /// The weekdays of a weekly recurrence; empty for others.
    #[getter]
    fn weekdays<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let none = Vec::new();
        let weekdays = if let tillbook::Recurrence::Weekly(weekdays) = &self.days { weekdays } else { &none };
        let weekdays: Vec<_> = weekdays.iter().map(|weekday| weekday.show(py)).collect::<PyResult<_>>()?;
        PyTuple::new(py, weekdays)
    }

    /// The days of the month of a recurrence that has such; empty for others.
    #[getter]
    fn days_of_month<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let none = Vec::new();
        let days = if let tillbook::Recurrence::MonthlyOnDays(days) = &self.days { days } else { &none };
        PyTuple::new(py, days)
    }

    /// Which of a month's equal weekdays is meant; None where that is not asked.
    #[getter]
    fn ordinal<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.on_weekday().map(|(ordinal, _)| ordinal).show(py)
    }

    /// The weekday of the month; None where that is not asked.
    #[getter]
    fn weekday<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.on_weekday().map(|(_, weekday)| weekday).show(py)
    }

    /// What it is, in words.
    fn __repr__(&self) -> String {
        let every = self.every;
        match &self.days {
            tillbook::Recurrence::Daily => format!("<tillbook.Recurrence daily, every {every}>"),
            tillbook::Recurrence::Weekly(weekdays) => {
                let weekdays: Vec<_> = weekdays.iter().map(|weekday| weekday.name()).collect();
                format!("<tillbook.Recurrence weekly on {}, every {every}>", weekdays.join(" and "))
            }
            tillbook::Recurrence::MonthlyOnDays(days) => {
                format!("<tillbook.Recurrence monthly on {days:?}, every {every}>")
            }
            tillbook::Recurrence::MonthlyOnWeekday(ordinal, weekday) => {
                format!("<tillbook.Recurrence monthly on the {} {}, every {every}>", ordinal.name(), weekday.name())
            }
        }
    }

    fn __hash__(&self) -> u64 {
        crate::record::hashed(&self.__repr__())
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a tillbook.Recurrence cannot be pickled; make it anew where it is needed"))
    }
}

impl Recurrence {
    fn on_weekday(&self) -> Option<(Ordinal, Weekday)> {
        match self.days {
            tillbook::Recurrence::MonthlyOnWeekday(ordinal, weekday) => Some((ordinal, weekday)),
            _ => None,
        }
    }
}

impl crate::show::Show for Recurrence {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
