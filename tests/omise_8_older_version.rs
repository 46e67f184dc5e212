//! A client of the older edition cannot read an answer (section 8).

mod support;

use serde_json::{Value, json};
use support::*;
use tillbook::Request;

fn old(request: Request) -> Request {
    request.header("Omise-Version", "2017-11-02")
}

const CARD: &str = "object id livemode location country city postal_code financing bank last_digits brand \
    expiration_month expiration_year fingerprint name security_code_check created";
const OCCURRENCE: &str =
    "object id livemode location schedule schedule_date retry_date processed_at status message result created";

#[test]
fn omise_8_customer_and_its_embedded_list() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    for version in ["2017-11-02", "2015-11-17", "2014-07-27"] {
        let shown = till.ok(Request::get(format!("/customers/{customer}")).header("Omise-Version", version));
        assert_eq!(keys(&shown), "object id livemode location default_card email description metadata created cards");
        assert_eq!(shown["created"], NOW);
        let cards = &shown["cards"];
        assert_eq!(keys(cards), "object from to offset limit total order location data");
        assert!(cards["order"].is_null());
        assert_eq!(keys(&cards["data"][0]), CARD);
    }
}

#[test]
fn omise_8_lists_of_their_own() {
    let till = Till::open();
    let (customer, _) = till.customer_with_card();
    let schedule = till.schedule(&customer);
    for (path, located) in [
        ("/customers".to_owned(), true),
        ("/schedules".to_owned(), true),
        ("/charges/schedules".to_owned(), true),
        (format!("/customers/{customer}/schedules"), true),
        (format!("/customers/{customer}/cards"), false),
        (format!("/schedules/{schedule}/occurrences"), false),
    ] {
        let list = till.ok(old(Request::get(path.as_str())));
        let location = if located { " location" } else { "" };
        assert_eq!(keys(&list), format!("object from to offset limit total order{location} data"), "{path}");
        assert_eq!(list["order"], "chronological");
    }
}

#[test]
fn omise_8_token() {
    let till = Till::open();
    let token = till.ok(old(Request::post("/tokens").public().json(&card_details(VISA))));
    assert_eq!(keys(&token), "object id livemode location used card created");
    assert_eq!(keys(&token["card"]), CARD.replace("location ", ""));
    till.post("/customers", json!({"card": token["id"]}));
    let used = till.ok(old(Request::get(format!("/tokens/{}", text(&token["id"]))).public()));
    assert_eq!((&used["used"], &used["card"]), (&json!(true), &Value::Null));
}

#[test]
fn omise_8_destroyed_customers_and_cards_are_shown_in_short() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let shown = till.ok(old(Request::delete(format!("/customers/{customer}/cards/{card}"))));
    assert_eq!(shown, json!({"object": "card", "id": card, "livemode": false, "deleted": true}));
    let shown = till.ok(old(Request::delete(format!("/customers/{customer}"))));
    assert_eq!(shown, json!({"object": "customer", "id": customer, "livemode": false, "deleted": true}));
}

#[test]
fn omise_8_schedule() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let mut plan = daily(&customer);
    plan["start_date"] = json!("2026-05-04");
    plan["charge"]["currency"] = json!("USD");
    let made = till.ok(old(Request::post("/schedules").json(&plan)));
    let fields = "object id livemode location status every period on in_words start_date end_date charge occurrences \
                  next_occurrence_dates created";
    assert_eq!(keys(&made), fields);
    assert_eq!(
        (&made["status"], &made["start_date"], &made["end_date"]),
        (&json!("active"), &json!("2026-05-04"), &json!("2026-06-04"))
    );
    assert_eq!(made["next_occurrence_dates"][0], "2026-05-05");
    let charge = json!({"amount": 4500, "currency": "usd", "description": null, "customer": customer, "card": null});
    assert_eq!((keys(&made["charge"]), &made["charge"]), (keys(&charge), &charge));
    assert!(made["occurrences"]["order"].is_null());
    let occurrence = &made["occurrences"]["data"][0];
    assert_eq!(keys(occurrence), OCCURRENCE);
    assert_eq!(till.ok(old(Request::get(text(&occurrence["location"])))), *occurrence);
    plan["charge"]["card"] = json!(card);
    assert_eq!(till.ok(old(Request::post("/schedules").json(&plan)))["charge"]["card"], card.as_str());
    let gone = till.ok(old(Request::delete(text(&made["location"]))));
    assert_eq!((&gone["status"], &gone["next_occurrence_dates"]), (&json!("deleted"), &json!([])));
    assert_eq!(keys(&gone), fields.replace(" status", " deleted status"), "the full object");
}

#[test]
fn omise_8_what_was_made_in_one_edition_is_read_in_the_other() {
    let till = Till::open();
    let customer = till.ok(old(Request::post("/customers").json(&json!({"email": "mali@example.com"}))));
    let path = text(&customer["location"]);
    assert_eq!(till.get(&path)["created_at"], customer["created"]);
    assert_eq!(till.ok(old(Request::get(path))), customer);
}

#[test]
fn omise_8_only_destroyed_objects_say_deleted() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let living = [
        format!("/customers/{customer}"),
        format!("/customers/{customer}/cards/{card}"),
        format!("/schedules/{}", till.schedule(&customer)),
    ];
    for path in &living {
        let shown = sent_text(&till, old(Request::get(path.as_str())));
        assert!(!shown.contains("deleted"), "{path}: {shown}");
    }
    for path in living.iter().rev() {
        assert!(sent_text(&till, old(Request::delete(path.as_str()))).contains(r#""deleted":true"#), "{path}");
    }
}

fn sent_text(till: &Till, request: Request) -> String {
    till.call(request).text().into_owned()
}

#[test]
fn omise_8_a_search_and_an_update_answer_in_the_older_shapes() {
    let till = Till::open();
    let (customer, card) = till.customer_with_card();
    let fields = "object id livemode location default_card email description metadata created cards";
    let path = format!("/customers/{customer}");
    let updated = till.ok(old(Request::patch(path.as_str())).json(&json!({"email": "mali@example.com"})));
    assert_eq!(keys(&updated), fields);
    let found = till.ok(old(Request::get("/search?scope=customer&query=mali")));
    assert_eq!(keys(&found["data"][0]), fields);
    assert_eq!(keys(&till.ok(old(Request::get("/customers")))["data"][0]), fields);
    let changed = till.ok(old(Request::patch(format!("{path}/cards/{card}"))).json(&json!({"city": "Trang"})));
    assert_eq!(keys(&changed), CARD);
    let error = till.call(old(Request::get("/customers/none"))).json();
    assert_eq!(keys(&error), "object location code message");
}
