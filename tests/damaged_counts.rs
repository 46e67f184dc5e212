//! A flipped byte in a number that the file keeps: whatever is done next is an answer or an error, never a panic.

mod filled_store;
mod raw_tables;

use filled_store::{filled, open};
use raw_tables::Raw;
use tillbook::*;

fn answers_or_says_damaged<T>(what: &str, outcome: Result<T>) {
    if let Err(error) = outcome {
        assert_eq!(error.status(), Status::Damaged, "{what}: {error}");
    }
}

/// The counts of a list are added up, and memory is reserved for as many records as a page is to have: a count near the
/// greatest number stopped the program.
#[test]
fn a_count_that_cannot_be_right_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for level in [0, 1] {
        for nth in [0, 1] {
            for count in [0, u64::MAX, u64::MAX / 2] {
                let path = filled(folder.path());
                Raw::change(&path, |raw| raw.set_count(level, nth, |_| count));
                let account = open(&path).account(Provider::Omise, Mode::Test);
                let customers = account.customers();
                for order in [Order::OldestFirst, Order::NewestFirst] {
                    for (offset, limit) in [(0, 20), (0, usize::MAX), (250, usize::MAX), (u64::MAX - 1, 1)] {
                        let from = Some(Timestamp::EPOCH);
                        for from in [None, from] {
                            let query = ListQuery { from, offset, limit, order, ..ListQuery::default() };
                            answers_or_says_damaged("a list", customers.list(&query));
                        }
                    }
                }
                let row = |number: i64| ImportedCustomer {
                    created_at: Some(Timestamp::from_millis(number)),
                    ..ImportedCustomer::default()
                };
                answers_or_says_damaged("a creation", customers.create(NewCustomer::default()));
                answers_or_says_damaged("an import", customers.import((0..300).map(row).collect(), false));
                let first = account.tokens().list(&ListQuery::default());
                answers_or_says_damaged("tokens", first);
                let found = customers.find(&CustomerQuery { name: Some("ann".into()), ..CustomerQuery::default() });
                for customer in found.unwrap().items.iter().take(3) {
                    answers_or_says_damaged("a deletion", customers.delete(&customer.id));
                }
            }
        }
    }
}

/// With the last number that there is, the next one began at 0 again, and a new record took the place of the first one
/// in the lists.
#[test]
fn a_sequence_that_is_used_up_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for sequence in [u64::MAX, u64::MAX - 1] {
        let path = filled(folder.path());
        Raw::change(&path, |raw| raw.set_meta("sequence", Some(&sequence.to_le_bytes())));
        assert_eq!(Store::open(&path).map(drop).unwrap_err().status(), Status::Damaged);
    }
}

#[test]
fn last_ids_that_cannot_be_right_stop_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    Raw::change(&path, |raw| raw.set_meta("last_ids", Some(&[0xff; 32])));
    let account = open(&path).account(Provider::Omise, Mode::Test);
    let ann = account.customers().create(NewCustomer::default()).unwrap();
    let bo = account.customers().create(NewCustomer::default()).unwrap();
    assert_ne!(ann.id, bo.id);
}
