//! Lists (6.7).

use serde_json::json;
use tillbook::*;

use crate::komoju::{Shop, VISA, card, id, ids};

/// So many customers, a second apart, newest first.
fn filled(shop: &Shop, count: usize) -> Vec<String> {
    let mut made: Vec<String> = (0..count)
        .map(|_| {
            shop.till.clock.advance_seconds(1);
            shop.empty_customer()
        })
        .collect();
    made.reverse();
    made
}

#[test]
fn komoju_6_7_1_pages_are_counted_from_1() {
    let shop = Shop::open();
    let made = filled(&shop, 23);
    for (query, page, per_page, last_page, range) in [
        ("", 1, 10, 3, 0..10),
        ("?page=2", 2, 10, 3, 10..20),
        ("?page=3", 3, 10, 3, 20..23),
        ("?per_page=23", 1, 23, 1, 0..23),
        ("?per_page=22&page=2", 2, 22, 2, 22..23),
        ("?per_page=1&page=23", 23, 1, 23, 22..23),
    ] {
        let list = shop.get(&format!("/customers{query}"));
        assert_eq!(ids(&list), made[range], "{query}");
        let seen = [&list["total"], &list["page"], &list["per_page"], &list["last_page"]];
        assert_eq!(seen, [&json!(23), &json!(page), &json!(per_page), &json!(last_page)], "{query}");
    }
}

#[test]
fn komoju_6_7_1_an_empty_list_has_no_last_page() {
    let shop = Shop::open();
    let empty = r#"{"resource":"list","total":0,"page":1,"per_page":10,"last_page":0,"data":[]}"#;
    assert_eq!(shop.body(Request::get("/customers")), empty);
}

#[test]
fn komoju_6_7_2_beyond_the_last_page_there_is_nothing() {
    let shop = Shop::open();
    filled(&shop, 3);
    for page in ["2", "4000000000", "9223372036854775807"] {
        let list = shop.body(Request::get(format!("/customers?page={page}")));
        let expected =
            format!(r#"{{"resource":"list","total":3,"page":{page},"per_page":10,"last_page":1,"data":[]}}"#);
        assert_eq!(list, expected);
    }
}

#[test]
fn komoju_6_7_3_page_and_per_page_are_numbers_from_1_on() {
    let shop = Shop::open();
    for name in ["page", "per_page"] {
        for wrong in ["0", "-1", "x", "1.5", "", "99999999999999999999", "1e2"] {
            let request = Request::get(format!("/customers?{name}={wrong}"));
            shop.refuses(request, 422, "invalid_parameter", Some(name));
        }
    }
}

#[test]
fn komoju_6_7_4_per_page_has_no_limit() {
    let shop = Shop::open();
    filled(&shop, 120);
    for per_page in [120_u64, 5000, i64::MAX as u64] {
        let list = shop.get(&format!("/customers?per_page={per_page}"));
        assert_eq!((ids(&list).len(), &list["per_page"], &list["last_page"]), (120, &json!(per_page), &json!(1)));
    }
}

#[test]
fn komoju_6_7_5_the_newest_comes_first_and_of_one_second_the_later() {
    let shop = Shop::open();
    let mut made: Vec<String> = (0..5).map(|_| shop.empty_customer()).collect();
    made.reverse();
    let newer = filled(&shop, 2);
    made.splice(0..0, newer);
    assert_eq!(ids(&shop.get("/customers")), made);
}

#[test]
fn komoju_6_7_6_times_are_inclusive() {
    let shop = Shop::open();
    let made = filled(&shop, 5);
    let at = |second: u32| format!("2026-02-03T04:05:{second:02}Z");
    for (query, range) in [
        (format!("start_time={}", at(9)), 0..3),
        (format!("end_time={}", at(9)), 2..5),
        (format!("start_time={}&end_time={}", at(8), at(10)), 1..4),
        (format!("start_time={}&end_time={}", at(8), at(8)), 3..4),
        (format!("start_time={}&end_time={}", at(9), at(8)), 0..0),
        ("start_time=2026-02-03T13:05:09%2B09:00".to_owned(), 0..3),
        ("start_time=2026-02-03&end_time=2026-02-04".to_owned(), 0..5),
    ] {
        let list = shop.get(&format!("/customers?{query}"));
        assert_eq!(ids(&list), made[range.clone()], "{query}");
        assert_eq!(list["total"], json!(range.len()), "6.7.8: {query}");
    }
    for name in ["start_time", "end_time"] {
        for wrong in ["x", "", "2026-13-01", "1700000000"] {
            let request = Request::get(format!("/customers?{name}={wrong}"));
            shop.refuses(request, 422, "invalid_parameter", Some(name));
        }
    }
}

#[test]
fn komoju_6_7_7_and_8_customers_whose_card_expires_in_a_month() {
    let shop = Shop::open();
    let with = |month: u8, year: u16| {
        shop.till.clock.advance_seconds(1);
        let mut details = card(VISA);
        (details["month"], details["year"]) = (json!(month), json!(year));
        id(&shop.post("/customers", json!({"payment_details": details})))
    };
    let first = with(5, 2031);
    with(6, 2031);
    with(5, 2032);
    let second = with(5, 2031);
    shop.empty_customer();
    // A card in a token, and the former card of a customer, are no sources.
    shop.token();
    let changed = with(5, 2031);
    shop.patch(&changed, json!({"payment_details": {"type": "credit_card", "number": VISA, "month": 7, "year": 2033}}));
    let list = shop.get("/customers?expiration=0531");
    assert_eq!((ids(&list), &list["total"]), (vec![second.clone(), first.clone()], &json!(2)));
    let page = shop.get("/customers?expiration=0531&per_page=1&page=2");
    assert_eq!((ids(&page), &page["total"], &page["last_page"]), (vec![first.clone()], &json!(2), &json!(2)));
    let early = shop.get("/customers?expiration=0531&end_time=2026-02-03T04:05:07Z");
    assert_eq!((ids(&early), &early["total"]), (vec![first.clone()], &json!(1)));
    assert_eq!(ids(&shop.get("/customers?expiration=0733")), [changed]);
    assert_eq!(shop.get("/customers?expiration=0100")["total"], 0);
    shop.ok(Request::delete(format!("/customers/{second}")));
    assert_eq!(ids(&shop.get("/customers?expiration=0531")), [first]);
    for wrong in ["531", "0031", "1331", "05311", "ab31", "", "052031", "05-31", "%2B531"] {
        let request = Request::get(format!("/customers?expiration={wrong}"));
        shop.refuses(request, 422, "invalid_parameter", Some("expiration"));
    }
}

#[test]
fn komoju_6_7_7_the_typed_interface_finds_them_too() {
    let shop = Shop::open();
    let mei = id(&shop.customer());
    let found = shop.account.customers().expiring(5, 2031, &ListQuery::default()).unwrap();
    assert_eq!((found.items[0].id.as_str(), found.total), (mei.as_str(), 1));
}
