//! A published client cannot be used: its requests as it writes them, and what it relies on in the answers (section 9).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::{Method, Request, Response};

/// A request as it comes over the wire: method, path, content type and body.
fn sent(till: &Till, method: &str, path: &str, content_type: &str, body: &str) -> Response {
    let mut request = Request::new(method.parse::<Method>().unwrap(), path);
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    request.body = body.as_bytes().to_vec();
    if path.starts_with("/tokens") {
        request = request.public();
    }
    till.call(request)
}

/// As the Python client does it: a JSON body with every request, names sorted; the status is ignored.
fn python(till: &Till, method: &str, path: &str, body: &str) -> Value {
    sent(till, method, path, "application/json", body).json()
}

/// As PHP and Ruby do it: forms.
fn form(till: &Till, method: &str, path: &str, body: &str) -> Value {
    sent(till, method, path, "application/x-www-form-urlencoded", body).json()
}

const PYTHON_TOKEN: &str = concat!(
    r#"{"card": {"city": "Bangkok", "expiration_month": 10, "expiration_year": 2030, "name": "Somchai Prasert", "#,
    r#""number": "4242424242424242", "postal_code": "10320", "security_code": 123}}"#
);

#[test]
fn omise_9_python_iterates_until_a_short_page_and_counts_with_a_limit_of_1() {
    let till = Till::open();
    let made: Vec<String> = (0..205).map(|_| till.customer()).collect();
    let ask = |limit: usize, offset: usize| {
        let body = format!(r#"{{"from": null, "limit": {limit}, "offset": {offset}, "order": null, "to": null}}"#);
        python(&till, "GET", "/customers", &body)
    };
    assert_eq!(ask(1, 0)["total"], 205);
    assert_eq!(ids(&ask(1, 0)), made[..1]);
    let mut seen = Vec::new();
    loop {
        let page = ids(&ask(100, seen.len()));
        let short = page.len() < 100;
        seen.extend(page);
        if short {
            break;
        }
    }
    assert_eq!(seen, made);
    assert_eq!(ids(&python(&till, "GET", "/customers", "{}")), made[..20], "retrieve() is one page");
    let exact = Till::open();
    (0..100).for_each(|_| drop(exact.customer()));
    let beyond = r#"{"from": null, "limit": 100, "offset": 100, "order": null, "to": null}"#;
    assert_eq!(python(&exact, "GET", "/customers", beyond)["data"], json!([]), "after a full last page comes an empty");
}

#[test]
fn omise_9_python_uses_the_location_of_a_card_as_its_path() {
    let till = Till::open();
    let token = python(&till, "POST", "/tokens", PYTHON_TOKEN);
    let body = format!(r#"{{"card": {}, "metadata": {{"a": {{"b": [1, null]}}}}}}"#, token["id"]);
    let customer = python(&till, "POST", "/customers", &body);
    let card = &customer["cards"]["data"][0];
    assert_eq!(
        (&card["object"], &card["id"]),
        (&json!("card"), &token["card"]["id"]),
        "the id from before it was used"
    );
    let location = text(&card["location"]);
    assert_eq!(python(&till, "GET", &location, "{}"), *card);
    let updated = python(&till, "PATCH", &location, r#"{"expiration_month": 11, "name": "S. P."}"#);
    assert_eq!((&updated["expiration_month"], &updated["name"]), (&json!(11), &json!("S. P.")));
    let destroyed = python(&till, "DELETE", &text(&updated["location"]), "{}");
    assert_eq!((&destroyed["deleted"], &destroyed["location"]), (&json!(true), &json!(location)));
    let error = python(&till, "GET", &location, "{}");
    assert_eq!((&error["object"], &error["code"]), (&json!("error"), &json!("not_found")));
}

#[test]
fn omise_9_python_knows_every_object_by_its_name() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let plan = format!(
        concat!(
            r#"{{"charge": {{"amount": 2000, "customer": "{}", "description": "Membership fee"}}, "#,
            r#""end_date": "2027-05-01", "every": 1, "on": {{"weekday_of_month": "first_monday"}}, "#,
            r#""period": "month"}}"#
        ),
        customer
    );
    let schedule = python(&till, "POST", "/schedules", &plan);
    for (object, name) in [
        (&schedule, "schedule"),
        (&schedule["occurrences"], "list"),
        (&schedule["occurrences"]["data"][0], "occurrence"),
        (&schedule["charge"], "scheduled_charge"),
        (&python(&till, "GET", &format!("/customers/{customer}"), "{}")["linked_accounts"], "list"),
        (&python(&till, "GET", "/charges/schedules", "{}"), "list"),
        (&python(&till, "GET", &format!("/customers/{customer}/schedules"), "{}")["data"][0], "schedule"),
        (&python(&till, "GET", "/search/?scope=customer&query=x&filters[created]=2026-05-04", "{}"), "search"),
    ] {
        assert_eq!(object["object"], name);
    }
    let path = format!("/schedules/{}", text(&schedule["id"]));
    assert_eq!(python(&till, "DELETE", &path, "{}")["status"], "deleted");
    assert_eq!(python(&till, "DELETE", &format!("/customers/{customer}"), "{}")["deleted"], true);
}

#[test]
fn omise_9_node_puts_parameters_into_the_query_and_sends_no_body() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    till.schedule(&customer);
    let node = |method: &str, path: &str| sent(&till, method, path, "application/json", "").json();
    let list = node("GET", "/customers?limit=5&offset=0&order=reverse_chronological");
    assert_eq!(
        (&list["limit"], &list["order"], &list["total"]),
        (&json!(5), &json!("reverse_chronological"), &json!(1))
    );
    let schedules = node("GET", &format!("/customers/{customer}/schedules?limit=1&order=chronological"));
    assert_eq!(ids(&schedules).len(), 1);
    assert_eq!(node("GET", &format!("/customers/{customer}/cards/{card}"))["id"], card.as_str());
    assert_eq!(node("DELETE", &format!("/customers/{customer}/cards/{card}"))["deleted"], true);
    assert_eq!(node("DELETE", &format!("/customers/{customer}"))["deleted"], true);
}

#[test]
fn omise_9_go_reads_the_status_and_sends_its_list_parameters_in_a_body() {
    let till = Till::open();
    let go = |method: &str, path: &str, body: &str| sent(&till, method, path, "application/json", body);
    let customer = text(&go("POST", "/customers", r#"{"email":"a@example.com","metadata":{"k":1}}"#).json()["id"]);
    let path = format!("/customers/{customer}");
    let updated = go("PATCH", &path, r#"{"description":"d"}"#);
    assert_eq!((updated.status, &updated.json()["email"]), (200, &json!("a@example.com")));
    let body = r#"{"limit":1,"from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z"}"#;
    let list = go("GET", "/customers", body);
    assert_eq!((list.status, &list.json()["total"]), (200, &json!(1)));
    assert!(list.json()["data"][0]["created_at"].is_string());
    let missing = go("GET", "/customers/missing", "{}");
    assert_eq!((missing.status, &missing.json()["code"]), (404, &json!("not_found")));
    assert_eq!(missing.json()["message"], "customer missing was not found");
    let gone = go("DELETE", &path, "{}");
    assert_eq!((gone.status, &gone.json()["deleted"]), (200, &json!(true)));
}

#[test]
fn omise_9_php_writes_trailing_slashes_and_numbered_lists() {
    let till = Till::open();
    let body = "card%5Bname%5D=Somchai+Prasert&card%5Bnumber%5D=4242424242424242&card%5Bexpiration_month%5D=10\
                &card%5Bexpiration_year%5D=2030&card%5Bcity%5D=Bangkok&card%5Bpostal_code%5D=10320\
                &card%5Bsecurity_code%5D=123";
    let token = form(&till, "POST", "/tokens/", body);
    assert_eq!((&token["object"], &token["card"]["postal_code"]), (&json!("token"), &json!("10320")));
    let body = format!("email=j%40example.com&card={}&metadata%5Bage%5D=42", text(&token["id"]));
    let customer = form(&till, "POST", "/customers/", &body);
    assert_eq!(customer["metadata"], json!({"age": "42"}));
    let id = text(&customer["id"]);
    assert_eq!(ids(&form(&till, "GET", &format!("/customers/{id}/cards/"), "")).len(), 1);
    let body = format!(
        "every=1&period=week&on%5Bweekdays%5D%5B0%5D=monday&on%5Bweekdays%5D%5B1%5D=friday\
         &start_date=2026-05-05&end_date=2026-12-31&charge%5Bcustomer%5D={id}&charge%5Bamount%5D=100000&capture=1"
    );
    let schedule = form(&till, "POST", "/schedules/", &body);
    assert_eq!(schedule["on"], json!({"weekdays": ["monday", "friday"]}));
    assert_eq!(schedule["charge"]["amount"], 100_000);
    assert_eq!(form(&till, "GET", "/customers/?limit=1", "")["total"], 1);
    let default = format!("default_card={}", text(&customer["default_card"]));
    assert_eq!(form(&till, "PATCH", &format!("/customers/{id}"), &default)["default_card"], customer["default_card"]);
    assert_eq!(form(&till, "DELETE", &format!("/customers/{id}"), "")["deleted"], true);
}

#[test]
fn omise_9_curl_sends_a_form_with_get() {
    let till = Till::open();
    let made: Vec<String> = (0..3).map(|_| till.customer()).collect();
    let list = form(&till, "GET", "/customers", "limit=2&order=reverse_chronological&from=2017-10-01");
    assert_eq!(ids(&list), [made[2].clone(), made[1].clone()]);
    assert_eq!(list["from"], "2017-10-01T00:00:00Z");
}

#[test]
fn omise_9_ruby_pages_by_total_and_finds_the_default_card_in_the_embedded_list() {
    let till = Till::open();
    let (customer, first) = till.customer_with_card();
    let second = till.attach(&customer);
    let path = format!("/customers/{customer}");
    let shown = form(&till, "PATCH", &path, &format!("default_card={second}"));
    let cards = &shown["cards"];
    assert!(ids(cards).contains(&text(&shown["default_card"])));
    let (mut seen, mut offset) = (Vec::new(), 0);
    loop {
        let page = form(&till, "GET", &format!("{}?limit=1&offset={offset}", text(&cards["location"])), "");
        seen.extend(ids(&page));
        if page["offset"].as_u64().unwrap() + page["limit"].as_u64().unwrap() >= page["total"].as_u64().unwrap() {
            break;
        }
        offset += 1;
    }
    assert_eq!(seen, [first, second]);
    assert_eq!(form(&till, "GET", &text(&shown["location"]), "")["id"], shown["id"], "objects reload by location");
}
