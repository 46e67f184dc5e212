//! `tillbook call` sends what was typed and prints what the provider would answer.
#![cfg(feature = "cli")]

mod counter;

use counter::{ANN, Answer, CARD, Counter};
use serde_json::Value;

fn body(stdout: &str) -> Value {
    serde_json::from_str(stdout.split_once('\n').unwrap().1).unwrap()
}

#[test]
fn the_status_line_comes_first_and_the_body_below_it() {
    let counter = Counter::open();
    let shown = counter.ok(&["call", "till.tillbook", "omise", "GET", &format!("/customers/{ANN}")]);
    assert!(shown.starts_with("200 OK\n"), "{shown}");
    assert_eq!(body(&shown)["email"], "ann@example.com");
    assert_eq!(body(&shown)["default_card"], CARD);
    let missing = counter.run(&["call", "till.tillbook", "omise", "GET", "/customers/cust_test_nobody"]);
    assert!(missing.stdout.starts_with("404 Not Found\n"), "{}", missing.stdout);
    assert_eq!(body(&missing.stdout)["code"], "not_found");
    let quiet = counter.json(&["call", "till.tillbook", "omise", "GET", &format!("/customers/{ANN}"), "--quiet"]);
    assert_eq!(quiet["id"], ANN);
}

#[test]
fn parameters_go_into_the_query_of_a_get_and_the_body_of_the_rest() {
    let counter = Counter::open();
    let call = |words: &[&str]| body(&counter.ok(&[&["call", "till.tillbook", "omise"], words].concat()));
    let page = call(&["GET", "/customers?limit=4", "-d", "offset=2", "-d", "order=reverse_chronological"]);
    assert_eq!((page["limit"].as_u64(), page["offset"].as_u64()), (Some(4), Some(2)));
    assert_eq!(page["data"][0]["email"], "sakura@example.com");
    let made = call(&["POST", "/customers", "-d", "email=a+b@example.org", "-d", "metadata[note]=50% & more = ä"]);
    assert_eq!(
        (made["email"].as_str(), &made["metadata"]["note"]),
        (Some("a+b@example.org"), &"50% & more = ä".into())
    );
    let path = format!("/customers/{}", made["id"].as_str().unwrap());
    let changed = call(&["PATCH", &path, "--json", r#"{"email": null, "metadata": {"n": 1}}"#]);
    assert_eq!((&changed["email"], &changed["metadata"]["n"]), (&Value::Null, &1.into()));
    // A path without its slash, and a method in lower case.
    assert_eq!(call(&["delete", &path[1..]])["deleted"], true);
}

#[test]
fn the_key_follows_the_path_and_can_be_chosen() {
    let counter = Counter::open();
    let card = r#"{"card":{"name":"Ann","number":"4242424242424242","expiration_month":12,"expiration_year":2040}}"#;
    let words = ["call", "till.tillbook", "omise", "POST", "/tokens", "--json", "-"];
    let made = Answer::of(counter.command(&words).write_stdin(card));
    assert_eq!((made.status, made.stderr.as_str()), (0, ""), "{}", made.stdout);
    let id = body(&made.stdout)["id"].as_str().unwrap().to_owned();
    let path = format!("/tokens/{id}");
    counter.ok(&["call", "till.tillbook", "omise", "GET", &path]);
    let wrong = counter.run(&["call", "till.tillbook", "omise", "GET", &path, "--key", "secret"]);
    assert_eq!((wrong.status, body(&wrong.stdout)["code"].as_str()), (1, Some("authentication_failure")));
}

#[test]
fn headers_reach_the_provider() {
    let counter = Counter::open();
    let path = format!("/customers/{ANN}");
    let of = |header: &str| body(&counter.ok(&["call", "till.tillbook", "omise", "GET", &path, "-H", header]));
    assert!(of("Omise-Version: 2017-11-02").get("created").is_some());
    assert!(of("omise-version:2019-05-29").get("created_at").is_some());
}

#[test]
fn a_post_makes_the_store_and_modes_are_two_worlds() {
    let counter = Counter::bare();
    let live = ["call", "new.tillbook", "omise", "POST", "/customers", "--mode", "live", "-d", "email=l@example.org"];
    let made = body(&counter.ok(&live));
    assert_eq!(made["livemode"], true);
    let total = |mode| {
        let shown = counter.ok(&["call", "new.tillbook", "omise", "GET", "/customers", "--mode", mode, "-q"]);
        serde_json::from_str::<Value>(&shown).unwrap()["total"].as_u64()
    };
    assert_eq!((total("live"), total("test")), (Some(1), Some(0)));
}

#[test]
fn komoju_2_1_a_header_goes_along_and_a_repeated_call_is_not_done_again() {
    let counter = Counter::open();
    let call = |words: &[&str]| counter.run(&[&["call", "till.tillbook", "komoju"], words].concat());
    let create = [
        "POST",
        "/api/v1/customers",
        "-H",
        "X-KOMOJU-IDEMPOTENCY: monday-17",
        "-d",
        "payment_details[type]=credit_card",
        "-d",
        "payment_details[number]=4111111111111111",
        "-d",
        "payment_details[month]=12",
        "-d",
        "payment_details[year]=2090",
    ];
    let first = call(&create);
    assert!(first.stdout.starts_with("200 OK\n"), "{}", first.stdout);
    assert_eq!(body(&first.stdout)["source"]["last_four_digits"], "1111");
    assert_eq!(call(&create).stdout, first.stdout);
    let list = call(&["GET", "/customers", "-d", "expiration=1290"]);
    assert_eq!(body(&list.stdout)["total"], 1);
    let refused = call(&["POST", "/tokens"]);
    assert!(refused.stdout.starts_with("422 "), "{}", refused.stdout);
    assert_eq!(body(&refused.stdout)["error"]["param"], "payment_details");
}
