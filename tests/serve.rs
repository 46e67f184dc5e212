//! A client that is pointed at `tillbook serve` sees its provider: keys, worlds, ports, time, and nothing of anybody in
//! the logs.
#![cfg(all(unix, feature = "cli", feature = "server"))]

mod wire;

use std::process::Output;

use serde_json::{Value, json};
use wire::{Answer, PUBLIC, SECRET, Serve, basic, command, request, send};

fn started(words: &[&str]) -> Output {
    started_with(words, &[])
}

/// What becomes of words that do not lead to a server.
fn started_with(words: &[&str], variables: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let output = command(&folder, words).envs(variables.iter().copied()).output().unwrap();
    assert!(!folder.path().join("till.tillbook").exists(), "wrong usage made a store");
    output
}

fn key(serve: &Serve, place: usize, name: &str) -> String {
    serve.listeners[place][name].as_str().unwrap().to_owned()
}

#[test]
fn keys_that_are_missing_wrong_swapped_or_unreadable_are_refused_as_the_provider_does() {
    let serve = Serve::omise(&[]);
    let shown = |method: &str, path: &str, headers: &[&str]| serve.send(method, path, headers, b"");
    let wrong = basic("skey_test_5xuy4w91xqz7d1w9u0x");
    for header in ["Accept: */*", &wrong, &basic(""), "Authorization: Basic !!", "Authorization: Bearer x"] {
        let answer = shown("GET", "/customers", &[header]);
        assert!(answer.is_omise(401, "authentication_failure"), "{header}: {}", answer.text());
    }
    // The public key makes tokens and nothing else; the secret key makes none.
    assert!(shown("GET", "/customers", &[&basic(PUBLIC)]).is_omise(401, "authentication_failure"));
    assert!(shown("POST", "/tokens", &[&basic(SECRET)]).is_omise(401, "authentication_failure"));
    assert!(shown("POST", "/tokens", &[&basic(PUBLIC)]).is_omise(400, "missing_card"));
    assert_eq!(shown("GET", "/customers", &[&basic(SECRET)]).status, 200);
}

#[test]
fn keys_are_made_where_none_are_given_and_work() {
    let serve = Serve::start(tempfile::tempdir().unwrap(), &["--provider", "omise", "--mode", "live"]);
    let (secret, public) = (key(&serve, 0, "secret_key"), key(&serve, 0, "public_key"));
    assert!(secret.starts_with("skey_") && !secret.starts_with("skey_test_") && public.starts_with("pkey_"));
    assert_eq!(serve.listeners[0]["mode"], "live");
    assert_eq!(serve.send("GET", "/customers", &[&basic(&secret)], b"").status, 200);
    assert_ne!(secret, key(&Serve::start(tempfile::tempdir().unwrap(), &["--provider", "omise"]), 0, "secret_key"));
}

#[test]
fn the_world_follows_from_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let live = Serve::start(folder, &["--provider", "omise", "--secret-key", "skey_5xuy4w91xqz7d1w9u0t"]);
    assert_eq!(live.listeners[0]["mode"], "live");
    let made = live.send("POST", "/customers", &[&basic("skey_5xuy4w91xqz7d1w9u0t")], b"");
    assert_eq!(made.json()["livemode"], true);
    assert!(key(&live, 0, "public_key").starts_with("pkey_") && !key(&live, 0, "public_key").contains("test"));
}

#[test]
fn keys_that_cannot_be_right_are_wrong_usage() {
    for (words, sentence) in [
        (&["--provider", "omise", "--secret-key", "hunter2"][..], "secret_key is not of the form"),
        (&["--provider", "omise", "--secret-key", PUBLIC], "secret_key is not of the form"),
        (&["--provider", "omise", "--public-key", SECRET], "public_key is not of the form"),
        (&["--provider", "omise", "--mode", "live", "--secret-key", SECRET], "of the test world, not of the live one"),
        (&["--provider", "omise", "--secret-key", SECRET, "--public-key", "pkey_5xuy4w91xqz7d1w9u0t"], "live world"),
        (&["--provider", "all", "--secret-key", SECRET], "keys do not go together with --provider all"),
        (&["--provider", "omise", "--secret-key", ""], "leave it away to have one made"),
        (&["--provider", "stripe"], "choose from"),
        (&["--provider", "omise", "--listen", "here"], "invalid socket address"),
        (&["--provider", "omise", "--test-clock", "noon"], "--test-clock"),
        (&["--provider", "all", "--listen", "127.0.0.1:65533"], "too few ports"),
    ] {
        let output = started(words);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(said.contains(sentence) && said.lines().count() == 1, "{words:?}: {said}");
        assert!(!said.contains("hunter2") && !said.contains(SECRET) && output.stdout.is_empty(), "{words:?}: {said}");
    }
}

#[test]
fn keys_in_the_environment_need_not_stand_in_the_process_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(&folder, &["--provider", "omise"])
        .envs([("TILLBOOK_SECRET_KEY", SECRET), ("TILLBOOK_PUBLIC_KEY", PUBLIC)])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    assert_eq!((told["secret_key"].as_str(), told["public_key"].as_str()), (Some(SECRET), Some(PUBLIC)));
    let refused = started_with(&["--provider", "omise"], &[("TILLBOOK_SECRET_KEY", "hunter2")]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&refused.stderr).contains("hunter2"));
}

#[test]
fn all_providers_are_served_each_at_a_port_of_its_own() {
    let serve = Serve::start(tempfile::tempdir().unwrap(), &["--provider", "all"]);
    let names: Vec<&str> = serve.listeners.iter().map(|listener| listener["provider"].as_str().unwrap()).collect();
    assert_eq!(names, ["omise", "komoju", "monri", "digital-river", "shopline"]);
    for place in 0..names.len() {
        let health = send(serve.address_of(place), &request("GET", "/healthz", &[], b""));
        assert_eq!((health.status, health.json()), (200, json!({"status": "ok"})));
        // One provider's key opens no other's door.
        let other = basic(&key(&serve, (place + 1) % names.len(), "secret_key"));
        let own = basic(&key(&serve, place, "secret_key"));
        let metrics = |shown: &str| send(serve.address_of(place), &request("GET", "/metrics", &[shown], b""));
        assert_eq!((metrics(&other).status, metrics(&own).status), (401, 200), "{}", names[place]);
    }
}

#[test]
fn what_is_printed_for_people_lines_up_and_shows_address_and_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut serve = std::process::Command::new("timeout");
    let words = ["--preserve-status", "-s", "TERM", "2", env!("CARGO_BIN_EXE_tillbook"), "serve", "till.tillbook"];
    let output = serve
        .current_dir(folder.path())
        .args(words)
        .args(["--provider", "all", "--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 7, "{table}");
    let column = lines[0].find("ADDRESS").unwrap();
    assert!(lines[2..].iter().all(|line| line[column..].starts_with("http://127.0.0.1:")), "{table}");
}

#[test]
fn an_address_that_is_taken_is_one_sentence() {
    let serve = Serve::omise(&[]);
    let folder = tempfile::tempdir().unwrap();
    let address = serve.address().to_string();
    let output = command(&folder, &["--provider", "omise", "--listen", &address]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&address) && said.lines().count() == 1, "{said}");
}

#[test]
fn the_control_surface_is_there_only_when_asked_for_and_only_for_the_secret_key() {
    let closed = Serve::omise(&["--test-clock", "2026-02-03T04:05:06Z"]);
    for (method, path) in
        [("GET", "/_tillbook/clock"), ("POST", "/_tillbook/clock"), ("POST", "/_tillbook/occurrences")]
    {
        assert!(closed.call(method, path, &json!({"now": "2027-01-01"})).is_omise(404, "not_found"), "{path}");
    }
    let open = Serve::omise(&["--control"]);
    for shown in [None, Some(basic(PUBLIC)), Some(basic("skey_test_wrong"))] {
        let headers: Vec<&str> = shown.iter().map(String::as_str).collect();
        for path in ["/_tillbook/clock", "/_tillbook/occurrences", "/_tillbook/nothing"] {
            let answer = open.send("POST", path, &headers, b"{}");
            assert!(answer.is_omise(401, "authentication_failure"), "{path}: {}", answer.text());
        }
    }
    // Without a test clock there is nothing to move.
    assert_eq!(open.get("/_tillbook/clock").status, 409);
    assert_eq!(open.call("POST", "/_tillbook/clock", &json!({"now": "2027-01-01"})).status, 409);
    for path in ["/_tillbook/nothing", "/_tillbook/clock/deeper", "/_tillbook/%ff", "/_tillbook/", "/_tillbook"] {
        assert!(open.get(path).is_omise(404, "not_found"), "{path}");
    }
    assert!(open.call("DELETE", "/_tillbook/clock", &Value::Null).is_omise(404, "not_found"));
}

fn clock(serve: &Serve, body: &Value) -> (u16, Value) {
    let answer = serve.call("POST", "/_tillbook/clock", body);
    (answer.status, answer.json())
}

#[test]
fn the_test_clock_stands_still_and_moves_forwards_when_told() {
    let serve = Serve::omise(&["--control", "--test-clock", "2026-02-03T04:05:06Z"]);
    assert_eq!(serve.get("/_tillbook/clock").json(), json!({"now": "2026-02-03T04:05:06Z"}));
    serve.customer("ann@example.org");
    assert_eq!(
        clock(&serve, &json!({"now": "2026-02-04T00:00:00+07:00"})),
        (200, json!({"now": "2026-02-03T17:00:00Z"}))
    );
    assert_eq!(clock(&serve, &json!({"now": "2026-02-03T16:59:59Z"})).0, 409);
    for body in
        [json!({}), json!({"now": 5}), json!({"now": "noon"}), json!([]), json!({"now": "2027-01-01", "simulate": 1})]
    {
        let (status, refused) = clock(&serve, &body);
        assert!(status == 400 && refused["error"].as_str().is_some_and(|error| error.contains("send")), "{body}");
    }
    assert_eq!(serve.get("/_tillbook/clock").json(), json!({"now": "2026-02-03T17:00:00Z"}));
    let made = serve.call("POST", "/customers", &json!({}));
    assert_eq!(made.json()["created_at"], "2026-02-03T17:00:00Z");
}

/// Asks for a token of a card that is good until the end of 2040.
fn make_token(serve: &Serve) -> Answer {
    let card = json!({
        "name": "Ann Example", "number": "4242424242424242", "expiration_month": 12, "expiration_year": 2040,
    });
    let headers = [basic(PUBLIC), "Content-Type: application/json".to_owned()];
    let body = json!({ "card": card }).to_string();
    serve.send("POST", "/tokens", &headers.each_ref().map(String::as_str), body.as_bytes())
}

fn token(serve: &Serve) -> String {
    let made = make_token(serve);
    assert_eq!(made.status, 200, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

#[test]
fn cards_expire_when_the_test_clock_says_so() {
    let serve = Serve::omise(&["--control", "--test-clock", "2026-02-03T04:05:06Z"]);
    assert_eq!(clock(&serve, &json!({"now": "2040-12-31T23:59:59Z"})).0, 200);
    token(&serve);
    assert_eq!(clock(&serve, &json!({"now": "2041-01-01T00:00:00Z"})).0, 200);
    assert!(make_token(&serve).is_omise(400, "invalid_card"));
}

#[test]
fn tokens_expire_when_the_test_clock_says_so() {
    let serve = Serve::start(
        tempfile::tempdir().unwrap(),
        &["--provider", "komoju", "--control", "--test-clock", "2026-02-03T04:05:06Z"],
    );
    let headers = [basic(&key(&serve, 0, "secret_key")), "Content-Type: application/json".to_owned()];
    let post = |path: &str, body: Value| {
        serve.send("POST", path, &headers.each_ref().map(String::as_str), body.to_string().as_bytes())
    };
    let details = json!({
        "type": "credit_card", "number": "4111111111111111", "month": 12, "year": 2040, "verification_value": "123",
        "name": "Ann Example",
    });
    let token = || post("/api/v1/tokens", json!({ "payment_details": details })).json()["id"].clone();
    let customer =
        |token: Value| post("/api/v1/customers", json!({"email": "ann@example.org", "payment_details": token}));
    let (fresh, stale) = (token(), token());
    post("/_tillbook/clock", json!({"now": "2026-02-04T04:05:05Z"}));
    let made = customer(fresh);
    assert_eq!(made.status, 200, "{}", made.text());
    post("/_tillbook/clock", json!({"now": "2026-02-04T04:05:07Z"}));
    let refused = customer(stale);
    assert!((400..500).contains(&refused.status), "{}", refused.text());
}

#[test]
fn digital_river_3_3_a_source_is_made_through_the_control_surface() {
    let serve = Serve::start(tempfile::tempdir().unwrap(), &["--provider", "digital-river", "--control"]);
    let headers = [format!("Authorization: Bearer {}", key(&serve, 0, "secret_key"))];
    let send = |method: &str, path: &str, body: Value| {
        serve.send(method, path, &headers.each_ref().map(String::as_str), body.to_string().as_bytes())
    };
    let card = json!({"brand": "Visa", "expirationMonth": 7, "expirationYear": 2040, "lastFourDigits": "1881"});
    let made = send("POST", "/_tillbook/sources", json!({"type": "creditCard", "creditCard": card}));
    assert_eq!((made.status, &made.json()["creditCard"]), (201, &card), "{}", made.text());
    assert_eq!(send("POST", "/customers", json!({"id": "ann"})).status, 201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let attached = send("POST", &format!("/customers/ann/sources/{id}"), json!({}));
    assert_eq!((attached.status, &attached.json()["customerId"]), (200, &json!("ann")), "{}", attached.text());
    let other = send("POST", "/_tillbook/sources", json!({"type": "creditCard", "payPal": {}}));
    assert_eq!((other.status, &other.json()["errors"][0]["parameter"]), (400, &json!("payPal")), "{}", other.text());
    assert_eq!(send("PUT", "/_tillbook/sources", json!({})).status, 405);
}

#[test]
fn shopline_4d_25_a_mobile_phone_is_verified_through_the_control_surface() {
    let serve = Serve::start(tempfile::tempdir().unwrap(), &["--provider", "shopline", "--control"]);
    let headers = [
        format!("Authorization: Bearer {}", key(&serve, 0, "secret_key")),
        "Content-Type: application/json".to_owned(),
    ];
    let send = |method: &str, path: &str, body: Value| {
        serve.send(method, path, &headers.each_ref().map(String::as_str), body.to_string().as_bytes())
    };
    let mei = json!({"mobile_phone": "0912345678", "mobile_phone_country_calling_code": "886"});
    let id = send("POST", "/v1/customers", mei).json()["id"].clone();
    let verify = "/_tillbook/verify-mobile-phone";
    assert_eq!(send("PUT", verify, json!({"customer_id": id})).status, 404);
    let missing = send("POST", verify, json!({}));
    assert_eq!((missing.status, &missing.json()["extras"]["fields"]), (422, &json!(["customer_id"])));
    let verified = send("POST", verify, json!({"customer_id": id}));
    assert_eq!(
        (verified.status, &verified.json()["mobile_phone_verified"]),
        (200, &json!(true)),
        "{}",
        verified.text()
    );
    let path = format!("/v1/customers/{}", id.as_str().unwrap());
    assert_eq!(send("GET", &path, Value::Null).json(), verified.json());
    assert_eq!(send("DELETE", &path, Value::Null).status, 200);
    let gone = send("POST", verify, json!({"customer_id": id}));
    assert_eq!((gone.status, &gone.json()["code"]), (404, &json!("NOT_FOUND")), "{}", gone.text());
}

/// A schedule of two charges a week apart, the first of them not today.
fn schedule(serve: &Serve) -> String {
    let customer = serve.customer("ann@example.org");
    let attached = serve.call("PATCH", &format!("/customers/{customer}"), &json!({ "card": token(serve) }));
    assert_eq!(attached.status, 200, "{}", attached.text());
    let made = serve.call(
        "POST",
        "/schedules",
        &json!({
            "every": 1, "period": "week", "on": {"weekdays": ["friday"]},
            "start_date": "2026-02-04", "end_date": "2026-02-28",
            "charge": {"customer": customer, "amount": 2000, "currency": "thb"},
        }),
    );
    assert_eq!(made.status, 200, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

fn occurrence(serve: &Serve, schedule: &str, date: &str, status: &str) -> Answer {
    let body = json!({"schedule": schedule, "scheduled_on": date, "status": status, "message": "insufficient funds"});
    serve.call("POST", "/_tillbook/occurrences", &body)
}

#[test]
fn moving_the_test_clock_charges_what_falls_due() {
    let serve = Serve::omise(&["--control", "--test-clock", "2026-02-03T04:05:06Z"]);
    let schedule = schedule(&serve);
    let occurrences = || serve.get(&format!("/schedules/{schedule}/occurrences")).json();
    assert_eq!(occurrences()["total"], 0);
    clock(&serve, &json!({"now": "2026-02-05T23:59:59Z"}));
    assert_eq!(occurrences()["total"], 0);
    clock(&serve, &json!({"now": "2026-02-13T00:00:00Z"}));
    let charged = occurrences();
    assert_eq!((charged["total"].as_u64(), charged["data"][1]["status"].as_str()), (Some(2), Some("successful")));
    assert_eq!(charged["data"][1]["scheduled_on"], "2026-02-13");
}

#[test]
fn occurrences_that_fail_or_are_skipped_are_made_through_the_control_surface() {
    let serve = Serve::omise(&["--control", "--test-clock", "2026-02-03T04:05:06Z"]);
    let schedule = schedule(&serve);
    let early = occurrence(&serve, &schedule, "2026-02-06", "failed");
    assert!(early.is_omise(400, "bad_request"), "{}", early.text());
    clock(&serve, &json!({"now": "2026-02-06", "simulate": false}));
    let failed = occurrence(&serve, &schedule, "2026-02-06", "failed");
    assert_eq!(failed.status, 201, "{}", failed.text());
    let made = failed.json();
    assert_eq!((made["object"].as_str(), made["status"].as_str()), (Some("occurrence"), Some("failed")));
    assert_eq!((made["message"].as_str(), made["retry_on"].as_str()), (Some("insufficient funds"), Some("2026-02-07")));
    assert_eq!(made, serve.get(made["location"].as_str().unwrap()).json());
    // It is tried twice more, a day apart; a skipped date is final at once.
    for day in ["2026-02-07", "2026-02-08"] {
        clock(&serve, &json!({ "now": day, "simulate": false }));
        assert_eq!(occurrence(&serve, &schedule, "2026-02-06", "failed").status, 201);
    }
    clock(&serve, &json!({"now": "2026-02-13", "simulate": false}));
    let skipped = occurrence(&serve, &schedule, "2026-02-13", "skipped").json();
    assert_eq!((skipped["status"].as_str(), skipped["retry_on"].is_null()), (Some("skipped"), true));
    for (schedule, date, status, code) in [
        (schedule.as_str(), "2026-02-13", "failed", (400, "bad_request")),
        (&schedule, "2026-02-14", "failed", (400, "bad_request")),
        (&schedule, "2026-02-20", "lost", (400, "bad_request")),
        (&schedule, "soon", "failed", (400, "bad_request")),
        ("", "2026-02-20", "failed", (400, "bad_request")),
        ("schd_test_nothing", "2026-02-20", "failed", (404, "not_found")),
    ] {
        let refused = occurrence(&serve, schedule, date, status);
        assert!(refused.is_omise(code.0, code.1), "{date} {status}: {}", refused.text());
    }
    assert_eq!(serve.get(&format!("/schedules/{schedule}/occurrences")).json()["total"], 2);
}

#[test]
fn the_page_and_the_metrics_ask_for_the_secret_key_as_user_name_or_as_password() {
    let serve = Serve::omise(&[]);
    let password = {
        use base64::Engine as _;
        let pair = format!("me:{SECRET}");
        format!("Authorization: Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
    };
    for path in ["/", "/metrics", "/_tillbook/page/about", "/_tillbook/page/requests", "/_tillbook/page/customers"] {
        assert_eq!(serve.get(path).status, 200, "{path}");
        assert_eq!(serve.send("GET", path, &[&password], b"").status, 200, "{path}");
        for header in ["Accept: */*", &basic(PUBLIC), "Authorization: Basic"] {
            let refused = serve.send("GET", path, &[header], b"");
            assert!(refused.is_omise(401, "authentication_failure"), "{path}: {}", refused.text());
            assert!(refused.header("www-authenticate").unwrap().starts_with("Basic realm="), "{path}");
        }
        assert!(serve.call("POST", path, &json!({})).is_omise(404, "not_found"), "{path}");
    }
    let page = serve.get("/");
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && page.text().contains("id=\"search\""));
}

#[test]
fn the_page_finds_a_customer_by_whatever_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    {
        use tillbook::{Mode, NewCustomer, OwnFields, Provider, Store};
        let store = Store::open(folder.path().join("till.tillbook")).unwrap();
        let text = |value: &str| Some(value.to_owned());
        let own = OwnFields {
            name: text("Ann Núñez"),
            phone: text("+47 22 44 22 99"),
            merchant_customer_id: text("M-1"),
            barcode: text("400042"),
            ..OwnFields::default()
        };
        let account = store.account(Provider::Omise, Mode::Test);
        let ann = NewCustomer { email: text("ann@example.org"), own, ..NewCustomer::default() };
        account.customers().create(ann).unwrap();
        account.customers().create(NewCustomer::default()).unwrap();
    }
    let serve = Serve::start(folder, &["--provider", "omise", "--secret-key", SECRET, "--public-key", PUBLIC]);
    let found = |typed: &str| {
        let typed: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        serve.get(&format!("/_tillbook/page/customers?q={typed}")).json()["customers"].as_array().unwrap().clone()
    };
    let id = found("ann")[0]["id"].as_str().unwrap().to_owned();
    for typed in ["nunez an", "ANN@example.org", "2299", "22 99", "M-1", "400042", &id, " ann "] {
        let found = found(typed);
        assert!(found.len() == 1 && found[0]["id"] == id.as_str(), "{typed}: {found:?}");
    }
    assert_eq!(found("").len(), 2);
    assert!(found("nobody").is_empty() && found("%ff\0'\"<").is_empty());
    let shown = serve.get(&format!("/_tillbook/page/customer?id={id}")).json();
    assert_eq!((shown["own"]["barcode"].as_str(), shown["object"]["id"].as_str()), (Some("400042"), Some(id.as_str())));
    assert_eq!(serve.get("/_tillbook/page/customer?id=nobody").status, 404);
    let requests = serve.get("/_tillbook/page/requests").json();
    assert!(requests["requests"].as_array().unwrap().iter().all(|seen| !seen["route"].as_str().unwrap().contains(&id)));
}

#[test]
fn the_page_shows_a_customer_with_its_tax_identifiers() {
    let folder = tempfile::tempdir().unwrap();
    let (id, identifier) = {
        use tillbook::{Mode, NewCustomer, Provider, Store};
        let account =
            Store::open(folder.path().join("till.tillbook")).unwrap().account(Provider::DigitalRiver, Mode::Test);
        let email = Some("ann@example.org".to_owned());
        let id = account.customers().create(NewCustomer { email, ..NewCustomer::default() }).unwrap().id.clone();
        let identifier = account.tax_identifiers().create("de", "DE123456789").unwrap().id.clone();
        account.tax_identifiers().attach(&id, &identifier).unwrap();
        (id, identifier)
    };
    let serve = Serve::start(folder, &["--provider", "digital-river", "--secret-key", "sk_test_abc"]);
    let shown = serve.send("GET", &format!("/_tillbook/page/customer?id={id}"), &[&basic("sk_test_abc")], b"").json();
    assert_eq!(shown["object"]["taxIdentifiers"][0]["id"], identifier.as_str(), "{shown}");
}

#[test]
fn requests_are_counted_for_prometheus() {
    let serve = Serve::omise(&[]);
    serve.customer("ann@example.org");
    serve.send("GET", "/customers", &[], b"");
    serve.send("BREW", "/customers", &[&basic(SECRET)], b"");
    let text = serve.get("/metrics").text();
    for line in [
        r#"tillbook_requests_total{provider="omise",method="POST",status="200"} 1"#,
        r#"tillbook_requests_total{provider="omise",method="GET",status="401"} 1"#,
        r#"tillbook_requests_total{provider="omise",method="OTHER",status="404"} 1"#,
        r#"tillbook_request_duration_seconds_count{provider="omise"} 3"#,
        r#"tillbook_requests_in_flight{provider="omise"} 1"#,
        r#"tillbook_customers{provider="omise",mode="test"} 1"#,
        "# EOF",
    ] {
        assert!(text.lines().any(|known| known == line), "{line} is not in\n{text}");
    }
    assert!(text.lines().any(|line| line.starts_with("tillbook_store_size_bytes ") && !line.ends_with(" 0")));
}

#[test]
fn every_answer_names_its_request() {
    let serve = Serve::omise(&[]);
    for (given, kept) in [("3f1c-9a.Z_0001", true), ("ann@example.org", false), ("0812345678", false), ("x", false)] {
        let header = format!("X-Request-Id: {given}");
        let answer = serve.send("GET", "/customers", &[&basic(SECRET), &header], b"");
        let named = answer.header("x-request-id").unwrap();
        assert_eq!(named == given, kept, "{given}: {named}");
        assert!(named.len() >= 8 && serve.log().contains(named), "{named}");
    }
    let all = Serve::start(tempfile::tempdir().unwrap(), &["--provider", "all"]);
    for place in 0..5 {
        let answer = send(all.address_of(place), &request("GET", "/nothing", &[], b""));
        let river = all.listeners[place]["provider"] == "digital-river";
        assert!(answer.header("x-request-id").is_some());
        assert_eq!(answer.header("x-dr-requestid").is_some(), river);
    }
}

#[test]
fn nothing_of_anybody_is_logged() {
    let serve = Serve::omise(&["--log", "debug", "--control"]);
    let ann = serve.customer("ann.secret@example.org");
    token(&serve);
    let private =
        ["ann.secret", "4242424242424242", "Ann%20Example", "Ann Example", "0812345678", SECRET, PUBLIC, &ann];
    for path in [
        format!("/customers/{ann}?name=Ann%20Example"),
        "/customers/4242424242424242".to_owned(),
        "/tokens/Ann%20Example?card[number]=4242424242424242".to_owned(),
        "/search?scope=customer&query=ann.secret@example.org".to_owned(),
        format!("/0812345678/{SECRET}"),
        "/_tillbook/page/customers?q=0812345678".to_owned(),
        format!("/_tillbook/{ann}"),
    ] {
        let body = json!({"email": "ann.secret@example.org", "description": "Ann Example 0812345678"});
        for method in ["GET", "POST", "DELETE", "PATCH"] {
            serve.call(method, &path, &body);
        }
        let named = format!("X-Request-Id: {ann}");
        serve.send("GET", &path, &[&basic(SECRET), "User-Agent: Ann Example", &named.replace(&ann, "0812345678")], b"");
        serve.send("GET", &path, &[&basic(SECRET), "Host: ann.secret.example.org"], b"");
    }
    send(serve.address(), b"4242424242424242 /Ann%20Example\r\n\r\n");
    let log = serve.log();
    assert!(log.lines().filter(|line| line.contains("answered")).count() > 40, "{log}");
    for secret in private {
        assert!(!log.contains(secret), "{secret} is in\n{log}");
    }
    assert!(log.contains("status=200") && log.contains("milliseconds="), "{log}");
    let quiet = Serve::omise(&["--log", "off"]);
    quiet.customer("ann@example.org");
    assert_eq!(quiet.log(), "");
}

#[test]
fn the_description_is_published_with_this_address() {
    let serve = Serve::omise(&[]);
    let published = serve.send("GET", "/openapi.json", &[], b"");
    assert_eq!((published.status, published.header("content-type")), (200, Some("application/json; charset=utf-8")));
    assert_eq!(published.json()["servers"], json!([{"url": "http://localhost"}]));
}

#[test]
fn a_request_in_another_hosts_name_is_refused() {
    let serve = Serve::omise(&["--allow-host", "till.shop"]);
    let key = basic(SECRET);
    let raw = |headers: &str| {
        let text = format!("GET /customers HTTP/1.1\r\n{headers}{key}\r\n\r\n");
        send(serve.address(), text.as_bytes())
    };
    for headers in ["Host: 127.0.0.1\r\n", "Host: LOCALHOST:99\r\n", "Host: till.shop\r\n", "Host: [::1]:8455\r\n"] {
        assert_eq!(raw(headers).status, 200, "{headers}");
    }
    for headers in [
        "Host: evil.example\r\n",
        "Host: till.shop.evil.example\r\n",
        "Host: 10.0.0.1\r\n",
        "Host: \r\n",
        "",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: localhost\r\nOrigin: https://evil.example\r\n",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n",
    ] {
        assert!(raw(headers).is_omise(400, "bad_request"), "{headers}");
    }
    for path in ["/", "/healthz", "/metrics", "/openapi.json", "/_tillbook/page/about", "/nothing"] {
        let text = format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\n{key}\r\n\r\n");
        assert!(send(serve.address(), text.as_bytes()).is_omise(400, "bad_request"), "{path}");
    }
    let answer = raw("Host: localhost\r\n");
    assert!(answer.headers.iter().all(|(name, _)| !name.to_ascii_lowercase().starts_with("access-control")));
}

#[test]
fn listening_to_the_network_is_warned_of() {
    let serve = Serve::omise(&["--listen", "0.0.0.0:0", "--log", "off"]);
    assert!(serve.log().starts_with("warning: ") && serve.log().lines().count() == 1, "{}", serve.log());
}
