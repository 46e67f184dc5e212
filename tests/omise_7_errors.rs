//! An error has the wrong status, code or message, or the wrong one of two errors comes first (section 7).

mod support;

use serde_json::json;
use support::*;
use tillbook::Request;

#[test]
fn omise_7_the_catalogue() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let used = till.token();
    till.post("/customers", json!({"card": used}));
    for (request, status, code, message) in [
        (Request::get("/customers").public(), 401, "authentication_failure", "authentication failed"),
        (Request::get("/tokens/x"), 401, "authentication_failure", "authentication failed"),
        (Request::get("/customers/nobody"), 404, "not_found", "customer nobody was not found"),
        (Request::get(format!("/customers/{customer}/cards/x")), 404, "not_found", "card x was not found"),
        (Request::get("/tokens/x").public(), 404, "not_found", "token x was not found"),
        (Request::get("/schedules/x"), 404, "not_found", "schedule x was not found"),
        (Request::get("/occurrences/x"), 404, "not_found", "occurrence x was not found"),
        (Request::post("/customers").json(&json!({"card": used})), 400, "used_token", "token was already used"),
        (Request::post("/tokens").public(), 400, "missing_card", "request contains no card parameters"),
    ] {
        assert_eq!(till.refused(request), refusal(status, code, message));
    }
    let (status, code, _) = till.refused(Request::get("/nowhere"));
    assert_eq!((status, code.as_str()), (404, "not_found"));
}

#[test]
fn omise_7_an_unreadable_body_is_a_bad_request() {
    let till = Till::open();
    for (content_type, body) in [
        ("application/json", &b"{\"email\":"[..]),
        ("application/json", b"[1]"),
        ("application/json", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"email=%ff"),
        ("application/x-www-form-urlencoded", b"metadata=1&metadata[a]=2"),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("", b"{\"email\""),
    ] {
        let mut request = Request::post("/customers").header("Content-Type", content_type);
        request.body = body.to_vec();
        let (status, code, _) = till.refused(request);
        assert_eq!((status, code.as_str()), (400, "bad_request"));
    }
    let wrong = Request::post("/customers").json(&json!({"email": {"a": 1}}));
    assert_eq!(till.refused(wrong).1, "bad_request");
    assert_eq!(till.get("/customers")["total"], 0);
}

#[test]
fn omise_7_every_error_has_four_texts() {
    let till = Till::open();
    for request in [
        Request::get("/customers").public(),
        Request::get("/nowhere"),
        Request::get("/customers/x"),
        Request::get("/customers?limit=x"),
        Request::get("/search"),
        Request::post("/tokens").public(),
    ] {
        let body = till.call(request).json();
        assert_eq!(keys(&body), "object location code message");
        let code = text(&body["code"]);
        assert_eq!(body["location"], format!("https://www.omise.co/api-errors#{}", code.replace('_', "-")));
        assert!(!text(&body["message"]).is_empty());
    }
}

#[test]
fn omise_7_a_card_number_sent_as_an_id_is_not_repeated() {
    let till = Till::open();
    for request in [
        Request::get(format!("/customers/{VISA}")),
        Request::get(format!("/tokens/{VISA}")).public(),
        Request::post("/customers").json(&json!({"card": VISA})),
        Request::post("/customers").json(&json!({"card": 4_012_888_888_881_881_u64})),
        Request::post("/schedules").json(&daily("4012 8888 8888 1881")),
        Request::get(format!("/{VISA}")),
    ] {
        let response = till.call(request);
        assert_eq!(response.status, 404);
        assert!(!response.text().contains("8888"), "{}", response.text());
    }
}

#[test]
fn omise_7_precedence() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let used = till.token();
    till.post("/customers", json!({"card": used}));
    let fresh = till.token();
    let path = format!("/customers/{customer}");
    let unreadable = |mut request: Request| {
        request.body = b"{".to_vec();
        request.header("Content-Type", "application/json")
    };
    let code = |request: Request| {
        let (status, code, message) = till.refused(request);
        (status, code, message.split(' ').next().unwrap_or_default().to_owned())
    };
    let expected = |status, code: &str, first: &str| refusal(status, code, first);
    // Each request is wrong in two ways that stand next to each other in the order; the earlier one is told.
    let cases = [
        (Request::get("/customers/none").public(), expected(401, "authentication_failure", "authentication")),
        (unreadable(Request::patch("/nowhere")), expected(404, "not_found", "the")),
        (Request::get("/customers/none/cards/none"), expected(404, "not_found", "customer")),
        (unreadable(Request::patch("/customers/none")), expected(404, "not_found", "customer")),
        (unreadable(Request::patch(format!("{path}/cards/none"))), expected(404, "not_found", "card")),
        (Request::get("/customers/none/schedules?limit=x"), expected(404, "not_found", "customer")),
        (Request::get("/schedules/none/occurrences?limit=x"), expected(404, "not_found", "schedule")),
        (
            Request::patch(path.as_str()).json(&json!({"metadata": 1, "card": "none"})),
            expected(400, "bad_request", "metadata"),
        ),
        (
            Request::patch(path.as_str()).json(&json!({"card": "none", "default_card": "none"})),
            expected(404, "not_found", "token"),
        ),
        (
            Request::patch(path.as_str()).json(&json!({"card": used, "default_card": "none"})),
            expected(400, "used_token", "token"),
        ),
        (
            Request::patch(path.as_str()).json(&json!({"card": fresh, "default_card": "none"})),
            expected(404, "not_found", "card"),
        ),
    ];
    for (request, expected) in cases {
        assert_eq!(code(request), expected);
    }
    assert_eq!(till.get(&path)["default_card"], card.as_str());
}

#[test]
fn omise_7_every_end_point_refuses_an_unreadable_body_and_does_nothing() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let token = till.token();
    let mut plan = daily(&customer);
    plan["start_date"] = json!("2026-05-04");
    let schedule = till.post("/schedules", plan);
    let occurrence = text(&schedule["occurrences"]["data"][0]["id"]);
    let schedule = text(&schedule["id"]);
    let path = format!("/customers/{customer}");
    for request in [
        Request::post("/customers"),
        Request::get("/customers"),
        Request::get(path.as_str()),
        Request::patch(path.as_str()),
        Request::delete(path.as_str()),
        Request::get(format!("{path}/schedules")),
        Request::get(format!("{path}/cards")),
        Request::get(format!("{path}/cards/{card}")),
        Request::patch(format!("{path}/cards/{card}")),
        Request::delete(format!("{path}/cards/{card}")),
        Request::post("/tokens").public(),
        Request::get(format!("/tokens/{token}")).public(),
        Request::post("/schedules"),
        Request::get("/schedules"),
        Request::get(format!("/schedules/{schedule}")),
        Request::delete(format!("/schedules/{schedule}")),
        Request::get(format!("/schedules/{schedule}/occurrences")),
        Request::get("/charges/schedules"),
        Request::get(format!("/occurrences/{occurrence}")),
        Request::get(format!("{path}/linked_accounts")),
        Request::get("/search?scope=customer"),
    ] {
        let shown = format!("{request:?}");
        let mut request = request.header("Content-Type", "application/json");
        request.body = b"{\"x\":".to_vec();
        let (status, code, _) = till.refused(request);
        assert_eq!((status, code.as_str()), (400, "bad_request"), "{shown}");
    }
    assert_eq!(till.get("/customers")["total"], 1);
    assert_eq!(till.get(&path)["default_card"], card.as_str());
    assert_eq!(till.get(&format!("/schedules/{schedule}"))["status"], "running");
}

#[test]
fn omise_7_precedence_an_unreadable_body_comes_after_what_the_path_names() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for (request, missing) in [
        (Request::get("/customers/none"), "customer none"),
        (Request::delete("/customers/none"), "customer none"),
        (Request::get(format!("/customers/{customer}/cards/none")), "card none"),
        (Request::delete(format!("/customers/{customer}/cards/none")), "card none"),
        (Request::delete("/customers/none/cards/none"), "customer none"),
        (Request::get("/tokens/none").public(), "token none"),
        (Request::get("/schedules/none"), "schedule none"),
        (Request::delete("/schedules/none"), "schedule none"),
        (Request::get("/occurrences/none"), "occurrence none"),
        (Request::get("/customers/none/linked_accounts"), "customer none"),
    ] {
        let mut request = request.header("Content-Type", "application/json");
        request.body = b"{".to_vec();
        assert_eq!(till.refused(request), refusal(404, "not_found", &format!("{missing} was not found")));
    }
}

#[test]
fn omise_7_precedence_the_customer_and_card_of_a_schedule_come_before_its_other_parameters() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let wrong = |field: &str, value: serde_json::Value| {
        let mut plan = daily(&customer);
        plan[field] = value;
        plan
    };
    for mut plan in [
        wrong("every", json!("often")),
        wrong("every", json!(0)),
        wrong("period", json!("year")),
        wrong("end_date", json!(null)),
        wrong("on", json!("x")),
        wrong("transfer", json!({"recipient": "recp_1"})),
    ] {
        let (_, code, _) = till.refused(Request::post("/schedules").json(&plan));
        assert_eq!(code, "bad_request");
        plan["charge"] = json!({"customer": "none", "card": "none", "amount": "much"});
        let refused = till.refused(Request::post("/schedules").json(&plan));
        assert_eq!(refused, refusal(404, "not_found", "customer none was not found"), "{plan}");
        plan["charge"] = json!({"customer": customer, "card": "none", "amount": "much"});
        let refused = till.refused(Request::post("/schedules").json(&plan));
        assert_eq!(refused, refusal(404, "not_found", "card none was not found"), "{plan}");
        plan["charge"] = json!({"customer": customer, "card": card, "amount": "much"});
        assert_eq!(till.refused(Request::post("/schedules").json(&plan)).1, "bad_request");
    }
}

#[test]
fn omise_7_an_empty_body_is_readable_whatever_its_type() {
    let till = Till::open();
    for content_type in ["multipart/form-data; boundary=x", "application/json", "text/plain", ""] {
        till.ok(Request::get("/customers").header("Content-Type", content_type));
    }
}
