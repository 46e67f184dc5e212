//! Customers, rule by rule as in sections 6.1, 6.3 and 6.5 of the Omise page, and the import's way past them.

mod till;

use std::sync::Arc;

use till::{at, card, customer, numbered, token};
use tillbook::rules::customer::{
    Attachment, Changed, CustomerIdentity, Place, claim_merchant_customer_id, create, delete, import, update,
};
use tillbook::rules::policy::Policy;
use tillbook::*;

fn omise() -> &'static Policy {
    Provider::Omise.policy()
}

fn now() -> Timestamp {
    at("2026-02-03T04:05:06Z")
}

fn identity() -> CustomerIdentity {
    CustomerIdentity { id: "cust_1".into(), sequence: 3, now: now() }
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

/// An update of a customer without cards.
fn updated(policy: &Policy, before: &Customer, change: CustomerUpdate) -> Result<Changed> {
    update(policy, before, Vec::new(), change, None, now())
}

/// A customer in whom everything that an update could change is set.
fn full() -> Customer {
    Customer {
        email: text("ann@example.org"),
        description: text("regular"),
        metadata: Metadata::parse(r#"{"tier": "gold", "shoe": 38}"#).unwrap(),
        default_card: text("card_1"),
        own: OwnFields {
            name: text("Ann"),
            phone: text("+47 22 44 22 22"),
            merchant_customer_id: text("M-1"),
            barcode: text("042"),
            notes: text("likes tea"),
            company: text("Example AS"),
            tags: vec!["vip".into()],
            address: Some(PostalAddress { city: text("Oslo"), ..PostalAddress::default() }),
        },
        ..customer("cust_1")
    }
}

#[test]
fn omise_6_1_1_a_customer_is_made_of_nothing() {
    let made = create(omise(), NewCustomer::default(), identity(), None).unwrap();
    let expected = Customer { sequence: 3, created_at: now(), ..customer("cust_1") };
    assert_eq!(made.customer, expected);
    assert_eq!(made.changes, [Change::Put(Record::Customer(expected))]);
}

#[test]
fn omise_6_1_1_what_is_given_is_kept_as_given() {
    let wanted = full();
    let new = NewCustomer {
        id: None,
        email: wanted.email.clone(),
        description: text(""),
        metadata: wanted.metadata.clone(),
        card: None,
        own: wanted.own.clone(),
        attributes: None,
    };
    let made = create(omise(), new, identity(), None).unwrap().customer;
    let expected = Customer { sequence: 3, created_at: now(), description: text(""), default_card: None, ..wanted };
    assert_eq!(made, expected, "an empty description stays an empty description (6.1.6)");
}

#[test]
fn blank_own_fields_are_nobodys() {
    let blank = OwnFields {
        name: text(" "),
        phone: text(""),
        merchant_customer_id: text("  "),
        barcode: text("\t"),
        notes: text(""),
        company: text(" "),
        tags: vec!["".into(), "vip".into(), " ".into()],
        address: Some(PostalAddress::default()),
    };
    let new = NewCustomer { own: blank, ..NewCustomer::default() };
    let made = create(omise(), new, identity(), None).unwrap().customer;
    assert_eq!(made.own, OwnFields { tags: vec!["vip".into()], ..OwnFields::default() });
}

#[test]
fn omise_6_3_1_the_first_card_comes_with_the_customer() {
    let waiting = token("tokn_1", card("card_1", None, 5));
    let attachment = Attachment { token: &waiting, attached: 9 };
    let made = create(omise(), NewCustomer::default(), identity(), Some(attachment)).unwrap();
    assert_eq!(made.customer.default_card.as_deref(), Some("card_1"));
    let attached = Card { customer: text("cust_1"), attached: 9, ..card("card_1", None, 5) };
    let used = Token { state: TokenState::Used { card: "card_1".into() }, ..waiting };
    let expected = [
        Change::Put(Record::Token(used)),
        Change::Put(Record::Card(attached)),
        Change::Put(Record::Customer(made.customer.clone())),
    ];
    assert_eq!(made.changes, expected);
}

#[test]
fn omise_6_1_9_with_a_bad_token_nothing_is_made_or_changed() {
    let used = Token { state: TokenState::Used { card: "card_1".into() }, ..token("tokn_1", card("c", None, 5)) };
    let attachment = Some(Attachment { token: &used, attached: 9 });
    let refused = create(omise(), NewCustomer::default(), identity(), attachment).unwrap_err();
    assert_eq!(refused.status(), Status::UsedToken);
    let change = CustomerUpdate { description: Some(text("new")), ..CustomerUpdate::default() };
    let refused = update(omise(), &full(), Vec::new(), change, attachment, now()).unwrap_err();
    assert_eq!(refused.status(), Status::UsedToken);
}

#[test]
fn another_providers_attributes_are_refused() {
    let monri = Some(Attributes::initial(Provider::Monri));
    let new = NewCustomer { attributes: monri.clone(), ..NewCustomer::default() };
    let refused = create(omise(), new, identity(), None).unwrap_err();
    assert_eq!(refused.to_string(), "attributes are monri's; give omise's or none");
    let change = CustomerUpdate { attributes: monri.clone(), ..CustomerUpdate::default() };
    assert_eq!(updated(omise(), &full(), change.clone()).unwrap_err().field(), Some("attributes"));

    let rich = Attributes::Monri(Box::new(MonriAttributes { city: text("Oslo"), ..MonriAttributes::default() }));
    let new = NewCustomer { attributes: Some(rich.clone()), ..NewCustomer::default() };
    let made = create(Provider::Monri.policy(), new, identity(), None).unwrap().customer;
    assert_eq!(made.attributes, rich);
    let cleared = updated(Provider::Monri.policy(), &made, change).unwrap().customer;
    assert_eq!(Some(cleared.attributes), monri);
    let kept = updated(Provider::Monri.policy(), &made, CustomerUpdate::default()).unwrap().customer;
    assert_eq!(kept.attributes, rich);
}

#[test]
fn omise_6_1_3_only_what_is_given_changes() {
    let before = full();
    let untouched = Customer { updated_at: Some(now()), ..before.clone() };
    assert_eq!(updated(omise(), &before, CustomerUpdate::default()).unwrap().customer, untouched);

    let change = CustomerUpdate { email: Some(text("bo@example.org")), ..CustomerUpdate::default() };
    let after = updated(omise(), &before, change).unwrap();
    let expected = Customer { email: text("bo@example.org"), ..untouched.clone() };
    assert_eq!(after.customer, expected);
    assert_eq!(after.changes, [Change::Put(Record::Customer(expected))]);

    let change = CustomerUpdate { description: Some(text("new")), ..CustomerUpdate::default() };
    let after = updated(omise(), &before, change).unwrap().customer;
    assert_eq!(after, Customer { description: text("new"), ..untouched.clone() });

    let own = OwnFields { name: text("Bo"), company: text(" "), ..OwnFields::default() };
    let change = CustomerUpdate { own: Some(own), ..CustomerUpdate::default() };
    let after = updated(omise(), &before, change).unwrap().customer;
    assert_eq!(after, Customer { own: OwnFields { name: text("Bo"), ..OwnFields::default() }, ..untouched });
}

#[test]
fn omise_6_1_4_metadata_replaces_the_whole_object() {
    let change = |json| CustomerUpdate { metadata: Some(Metadata::parse(json).unwrap()), ..CustomerUpdate::default() };
    let after = updated(omise(), &full(), change(r#"{"tier": null, "size": 1}"#)).unwrap().customer;
    assert_eq!(after.metadata.as_json(), r#"{"tier":null,"size":1}"#);
    let after = updated(omise(), &full(), change("{}")).unwrap().customer;
    assert!(after.metadata.is_empty());
}

#[test]
fn monri_16_and_17_metadata_merges_and_null_removes() {
    let before = Customer { attributes: Attributes::initial(Provider::Monri), ..full() };
    let change = |json| CustomerUpdate { metadata: Some(Metadata::parse(json).unwrap()), ..CustomerUpdate::default() };
    let monri = Provider::Monri.policy();
    let after = updated(monri, &before, change(r#"{"tier": null, "size": 1, "none": null}"#)).unwrap().customer;
    assert_eq!(after.metadata.as_json(), r#"{"shoe":38,"size":1}"#);
    let after = updated(monri, &before, change("{}")).unwrap().customer;
    assert_eq!(after.metadata, before.metadata);
}

#[test]
fn omise_6_1_6_null_clears_and_an_empty_text_stays_empty() {
    let change = CustomerUpdate { email: Some(None), description: Some(text("")), ..CustomerUpdate::default() };
    let after = updated(omise(), &full(), change).unwrap().customer;
    assert_eq!((after.email, after.description), (None, text("")));
}

#[test]
fn omise_6_1_10_the_time_of_creation_never_changes() {
    let before = full();
    let after = updated(omise(), &before, CustomerUpdate::default()).unwrap().customer;
    assert_eq!((after.created_at, after.sequence), (before.created_at, before.sequence));
    assert_eq!(after.updated_at, Some(now()));
}

#[test]
fn omise_6_3_5_the_default_may_be_the_card_of_the_same_request() {
    let mut before = full();
    before.default_card = text("card_1");
    let cards = vec![Arc::new(card("card_1", Some("cust_1"), 2))];
    let waiting = token("tokn_2", card("card_2", None, 5));
    let attachment = Some(Attachment { token: &waiting, attached: 9 });
    let change = CustomerUpdate { default_card: text("card_2"), ..CustomerUpdate::default() };
    let after = update(omise(), &before, cards.clone(), change.clone(), attachment, now()).unwrap();
    assert_eq!(after.customer.default_card.as_deref(), Some("card_2"));
    assert_eq!(after.changes.last(), Some(&Change::Put(Record::Customer(after.customer.clone()))));
    assert_eq!(after.changes.len(), 3);

    let without_token = update(omise(), &before, cards.clone(), change, None, now()).unwrap_err();
    assert_eq!(without_token.status(), Status::NotFound);
    let kept = update(omise(), &before, cards, CustomerUpdate::default(), attachment, now()).unwrap().customer;
    assert_eq!(kept.default_card.as_deref(), Some("card_1"), "6.3.2");
}

#[test]
fn omise_6_5_6_the_cards_are_destroyed_with_their_customer() {
    let cards = [Arc::new(card("card_1", Some("cust_1"), 2)), Arc::new(card("card_2", Some("cust_1"), 3))];
    let changes = delete(omise(), &full(), &cards, now());
    let removed = |kind, id: &str| Change::Remove(kind, id.to_owned());
    let expected = [removed(Kind::Card, "card_1"), removed(Kind::Card, "card_2"), removed(Kind::Customer, "cust_1")];
    assert_eq!(changes, expected);
}

#[test]
fn monri_21_a_deleted_customer_stays_marked_and_the_first_mark_counts() {
    let monri = Provider::Monri.policy();
    let cards = [Arc::new(card("card_1", Some("cust_1"), 2))];
    let marked = Customer { deleted_at: Some(now()), default_card: None, ..full() };
    let changes = delete(monri, &full(), &cards, now());
    let expected = [Change::Remove(Kind::Card, "card_1".into()), Change::Put(Record::Customer(marked.clone()))];
    assert_eq!(changes, expected);
    assert_eq!(delete(monri, &marked, &[], at("2027-01-01")), []);
    let refused = updated(monri, &marked, CustomerUpdate::default()).unwrap_err();
    assert!(matches!(&refused, Error::Deleted { id } if id == "cust_1"), "{refused}");
}

#[test]
fn a_merchant_customer_id_belongs_to_one_living_customer() {
    let holder = Arc::new(Customer { own: numbered("M-1"), ..customer("cust_1") });
    let other = Arc::new(Customer { own: numbered("M-1"), ..customer("cust_2") });
    claim_merchant_customer_id("cust_1", "M-1", &[]).unwrap();
    claim_merchant_customer_id("cust_1", "M-1", std::slice::from_ref(&holder)).unwrap();
    let refused = claim_merchant_customer_id("cust_2", "M-1", std::slice::from_ref(&holder)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "merchant_customer_id M-1 belongs to another customer of this account; choose another"
    );
    claim_merchant_customer_id("cust_1", "M-1", &[holder, other]).unwrap_err();
}

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
