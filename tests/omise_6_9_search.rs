//! A search finds too much, too little, or not what it says (section 6.9).

mod support;

use std::slice;

use serde_json::{Value, json};
use support::*;
use tillbook::{CustomerUpdate, OwnFields, Request};

fn found(till: &Till, parameters: &str) -> Vec<String> {
    ids(&till.get(&format!("/search?scope=customer&{parameters}")))
}

fn made(till: &Till, body: Value) -> String {
    text(&till.post("/customers", body)["id"])
}

#[test]
fn omise_6_9_envelope() {
    let till = Till::open();
    let customer = made(&till, json!({"email": "mali@example.com"}));
    let answer =
        till.get("/search?scope=customer&query=mali&filters[created]=2026-05-01..2026-06-01&page=1&per_page=5");
    let shown = answer["data"][0].clone();
    assert_eq!(shown, till.get(&format!("/customers/{customer}")));
    assert_eq!(keys(&answer), "object order scope query filters page per_page location total_pages total data");
    let expected = json!({
        "object": "search", "order": "chronological", "scope": "customer", "query": "mali",
        "filters": {"created": "2026-05-01..2026-06-01"}, "page": 1, "per_page": 5, "location": "/search",
        "total_pages": 1, "total": 1, "data": [shown],
    });
    assert_eq!(answer, expected);
    let empty = till.get("/search?scope=customer&query=nobody");
    assert_eq!((&empty["filters"], &empty["per_page"], &empty["page"]), (&json!({}), &json!(30), &json!(1)));
    assert_eq!((&empty["total"], &empty["total_pages"], &empty["data"]), (&json!(0), &json!(0), &json!([])));
}

#[test]
fn omise_6_9_what_a_query_matches() {
    let till = Till::open();
    let email = made(&till, json!({"email": "Mali.Suwan@example.com"}));
    let described = made(
        &till,
        json!({"description": "Malì, café owner, comes on Mondays and often on Thursdays with two dogs and a parrot, never alone"}),
    );
    let named = made(&till, json!({}));
    let own = OwnFields { name: Some("Somchai Malik".to_owned()), ..OwnFields::default() };
    let update = CustomerUpdate { own: Some(own), ..CustomerUpdate::default() };
    till.account.customers().update(&named, update).unwrap();
    assert_eq!(found(&till, "query=mali"), [email.clone(), described.clone(), named.clone()]);
    assert_eq!(found(&till, "query=mali.suwan%40EXAMPLE.com"), slice::from_ref(&email));
    assert_eq!(found(&till, "query=owner+CAFE"), [described]);
    assert_eq!(found(&till, "query=alone"), Vec::<String>::new(), "only the first words of a description are found");
    assert_eq!(found(&till, "query=somch"), slice::from_ref(&named));
    assert_eq!(found(&till, &format!("query={named}")), [named]);
    assert_eq!(found(&till, "query=uwan"), Vec::<String>::new(), "words are matched from their beginning");
    assert_eq!(found(&till, "query=!"), Vec::<String>::new());
    assert_eq!(found(&till, "query=").len(), 3);
    assert_eq!(found(&till, "").len(), 3);
    till.delete(&format!("/customers/{email}"));
    assert_eq!(found(&till, "query=suwan"), Vec::<String>::new(), "a destroyed customer is not found");
}

#[test]
fn omise_6_9_pages_and_order() {
    let till = Till::open();
    let all: Vec<String> =
        (0..7).map(|number| made(&till, json!({"email": format!("regular{number}@example.com")}))).collect();
    made(&till, json!({"email": "stranger@example.com"}));
    for query in ["regular", ""] {
        let page = |page: u32| till.get(&format!("/search?scope=customer&query={query}&page={page}&per_page=3"));
        assert_eq!(ids(&page(1)), all[..3]);
        assert_eq!(ids(&page(2)), all[3..6]);
        assert_eq!(page(1)["total_pages"], 3);
    }
    let reverse = found(&till, "query=regular&order=reverse_chronological&per_page=2");
    assert_eq!(reverse, [all[6].clone(), all[5].clone()]);
    let beyond = till.get("/search?scope=customer&query=regular&page=9223372036854775807");
    assert_eq!((&beyond["data"], &beyond["total"]), (&json!([]), &json!(7)));
    assert_eq!(till.get("/search?scope=customer&per_page=1000")["per_page"], 100);
}

#[test]
fn omise_6_9_the_filter_by_creation() {
    let till = Till::open();
    let first = made(&till, json!({"email": "a1@example.com"}));
    till.clock.advance_seconds(86_400);
    let second = made(&till, json!({"email": "a2@example.com"}));
    for query in ["", "query=a"] {
        let filtered = |created: &str| found(&till, &format!("{query}&filters[created]={created}"));
        assert_eq!(filtered("2026-05-04"), slice::from_ref(&first), "a date alone is that day");
        assert_eq!(filtered("2026-05-04..2026-05-05"), [first.clone(), second.clone()], "the last day is included");
        assert_eq!(filtered("2026-05-05.."), slice::from_ref(&second));
        assert_eq!(filtered("..2026-05-04"), slice::from_ref(&first));
        assert_eq!(filtered("2026-05-04T09:30:00Z"), slice::from_ref(&first));
        assert_eq!(filtered("2026-05-04T09:30:01Z..2026-05-05T09:29:59Z"), Vec::<String>::new());
    }
}

#[test]
fn omise_6_9_refusals() {
    let till = Till::open();
    for (parameters, code) in [
        ("query=x", "invalid_scope"),
        ("scope=charge&query=x", "invalid_scope"),
        ("scope=&query=x", "invalid_scope"),
        ("scope=customer&filters[email]=x", "invalid_filter"),
        ("scope=customer&filters=x", "invalid_filter"),
        ("scope=customer&filters[created]=yesterday", "invalid_filter"),
        ("scope=customer&filters[created]=", "invalid_filter"),
        ("scope=customer&filters[created]=..", "invalid_filter"),
        ("scope=customer&filters[created][]=2026-05-04", "invalid_filter"),
        ("scope=customer&page=0", "invalid_page"),
        ("scope=customer&page=-1", "invalid_page"),
        ("scope=customer&page=two", "invalid_page"),
        ("scope=customer&per_page=0", "invalid_page"),
        ("scope=customer&order=best", "bad_request"),
    ] {
        let (status, refused, _) = till.refused(Request::get(format!("/search?{parameters}")));
        assert_eq!((status, refused.as_str()), (400, code), "{parameters}");
    }
}

/// What a cashier has of a customer: a number, an address, a code, a card.
fn known(account: &tillbook::Account) -> Vec<(String, &'static str)> {
    let own = |name: &str, phone: &str, number: &str, barcode: &str| OwnFields {
        name: Some(name.to_owned()),
        phone: Some(phone.to_owned()),
        merchant_customer_id: Some(number.to_owned()),
        barcode: Some(barcode.to_owned()),
        ..OwnFields::default()
    };
    let people = [
        (own("Mali Suwan", "+66 81 234 5678", "M-17", "885001"), "mali.s@example.com", "regular"),
        (own("山田 太郎", "02-345-6789", "345", "885002"), "taro@example.jp", "friend of Mali"),
        (own("Bo 345", "1", "M-18", "345a"), "a345b@example.com", "regular"),
        (OwnFields::default(), "eve@example.org", "Friend of Mali"),
    ];
    let create = |(own, email, description): (OwnFields, &str, &str)| {
        let new = tillbook::NewCustomer {
            own,
            email: Some(email.to_owned()),
            description: Some(description.to_owned()),
            ..tillbook::NewCustomer::default()
        };
        account.customers().create(new).unwrap().id.clone()
    };
    people.map(create).into_iter().zip(["mali", "taro", "bo", "eve"]).collect()
}

#[test]
fn omise_6_9_a_query_is_whatever_is_known_with_indexes_and_without() {
    for indexes in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let options = tillbook::OpenOptions::new().search_indexes(indexes);
        let store = options.open(folder.path().join("till.tillbook")).unwrap();
        let account = store.account(tillbook::Provider::Omise, tillbook::Mode::Test);
        let people = known(&account);
        let token = tillbook::CardDetails::new("4242424242424242", "Mali", 12, 2031);
        let token = account.tokens().create(token).unwrap();
        let card = account.cards().create(&people[0].0, &token.id).unwrap();
        let fingerprint = card.fingerprint.clone().unwrap();
        let fingerprint: String = fingerprint.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for (query, expected) in [
            ("0812345678", vec!["mali"]),
            ("%2B66+81+234", vec![]),
            ("5678", vec!["mali"]),
            ("345", vec!["taro", "bo"]),
            ("345-6789", vec!["taro"]),
            ("89", vec![]),
            ("M-17", vec!["mali"]),
            ("885002", vec!["taro"]),
            ("345A", vec!["bo"]),
            ("MALI.s@ex", vec!["mali"]),
            ("example.com", vec![]),
            ("mali", vec!["mali", "eve"]),
            ("suw+mali", vec!["mali"]),
            ("mali+friend", vec!["eve"]),
            // Who has a name is not found by the description.
            ("suw+regular", vec![]),
            ("%E5%A4%AA%E9%83%8E", vec!["taro"]),
            ("a345b", vec!["bo"]),
            (fingerprint.as_str(), vec!["mali"]),
            (people[2].0.as_str(), vec!["bo"]),
            ("regular+nobody", vec![]),
        ] {
            let answer = account.call(&Request::get(format!("/search?scope=customer&query={query}")));
            let answer: Value = serde_json::from_str(&answer.text()).unwrap();
            let found: Vec<&str> =
                ids(&answer).iter().map(|id| people.iter().find(|(known, _)| known == id).unwrap().1).collect();
            assert_eq!(found, expected, "{query}, {indexes}");
            assert_eq!(answer["total"], expected.len(), "{query}, {indexes}");
        }
    }
}
