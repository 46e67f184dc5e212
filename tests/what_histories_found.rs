//! What the random histories of `tests/histories` found, or the writing of their model, each as its shortest story.

use std::path::Path;

use tillbook::*;

fn clock() -> ManualClock {
    ManualClock::at(Timestamp::parse("2026-02-03T04:05:06Z").unwrap())
}

fn open(folder: &Path, seed: u64) -> Store {
    let path = folder.join("till.tillbook");
    OpenOptions::new().clock(clock()).entropy(SeededEntropy::new(seed)).open(path).unwrap()
}

fn card(id: &str) -> Card {
    Card {
        attributes: tillbook::CardAttributes::default(),
        id: id.into(),
        customer: None,
        sequence: 0,
        created_at: Timestamp::EPOCH,
        attached: 0,
        brand: Brand::Visa,
        first_digits: None,
        last_digits: "4242".into(),
        expiration_month: 12,
        expiration_year: 2031,
        name: None,
        fingerprint: None,
        financing: String::new(),
        bank: String::new(),
        security_code_check: false,
        address: CardAddress::default(),
    }
}

fn with_cards(cards: &[&str]) -> ImportedCustomer {
    ImportedCustomer { cards: Some(cards.iter().map(|id| card(id)).collect()), ..ImportedCustomer::default() }
}

fn import(account: &Account, row: ImportedCustomer) -> Result<Imported> {
    account.customers().import(vec![row], false).unwrap().remove(0)
}

/// The last id was remembered only while the store was open. With a clock that stood still, the first id after opening
/// again was random within the same millisecond and could sort before its elders.
#[test]
fn ids_keep_sorting_by_time_when_the_store_is_opened_again() {
    for provider in [Provider::Omise, Provider::Shopline] {
        let folder = tempfile::tempdir().unwrap();
        let mut ids = Vec::new();
        for seed in 0..20 {
            let account = open(folder.path(), seed).account(provider, Mode::Live);
            let email = Some(format!("{seed}@example.org"));
            ids.push(account.customers().create(NewCustomer { email, ..NewCustomer::default() }).unwrap().id.clone());
        }
        assert!(ids.is_sorted(), "{ids:#?}");
    }
}

/// A card was tokenised here, attached by another till, and came back with its customer by an import. The token still
/// counted as unused; attaching it put the card under another customer, and the first one lost it.
#[test]
fn a_token_whose_card_came_with_an_import_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), 1);
    for (provider, kept) in [(Provider::Omise, true), (Provider::Komoju, false)] {
        let account = store.account(provider, Mode::Test);
        let token = account.tokens().create(CardDetails::new("4242424242424242", "Ann", 12, 2031)).unwrap();
        let inside = token.card().unwrap().id.clone();
        let Ok(Imported::Created(owner)) = import(&account, with_cards(&[&inside])) else { panic!("not created") };
        assert_eq!(account.tokens().get(&token.id).unwrap().map(|token| token.used()), kept.then_some(true));
        let taken = NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() };
        let refusal = account.customers().create(taken).unwrap_err().status();
        assert_eq!(refusal, if kept { Status::UsedToken } else { Status::NotFound });
        assert_eq!(account.cards().get(&owner, &inside).unwrap().customer, Some(owner));
    }
    assert!(store.check(|_| ()).unwrap().is_sound());
}

/// A row that was refused or only rehearsed must not use up the token of its card.
#[test]
fn a_refused_or_rehearsed_row_uses_no_token() {
    let folder = tempfile::tempdir().unwrap();
    let account = open(folder.path(), 1).account(Provider::Omise, Mode::Test);
    let token = account.tokens().create(CardDetails::new("4242424242424242", "Ann", 12, 2031)).unwrap();
    let inside = token.card().unwrap().id.clone();
    let refused = ImportedCustomer { default_card: Some("none".into()), ..with_cards(&[&inside]) };
    assert_eq!(import(&account, refused).unwrap_err().status(), Status::NotFound);
    account.customers().import(vec![with_cards(&[&inside])], true).unwrap().remove(0).unwrap();
    assert!(!account.tokens().get(&token.id).unwrap().unwrap().used());
    let attached = NewCustomer { card: Some(token.id.clone()), ..NewCustomer::default() };
    account.customers().create(attached).unwrap();
}

/// KOMOJU customers have one payment source (`komoju 6.2.1`), but an import could give them two.
#[test]
fn an_import_gives_a_komoju_customer_one_card_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let komoju = open(folder.path(), 1).account(Provider::Komoju, Mode::Test);
    assert_eq!(import(&komoju, with_cards(&["a", "b"])).unwrap_err().status(), Status::InvalidArgument);
    let Ok(Imported::Created(id)) = import(&komoju, with_cards(&["a"])) else { panic!("not created") };
    let named = |cards: &[&str]| ImportedCustomer { id: Some(id.clone()), ..with_cards(cards) };
    assert_eq!(import(&komoju, named(&["b"])).unwrap_err().status(), Status::InvalidArgument);
    let whole = ImportedCustomer { complete: true, ..named(&["b"]) };
    assert_eq!(import(&komoju, whole).unwrap(), Imported::Updated(id.clone()));
    assert_eq!(komoju.cards().list(&id, &ListQuery::default()).unwrap().total, 1);
}

/// A row that named a card twice was taken, and was then never found unchanged again.
#[test]
fn a_row_names_every_card_once() {
    let folder = tempfile::tempdir().unwrap();
    let omise = open(folder.path(), 1).account(Provider::Omise, Mode::Test);
    assert_eq!(import(&omise, with_cards(&["a", "b", "a"])).unwrap_err().field(), Some("cards"));
}

/// A row with a blank id and a known number of the shop was refused as a second holder of that number, where a row
/// without id was taken as the same customer.
#[test]
fn a_row_with_a_blank_id_is_found_by_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let omise = open(folder.path(), 1).account(Provider::Omise, Mode::Test);
    let own = OwnFields { merchant_customer_id: Some("M-1".into()), ..OwnFields::default() };
    let ann = omise.customers().create(NewCustomer { own: own.clone(), ..NewCustomer::default() }).unwrap();
    let row = ImportedCustomer { id: Some(String::new()), own, ..ImportedCustomer::default() };
    assert_eq!(import(&omise, row).unwrap(), Imported::Unchanged(ann.id.clone()));
}

/// Who changed a deleted customer was told of an unknown token or a taken number, as if mending that could help.
#[test]
fn a_deleted_customer_is_told_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let monri = open(folder.path(), 1).account(Provider::Monri, Mode::Test);
    let gone = monri.customers().create(NewCustomer::default()).unwrap();
    monri.customers().delete(&gone.id).unwrap();
    let update = CustomerUpdate { card: Some("unknown".into()), ..CustomerUpdate::default() };
    assert_eq!(monri.customers().update(&gone.id, update).unwrap_err().status(), Status::Deleted);
    assert_eq!(monri.cards().create(&gone.id, "unknown").unwrap_err().status(), Status::Deleted);
}
