//! Files: a list that was fetched from KOMOJU comes in, ids and all, and goes out equal; what its objects hide is kept.

use serde_json::{Value, json};
use tillbook::transfer::{ImportOptions, ImportReport, export_jsonl, import};
use tillbook::*;

use crate::komoju::{Shop, VISA, card, id};

const IDS: [&str; 3] = ["dejj1yw8sg9zim5lme67bfzoc", "9muf0fdpzkmtk8f5zxrgy84j7", "65ba4ibdjw8wzmj4iyyhlvfqu"];

/// Customers with every field filled, and with every field null or empty.
fn fetched() -> Vec<Value> {
    let source = |brand: &str, digits: &str| json!({"type": "credit_card", "brand": brand, "last_four_digits": digits, "month": 1, "year": 2023});
    let customer = |id: &str, email: Value, source: Value, metadata: Value, at: &str| json!({"id": id, "resource": "customer", "email": email, "source": source, "metadata": metadata, "created_at": at});
    vec![
        customer(
            IDS[0],
            json!("mei@example.org"),
            source("visa", "0001"),
            json!({"order_id": "7"}),
            "2018-11-13T06:20:21Z",
        ),
        customer(IDS[1], json!("li@example.org"), source("master", "4444"), json!({}), "2018-11-13T06:20:20Z"),
        customer(IDS[2], Value::Null, Value::Null, json!({}), "2018-11-12T06:20:21Z"),
    ]
}

fn list(customers: &[Value]) -> Value {
    json!({"resource": "list", "total": customers.len(), "page": 1, "per_page": 10, "last_page": 1, "data": customers})
}

fn brought_in(shop: &Shop, name: &str, content: &str) -> ImportReport {
    let path = shop.till.folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    import(&shop.account, &path, ImportOptions::default(), |_| {}).unwrap()
}

fn exported(shop: &Shop) -> String {
    let mut out = Vec::new();
    export_jsonl(&shop.account, &mut out, |_| {}).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn komoju_5_a_fetched_list_comes_in_and_is_answered_equal() {
    let shop = Shop::open();
    let list = list(&fetched());
    let report = brought_in(&shop, "customers.json", &list.to_string());
    assert_eq!((report.created, report.refused), (3, 0), "{report:?}");
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    assert_eq!(shop.body(Request::get("/customers")), list.to_string());
    let again = brought_in(&shop, "customers.json", &list.to_string());
    assert_eq!((again.unchanged, again.updated, again.created), (3, 0, 0), "{again:?}");
    assert!(shop.till.store.check(|_| ()).unwrap().is_sound());
}

#[test]
fn what_komoju_would_show_stands_first_in_each_line_of_an_export() {
    let shop = Shop::open();
    brought_in(&shop, "customers.json", &list(&fetched()).to_string());
    for (line, mut customer) in exported(&shop).lines().rev().zip(fetched()) {
        let mut shown: Value = serde_json::from_str(line).unwrap();
        shown.as_object_mut().unwrap().shift_remove("tillbook");
        // Key by key in KOMOJU's order.
        assert_eq!(shown.to_string(), customer.take().to_string());
    }
}

#[test]
fn what_komoju_hides_is_kept_in_an_export() {
    let shop = Shop::open();
    let mut details = card(VISA);
    (details["name"], details["verification_value"]) = (json!("Mei Lin"), json!("123"));
    let mei = shop.post("/customers", json!({"payment_details": details, "metadata": {"a": "1"}}));
    shop.till.clock.advance_seconds(60);
    shop.patch(&id(&mei), json!({"email": "mei@example.org"}));
    shop.empty_customer();
    let file = exported(&shop);
    assert!(!file.contains(VISA) && !file.contains("\"123\""), "{file}");

    let copy = Shop::open();
    let report = brought_in(&copy, "export.jsonl", &file);
    assert_eq!((report.created, report.refused), (2, 0), "{report:?}");
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    let content = |shop: &Shop| {
        let mut all = Vec::new();
        let unnumbered = |card: &std::sync::Arc<Card>| Card { sequence: 0, attached: 0, ..Card::clone(card) };
        let each = |customer: &Customer, cards: &[std::sync::Arc<Card>]| {
            all.push((Customer { sequence: 0, ..customer.clone() }, cards.iter().map(unnumbered).collect::<Vec<_>>()));
            Ok(())
        };
        shop.account.customers().each(each).unwrap();
        all
    };
    assert_eq!(content(&copy), content(&shop), "id, fingerprint, holder and times of the card included");
    assert_eq!(exported(&copy), file);
}

#[test]
fn an_object_that_is_no_customer_of_komoju_is_refused() {
    let shop = Shop::open();
    let mut wrong = Vec::new();
    for (name, value) in [
        ("resource", json!("subscription")),
        ("id", json!("cust_test_1")),
        ("source", json!("tok_1")),
        ("created_at", json!("yesterday")),
        ("email", json!(1)),
        ("metadata", json!([])),
    ] {
        let mut customer = fetched().remove(0);
        customer[name] = value;
        wrong.push(customer.to_string());
    }
    for name in ["last_four_digits", "month", "year"] {
        let mut customer = fetched().remove(0);
        customer["source"].as_object_mut().unwrap().shift_remove(name);
        wrong.push(customer.to_string());
    }
    let report = brought_in(&shop, "wrong.jsonl", &wrong.join("\n"));
    assert_eq!((report.refused, shop.total()), (wrong.len() as u64, 0), "{report:?}");
}

#[test]
fn a_source_that_is_no_card_is_left_out_and_told() {
    let shop = Shop::open();
    let mut customer = fetched().remove(0);
    customer["source"] = json!({"type": "bank_transfer"});
    let report = brought_in(&shop, "customers.jsonl", &customer.to_string());
    assert_eq!((report.created, report.refused), (1, 0));
    let told = format!("{:?}", report.warnings);
    assert!(told.contains("a source of the type bank_transfer was left out"), "{told}");
    assert_eq!(shop.get(&format!("/customers/{}", IDS[0]))["source"], Value::Null);
}

#[test]
fn komoju_5_1_what_a_whole_fetched_customer_leaves_empty_is_emptied() {
    let shop = Shop::open();
    brought_in(&shop, "customers.json", &list(&fetched()).to_string());
    let mut bare = fetched().remove(0);
    (bare["email"], bare["source"], bare["metadata"]) = (Value::Null, Value::Null, json!({}));
    assert_eq!(brought_in(&shop, "bare.jsonl", &bare.to_string()).updated, 1);
    assert_eq!(shop.get(&format!("/customers/{}", IDS[0])), bare);
}

#[test]
fn a_fetched_customer_without_its_source_field_keeps_the_source() {
    let shop = Shop::open();
    brought_in(&shop, "customers.json", &list(&fetched()).to_string());
    let mut cut = fetched().remove(0);
    cut.as_object_mut().unwrap().shift_remove("source");
    cut["email"] = json!("new@example.org");
    brought_in(&shop, "cut.jsonl", &cut.to_string());
    let mut expected = fetched().remove(0);
    expected["email"] = json!("new@example.org");
    assert_eq!(shop.get(&format!("/customers/{}", IDS[0])), expected);
}
