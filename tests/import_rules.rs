//! What an import may do to a customer, decided by pure rules.

mod till;

use std::sync::Arc;

use till::{at, card, customer, full, now, omise, text};
use tillbook::rules::import::{Place, import};
use tillbook::*;

/// Imports over a customer that is there, with the cards it has.
fn over(before: &Customer, cards: &[Card], row: ImportedCustomer) -> Result<Vec<Change>> {
    let cards = cards.iter().cloned().map(Arc::new).collect();
    let mut sequence = 100;
    import(omise(), Place::Present { customer: before.clone(), cards }, row, now(), || {
        sequence += 1;
        sequence
    })
}

/// Imports a customer that is not there yet.
fn fresh(row: ImportedCustomer) -> Result<Vec<Change>> {
    let mut sequence = 100;
    import(omise(), Place::New { id: "cust_1".into(), sequence: 3 }, row, now(), || {
        sequence += 1;
        sequence
    })
}

/// A row that says of a customer everything it is.
fn row_of(customer: &Customer) -> ImportedCustomer {
    ImportedCustomer {
        id: Some(customer.id.clone()),
        created_at: Some(customer.created_at),
        complete: true,
        email: customer.email.clone(),
        description: customer.description.clone(),
        metadata: customer.metadata.clone(),
        own: customer.own.clone(),
        attributes: None,
        cards: None,
        default_card: None,
        ..ImportedCustomer::default()
    }
}

#[test]
fn an_imported_customer_keeps_its_time_and_cards() {
    let cards = vec![card("card_1", None, 2), card("card_2", Some("cust_9"), 3)];
    let row = ImportedCustomer { cards: Some(cards), default_card: text("card_2"), ..row_of(&full()) };
    let changes = fresh(row.clone()).unwrap();
    let mine = |id, number| Card { attached: number, ..card(id, Some("cust_1"), number) };
    let expected = [
        Change::Put(Record::Card(mine("card_1", 101))),
        Change::Put(Record::Card(mine("card_2", 102))),
        Change::Put(Record::Customer(Customer { sequence: 3, default_card: text("card_2"), ..full() })),
    ];
    assert_eq!(changes, expected);
    let first_by_default = fresh(ImportedCustomer { default_card: None, ..row.clone() }).unwrap();
    let Some(Change::Put(Record::Customer(imported))) = first_by_default.last() else { panic!("no customer") };
    assert_eq!(imported.default_card.as_deref(), Some("card_1"));
    let foreign = fresh(ImportedCustomer { default_card: text("card_3"), ..row.clone() }).unwrap_err();
    assert_eq!(foreign.status(), Status::NotFound);
    let nameless = ImportedCustomer { cards: Some(vec![card("card_1", None, 2), card("", None, 3)]), ..row };
    assert_eq!(fresh(nameless).unwrap_err().field(), Some("cards"));
    let whole_number = Card { last_digits: "4242424242424242".into(), ..card("card_1", None, 2) };
    let careless = ImportedCustomer { cards: Some(vec![whole_number]), ..ImportedCustomer::default() };
    assert_eq!(fresh(careless).unwrap_err().field(), Some("cards"));
}

#[test]
fn an_empty_row_is_a_new_customer_of_now() {
    let changes = fresh(ImportedCustomer::default()).unwrap();
    let expected = Customer { sequence: 3, created_at: now(), ..customer("cust_1") };
    assert_eq!(changes, [Change::Put(Record::Customer(expected))]);
}

#[test]
fn an_equal_row_changes_nothing() {
    let cards = [card("card_1", Some("cust_1"), 10), card("card_2", Some("cust_1"), 11)];
    let row = ImportedCustomer { cards: Some(cards.to_vec()), ..row_of(&full()) };
    assert_eq!(over(&full(), &cards, row).unwrap(), []);
    assert_eq!(over(&full(), &cards, ImportedCustomer::default()).unwrap(), [], "a row that says nothing");
}

#[test]
fn an_incomplete_row_fills_and_a_complete_one_empties() {
    let put = |customer: Customer| [Change::Put(Record::Customer(customer))];
    let touched = Customer { updated_at: Some(now()), ..full() };
    let row = ImportedCustomer { email: text("bo@example.org"), ..ImportedCustomer::default() };
    let expected = Customer { email: text("bo@example.org"), ..touched.clone() };
    assert_eq!(over(&full(), &[], row.clone()).unwrap(), put(expected));

    let row = ImportedCustomer { complete: true, own_complete: true, ..row };
    let emptied = Customer {
        email: text("bo@example.org"),
        updated_at: Some(now()),
        default_card: text("card_1"),
        ..customer("cust_1")
    };
    assert_eq!(over(&full(), &[], row).unwrap(), put(emptied), "cards are not told of, so the default stays");

    let given = OwnFields {
        name: text("Bo"),
        phone: text("1"),
        merchant_customer_id: text("M-2"),
        barcode: text("2"),
        notes: text("3"),
        company: text("4"),
        tags: vec!["new".into()],
        address: Some(PostalAddress { city: text("Bergen"), ..PostalAddress::default() }),
    };
    let mut joined = full().metadata.to_object();
    joined.insert("a".into(), 1.into());
    let joined = Metadata::from_object(&joined);
    for complete in [false, true] {
        let row = ImportedCustomer {
            complete,
            email: full().email,
            description: text("other"),
            metadata: Metadata::parse(r#"{"a":1}"#).unwrap(),
            own: given.clone(),
            ..ImportedCustomer::default()
        };
        let expected = Customer {
            description: text("other"),
            // A row that is not the whole customer only adds.
            metadata: if complete { row.metadata.clone() } else { joined.clone() },
            own: given.clone(),
            ..touched.clone()
        };
        assert_eq!(over(&full(), &[], row).unwrap(), put(expected), "complete: {complete}");
    }
    let monri = ImportedCustomer { attributes: Some(Attributes::initial(Provider::Monri)), ..row_of(&full()) };
    assert_eq!(over(&full(), &[], monri).unwrap_err().field(), Some("attributes"));
}

#[test]
fn imported_cards_replace_the_present_ones() {
    let before = full();
    let present = [card("card_1", Some("cust_1"), 10), card("card_2", Some("cust_1"), 11)];
    let row = |cards: Vec<Card>| ImportedCustomer { cards: Some(cards), ..row_of(&before) };
    let remove = |id: &str| Change::Remove(Kind::Card, id.into());
    let customer_with = |default: Option<&str>| {
        let default_card = default.map(str::to_owned);
        Change::Put(Record::Customer(Customer { updated_at: Some(now()), default_card, ..before.clone() }))
    };

    // One of two: the other goes, and what stays is numbered anew because the order may differ.
    let renumbered = Card { sequence: 101, attached: 101, ..present[0].clone() };
    let changes = over(&before, &present, row(vec![present[0].clone()])).unwrap();
    assert_eq!(changes, [remove("card_2"), Change::Put(Record::Card(renumbered))]);

    let changes = over(&before, &present, row(Vec::new())).unwrap();
    assert_eq!(changes, [remove("card_1"), remove("card_2"), customer_with(None)]);

    // The same cards the other way round: both get new places.
    let changes = over(&before, &present, row(vec![present[1].clone(), present[0].clone()])).unwrap();
    let at_place =
        |card: &Card, number| Change::Put(Record::Card(Card { sequence: number, attached: number, ..card.clone() }));
    assert_eq!(changes, [at_place(&present[1], 101), at_place(&present[0], 102), customer_with(Some("card_2"))]);

    // The same order with one card changed: only that card is written, and it keeps its place.
    let renamed = Card { name: text("Bo"), ..present[1].clone() };
    let changes =
        over(&before, &present, row(vec![present[0].clone(), Card { sequence: 0, attached: 0, ..renamed.clone() }]));
    assert_eq!(changes.unwrap(), [Change::Put(Record::Card(renamed))]);
}

#[test]
fn imported_cards_have_no_other_providers_attributes() {
    let foreign = Card { attributes: CardAttributes::Monri(Box::default()), ..card("card_1", None, 2) };
    let row = ImportedCustomer { cards: Some(vec![foreign]), ..row_of(&full()) };
    assert_eq!(fresh(row).unwrap_err().to_string(), "cards have monri's attributes; give omise's or none");
}

fn put(customer: Customer) -> [Change; 1] {
    [Change::Put(Record::Customer(customer))]
}

#[test]
fn a_new_customer_keeps_the_time_of_its_last_change_and_a_present_one_gets_the_imports() {
    let changed = at("2025-12-24T10:00:00Z");
    let row = ImportedCustomer { updated_at: Some(changed), ..ImportedCustomer::default() };
    let expected = Customer { sequence: 3, created_at: now(), updated_at: Some(changed), ..customer("cust_1") };
    assert_eq!(fresh(row.clone()).unwrap(), put(expected));
    let row = ImportedCustomer { email: text("bo@example.org"), ..row };
    let expected = Customer { email: text("bo@example.org"), updated_at: Some(now()), ..full() };
    assert_eq!(over(&full(), &[], row).unwrap(), put(expected));
}

#[test]
fn an_address_without_a_street_adds_to_the_one_that_is_there() {
    let home = PostalAddress { line1: text("Storgata 1"), line2: text("2nd floor"), ..PostalAddress::default() };
    let at_home = |address: PostalAddress| {
        let own = OwnFields { address: Some(address), ..full().own };
        Customer { own, ..full() }
    };
    let row = |address: PostalAddress, own_complete| ImportedCustomer {
        own: OwnFields { address: Some(address), ..OwnFields::default() },
        own_complete,
        ..ImportedCustomer::default()
    };
    let touched = |customer: Customer| Customer { updated_at: Some(now()), ..customer };

    // Without a street: every part that is given joins, and the street stays.
    let more = PostalAddress {
        line1: None,
        line2: text("c/o Berg"),
        city: text("Bergen"),
        state: text("Vestland"),
        postal_code: text("5003"),
        country: text("Norway"),
    };
    let joined = PostalAddress { line1: text("Storgata 1"), ..more.clone() };
    let changes = over(&at_home(home.clone()), &[], row(more, false)).unwrap();
    assert_eq!(changes, put(touched(at_home(joined))));

    // With a street it is another address, whole.
    let other = PostalAddress { line1: text("Havnegata 9"), ..PostalAddress::default() };
    let changes = over(&at_home(home.clone()), &[], row(other.clone(), false)).unwrap();
    assert_eq!(changes, put(touched(at_home(other))));

    // And a row that shows all of the till's own fields leaves nothing of the old one.
    let city = PostalAddress { city: text("Bergen"), ..PostalAddress::default() };
    let changes = over(&at_home(home), &[], row(city.clone(), true)).unwrap();
    let own = OwnFields { address: Some(city), ..OwnFields::default() };
    assert_eq!(changes, put(touched(Customer { own, ..full() })));
}

#[test]
fn cards_of_an_incomplete_row_join_and_leave_the_default_alone() {
    let present = [card("card_1", Some("cust_1"), 10), card("card_2", Some("cust_1"), 11)];
    let before = Customer { default_card: text("card_2"), ..full() };
    let row = |complete| ImportedCustomer {
        cards: Some(vec![card("card_3", None, 9)]),
        complete,
        ..ImportedCustomer::default()
    };
    let third = Card { attached: 101, ..card("card_3", Some("cust_1"), 101) };
    // The default stays, so that the customer itself is as it was.
    assert_eq!(over(&before, &present, row(false)).unwrap(), [Change::Put(Record::Card(third.clone()))]);
    // Where there is none yet, the first of all cards is it.
    let without = Customer { default_card: None, ..before.clone() };
    let changes = over(&without, &present, row(false)).unwrap();
    let expected = Customer { default_card: text("card_1"), updated_at: Some(now()), ..before.clone() };
    assert_eq!(changes, [Change::Put(Record::Card(third)), Change::Put(Record::Customer(expected))]);
    // A complete row's first card takes the default's place.
    let changes = over(&before, &present, row(true)).unwrap();
    let Some(Change::Put(Record::Customer(after))) = changes.last() else { panic!("{changes:?}") };
    assert_eq!(after.default_card, text("card_3"));
}
