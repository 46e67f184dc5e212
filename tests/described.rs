//! A published description leaves something out, contradicts itself, or says what no answer is like.
//!
//! Each provider's tests hold every answer that they see against it (`described/mod.rs`); here it is looked at by itself.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use support::described::{DESCRIPTIONS, Description};
use support::*;
use tillbook::{Provider, Request, Response};

/// The end points of the providers' pages.
fn end_points(provider: Provider) -> &'static str {
    match provider {
        Provider::Omise => {
            "POST /customers
             GET /customers
             GET /customers/{customer}
             PATCH /customers/{customer}
             DELETE /customers/{customer}
             GET /customers/{customer}/schedules
             GET /customers/{customer}/cards
             GET /customers/{customer}/cards/{card}
             PATCH /customers/{customer}/cards/{card}
             DELETE /customers/{customer}/cards/{card}
             POST /tokens
             GET /tokens/{token}
             POST /schedules
             GET /schedules
             GET /schedules/{schedule}
             DELETE /schedules/{schedule}
             GET /schedules/{schedule}/occurrences
             GET /charges/schedules
             GET /occurrences/{occurrence}
             GET /customers/{customer}/linked_accounts
             GET /search"
        }
        Provider::Komoju => {
            "POST /api/v1/customers
             GET /api/v1/customers
             GET /api/v1/customers/{customer}
             PATCH /api/v1/customers/{customer}
             DELETE /api/v1/customers/{customer}
             POST /api/v1/tokens"
        }
        Provider::Monri => {
            "POST /v2/customers
             GET /v2/customers
             GET /v2/customers/{customer}
             POST /v2/customers/{customer}
             DELETE /v2/customers/{customer}
             GET /v2/merchants/customers/{merchant_customer}
             GET /v2/customers/{customer}/payment-methods
             GET /v2/payment-methods
             POST /v2/oauth"
        }
        Provider::DigitalRiver => {
            "GET /customers
             POST /customers
             GET /customers/{id}
             POST /customers/{id}
             DELETE /customers/{id}
             POST /customers/{id}/sources/{sourceId}
             DELETE /customers/{id}/sources/{sourceId}
             POST /customers/{id}/tax-identifiers/{taxId}
             GET /sources/{id}
             POST /sources
             POST /tax-identifiers
             GET /tax-identifiers/{id}
             GET /tax-identifiers
             DELETE /tax-identifiers/{id}"
        }
        Provider::Shopline => {
            "POST /v1/customers
             GET /v1/customers
             GET /v1/customers/search
             GET /v1/customers/membership_info
             GET /v1/customers/line/{line}
             GET /v1/customers/{customer}
             PUT /v1/customers/{customer}
             DELETE /v1/customers/{customer}
             PUT /v1/customers/{customer}/tags
             PATCH /v1/customers/{customer}/tags
             PUT /v1/customers/{customer}/subscriptions
             GET /v1/customers/{customer}/store_credits
             POST /v1/customers/{customer}/store_credits
             GET /v1/customers/{customer}/member_points
             POST /v1/customers/{customer}/member_points
             GET /v1/customers/{customer}/membership_tier/action_logs
             GET /v1/customers/{customer}/metafields
             POST /v1/customers/{customer}/metafields
             POST /v1/customers/{customer}/metafields/bulk
             PUT /v1/customers/{customer}/metafields/bulk
             DELETE /v1/customers/{customer}/metafields/bulk
             GET /v1/customers/{customer}/metafields/{metafield}
             PUT /v1/customers/{customer}/metafields/{metafield}
             DELETE /v1/customers/{customer}/metafields/{metafield}
             GET /v1/customers/{customer}/app_metafields
             POST /v1/customers/{customer}/app_metafields
             POST /v1/customers/{customer}/app_metafields/bulk
             PUT /v1/customers/{customer}/app_metafields/bulk
             DELETE /v1/customers/{customer}/app_metafields/bulk
             GET /v1/customers/{customer}/app_metafields/{metafield}
             PUT /v1/customers/{customer}/app_metafields/{metafield}
             DELETE /v1/customers/{customer}/app_metafields/{metafield}
             GET /v1/customers/{customer}/promotions
             GET /v1/customers/{customer}/coupon_promotions"
        }
    }
}

/// Every object below a part of a document, with its place.
fn objects<'a>(part: &'a Value, place: &str, found: &mut Vec<(String, &'a Value)>) {
    match part {
        Value::Object(object) => {
            found.push((place.to_owned(), part));
            object.iter().for_each(|(name, part)| objects(part, &format!("{place}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(number, part)| objects(part, &format!("{place}/{number}"), found));
        }
        _ => {}
    }
}

#[test]
fn every_end_point_of_the_page_is_described_and_no_other() {
    for description in DESCRIPTIONS.iter() {
        let described: BTreeSet<String> = description.operations().map(|(name, _)| name).collect();
        let wanted = end_points(description.provider).lines().map(|line| line.trim().to_owned()).collect();
        assert_eq!(described, wanted, "{:?}", description.provider);
    }
}

#[test]
fn a_client_can_be_made_of_every_description() {
    for description in DESCRIPTIONS.iter() {
        let Description { provider, document, .. } = description;
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1."), "{provider:?}");
        assert_eq!(document["servers"], json!([{"url": "/"}]), "{provider:?}");
        let mut ids = BTreeMap::new();
        for (name, operation) in description.operations() {
            let id = text(&operation["operationId"]);
            // Digital River's own are written listCustomers; the others have none.
            let of_a_word = |byte: u8| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_uppercase();
            assert!(
                id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(of_a_word),
                "{name}: {id}"
            );
            assert_eq!(ids.insert(id, name.clone()), None, "{provider:?} {name}");
            assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{provider:?} {name}");
            let secured = operation.get("security").or(document.get("security"));
            assert!(secured.is_some(), "{provider:?} {name} does not say which key it takes");
        }
        let mut found = Vec::new();
        objects(document, "", &mut found);
        for (place, object) in found {
            description.at(object);
            for link in object.get("links").and_then(Value::as_object).into_iter().flat_map(|links| links.values()) {
                let link = description.at(link);
                if let Some(id) = link.get("operationId").and_then(Value::as_str) {
                    assert!(ids.contains_key(id), "{provider:?} {place} leads to {id}");
                }
            }
        }
    }
}

#[test]
fn every_answer_is_described_to_the_last_field() {
    for description in DESCRIPTIONS.iter() {
        let provider = description.provider;
        for (name, operation) in description.operations() {
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with('2')), "{provider:?} {name}");
            for (status, answer) in answers {
                assert!(status.parse::<u16>().is_ok(), "{provider:?} {name}: {status} hides what is not described");
                let answer = description.at(answer);
                assert!(answer["description"].is_string(), "{provider:?} {name} {status}");
                let Some(content) = answer.get("content") else { continue };
                let schema = &content["application/json"]["schema"];
                // An object with a field that nobody knows is none of the described.
                let made_up = json!({"made up": true});
                assert!(!description.validator(schema).is_valid(&made_up), "{provider:?} {name} {status} is open");
            }
        }
    }
}

#[test]
fn a_wrong_answer_is_noticed() {
    let till = Till::open();
    let request = Request::get(format!("/customers/{}", till.customer()));
    let answer = till.account.call(&request);
    let description = &DESCRIPTIONS[0];
    assert_eq!(description.fault(&request, &answer), None);

    let doctored = |change: &dyn Fn(&mut Value)| {
        let mut body = answer.json();
        change(&mut body);
        let answer = Response { body: body.to_string().into_bytes(), ..answer.clone() };
        description.fault(&request, &answer).is_some()
    };
    assert!(!doctored(&|_| {}));
    assert!(doctored(&|body| body["created_at"] = json!("yesterday")));
    assert!(doctored(&|body| body["id"] = json!("4f3a")));
    assert!(doctored(&|body| body["cards"]["total"] = json!(-1)));
    assert!(doctored(&|body| body["surplus"] = json!(1)));
    assert!(doctored(&|body| body["deleted"] = Value::Null));
    assert!(doctored(&|body| {
        body.as_object_mut().unwrap().remove("email");
    }));
    assert!(description.fault(&request, &Response { status: 201, ..answer.clone() }).is_some());
    assert!(description.fault(&request, &Response { headers: Vec::new(), ..answer.clone() }).is_some());
    assert!(description.fault(&request, &Response { body: Vec::new(), ..answer }).is_some());
}
