use std::sync::Arc;

use super::*;
use crate::model::{
    AccountId, Attributes, Brand, Card, CardAddress, CardAttributes, Metadata, Mode, OwnFields, PostalAddress,
    Provider, Timestamp,
};
use crate::transfer::Rows;
use serde_json::json;

const ACCOUNT: AccountId = AccountId { provider: Provider::Omise, mode: Mode::Test };

fn card(id: &str, millis: i64) -> Arc<Card> {
    Arc::new(Card {
        attributes: CardAttributes::default(),
        id: id.into(),
        customer: Some("cust_test_1a".into()),
        sequence: 0,
        created_at: Timestamp::from_millis(millis),
        attached: 0,
        brand: Brand::Visa,
        first_digits: None,
        last_digits: "4242".into(),
        expiration_month: 1,
        expiration_year: 2031,
        name: None,
        fingerprint: None,
        financing: String::new(),
        bank: String::new(),
        security_code_check: false,
        address: CardAddress::default(),
    })
}

fn customer() -> Customer {
    Customer {
        id: "cust_test_1a".into(),
        sequence: 4,
        created_at: Timestamp::from_millis(1_770_091_506_123),
        updated_at: Some(Timestamp::from_millis(1_770_091_507_000)),
        deleted_at: None,
        email: Some("ann@example.org".into()),
        description: None,
        metadata: Metadata::parse(r#"{"a":{"b":[1,2.5,null]},"é":"x"}"#).unwrap(),
        default_card: Some("card_test_22b".into()),
        own: OwnFields {
            name: Some("Ann \"A\" Example".into()),
            phone: Some("+66 81".into()),
            merchant_customer_id: Some("0017".into()),
            barcode: Some("4006381333931".into()),
            notes: Some("one\r\ntwo, three".into()),
            company: Some("Example; Ltd".into()),
            tags: vec!["vip".into(), "whole, sale".into()],
            address: Some(PostalAddress { city: Some("Köln".into()), ..PostalAddress::default() }),
        },
        attributes: Attributes::Plain(Provider::Omise),
    }
}

fn first_row(name: &str, content: &[u8]) -> crate::model::ImportedCustomer {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let mut rows = Rows::open(&path, ACCOUNT).unwrap();
    let row = rows.read().unwrap().unwrap().unwrap().customer;
    assert!(rows.read().unwrap().is_none());
    assert!(rows.warnings().is_empty(), "{:?}", rows.warnings());
    row
}

fn line(customer: &Customer, cards: &[Arc<Card>]) -> Vec<u8> {
    let line = super::line(ACCOUNT, customer, Belongings { cards, tax_identifiers: &[] }).unwrap();
    format!("{line}\n").into_bytes()
}

#[test]
fn a_line_of_json_is_read_back_without_loss() {
    let customer = customer();
    // More cards than the page of an object shows, one of them of a written country.
    let mut cards: Vec<Arc<Card>> = (0..25).map(|n| card(&format!("card_test_{n}b"), 1_770_091_505_000 + n)).collect();
    Arc::make_mut(&mut cards[3]).address.country = Some("TH".into());
    let row = first_row("x.jsonl", &line(&customer, &cards));
    assert_eq!(row.id.as_ref(), Some(&customer.id));
    assert_eq!((row.created_at, row.updated_at), (Some(customer.created_at), customer.updated_at));
    assert_eq!((row.email, row.description), (customer.email, customer.description));
    assert_eq!((row.metadata, row.own, row.default_card), (customer.metadata, customer.own, customer.default_card));
    assert_eq!(row.cards, Some(cards.iter().map(|card| Card::clone(card)).collect()));
    assert!(row.complete && row.own_complete);
}

#[test]
fn a_line_is_the_providers_object_with_one_more_key() {
    let customer = Customer {
        own: OwnFields::default(),
        updated_at: None,
        created_at: Timestamp::from_millis(5000),
        ..customer()
    };
    let mut written: Value = serde_json::from_slice(&line(&customer, &[])).unwrap();
    assert_eq!(written.as_object_mut().unwrap().remove("tillbook"), Some(json!({})));
    let nothing = Belongings { cards: &[], tax_identifiers: &[] };
    let shown: Value = serde_json::from_str(
        &(ACCOUNT.provider.dialect().exchange.export)(ACCOUNT, &customer, nothing).unwrap().object,
    )
    .unwrap();
    assert_eq!(written, shown);
    assert_eq!(shown["created_at"], "1970-01-01T00:00:05Z");
}

#[test]
fn a_table_is_read_back() {
    let customer = customer();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADER).unwrap();
    table.write_record(fields(&customer).iter().map(Cow::as_ref)).unwrap();
    let row = first_row("x.csv", &table.into_inner().unwrap());
    assert_eq!(row.id.as_ref(), Some(&customer.id));
    assert_eq!(row.created_at, Some(customer.created_at.start_of_second()));
    assert_eq!((row.email, row.description, row.own), (customer.email, customer.description, customer.own));
    assert_eq!(row.metadata, customer.metadata);
}
