//! Whatever a till and a back office do, the check finds nothing.

mod filled_store;

use std::sync::Arc;

use filled_store::card_details;
use tillbook::*;

fn imported_card(id: &str) -> Card {
    Card {
        attributes: tillbook::CardAttributes::default(),
        id: id.to_owned(),
        customer: None,
        sequence: 0,
        created_at: Timestamp::EPOCH,
        attached: 0,
        brand: Brand::Visa,
        first_digits: None,
        last_digits: "4242".to_owned(),
        expiration_month: 12,
        expiration_year: 2031,
        name: None,
        fingerprint: Some("same".to_owned()),
        financing: String::new(),
        bank: String::new(),
        security_code_check: false,
        address: CardAddress::default(),
    }
}

/// Monri keeps deleted customers, and an import that named one by its id gave it its cards back: cards of a customer
/// that nobody can find or charge.
#[test]
fn an_import_does_not_touch_a_deleted_customer() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("till.tillbook")).unwrap();
    let monri = store.account(Provider::Monri, Mode::Test);
    let gone = monri.customers().create(NewCustomer::default()).unwrap();
    monri.customers().delete(&gone.id).unwrap();
    let row = ImportedCustomer {
        id: Some(gone.id.clone()),
        email: Some("back@example.org".to_owned()),
        cards: Some(vec![imported_card("card-1")]),
        ..ImportedCustomer::default()
    };
    let done = monri.customers().import(vec![row], false).unwrap();
    assert_eq!(done[0].as_ref().unwrap_err().status(), Status::Deleted);
    let report = store.check(|_| {}).unwrap();
    assert!(report.is_sound(), "{report:#?}");
    assert_eq!(monri.customers().get(&gone.id).unwrap().unwrap().email, None);
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() { None } else { of.get(self.below(of.len() as u64) as usize).cloned() }
    }
}

fn row(dice: &mut Dice, ids: &[String]) -> ImportedCustomer {
    let some_id = if dice.below(2) == 0 { dice.pick(ids) } else { None };
    ImportedCustomer {
        id: some_id.or_else(|| (dice.below(3) == 0).then(|| format!("brought {}", dice.below(30)))),
        created_at: (dice.below(2) == 0).then(|| Timestamp::from_millis(dice.below(50) as i64 * 1000)),
        complete: dice.below(2) == 0,
        email: (dice.below(2) == 0).then(|| format!("e{}@example.org", dice.below(20))),
        own: OwnFields {
            name: (dice.below(2) == 0).then(|| format!("Ann Ann n{}", dice.below(20))),
            merchant_customer_id: (dice.below(2) == 0).then(|| format!("{}", dice.below(20))),
            phone: (dice.below(3) == 0).then(|| format!("{}", dice.below(20))),
            ..OwnFields::default()
        },
        cards: (dice.below(3) == 0)
            .then(|| (0..dice.below(4)).map(|_| imported_card(&format!("card {}", dice.below(40)))).collect()),
        ..ImportedCustomer::default()
    }
}

/// One thing that a till or a back office does. A refusal is as good as a success.
fn work(dice: &mut Dice, account: &Account, clock: &ManualClock) {
    let everything = ListQuery { limit: usize::MAX, ..ListQuery::default() };
    let mut ids: Vec<String> =
        account.customers().list(&everything).unwrap().items.iter().map(|customer| customer.id.clone()).collect();
    ids.push("brought 7".to_owned());
    let customer = dice.pick(&ids).unwrap();
    let cards = account.cards().list(&customer, &everything).map(|page| page.items).unwrap_or_default();
    let card = dice.pick(&cards).map(|card| card.id.clone()).unwrap_or_default();
    let tokens = account.tokens().list(&everything).unwrap().items;
    let token = dice.pick(&tokens).map(|token| token.id.clone()).unwrap_or_default();
    let schedules = account.schedules().list(&everything).unwrap().items;
    match dice.below(12) {
        0 | 1 => {
            let rows = (0..dice.below(6)).map(|_| row(dice, &ids)).collect();
            drop(account.customers().import(rows, dice.below(4) == 0).unwrap());
        }
        2 => drop(account.tokens().create(card_details(dice.below(3)))),
        3 => drop(account.tokens().delete(&token)),
        4 | 5 => drop(account.cards().create(&customer, &token)),
        6 => drop(account.cards().delete(&customer, &card)),
        7 => drop(account.customers().delete(&customer)),
        8 => {
            let row = row(dice, &ids);
            let update = CustomerUpdate {
                email: Some(row.email),
                own: Some(row.own),
                card: (dice.below(2) == 0).then_some(token),
                default_card: (dice.below(2) == 0).then_some(card),
                ..CustomerUpdate::default()
            };
            drop(account.customers().update(&customer, update));
        }
        9 => {
            let new = NewSchedule {
                customer,
                amount: 100,
                currency: "thb".to_owned(),
                every: 1 + dice.below(2) as u32,
                recurrence: Recurrence::Daily,
                start_on: None,
                end_on: account.now().date().plus_days(9),
                card: (dice.below(2) == 0).then_some(card),
                description: None,
                metadata: Metadata::default(),
                charging: if dice.below(2) == 0 { Charging::Host } else { Charging::Simulated },
            };
            drop(account.schedules().create(new));
        }
        10 => {
            clock.advance_seconds(dice.below(3) as i64 * 43_200);
            account.schedules().simulate_due().unwrap();
            for due in account.schedules().due(account.now(), 10).unwrap() {
                let outcome = match dice.below(3) {
                    0 => Outcome::Failed { message: None },
                    1 => Outcome::Skipped { message: None },
                    _ => Outcome::Successful { charge: None },
                };
                drop(account.schedules().record(&due.schedule, due.scheduled_on, outcome));
            }
        }
        _ => drop(dice.pick(&schedules).map(|schedule| account.schedules().delete(&schedule.id))),
    }
}

#[test]
fn a_sound_store_stays_sound() {
    for (seed, hash_bits) in [(1, 128), (2, 2)] {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp::parse("2026-02-03T04:05:06Z").unwrap()));
        let store = OpenOptions::new()
            .shared_clock(clock.clone())
            .entropy(SeededEntropy::new(seed))
            .hash_bits(hash_bits)
            .open(folder.path().join("till.tillbook"))
            .unwrap();
        let mut dice = Dice(seed);
        for n in 0..1000 {
            let provider = dice.pick(&Provider::ALL).unwrap();
            work(&mut dice, &store.account(provider, Mode::Test), &clock);
            if n % 20 == 19 {
                let report = store.check(|_| {}).unwrap();
                assert!(report.is_sound(), "seed {seed} after {n}: {report:#?}");
            }
        }
        let stat = store.stat().unwrap();
        assert!(stat.accounts.iter().map(|account| account.cards).sum::<u64>() > 10, "{stat:#?}");
        assert!(stat.accounts.iter().map(|account| account.occurrences).sum::<u64>() > 10, "{stat:#?}");
    }
}
