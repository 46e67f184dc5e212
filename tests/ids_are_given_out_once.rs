//! An id is given out once: a new record never takes the place of one that is there.

use std::path::Path;

use tillbook::*;

/// Randomness that is always the same, as on a machine whose source has failed.
struct Stuck;

impl Entropy for Stuck {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        bytes.fill(0);
        Ok(())
    }
}

fn open(folder: &Path, name: &str, provider: Provider) -> Account {
    let clock = ManualClock::at(Timestamp::parse("2026-02-03T04:05:06Z").unwrap());
    OpenOptions::new().clock(clock).entropy(Stuck).open(folder.join(name)).unwrap().account(provider, Mode::Test)
}

fn visa() -> CardDetails {
    CardDetails::new("4242424242424242", "Ann Example", 12, 2031)
}

/// A new customer with an e-mail address, which SHOPLINE asks for.
fn numbered(number: u32) -> NewCustomer {
    NewCustomer { email: Some(format!("{number}@example.org")), ..NewCustomer::default() }
}

/// A till's file was copied to a second till while the clock stood, so both went on from the same last id. The second
/// imported what the first had made since, and then gave the first of those ids to a new customer: the imported one was
/// overwritten, without an error.
#[test]
fn an_imported_customer_is_not_overwritten_by_the_next_new_one() {
    for provider in [Provider::Omise, Provider::Shopline] {
        let folder = tempfile::tempdir().unwrap();
        let one = open(folder.path(), "one.tillbook", provider);
        let ids: Vec<String> = (0..5).map(|n| one.customers().create(numbered(n)).unwrap().id.clone()).collect();

        let other = open(folder.path(), "other.tillbook", provider);
        assert_eq!(other.customers().create(numbered(0)).unwrap().id, ids[0]);
        let row = |id: &String| ImportedCustomer {
            id: Some(id.clone()),
            email: Some(format!("{id}@example.org")),
            ..ImportedCustomer::default()
        };
        let imported = other.customers().import(ids[1..4].iter().map(row).collect(), false).unwrap();
        assert!(imported.iter().all(Result::is_ok), "{imported:?}");

        let created = other.customers().create(numbered(9)).unwrap();
        assert_eq!(created.id, ids[4], "{provider}: the next id that is free");
        for id in &ids[1..4] {
            let email = other.customers().get(id).unwrap().unwrap().email.clone();
            assert_eq!(email, Some(format!("{id}@example.org")), "{provider}");
        }
        assert!(other.store().check(|_| ()).unwrap().is_sound());
    }
}

/// The same with cards: the new token's card would have been another customer's, and attaching it would have taken it
/// away from there.
#[test]
fn an_imported_card_is_not_taken_by_the_next_token() {
    let folder = tempfile::tempdir().unwrap();
    let one = open(folder.path(), "one.tillbook", Provider::Omise);
    let card = one.tokens().create(visa()).unwrap().card().unwrap().clone();

    let other = open(folder.path(), "other.tillbook", Provider::Omise);
    let row =
        ImportedCustomer { id: Some("old-1".into()), cards: Some(vec![card.clone()]), ..ImportedCustomer::default() };
    other.customers().import(vec![row], false).unwrap().remove(0).unwrap();
    let token = other.tokens().create(visa()).unwrap();
    assert_ne!(token.card().unwrap().id, card.id);
    let new = NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() };
    other.customers().create(new).unwrap();
    assert_eq!(other.cards().by_id(&card.id).unwrap().unwrap().customer.as_deref(), Some("old-1"));
    assert!(other.store().check(|_| ()).unwrap().is_sound());
}

/// Where ids are random, a source of randomness that failed made every customer the same one.
#[test]
fn failed_randomness_is_said_and_overwrites_nobody() {
    for provider in [Provider::Komoju, Provider::Monri, Provider::DigitalRiver] {
        let folder = tempfile::tempdir().unwrap();
        let account = open(folder.path(), "till.tillbook", provider);
        let new = |email: &str| NewCustomer { email: Some(email.into()), ..NewCustomer::default() };
        let ann = account.customers().create(new("ann@example.org")).unwrap();
        let error = account.customers().create(new("bo@example.org")).unwrap_err();
        assert_eq!(error.status(), Status::Io, "{provider}: {error}");
        assert_eq!(account.customers().get(&ann.id).unwrap().unwrap(), ann);
    }
}
