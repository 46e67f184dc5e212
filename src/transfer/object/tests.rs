use super::*;
use crate::model::{Brand, Card, CardAddress, CardAttributes, Mode, Provider};
use serde_json::json;

const ACCOUNT: AccountId = AccountId { provider: Provider::Omise, mode: Mode::Test };

fn read(value: Value, warnings: &mut Warnings) -> Result<ImportedCustomer, String> {
    let Value::Object(object) = value else { panic!("not an object") };
    customer(ACCOUNT, 7, object, warnings)
}

fn good(value: Value) -> ImportedCustomer {
    let mut warnings = Warnings::default();
    let row = read(value, &mut warnings).unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    row
}

fn refused(value: Value) -> String {
    read(value, &mut Warnings::default()).unwrap_err()
}

fn card_object(id: &str) -> Value {
    json!({
        "object": "card", "id": id, "livemode": false, "location": format!("/customers/cust_test_1a/cards/{id}"),
        "deleted": false, "street1": "1 High Street", "street2": null, "city": "Bangkok", "state": null,
        "phone_number": null, "postal_code": "10240", "country": "", "financing": "credit", "bank": "Bank of Ann",
        "brand": "American Express", "fingerprint": "XjOdjaoHRvUGRfmZacMPcJtm0U3SEIIfkA7534dQeVw=",
        "first_digits": null, "last_digits": "0005", "name": "Ann Example", "expiration_month": 12,
        "expiration_year": 2031, "security_code_check": true, "tokenization_method": null,
        "created_at": "2026-02-03T04:05:05Z",
    })
}

fn customer_object() -> Value {
    json!({
        "object": "customer", "id": "cust_test_1a", "livemode": false, "location": "/customers/cust_test_1a",
        "deleted": false, "metadata": {"tier": "gold"},
        "cards": {"object": "list", "data": [card_object("card_test_2b")], "limit": 20, "offset": 0, "total": 1,
                  "location": "/customers/cust_test_1a/cards", "order": "chronological",
                  "from": "1970-01-01T00:00:00Z", "to": "2026-02-03T04:05:06Z"},
        "default_card": "card_test_2b",
        "linked_accounts": {"object": "list", "data": [], "total": 0},
        "description": "", "email": "ann@example.org", "created_at": "2026-02-03T04:05:06Z",
    })
}

fn with(mut object: Value, path: &str, value: Value) -> Value {
    *object.pointer_mut(path).unwrap() = value;
    object
}

#[test]
fn omise_5_1_every_field_of_a_customer_is_kept() {
    let row = good(customer_object());
    assert_eq!(row.id.as_deref(), Some("cust_test_1a"));
    assert_eq!(row.created_at, Some(Timestamp::parse("2026-02-03T04:05:06Z").unwrap()));
    assert_eq!((row.email.as_deref(), row.description.as_deref()), (Some("ann@example.org"), Some("")));
    assert_eq!(row.metadata.as_json(), r#"{"tier":"gold"}"#);
    assert_eq!(row.default_card.as_deref(), Some("card_test_2b"));
    assert!(row.own.is_empty() && row.complete && !row.own_complete);
}

#[test]
fn an_object_that_was_cut_down_is_not_taken_as_the_whole() {
    let row = good(json!({"object": "customer", "id": "cust_test_1a", "email": "ann@example.org"}));
    assert!(!row.complete && row.cards.is_none());
}

#[test]
fn a_customer_that_names_no_id_gets_one_later() {
    let row = good(with(customer_object(), "/id", Value::Null));
    assert_eq!((row.id, row.email.as_deref()), (None, Some("ann@example.org")));
}

#[test]
fn an_id_beside_somebody_elses_names_is_the_providers_where_it_has_its_form() {
    let row = good(json!({"id": "cust_test_1a", "email": "ann@example.org"}));
    assert_eq!((row.id.as_deref(), row.own.merchant_customer_id), (Some("cust_test_1a"), None));
    let row = good(json!({"id": 17, "email": "ann@example.org"}));
    assert_eq!((row.id, row.own.merchant_customer_id.as_deref()), (None, Some("17")));
    assert!(refused(json!({"id": "cust_1a", "email": "ann@example.org"})).contains("other mode"));
}

#[test]
fn a_default_card_that_is_not_on_the_page_is_left_to_the_store() {
    let mut warnings = Warnings::default();
    let mut object = with(customer_object(), "/cards/total", json!(21));
    object["default_card"] = json!("card_test_9z");
    let row = read(object, &mut warnings).unwrap();
    assert_eq!((row.default_card, warnings.kept().len()), (None, 1));
}

#[test]
fn omise_5_2_every_field_of_a_card_is_kept() {
    let expected = Card {
        attributes: CardAttributes::default(),
        id: "card_test_2b".into(),
        customer: Some("cust_test_1a".into()),
        sequence: 0,
        created_at: Timestamp::parse("2026-02-03T04:05:05Z").unwrap(),
        attached: 0,
        brand: Brand::AmericanExpress,
        first_digits: None,
        last_digits: "0005".into(),
        expiration_month: 12,
        expiration_year: 2031,
        name: Some("Ann Example".into()),
        fingerprint: Some("XjOdjaoHRvUGRfmZacMPcJtm0U3SEIIfkA7534dQeVw=".into()),
        financing: "credit".into(),
        bank: "Bank of Ann".into(),
        security_code_check: true,
        address: CardAddress {
            street1: Some("1 High Street".into()),
            city: Some("Bangkok".into()),
            postal_code: Some("10240".into()),
            ..CardAddress::default()
        },
    };
    assert_eq!(good(customer_object()).cards, Some(vec![expected]));
}

#[test]
fn older_and_expanded_renderings_are_read_too() {
    let expanded = with(customer_object(), "/default_card", card_object("card_test_2b"));
    assert_eq!(good(expanded).default_card.as_deref(), Some("card_test_2b"));
    let old = json!({"object": "customer", "id": "cust_test_1a", "livemode": false, "created": "2017-11-01T00:00:00Z",
                     "default_card": null, "email": null, "description": null, "metadata": {}, "cards": null});
    assert_eq!(good(old).created_at.map(|time| time.to_string()).as_deref(), Some("2017-11-01T00:00:00Z"));
}

#[test]
fn what_cannot_belong_to_the_account_is_refused_with_a_reason() {
    let refusals = [
        (with(customer_object(), "/livemode", json!(true)), "of the mode live"),
        (with(customer_object(), "/deleted", json!(true)), "is deleted"),
        (with(customer_object(), "/id", json!("cust_1a")), "other mode"),
        (with(customer_object(), "/id", json!("17")), "not an Omise customer's"),
        (with(customer_object(), "/id", json!(17)), "id is not a text"),
        (with(customer_object(), "/object", json!("card")), "of the kind card"),
        (with(customer_object(), "/email", json!(17)), "email is not a text"),
        (with(customer_object(), "/metadata", json!([])), "metadata is not"),
        (with(customer_object(), "/created_at", json!("yesterday")), "created_at is unreadable"),
        (with(customer_object(), "/cards", json!("none")), "cards are not a list"),
        (with(customer_object(), "/cards/data/0/id", json!("card_2b")), "card_2b"),
        (with(customer_object(), "/cards/data/0/livemode", json!(true)), "one of its cards is of the mode live"),
        (with(customer_object(), "/cards/data/0/expiration_month", json!(13)), "expiration_month"),
        (with(customer_object(), "/cards/data/0/last_digits", json!("4242424242424242")), "full card number"),
        (with(customer_object(), "/cards/data/0/last_digits", json!(null)), "last_digits"),
    ];
    for (object, words) in refusals {
        let reason = refused(object);
        assert!(reason.contains(words) && !reason.contains("4242"), "{reason}");
    }
}

#[test]
fn a_full_card_number_or_a_security_code_refuses_the_row_and_is_not_shown() {
    for (key, value) in [
        ("number", json!("4242424242424242")),
        ("number", json!(4242424242424242u64)),
        ("security_code", json!("4242")),
        ("cvv", json!(4242)),
    ] {
        let mut object = customer_object();
        object["cards"]["data"][0][key] = value.clone();
        let reason = refused(object);
        assert!(reason.contains("never stored") && !reason.contains("4242"), "{reason}");
        assert_eq!(refused(json!({"email": "a@example.org", "card": {key: value}})), reason);
    }
}

#[test]
fn what_is_left_out_is_told() {
    let mut warnings = Warnings::default();
    let mut object = with(customer_object(), "/cards/total", json!(25));
    object["cards"]["data"][0]["brand"] = json!("UnionPay");
    object["linked_accounts"]["data"] = json!([{}]);
    object["novelty"] = json!("x");
    object["metadata"]["cvv"] = json!("123");
    let row = read(object, &mut warnings).unwrap();
    assert_eq!(row.cards.as_ref().unwrap()[0].brand, Brand::Other);
    assert!(!row.complete);
    let texts: Vec<&str> = warnings.kept().iter().map(|warning| warning.text.as_str()).collect();
    for words in ["cvv", "UnionPay", "linked accounts", "novelty", "24 of the customer's cards are not in the file"] {
        assert!(texts.iter().any(|text| text.contains(words)), "{words}: {texts:?}");
    }
    assert_eq!(texts.len(), 5);
}

#[test]
fn a_deleted_card_is_left_out() {
    assert_eq!(good(with(customer_object(), "/cards/data/0/deleted", json!(true))).cards, Some(vec![]));
}

#[test]
fn the_key_tillbook_holds_the_tills_own_fields() {
    let mut object = customer_object();
    object["tillbook"] = json!({
        "name": "Ann Example", "merchant_customer_id": "17", "tags": ["vip"],
        "exact": {"created_at": 1_770_091_506_123_i64, "updated_at": 1_770_091_507_001_i64, "cards": {"card_test_2b": {"created_at": 0}}},
        "cards": [card_object("card_test_3c")],
    });
    object["cards"]["total"] = json!(2);
    let row = good(object);
    assert_eq!(row.own.name.as_deref(), Some("Ann Example"));
    assert_eq!(row.own.merchant_customer_id.as_deref(), Some("17"));
    assert_eq!(row.own.tags, ["vip"]);
    assert_eq!(row.created_at.map(Timestamp::as_millis), Some(1_770_091_506_123));
    assert_eq!(row.updated_at.map(Timestamp::as_millis), Some(1_770_091_507_001));
    let cards = row.cards.unwrap();
    assert_eq!(cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), ["card_test_2b", "card_test_3c"]);
    // The exact time of another second than the shown one is stale.
    assert_eq!(cards[0].created_at, Timestamp::parse("2026-02-03T04:05:05Z").unwrap());
    assert!(refused(json!({"object": "customer", "tillbook": {"nickname": "x"}})).contains("tillbook"));
}

#[test]
fn an_object_that_is_nobodys_is_read_by_the_usual_names() {
    let row = good(json!({
        "id": 17, "First Name": "Ann", "last_name": "Example", "e-mail": "ann@example.org", "phone": "+66 81",
        "tags": ["vip", "a,b"], "address": {"line1": "1 High Street", "city": "Leeds"}, "points": 12, "shoes": {"size": 39},
        "card": null,
    }));
    assert_eq!(row.id, None);
    assert_eq!(row.own.merchant_customer_id.as_deref(), Some("17"));
    assert_eq!(row.own.name.as_deref(), Some("Ann Example"));
    assert_eq!(row.email.as_deref(), Some("ann@example.org"));
    assert_eq!(row.own.tags, ["vip", "a,b"]);
    let address = row.own.address.unwrap();
    assert_eq!((address.line1.as_deref(), address.city.as_deref()), (Some("1 High Street"), Some("Leeds")));
    assert_eq!(row.metadata.as_json(), r#"{"shoes":{"size":39},"points":"12"}"#);
}

#[test]
fn a_customer_of_somebody_elses_is_read_for_every_provider() {
    for provider in Provider::ALL {
        let account = AccountId { provider, mode: Mode::Test };
        let mut warnings = Warnings::default();
        let Value::Object(object) = json!({
            "name": "Ann", "email": "ann@example.org", "metadata": {"tier": "gold"}, "created_at": "2020-01-01",
            "shoes": 39, "tillbook": {"name": "Ann Example"},
        }) else {
            panic!()
        };
        let row = customer(account, 1, object, &mut warnings).unwrap();
        assert_eq!((row.email.as_deref(), row.own.name.as_deref()), (Some("ann@example.org"), Some("Ann Example")));
        assert_eq!(row.created_at.map(|time| time.to_string()).as_deref(), Some("2020-01-01T00:00:00Z"));
        assert_eq!(row.metadata.as_json(), r#"{"tier":"gold","shoes":"39"}"#, "{provider}");
        assert!(warnings.is_empty() && !row.complete && !row.own_complete);
    }
}

#[test]
fn a_card_beside_its_customer_is_refused_where_the_provider_shows_none_there() {
    for provider in [Provider::Komoju, Provider::DigitalRiver, Provider::Shopline] {
        let account = AccountId { provider, mode: Mode::Test };
        let Value::Object(object) = json!({"email": "ann@example.org", "tillbook": {"cards": [{"id": "1"}]}}) else {
            panic!()
        };
        let refusal = customer(account, 1, object, &mut Warnings::default()).unwrap_err();
        assert!(refusal.starts_with("its tillbook.cards is not empty"), "{refusal}");
    }
}

#[test]
fn a_card_number_is_found_wherever_a_card_may_stand() {
    for hiding in [
        json!({"source": {"number": "4242424242424242"}}),
        json!({"paymentMethods": [{"masked_pan": "4242424242424242"}]}),
        json!({"sources": [{"creditCard": {"cvv": "123"}}]}),
        json!({"tillbook": {"cards": [{"number": "4242424242424242"}]}}),
        json!({"tillbook": {"exact": {"cards": {"": {"bank": "4242424242424242"}}}}}),
    ] {
        assert_eq!(refused(hiding), secrets::REFUSED);
    }
    let exact = json!({"exact": {"cards": {"card_test_4242424242424242424": {"created_at": 1_770_091_506_123_i64}}}});
    good(json!({"object": "customer", "tillbook": exact}));
}
