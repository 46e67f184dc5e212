//! The checks of a card (6.4): for a new token, a new customer and a customer that gets another source.

use serde_json::{Value, json};
use tillbook::*;

use crate::komoju::{Shop, VISA, card, card_with, id, number};
use crate::till::at;

/// Asserts that everybody refuses these details.
fn refuses(shop: &Shop, details: &Value, code: &str) {
    let mei = shop.empty_customer();
    let body = json!({"payment_details": details});
    for request in [Request::post("/tokens"), Request::post("/customers"), Request::patch(format!("/customers/{mei}"))]
    {
        shop.refuses(request.json(&body), 422, code, Some("payment_details"));
    }
    shop.account.customers().delete(&mei).unwrap();
}

/// The month and year of a source that is made of these.
fn expiry_of(shop: &Shop, month: Value, year: Value) -> (Value, Value) {
    let mut details = card(VISA);
    (details["month"], details["year"]) = (month, year);
    let made = shop.post("/customers", json!({"payment_details": details}));
    (made["source"]["month"].clone(), made["source"]["year"].clone())
}

#[test]
fn komoju_6_4_type_number_month_and_year_are_required() {
    let shop = Shop::open();
    for name in ["type", "number", "month", "year"] {
        for nothing in [Value::Null, json!("")] {
            let details = card_with(name, nothing);
            refuses(&shop, &details, "missing_parameter");
            let answer = shop.call(Request::post("/tokens").json(&json!({"payment_details": details})));
            assert_eq!(answer.json()["error"]["message"], format!("A required parameter ({name}) is missing"));
        }
    }
    refuses(&shop, &json!({}), "missing_parameter");
}

#[test]
fn komoju_6_4_other_types_are_refused() {
    let shop = Shop::open();
    for other in [json!("konbini"), json!("credit_card_korea"), json!("Credit_card"), json!(1), json!(["credit_card"])]
    {
        refuses(&shop, &card_with("type", other), "invalid_payment_type");
    }
    let alone = json!({"type": "konbini"});
    refuses(&shop, &alone, "invalid_payment_type");
}

#[test]
fn komoju_6_4_a_number_is_digits_of_a_known_brand_with_a_right_check_digit() {
    let shop = Shop::open();
    for wrong in [
        json!("4111111111111112"),
        json!("4111 1111 1111 1111"),
        json!("4111-1111-1111-1111"),
        json!(" 4111111111111111"),
        json!("4111111111111111x"),
        json!("41111111111111111110"),
        json!("9999999999999995"),
        json!("0000000000000000"),
        json!("4"),
        json!("４１１１１１１１１１１１１１１１"),
        json!({}),
    ] {
        refuses(&shop, &card_with("number", wrong), "invalid_number");
    }
    // 19 digits are a number, and one that came as a number is one, too.
    for right in [json!(number("4", 19)), json!(4111111111111111_u64)] {
        shop.post("/tokens", json!({"payment_details": card_with("number", right)}));
    }
}

#[test]
fn komoju_5_2_brands_by_their_first_digits() {
    let shop = Shop::open();
    for (beginning, length, brand) in [
        ("4", 13, "visa"),
        ("4", 16, "visa"),
        ("4", 19, "visa"),
        ("51", 16, "master"),
        ("55", 16, "master"),
        ("2221", 16, "master"),
        ("2720", 16, "master"),
        ("34", 15, "american_express"),
        ("37", 15, "american_express"),
        ("3528", 16, "jcb"),
        ("3589", 16, "jcb"),
        ("300", 14, "diners_club"),
        ("305", 14, "diners_club"),
        ("36", 14, "diners_club"),
        ("38", 14, "diners_club"),
        ("6011", 16, "discover"),
        ("65", 16, "discover"),
    ] {
        let number = &number(beginning, length);
        let token = shop.post("/tokens", json!({"payment_details": card(number)}));
        assert_eq!(token["payment_details"]["brand"], brand, "{number}");
        assert_eq!(token["payment_details"]["last_four_digits"], number[number.len() - 4..]);
        let customer = shop.post("/customers", json!({"payment_details": id(&token)}));
        assert_eq!(customer["source"]["brand"], brand, "{number}");
    }
    for unknown in ["2220", "2721", "3527", "3590", "306", "35", "39", "50", "56", "6012", "64", "66", "1", "7"] {
        refuses(&shop, &card(&number(unknown, 16)), "invalid_number");
    }
}

#[test]
fn komoju_6_4_months_are_1_to_12_and_years_1_to_2100() {
    let shop = Shop::open();
    for wrong in [json!(0), json!(13), json!(-1), json!("x"), json!(1.5), json!("1.0"), json!(u64::MAX), json!([])] {
        refuses(&shop, &card_with("month", wrong), "invalid_parameter");
    }
    for wrong in [json!(0), json!(2101), json!(-31), json!("x"), json!(2031.5), json!(i64::MIN), json!({})] {
        refuses(&shop, &card_with("year", wrong), "invalid_parameter");
    }
    for (month, year, shown) in [
        (json!(1), json!(2100), (1, 2100)),
        (json!(12), json!(31), (12, 2031)),
        (json!("01"), json!("31"), (1, 2031)),
        (json!("5"), json!("2031"), (5, 2031)),
        (json!(1), json!(99), (1, 2099)),
    ] {
        assert_eq!(expiry_of(&shop, month, year), (json!(shown.0), json!(shown.1)));
    }
    // 100 is the year 100, and long over; 1 is 2001.
    refuses(&shop, &card_with("year", json!(100)), "card_expired");
    refuses(&shop, &card_with("year", json!(1)), "card_expired");
}

#[test]
fn komoju_6_4_a_card_is_good_through_the_last_day_of_its_month() {
    let shop = Shop::open();
    let mut february = card(VISA);
    (february["month"], february["year"]) = (json!(2), json!(26));
    shop.till.clock.set(at("2026-02-28T23:59:59.999Z"));
    shop.post("/customers", json!({"payment_details": february}));
    shop.till.clock.set(at("2026-03-01T00:00:00Z"));
    refuses(&shop, &february, "card_expired");
    february["month"] = json!(3);
    shop.post("/customers", json!({"payment_details": february}));
}

#[test]
fn komoju_6_4_a_verification_value_has_3_or_4_digits() {
    let shop = Shop::open();
    for wrong in [json!("12"), json!("12345"), json!("12x"), json!(""), json!(" 123"), json!(12), json!([])] {
        refuses(&shop, &card_with("verification_value", wrong), "bad_verification_value");
    }
    for right in [json!("123"), json!("1234"), json!(123), json!("000"), Value::Null] {
        shop.post("/tokens", json!({"payment_details": card_with("verification_value", right)}));
    }
}

#[test]
fn komoju_6_4_of_several_faults_the_first_of_the_table_is_told() {
    let shop = Shop::open();
    let all = json!({"type": "konbini", "number": "4", "month": 13, "year": 0, "verification_value": "x"});
    let told =
        ["invalid_payment_type", "invalid_number", "invalid_parameter", "invalid_parameter", "bad_verification_value"];
    let better = [("type", json!("credit_card")), ("number", json!(VISA)), ("month", json!(5)), ("year", json!(2031))];
    let mut details = all;
    for (place, code) in told.iter().enumerate() {
        refuses(&shop, &details, code);
        if let Some((name, value)) = better.get(place) {
            details[*name] = value.clone();
        }
    }
    details["year"] = json!(2020);
    refuses(&shop, &details, "card_expired");
}

#[test]
fn komoju_6_4_the_typed_interface_asks_the_same() {
    use CardComplaint::*;
    let shop = Shop::open();
    let complaints = |details: CardDetails| match shop.account.tokens().create(details) {
        Ok(_) => Vec::new(),
        Err(Error::InvalidCard { complaints }) => complaints,
        Err(other) => panic!("{other}"),
    };
    let good = || CardDetails { name: None, ..CardDetails::new(VISA, "", 5, 2031) };
    assert_eq!(complaints(good()), []);
    assert_eq!(complaints(CardDetails { expiration_year: Some(31), ..good() }), []);
    assert_eq!(complaints(CardDetails { number: None, ..good() }), [NumberBlank]);
    assert_eq!(complaints(CardDetails { number: Some("4111 1111 1111 1111".into()), ..good() }), [NumberInvalid]);
    assert_eq!(complaints(CardDetails { expiration_month: None, ..good() }), [MonthOutOfRange]);
    assert_eq!(complaints(CardDetails { expiration_year: Some(2101), ..good() }), [YearInvalid]);
    assert_eq!(complaints(CardDetails { expiration_year: Some(25), ..good() }), [Expired]);
    assert_eq!(complaints(good().security_code("12")), [SecurityCodeInvalid]);
    assert_eq!(complaints(good().security_code("1234")), []);
    let new = NewCustomer { card_details: Some(good().security_code("x")), ..NewCustomer::default() };
    assert_eq!(shop.account.customers().create(new).unwrap_err().field(), Some("security_code"));
    assert_eq!(shop.total(), 0);
}
