//! A client of Omise is misunderstood: keys, versions, encodings and headers (section 2).

mod support;

use serde_json::json;
use support::*;
use tillbook::Request;

#[test]
fn omise_2_1_each_key_opens_its_own_end_points() {
    let till = Till::open();
    let refused = refusal(401, "authentication_failure", "authentication failed");
    assert_eq!(till.refused(Request::get("/customers").public()), refused);
    assert_eq!(till.refused(Request::post("/tokens").json(&card_details(VISA))), refused);
    till.get("/customers");
    till.token();
}

#[test]
fn omise_2_2_the_version_is_echoed_and_defaults_to_the_newest() {
    let till = Till::open();
    let echoed = |asked: Option<&str>| {
        let request = Request::get("/customers");
        let request = match asked {
            Some(version) => request.header("omise-version", version),
            None => request,
        };
        till.call(request).header_value("Omise-Version").map(str::to_owned)
    };
    assert_eq!(echoed(None).as_deref(), Some("2019-05-29"));
    for version in ["2014-07-27", "2015-11-17", "2017-11-02", "2019-05-29"] {
        assert_eq!(echoed(Some(version)).as_deref(), Some(version));
    }
    assert_eq!(echoed(Some("1999-01-01")).as_deref(), Some("2019-05-29"));
    let customer = till.ok(Request::post("/customers").header("Omise-Version", "1999-01-01"));
    assert!(customer["created_at"].is_string(), "an unknown version is the newest");
}

#[test]
fn omise_2_3_forms_and_json_mean_the_same() {
    let till = Till::open();
    let form = till.ok(Request::post("/customers").form(&[
        ("email", "mali@example.com"),
        ("description", "regular, 2 coffees & a bun"),
        ("metadata[table]", "7"),
        ("metadata[likes][]", "tea"),
        ("metadata[likes][]", "buns"),
    ]));
    let json = till.post(
        "/customers",
        json!({"email": "mali@example.com", "description": "regular, 2 coffees & a bun",
               "metadata": {"table": "7", "likes": ["tea", "buns"]}}),
    );
    for field in ["email", "description", "metadata"] {
        assert_eq!(form[field], json[field], "{field}");
        assert!(!form[field].is_null());
    }
    assert_eq!(form["metadata"]["table"], "7", "metadata from a form stays text");
}

#[test]
fn omise_2_3_numbers_in_forms_arrive_as_numbers() {
    let till = Till::open();
    let token = till.ok(Request::post("/tokens").public().form(&[
        ("card[name]", "Mali Suwan"),
        ("card[number]", VISA),
        ("card[expiration_month]", "08"),
        ("card[expiration_year]", "2030"),
        ("card[security_code]", "321"),
    ]));
    assert_eq!((&token["card"]["expiration_month"], &token["card"]["expiration_year"]), (&json!(8), &json!(2030)));
    let customer = till.ok(Request::post("/customers").form(&[("card", token["id"].as_str().unwrap())]));
    let schedule = till.ok(Request::post("/schedules").form(&[
        ("every", "2"),
        ("period", "month"),
        ("on[days_of_month][]", "1"),
        ("on[days_of_month][]", "16"),
        ("start_date", "2026-06-01"),
        ("end_date", "2026-12-31"),
        ("charge[customer]", customer["id"].as_str().unwrap()),
        ("charge[amount]", "100000"),
        ("charge[metadata][order]", "5"),
    ]));
    assert_eq!((&schedule["every"], &schedule["on"]), (&json!(2), &json!({"days_of_month": [1, 16]})));
    assert_eq!(schedule["charge"]["amount"], 100_000);
    assert_eq!(schedule["charge"]["metadata"], json!({"order": "5"}));
    let weekly = till.ok(Request::post("/schedules").form(&[
        ("every", "1"),
        ("period", "week"),
        ("on[weekdays][0]", "friday"),
        ("on[weekdays][1]", "monday"),
        ("end_date", "2026-12-31"),
        ("charge[customer]", customer["id"].as_str().unwrap()),
        ("charge[amount]", "100000"),
    ]));
    assert_eq!(weekly["on"], json!({"weekdays": ["monday", "friday"]}));
}

#[test]
fn omise_2_3_list_parameters_come_by_query_or_by_a_body_on_get() {
    let till = Till::open();
    (0..3).for_each(|_| drop(till.customer()));
    let page = |request: Request| {
        let list = till.ok(request);
        (list["limit"].as_u64().unwrap(), list["offset"].as_u64().unwrap(), ids(&list).len())
    };
    assert_eq!(page(Request::get("/customers?limit=2&offset=1")), (2, 1, 2));
    assert_eq!(page(Request::get("/customers").json(&json!({"limit": 2, "offset": 1}))), (2, 1, 2));
    assert_eq!(page(Request::get("/customers").json(&json!({"limit": "2", "offset": "1"}))), (2, 1, 2));
    assert_eq!(page(Request::get("/customers").form(&[("limit", "2"), ("offset", "1")])), (2, 1, 2));
    let both = Request::get("/customers?limit=1").json(&json!({"limit": 2, "offset": 1}));
    assert_eq!(page(both), (1, 1, 1), "the query wins name by name");
}

#[test]
fn omise_2_3_a_null_list_parameter_equals_an_absent_one() {
    let till = Till::open();
    till.customer();
    let nulls = json!({"from": null, "limit": 100, "offset": 0, "order": null, "to": null});
    let list = till.ok(Request::get("/customers").json(&nulls));
    assert_eq!((&list["total"], &list["order"], &list["to"]), (&json!(1), &json!("chronological"), &json!(NOW)));
    let list = till.ok(Request::get("/customers").json(&json!({"limit": null, "offset": null})));
    assert_eq!((&list["limit"], &list["offset"]), (&json!(20), &json!(0)));
}

#[test]
fn omise_2_3_empty_bodies_are_accepted_everywhere() {
    let till = Till::open();
    let path = format!("/customers/{}", till.customer());
    till.ok(Request::get(path.clone()).json(&json!({})));
    till.ok(Request::get(path.clone()).header("Content-Type", "application/json"));
    till.ok(Request::post("/customers").header("Content-Type", "application/json"));
    till.ok(Request::delete(path).json(&json!({})));
    let path = format!("/customers/{}", till.customer());
    till.ok(Request::delete(path).header("Content-Type", "application/json"));
}

#[test]
fn omise_2_3_a_body_without_a_content_type_is_read_by_its_look() {
    let till = Till::open();
    for body in [r#"{"email":"mali@example.com"}"#, "email=mali%40example.com"] {
        let mut request = Request::post("/customers");
        request.body = body.as_bytes().to_vec();
        assert_eq!(till.ok(request)["email"], "mali@example.com", "{body}");
    }
}

#[test]
fn omise_2_3_a_content_type_is_known_in_any_case_and_with_its_charset() {
    let till = Till::open();
    for (content_type, body) in [
        ("application/json; charset=utf-8", r#"{"email":"a=b"}"#),
        ("Application/JSON", r#"{"email":"a=b"}"#),
        ("application/x-www-form-urlencoded; charset=UTF-8", "email=a%3Db"),
        ("APPLICATION/X-WWW-FORM-URLENCODED", "email=a%3Db"),
    ] {
        let mut request = Request::post("/customers").header("CONTENT-TYPE", content_type);
        request.body = body.as_bytes().to_vec();
        assert_eq!(till.ok(request)["email"], "a=b", "{content_type}");
    }
}

#[test]
fn omise_2_3_one_trailing_slash_is_tolerated() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    for path in ["/customers/", "/schedules/", "/charges/schedules/"] {
        till.get(path);
        till.get(&format!("{path}?limit=1"));
    }
    till.get(&format!("/customers/{customer}/"));
    till.get(&format!("/customers/{customer}/cards/"));
    till.get(&format!("/customers/{customer}/cards/{card}/"));
    till.ok(Request::post("/tokens/").public().json(&card_details(VISA)));
    assert_eq!(till.refused(Request::get("/customers//")).0, 404);
    assert_eq!(till.refused(Request::get("//customers")).0, 404);
}

#[test]
fn omise_2_3_parts_of_a_path_are_decoded() {
    let till = Till::open();
    let customer = till.customer();
    let escaped = customer.replace('_', "%5f");
    assert_eq!(till.get(&format!("/customers/{escaped}"))["id"], customer.as_str());
    let (_, _, message) = till.refused(Request::get("/customers/a%20b%2Fc"));
    assert_eq!(message, "customer a b/c was not found");
    assert_eq!(till.refused(Request::get("/customers/%ff")).0, 404);
}

#[test]
fn omise_2_4_every_success_is_200_with_the_same_headers() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for request in [
        Request::post("/customers"),
        Request::get("/customers"),
        Request::patch(format!("/customers/{customer}")),
        Request::post("/schedules").json(&daily(&customer)),
        Request::delete(format!("/customers/{customer}")),
    ] {
        let response = till.call(request);
        assert_eq!(response.status, 200, "{}", response.text());
        let named = |name: &str| response.headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value);
        assert_eq!(named("Content-Type"), Some("application/json; charset=utf-8"));
        assert_eq!(named("Cache-Control"), Some("no-cache, no-store"));
        assert_eq!(named("Omise-Version"), Some("2019-05-29"));
    }
}

#[test]
fn omise_2_4_errors_have_a_type_but_no_version() {
    let till = Till::open();
    let response = till.call(Request::get("/customers/cust_test_0"));
    assert_eq!(response.header_value("Content-Type"), Some("application/json; charset=utf-8"));
    assert_eq!(response.header_value("Cache-Control"), Some("no-cache, no-store"));
    assert_eq!(response.header_value("Omise-Version"), None);
}

#[test]
fn omise_2_4_times_are_utc_in_whole_seconds() {
    let till = Till::open();
    till.clock.set(tillbook::Timestamp::parse("2026-05-04T09:30:00.987Z").unwrap());
    let customer = till.post("/customers", json!({}));
    assert_eq!(customer["created_at"], NOW);
    assert_eq!(customer["cards"]["to"], NOW);
}

#[test]
fn omise_2_4_empty_objects_are_shown_as_such() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    assert_eq!(till.get(&format!("/customers/{customer}"))["metadata"], json!({}));
    let schedule = till.post("/schedules", daily(&customer));
    assert_eq!((&schedule["on"], &schedule["charge"]["metadata"]), (&json!({}), &json!({})));
}

#[test]
fn omise_2_4_repeating_a_post_makes_a_second_object() {
    let till = Till::open();
    let request = Request::post("/customers").header("Idempotency-Key", "1").json(&json!({"email": "a@example.com"}));
    let first = till.ok(request.clone());
    let second = till.ok(request);
    assert_ne!(first["id"], second["id"]);
    assert_eq!(till.get("/customers")["total"], 2);
}
