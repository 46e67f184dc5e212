//! An export into a file is stopped, killed, or made twice at once: the file that was there stays whole, or is whole anew.

use std::ops::ControlFlow;

use tillbook::transfer::{ExportFormat, export_file};
use tillbook::{ImportedCustomer, Status};

mod support;
use support::Till;

fn filled(customers: usize) -> Till {
    let till = Till::open();
    let rows: Vec<_> = (0..customers)
        .map(|number| ImportedCustomer { email: Some(format!("p{number}@example.org")), ..Default::default() })
        .collect();
    till.account.customers().import(rows, false).unwrap();
    till
}

fn names(till: &Till) -> Vec<String> {
    let entries = till.store.path().parent().unwrap().read_dir().unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_stopped_export_leaves_the_one_before_it() {
    let till = filled(600);
    let path = till.file("out.jsonl", "kept\n");
    let before = names(&till);
    for stop_at in [0, 256, 600] {
        let stopped =
            export_file(&till.account, &path, ExportFormat::Jsonl, |progress| match progress.done == stop_at {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            });
        assert_eq!(stopped.unwrap_err().status(), Status::Cancelled);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "kept\n");
        assert_eq!(names(&till), before);
    }
    assert_eq!(export_file(&till.account, &path, ExportFormat::Jsonl, |_| {}).unwrap(), 600);
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 600);
    assert_eq!(names(&till), before);
}

#[test]
fn what_a_killed_export_left_is_not_in_the_way() {
    let till = filled(3);
    let path = till.file("out.csv", "kept\n");
    let left = till.file("out.csv.unfinished", "half a line of somebody else's".repeat(1000));
    assert_eq!(export_file(&till.account, &path, ExportFormat::Csv, |_| {}).unwrap(), 3);
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 4);
    assert!(!left.exists());
}

/// Both wrote into the same unfinished file, and the first to end gave it its name.
#[test]
fn of_two_exports_to_one_name_at_once_the_second_is_refused() {
    let till = filled(300);
    let path = till.file("out.jsonl", "kept\n");
    let mut refused = 0;
    let count = export_file(&till.account, &path, ExportFormat::Jsonl, |_| {
        let second = export_file(&till.account, &path, ExportFormat::Csv, |_| {});
        assert_eq!(second.unwrap_err().status(), Status::AlreadyOpen);
        refused += 1;
    });
    assert_eq!((count.unwrap(), refused > 1), (300, true));
    assert!(std::fs::read_to_string(&path).unwrap().lines().all(|line| line.starts_with('{') && line.ends_with('}')));
    assert_eq!(export_file(&till.account, &path, ExportFormat::Csv, |_| {}).unwrap(), 300);
}
