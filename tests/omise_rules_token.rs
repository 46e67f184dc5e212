//! Tokens, rule by rule as in sections 6.2 and 6.4 of the Omise page.

mod till;

use till::{at, card, date, token, visa};
use tillbook::rules::policy::{CardChecks, Policy};
use tillbook::rules::token::{CardIdentity, check, consume, expiry_complaints, make, wrap};
use tillbook::*;

fn omise() -> &'static Policy {
    Provider::Omise.policy()
}

fn complaints(details: &CardDetails, today: &str) -> Vec<CardComplaint> {
    match check(&CardChecks::USUAL, details, date(today)) {
        Ok(_) => Vec::new(),
        Err(Error::InvalidCard { complaints }) => complaints,
        Err(other) => panic!("{other}"),
    }
}

fn made(policy: &Policy, details: CardDetails) -> Token {
    let (number, brand) = check(&policy.card_checks, &details, date("2026-02-03")).unwrap();
    let identity = CardIdentity { id: "card_1".into(), sequence: 7, now: at("2026-02-03T04:05:06Z") };
    let card = make(policy, details, &number, brand, Some("a fingerprint".into()), identity);
    wrap("tokn_1".into(), card, None)
}

#[test]
fn omise_6_2_1_a_fresh_token_holds_the_whole_card_and_no_number() {
    let details = CardDetails {
        address: CardAddress { city: Some("Oslo".into()), ..CardAddress::default() },
        ..visa().security_code("123")
    };
    let token = made(omise(), details);
    let expected = Card {
        id: "card_1".into(),
        customer: None,
        sequence: 7,
        created_at: at("2026-02-03T04:05:06Z"),
        attached: 0,
        address: CardAddress { city: Some("Oslo".into()), ..CardAddress::default() },
        ..card("card_1", None, 7)
    };
    assert_eq!(token.card(), Some(&expected));
    assert!(!token.used());
    assert_eq!((token.id.as_str(), token.sequence), ("tokn_1", 7));
    assert_eq!(token.created_at, at("2026-02-03T04:05:06Z"));
    assert_eq!(token.currency, None);
}

#[test]
fn omise_5_2_the_first_digits_are_kept_only_where_the_policy_says_so() {
    for provider in Provider::ALL {
        let token = made(provider.policy(), visa());
        let expected = (provider == Provider::Monri).then_some("424242");
        assert_eq!(token.card().unwrap().first_digits.as_deref(), expected, "{provider}");
    }
}

#[test]
fn omise_5_2_the_security_code_counts_as_given_only_when_there_is_something_in_it() {
    for (code, given) in [(None, false), (Some(""), false), (Some("  "), false), (Some("123"), true)] {
        let details = CardDetails { security_code: code.map(SecretText::from), ..visa() };
        assert_eq!(made(omise(), details).card().unwrap().security_code_check, given, "{code:?}");
    }
}

#[test]
fn omise_6_2_3_a_used_token_stays_without_its_card() {
    let fresh = token("tokn_1", card("card_1", None, 5));
    let (inside, change) = consume(omise(), &fresh, at("2099-01-01")).unwrap();
    assert_eq!(inside, card("card_1", None, 5), "the very card, id and time of creation included (6.2.4, 6.2.5)");
    let used = Token { state: TokenState::Used { card: "card_1".into() }, ..fresh };
    assert_eq!(change, Change::Put(Record::Token(used)));
}

#[test]
fn komoju_6_3_2_a_used_token_is_forgotten() {
    let fresh = token("tok_1", card("card_1", None, 5));
    let (_, change) = consume(Provider::Komoju.policy(), &fresh, fresh.created_at).unwrap();
    assert_eq!(change, Change::Remove(Kind::Token, "tok_1".into()));
}

#[test]
fn omise_6_2_6_a_used_token_is_refused() {
    let used = Token { state: TokenState::Used { card: "card_1".into() }, ..token("tokn_1", card("c", None, 5)) };
    let error = consume(omise(), &used, at("2026-02-03")).unwrap_err();
    assert!(matches!(&error, Error::UsedToken { id } if id == "tokn_1"), "{error}");
}

#[test]
fn omise_6_2_9_an_unused_token_never_expires() {
    let fresh = token("tokn_1", card("card_1", None, 5));
    assert!(consume(omise(), &fresh, Timestamp::from_millis(i64::MAX)).is_ok());
}

#[test]
fn komoju_6_3_3_an_unused_token_dies_24_hours_after_its_creation() {
    let komoju = Provider::Komoju.policy();
    let fresh = token("tok_1", card("card_1", None, 5));
    let day = 24 * 60 * 60 * 1000;
    let after = |millis| Timestamp::from_millis(fresh.created_at.as_millis() + millis);
    assert!(consume(komoju, &fresh, after(0)).is_ok());
    assert!(consume(komoju, &fresh, after(day - 1)).is_ok());
    for late in [day, day + 1, 10 * day] {
        let error = consume(komoju, &fresh, after(late)).unwrap_err();
        assert!(matches!(&error, Error::ExpiredToken { id } if id == "tok_1"), "{error}");
    }
    let used = Token { state: TokenState::Used { card: "card_1".into() }, ..fresh };
    assert_eq!(consume(komoju, &used, at("2030-01-01")).unwrap_err().status(), Status::UsedToken);
}

#[test]
fn omise_6_4_a_good_card_has_its_brand() {
    for (number, brand) in [
        ("4242424242424242", Brand::Visa),
        ("5555 5555 5555 4444", Brand::MasterCard),
        ("2221-0000-0000-0009", Brand::MasterCard),
        ("378282246310005", Brand::AmericanExpress),
        ("3530111333300000", Brand::Jcb),
        ("30569309025904", Brand::DinersClub),
        ("6011111111111117", Brand::Discover),
    ] {
        let details = CardDetails { number: Some(number.into()), ..visa() };
        let (parsed, found) = check(&CardChecks::USUAL, &details, date("2026-02-03")).unwrap();
        assert_eq!(found, brand, "{number}");
        assert_eq!(parsed.last_digits(), &number.replace([' ', '-'], "")[number.replace([' ', '-'], "").len() - 4..]);
    }
}

#[test]
fn omise_6_4_every_complaint_has_its_cause() {
    use CardComplaint::*;
    let today = "2026-02-03";
    let number = |number: Option<&str>| CardDetails { number: number.map(SecretText::from), ..visa() };
    let name = |name: Option<&str>| CardDetails { name: name.map(str::to_owned), ..visa() };
    assert_eq!(complaints(&visa(), today), []);
    assert_eq!(complaints(&number(None), today), [NumberBlank]);
    assert_eq!(complaints(&number(Some("")), today), [NumberBlank]);
    assert_eq!(complaints(&number(Some("  ")), today), [NumberBlank]);
    assert_eq!(complaints(&number(Some("4242424242424241")), today), [NumberInvalid]);
    assert_eq!(complaints(&number(Some("4242x")), today), [NumberInvalid]);
    assert_eq!(complaints(&number(Some("9999999999999995")), today), [NumberInvalid, BrandNotSupported]);
    assert_eq!(complaints(&name(None), today), [NameBlank]);
    assert_eq!(complaints(&name(Some("")), today), [NameBlank]);
    assert_eq!(complaints(&name(Some(" \t")), today), [NameBlank]);
}

#[test]
fn omise_6_4_all_complaints_come_together_as_an_english_list() {
    let nothing = CardDetails {
        number: None,
        security_code: None,
        name: None,
        expiration_month: None,
        expiration_year: None,
        address: CardAddress::default(),
    };
    let error = check(&CardChecks::USUAL, &nothing, date("2026-02-03")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "number can't be blank, name can't be blank, expiration month is not between 1 and 12, and expiration year is \
         invalid; correct the card details and try again"
    );
}

#[test]
fn omise_6_4_a_card_is_good_through_the_last_day_of_its_month() {
    use CardComplaint::*;
    let usual = &CardChecks::USUAL;
    let expiry = |month: i64, year: i64, today: &str| expiry_complaints(usual, Some(month), Some(year), date(today));
    assert_eq!(expiry(2, 2026, "2026-02-01"), []);
    assert_eq!(expiry(2, 2026, "2026-02-28"), []);
    assert_eq!(expiry(2, 2026, "2026-03-01"), [Expired]);
    assert_eq!(expiry(3, 2026, "2026-02-28"), []);
    assert_eq!(expiry(12, 2025, "2026-01-01"), [Expired]);
    assert_eq!(expiry(1, 2027, "2026-12-31"), []);
}

#[test]
fn omise_6_4_a_month_or_year_that_is_none_is_said_and_nothing_more() {
    use CardComplaint::*;
    let usual = &CardChecks::USUAL;
    let today = date("2026-02-03");
    for month in [None, Some(0), Some(13), Some(-3), Some(i64::MAX)] {
        assert_eq!(expiry_complaints(usual, month, Some(2031), today), [MonthOutOfRange], "{month:?}");
        assert_eq!(expiry_complaints(usual, month, Some(2001), today), [MonthOutOfRange], "{month:?}");
    }
    for year in [None, Some(0), Some(31), Some(999), Some(10_000), Some(i64::MIN)] {
        assert_eq!(expiry_complaints(usual, Some(1), year, today), [YearInvalid], "{year:?}");
    }
    assert_eq!(expiry_complaints(usual, Some(1), Some(1000), today), [Expired]);
    assert_eq!(expiry_complaints(usual, Some(12), Some(9999), today), []);
    assert_eq!(expiry_complaints(usual, None, None, today), [MonthOutOfRange, YearInvalid]);
}

#[test]
fn a_card_number_is_no_name() {
    let swiped = CardDetails { name: Some("B4242424242424242^EXAMPLE/ANN".into()), ..visa() };
    assert_eq!(check(&CardChecks::USUAL, &swiped, date("2026-02-03")).unwrap_err().field(), Some("name"));
}
