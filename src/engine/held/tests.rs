//! What is held back shows and leaves exactly what a table written at once would.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included, Unbounded};

use proptest::prelude::*;
use redb::{Database, TableDefinition, TableHandle as _};

use super::HeldTable;
use crate::engine::rows::Rows;
use crate::error::Error;

const TABLE: TableDefinition<&[u8; 2], &[u8]> = TableDefinition::new("table");

type Model = BTreeMap<[u8; 2], Vec<u8>>;
type Table<'t> = HeldTable<'t, 2, &'static [u8]>;

/// Something that is done to a table.
#[derive(Debug, Clone)]
enum Step {
    Put([u8; 2], Vec<u8>),
    /// So many rows that follow one another.
    PutMany([u8; 2], u8),
    Remove([u8; 2]),
    Settle,
    /// Looks at a range, taking rows from the front where there is a `true`, and else from the back.
    Look([u8; 2], [u8; 2], Vec<bool>),
}

/// Few keys, so that they meet.
fn key() -> impl Strategy<Value = [u8; 2]> {
    (0..4u8, any::<u8>()).prop_map(|(high, low)| [high, low])
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (key(), prop::collection::vec(any::<u8>(), 0..40)).prop_map(|(key, value)| Step::Put(key, value)),
        2 => (key(), any::<u8>()).prop_map(|(key, count)| Step::PutMany(key, count)),
        3 => key().prop_map(Step::Remove),
        1 => Just(Step::Settle),
        3 => (key(), key(), prop::collection::vec(any::<bool>(), 0..300))
            .prop_map(|(from, to, turns)| Step::Look(from, to, turns)),
    ]
}

fn keys_from(first: [u8; 2], count: u8) -> impl Iterator<Item = [u8; 2]> {
    let first = u16::from_be_bytes(first);
    (0..u16::from(count)).map(move |step| first.saturating_add(step).to_be_bytes())
}

fn shown(table: &Table<'_>) -> Model {
    table.every().unwrap().map(|row| row.map(|(key, value)| (*key.value(), value.value().to_vec())).unwrap()).collect()
}

fn look(table: &Table<'_>, model: &Model, from: [u8; 2], to: [u8; 2], turns: &[bool]) {
    let mut rows = table.range(&from, Excluded(&to)).unwrap();
    let mut wanted = model.range((Included(from), Excluded(to.max(from))));
    for front in turns {
        let (row, wanted) = if *front { (rows.next(), wanted.next()) } else { (rows.next_back(), wanted.next_back()) };
        let row = row.transpose().unwrap();
        let row = row.as_ref().map(|(key, value)| (*key.value(), value.value().to_vec()));
        assert_eq!(row, wanted.map(|(key, value)| (*key, value.clone())));
    }
}

fn run(before: &Model, steps: &[Step]) {
    let database = Database::builder().create_with_backend(redb::backends::InMemoryBackend::new()).unwrap();
    let transaction = database.begin_write().unwrap();
    {
        let mut table = transaction.open_table(TABLE).unwrap();
        for (key, value) in before {
            table.insert(key, value.as_slice()).unwrap();
        }
    }
    let mut model = before.clone();
    {
        let mut table: Table<'_> = HeldTable::new(transaction.open_table(TABLE).unwrap(), true);
        for step in steps {
            match step {
                Step::Put(key, value) => {
                    table.insert(key, value).unwrap();
                    model.insert(*key, value.clone());
                }
                Step::PutMany(first, count) => {
                    for key in keys_from(*first, *count) {
                        table.insert(&key, &[*count]).unwrap();
                        model.insert(key, vec![*count]);
                    }
                }
                Step::Remove(key) => {
                    table.remove(key).unwrap();
                    model.remove(key);
                }
                Step::Settle => {
                    let mut told = 0;
                    let held = table.held_rows();
                    table
                        .settle(&mut || {
                            told += 1;
                            Ok(())
                        })
                        .unwrap();
                    assert_eq!((told, table.held_rows(), table.held_bytes()), (held, 0, 0));
                }
                Step::Look(from, to, turns) => look(&table, &model, *from, *to, turns),
            }
            if let Step::Put(key, _) | Step::Remove(key) = step {
                let value = table.get(key).unwrap().map(|value| value.value().to_vec());
                assert_eq!(value.as_ref(), model.get(key));
            }
        }
        assert_eq!(table.count().unwrap(), model.len() as u64);
        assert_eq!(shown(&table), model);
        table.settle(&mut || Ok(())).unwrap();
        assert_eq!(shown(&table), model);
    }
    // What redb itself has, without anything of ours in between.
    let table = transaction.open_table(TABLE).unwrap();
    let rows = Rows::range(&table, &[0; 2], Unbounded).unwrap();
    let rows: Model = rows.map(|row| row.map(|(key, value)| (*key.value(), value.value().to_vec())).unwrap()).collect();
    assert_eq!(rows, model, "in the table {}", TABLE.name());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_that_holds_back_is_as_one_that_does_not(
        before in prop::collection::btree_map(key(), prop::collection::vec(any::<u8>(), 0..40), 0..200),
        steps in prop::collection::vec(step(), 0..60),
    ) {
        run(&before, &steps);
    }
}

#[test]
fn what_stops_the_writing_is_passed_on() {
    let database = Database::builder().create_with_backend(redb::backends::InMemoryBackend::new()).unwrap();
    let transaction = database.begin_write().unwrap();
    for count in [1, 200] {
        let mut table: Table<'_> = HeldTable::new(transaction.open_table(TABLE).unwrap(), true);
        for key in keys_from([0; 2], count) {
            table.insert(&key, b"held").unwrap();
        }
        let mut left = count;
        let stopped = table.settle(&mut || {
            left -= 1;
            if left == 0 { Err(Error::Cancelled) } else { Ok(()) }
        });
        assert!(matches!(stopped, Err(Error::Cancelled)));
    }
}
