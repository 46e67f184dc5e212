//! The dates of schedules and their wording, rule by rule as in section 6.8 of the Omise page.

use tillbook::rules::recurrence::{Rule, in_words};
use tillbook::{Date, Error, Ordinal, Recurrence, Weekday};

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn texts(dates: impl IntoIterator<Item = Date>) -> Vec<String> {
    dates.into_iter().map(|date| date.to_string()).collect()
}

fn dates(every: u32, recurrence: &Recurrence, start_on: &str, end_on: &str) -> Vec<String> {
    texts(Rule::new(every, recurrence, date(start_on), date(end_on)).dates_after(None))
}

fn after(every: u32, recurrence: &Recurrence, start_on: &str, end_on: &str, after: &str) -> Vec<String> {
    texts(Rule::new(every, recurrence, date(start_on), date(end_on)).dates_after(Some(date(after))))
}

fn weekly(weekdays: &[Weekday]) -> Recurrence {
    Recurrence::weekly(weekdays.iter().copied()).expect("weekdays")
}

fn days(days: &[u8]) -> Recurrence {
    Recurrence::monthly_on_days(days.iter().copied()).expect("days of month")
}

fn weekday_of_month(text: &str) -> Recurrence {
    Recurrence::monthly_on_weekday(text).expect("a weekday of month")
}

fn refused(result: Result<Recurrence, Error>) -> String {
    let error = result.expect_err("a refusal");
    assert_eq!(error.field(), Some("on"));
    assert!(matches!(error, Error::InvalidArgument { .. }));
    error.to_string()
}

#[test]
fn omise_6_8_dates_1_days_step_by_every() {
    let every_ten = ["2017-11-10", "2017-11-20", "2017-11-30", "2017-12-10", "2017-12-20", "2017-12-30"];
    assert_eq!(dates(10, &Recurrence::Daily, "2017-11-10", "2017-12-31"), every_ten);
    assert_eq!(
        dates(1, &Recurrence::Daily, "2024-02-28", "2024-03-01"),
        ["2024-02-28", "2024-02-29", "2024-03-01"],
        "a leap day counts"
    );
}

#[test]
fn omise_6_8_dates_1_an_interval_longer_than_the_schedule_leaves_the_first_day() {
    assert_eq!(dates(400, &Recurrence::Daily, "2017-11-10", "2018-11-10"), ["2017-11-10"]);
    assert_eq!(dates(u32::MAX, &Recurrence::Daily, "2017-11-10", "9999-12-31"), ["2017-11-10"]);
}

#[test]
fn omise_6_8_dates_2_weeks_begin_on_monday_and_are_counted_from_the_one_with_the_start() {
    let mondays_and_saturdays = weekly(&[Weekday::Monday, Weekday::Saturday]);
    assert_eq!(
        dates(3, &mondays_and_saturdays, "2017-05-16", "2017-07-02"),
        ["2017-05-20", "2017-06-05", "2017-06-10", "2017-06-26", "2017-07-01"]
    );
    assert_eq!(
        dates(3, &mondays_and_saturdays, "2017-05-15", "2017-06-05"),
        ["2017-05-15", "2017-05-20", "2017-06-05"],
        "a Monday that is the start itself stays"
    );
    assert_eq!(
        dates(2, &weekly(&[Weekday::Monday]), "2017-05-21", "2017-06-12"),
        ["2017-05-29", "2017-06-12"],
        "the week of a Sunday start began six days before it"
    );
}

#[test]
fn omise_6_8_dates_2_sunday_is_the_last_day_of_its_week() {
    let both = weekly(&[Weekday::Sunday, Weekday::Monday]);
    assert_eq!(dates(2, &both, "2017-05-15", "2017-06-04"), ["2017-05-15", "2017-05-21", "2017-05-29", "2017-06-04"]);
}

#[test]
fn omise_6_8_dates_3_months_are_counted_from_the_month_of_the_start() {
    assert_eq!(dates(1, &days(&[1]), "2019-05-22", "2019-07-31"), ["2019-06-01", "2019-07-01"]);
    assert_eq!(
        dates(3, &days(&[1, 16]), "2019-11-10", "2020-06-30"),
        ["2019-11-16", "2020-02-01", "2020-02-16", "2020-05-01", "2020-05-16"],
        "every third month, across the year"
    );
    assert_eq!(dates(2, &days(&[1]), "2019-05-22", "2019-09-30"), ["2019-07-01", "2019-09-01"]);
    assert_eq!(dates(12, &days(&[31]), "2018-12-31", "2020-12-31"), ["2018-12-31", "2019-12-31", "2020-12-31"]);
}

#[test]
fn omise_6_8_dates_3_weekdays_of_the_month() {
    let of = |text: &str| dates(1, &weekday_of_month(text), "2026-05-01", "2026-06-30");
    assert_eq!(of("1st_friday"), ["2026-05-01", "2026-06-05"], "the month may begin with it");
    assert_eq!(of("1st_thursday"), ["2026-05-07", "2026-06-04"], "or be a week old");
    assert_eq!(of("2nd_monday"), ["2026-05-11", "2026-06-08"]);
    assert_eq!(of("3rd_wednesday"), ["2026-05-20", "2026-06-17"]);
    assert_eq!(of("4th_sunday"), ["2026-05-24", "2026-06-28"]);
    assert_eq!(of("last_friday"), ["2026-05-29", "2026-06-26"]);
    assert_eq!(of("4th_friday"), ["2026-05-22", "2026-06-26"], "a fifth is not the fourth");
    assert_eq!(of("last_sunday"), ["2026-05-31", "2026-06-28"]);
    let february = weekday_of_month("last_monday");
    assert_eq!(dates(12, &february, "2027-02-01", "2028-02-29"), ["2027-02-22", "2028-02-28"]);
}

#[test]
fn omise_6_8_dates_3_a_weekday_before_the_start_drops_out() {
    let first_friday = weekday_of_month("first_friday");
    assert_eq!(dates(2, &first_friday, "2026-05-02", "2026-09-30"), ["2026-07-03", "2026-09-04"]);
}

#[test]
fn omise_6_8_dates_4_a_day_that_a_month_lacks_is_skipped() {
    assert_eq!(
        dates(1, &days(&[29, 30, 31]), "2025-01-30", "2025-04-30"),
        ["2025-01-30", "2025-01-31", "2025-03-29", "2025-03-30", "2025-03-31", "2025-04-29", "2025-04-30"]
    );
    assert_eq!(dates(1, &days(&[29]), "2024-02-01", "2024-03-29"), ["2024-02-29", "2024-03-29"], "not in a leap year");
    let never = days(&[30]);
    assert!(dates(12, &never, "2024-02-01", "9999-12-31").is_empty(), "30 February never comes, and the search ends");
}

#[test]
fn omise_6_8_dates_5_the_end_is_included() {
    let fifteenth = days(&[15]);
    let four = ["2017-12-15", "2018-01-15", "2018-02-15", "2018-03-15"];
    assert_eq!(dates(1, &fifteenth, "2017-12-15", "2018-03-15"), four);
    assert_eq!(dates(1, &fifteenth, "2017-12-15", "2018-03-14"), four[..3], "the day before it is not enough");
    assert_eq!(dates(1, &Recurrence::Daily, "2017-12-15", "2017-12-15"), ["2017-12-15"]);
    assert!(dates(1, &Recurrence::Daily, "2017-12-15", "2017-12-14").is_empty());
    assert_eq!(dates(1, &weekly(&[Weekday::Monday]), "2017-12-12", "2017-12-18"), ["2017-12-18"]);
    assert_eq!(dates(1, &days(&[1]), "2017-12-12", "2018-01-01"), ["2018-01-01"]);
}

#[test]
fn omise_6_8_dates_6_continues_strictly_after_what_was_processed() {
    let tenth = |from| after(10, &Recurrence::Daily, "2017-11-10", "2017-12-15", from);
    assert_eq!(tenth("2017-11-20"), ["2017-11-30", "2017-12-10"]);
    assert_eq!(tenth("2017-11-19"), ["2017-11-20", "2017-11-30", "2017-12-10"]);
    assert_eq!(tenth("2017-11-15"), ["2017-11-20", "2017-11-30", "2017-12-10"]);
    assert_eq!(tenth("2017-01-01").len(), 4, "a date before the start changes nothing");
    assert!(tenth("2017-12-10").is_empty());
    let pair = weekly(&[Weekday::Monday, Weekday::Saturday]);
    assert_eq!(after(3, &pair, "2017-05-16", "2017-06-26", "2017-06-05"), ["2017-06-10", "2017-06-26"]);
    assert_eq!(after(2, &days(&[1, 16]), "2017-05-10", "2017-09-10", "2017-07-01"), ["2017-07-16", "2017-09-01"]);
}

#[test]
fn contains_exactly_its_dates() {
    let sixteenths = days(&[1, 16]);
    let rule = Rule::new(2, &sixteenths, date("2017-05-10"), date("2017-07-16"));
    for inside in ["2017-05-16", "2017-07-01", "2017-07-16"] {
        assert!(rule.contains(date(inside)), "{inside}");
    }
    for outside in ["2017-05-01", "2017-05-10", "2017-05-17", "2017-06-01", "2017-06-16", "2017-07-15", "2017-09-01"] {
        assert!(!rule.contains(date(outside)), "{outside}");
    }
}

#[test]
fn the_calendar_ends_without_overflow() {
    let end = "9999-12-31";
    assert_eq!(dates(1, &Recurrence::Daily, "9999-12-30", end), ["9999-12-30", "9999-12-31"]);
    assert_eq!(dates(1, &weekly(&Weekday::ALL), "9999-12-29", end), ["9999-12-29", "9999-12-30", "9999-12-31"]);
    assert_eq!(dates(1, &days(&[30, 31]), "9999-12-01", end), ["9999-12-30", "9999-12-31"]);
    assert_eq!(dates(1, &weekday_of_month("last_friday"), "9999-12-01", end), ["9999-12-31"]);
    assert_eq!(dates(1, &weekday_of_month("last_saturday"), "9999-12-01", end), ["9999-12-25"]);
    assert!(after(1, &Recurrence::Daily, "9999-12-30", end, end).is_empty());
}

#[test]
fn nothing_lies_past_the_calendar_and_the_longest_interval_is_safe() {
    let beyond = Date::from_days(i32::MAX);
    let last_friday = weekday_of_month("last_friday");
    for recurrence in [&Recurrence::Daily, &weekly(&Weekday::ALL), &days(&[31]), &last_friday] {
        for every in [1, u32::MAX] {
            let open = Rule::new(every, recurrence, date("9999-12-31"), beyond);
            assert_eq!(texts(open.dates_after(None)), ["9999-12-31"], "{recurrence:?}");
            assert_eq!(open.dates_after(Some(beyond)).next(), None);
            assert!(!open.contains(beyond));
            assert_eq!(Rule::new(every, recurrence, beyond, beyond).dates_after(None).next(), None);
            let longest = Rule::new(every, recurrence, Date::from_days(i32::MIN), beyond);
            assert_eq!(longest.dates_after(Some(beyond)).next(), None);
        }
    }
}

#[test]
fn an_interval_of_zero_from_a_damaged_file_counts_as_one() {
    assert_eq!(dates(0, &Recurrence::Daily, "2026-01-01", "2026-01-02"), ["2026-01-01", "2026-01-02"]);
}

/// A date was turned into year, month and day by way of its first moment, but the greatest moment there is falls on
/// 9999-12-30, so a schedule that ended on the calendar's last date showed the day before it.
#[test]
fn the_last_date_of_the_calendar_is_itself() {
    let last = Date::new(9999, 12, 31).expect("a date");
    assert_eq!(last.to_string(), "9999-12-31");
    assert_eq!((last.year(), last.month(), last.day(), last.weekday()), (9999, 12, 31, Weekday::Friday));
    assert_eq!(Date::from_days(i32::MAX).to_string(), "9999-12-31", "what lies past it is moved to it");
    assert_eq!(Date::from_days(i32::MIN).year(), -9999);
    assert_eq!(Date::from_days(i32::MAX).weekday(), Weekday::Friday, "the arithmetic does not overflow");
}

#[test]
fn omise_6_8_in_words_days() {
    assert_eq!(in_words(1, &Recurrence::Daily), "Every 1 day(s)");
    assert_eq!(in_words(10, &Recurrence::Daily), "Every 10 day(s)");
}

#[test]
fn omise_6_8_in_words_weeks() {
    let words = |weekdays: &[Weekday]| in_words(3, &weekly(weekdays));
    assert_eq!(words(&[Weekday::Friday]), "Every 3 week(s) on Friday");
    assert_eq!(words(&[Weekday::Saturday, Weekday::Monday]), "Every 3 week(s) on Monday and Saturday");
    assert_eq!(
        words(&[Weekday::Monday, Weekday::Tuesday, Weekday::Friday]),
        "Every 3 week(s) on Monday, Tuesday, and Friday"
    );
}

#[test]
fn omise_6_8_in_words_days_of_month() {
    assert_eq!(in_words(1, &days(&[15])), "Every 1 month(s) on the 15th");
    assert_eq!(in_words(1, &days(&[1, 16])), "Every 1 month(s) on the 1st and 16th");
    assert_eq!(
        in_words(2, &days(&(1..=31).collect::<Vec<_>>())),
        "Every 2 month(s) on the 1st, 2nd, 3rd, 4th, 5th, 6th, 7th, 8th, 9th, 10th, 11th, 12th, 13th, 14th, 15th, 16th, \
         17th, 18th, 19th, 20th, 21st, 22nd, 23rd, 24th, 25th, 26th, 27th, 28th, 29th, 30th, and 31st"
    );
}

#[test]
fn omise_6_8_in_words_weekday_of_month() {
    let words = |text: &str| in_words(1, &weekday_of_month(text));
    assert_eq!(words("first_monday"), "Every 1 month(s) on the 1st Monday");
    assert_eq!(words("2nd_monday"), "Every 1 month(s) on the 2nd Monday");
    assert_eq!(words("third_tuesday"), "Every 1 month(s) on the 3rd Tuesday");
    assert_eq!(words("4th_sunday"), "Every 1 month(s) on the 4th Sunday");
    assert_eq!(words("last_friday"), "Every 1 month(s) on the last Friday");
}

#[test]
fn omise_6_8_on_weekdays_are_sorted_and_named_once() {
    let recurrence = weekly(&[Weekday::Friday, Weekday::Monday, Weekday::Friday]);
    assert_eq!(recurrence, Recurrence::Weekly(vec![Weekday::Monday, Weekday::Friday]));
    assert!(refused(Recurrence::weekly([])).contains("names no weekday"));
}

#[test]
fn omise_6_8_on_days_of_month_are_sorted_and_from_1_to_31() {
    assert_eq!(days(&[31, 1, 16, 1]), Recurrence::MonthlyOnDays(vec![1, 16, 31]));
    assert!(refused(Recurrence::monthly_on_days(Vec::<u8>::new())).contains("names no day"));
    for outside in [0_i64, 32, -1, 257, i64::MAX] {
        assert!(refused(Recurrence::monthly_on_days([1, outside])).contains("from 1 to 31"), "{outside}");
    }
}

#[test]
fn omise_6_8_on_ordinals_are_read_in_both_forms_and_written_in_one() {
    for (word, short, ordinal) in [
        ("first", "1st", Ordinal::First),
        ("second", "2nd", Ordinal::Second),
        ("third", "3rd", Ordinal::Third),
        ("fourth", "4th", Ordinal::Fourth),
        ("last", "last", Ordinal::Last),
    ] {
        assert_eq!(Ordinal::parse(word), Some(ordinal));
        assert_eq!(Ordinal::parse(short), Some(ordinal));
        assert_eq!(ordinal.name(), short);
        let recurrence = weekday_of_month(&format!("{word}_friday"));
        assert_eq!(recurrence, Recurrence::MonthlyOnWeekday(ordinal, Weekday::Friday));
        assert_eq!(recurrence.weekday_of_month(), Some(format!("{short}_friday")));
    }
    assert_eq!(Ordinal::ALL.map(Ordinal::name), ["1st", "2nd", "3rd", "4th", "last"]);
    assert_eq!(weekday_of_month("second_monday").weekday_of_month().as_deref(), Some("2nd_monday"));
    for other in [Recurrence::Daily, weekly(&[Weekday::Monday]), days(&[1])] {
        assert_eq!(other.weekday_of_month(), None);
    }
}

#[test]
fn omise_6_8_on_an_unknown_weekday_of_month_is_refused() {
    for text in ["", "friday", "fifth_friday", "5th_friday", "Last_friday", "last_Friday", "last-friday", "last_", "_"]
    {
        assert!(refused(Recurrence::monthly_on_weekday(text)).contains("last_friday"), "{text:?}");
    }
}

#[test]
fn omise_6_8_on_a_recurrence_made_by_hand_is_put_in_order() {
    let by_hand = Recurrence::Weekly(vec![Weekday::Friday, Weekday::Monday, Weekday::Friday]);
    assert_eq!(by_hand.checked().ok(), Some(weekly(&[Weekday::Monday, Weekday::Friday])));
    assert_eq!(Recurrence::MonthlyOnDays(vec![16, 1]).checked().ok(), Some(days(&[1, 16])));
    for fine in [Recurrence::Daily, weekday_of_month("last_friday")] {
        assert_eq!(fine.clone().checked().ok(), Some(fine));
    }
    refused(Recurrence::Weekly(vec![]).checked());
    refused(Recurrence::MonthlyOnDays(vec![]).checked());
    refused(Recurrence::MonthlyOnDays(vec![32]).checked());
}
