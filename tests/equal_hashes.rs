//! Different ids, addresses and numbers have equal hashes: nobody may get another's record for it.
//!
//! A store with few bits of hash, down to none at all, makes that happen to every id that is in no provider's form and
//! to everything that customers are looked up by.

use std::path::Path;
use std::sync::Arc;

use tillbook::*;

/// From all hashes equal to sixteen different ones.
const BITS: std::ops::RangeInclusive<u8> = 0..=4;

fn open(path: &Path, bits: u8) -> Account {
    let clock = ManualClock::at(Timestamp::parse("2026-02-03T04:05:06Z").unwrap());
    let options = OpenOptions::new().clock(clock).entropy(SeededEntropy::new(5)).hash_bits(bits);
    options.open(path).unwrap().account(Provider::Omise, Mode::Test)
}

fn id(number: usize) -> String {
    format!("old-{number}")
}

fn card(id: String, number: usize) -> Card {
    Card {
        attributes: tillbook::CardAttributes::default(),
        id,
        customer: None,
        sequence: 0,
        created_at: Timestamp::EPOCH,
        attached: 0,
        brand: Brand::Visa,
        first_digits: None,
        last_digits: format!("{number:04}"),
        expiration_month: 12,
        expiration_year: 2031,
        name: None,
        fingerprint: Some(format!("fingerprint-{}", number / 2)),
        financing: String::new(),
        bank: String::new(),
        security_code_check: false,
        address: CardAddress::default(),
    }
}

/// A customer whose id, e-mail address, number, barcode and cards differ from everybody's; every second shares a
/// fingerprint with the one before.
fn row(number: usize) -> ImportedCustomer {
    ImportedCustomer {
        id: Some(id(number)),
        email: Some(format!("{number}@example.org")),
        own: OwnFields {
            merchant_customer_id: Some(format!("M-{number}")),
            barcode: Some(format!("B{number}")),
            ..OwnFields::default()
        },
        cards: Some(vec![card(format!("first-{number}"), number), card(format!("second-{number}"), number)]),
        ..ImportedCustomer::default()
    }
}

fn import(account: &Account, numbers: impl IntoIterator<Item = usize>) {
    let rows = numbers.into_iter().map(row).collect();
    let results = account.customers().import(rows, false).unwrap();
    assert!(results.iter().all(|result| matches!(result, Ok(Imported::Created(_)))), "{results:?}");
}

fn schedule(customer: String) -> NewSchedule {
    NewSchedule {
        customer,
        amount: 2000,
        currency: "THB".into(),
        every: 1,
        recurrence: Recurrence::Daily,
        start_on: None,
        end_on: Date::parse("2026-03-01").unwrap(),
        card: None,
        description: None,
        metadata: Metadata::default(),
        charging: Charging::Host,
    }
}

fn ids(found: &[Arc<Customer>]) -> Vec<&str> {
    found.iter().map(|customer| customer.id.as_str()).collect()
}

/// Looks every customer up in every way; `there` says who is there, and how many schedules each has.
fn look_up_everybody(account: &Account, there: &[Option<usize>]) {
    let customers = account.customers();
    let all = ListQuery { limit: 1000, ..ListQuery::default() };
    let living: Vec<String> = (0..there.len()).filter(|number| there[*number].is_some()).map(id).collect();
    let listed = customers.list(&all).unwrap();
    let mut listed: Vec<String> = listed.items.iter().map(|customer| customer.id.clone()).collect();
    listed.sort_by_key(|id| id["old-".len()..].parse::<usize>().unwrap());
    assert_eq!(listed, living);
    for (number, there_too) in there.iter().enumerate() {
        let (id, is_there) = (id(number), there_too.is_some());
        let expected: Vec<&str> = is_there.then_some(id.as_str()).into_iter().collect();
        assert_eq!(customers.get(&id).unwrap().map(|customer| customer.id.clone()), is_there.then_some(id.clone()));
        assert_eq!(ids(&customers.by_email(&format!("{number}@EXAMPLE.org")).unwrap()), expected);
        assert_eq!(ids(&customers.by_barcode(&format!("b{number}")).unwrap()), expected);
        let by_number = customers.by_merchant_customer_id(&format!("M-{number}")).unwrap();
        assert_eq!(by_number.map(|customer| customer.id.clone()), is_there.then_some(id.clone()));
        let query = CustomerQuery { card: Some(format!("fingerprint-{}", number / 2)), ..CustomerQuery::default() };
        let pair = [number & !1, number | 1].map(|one| there.get(one).copied().flatten().map(|_| self::id(one)));
        assert_eq!(ids(&customers.find(&query).unwrap().items), pair.iter().flatten().collect::<Vec<_>>());
        if let Some(schedules) = there_too {
            let cards = account.cards().list(&id, &all).unwrap().items;
            let names: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
            assert_eq!(names, [format!("first-{number}"), format!("second-{number}")]);
            let own = account.schedules().list_of(&id, &all).unwrap();
            assert_eq!(own.total as usize, *schedules);
            assert!(own.items.iter().all(|schedule| schedule.charge.customer == id));
        } else {
            assert_eq!(account.cards().list(&id, &all).unwrap_err().status(), Status::NotFound);
            assert_eq!(account.schedules().list_of(&id, &all).unwrap_err().status(), Status::NotFound);
        }
        let other = account.cards().get(&id, &format!("first-{}", number + 1)).unwrap_err();
        assert_eq!(other.status(), Status::NotFound);
    }
    assert_eq!(customers.get("old-1000").unwrap(), None);
    assert!(customers.by_email("nobody@example.org").unwrap().is_empty());
    assert_eq!(customers.by_merchant_customer_id("M-1000").unwrap(), None);
    assert!(account.store().check(|_| ()).unwrap().is_sound());
}

#[test]
fn everybody_keeps_what_is_theirs() {
    for bits in BITS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("till.tillbook");
        let account = open(&path, bits);
        import(&account, 0..40);
        let mut there = vec![Some(0); 40];
        for number in [3, 3, 4, 17, 39] {
            account.schedules().create(schedule(id(number))).unwrap();
            there[number] = there[number].map(|schedules| schedules + 1);
        }
        look_up_everybody(&account, &there);
        // From the beginning, the middle and the end of what was put in the same place.
        for number in [0, 7, 8, 20, 39] {
            account.customers().delete(&id(number)).unwrap();
            there[number] = None;
        }
        look_up_everybody(&account, &there);
        // Into the gaps: somebody new, and somebody who was there before. The schedule of the deleted one is still there.
        import(&account, [7, 40, 39]);
        there[7] = Some(0);
        there[39] = Some(1);
        there.push(Some(0));
        look_up_everybody(&account, &there);
        drop(account);
        look_up_everybody(&open(&path, 128), &there);
    }
}

#[test]
fn changes_reach_the_right_record() {
    for bits in BITS {
        let folder = tempfile::tempdir().unwrap();
        let account = open(&folder.path().join("till.tillbook"), bits);
        import(&account, 0..8);
        let email = |email: &str| CustomerUpdate { email: Some(Some(email.into())), ..CustomerUpdate::default() };
        account.customers().update("old-3", email("new@example.org")).unwrap();
        assert!(account.customers().by_email("3@example.org").unwrap().is_empty());
        assert_eq!(ids(&account.customers().by_email("new@example.org").unwrap()), ["old-3"]);
        // An address may be several customers', a number of the shop only one's.
        account.customers().update("old-5", email("New@Example.org")).unwrap();
        assert_eq!(ids(&account.customers().by_email("new@example.org").unwrap()), ["old-3", "old-5"]);
        let number = |number: &str| {
            let own = OwnFields { merchant_customer_id: Some(number.into()), ..OwnFields::default() };
            CustomerUpdate { own: Some(own), ..CustomerUpdate::default() }
        };
        let taken = account.customers().update("old-5", number("M-6")).unwrap_err();
        assert_eq!(taken.status(), Status::AlreadyExists);
        account.customers().update("old-5", number("M-66")).unwrap();
        account.customers().update("old-6", number("M-5")).unwrap();
        let holder = |number: &str| {
            account.customers().by_merchant_customer_id(number).unwrap().map(|customer| customer.id.clone())
        };
        assert_eq!([holder("M-5"), holder("M-6"), holder("M-66")], [Some(id(6)), None, Some(id(5))]);
        account.cards().delete("old-2", "first-2").unwrap();
        assert_eq!(account.customers().get("old-2").unwrap().unwrap().default_card.as_deref(), Some("second-2"));
        let rename = CardUpdate { name: Some("Ann".into()), ..CardUpdate::default() };
        account.cards().update("old-4", "second-4", rename).unwrap();
        for number in [3, 4, 5] {
            let card = account.cards().get(&id(number), &format!("second-{number}")).unwrap();
            assert_eq!(card.name.as_deref(), (number == 4).then_some("Ann"));
        }
        assert!(account.store().check(|_| ()).unwrap().is_sound());
    }
}

/// A place in the file has room for 256 ids of one hash. Nobody will see that with 128 bits, but the 257th must not leave
/// half of its row behind: its cards were once written although the customer was refused.
#[test]
fn the_257th_id_of_one_hash_is_refused_without_a_trace() {
    let folder = tempfile::tempdir().unwrap();
    let account = open(&folder.path().join("till.tillbook"), 0);
    let bare = |number| ImportedCustomer { cards: None, ..row(number) };
    account.customers().import((0..256).map(bare).collect(), false).unwrap();
    let refusal = account.customers().import(vec![row(256)], false).unwrap_err();
    assert_eq!((refusal.status(), refusal.field()), (Status::InvalidArgument, Some("id")));
    assert_eq!(account.customers().list(&ListQuery::default()).unwrap().total, 256);
    account.customers().delete("old-100").unwrap();
    import(&account, [256]);
    let cards = account.cards().list("old-256", &ListQuery::default()).unwrap();
    assert_eq!((cards.total, cards.items[0].attached), (2, cards.items[1].attached - 1));
    assert!(account.store().check(|_| ()).unwrap().is_sound());
}
