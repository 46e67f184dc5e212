//! Values that are allowed and far larger than anybody has: they cost what their size costs, and not its square.

use std::time::{Duration, Instant};

use tillbook::*;

fn open(folder: &tempfile::TempDir) -> Account {
    Store::open(folder.path().join("till.tillbook")).unwrap().account(Provider::Omise, Mode::Test)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let done = work();
    (done, begin.elapsed())
}

/// An import put a whole document into the name of a customer. Every later change of that customer compared each of its
/// words with every other one: minutes, in which no other write went on.
#[test]
fn a_name_of_very_many_words_does_not_stop_the_till() {
    let folder = tempfile::tempdir().unwrap();
    let account = open(&folder);
    let name: String = (0..20_000).map(|word| format!("w{word:x} ")).collect();
    let own = OwnFields { name: Some(name), ..OwnFields::default() };
    let (customer, made) = timed(|| account.customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap());
    let update = CustomerUpdate { description: Some(Some("long".into())), ..CustomerUpdate::default() };
    let (_, changed) = timed(|| account.customers().update(&customer.id, update).unwrap());
    // Nothing but the record itself changes, so it is less work than the creation, which wrote every word.
    assert!(changed < made * 2, "{made:?} to make, {changed:?} to change");
}
