//! What is exported comes back equal: no field, card, time or order is lost between two stores.

mod support;

use proptest::prelude::*;
use support::{MASTERCARD, Till, VISA};
use tillbook::transfer::{ImportOptions, export_csv, export_jsonl, import};
use tillbook::{
    Account, Brand, Card, CardAddress, CardAttributes, CardDetails, Customer, CustomerUpdate, ImportedCustomer,
    ListQuery, Metadata, NewCustomer, OwnFields, PostalAddress, Timestamp,
};

fn exported(account: &Account) -> Vec<u8> {
    let mut out = Vec::new();
    export_jsonl(account, &mut out, |_| {}).unwrap();
    out
}

/// A store that holds what another one exports.
fn copy(till: &Till) -> Till {
    let copy = Till::open();
    let report = copy.import("export.jsonl", exported(&till.account));
    assert_eq!((report.refused, report.updated, report.unchanged), (0, 0, 0), "{report:?}");
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    copy
}

/// Everything of an account's customers but their numbers in the order of creation.
fn content(till: &Till) -> Vec<(Customer, Vec<Card>)> {
    let query = ListQuery { limit: usize::MAX, ..ListQuery::default() };
    let unnumbered = |customer: &Customer| Customer { sequence: 0, ..customer.clone() };
    let cards = |customer: &Customer| {
        let cards = till.account.cards().list(&customer.id, &query).unwrap().items;
        cards.iter().map(|card| Card { sequence: 0, attached: 0, ..(**card).clone() }).collect()
    };
    till.customers().iter().map(|customer| (unnumbered(customer), cards(customer))).collect()
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        3 => Just(None),
        2 => "[a-zA-Z ]{0,12}".prop_map(Some),
        1 => any::<String>().prop_map(Some),
        1 => Just(Some("Bjørn \"B\" Ångström,\r\n; 'x'\t\u{feff}東京 \u{2028}".to_owned())),
    ]
}

/// Names in metadata without the letters of `cvv` and `pan`: what is called like card data is left out, with a warning.
const NAME: &str = "[bd-moq-z]{1,6}";

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_filter("JSON has no such number", |number| number.is_finite()).prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec((NAME, inner), 0..4)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

prop_compose! {
    fn own()(
        name in text(), phone in text(), barcode in text(), notes in text(), company in text(),
        tags in prop::collection::vec("[a-z,; ]{1,8}", 0..3),
        line1 in text(), line2 in text(), city in text(), state in text(), postal_code in text(), country in text(),
    ) -> OwnFields {
        let address = Some(PostalAddress { line1, line2, city, state, postal_code, country });
        OwnFields { name, phone, merchant_customer_id: None, barcode, notes, company, tags, address }
    }
}

prop_compose! {
    fn card()(
        tail in "[0-9a-z]{19}", millis in MILLIS, brand in 0..7usize, name in text(), financing in "credit|debit|",
        bank in "[A-Z ]{0,9}", security_code_check in any::<bool>(), digits in "[0-9]{6}", month in 1..=12u8,
        year in 2000..=9999u16, street1 in text(), city in text(), country in prop::option::of("[a-zA-Z]{2}"),
        fingerprint in prop::option::of("[a-zA-Z0-9+/]{43}="), phone_number in text(), first in any::<bool>(),
    ) -> Card {
        Card {
            attributes: CardAttributes::default(),
            id: format!("card_test_{tail}"),
            customer: None,
            sequence: 0,
            created_at: Timestamp::from_millis(millis),
            attached: 0,
            brand: [
                Brand::Visa, Brand::MasterCard, Brand::AmericanExpress, Brand::Jcb, Brand::DinersClub, Brand::Discover,
                Brand::Other,
            ][brand],
            first_digits: first.then(|| digits.clone()),
            last_digits: digits[2..].to_owned(),
            expiration_month: month,
            expiration_year: year,
            // What is shown as an empty text is read as nothing.
            name: name.filter(|name| !name.is_empty()),
            fingerprint,
            financing,
            bank,
            security_code_check,
            address: CardAddress { street1, city, country, phone_number, ..CardAddress::default() },
        }
    }
}

/// Milliseconds since 1970, from the year 1653 to the year 8307.
const MILLIS: std::ops::Range<i64> = -10_000_000_000_000..200_000_000_000_000;

prop_compose! {
    fn customer()(
        millis in MILLIS, updated in prop::option::of(MILLIS), email in text(), description in text(), own in own(),
        metadata in prop::collection::vec(("[bd-moq-z]{1,6}|[日本 \"]{1,3}", json_value()), 0..3),
        number in prop::option::of("[0-9]{12}"), default in any::<prop::sample::Index>(),
        cards in prop_oneof![8 => prop::collection::vec(card(), 0..4), 1 => prop::collection::vec(card(), 19..23)],
    ) -> ImportedCustomer {
        ImportedCustomer {
            created_at: Some(Timestamp::from_millis(millis)),
            updated_at: updated.map(Timestamp::from_millis),
            email,
            description,
            metadata: Metadata::from_object(&metadata.into_iter().collect()),
            own: OwnFields { merchant_customer_id: number, ..own },
            default_card: (!cards.is_empty()).then(|| default.get(&cards).id.clone()),
            cards: Some(cards),
            complete: true,
            ..ImportedCustomer::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_export_comes_back_equal_and_exports_the_same_bytes(made in prop::collection::vec(customer(), 1..30)) {
        let till = Till::open();
        for result in till.account.customers().import(made, false).unwrap() {
            result.unwrap();
        }
        let copy = copy(&till);
        prop_assert_eq!(content(&copy), content(&till));
        prop_assert!(exported(&copy.account) == exported(&till.account));
        let again = copy.import("again.jsonl", exported(&till.account));
        prop_assert_eq!((again.created, again.updated, again.refused), (0, 0, 0));
    }
}

#[test]
fn customers_of_the_till_itself_come_back_equal() {
    let till = Till::open();
    for number in [VISA, MASTERCARD] {
        let token =
            till.account.tokens().create(CardDetails::new(number, "Ann", 12, 2031).security_code("123")).unwrap();
        till.clock.advance_seconds(1);
        let new = NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() };
        let ann = till.account.customers().create(new).unwrap();
        let token = till.account.tokens().create(CardDetails::new(number, "Ann", 12, 2031)).unwrap();
        let update = CustomerUpdate { card: Some(token.id.clone()), ..CustomerUpdate::default() };
        till.account.customers().update(&ann.id, update).unwrap();
    }
    let copy = copy(&till);
    assert_eq!(content(&copy), content(&till));
    assert!(exported(&copy.account) == exported(&till.account));
}

#[test]
fn the_same_store_exports_the_same_bytes_whatever_the_time() {
    let till = Till::open();
    till.account.customers().create(NewCustomer::default()).unwrap();
    let before = exported(&till.account);
    till.clock.advance_seconds(1_000_000);
    assert!(exported(&till.account) == before);
}

#[test]
fn an_export_brings_a_changed_customer_back_to_what_it_was() {
    let till = Till::open();
    let own = OwnFields { name: Some("Ann".into()), ..OwnFields::default() };
    let ann = till.account.customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap();
    let export = exported(&till.account);
    let own = OwnFields { name: Some("Bob".into()), notes: Some("wrong".into()), ..OwnFields::default() };
    let update =
        CustomerUpdate { own: Some(own), email: Some(Some("b@example.org".into())), ..CustomerUpdate::default() };
    till.account.customers().update(&ann.id, update).unwrap();
    assert_eq!(till.import("export.jsonl", export).updated, 1);
    let back = till.account.customers().get(&ann.id).unwrap().unwrap();
    assert_eq!((&back.own, &back.email), (&ann.own, &None));
}

#[test]
fn a_table_is_recognised_again() {
    let till = Till::open();
    let own = OwnFields {
        name: Some("Bjørn, the \"old\" one".into()),
        phone: Some("+47 22".into()),
        merchant_customer_id: Some("0017".into()),
        barcode: Some("0042".into()),
        notes: Some("one\r\ntwo".into()),
        company: Some("Example".into()),
        tags: vec!["vip".into(), "a;b".into()],
        address: Some(PostalAddress {
            line1: Some("1 High Street".into()),
            city: Some("Oslo".into()),
            ..Default::default()
        }),
    };
    let new = NewCustomer {
        email: Some("b@example.org".into()),
        description: Some("=1+1".into()),
        metadata: Metadata::parse(r#"{"tier":{"name":"gold"}}"#).unwrap(),
        own,
        ..NewCustomer::default()
    };
    till.account.customers().create(new).unwrap();
    till.account.customers().create(NewCustomer::default()).unwrap();
    let mut table = Vec::new();
    assert_eq!(export_csv(&till.account, &mut table, |_| {}).unwrap(), 2);
    let copy = Till::open();
    let report = copy.import("export.csv", &table);
    assert_eq!((report.created, report.refused), (2, 0), "{report:?}");
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    assert_eq!(content(&copy), content(&till));
}

#[test]
fn an_empty_account_goes_through_too() {
    let till = Till::open();
    assert_eq!(exported(&till.account), b"");
    assert_eq!(till.import("export.jsonl", b"").rows(), 0);
    let mut table = Vec::new();
    export_csv(&till.account, &mut table, |_| {}).unwrap();
    assert_eq!(till.import("export.csv", table).rows(), 0);
}

#[test]
fn other_accounts_are_not_touched() {
    let till = Till::open();
    till.account.customers().create(NewCustomer::default()).unwrap();
    let path = till.file("export.jsonl", exported(&till.account));
    // A live account refuses test customers, one by one.
    let report = import(&till.live(), &path, ImportOptions::default(), |_| {}).unwrap();
    assert_eq!((report.created, report.refused), (0, 1));
    assert_eq!(till.customers().len(), 1);
}
