use super::*;
use crate::model::{
    AccountId, Attributes, Brand, CardAddress, Metadata, Mode, OwnFields, PostalAddress, Provider, Timestamp,
};
use crate::transfer::Rows;
use serde_json::json;

/// As Omise shows them, with one card on the page of a customer.
struct OneCard;

impl Rendering for OneCard {
    fn customer(&self, customer: &Customer, cards: &[Arc<Card>]) -> Value {
        let data: Vec<Value> = cards.iter().take(1).map(|card| self.card(card)).collect();
        json!({
            "object": "customer", "id": customer.id, "livemode": false, "deleted": false,
            "metadata": customer.metadata.to_object(), "cards": {"object": "list", "data": data, "total": cards.len()},
            "default_card": customer.default_card, "description": customer.description, "email": customer.email,
            "created_at": customer.created_at.to_string(),
        })
    }

    fn card(&self, card: &Card) -> Value {
        json!({
            "object": "card", "id": card.id, "brand": "Visa", "last_digits": card.last_digits, "name": card.name,
            "expiration_month": card.expiration_month, "expiration_year": card.expiration_year,
            "created_at": card.created_at.to_string(),
        })
    }
}

fn card(id: &str, millis: i64) -> Arc<Card> {
    Arc::new(Card {
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
        default_card: Some("card_test_2b".into()),
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
        attributes: Attributes::Omise,
    }
}

fn first_row(name: &str, content: &[u8]) -> crate::model::ImportedCustomer {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let mut rows = Rows::open(&path, AccountId { provider: Provider::Omise, mode: Mode::Test }).unwrap();
    let row = rows.read().unwrap().unwrap().unwrap().customer;
    assert!(rows.read().unwrap().is_none());
    assert!(rows.warnings().is_empty(), "{:?}", rows.warnings());
    row
}

#[test]
fn a_line_of_json_is_read_back_without_loss() {
    let (customer, cards) =
        (customer(), [card("card_test_2b", 1_770_091_505_001), card("card_test_3c", 1_770_091_506_000)]);
    let mut writer = JsonlWriter::new(Vec::new(), OneCard);
    writer.write(&customer, &cards).unwrap();
    let row = first_row("x.jsonl", &writer.finish().unwrap());
    assert_eq!(row.id.as_ref(), Some(&customer.id));
    assert_eq!((row.created_at, row.updated_at), (Some(customer.created_at), customer.updated_at));
    assert_eq!((row.email, row.description), (customer.email, customer.description));
    assert_eq!((row.metadata, row.own, row.default_card), (customer.metadata, customer.own, customer.default_card));
    assert_eq!(row.cards, Some(cards.iter().map(|card| Card::clone(card)).collect()));
}

#[test]
fn a_customer_without_own_fields_is_the_providers_object_and_an_empty_key() {
    let customer = Customer {
        own: OwnFields::default(),
        updated_at: None,
        created_at: Timestamp::from_millis(5000),
        ..customer()
    };
    let mut writer = JsonlWriter::new(Vec::new(), OneCard);
    writer.write(&customer, &[]).unwrap();
    let written: Value = serde_json::from_slice(&writer.finish().unwrap()).unwrap();
    let mut expected = OneCard.customer(&customer, &[]);
    expected["tillbook"] = json!({});
    assert_eq!(written, expected);
}

#[test]
fn a_table_is_read_back() {
    let customer = customer();
    let mut writer = CsvWriter::new(Vec::new()).unwrap();
    writer.write(&customer).unwrap();
    let row = first_row("x.csv", &writer.finish().unwrap());
    assert_eq!(row.id.as_ref(), Some(&customer.id));
    assert_eq!(row.created_at, Some(customer.created_at.start_of_second()));
    assert_eq!((row.email, row.description, row.own), (customer.email, customer.description, customer.own));
    assert_eq!(row.metadata, customer.metadata);
}
