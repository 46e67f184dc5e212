//! The till is switched off in the midst of an import: what became durable together is there as a whole or not at all.

mod process;

use std::path::Path;
use std::time::{Duration, Instant};

use process::{Other, say};
use tillbook::transfer::{ImportOptions, ImportReport, import_from};
use tillbook::{ListQuery, Mode, Order, Provider, Store};

const ROWS: u64 = 3000;
/// Rows that become durable together.
const GROUP: usize = 250;

fn import(path: &Path, mut told: impl FnMut()) -> ImportReport {
    // Ids that jump about, so that every group has rows everywhere in the tables.
    let place = |number: u64| number * 7_368_787 % 100_003;
    let row = |number| format!(r#"{{"id":"cust_test_{:019}","name":"Ann {number}"}}"#, place(number));
    let lines: Vec<String> = (0..ROWS).map(row).collect();
    let store = Store::open(path).unwrap();
    let account = store.account(Provider::Omise, Mode::Test);
    let options = ImportOptions { rows_at_once: GROUP, ..ImportOptions::default() };
    import_from(&account, lines.join("\n").as_bytes(), options, |_| told()).unwrap()
}

/// What another process does: see [`Other`].
#[test]
fn another_process() {
    let Some((role, path)) = process::role() else { return };
    assert_eq!(role, "import");
    import(&path, || say("further"));
}

#[test]
fn a_killed_import_leaves_whole_groups_and_the_next_one_takes_up_where_it_ended() {
    let mut partly = 0;
    for kill_after in [1, 2, 4, 7] {
        for wait in [0, 3, 9] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("till.tillbook");
            let mut other = Other::start("import", &path);
            (0..kill_after).for_each(|_| assert!(other.line().is_some()));
            let until = Instant::now() + Duration::from_millis(wait);
            while Instant::now() < until {
                std::hint::spin_loop();
            }
            other.kill();

            let store = Store::open(&path).unwrap();
            let account = store.account(Provider::Omise, Mode::Test);
            let newest = ListQuery { order: Order::NewestFirst, limit: 1, ..ListQuery::default() };
            let page = account.customers().list(&newest).unwrap();
            assert_eq!(page.total % GROUP as u64, 0, "{} customers", page.total);
            assert!(page.total >= (kill_after as u64 - 1) * GROUP as u64, "what was told is gone: {}", page.total);
            let name = page.items.first().and_then(|last| last.own.name.clone());
            assert_eq!(name, page.total.checked_sub(1).map(|last| format!("Ann {last}")));
            assert!(store.check(|_| {}).unwrap().is_sound());
            drop((account, store));
            partly += u64::from(page.total > 0 && page.total < ROWS);
            let report = import(&path, || {});
            assert_eq!((report.created, report.unchanged), (ROWS - page.total, page.total));
        }
    }
    assert!(partly > 0, "no import was killed in the midst of it");
}
