//! The numbers of the interface: what a host writes for a provider, a mode, a brand. Every number is in one table here,
//! from which the header takes its names and other languages theirs. A number never changes its meaning.

use super::feature::Feature;
use super::recurrence::RecurrenceKind;
use super::store::Durable;
use crate::error::{Error, Result};
use crate::model::{
    Brand, Charging, Ledger, Mode, OccurrenceStatus, Ordinal, Provider, ScheduleStatus, TaxIdentifierState, Weekday,
};
use crate::provider::Key;
use crate::store::LogLevel;
use crate::transfer::{Encoding, ExportFormat};

/// One number of a group, as the header shows it.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    /// The name without the group's prefix, in upper case.
    pub name: &'static str,
    /// The number.
    pub code: i32,
    /// What it means.
    pub meaning: &'static str,
}

/// A group of numbers that one parameter takes.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    /// The name of the group in the header, for example `tillbook_provider`.
    pub name: &'static str,
    /// What every name of the group begins with, for example `TILLBOOK_PROVIDER_`.
    pub prefix: &'static str,
    /// What the group is for.
    pub meaning: &'static str,
    /// Its numbers.
    pub numbers: &'static [Number],
}

/// A truth value that a host passed.
pub(super) fn flag(value: i32, field: &'static str) -> Result<bool> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Error::invalid(field, "is neither 0 nor 1; pass one of the two")),
    }
}

/// A type whose values have numbers in the interface.
pub(super) trait Numbered: Copy + 'static {
    /// The numbers and the values.
    const VALUES: &'static [(i32, Self)];

    /// The value of a number that a host passed.
    fn from_number(number: i32, field: &'static str) -> Result<Self> {
        let known = Self::VALUES.iter().find(|(code, _)| *code == number);
        known.map(|(_, value)| *value).ok_or_else(|| {
            Error::invalid(field, format!("is {number}, which stands for nothing; use one of the header's constants"))
        })
    }

    /// The same, where 0 stands for nothing.
    fn from_number_or_none(number: i32, field: &'static str) -> Result<Option<Self>> {
        if number == 0 { Ok(None) } else { Self::from_number(number, field).map(Some) }
    }

    /// The number of a value; 0 when it has none.
    fn number(self) -> i32
    where
        Self: PartialEq,
    {
        Self::VALUES.iter().find(|(_, value)| *value == self).map_or(0, |(code, _)| *code)
    }
}

/// Declares groups of numbers: what the group is for, type, name in the header, and its values with number, name and
/// meaning.
macro_rules! numbers {
    ($($about:literal $type:ty as $group:literal, $prefix:literal { $($value:ident = $code:literal, $name:literal, $meaning:literal;)* })*) => {
        $(impl Numbered for $type {
            const VALUES: &'static [(i32, Self)] = &[$(($code, <$type>::$value),)*];
        })*

        /// Every group of numbers in the interface, beside the statuses.
        pub const ALL: &[Numbers] = &[$(Numbers {
            name: $group,
            prefix: $prefix,
            meaning: $about,
            numbers: &[$(Number { name: $name, code: $code, meaning: $meaning },)*],
        },)*];
    };
}

numbers! {
    "The payment providers."
    Provider as "tillbook_provider", "TILLBOOK_PROVIDER_" {
        Omise = 1, "OMISE", "Omise (Opn Payments).";
        Komoju = 2, "KOMOJU", "KOMOJU.";
        Monri = 3, "MONRI", "Monri.";
        DigitalRiver = 4, "DIGITAL_RIVER", "Digital River.";
        Shopline = 5, "SHOPLINE", "SHOPLINE.";
    }
    "The two worlds of a provider."
    Mode as "tillbook_mode", "TILLBOOK_MODE_" {
        Test = 1, "TEST", "Test objects, made with test keys.";
        Live = 2, "LIVE", "Live objects, made with live keys.";
    }
    "The brands of cards."
    Brand as "tillbook_brand", "TILLBOOK_BRAND_" {
        Visa = 1, "VISA", "Visa.";
        MasterCard = 2, "MASTERCARD", "Mastercard.";
        AmericanExpress = 3, "AMERICAN_EXPRESS", "American Express.";
        Jcb = 4, "JCB", "JCB.";
        DinersClub = 5, "DINERS_CLUB", "Diners Club.";
        Discover = 6, "DISCOVER", "Discover.";
        Other = 7, "OTHER", "One that only an import or a provider knows.";
    }
    "The two keys of an account, one of which a provider's request is made with."
    Key as "tillbook_key", "TILLBOOK_KEY_" {
        Secret = 1, "SECRET", "The secret key.";
        Public = 2, "PUBLIC", "The public key, which may only make tokens.";
    }
    "On which days of its period a schedule charges."
    RecurrenceKind as "tillbook_recurrence_kind", "TILLBOOK_RECURRENCE_" {
        Daily = 1, "DAILY", "Every so many days from the start.";
        Weekly = 2, "WEEKLY", "On some weekdays of every so many weeks.";
        MonthlyOnDays = 3, "MONTHLY_ON_DAYS", "On some days of every so many months.";
        MonthlyOnWeekday = 4, "MONTHLY_ON_WEEKDAY", "On one weekday of every so many months.";
    }
    "The days of the week."
    Weekday as "tillbook_weekday", "TILLBOOK_WEEKDAY_" {
        Monday = 1, "MONDAY", "Monday, where a week begins.";
        Tuesday = 2, "TUESDAY", "Tuesday.";
        Wednesday = 3, "WEDNESDAY", "Wednesday.";
        Thursday = 4, "THURSDAY", "Thursday.";
        Friday = 5, "FRIDAY", "Friday.";
        Saturday = 6, "SATURDAY", "Saturday.";
        Sunday = 7, "SUNDAY", "Sunday.";
    }
    "Which of a month's equal weekdays is meant."
    Ordinal as "tillbook_ordinal", "TILLBOOK_ORDINAL_" {
        First = 1, "FIRST", "The first.";
        Second = 2, "SECOND", "The second.";
        Third = 3, "THIRD", "The third.";
        Fourth = 4, "FOURTH", "The fourth.";
        Last = 5, "LAST", "The last, fourth or fifth.";
    }
    "Who makes the charges of a schedule."
    Charging as "tillbook_charging", "TILLBOOK_CHARGING_" {
        Host = 1, "HOST", "The host; what falls due stays due until the host says what came of it.";
        Simulated = 2, "SIMULATED", "Nobody: a date is recorded as successful when it has come.";
    }
    "Where a schedule stands in its life."
    ScheduleStatus as "tillbook_schedule_status", "TILLBOOK_SCHEDULE_" {
        Running = 1, "RUNNING", "Two or more dates are left.";
        Expiring = 2, "EXPIRING", "Exactly one date is left.";
        Expired = 3, "EXPIRED", "No date is left.";
        Suspended = 4, "SUSPENDED", "Stopped after repeated failures.";
        Deleted = 5, "DELETED", "Destroyed.";
    }
    "What came of one date of a schedule."
    OccurrenceStatus as "tillbook_occurrence_status", "TILLBOOK_OCCURRENCE_" {
        Successful = 1, "SUCCESSFUL", "Charged.";
        Failed = 2, "FAILED", "The charge failed.";
        Skipped = 3, "SKIPPED", "Deliberately not charged.";
    }
    "The balances of a customer."
    Ledger as "tillbook_ledger", "TILLBOOK_LEDGER_" {
        StoreCredit = 1, "STORE_CREDIT", "Store credit.";
        MemberPoints = 2, "MEMBER_POINTS", "Member points.";
    }
    "Where the verification of a tax identifier stands."
    TaxIdentifierState as "tillbook_tax_identifier_state", "TILLBOOK_TAX_IDENTIFIER_" {
        Pending = 1, "PENDING", "Not decided.";
        Verified = 2, "VERIFIED", "Verified.";
        NotValid = 3, "NOT_VALID", "Not valid.";
    }
    "When a write is on the disk."
    Durable as "tillbook_durability", "TILLBOOK_DURABILITY_" {
        EachWrite = 1, "EACH_WRITE", "Before it is acknowledged.";
        Interval = 2, "INTERVAL", "Within an interval, and when the store is closed: a power cut takes back the newest writes.";
    }
    "How much a line of the log matters."
    LogLevel as "tillbook_log_level", "TILLBOOK_LOG_" {
        Error = 1, "ERROR", "The store stopped, or could not do what it promised.";
        Warn = 2, "WARN", "Something is not as it should be, and the store goes on.";
        Info = 3, "INFO", "Something was begun or done.";
        Debug = 4, "DEBUG", "What only somebody who looks for a fault wants to know.";
    }
    "The formats that are exported."
    ExportFormat as "tillbook_export_format", "TILLBOOK_EXPORT_" {
        Jsonl = 1, "JSONL", "One JSON object a line, with the cards: importing it into an empty account gives the same.";
        Csv = 2, "CSV", "A table with a header, without the cards.";
    }
    "The encodings of imported files."
    Encoding as "tillbook_encoding", "TILLBOOK_ENCODING_" {
        Utf8 = 1, "UTF_8", "UTF-8, with or without a byte order mark.";
        Utf16Little = 2, "UTF_16_LITTLE", "UTF-16, little end first.";
        Utf16Big = 3, "UTF_16_BIG", "UTF-16, big end first.";
        Windows1252 = 4, "WINDOWS_1252", "Windows-1252, of which Latin-1's printable characters are a part.";
    }
    "What builds and versions of the library differ in: what `tillbook_has_feature` is asked."
    Feature as "tillbook_feature", "TILLBOOK_FEATURE_" {
        Omise = 1, "OMISE", "`tillbook_call` answers Omise's requests.";
        Komoju = 2, "KOMOJU", "`tillbook_call` answers KOMOJU's requests.";
        Monri = 3, "MONRI", "`tillbook_call` answers Monri's requests.";
        DigitalRiver = 4, "DIGITAL_RIVER", "`tillbook_call` answers Digital River's requests.";
        Shopline = 5, "SHOPLINE", "`tillbook_call` answers SHOPLINE's requests.";
        ReadOnly = 6, "READ_ONLY", "Stores can be opened for reading alone.";
        Durability = 7, "DURABILITY", "Stores can be opened with `TILLBOOK_DURABILITY_INTERVAL`.";
        Log = 8, "LOG", "Stores can be opened with a log callback.";
        Backup = 9, "BACKUP", "Open stores can be copied by `tillbook_store_backup`.";
        Transfer = 10, "TRANSFER", "Customers can be imported and exported.";
        ForkDetection = 11, "FORK_DETECTION", "A child of the process that made a handle answers `TILLBOOK_FORKED`.";
        CommandLine = 12, "COMMAND_LINE", "The build holds the command line.";
        Server = 13, "SERVER", "The build holds the server.";
    }
}
