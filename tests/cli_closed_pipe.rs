//! `tillbook list … | head -1`: whoever has read enough closes the pipe, and that is no error.
#![cfg(all(unix, feature = "cli"))]

mod counter;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use counter::Counter;
use tillbook::{ImportedCustomer, OwnFields};

/// Runs a command, reads some lines, closes the pipe, and answers with the status and standard error.
fn read_lines_of(counter: &Counter, words: &[&str], lines: usize) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tillbook"))
        .args(words)
        .current_dir(counter.path("."))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..lines {
        reader.read_line(&mut String::new()).unwrap();
    }
    drop(reader);
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_reader_that_stops_ends_the_command_quietly() {
    let counter = Counter::open();
    // More than a pipe holds.
    let rows = (0..3000).map(|number| ImportedCustomer {
        own: OwnFields { merchant_customer_id: Some(format!("N-{number}")), ..OwnFields::default() },
        ..ImportedCustomer::default()
    });
    counter.account().customers().import(rows.collect(), false).unwrap();
    for (words, lines) in [
        (&["list", "till.tillbook", "--provider", "omise", "--limit", "5000"][..], 1),
        (&["list", "till.tillbook", "--provider", "omise", "--limit", "5000", "--json"], 0),
        (&["find", "till.tillbook", "--phone", "2222"], 0),
        (&["get", "till.tillbook", counter::ANN], 0),
        (&["call", "till.tillbook", "omise", "GET", "/customers?limit=100"], 1),
        (&["export", "till.tillbook", "--provider", "omise"], 1),
        (&["export", "till.tillbook", "--provider", "omise", "--format", "csv"], 0),
        (&["import", "till.tillbook", "customers.csv", "--provider", "omise"], 0),
        (&["stat", "till.tillbook"], 0),
        (&["check", "till.tillbook", "--json"], 0),
        (&["backup", "till.tillbook", "copy.tillbook"], 0),
        (&["compact", "till.tillbook"], 0),
        (&["completions", "bash"], 1),
        (&["demo", "--customers", "100"], 1),
        (&["--help"], 1),
        (&["help", "list"], 0),
    ] {
        assert_eq!(read_lines_of(&counter, words, lines), (Some(0), String::new()), "{words:?}");
    }
}

#[test]
fn a_refusal_stays_one_when_nobody_reads_the_output() {
    let counter = Counter::open();
    let words = ["call", "till.tillbook", "omise", "GET", "/customers/cust_test_nobody"];
    let (status, _) = read_lines_of(&counter, &words, 0);
    assert_eq!(status, Some(1));
    let (status, stderr) = read_lines_of(&counter, &["get", "till.tillbook", "nobody"], 0);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("check the id"), "{stderr}");
}
