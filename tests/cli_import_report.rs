//! An import says what became of every row, and its exit status says whether any was refused.
#![cfg(feature = "cli")]

mod counter;

use counter::{ANN, Counter};

const ROWS: &str = "Customer ID,Name,E-Mail,Card Number\n\
                    M-1001,Ann Example,ann@example.com,\n\
                    M-1002,Bjørn A. Ångström,bjorn@example.com,\n\
                    M-3001,Mei Lin,mei@example.org,4242424242424242\n\
                    M-3002,too,many,fields,here\n\
                    M-3003,João,joao@example.org,\n";

#[test]
fn the_report_counts_every_row_and_names_the_refused_ones() {
    let counter = Counter::open();
    counter.write("rows.csv", ROWS);
    let answer = counter.run(&["import", "till.tillbook", "rows.csv", "--provider", "omise"]);
    assert_eq!(answer.status, 1);
    assert!(answer.is_one_sentence(), "{}", answer.stderr);
    assert!(answer.stderr.contains("1 of 5 rows was refused; correct the lines"), "{}", answer.stderr);
    let lines: Vec<&str> = answer.stdout.lines().map(str::trim).collect();
    assert!(lines.iter().any(|line| line.starts_with("5  has 5 fields and the header has 4")), "{}", answer.stdout);
    assert!(lines.iter().any(|line| line.contains("card numbers and security codes are never")), "{}", answer.stdout);
    let title = lines.iter().position(|line| *line == "CREATED  UPDATED  UNCHANGED  REFUSED").unwrap();
    let counts: Vec<&str> = lines[title + 2].split_whitespace().collect();
    assert_eq!(counts, ["2", "1", "1", "1"]);
    assert!(!answer.stdout.contains("42424242"));

    let again = counter.run(&["import", "till.tillbook", "rows.csv", "--provider", "omise", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!((again.status, report["unchanged"].as_u64(), report["refused"].as_u64()), (1, Some(4), Some(1)));
    assert_eq!(report["refusals"][0]["line"], 5);
    assert_eq!(report["warnings"][0]["times"], 1);
    counter.ok(&["get", "till.tillbook", ANN]);
}

#[test]
fn a_dry_run_changes_nothing_and_makes_nothing() {
    let counter = Counter::open();
    let before = counter.ok(&["export", "till.tillbook", "--provider", "omise"]);
    let report = counter.ok(&["import", "till.tillbook", "customers.csv", "--provider", "omise", "--dry-run"]);
    assert!(report.ends_with("Nothing was changed: this was a dry run.\n"), "{report}");
    assert_eq!(counter.ok(&["export", "till.tillbook", "--provider", "omise"]), before);
    let report =
        counter.json(&["import", "new.tillbook", "customers.csv", "--provider", "omise", "--dry-run", "--json"]);
    assert_eq!((report["dry_run"].as_bool(), report["created"].as_u64()), (Some(true), Some(2)));
    assert!(!counter.path("new.tillbook").exists());
}

#[test]
fn the_memory_of_an_import_is_chosen_in_mebibytes() {
    let counter = Counter::bare();
    // More than a mebibyte of customers, so that they become durable in several pieces.
    let rows: String = (0..4000).map(|row| format!("{row},Person {row},p{row}@example.org\n")).collect();
    counter.write("many.csv", &format!("Customer ID,Name,E-Mail\n{rows}"));
    let import = ["import", "till.tillbook", "many.csv", "--provider", "omise", "--json", "--memory"];
    let report = counter.json(&[&import[..], &["1"]].concat());
    assert_eq!((report["created"].as_u64(), report["refused"].as_u64()), (Some(4000), Some(0)));
    let again = counter.json(&[&import[..], &["512"]].concat());
    assert_eq!(again["unchanged"].as_u64(), Some(4000));
    assert_eq!(counter.run(&[&import[..], &["0"]].concat()).status, 2);
}

#[test]
fn a_file_that_cannot_be_read_leaves_no_store_behind() {
    let counter = Counter::bare();
    counter.write("empty.csv", "");
    counter.write("letter.csv", "Dear customer\nhow are you\n");
    std::fs::create_dir(counter.path("folder")).unwrap();
    for (file, advice) in [
        ("missing.csv", "reading missing.csv failed"),
        ("empty.csv", "header"),
        ("letter.csv", "header"),
        ("folder", "not a regular file"),
    ] {
        let answer = counter.run(&["import", "new.tillbook", file, "--provider", "omise"]);
        assert!(answer.status == 1 && answer.is_one_sentence(), "{file}: {}", answer.stderr);
        assert!(answer.stderr.contains(advice), "{file}: {}", answer.stderr);
        assert!(!counter.path("new.tillbook").exists(), "{file} made a store");
    }
}

#[test]
fn each_account_is_a_world_of_its_own() {
    let counter = Counter::bare();
    counter.write("customers.csv", "Customer ID,E-Mail\nM-1,ann@example.org\n");
    for (provider, mode) in [("omise", "test"), ("omise", "live"), ("digital-river", "test"), ("shopline", "live")] {
        counter.ok(&["import", "t.tillbook", "customers.csv", "--provider", provider, "--mode", mode]);
    }
    let total = |words: &[&str]| {
        let answer = counter.json(&[&["find", "t.tillbook", "--email", "ann@example.org", "--json"], words].concat());
        answer["total"].as_u64().unwrap()
    };
    assert_eq!(total(&[]), 4);
    assert_eq!(total(&["--mode", "live"]), 2);
    assert_eq!(total(&["--provider", "omise"]), 2);
    assert_eq!(total(&["--provider", "shopline", "--mode", "live"]), 1);
    let stat = counter.json(&["stat", "t.tillbook", "--json"]);
    let accounts = stat["accounts"].as_array().unwrap();
    let names: Vec<&str> = accounts.iter().map(|account| account["account"].as_str().unwrap()).collect();
    assert_eq!(names, ["omise/test", "omise/live", "digital-river/test", "shopline/live"]);
    let shown = counter.ok(&["find", "t.tillbook", "--merchant-customer-id", "M-1"]);
    assert!(names.iter().all(|name| shown.contains(name)), "{shown}");
}
