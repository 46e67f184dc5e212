use super::*;
use crate::model::{
    Brand, Card, CardAddress, CardAttributes, Described, DigitalRiverAttributes, DigitalRiverSource, MonriAttributes,
    Shipping, ShoplineAttributes, TaxIdentifier, TaxIdentifierState,
};
use serde_json::json;

fn card() -> Card {
    Card {
        id: "a card of many names".into(),
        customer: None,
        sequence: 0,
        created_at: Timestamp::from_millis(1_770_091_506_123),
        attached: 0,
        brand: Brand::Visa,
        first_digits: Some("424242".into()),
        last_digits: "4242".into(),
        expiration_month: 1,
        expiration_year: 2031,
        name: Some("Ann Example".into()),
        fingerprint: Some("print".into()),
        financing: "credit".into(),
        bank: "Bank".into(),
        security_code_check: true,
        address: CardAddress { country: Some("TH".into()), ..CardAddress::default() },
        attributes: CardAttributes::default(),
    }
}

fn record() -> ImportedCustomer {
    ImportedCustomer {
        created_at: Some(Timestamp::from_millis(1_770_091_506_123)),
        updated_at: Some(Timestamp::from_millis(1_770_091_507_001)),
        email: Some("Ann@example.org".into()),
        description: Some(String::new()),
        metadata: Metadata::parse(r#"{"gone":null,"kept":{"a":[1,2.5]}}"#).unwrap(),
        attributes: Some(Attributes::Plain(Provider::Omise)),
        cards: Some(vec![card()]),
        default_card: Some("a card of many names".into()),
        ..ImportedCustomer::default()
    }
}

/// What a reader sees in an object that shows as little as possible.
fn nearly_nothing() -> ImportedCustomer {
    let card = Card {
        id: String::new(),
        created_at: Timestamp::EPOCH,
        brand: Brand::Other,
        first_digits: None,
        name: None,
        fingerprint: None,
        financing: String::new(),
        bank: String::new(),
        security_code_check: false,
        address: CardAddress { country: Some("th".into()), ..CardAddress::default() },
        ..card()
    };
    ImportedCustomer {
        created_at: Some(Timestamp::from_millis(1_770_091_506_000)),
        email: Some("ann@example.org".into()),
        attributes: Some(Attributes::Plain(Provider::Omise)),
        cards: Some(vec![card]),
        ..ImportedCustomer::default()
    }
}

fn applied(exact: &Exact, mut row: ImportedCustomer) -> ImportedCustomer {
    exact.apply(Provider::Omise, &mut row).unwrap();
    row
}

#[test]
fn whatever_an_object_hides_is_there_again() {
    for shown in [nearly_nothing(), record()] {
        let exact = Exact::between(Provider::Omise, &shown, &record());
        assert_eq!(applied(&exact, shown.clone()), record());
        assert_eq!(exact == Exact::default(), shown == record());
    }
    // What the record has empty and the object shows as something is empty again, too.
    let bare = ImportedCustomer {
        attributes: Some(Attributes::Plain(Provider::Omise)),
        cards: Some(vec![Card { name: None, address: CardAddress::default(), ..card() }]),
        ..ImportedCustomer::default()
    };
    let exact = Exact::between(Provider::Omise, &record(), &bare);
    assert_eq!(applied(&exact, record()), bare);
}

#[test]
fn a_value_that_was_changed_since_counts() {
    let exact = Exact::between(Provider::Omise, &nearly_nothing(), &record());
    let mut changed = nearly_nothing();
    changed.email = Some("bob@example.org".into());
    changed.created_at = Some(Timestamp::from_millis(5000));
    changed.metadata = Metadata::parse(r#"{"new":1}"#).unwrap();
    let cards = changed.cards.as_mut().unwrap();
    cards[0].address.country = Some("jp".into());
    cards[0].bank = "Other".into();
    let row = applied(&exact, changed.clone());
    assert_eq!((row.email, row.created_at, row.metadata), (changed.email, changed.created_at, changed.metadata));
    let card = &row.cards.unwrap()[0];
    assert_eq!((card.address.country.as_deref(), card.bank.as_str()), (Some("jp"), "Other"));
    assert_eq!((row.updated_at, card.name.as_deref()), (record().updated_at, Some("Ann Example")));

    let without = ImportedCustomer { cards: Some(Vec::new()), ..nearly_nothing() };
    assert_eq!(applied(&exact, without).cards, Some(Vec::new()));
}

#[test]
fn attributes_are_told_one_by_one() {
    let shopline = |name: Option<&str>, order_count| {
        Some(Attributes::Shopline(Box::new(ShoplineAttributes {
            name: name.map(str::to_owned),
            order_count,
            registered_at: Some(Timestamp::from_millis(order_count.into())),
            ..ShoplineAttributes::default()
        })))
    };
    let row = |attributes| ImportedCustomer { attributes, ..ImportedCustomer::default() };
    let exact = Exact::between(Provider::Shopline, &row(shopline(Some("Ann"), 0)), &row(shopline(Some("Ann"), 7)));
    let told = json!({"attributes": {"Shopline": {"order_count": 7, "registered_at": 7}}});
    assert_eq!(Value::Object(exact.exact.clone()), told);
    assert_eq!(Value::Object(exact.shown.clone()), json!({"attributes": {"Shopline": {}}}));
    let mut changed = row(shopline(Some("Bob"), 0));
    exact.apply(Provider::Shopline, &mut changed).unwrap();
    assert_eq!(changed.attributes, shopline(Some("Bob"), 7));

    // Nothing read of them is what a fresh customer has.
    let fresh = row(Some(Attributes::initial(Provider::Monri)));
    assert_eq!(Exact::between(Provider::Monri, &row(None), &fresh), Exact::default());
    let named = MonriAttributes { name: Some("Ann".into()), ..MonriAttributes::default() };
    let named = row(Some(Attributes::Monri(Box::new(named))));
    let exact = Exact::between(Provider::Monri, &row(None), &named);
    let mut read = row(None);
    exact.apply(Provider::Monri, &mut read).unwrap();
    assert_eq!(read, named);
}

#[test]
fn an_object_of_somebodys_own_making_is_one_value() {
    let of = |json: &str| Metadata::parse(json).unwrap();
    let row = |further: &str, details: &str| {
        let tier = Described { id: "gold".into(), details: of(details) };
        let shopline =
            ShoplineAttributes { membership_tier: Some(tier), further: of(further), ..ShoplineAttributes::default() };
        let attributes = Some(Attributes::Shopline(Box::new(shopline)));
        ImportedCustomer { attributes, ..ImportedCustomer::default() }
    };
    // Field by field, a name that is shown and not there could never be taken out.
    let (shown, record) =
        (row(r#"{"a":1,"b":{"c":2}}"#, r#"{"level":1,"name":"x"}"#), row(r#"{"b":{}}"#, r#"{"level":1}"#));
    let exact = Exact::between(Provider::Shopline, &shown, &record);
    let mut read = shown;
    exact.apply(Provider::Shopline, &mut read).unwrap();
    assert_eq!(read, record);
    let changed = row("{}", r#"{"level":2}"#);
    let mut read = changed.clone();
    exact.apply(Provider::Shopline, &mut read).unwrap();
    assert_eq!(read, changed);
}

#[test]
fn every_object_of_somebodys_own_making_is_known_by_the_name_of_its_field() {
    fn holders(value: &Value, found: &mut Vec<String>) {
        let Value::Object(object) = value else { return };
        for (key, value) in object {
            if value.get("own making").is_some() { found.push(key.clone()) } else { holders(value, found) }
        }
    }
    let own = || Metadata::parse(r#"{"own making":1}"#).unwrap();
    let tier = Some(Described { id: String::new(), details: own() });
    let shopline = ShoplineAttributes {
        registered_from_channel: tier.clone(),
        membership_tier: tier,
        further: own(),
        ..ShoplineAttributes::default()
    };
    let source =
        DigitalRiverSource { owner: own(), details: own(), metadata: own(), ..DigitalRiverSource::of_kind("ideal") };
    let mut found = Vec::new();
    holders(&json!({ "shopline": shopline, "source": source }), &mut found);
    found.sort_unstable();
    found.dedup();
    let mut known = Metadata::FIELDS;
    known.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn what_cannot_be_a_record_is_refused_without_showing_it() {
    for wrong in [
        json!({"nickname": "secret"}),
        json!({"updated_at": "secret"}),
        json!({"metadata": "secret"}),
        json!({"attributes": {"secret": {}}}),
        json!({"cards": "secret"}),
        json!({"cards": {"": "secret"}}),
        json!({"cards": {"": {"secret": 1}}}),
        json!({"cards": {"": {"financing": "ok", "first_digits": ["secret"]}}}),
    ] {
        let mut read = nearly_nothing();
        read.attributes = None;
        let shown = as_object(&json!({"attributes": "Omise"}));
        let exact = Exact { exact: as_object(&wrong), shown };
        let error = exact.apply(Provider::Omise, &mut read).map_err(|error| error.contains("secret"));
        assert_eq!(error, Err(false), "{wrong}");
    }
}

#[test]
fn a_part_of_an_object_is_not_put_where_the_object_is_gone() {
    let river = |shipping: Option<(&str, Option<&str>)>| {
        let shipping = shipping.map(|(name, phonetic)| Shipping {
            name: Some(name.into()),
            phonetic_name: phonetic.map(str::to_owned),
            ..Shipping::default()
        });
        let attributes = DigitalRiverAttributes { shipping, ..DigitalRiverAttributes::default() };
        let attributes = Some(Attributes::DigitalRiver(Box::new(attributes)));
        ImportedCustomer { attributes, ..ImportedCustomer::default() }
    };
    let full = river(Some(("Ann", Some("an"))));
    let exact = Exact::between(Provider::DigitalRiver, &river(Some(("Ann", None))), &full);
    for (read, expected) in [
        (river(Some(("Ann", None))), full.clone()),
        (river(Some(("Bob", None))), river(Some(("Bob", Some("an"))))),
        (river(None), river(None)),
    ] {
        let mut row = read;
        exact.apply(Provider::DigitalRiver, &mut row).unwrap();
        assert_eq!(row, expected);
    }
    let exact = Exact::between(Provider::DigitalRiver, &river(None), &full);
    let mut row = river(None);
    exact.apply(Provider::DigitalRiver, &mut row).unwrap();
    assert_eq!(row, full);
}

#[test]
fn what_hangs_off_a_customer_is_told_by_its_id() {
    let identifier = |millis: i64, name: Option<&str>| TaxIdentifier {
        id: "8d3f2c1e-9a4b-4c5d-8e6f-0a1b2c3d4e5f".into(),
        sequence: 0,
        created_at: Timestamp::from_millis(millis),
        updated_at: Timestamp::from_millis(millis),
        customer: None,
        kind: "de".into(),
        value: "DE111111125".into(),
        state: TaxIdentifierState::Pending,
        pending_at: Some(Timestamp::from_millis(millis)),
        verified_at: None,
        not_valid_at: None,
        verified_name: name.map(str::to_owned),
        verified_address: None,
    };
    let row = |identifier| ImportedCustomer {
        attributes: Some(Attributes::initial(Provider::DigitalRiver)),
        tax_identifiers: Some(vec![identifier]),
        ..ImportedCustomer::default()
    };
    let (shown, record) = (row(identifier(5000, None)), row(identifier(5123, Some("Ann"))));
    let exact = Exact::between(Provider::DigitalRiver, &shown, &record);
    assert!(exact.shown.is_empty());
    let mut read = shown;
    exact.apply(Provider::DigitalRiver, &mut read).unwrap();
    assert_eq!(read, record);
}
