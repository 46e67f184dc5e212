//! Groups of numbers: in Python the members of an enumeration, whose values are names in lower case.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;
use tillbook::transfer::{Encoding, ExportFormat};
use tillbook::{
    Brand, Charging, Key, Ledger, LogLevel, Mode, OccurrenceStatus, Ordinal, Provider, ScheduleStatus,
    TaxIdentifierState, Weekday,
};

use crate::errors::invalid;
use crate::show::Show;

/// On which days of its period a schedule charges.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RecurrenceKind {
    Daily,
    Weekly,
    MonthlyOnDays,
    MonthlyOnWeekday,
}

/// When a write is on the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durable {
    EachWrite,
    Interval,
}

/// A value of a group that was handed in: a member, or its name.
pub struct Given<T>(pub T);

macro_rules! groups {
    ($($type:ty as $class:literal, $field:literal { $($value:ident = $name:literal),* $(,)? })*) => {$(
        impl Show for $type {
            fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                static MEMBERS: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
                const VALUES: &[$type] = &[$(<$type>::$value),*];
                let members = MEMBERS.get_or_try_init(py, || members(py, $class, &[$($name),*]))?;
                let place = VALUES.iter().position(|value| *value == self).unwrap_or_default();
                Ok(members[place].bind(py).clone())
            }
        }

        impl<'a, 'py> FromPyObject<'a, 'py> for Given<$type> {
            type Error = PyErr;

            fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Given<$type>> {
                let name = name_of(&object)?;
                match name.as_str() {
                    $($name => Ok(Given(<$type>::$value)),)*
                    _ => Err(unknown(object.py(), $field, &[$($name),*])),
                }
            }
        }
    )*};
}

groups! {
    Provider as "Provider", "provider" {
        Omise = "omise", Komoju = "komoju", Monri = "monri", DigitalRiver = "digital-river", Shopline = "shopline",
    }
    Mode as "Mode", "mode" { Test = "test", Live = "live" }
    Brand as "Brand", "brand" {
        Visa = "visa", MasterCard = "mastercard", AmericanExpress = "american_express", Jcb = "jcb",
        DinersClub = "diners_club", Discover = "discover", Other = "other",
    }
    Key as "Key", "key" { Secret = "secret", Public = "public" }
    RecurrenceKind as "RecurrenceKind", "recurrence.kind" {
        Daily = "daily", Weekly = "weekly", MonthlyOnDays = "monthly_on_days",
        MonthlyOnWeekday = "monthly_on_weekday",
    }
    Weekday as "Weekday", "recurrence.weekday" {
        Monday = "monday", Tuesday = "tuesday", Wednesday = "wednesday", Thursday = "thursday", Friday = "friday",
        Saturday = "saturday", Sunday = "sunday",
    }
    Ordinal as "Ordinal", "recurrence.ordinal" {
        First = "first", Second = "second", Third = "third", Fourth = "fourth", Last = "last",
    }
    Charging as "Charging", "charging" { Host = "host", Simulated = "simulated" }
    ScheduleStatus as "ScheduleStatus", "status" {
        Running = "running", Expiring = "expiring", Expired = "expired", Suspended = "suspended", Deleted = "deleted",
    }
    OccurrenceStatus as "OccurrenceStatus", "outcome" {
        Successful = "successful", Failed = "failed", Skipped = "skipped",
    }
    Ledger as "Ledger", "ledger" { StoreCredit = "store_credit", MemberPoints = "member_points" }
    TaxIdentifierState as "TaxIdentifierState", "state" {
        Pending = "pending", Verified = "verified", NotValid = "not_valid",
    }
    Durable as "Durability", "durability" { EachWrite = "each_write", Interval = "interval" }
    LogLevel as "LogLevel", "level" { Error = "error", Warn = "warn", Info = "info", Debug = "debug" }
    ExportFormat as "ExportFormat", "format" { Jsonl = "jsonl", Csv = "csv" }
    Encoding as "Encoding", "encoding" {
        Utf8 = "utf_8", Utf16Little = "utf_16_little", Utf16Big = "utf_16_big", Windows1252 = "windows_1252",
    }
}

/// The members of a class, in the order of their names.
fn members(py: Python<'_>, class: &str, names: &[&str]) -> PyResult<Vec<Py<PyAny>>> {
    let class = py.import("tillbook._generated")?.getattr(class)?;
    names.iter().map(|name| Ok(class.call1((*name,))?.unbind())).collect()
}

/// The name that was handed in; a member of a group is a text, too.
fn name_of(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = object.cast::<PyString>().map_err(|_| {
        let given = object.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
        pyo3::exceptions::PyTypeError::new_err(format!("expected a member of a group or its name, not {given}"))
    })?;
    let name = text.to_cow()?;
    Ok(if name == "digital_river" { "digital-river".to_owned() } else { name.into_owned() })
}

fn unknown(py: Python<'_>, field: &'static str, names: &[&str]) -> PyErr {
    invalid(py, field, format!("is unknown; choose one of {}", names.join(", ")))
}
