//! Somebody presses "cancel" during long work: it stops there, says so, and leaves a sound store behind.

use std::ops::ControlFlow;

use tillbook::transfer::{ExportProgress, ImportOptions, export_csv, export_jsonl, import};
use tillbook::{ImportedCustomer, ListQuery, Result, Status, Store};

mod support;
use support::Till;

const ROWS: usize = 50;
/// Rows that become durable together.
const GROUP: usize = 10;

fn people(till: &Till) -> std::path::PathBuf {
    let rows: String = (0..ROWS).map(|row| format!("{row},Person {row}\n")).collect();
    till.file("people.csv", format!("Customer ID,Name\n{rows}"))
}

fn customers(till: &Till) -> u64 {
    till.account.customers().list(&ListQuery::default()).unwrap().total
}

fn assert_cancelled<T>(outcome: Result<T>) {
    assert_eq!(outcome.err().map(|error| error.status()), Some(Status::Cancelled));
}

/// An answer that stops the work when it is asked for the `last` time, counted from 1.
fn until(last: usize) -> impl FnMut() -> ControlFlow<()> {
    let mut asked = 0;
    move || {
        asked += 1;
        assert!(asked <= last, "the work went on after it was told to stop");
        if asked == last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[test]
fn an_import_keeps_the_groups_that_were_done_and_takes_up_where_it_ended() {
    let options = ImportOptions { rows_at_once: GROUP, ..ImportOptions::default() };
    for groups in 0..=ROWS / GROUP {
        let till = Till::open();
        let file = people(&till);
        // The first time it is asked, nothing was read yet.
        let mut answer = until(groups + 1);
        let mut rows = 0;
        let stopped = import(&till.account, &file, options, |progress| {
            rows = progress.rows;
            answer()
        });
        assert_cancelled(stopped);
        assert_eq!((rows, customers(&till)), ((groups * GROUP) as u64, (groups * GROUP) as u64));
        assert!(till.store.check(|_| {}).unwrap().is_sound());

        let report = import(&till.account, &file, options, |_| ControlFlow::Continue(())).unwrap();
        assert_eq!((report.created, report.unchanged), ((ROWS - groups * GROUP) as u64, (groups * GROUP) as u64));
        assert_eq!(customers(&till), ROWS as u64);
    }
}

#[test]
fn a_dry_run_leaves_nothing_wherever_it_is_stopped() {
    let options = ImportOptions { dry_run: true, rows_at_once: GROUP, ..ImportOptions::default() };
    for asked in [1, 2, ROWS / GROUP] {
        let till = Till::open();
        let file = people(&till);
        let mut answer = until(asked);
        assert_cancelled(import(&till.account, &file, options, |_| answer()));
        assert_eq!(customers(&till), 0);
        till.account.customers().create(tillbook::NewCustomer::default()).unwrap();
        assert!(till.store.check(|_| {}).unwrap().is_sound());
    }
}

#[test]
fn an_export_says_how_far_it_is_and_writes_no_further_than_it_may() {
    let till = Till::open();
    let rows: Vec<_> = (0..600)
        .map(|number| ImportedCustomer { email: Some(format!("p{number}@example.org")), ..Default::default() })
        .collect();
    till.account.customers().import(rows, false).unwrap();

    let mut told = Vec::new();
    export_jsonl(&till.account, Vec::new(), |progress: ExportProgress| told.push((progress.done, progress.total)))
        .unwrap();
    assert_eq!(told, [(0, 600), (256, 600), (512, 600), (600, 600)]);

    for (asked, lines) in [(1, 0), (2, 256), (3, 512)] {
        let (mut json, mut table) = (Vec::new(), Vec::new());
        let (mut answer, mut again) = (until(asked), until(asked));
        assert_cancelled(export_jsonl(&till.account, &mut json, |_| answer()));
        assert_cancelled(export_csv(&till.account, &mut table, |_| again()));
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
        // The table has a header, which comes with its first customer.
        assert_eq!((count(&json), count(&table)), (lines, lines + usize::from(lines > 0)));
    }

    let empty = Till::open();
    let mut told = Vec::new();
    export_csv(&empty.account, Vec::new(), |progress: ExportProgress| told.push(progress)).unwrap();
    assert_eq!(told, [ExportProgress::default()]);
}

#[test]
fn a_check_stops_at_whichever_table_it_is() {
    let till = Till::open();
    import(&till.account, &people(&till), ImportOptions::default(), |_| {}).unwrap();
    let mut tables = 0;
    till.store.check(|_| tables += 1).unwrap();
    for asked in 1..=tables {
        let mut answer = until(asked);
        assert_cancelled(till.store.check(|_| answer()));
    }

    let path = till.store.path().with_file_name("copy.tillbook");
    std::fs::copy(till.store.path(), &path).unwrap();
    let mut told = 0;
    Store::check_file(&path, |_| told += 1).unwrap();
    for asked in 1..=told {
        let mut answer = until(asked);
        assert_cancelled(Store::check_file(&path, |_| answer()));
    }
    assert!(Store::check_file(&path, |_| {}).unwrap().is_sound());
}
