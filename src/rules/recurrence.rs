//! On which dates a schedule charges, and how that is said in words (omise 6.8).

use crate::error::{Error, Result};
use crate::model::{Date, Ordinal, Recurrence, Schedule, Weekday, english_list};

/// 9999-12-31. No rule reaches past the calendar's last date, so its arithmetic never leaves the calendar either.
const LAST: Date = Date::from_days(2_932_896);

/// Which dates a schedule has (omise 6.8 dates-1 to dates-5).
///
/// The dates are found by counting units: days, weeks that begin on Monday, or months, from the one that holds
/// `start_on`. Every so many of them is in use and holds up to 31 dates.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a> {
    every: u32,
    recurrence: &'a Recurrence,
    start_on: Date,
    end_on: Date,
}

impl<'a> Rule<'a> {
    /// The rule with this interval, these days within the period, and these first and last days.
    ///
    /// The recurrence must be as [`Recurrence::checked`] returns it. An interval of 0 counts as 1.
    pub const fn new(every: u32, recurrence: &'a Recurrence, start_on: Date, end_on: Date) -> Rule<'a> {
        Rule { every, recurrence, start_on, end_on }
    }

    /// The rule of a schedule.
    pub const fn of(schedule: &'a Schedule) -> Rule<'a> {
        Rule::new(schedule.every, &schedule.recurrence, schedule.start_on, schedule.end_on)
    }

    /// The dates after the given one, or all of them, in ascending order (omise 6.8 dates-1 to dates-5).
    ///
    /// The first is found by arithmetic, so its cost does not grow with the time since `start_on`.
    ///
    /// ```
    /// use tillbook::rules::recurrence::Rule;
    /// use tillbook::{Date, Recurrence};
    /// let monthly = Recurrence::monthly_on_days([1, 16])?;
    /// let rule = Rule::new(1, &monthly, Date::parse("2017-05-10")?, Date::parse("2017-06-15")?);
    /// let dates: Vec<String> = rule.dates_after(None).map(|date| date.to_string()).collect();
    /// assert_eq!(dates, ["2017-05-16", "2017-06-01"]);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    pub fn dates_after(&self, after: Option<Date>) -> impl Iterator<Item = Date> + use<'a> {
        self.dates_from(after.map_or(self.start_on, |date| date.plus_days(1)))
    }

    /// Whether the date is one of the rule's.
    pub fn contains(&self, date: Date) -> bool {
        let until_then = Rule { end_on: self.end_on.min(date), ..*self };
        until_then.dates_from(date).next().is_some()
    }

    fn dates_from(&self, first: Date) -> impl Iterator<Item = Date> + use<'a> {
        let rule = *self;
        let first = first.max(rule.start_on);
        let last = rule.end_on.min(LAST);
        let origin = rule.unit(rule.start_on);
        let step = i64::from(rule.every.max(1));
        let passed = (rule.unit(first) - origin) / step;
        (passed..)
            .map(move |count| origin + count * step)
            .take_while(move |&unit| rule.beginning(unit).is_some_and(|date| date <= last))
            .flat_map(move |unit| (0..rule.dates_per_unit()).filter_map(move |place| rule.date(unit, place)))
            .skip_while(move |&date| date < first)
            .take_while(move |&date| date <= last)
    }

    /// The number of the day, week or month that holds the date.
    fn unit(&self, date: Date) -> i64 {
        match self.recurrence {
            Recurrence::Daily => i64::from(date.as_days()),
            // 1970-01-01 was a Thursday, three days after a Monday.
            Recurrence::Weekly(_) => (i64::from(date.as_days()) + 3).div_euclid(7),
            Recurrence::MonthlyOnDays(_) | Recurrence::MonthlyOnWeekday(..) => {
                i64::from(date.year()) * 12 + i64::from(date.month()) - 1
            }
        }
    }

    /// The first day of a unit; none past the calendar's end.
    fn beginning(&self, unit: i64) -> Option<Date> {
        match self.recurrence {
            Recurrence::Daily => i32::try_from(unit).ok().map(Date::from_days),
            Recurrence::Weekly(_) => i32::try_from(unit * 7 - 3).ok().map(Date::from_days),
            Recurrence::MonthlyOnDays(_) | Recurrence::MonthlyOnWeekday(..) => day_of_month(unit, 1),
        }
    }

    fn dates_per_unit(&self) -> usize {
        match self.recurrence {
            Recurrence::Daily | Recurrence::MonthlyOnWeekday(..) => 1,
            Recurrence::Weekly(weekdays) => weekdays.len(),
            Recurrence::MonthlyOnDays(days) => days.len(),
        }
    }

    /// The date at one place of a unit; none where the month lacks the day (omise 6.8 dates-4).
    fn date(&self, unit: i64, place: usize) -> Option<Date> {
        let beginning = self.beginning(unit)?;
        match self.recurrence {
            Recurrence::Daily => Some(beginning),
            Recurrence::Weekly(weekdays) => Some(beginning.plus_days(weekdays.get(place)?.since_monday())),
            Recurrence::MonthlyOnDays(days) => day_of_month(unit, i32::from(*days.get(place)?)),
            Recurrence::MonthlyOnWeekday(ordinal, weekday) => {
                let earliest = 1 + (weekday.since_monday() - beginning.weekday().since_monday()).rem_euclid(7);
                match ordinal {
                    Ordinal::First => day_of_month(unit, earliest),
                    Ordinal::Second => day_of_month(unit, earliest + 7),
                    Ordinal::Third => day_of_month(unit, earliest + 14),
                    Ordinal::Fourth => day_of_month(unit, earliest + 21),
                    Ordinal::Last => day_of_month(unit, earliest + 28).or_else(|| day_of_month(unit, earliest + 21)),
                }
            }
        }
    }
}

/// A day of a month that is counted from the year 0 on; none when there is no such day.
fn day_of_month(month: i64, day: i32) -> Option<Date> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, i8::try_from(day).ok()?)
}

/// A recurrence in English, as Omise's `in_words` has it (omise 6.8 in_words).
///
/// ```
/// use tillbook::Recurrence;
/// use tillbook::rules::recurrence::in_words;
/// assert_eq!(in_words(1, &Recurrence::Daily), "Every 1 day(s)");
/// assert_eq!(in_words(2, &Recurrence::monthly_on_days([1, 16])?), "Every 2 month(s) on the 1st and 16th");
/// # Ok::<(), tillbook::Error>(())
/// ```
pub fn in_words(every: u32, recurrence: &Recurrence) -> String {
    match recurrence {
        Recurrence::Daily => format!("Every {every} day(s)"),
        Recurrence::Weekly(weekdays) => {
            format!("Every {every} week(s) on {}", english_list(weekdays.iter().map(|weekday| weekday.title())))
        }
        Recurrence::MonthlyOnDays(days) => {
            format!("Every {every} month(s) on the {}", english_list(days.iter().copied().map(numbered)))
        }
        Recurrence::MonthlyOnWeekday(ordinal, weekday) => {
            format!("Every {every} month(s) on the {} {}", ordinal.name(), weekday.title())
        }
    }
}

/// A day of the month with its English ending, for example `22nd`.
fn numbered(day: u8) -> String {
    let ending = match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

impl Recurrence {
    /// On these weekdays of the week, in any order (omise 6.8 on).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when there is none.
    pub fn weekly(weekdays: impl IntoIterator<Item = Weekday>) -> Result<Recurrence> {
        let named: Vec<Weekday> = weekdays.into_iter().collect();
        let weekdays: Vec<Weekday> = Weekday::ALL.into_iter().filter(|day| named.contains(day)).collect();
        if weekdays.is_empty() {
            return Err(Error::invalid("on", "names no weekday; name at least one from monday to sunday"));
        }
        Ok(Recurrence::Weekly(weekdays))
    }

    /// On these days of the month, in any order (omise 6.8 on).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when there is none, or one is not from 1 to 31.
    pub fn monthly_on_days(days: impl IntoIterator<Item = impl Into<i64>>) -> Result<Recurrence> {
        let mut named = Vec::new();
        for day in days {
            let day = u8::try_from(day.into()).ok().filter(|day| (1..=31).contains(day));
            named.push(day.ok_or_else(|| Error::invalid("on", "holds a day of month that is not from 1 to 31"))?);
        }
        let days: Vec<u8> = (1..=31).filter(|day| named.contains(day)).collect();
        if days.is_empty() {
            return Err(Error::invalid("on", "names no day of month; name at least one from 1 to 31"));
        }
        Ok(Recurrence::MonthlyOnDays(days))
    }

    /// On one weekday of the month, from a text such as `last_friday`, `2nd_monday` or `second_monday` (omise 6.8 on).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the text does not have this form.
    pub fn monthly_on_weekday(weekday_of_month: &str) -> Result<Recurrence> {
        weekday_of_month
            .split_once('_')
            .and_then(|(ordinal, weekday)| Some((Ordinal::parse(ordinal)?, Weekday::from_name(weekday)?)))
            .map(|(ordinal, weekday)| Recurrence::MonthlyOnWeekday(ordinal, weekday))
            .ok_or_else(|| {
                Error::invalid("on", "has an unreadable weekday of month; write it as 1st_monday or last_friday")
            })
    }

    /// The weekday of the month as text, for example `2nd_monday`; none with the other recurrences (omise 6.8 on).
    pub fn weekday_of_month(&self) -> Option<String> {
        match self {
            Recurrence::MonthlyOnWeekday(ordinal, weekday) => Some(format!("{}_{}", ordinal.name(), weekday.name())),
            Recurrence::Daily | Recurrence::Weekly(_) | Recurrence::MonthlyOnDays(_) => None,
        }
    }

    /// The same recurrence with its days sorted and each named once (omise 6.8 on).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when it names no day, or a day of month that is not from 1 to 31.
    pub fn checked(self) -> Result<Recurrence> {
        match self {
            Recurrence::Weekly(weekdays) => Recurrence::weekly(weekdays),
            Recurrence::MonthlyOnDays(days) => Recurrence::monthly_on_days(days),
            Recurrence::Daily | Recurrence::MonthlyOnWeekday(..) => Ok(self),
        }
    }
}
