//! An identifier has the wrong form, or does not sort by time (section 3).

mod support;

use serde_json::json;
use support::*;
use tillbook::Request;

/// Whether the id is the prefix, an underscore and 19 characters of base 36.
fn shaped(id: &str, prefix: &str) -> bool {
    let suffix = id.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).unwrap_or_default();
    suffix.len() == 19 && suffix.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
}

#[test]
fn omise_3_test_ids_carry_test_and_live_ids_do_not() {
    let till = Till::open();
    for (account, middle) in [(till.account.clone(), "_test"), (till.live(), "")] {
        let call = |request: Request| account.call(&request).json();
        let token = call(Request::post("/tokens").public().json(&card_details(VISA)));
        let customer = call(Request::post("/customers").json(&json!({"card": token["id"]})));
        let mut plan = daily(&text(&customer["id"]));
        plan["start_date"] = json!("2026-05-04");
        let schedule = call(Request::post("/schedules").json(&plan));
        let occurrence = &schedule["occurrences"]["data"][0];
        for (id, noun) in [
            (&token["id"], "tokn"),
            (&token["card"]["id"], "card"),
            (&customer["id"], "cust"),
            (&schedule["id"], "schd"),
            (&schedule["charge"]["id"], "rchg"),
            (&occurrence["id"], "occu"),
            (&occurrence["result"], "chrg"),
        ] {
            assert!(shaped(&text(id), &format!("{noun}{middle}")), "{id}");
        }
    }
}

#[test]
fn omise_3_later_objects_have_greater_ids() {
    let till = Till::open();
    let mut made = Vec::new();
    for step in 0..20 {
        // Also within one millisecond, and when the clock runs back.
        till.clock.advance_seconds([0, 0, 1, -30][step % 4]);
        made.push(till.customer());
    }
    assert!(made.is_sorted(), "{made:?}");
}
