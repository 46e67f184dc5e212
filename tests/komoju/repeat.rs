//! Requests that come again under an idempotency key (2.1): done twice, answered as another's, or forgotten.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};

use serde_json::{Value, json};
use tillbook::*;

use crate::komoju::{Shop, VISA, card, id};
use crate::raw;
use crate::till::{self, Till};

const DAY: i64 = 24 * 3600;

fn keyed(key: &str, path: &str, body: &Value) -> Request {
    Request::post(path).json(body).header("X-KOMOJU-IDEMPOTENCY", key)
}

fn customer(key: &str) -> Request {
    keyed(key, "/customers", &json!({"payment_details": card(VISA)}))
}

/// How many answers are kept.
fn kept(shop: &Shop) -> usize {
    shop.till.dump().iter().filter(|row| row.0 == "replies").count()
}

#[test]
fn komoju_2_1_a_repeated_request_is_answered_again_and_not_done_again() {
    let shop = Shop::open();
    let body = json!({"payment_details": shop.token(), "email": "mei@example.org"});
    let first = shop.call(keyed("a", "/customers", &body));
    assert_eq!(first.status, 200);
    shop.till.clock.advance_seconds(60);
    let mut again = keyed("a", "/api/v1/customers/", &body);
    again.headers.push(("x-komoju-api-version".to_owned(), "2025-01-28".to_owned()));
    assert_eq!(shop.call(again), first, "the token is not used twice");
    assert_eq!(shop.total(), 1);
    let other_key = shop.call(keyed("b", "/customers", &body));
    assert_eq!(other_key.json()["error"]["code"], "invalid_token");
    let token = json!({"payment_details": card(VISA)});
    let made = shop.call(keyed("c", "/tokens", &token).public());
    assert_eq!(shop.call(keyed("c", "/tokens", &token)), made);
    assert_eq!(shop.account.tokens().list(&ListQuery::default()).unwrap().total, 1);
}

#[test]
fn komoju_2_1_a_key_is_1_to_100_ascii_characters() {
    let shop = Shop::open();
    let longest = "k".repeat(100);
    for good in ["k", &longest, " ~!"] {
        assert_eq!(shop.call(customer(good)).status, 200);
    }
    let longer = "k".repeat(101);
    for wrong in ["", &longer, "é"] {
        shop.refuses(customer(wrong), 400, "bad_request", None);
        // The key comes before the body and the parameters, and after the path and the key of the account.
        let unreadable = raw(Request::post("/customers").header("X-KOMOJU-IDEMPOTENCY", wrong), None, "{");
        shop.refuses(unreadable, 400, "bad_request", None);
        shop.refuses(customer(wrong).public(), 403, "forbidden", None);
        shop.refuses(keyed(wrong, "/none", &json!({})), 404, "not_found", None);
    }
    assert_eq!((shop.total(), kept(&shop)), (3, 3));
}

#[test]
fn komoju_2_1_other_methods_have_no_keys() {
    let shop = Shop::open();
    let mei = id(&shop.customer());
    let path = format!("/customers/{mei}");
    for key in ["k", "", "é"] {
        let with = |request: Request| request.header("X-KOMOJU-IDEMPOTENCY", key);
        for email in ["a@b", "c@d"] {
            let changed = shop.ok(with(Request::patch(&path).json(&json!({"email": email}))));
            assert_eq!(changed["email"], email);
            assert_eq!(shop.ok(with(Request::get(&path))), changed);
        }
    }
    shop.ok(Request::delete(&path).header("X-KOMOJU-IDEMPOTENCY", "k"));
    let gone = Request::delete(&path).header("X-KOMOJU-IDEMPOTENCY", "k");
    shop.refuses(gone, 404, "not_found", None);
    assert_eq!(kept(&shop), 0);
}

#[test]
fn komoju_2_1_another_request_under_the_same_key_is_unprocessable() {
    let shop = Shop::open();
    let first = shop.call(customer("k"));
    let body = json!({"payment_details": card(VISA)});
    let others = [
        keyed("k", "/customers", &json!({"payment_details": card(VISA), "email": "mei@example.org"})),
        keyed("k", "/tokens", &body),
        keyed("k", "/customers?email=mei%40example.org", &body),
        keyed("k", "/customers", &json!({})),
        raw(Request::post("/customers").header("X-KOMOJU-IDEMPOTENCY", "k"), None, "{"),
    ];
    for other in others {
        shop.refuses(other, 422, "unprocessable_entity", None);
    }
    assert_eq!(shop.call(customer("k")), first);
}

#[test]
fn komoju_2_1_the_same_parameters_are_the_same_request_however_they_are_written() {
    let shop = Shop::open();
    let send = |body: &str, content_type: Option<&str>| {
        shop.call(raw(Request::post("/customers").header("X-KOMOJU-IDEMPOTENCY", "k"), content_type, body))
    };
    let form = Some("application/x-www-form-urlencoded");
    let card = "payment_details[type]=credit_card&payment_details[number]=4111111111111111&payment_details[month]=5";
    let whole = format!("{card}&payment_details[year]=2031&metadata[a]=1");
    let first = send(&whole, form);
    assert_eq!(first.status, 200);
    for content_type in [form, None] {
        assert_eq!(send(&whole, content_type), first);
        assert_eq!(send(&format!("metadata[a]=1&payment_details[year]=2031&{card}"), content_type), first);
    }
    // The same bytes are other parameters, or none that can be read.
    assert_eq!(send(&whole, Some("application/json")).status, 422);
    let json =
        r#"{"payment_details": {"type": "credit_card", "number": "4111111111111111", "month": 5, "year": 2031}}"#;
    assert_eq!(send(json, form).json()["error"]["code"], "unprocessable_entity");
    assert_eq!(shop.total(), 1);
}

#[test]
fn nothing_that_is_kept_depends_on_the_security_code() {
    let shop = Shop::open();
    let send = |key: &str, path: &str, code: Value| {
        let mut card = card(VISA);
        card["verification_value"] = code;
        shop.call(keyed(key, path, &json!({"payment_details": card})))
    };
    for path in ["/customers", "/tokens"] {
        let first = send(path, path, json!("123"));
        assert_eq!(first.status, 200);
        for code in [json!("321"), json!(456), json!("wrong"), Value::Null] {
            assert_eq!(send(path, path, code), first, "{path}");
        }
        let refused = send(&format!("refused {path}"), path, json!("12"));
        assert_eq!(refused.json()["error"]["code"], "bad_verification_value");
        assert_eq!(send(&format!("refused {path}"), path, json!("123")), refused);
    }
}

#[test]
fn komoju_2_1_refusals_that_came_of_looking_are_repeated() {
    let shop = Shop::open();
    let mut over = card(VISA);
    (over["month"], over["year"]) = (json!(1), json!(2026));
    for path in ["/customers", "/tokens"] {
        shop.till.clock.set(till::at("2026-02-03T04:05:06Z"));
        let body = json!({"payment_details": over});
        let refused = shop.call(keyed(path, path, &body));
        assert_eq!((refused.status, &refused.json()["error"]["code"]), (422, &json!("card_expired")));
        // The card is good by the clock that was put right, but the answer stands.
        shop.till.clock.set(till::at("2026-01-31T00:00:00Z"));
        assert_eq!(shop.call(keyed(path, path, &body)), refused);
        assert_eq!(shop.call(keyed("other", path, &body)).status, if path == "/customers" { 200 } else { 422 });
    }
}

#[test]
fn komoju_2_1_refusals_that_came_before_are_not_kept() {
    let shop = Shop::open();
    let unreadable = raw(Request::post("/customers").header("X-KOMOJU-IDEMPOTENCY", "k"), None, "{");
    shop.refuses(unreadable, 400, "bad_request", None);
    shop.refuses(customer("k").public(), 403, "forbidden", None);
    assert_eq!(shop.call(customer("k")).status, 200);
}

#[test]
fn komoju_2_1_answers_outlive_the_store_being_closed() {
    let shop = Shop::open();
    let first = shop.call(customer("k"));
    let shop = shop.reopen();
    assert_eq!(shop.call(customer("k")), first);
    assert_eq!(shop.total(), 1);
    assert!(shop.till.store.check(|_| ()).unwrap().is_sound());
}

#[test]
fn komoju_2_1_after_24_hours_a_key_is_free_again() {
    let shop = Shop::open();
    let first = shop.call(customer("k"));
    shop.till.clock.advance_seconds(DAY - 1);
    assert_eq!(shop.call(customer("k")), first);
    shop.till.clock.advance_seconds(1);
    let second = shop.call(customer("k"));
    assert!(second.status == 200 && second != first);
    assert_eq!((shop.total(), kept(&shop)), (2, 1));
    assert_eq!(shop.call(customer("k")), second);
}

#[test]
fn komoju_2_1_outlived_answers_go_a_few_at_a_time() {
    let shop = Shop::open();
    for number in 0..30 {
        shop.call(customer(&format!("old-{number}")));
    }
    shop.till.clock.advance_seconds(DAY - 1);
    shop.call(customer("young"));
    assert_eq!(kept(&shop), 31, "none has outlived its time");
    shop.till.clock.advance_seconds(1);
    let left: Vec<usize> = (0..5)
        .map(|number| {
            shop.call(customer(&format!("new-{number}")));
            kept(&shop)
        })
        .collect();
    assert_eq!(left, [24, 17, 10, 5, 6], "eight go with each new one");
    assert_eq!(shop.total(), 36);
}

#[test]
fn komoju_6_6_2_of_a_destroyed_customer_no_answer_tells_any_more() {
    let shop = Shop::open();
    let body = json!({"payment_details": card(VISA), "email": "mei@example.org"});
    let keyed = |key: &str| keyed(key, "/customers", &body);
    let (called, typed, other) = (shop.ok(keyed("called")), shop.ok(keyed("typed")), shop.call(keyed("other")));
    shop.ok(Request::delete(format!("/customers/{}", id(&called))));
    shop.account.customers().delete(&id(&typed)).unwrap();
    for (table, key, value) in shop.till.dump() {
        for bytes in [key, value] {
            let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!holds(&id(&called)) && !holds(&id(&typed)), "{table} tells of them");
        }
    }
    // Nor is anything done twice: the keys stay used until their time is over.
    for key in ["called", "typed"] {
        shop.refuses(keyed(key), 422, "unprocessable_entity", None);
    }
    assert_eq!((shop.total(), kept(&shop)), (1, 3));
    assert_eq!(shop.call(keyed("other")), other);
    shop.till.clock.advance_seconds(DAY);
    assert_eq!(shop.ok(keyed("called"))["email"], "mei@example.org");
    assert!(shop.till.store.check(|_| ()).unwrap().is_sound());
}

#[test]
fn komoju_2_1_a_key_belongs_to_its_account() {
    let shop = Shop::open();
    let live = shop.till.store.account(Provider::Komoju, Mode::Live);
    let (test, other) = (shop.call(customer("k")), live.call(&customer("k")));
    assert!(other.status == 200 && test.body != other.body);
    assert_eq!((shop.call(customer("k")), live.call(&customer("k"))), (test, other));
}

#[test]
fn komoju_2_1_the_answer_is_kept_in_the_write_that_it_tells_of() {
    let shop = Shop::open();
    let body = |more: usize| {
        let mut metadata: serde_json::Map<String, Value> =
            (0..519).map(|number| (format!("n{number}"), json!("v".repeat(2000)))).collect();
        for number in 0..more.div_ceil(1000) {
            let length = (more - 1000 * number).min(1000);
            metadata.insert(format!("m{number:02}"), json!("v".repeat(length)));
        }
        json!({"payment_details": card(VISA), "metadata": metadata})
    };
    let short = shop.body(Request::post("/customers").json(&body(2000))).len();
    // The customer has room, the answer with what is kept beside it has not.
    let full = body(2000 + (1 << 20) - 40 - short);
    let before = shop.total();
    let refused = shop.call(keyed("k", "/customers", &full));
    assert_eq!((refused.status, &refused.json()["error"]["code"]), (422, &json!("unprocessable_entity")));
    assert_eq!(shop.total(), before, "without its answer there is no customer");
    assert_eq!(shop.ok(Request::post("/customers").json(&full))["resource"], "customer");
    assert_eq!(shop.call(keyed("k", "/customers", &full)), refused);
}

/// A clock that stops the first who reads it once it is armed, until it is let go.
struct Gate {
    armed: AtomicBool,
    reached: Barrier,
    open: Barrier,
}

impl Clock for Gate {
    fn now(&self) -> Timestamp {
        if self.armed.swap(false, Ordering::SeqCst) {
            self.reached.wait();
            self.open.wait();
        }
        till::at("2026-02-03T04:05:06Z")
    }
}

#[test]
fn komoju_2_1_a_key_of_a_request_that_still_runs_is_a_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let gate = Arc::new(Gate { armed: AtomicBool::new(false), reached: Barrier::new(2), open: Barrier::new(2) });
    let store = OpenOptions::new().shared_clock(gate.clone()).open(folder.path().join("till.tillbook")).unwrap();
    let account = store.account(Provider::Komoju, Mode::Test);
    let first = std::thread::scope(|scope| {
        gate.armed.store(true, Ordering::SeqCst);
        let first = scope.spawn(|| account.call(&customer("k")));
        gate.reached.wait();
        for request in [customer("k"), keyed("k", "/tokens", &json!({}))] {
            let refused = account.call(&request);
            assert_eq!((refused.status, &refused.json()["error"]["code"]), (409, &json!("bad_request")));
            assert_eq!(refused.json()["error"]["param"], Value::Null);
        }
        gate.open.wait();
        first.join().unwrap()
    });
    assert_eq!(first.status, 200);
    assert_eq!(account.call(&customer("k")), first, "the key is free again and has its answer");
    assert_eq!(account.call(&Request::get("/customers")).json()["total"], 1);
}

#[test]
fn komoju_2_1_of_requests_at_once_one_is_done() {
    let shop = Shop::open();
    for round in 0..5 {
        let start = Barrier::new(8);
        let answers: Vec<Response> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        shop.account.call(&customer(&format!("k{round}")))
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let done: Vec<&Response> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert!(!done.is_empty() && done.iter().all(|answer| *answer == done[0]), "{answers:?}");
        assert!(answers.iter().all(|answer| [200, 409].contains(&answer.status)), "{answers:?}");
        assert_eq!(shop.total(), round + 1);
    }
}

#[test]
fn what_tells_requests_apart_hangs_on_a_key_that_is_not_in_the_file() {
    let replies = |fingerprint_key: &str| {
        let Till { folder, clock, .. } = Till::new();
        let path = folder.path().join("other.tillbook");
        let store = till::options(&clock, 7).fingerprint_key(fingerprint_key).open(&path).unwrap();
        // A refusal, so that no id of a customer makes a difference.
        let request = keyed("k", "/customers", &json!({"payment_details": card("4111111111111112")}));
        assert_eq!(store.account(Provider::Komoju, Mode::Test).call(&request).status, 422);
        drop(store);
        till::dump(&path).into_iter().filter(|row| row.0 == "replies").collect::<Vec<_>>()
    };
    assert_eq!(replies("one"), replies("one"));
    assert_ne!(replies("one"), replies("two"));
}

#[test]
fn a_card_number_in_a_key_is_not_kept() {
    let shop = Shop::open();
    let first = shop.call(customer(VISA));
    assert_eq!((first.status, shop.call(customer(VISA))), (200, first));
    assert_eq!(shop.total(), 1);
    for (table, key, value) in shop.till.dump() {
        for bytes in [key, value] {
            assert!(!bytes.windows(VISA.len()).any(|window| window == VISA.as_bytes()), "the number is in {table}");
        }
    }
}
