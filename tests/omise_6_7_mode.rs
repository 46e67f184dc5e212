//! Test and live data mix (section 6.7).

mod support;

use serde_json::json;
use support::*;
use tillbook::{Account, Request};

fn furnish(account: &Account) -> (String, String, String, String) {
    let call = |request: Request| account.call(&request).json();
    let token = text(&call(Request::post("/tokens").public().json(&card_details(VISA)))["id"]);
    let spare = text(&call(Request::post("/tokens").public().json(&card_details(VISA)))["id"]);
    let customer = call(Request::post("/customers").json(&json!({"card": token})));
    let (id, card) = (text(&customer["id"]), text(&customer["default_card"]));
    let schedule = text(&call(Request::post("/schedules").json(&daily(&id)))["id"]);
    (id, card, spare, schedule)
}

#[test]
fn omise_6_7_1_livemode_follows_the_account() {
    let till = Till::open();
    for (account, live) in [(till.account.clone(), false), (till.live(), true)] {
        let (customer, card, token, schedule) = furnish(&account);
        for (path, public) in [
            (format!("/customers/{customer}"), false),
            (format!("/customers/{customer}/cards/{card}"), false),
            (format!("/tokens/{token}"), true),
            (format!("/schedules/{schedule}"), false),
        ] {
            let request = if public { Request::get(path.as_str()).public() } else { Request::get(path.as_str()) };
            let shown = account.call(&request).text().into_owned();
            assert!(shown.contains(&format!(r#""livemode":{live}"#)), "{path}");
            assert!(!shown.contains(&format!(r#""livemode":{}"#, !live)), "{path}: inner objects too");
            assert_eq!(shown.contains("_test_"), !live, "{path}");
        }
    }
}

#[test]
fn omise_6_7_2_one_mode_does_not_see_the_other() {
    let till = Till::open();
    let (customer, card, token, schedule) = furnish(&till.live());
    let (own, _, _, _) = furnish(&till.account);
    for (request, missing) in [
        (Request::get(format!("/customers/{customer}")), format!("customer {customer}")),
        (Request::delete(format!("/customers/{customer}")), format!("customer {customer}")),
        (Request::get(format!("/customers/{customer}/cards/{card}")), format!("customer {customer}")),
        (Request::get(format!("/customers/{own}/cards/{card}")), format!("card {card}")),
        (Request::get(format!("/tokens/{token}")).public(), format!("token {token}")),
        (Request::post("/customers").json(&json!({"card": token})), format!("token {token}")),
        (Request::patch(format!("/customers/{own}")).json(&json!({"default_card": card})), format!("card {card}")),
        (Request::get(format!("/schedules/{schedule}")), format!("schedule {schedule}")),
        (Request::post("/schedules").json(&daily(&customer)), format!("customer {customer}")),
    ] {
        assert_eq!(till.refused(request), refusal(404, "not_found", &format!("{missing} was not found")));
    }
    assert_eq!(till.get("/customers")["total"], 1);
    assert_eq!(till.get("/schedules")["total"], 1);
}
