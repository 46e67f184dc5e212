//! Lists of many runs, built up and emptied at random, against a sorted vector.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{BLOCK, RUN, SPLIT, get, rank, rows, select as place_at, total};
use crate::engine::Position;
use crate::{Imported, ImportedCustomer, Mode, Provider, Store, Timestamp};

#[derive(Debug, Clone)]
enum Step {
    Add(Vec<i64>),
    /// Removes so many places from one on; the place is counted round.
    Remove(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let times = prop_oneof![
        vec(-30..30i64, 1..60),
        (-30..30i64, select(&[-1i64, 0, 1][..]), 1..60i64)
            .prop_map(|(from, step, count)| (0..count).map(|number| from + number * step).collect()),
    ];
    vec(
        prop_oneof![
            times.prop_map(Step::Add),
            (0..400usize, 1..80usize).prop_map(|(from, count)| Step::Remove(from, count))
        ],
        1..20,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_has_its_rank(steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        let account = Store::open(folder.path().join("till.tillbook")).unwrap().account(Provider::Shopline, Mode::Test);
        let mut present = BTreeMap::new();
        for step in steps {
            match step {
                Step::Add(times) => {
                    let row = |time: &i64| ImportedCustomer {
                        created_at: Some(Timestamp::from_millis(*time)),
                        ..ImportedCustomer::default()
                    };
                    for imported in account.customers().import(times.iter().map(row).collect(), false).unwrap() {
                        let Ok(Imported::Created(id)) = imported else { panic!("{imported:?}") };
                        let customer = account.customers().get(&id).unwrap().unwrap();
                        present.insert(Position::new(customer.created_at, customer.sequence), id);
                    }
                }
                Step::Remove(from, count) => {
                    let from = from % present.len().max(1);
                    let gone: Vec<Position> = present.keys().copied().skip(from).take(count).collect();
                    for position in gone {
                        account.customers().delete(&present.remove(&position).unwrap()).unwrap();
                    }
                }
            }
            let count = account.store().read(|view| total(view.tables, account.id(), crate::Kind::Customer)).unwrap();
            prop_assert_eq!(count, present.len() as u64);
        }
        account.store().read(|view| {
            let (tables, kind) = (view.tables, crate::Kind::Customer);
            let id = account.id();
            for (place, position) in present.keys().enumerate() {
                assert_eq!(rank(tables, id, kind, *position)?, place as u64);
                assert_eq!(place_at(tables, id, kind, place as u64)?, Some(*position));
            }
            for beyond in 0..3 {
                assert_eq!(place_at(tables, id, kind, present.len() as u64 + beyond)?, None);
            }
            assert_eq!(rank(tables, id, kind, Position::LAST)?, present.len() as u64);
            for (level, most) in [(BLOCK, SPLIT), (RUN, SPLIT * SPLIT)] {
                for row in rows(tables, id, kind, level, Position::FIRST)? {
                    let (start, count) = row?;
                    assert!(count <= most, "a row of level {level} was not split");
                    let needed = start == Position::FIRST || get(tables, id, kind, RUN, start)?.is_some();
                    assert!(count > 0 || (level == BLOCK && needed) || start == Position::FIRST, "an empty row stayed");
                }
            }
            Ok(())
        }).unwrap();
        prop_assert!(account.store().check(|_| ()).unwrap().is_sound());
    }
}
