//! What KOMOJU's clients rely on looks otherwise on the wire: transport, ids, objects, errors (sections 2 to 5 and 7).

#[path = "described/mod.rs"]
mod described;
#[path = "komoju/mod.rs"]
mod komoju;
mod till;

#[path = "komoju/files.rs"]
mod files;
#[path = "komoju/repeat.rs"]
mod repeat;

use serde_json::{Value, json};
use tillbook::*;

use komoju::{NOW, Shop, VISA, card, card_with, id};

const NOT_FOUND: &str = r#"{"error":{"code":"not_found","message":"The requested resource could not be found but may be available again in the future","param":null}}"#;

/// A request whose body is sent as it is.
fn raw(request: Request, content_type: Option<&str>, body: &str) -> Request {
    let mut request = match content_type {
        Some(content_type) => request.header("content-type", content_type),
        None => request,
    };
    request.body = body.as_bytes().to_vec();
    request
}

fn is_plain(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
}

#[test]
fn komoju_2_1_paths_have_the_prefix_or_not() {
    let shop = Shop::open();
    let mei = id(&shop.customer());
    let shown = shop.body(Request::get(format!("/customers/{mei}")));
    for path in [format!("/api/v1/customers/{mei}"), format!("/api/v1/customers/{mei}/"), format!("/customers/{mei}/")]
    {
        assert_eq!(shop.body(Request::get(path)), shown);
    }
    for path in
        ["/api/customers", "/api/v1", "/api/v2/customers", "/v1/customers", "/api/v1/api/v1/customers", "//customers"]
    {
        shop.refuses(Request::get(path), 404, "not_found", None);
    }
}

#[test]
fn komoju_2_4_the_publishable_key_only_makes_tokens() {
    let shop = Shop::open();
    let mei = id(&shop.customer());
    let path = format!("/customers/{mei}");
    let forbidden =
        r#"{"error":{"code":"forbidden","message":"You are not authorized to perform that action","param":null}}"#;
    for request in [
        Request::get("/customers"),
        Request::get(&path),
        Request::post("/customers").json(&json!({"payment_details": card(VISA)})),
        Request::patch(&path),
        Request::delete(&path),
        Request::get("/customers/none"),
    ] {
        let response = shop.call(request.clone().public());
        assert_eq!((response.status, &*response.text()), (403, forbidden), "{request:?}");
        shop.refuses(request.public(), 403, "forbidden", None);
    }
    shop.refuses(Request::get("/none").public(), 404, "not_found", None);
}

#[test]
fn komoju_2_5_the_two_worlds_do_not_see_each_other() {
    let shop = Shop::open();
    let live = shop.till.store.account(Provider::Komoju, Mode::Live);
    let mei = shop.customer();
    assert_eq!(live.call(&Request::get("/customers")).json()["total"], 0);
    let made = live.call(&Request::post("/customers").json(&json!({"payment_details": card(VISA)}))).json();
    let keys = |object: &Value| object.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&made), keys(&mei), "nothing tells them apart");
    assert_eq!(shop.total(), 1);
}

#[test]
fn komoju_2_6_bodies_are_forms_or_json_with_or_without_a_content_type() {
    let shop = Shop::open();
    let form = "email=mei%40example.org&metadata[order_id]=abc&payment_details[type]=credit_card&payment_details\
                [number]=4111111111111111&payment_details[month]=05&payment_details[year]=31";
    let encoded = form.replace('[', "%5B").replace(']', "%5D");
    let json = json!({"email": "mei@example.org", "metadata": {"order_id": "abc"}, "payment_details": card(VISA)});
    let json = json.to_string();
    for (content_type, body) in [
        (Some("application/x-www-form-urlencoded"), form),
        (Some("application/x-www-form-urlencoded; charset=utf-8"), &encoded),
        (None, form),
        (None, &encoded),
        (Some("application/json"), &json),
        (Some("Application/JSON;charset=utf-8"), &json),
        (None, &json),
    ] {
        let mut made = shop.ok(raw(Request::post("/customers"), content_type, body));
        assert_eq!((&made["email"], &made["metadata"]), (&json!("mei@example.org"), &json!({"order_id": "abc"})));
        assert_eq!(made["source"], komoju::source());
        made["email"] = json!("li@example.org");
        let changed = raw(Request::patch(format!("/customers/{}", id(&made))), None, "email=li%40example.org");
        assert_eq!(shop.ok(changed), made);
    }
}

#[test]
fn komoju_2_7_the_version_header_is_passed_over() {
    let shop = Shop::open();
    let mei = id(&shop.customer());
    let plain = shop.body(Request::get(format!("/customers/{mei}")));
    for version in ["2024-07-15", "2025-01-28", "1999-01-01", ""] {
        let request = Request::get(format!("/customers/{mei}")).header("X-KOMOJU-API-VERSION", version);
        assert_eq!(shop.body(request), plain);
    }
}

#[test]
fn komoju_2_8_every_success_is_200_with_json() {
    let shop = Shop::open();
    let path = format!("/customers/{}", id(&shop.customer()));
    for request in [
        Request::post("/customers").json(&json!({"payment_details": card(VISA)})),
        Request::post("/tokens").json(&json!({"payment_details": card(VISA)})),
        Request::get("/customers"),
        Request::get(&path),
        Request::patch(&path),
        Request::delete(&path),
    ] {
        let response = shop.call(request);
        assert_eq!(response.status, 200);
        assert_eq!(response.header_value("content-type"), Some("application/json; charset=utf-8"));
    }
    let refused = shop.call(Request::get(&path));
    assert_eq!(refused.header_value("content-type"), Some("application/json; charset=utf-8"));
}

#[test]
fn komoju_2_9_times_are_in_whole_seconds() {
    let shop = Shop::open();
    shop.till.clock.set(till::at("2026-02-03T04:05:06.999Z"));
    assert_eq!(shop.customer()["created_at"], NOW);
    assert_eq!(shop.post("/tokens", json!({"payment_details": card(VISA)}))["created_at"], NOW);
}

#[test]
fn komoju_3_ids_are_25_letters_and_digits() {
    let shop = Shop::open();
    for _ in 0..50 {
        let customer = id(&shop.customer());
        assert!(is_plain(&customer, 25), "{customer}");
        let token = shop.token();
        assert!(token.strip_prefix("tok_").is_some_and(|rest| is_plain(rest, 25)), "{token}");
    }
}

#[test]
fn komoju_5_1_and_5_2_a_customer_letter_for_letter() {
    let shop = Shop::open();
    let body = json!({"email": "mei@example.org", "metadata": {"b": "2", "a": "é\"1"}, "payment_details": card(komoju::ZEROS)});
    let made = shop.body(Request::post("/customers").json(&body));
    let mei = komoju::ids(&shop.get("/customers")).remove(0);
    let source = r#"{"type":"credit_card","brand":"visa","last_four_digits":"0006","month":5,"year":2031}"#;
    let expected = |email: &str, source: &str, metadata: &str| {
        format!(
            r#"{{"id":"{mei}","resource":"customer","email":{email},"source":{source},"metadata":{metadata},"created_at":"{NOW}"}}"#
        )
    };
    let metadata = r#"{"b":"2","a":"é\"1"}"#;
    assert_eq!(made, expected(r#""mei@example.org""#, source, metadata));
    let path = format!("/customers/{mei}");
    assert_eq!(shop.body(Request::get(&path)), made);
    let emptied = shop.body(Request::patch(&path).json(&json!({"email": null, "metadata": null})));
    assert_eq!(emptied, expected("null", source, "{}"));
    // 5.5: destroyed.
    assert_eq!(shop.body(Request::delete(&path)), expected("null", "null", "{}"));
}

#[test]
fn komoju_5_3_a_list_letter_for_letter() {
    let shop = Shop::open();
    let (first, second) = (shop.empty_customer(), shop.empty_customer());
    let row = |id: &str| {
        format!(
            r#"{{"id":"{id}","resource":"customer","email":null,"source":null,"metadata":{{}},"created_at":"{NOW}"}}"#
        )
    };
    let expected = format!(
        r#"{{"resource":"list","total":2,"page":1,"per_page":10,"last_page":1,"data":[{},{}]}}"#,
        row(&second),
        row(&first)
    );
    assert_eq!(shop.body(Request::get("/customers")), expected);
}

#[test]
fn komoju_5_4_a_token_letter_for_letter() {
    let shop = Shop::open();
    for (email, shown) in [(Value::Null, "null"), (json!("pay@example.org"), r#""pay@example.org""#)] {
        let request = Request::post("/tokens").json(&json!({"payment_details": card_with("email", email)}));
        let body = shop.body(request);
        let made: Value = serde_json::from_str(&body).unwrap();
        let expected = format!(
            r#"{{"id":"{}","resource":"token","created_at":"{NOW}","payment_details":{{"type":"credit_card","email":{shown},"brand":"visa","last_four_digits":"1111","month":5,"year":2031}}}}"#,
            id(&made)
        );
        assert_eq!(body, expected);
    }
}

#[test]
fn komoju_7_unknown_paths_and_methods_are_not_found() {
    let shop = Shop::open();
    let mei = id(&shop.customer());
    let path = format!("/customers/{mei}");
    for request in [
        Request::get("/"),
        Request::get("/customer"),
        Request::get("/customers/a/b"),
        Request::put(&path),
        Request::post(&path),
        Request::put("/customers"),
        Request::delete("/customers"),
        Request::patch("/customers"),
        Request::new(Method::Other, "/customers"),
        Request::get("/subscriptions"),
        Request::get("customers"),
        Request::get("/customers/%ff"),
    ] {
        let response = shop.call(request.clone());
        assert_eq!((response.status, &*response.text()), (404, NOT_FOUND), "{request:?}");
        shop.refuses(request, 404, "not_found", None);
    }
}

#[test]
fn komoju_7_a_body_that_cannot_be_read_is_a_bad_request() {
    let shop = Shop::open();
    let path = format!("/customers/{}", id(&shop.customer()));
    let json = Some("application/json");
    for (content_type, body) in [
        (json, "{"),
        (json, "[]"),
        (json, "4111111111111111"),
        (json, r#"{"email": "mei@example.org"} x"#),
        (None, "{\"email\""),
        (None, "email=%ff"),
        (None, "payment_details=a&payment_details[type]=b"),
        (Some("multipart/form-data; boundary=x"), "--x"),
    ] {
        for request in
            [Request::post("/customers"), Request::post("/tokens"), Request::patch(&path), Request::delete(&path)]
        {
            shop.refuses(raw(request, content_type, body), 400, "bad_request", None);
        }
        let answer = shop.call(raw(Request::post("/tokens"), content_type, body));
        assert!(!answer.text().contains("4111"), "{}", answer.text());
    }
    shop.refuses(Request::get("/customers?page=%ff"), 400, "bad_request", None);
}

#[test]
fn komoju_7_faults_are_told_in_their_order() {
    let shop = Shop::open();
    let mei = shop.empty_customer();
    // Every parameter is wrong; one after the other is put right.
    let mut body = json!({"currency": [], "email": [], "metadata": [], "payment_details": ""});
    let steps = [
        ("payment_details", json!([]), "missing_parameter", "payment_details"),
        ("currency", json!("XXX"), "invalid_currency", "currency"),
        ("currency", json!("EUR"), "invalid_currency", "currency"),
        ("email", json!("none"), "invalid_parameter", "email"),
        ("email", json!("mei@example.org"), "invalid_parameter", "email"),
        ("metadata", json!({"n": 1}), "invalid_parameter", "metadata"),
        ("metadata", json!({"n": "1"}), "invalid_parameter", "metadata"),
        ("payment_details", json!({"type": "credit_card"}), "invalid_parameter", "payment_details"),
        ("payment_details", json!("none"), "missing_parameter", "payment_details"),
        ("payment_details", card("4111111111111112"), "invalid_token", "payment_details"),
        ("payment_details", card(VISA), "invalid_number", "payment_details"),
    ];
    for (place, (name, better, code, param)) in steps.iter().enumerate() {
        let path = format!("/customers/{mei}");
        shop.refuses(Request::post("/customers").json(&body), 422, code, Some(param));
        // For an update nothing is missing.
        if place > 0 {
            shop.refuses(Request::patch(path).json(&body), 422, code, Some(param));
        }
        body[*name] = better.clone();
    }
    shop.post("/customers", body.clone());
    shop.patch(&mei, body);
}

#[test]
fn komoju_7_a_token_is_looked_at_last() {
    let shop = Shop::open();
    let locked = id(&shop.post("/tokens", json!({"payment_details": card(VISA), "currency": "JPY"})));
    let body = json!({"payment_details": locked, "currency": "EUR", "email": "none"});
    shop.refuses(Request::post("/customers").json(&body), 422, "invalid_parameter", Some("email"));
    let body = json!({"payment_details": card("4"), "currency": "XXX"});
    shop.refuses(Request::post("/tokens").json(&body), 422, "invalid_currency", Some("currency"));
    let body = json!({"payment_details": "none", "currency": "XXX"});
    shop.refuses(Request::post("/tokens").json(&body), 422, "invalid_currency", Some("currency"));
}

#[test]
fn komoju_7_what_is_too_large_is_unprocessable() {
    let shop = Shop::open();
    let metadata: serde_json::Map<String, Value> =
        (0..600).map(|number| (format!("n{number}"), json!("v".repeat(2000)))).collect();
    let body = json!({"payment_details": card(VISA), "metadata": metadata});
    shop.refuses(Request::post("/customers").json(&body), 422, "unprocessable_entity", None);
}

#[test]
fn komoju_8_rubys_headers_and_bodies_on_every_method() {
    let shop = Shop::open();
    let mei = shop.customer();
    let path = format!("/api/v1/customers/{}", id(&mei));
    let json = Some("application/json");
    let with = |request: Request| {
        request
            .header("User-Agent", "komoju-ruby-sdk/1.0.0 api/2025-01-28 ruby/3.3.0")
            .header("X-KOMOJU-API-VERSION", "2025-01-28")
    };
    // A content type without a body on GET and DELETE, and a body of the seed's sample on DELETE.
    assert_eq!(shop.ok(raw(with(Request::get(&path)), json, "")), mei);
    assert_eq!(shop.ok(raw(with(Request::get("/api/v1/customers")), json, ""))["data"], json!([mei]));
    assert_eq!(shop.ok(raw(with(Request::delete(&path)), json, "{}"))["source"], Value::Null);
    let li = id(&shop.customer());
    assert_eq!(shop.ok(raw(with(Request::delete(format!("/api/v1/customers/{li}"))), json, ""))["id"], li.as_str());
    // Clients tell a refusal by the key `error`, which no success has.
    assert!(mei.get("error").is_none());
}
