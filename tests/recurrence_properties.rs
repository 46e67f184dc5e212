//! What holds for the dates of every schedule, compared with walking through the calendar day by day.

use proptest::collection::btree_set;
use proptest::prelude::*;
use tillbook::rules::recurrence::Rule;
use tillbook::{Date, Ordinal, Recurrence, Weekday};

/// Walks from the start to the end one day at a time and asks of each day whether its week or month is in use and
/// whether it is one of the days named.
fn day_by_day(every: u32, recurrence: &Recurrence, start_on: Date, end_on: Date) -> Vec<Date> {
    let (mut days, mut weeks, mut months) = (0, 0, 0);
    let mut dates = Vec::new();
    let mut date = start_on;
    while date <= end_on {
        let (periods, named) = match recurrence {
            Recurrence::Daily => (days, true),
            Recurrence::Weekly(weekdays) => (weeks, weekdays.contains(&date.weekday())),
            Recurrence::MonthlyOnDays(days) => (months, days.contains(&(date.day() as u8))),
            Recurrence::MonthlyOnWeekday(ordinal, weekday) => {
                (months, date.weekday() == *weekday && is_the(*ordinal, date))
            }
        };
        if periods % every == 0 && named {
            dates.push(date);
        }
        date = date.plus_days(1);
        days += 1;
        weeks += u32::from(date.weekday() == Weekday::Monday);
        months += u32::from(date.day() == 1);
    }
    dates
}

fn is_the(ordinal: Ordinal, date: Date) -> bool {
    let leap = date.year() % 4 == 0 && (date.year() % 100 != 0 || date.year() % 400 == 0);
    let length = match date.month() {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = date.day();
    match ordinal {
        Ordinal::First => (1..=7).contains(&day),
        Ordinal::Second => (8..=14).contains(&day),
        Ordinal::Third => (15..=21).contains(&day),
        Ordinal::Fourth => (22..=28).contains(&day),
        Ordinal::Last => day + 7 > length,
    }
}

fn recurrences() -> impl Strategy<Value = Recurrence> {
    let weekdays = btree_set(prop::sample::select(Weekday::ALL.to_vec()), 1..=7);
    let days = btree_set(1_u8..=31, 1..=31);
    let ordinals = prop::sample::select(Ordinal::ALL.to_vec());
    let weekday = prop::sample::select(Weekday::ALL.to_vec());
    prop_oneof![
        Just(Recurrence::Daily),
        weekdays.prop_map(|weekdays| Recurrence::Weekly(weekdays.into_iter().collect())),
        days.prop_map(|days| Recurrence::MonthlyOnDays(days.into_iter().collect())),
        (ordinals, weekday).prop_map(|(ordinal, weekday)| Recurrence::MonthlyOnWeekday(ordinal, weekday)),
    ]
}

fn intervals() -> impl Strategy<Value = u32> {
    prop_oneof![6 => 1_u32..=5, 3 => 6_u32..=40, 1 => any::<u32>().prop_map(|every| every.max(1))]
}

/// Dates of our time, from before 1970, and up to the calendar's end.
fn starts() -> impl Strategy<Value = Date> {
    prop_oneof![6 => 10_000..40_000, 1 => -100_000..10_000, 1 => 2_931_500..=2_932_896].prop_map(Date::from_days)
}

/// Interval, recurrence, start, end, and a date around them.
fn rules() -> impl Strategy<Value = (u32, Recurrence, Date, Date, Date)> {
    (intervals(), recurrences(), starts(), 0..1_500, -10..1_510).prop_map(
        |(every, recurrence, start, length, offset)| {
            let end = start.plus_days(length).min(Date::from_days(2_932_896));
            (every, recurrence, start, end, start.plus_days(offset))
        },
    )
}

proptest! {
    #[test]
    fn agrees_with_walking_day_by_day((every, recurrence, start, end, _) in rules()) {
        let dates: Vec<Date> = Rule::new(every, &recurrence, start, end).dates_after(None).collect();
        prop_assert_eq!(dates, day_by_day(every, &recurrence, start, end));
    }

    #[test]
    fn never_leaves_the_interval_and_always_ascends((every, recurrence, start, end, after) in rules()) {
        let rule = Rule::new(every, &recurrence, start, end);
        for from in [None, Some(after)] {
            let dates: Vec<Date> = rule.dates_after(from).collect();
            prop_assert!(dates.iter().all(|date| (start..=end).contains(date)));
            prop_assert!(dates.iter().all(|date| Some(*date) > from));
            prop_assert!(dates.is_sorted_by(|one, next| one < next));
        }
    }

    #[test]
    fn may_be_interrupted_at_any_date((every, recurrence, start, end, middle) in rules()) {
        let rule = Rule::new(every, &recurrence, start, end);
        let whole: Vec<Date> = rule.dates_after(None).collect();
        let parts: Vec<Date> =
            rule.dates_after(None).take_while(|date| *date <= middle).chain(rule.dates_after(Some(middle))).collect();
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn contains_a_date_exactly_when_it_is_listed((every, recurrence, start, end, _) in rules()) {
        let rule = Rule::new(every, &recurrence, start, end);
        let listed: Vec<Date> = rule.dates_after(None).collect();
        let mut date = start.plus_days(-40);
        while date <= end.plus_days(40) {
            prop_assert_eq!(rule.contains(date), listed.binary_search(&date).is_ok(), "{}", date);
            date = date.plus_days(1);
        }
    }

    #[test]
    fn a_jump_lands_where_the_walk_from_the_start_would((every, recurrence, start, _, _) in rules(), years in 1..150) {
        let rule = Rule::new(every, &recurrence, start, Date::from_days(2_932_896));
        let far = start.plus_days(years * 366);
        let jumped = rule.dates_after(Some(far)).next();
        prop_assert_eq!(jumped, rule.dates_after(None).find(|date| *date > far));
    }
}
