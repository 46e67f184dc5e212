//! Charge schedules and what came of their dates.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::{Date, Metadata, Timestamp, Weekday};

/// On which days of its period a schedule charges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Recurrence {
    /// Every so many days from the start.
    Daily,
    /// On these weekdays of every so many weeks; sorted, not empty.
    Weekly(Vec<Weekday>),
    /// On these days, 1 to 31, of every so many months; sorted, not empty.
    MonthlyOnDays(Vec<u8>),
    /// On one weekday of every so many months.
    MonthlyOnWeekday(Ordinal, Weekday),
}

/// Which of a month's equal weekdays is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Ordinal {
    /// The first.
    First,
    /// The second.
    Second,
    /// The third.
    Third,
    /// The fourth.
    Fourth,
    /// The last, fourth or fifth.
    Last,
}

impl Ordinal {
    /// Every ordinal.
    pub const ALL: [Ordinal; 5] = [Ordinal::First, Ordinal::Second, Ordinal::Third, Ordinal::Fourth, Ordinal::Last];

    /// The short name, as it is written out: `1st`, `2nd`, `3rd`, `4th` or `last`.
    pub const fn name(self) -> &'static str {
        match self {
            Ordinal::First => "1st",
            Ordinal::Second => "2nd",
            Ordinal::Third => "3rd",
            Ordinal::Fourth => "4th",
            Ordinal::Last => "last",
        }
    }

    /// The ordinal of a short name or of an English word in lower case, for example `2nd` or `second`.
    ///
    /// ```
    /// use tillbook::Ordinal;
    /// assert_eq!(Ordinal::parse("second"), Some(Ordinal::Second));
    /// assert_eq!(Ordinal::parse("2nd"), Some(Ordinal::Second));
    /// assert_eq!(Ordinal::parse("fifth"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Ordinal> {
        match text {
            "1st" | "first" => Some(Ordinal::First),
            "2nd" | "second" => Some(Ordinal::Second),
            "3rd" | "third" => Some(Ordinal::Third),
            "4th" | "fourth" => Some(Ordinal::Fourth),
            "last" => Some(Ordinal::Last),
            _ => None,
        }
    }
}

/// Who makes the charges of a schedule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Charging {
    /// The host charges; what falls due stays due until the host says what came of it.
    #[default]
    Host,
    /// The store pretends: a date is recorded as successful when the schedule is created on it or a test clock passes it.
    Simulated,
}

/// A schedule of charges to one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Schedule {
    /// The provider's identifier, for example `schd_test_6a0f1k2m3n4p5q6r7s8`.
    pub id: String,
    /// Position in the store's order of creation.
    pub sequence: u64,
    /// When the schedule was made.
    pub created_at: Timestamp,
    /// Interval: every so many days, weeks or months, at least 1.
    pub every: u32,
    /// The days within the period.
    pub recurrence: Recurrence,
    /// The first day that may be charged.
    pub start_on: Date,
    /// The last day that may be charged.
    pub end_on: Date,
    /// What is charged.
    pub charge: ScheduledCharge,
    /// Who makes the charges.
    pub charging: Charging,
    /// The last date that was charged, failed or skipped; every earlier date is settled too.
    pub processed_through: Option<Date>,
    /// Occurrences that failed one after the other, up to now.
    pub failures_in_a_row: u32,
    /// When the schedule was suspended after repeated failures.
    pub suspended_at: Option<Timestamp>,
    /// When the schedule was destroyed.
    pub deleted_at: Option<Timestamp>,
    /// When the schedule came to its end, by whichever cause.
    pub ended_at: Option<Timestamp>,
}

/// What a schedule charges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct ScheduledCharge {
    /// The provider's identifier, for example `rchg_test_6a0f1k2m3n4p5q6r7s8`.
    pub id: String,
    /// The customer.
    pub customer: String,
    /// Amount in the currency's smallest unit, above 0.
    pub amount: i64,
    /// ISO 4217 code, upper case.
    pub currency: String,
    /// The card; the customer's default card at the time of each charge when absent.
    pub card: Option<String>,
    /// Description of the charge.
    pub description: Option<String>,
    /// The integrator's own data.
    pub metadata: Metadata,
}

/// What a new schedule is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSchedule {
    /// The customer to charge.
    pub customer: String,
    /// Amount in the currency's smallest unit, above 0.
    pub amount: i64,
    /// ISO 4217 code in any case.
    pub currency: String,
    /// Interval, at least 1.
    pub every: u32,
    /// The days within the period.
    pub recurrence: Recurrence,
    /// The first day; today when absent.
    pub start_on: Option<Date>,
    /// The last day, included.
    pub end_on: Date,
    /// The card to charge; the customer's default card at the time of each charge when absent.
    pub card: Option<String>,
    /// Description of the charge.
    pub description: Option<String>,
    /// The integrator's own data.
    pub metadata: Metadata,
    /// Who makes the charges.
    pub charging: Charging,
}

/// Changes to a schedule; an absent field stays as it is. Dates and amount never change: a new schedule takes their place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScheduleUpdate {
    /// A new description of the charge, or `Some(None)` to remove it.
    pub description: Option<Option<String>>,
    /// New metadata of the charge, in place of the present one.
    pub metadata: Option<Metadata>,
    /// Who makes the charges from now on.
    pub charging: Option<Charging>,
}

/// Where a schedule stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScheduleStatus {
    /// Two or more dates are left.
    Running,
    /// Exactly one date is left.
    Expiring,
    /// No date is left.
    Expired,
    /// Stopped after repeated failures.
    Suspended,
    /// Destroyed.
    Deleted,
}

/// What came of one date of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Occurrence {
    /// The provider's identifier, for example `occu_test_6a0f1k2m3n4p5q6r7s8`.
    pub id: String,
    /// Position in the store's order of creation.
    pub sequence: u64,
    /// When the occurrence was first processed.
    pub created_at: Timestamp,
    /// The schedule.
    pub schedule: String,
    /// The date it was due.
    pub scheduled_on: Date,
    /// What came of it.
    pub status: OccurrenceStatus,
    /// The id of the charge that was made.
    pub result: Option<String>,
    /// Why it failed or was skipped.
    pub message: Option<String>,
    /// When it was last tried.
    pub processed_at: Timestamp,
    /// How often it was tried, at least 1.
    pub attempts: u32,
    /// When it is to be tried again.
    pub retry_on: Option<Date>,
}

/// What came of an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum OccurrenceStatus {
    /// Charged.
    Successful,
    /// The charge failed.
    Failed,
    /// Deliberately not charged.
    Skipped,
}

/// What the host tells of a due charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The charge was made.
    Successful {
        /// The provider's id of the charge; one is made up when absent.
        charge: Option<String>,
    },
    /// The charge failed.
    Failed {
        /// Why.
        message: Option<String>,
    },
    /// The charge was left out on purpose.
    Skipped {
        /// Why.
        message: Option<String>,
    },
}

/// A charge that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The schedule.
    pub schedule: String,
    /// The date of the schedule that is due.
    pub scheduled_on: Date,
    /// 1 for the first try, 2 and 3 for the retries after failures.
    pub attempt: u32,
    /// The customer to charge.
    pub customer: String,
    /// The card to charge: the named one, or the customer's default card now.
    pub card: Option<String>,
    /// Amount in the currency's smallest unit.
    pub amount: i64,
    /// ISO 4217 code, upper case.
    pub currency: String,
}
