//! Points in time and calendar dates, small enough to be stored in a key.

use std::fmt;

use jiff::civil;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use wincode::{SchemaRead, SchemaWrite};

use crate::error::{Error, Result};

/// A point in time in milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite,
)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Timestamp = Timestamp(0);

    /// A time from milliseconds since the epoch, moved into the years -9999 to 9999 where it lies outside.
    pub fn from_millis(millis: i64) -> Timestamp {
        let first = jiff::Timestamp::MIN.as_millisecond();
        let last = jiff::Timestamp::MAX.as_millisecond();
        Timestamp(millis.clamp(first, last))
    }

    /// Milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Reads an ISO 8601 date-time with an offset or `Z`, or a bare date, which means its first second in UTC.
    ///
    /// ```
    /// use tillbook::Timestamp;
    /// assert_eq!(Timestamp::parse("2026-02-03")?.to_string(), "2026-02-03T00:00:00Z");
    /// assert_eq!(Timestamp::parse("2026-02-03T06:05:06+02:00")?.to_string(), "2026-02-03T04:05:06Z");
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the text is neither.
    pub fn parse(text: &str) -> Result<Timestamp> {
        if let Ok(time) = text.parse::<jiff::Timestamp>() {
            return Ok(Timestamp(time.as_millisecond()));
        }
        // A date-time without an offset is taken as UTC; a bare date as its first moment.
        text.parse::<civil::DateTime>()
            .ok()
            .and_then(|datetime| datetime.to_zoned(jiff::tz::TimeZone::UTC).ok())
            .map(|zoned| Timestamp(zoned.timestamp().as_millisecond()))
            .ok_or_else(|| Error::invalid("time", "is unreadable; write it as YYYY-MM-DDThh:mm:ssZ"))
    }

    /// The first millisecond of this time's second.
    #[must_use]
    pub const fn start_of_second(self) -> Timestamp {
        Timestamp(self.0 - self.0.rem_euclid(1000))
    }

    /// The last millisecond of this time's second.
    #[must_use]
    pub const fn end_of_second(self) -> Timestamp {
        Timestamp(self.0 - self.0.rem_euclid(1000) + 999)
    }

    /// This time moved by whole seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Timestamp {
        Timestamp::from_millis(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// The UTC date.
    pub fn date(self) -> Date {
        Date((self.0.div_euclid(86_400_000)) as i32)
    }

    fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default()
    }
}

/// `YYYY-MM-DDThh:mm:ssZ`, whole seconds.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0}", self.start_of_second().to_jiff())
    }
}

/// A calendar date, as days since 1970-01-01. In JSON it is shown as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, SchemaRead, SchemaWrite)]
pub struct Date(i32);

impl Date {
    /// 9999-12-31, the last date there is.
    pub const MAX: Date = Date(2_932_896);

    /// A date from year, month and day; none when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        civil::Date::new(year, month, day).ok().map(Date::from_civil)
    }

    /// The last day of a month; none when there is no such month.
    pub fn end_of_month(year: u16, month: u8) -> Option<Date> {
        let first = civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, 1).ok()?;
        Some(Date::from_civil(first.last_of_month()))
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the text is no such date.
    pub fn parse(text: &str) -> Result<Date> {
        let shaped = text.len() == 10 && text.is_ascii();
        shaped
            .then(|| text.parse::<civil::Date>().ok())
            .flatten()
            .map(Date::from_civil)
            .ok_or_else(|| Error::invalid("date", "is unreadable; write it as YYYY-MM-DD"))
    }

    /// A date from days since 1970-01-01.
    pub const fn from_days(days: i32) -> Date {
        Date(days)
    }

    /// Days since 1970-01-01.
    pub const fn as_days(self) -> i32 {
        self.0
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.to_civil().year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.to_civil().month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.to_civil().day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday, three days after a Monday.
        Weekday::ALL[((self.0.rem_euclid(7) + 3) % 7) as usize]
    }

    /// This date moved by whole days.
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Date {
        Date(self.0.saturating_add(days))
    }

    /// The first moment of this date in UTC.
    pub fn start(self) -> Timestamp {
        Timestamp::from_millis(i64::from(self.0) * 86_400_000)
    }

    fn from_civil(date: civil::Date) -> Date {
        let epoch = civil::date(1970, 1, 1);
        Date(date.since(epoch).map(|span| span.get_days()).unwrap_or_default())
    }

    fn to_civil(self) -> civil::Date {
        // Not by way of a time: the greatest time there is falls on 9999-12-30.
        let since_epoch = jiff::SignedDuration::from_hours(i64::from(self.0) * 24);
        civil::date(1970, 1, 1).saturating_add(since_epoch)
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_civil().fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        if deserializer.is_human_readable() {
            Date::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
        } else {
            i32::deserialize(deserializer).map(Date)
        }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Weekday {
    /// Monday, where a week begins.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// The week from Monday on.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// The capitalised English name.
    pub const fn title(self) -> &'static str {
        match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }

    /// The name in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "monday",
            Weekday::Tuesday => "tuesday",
            Weekday::Wednesday => "wednesday",
            Weekday::Thursday => "thursday",
            Weekday::Friday => "friday",
            Weekday::Saturday => "saturday",
            Weekday::Sunday => "sunday",
        }
    }

    /// The weekday of a lower-case name.
    pub fn from_name(name: &str) -> Option<Weekday> {
        Weekday::ALL.into_iter().find(|weekday| weekday.name() == name)
    }

    /// Days since Monday, 0 to 6.
    pub const fn since_monday(self) -> i32 {
        self as i32
    }
}
