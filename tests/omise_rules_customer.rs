//! Customers, rule by rule as in sections 6.1, 6.3 and 6.5 of the Omise page.

mod till;

use std::sync::Arc;

use till::{at, card, customer, full, now, numbered, omise, text, token};
use tillbook::rules::customer::{
    Attachment, CardSource, Changed, CustomerIdentity, claim_merchant_customer_id, create, delete, update,
};
use tillbook::rules::policy::Policy;
use tillbook::*;

fn identity() -> CustomerIdentity {
    CustomerIdentity { id: "cust_1".into(), sequence: 3, now: now() }
}

/// An update of a customer without cards.
fn updated(policy: &Policy, before: &Customer, change: CustomerUpdate) -> Result<Changed> {
    update(policy, before, Vec::new(), change, Ok(None), now())
}

#[test]
fn omise_6_1_1_a_customer_is_made_of_nothing() {
    let made = create(omise(), NewCustomer::default(), identity(), Ok(None)).unwrap();
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
        card_details: None,
        currency: None,
        own: wanted.own.clone(),
        attributes: None,
    };
    let made = create(omise(), new, identity(), Ok(None)).unwrap().customer;
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
    let made = create(omise(), new, identity(), Ok(None)).unwrap().customer;
    assert_eq!(made.own, OwnFields { tags: vec!["vip".into()], ..OwnFields::default() });
}

#[test]
fn omise_6_3_1_the_first_card_comes_with_the_customer() {
    let waiting = token("tokn_1", card("card_1", None, 5));
    let attachment = Attachment { source: CardSource::Token(waiting.clone()), attached: 9 };
    let made = create(omise(), NewCustomer::default(), identity(), Ok(Some(attachment))).unwrap();
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
    let attachment = || Ok(Some(Attachment { source: CardSource::Token(used.clone()), attached: 9 }));
    let refused = create(omise(), NewCustomer::default(), identity(), attachment()).unwrap_err();
    assert_eq!(refused.status(), Status::UsedToken);
    let change = CustomerUpdate { description: Some(text("new")), ..CustomerUpdate::default() };
    let refused = update(omise(), &full(), Vec::new(), change, attachment(), now()).unwrap_err();
    assert_eq!(refused.status(), Status::UsedToken);
}

#[test]
fn another_providers_attributes_are_refused() {
    let monri = Some(Attributes::initial(Provider::Monri));
    let new = NewCustomer { attributes: monri.clone(), ..NewCustomer::default() };
    let refused = create(omise(), new, identity(), Ok(None)).unwrap_err();
    assert_eq!(refused.to_string(), "attributes are monri's; give omise's or none");
    let change = CustomerUpdate { attributes: monri.clone(), ..CustomerUpdate::default() };
    assert_eq!(updated(omise(), &full(), change.clone()).unwrap_err().field(), Some("attributes"));

    let rich = Attributes::Monri(Box::new(MonriAttributes { city: text("Oslo"), ..MonriAttributes::default() }));
    let new = NewCustomer { attributes: Some(rich.clone()), ..NewCustomer::default() };
    let made = create(Provider::Monri.policy(), new, identity(), Ok(None)).unwrap().customer;
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
    let attachment = || Ok(Some(Attachment { source: CardSource::Token(waiting.clone()), attached: 9 }));
    let change = CustomerUpdate { default_card: text("card_2"), ..CustomerUpdate::default() };
    let after = update(omise(), &before, cards.clone(), change.clone(), attachment(), now()).unwrap();
    assert_eq!(after.customer.default_card.as_deref(), Some("card_2"));
    assert_eq!(after.changes.last(), Some(&Change::Put(Record::Customer(after.customer.clone()))));
    assert_eq!(after.changes.len(), 3);

    let without_token = update(omise(), &before, cards.clone(), change, Ok(None), now()).unwrap_err();
    assert_eq!(without_token.status(), Status::NotFound);
    let kept = update(omise(), &before, cards, CustomerUpdate::default(), attachment(), now()).unwrap().customer;
    assert_eq!(kept.default_card.as_deref(), Some("card_1"), "6.3.2");
}

#[test]
fn omise_6_5_6_the_cards_are_destroyed_with_their_customer() {
    let cards = [Arc::new(card("card_1", Some("cust_1"), 2)), Arc::new(card("card_2", Some("cust_1"), 3))];
    let changes = delete(omise(), &full(), &cards, [], now());
    let removed = |kind, id: &str| Change::Remove(kind, id.to_owned());
    let expected = [removed(Kind::Card, "card_1"), removed(Kind::Card, "card_2"), removed(Kind::Customer, "cust_1")];
    assert_eq!(changes, expected);
}

#[test]
fn monri_21_a_deleted_customer_stays_marked_and_the_first_mark_counts() {
    let monri = Provider::Monri.policy();
    let cards = [Arc::new(card("card_1", Some("cust_1"), 2))];
    let marked = Customer { deleted_at: Some(now()), default_card: None, ..full() };
    let changes = delete(monri, &full(), &cards, [], now());
    let expected = [Change::Remove(Kind::Card, "card_1".into()), Change::Put(Record::Customer(marked.clone()))];
    assert_eq!(changes, expected);
    assert_eq!(delete(monri, &marked, &[], [], at("2027-01-01")), []);
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
