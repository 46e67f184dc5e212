//! A list leaves records out, shows them twice, or in the wrong order (section 6.6).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::{Request, Timestamp};

/// Five customers, one a minute, and their ids.
fn five(till: &Till) -> Vec<String> {
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(till.customer());
        till.clock.advance_seconds(60);
    }
    made
}

fn reversed(ids: &[String]) -> Vec<String> {
    ids.iter().rev().cloned().collect()
}

#[test]
fn omise_6_6_1_order_by_time_and_within_a_second_by_creation() {
    let till = Till::open();
    let mut made = five(&till);
    for millis in [400, 100, 100] {
        till.clock.set(Timestamp::from_millis(Timestamp::parse("2026-05-04T10:00:00Z").unwrap().as_millis() + millis));
        made.push(till.customer());
    }
    assert_eq!(ids(&till.get("/customers")), made);
    assert_eq!(ids(&till.get("/customers?order=chronological")), made);
    assert_eq!(ids(&till.get("/customers?order=reverse_chronological")), reversed(&made));
}

#[test]
fn omise_6_6_1_schedules_and_occurrences_are_in_order_too() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let made = [till.schedule(&customer), till.schedule(&customer)];
    for path in ["/schedules".to_owned(), "/charges/schedules".to_owned(), format!("/customers/{customer}/schedules")] {
        assert_eq!(ids(&till.get(&path)), made);
        assert_eq!(ids(&till.get(&format!("{path}?order=reverse_chronological"))), reversed(&made));
    }
}

#[test]
fn omise_6_6_2_another_order_is_refused() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let schedule = till.schedule(&customer);
    for path in [
        "/customers".to_owned(),
        "/schedules".to_owned(),
        "/charges/schedules".to_owned(),
        format!("/customers/{customer}/cards"),
        format!("/customers/{customer}/schedules"),
        format!("/customers/{customer}/linked_accounts"),
        format!("/schedules/{schedule}/occurrences"),
    ] {
        for wrong in ["newest", "CHRONOLOGICAL", ""] {
            let (status, code, _) = till.refused(Request::get(format!("{path}?order={wrong}")));
            assert_eq!((status, code.as_str()), (400, "bad_request"), "{path} {wrong}");
        }
    }
}

#[test]
fn omise_6_6_3_from_and_to_are_included() {
    let till = Till::open();
    let made = five(&till);
    let between = |from: &str, to: &str| ids(&till.get(&format!("/customers?from={from}&to={to}")));
    assert_eq!(between("2026-05-04T09:31:00Z", "2026-05-04T09:33:00Z"), made[1..4]);
    assert_eq!(between("2026-05-04T09:31:01Z", "2026-05-04T09:32:59Z"), made[2..3]);
    assert_eq!(between("2026-05-04T16:31:00%2B07:00", "2026-05-04T09:31:00Z"), made[1..2]);
    assert_eq!(between("2026-05-04T09:33:00Z", "2026-05-04T09:31:00Z"), Vec::<String>::new());
}

#[test]
fn omise_6_6_3_limits_compare_at_the_precision_that_is_shown() {
    let till = Till::open();
    till.clock.set(Timestamp::parse("2026-05-04T11:00:00.700Z").unwrap());
    let made = till.customer();
    let list = till.get("/customers?from=2026-05-04T11:00:00Z&to=2026-05-04T11:00:00Z");
    assert_eq!(ids(&list), [made]);
}

#[test]
fn omise_6_6_3_cards_are_filtered_by_their_own_time() {
    let till = Till::open();
    let early = till.token_of(VISA);
    till.clock.advance_seconds(60);
    let customer = till.customer();
    let late = till.attach(&customer);
    till.patch(&format!("/customers/{customer}"), json!({"card": early["id"]}));
    let list = till.get(&format!("/customers/{customer}/cards?from=2026-05-04T09:31:00Z"));
    assert_eq!((ids(&list), &list["total"]), (vec![late], &json!(1)));
    let list = till.get(&format!("/customers/{customer}/cards?to=2026-05-04T09:30:59Z"));
    assert_eq!(ids(&list), [text(&early["card"]["id"])]);
}

#[test]
fn omise_6_6_4_filtering_comes_before_counting_and_paging() {
    let till = Till::open();
    let made = five(&till);
    let list = till.get("/customers?from=2026-05-04T09:31:00Z&offset=1&limit=2");
    assert_eq!((ids(&list), &list["total"]), (made[2..4].to_vec(), &json!(4)));
    let list = till.get("/customers?from=2026-05-04T09:31:00Z&offset=1&limit=2&order=reverse_chronological");
    assert_eq!((ids(&list), &list["total"]), (reversed(&made[2..4]), &json!(4)));
}

#[test]
fn omise_6_6_5_an_offset_beyond_the_end_gives_an_empty_page() {
    let till = Till::open();
    five(&till);
    for offset in ["5", "6", "9223372036854775807"] {
        let list = till.get(&format!("/customers?offset={offset}"));
        assert_eq!((&list["data"], &list["total"]), (&json!([]), &json!(5)), "{offset}");
    }
}

#[test]
fn omise_6_6_6_a_greater_limit_is_applied_as_100() {
    let till = Till::open();
    (0..103).for_each(|_| drop(till.customer()));
    for limit in ["101", "5000", "9223372036854775807"] {
        let list = till.get(&format!("/customers?limit={limit}"));
        assert_eq!((&list["limit"], ids(&list).len(), &list["total"]), (&json!(100), 100, &json!(103)), "{limit}");
    }
    let list = till.get("/customers?limit=99");
    assert_eq!((&list["limit"], ids(&list).len()), (&json!(99), 99));
}

#[test]
fn omise_6_6_7_unusable_parameters_are_refused() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for path in ["/customers".to_owned(), "/schedules".to_owned(), format!("/customers/{customer}/cards")] {
        for wrong in [
            "limit=0",
            "limit=-1",
            "limit=ten",
            "limit=",
            "limit=1.5",
            "limit[]=1",
            "offset=-1",
            "offset=x",
            "from=yesterday",
            "to=2026-13-01",
            "from=",
            "to=2026-05-04T25:00:00Z",
            "order[]=chronological",
        ] {
            let (status, code, _) = till.refused(Request::get(format!("{path}?{wrong}")));
            assert_eq!((status, code.as_str()), (400, "bad_request"), "{path} {wrong}");
        }
    }
    let unreadable = Request::get("/customers").json(&json!({"limit": {"x": 1}}));
    assert_eq!(till.refused(unreadable).1, "bad_request");
}

#[test]
fn omise_6_6_8_the_envelope_echoes_what_was_applied() {
    let till = Till::open();
    let list =
        till.get("/customers?limit=3&offset=2&order=reverse_chronological&from=2026-01-02&to=2026-05-04T09:00:00Z");
    for (field, value) in [
        ("limit", json!(3)),
        ("offset", json!(2)),
        ("order", json!("reverse_chronological")),
        ("from", json!("2026-01-02T00:00:00Z")),
        ("to", json!("2026-05-04T09:00:00Z")),
    ] {
        assert_eq!(list[field], value);
    }
}

#[test]
fn omise_6_6_8_a_clock_that_was_set_back_hides_nothing() {
    let till = Till::open();
    let made = till.customer();
    till.clock.advance_seconds(-86_400);
    let list = till.get("/customers");
    assert_eq!(ids(&list), [made]);
    assert_eq!(list["to"], NOW, "never before the newest record");
}

#[test]
fn omise_6_6_9_both_ways_of_paging_see_every_record_once() {
    let till = Till::open();
    let made: Vec<String> = (0..23).map(|_| till.customer()).collect();
    let page = |offset: usize, limit: usize| till.get(&format!("/customers?offset={offset}&limit={limit}"));
    let mut until_short = Vec::new();
    loop {
        let got = ids(&page(until_short.len(), 5));
        let short = got.len() < 5;
        until_short.extend(got);
        if short {
            break;
        }
    }
    assert_eq!(until_short, made);
    let (mut until_total, mut offset) = (Vec::new(), 0);
    loop {
        let list: Value = page(offset, 5);
        until_total.extend(ids(&list));
        if offset + 5 >= usize::try_from(list["total"].as_u64().unwrap()).unwrap() {
            break;
        }
        offset += 5;
    }
    assert_eq!(until_total, made);
}

/// Three of everything that is listed, one a minute from 09:30 on; the paths of their lists with the ids in order.
fn lists(till: &Till) -> Vec<(String, Vec<String>)> {
    let mut schedules = Vec::new();
    let (customer, _) = till.customer_with_card();
    for _ in 0..3 {
        schedules.push(till.schedule(&customer));
        till.clock.advance_seconds(60);
    }
    let (other, first) = till.customer_with_card();
    let mut cards = vec![first];
    for _ in 0..2 {
        till.clock.advance_seconds(60);
        cards.push(till.attach(&other));
    }
    let both = vec![customer.clone(), other.clone()];
    vec![
        ("/customers".to_owned(), both),
        ("/schedules".to_owned(), schedules.clone()),
        ("/charges/schedules".to_owned(), schedules.clone()),
        (format!("/customers/{customer}/schedules"), schedules),
        (format!("/customers/{other}/cards"), cards),
    ]
}

#[test]
fn omise_6_6_every_list_takes_all_five_parameters() {
    let till = Till::open();
    for (path, made) in lists(&till) {
        let get = |query: &str| till.get(&format!("{path}?{query}"));
        let all = get("");
        assert_eq!((ids(&all), &all["total"]), (made.clone(), &json!(made.len())), "{path}");
        let times: Vec<String> =
            all["data"].as_array().unwrap().iter().map(|record| text(&record["created_at"])).collect();
        let (first, last) = (&times[0], &times[times.len() - 1]);
        assert_eq!(ids(&get("order=reverse_chronological")), reversed(&made), "{path}");
        let page = get("limit=1&offset=1");
        assert_eq!((ids(&page), &page["total"]), (made[1..2].to_vec(), &json!(made.len())), "{path}");
        let page = get("limit=1&order=reverse_chronological");
        assert_eq!(ids(&page), made[made.len() - 1..], "{path}");
        assert_eq!(ids(&get(&format!("from={last}"))), made[made.len() - 1..], "{path}");
        let early = get(&format!("to={first}&offset=0"));
        assert_eq!((ids(&early), &early["total"]), (made[..1].to_vec(), &json!(1)), "{path}");
        let beyond = get("offset=3");
        assert_eq!((&beyond["data"], &beyond["total"]), (&json!([]), &json!(made.len())), "{path}");
        assert_eq!(get("limit=1000")["limit"], 100, "{path}");
        assert_eq!(get("from=2017-10-01")["from"], "2017-10-01T00:00:00Z", "{path}");
    }
}

#[test]
fn omise_6_6_occurrences_are_listed_like_everything_else() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let path = format!("/schedules/{}/occurrences", till.schedule(&customer));
    for days in [1, 1, 3] {
        till.clock.advance_seconds(days * 86_400);
        till.account.schedules().simulate_due().unwrap();
    }
    let all = till.get(&path);
    let made = ids(&all);
    let days: Vec<String> = all["data"].as_array().unwrap().iter().map(|one| text(&one["scheduled_on"])).collect();
    assert_eq!(days, ["2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08", "2026-05-09"]);
    assert_eq!(ids(&till.get(&format!("{path}?order=reverse_chronological"))), reversed(&made));
    assert_eq!(ids(&till.get(&format!("{path}?limit=2&offset=3"))), made[3..]);
    let late = till.get(&format!("{path}?from=2026-05-06T09:30:00Z&limit=2"));
    assert_eq!((ids(&late), &late["total"]), (made[1..3].to_vec(), &json!(4)));
    assert_eq!(ids(&till.get(&format!("{path}?to=2026-05-06T09:29:59Z"))), made[..1]);
}

#[test]
fn omise_6_6_4_the_embedded_lists_are_the_first_twenty_of_all() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let schedule = till.schedule(&customer);
    till.clock.advance_seconds(25 * 86_400);
    till.account.schedules().simulate_due().unwrap();
    let shown = till.get(&format!("/schedules/{schedule}"))["occurrences"].clone();
    let all = ids(&till.get(&format!("/schedules/{schedule}/occurrences?limit=100")));
    assert_eq!((ids(&shown), &shown["total"]), (all[..20].to_vec(), &json!(25)));
    assert_eq!((&shown["limit"], &shown["offset"]), (&json!(20), &json!(0)));
}
