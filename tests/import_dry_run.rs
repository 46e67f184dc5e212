//! A dry run decides as in earnest and changes nothing.

mod support;

use support::Till;
use tillbook::transfer::{ImportOptions, import};

const FILE: &str = "Customer ID,Name,Email\n1,Ann,a@example.org\n1,Ann B,a@example.org\n1,Ann B,a@example.org\n2,Bob\n\
    3,Cat,c@example.org\n";

const DRY: ImportOptions = ImportOptions { dry_run: true, rows_at_once: 1, memory_bytes: 1 << 20 };

#[test]
fn the_report_is_that_of_the_import_that_follows() {
    let till = Till::open();
    let path = till.file("customers.csv", FILE);
    let before = std::fs::read(till.store.path()).unwrap();
    // Rows meet those before them even where every row is a group of its own.
    let dry = import(&till.account, &path, DRY, |_| {}).unwrap();
    assert_eq!((dry.created, dry.updated, dry.unchanged, dry.refused), (2, 1, 1, 1));
    assert!(till.customers().is_empty());
    assert!(std::fs::read(till.store.path()).unwrap() == before, "the file changed");

    let real = import(&till.account, &path, ImportOptions { dry_run: false, ..DRY }, |_| {}).unwrap();
    assert_eq!(real, dry);
    assert_eq!(till.customers().len(), 2);
    let again = import(&till.account, &path, DRY, |_| {}).unwrap();
    assert_eq!((again.created, again.updated, again.unchanged), (0, 2, 2));
}

#[test]
fn a_store_that_is_in_use_keeps_what_it_has() {
    let till = Till::open();
    till.import("customers.csv", FILE);
    let before = (till.customers(), std::fs::read(till.store.path()).unwrap());
    let rows: String = (0..3000).map(|n| format!("{n},Somebody {n},s{n}@example.org\n")).collect();
    let path = till.file("more.csv", format!("Customer ID,Name,Email\n{rows}"));
    let report = import(&till.account, &path, ImportOptions { dry_run: true, ..ImportOptions::default() }, |_| {});
    assert_eq!(report.unwrap().created, 2998);
    assert_eq!(till.customers(), before.0);
    assert!(std::fs::read(till.store.path()).unwrap() == before.1, "the file changed");
}

#[test]
fn progress_ends_at_the_end_of_the_file() {
    let till = Till::open();
    let path = till.file("customers.csv", FILE);
    for options in [DRY, ImportOptions { dry_run: false, ..DRY }] {
        let mut seen = Vec::new();
        import(&till.account, &path, options, |progress| seen.push(progress)).unwrap();
        assert_eq!(seen.first().unwrap().rows, 0);
        let last = seen.last().unwrap();
        assert_eq!((last.rows, last.bytes_done, last.bytes_total), (5, FILE.len() as u64, FILE.len() as u64));
        assert!(seen.is_sorted_by_key(|progress| progress.rows));
    }
}
