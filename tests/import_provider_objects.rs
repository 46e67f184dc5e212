//! Customers as Omise shows them come in with their ids, times, cards and default card.

mod support;

use serde_json::{Value, json};
use support::Till;
use tillbook::transfer::{ImportOptions, ImportReport, import};
use tillbook::{
    Account, Attributes, Card, CustomerQuery, Imported, ImportedCustomer, Mode, Order, Provider, ShoplineAttributes,
};

fn card(id: &str, last_digits: &str) -> Value {
    json!({
        "object": "card", "id": id, "livemode": false, "location": null, "deleted": false, "street1": null, "street2": null,
        "city": "Bangkok", "state": null, "phone_number": null, "postal_code": "10240", "country": "th",
        "financing": "credit", "bank": "Bank", "brand": "JCB", "fingerprint": format!("print of {id}"),
        "first_digits": null, "last_digits": last_digits, "name": "Ann", "expiration_month": 12, "expiration_year": 2031,
        "security_code_check": true, "tokenization_method": null, "created_at": "2020-05-06T07:08:09Z",
    })
}

fn customer(id: &str, created_at: &str, cards: &[Value], default_card: Option<&str>) -> Value {
    json!({
        "object": "customer", "id": id, "livemode": false, "location": format!("/customers/{id}"), "deleted": false,
        "metadata": {"from": "old"}, "default_card": default_card, "description": null, "email": "Ann@example.org",
        "cards": {"object": "list", "data": cards, "limit": 20, "offset": 0, "total": cards.len(), "order": "chronological"},
        "created_at": created_at,
    })
}

#[test]
fn omise_5_1_and_5_2_the_provider_answers_as_the_file_says() {
    let till = Till::open();
    let cards = [card("card_test_1a", "0001"), card("card_test_2b", "0002")];
    let object = customer("cust_test_1a", "2021-02-03T04:05:06Z", &cards, Some("card_test_2b"));
    let list = json!({"object": "list", "data": [object], "limit": 20, "offset": 0, "total": 1});
    assert_eq!(till.import("customers.json", list.to_string()).created, 1);

    let shown = till.get("/customers/cust_test_1a");
    for field in ["id", "created_at", "default_card", "email", "description", "metadata"] {
        assert_eq!(shown[field], object[field], "{field}");
    }
    let with_location = |card: &Value| {
        let mut card = card.clone();
        card["location"] = json!(format!("/customers/cust_test_1a/cards/{}", card["id"].as_str().unwrap()));
        card
    };
    assert_eq!(shown["cards"]["data"], json!(cards.iter().map(with_location).collect::<Vec<_>>()));

    // 6.3.6: the succession goes on with the imported order.
    till.delete("/customers/cust_test_1a/cards/card_test_2b");
    assert_eq!(till.get("/customers/cust_test_1a")["default_card"], "card_test_1a");
}

#[test]
fn imported_customers_stand_where_their_time_puts_them() {
    let till = Till::open();
    till.account.customers().create(Default::default()).unwrap();
    let objects = [("cust_test_3c", "2023-01-01"), ("cust_test_1a", "2021-01-01"), ("cust_test_2b", "2022-01-01")];
    let lines: Vec<String> =
        objects.iter().map(|(id, day)| customer(id, &format!("{day}T00:00:00Z"), &[], None).to_string()).collect();
    till.import("customers.jsonl", lines.join("\n"));
    let ids: Vec<String> = till.customers().iter().take(3).map(|customer| customer.id.clone()).collect();
    assert_eq!(ids, ["cust_test_1a", "cust_test_2b", "cust_test_3c"]);
    let query = tillbook::ListQuery { order: Order::NewestFirst, limit: 1, ..Default::default() };
    assert_ne!(till.account.customers().list(&query).unwrap().items[0].id, "cust_test_3c");
}

#[test]
fn they_are_found_by_everything_that_the_file_knows() {
    let till = Till::open();
    let mut object =
        customer("cust_test_1a", "2021-02-03T04:05:06Z", &[card("card_test_1a", "0001")], Some("card_test_1a"));
    object["tillbook"] = json!({"name": "Bjørn Ångström", "phone": "+47 22 44 22 22", "barcode": "X1"});
    till.import("customers.jsonl", object.to_string());
    let bjorn = till.named("angstrom");
    let found = |query: CustomerQuery| till.account.customers().find(&query).unwrap().items;
    for query in [
        CustomerQuery { email: Some("ANN@EXAMPLE.ORG".into()), ..Default::default() },
        CustomerQuery { phone: Some("442222".into()), ..Default::default() },
        CustomerQuery { barcode: Some("x1".into()), ..Default::default() },
        CustomerQuery { card: Some("print of card_test_1a".into()), ..Default::default() },
    ] {
        assert_eq!(found(query), std::slice::from_ref(&bjorn));
    }
}

#[test]
fn a_page_of_a_customers_cards_is_told_and_takes_no_card_away() {
    let till = Till::open();
    let all = [card("card_test_1a", "0001"), card("card_test_2b", "0002")];
    till.import("all.jsonl", customer("cust_test_1a", "2021-02-03T04:05:06Z", &all, Some("card_test_2b")).to_string());
    let mut page = customer("cust_test_1a", "2021-02-03T04:05:06Z", &all[..1], Some("card_test_2b"));
    page["cards"]["total"] = json!(2);
    let report = till.import("page.jsonl", page.to_string());
    assert_eq!((report.unchanged, report.warnings.kept().len()), (1, 1), "{report:?}");
    assert_eq!(till.get("/customers/cust_test_1a")["cards"]["total"], 2);
    assert_eq!(till.get("/customers/cust_test_1a")["default_card"], "card_test_2b");

    // The whole object without the second card means that the card is gone.
    let whole = customer("cust_test_1a", "2021-02-03T04:05:06Z", &all[..1], Some("card_test_1a"));
    assert_eq!(till.import("whole.jsonl", whole.to_string()).updated, 1);
    assert_eq!(till.get("/customers/cust_test_1a")["cards"]["total"], 1);
}

#[test]
fn a_page_of_customers_is_told() {
    let till = Till::open();
    let list =
        json!({"object": "list", "data": [customer("cust_test_1a", "2021-02-03T04:05:06Z", &[], None)], "total": 61});
    let report = till.import("customers.json", list.to_string());
    assert_eq!(report.created, 1);
    assert!(report.warnings.kept()[0].text.contains("1 of 61"), "{report:?}");
}

#[test]
fn the_providers_object_takes_nothing_away_that_it_never_shows() {
    let till = Till::open();
    let mut object = customer("cust_test_1a", "2021-02-03T04:05:06Z", &[card("card_test_1a", "0001")], None);
    let mut exact = object.clone();
    exact["tillbook"] = json!({
        "exact": {"created_at": 1_612_325_106_789_i64,
                  "cards": {"card_test_1a": {"created_at": 1_588_748_889_001_i64, "address": {"country": "TH"}}}},
        "shown": {"cards": {"card_test_1a": {"address": {"country": "th"}}}},
    });
    till.import("exact.jsonl", exact.to_string());
    let cards = || till.account.cards().list("cust_test_1a", &Default::default()).unwrap().items;
    let before = cards();
    assert_eq!(before[0].address.country.as_deref(), Some("TH"));
    object["default_card"] = json!("card_test_1a");
    assert_eq!(till.import("shown.jsonl", object.to_string()).unchanged, 1);
    assert_eq!(cards(), before);

    // What differs from what is shown is new, and the rest is still as it was.
    object["cards"]["data"][0]["country"] = json!("jp");
    assert_eq!(till.import("changed.jsonl", object.to_string()).updated, 1);
    let after = cards();
    assert_eq!(after[0].address.country.as_deref(), Some("jp"));
    assert_eq!(after[0].created_at, before[0].created_at);
}

#[test]
fn a_card_that_its_provider_does_not_name_gets_an_id() {
    let till = Till::open();
    let account = till.store.account(Provider::Komoju, Mode::Test);
    let named = till.import(
        "x.jsonl",
        customer("cust_test_1a", "2021-02-03T04:05:06Z", &[card("card_test_1a", "1")], None).to_string(),
    );
    assert_eq!(named.refused, 1);
    till.import(
        "x.jsonl",
        customer("cust_test_1a", "2021-02-03T04:05:06Z", &[card("card_test_1a", "0001")], None).to_string(),
    );
    let template = till.account.cards().list("cust_test_1a", &Default::default()).unwrap().items.remove(0);
    let nameless = Card { id: String::new(), customer: None, ..Card::clone(&template) };
    let row = |as_shown| ImportedCustomer { as_shown, cards: Some(vec![nameless.clone()]), ..Default::default() };
    let mut results = account.customers().import(vec![row(true), row(false)], false).unwrap().into_iter();
    let Imported::Created(id) = results.next().unwrap().unwrap() else { panic!() };
    let source = account.cards().list(&id, &Default::default()).unwrap().items.remove(0);
    assert!(!source.id.is_empty());
    let ann = account.customers().get(&id).unwrap().unwrap();
    assert_eq!((source.customer.as_ref(), ann.default_card.as_ref()), (Some(&id), Some(&source.id)));
    // A host that makes rows of its own names its cards.
    assert!(results.next().unwrap().is_err());
}

fn load(till: &Till, account: &Account, name: &str, content: &str) -> ImportReport {
    import(account, &till.file(name, content), ImportOptions::default(), |_| {}).unwrap()
}

#[test]
fn a_table_fills_the_providers_places_and_leaves_its_others_alone() {
    let till = Till::open();
    let account = till.store.account(Provider::Shopline, Mode::Test);
    let attributes = |name: &str| {
        let own =
            ShoplineAttributes { referral_code: Some("R1".into()), name: Some(name.into()), ..Default::default() };
        Some(Attributes::Shopline(Box::new(own)))
    };
    let id = "65c1a83b39540f001932b712".to_owned();
    let row = ImportedCustomer { id: Some(id.clone()), attributes: attributes("Old"), ..Default::default() };
    account.customers().import(vec![row], false).unwrap().remove(0).unwrap();
    for (name, unchanged) in [("Ann", 0), ("Ann", 1), ("Bob", 0)] {
        let report = load(&till, &account, "x.csv", &format!("id,name,email\n{id},{name},a@example.org\n"));
        assert_eq!((report.unchanged, report.refused), (unchanged, 0), "{report:?}");
        let customer = account.customers().get(&id).unwrap().unwrap();
        assert_eq!(customer.own.name.as_deref(), Some(name));
        assert_eq!(Some(&customer.attributes), attributes(name).as_ref());
    }
}
