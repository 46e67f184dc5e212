//! A script that asks for the exit status is told the truth: 0 done, 1 refused or not found, 2 wrong usage.
#![cfg(feature = "cli")]

mod counter;

use counter::{ANN, Counter};

#[test]
fn what_was_done_ends_with_0() {
    let counter = Counter::open();
    for words in [
        &["get", "till.tillbook", ANN][..],
        &["find", "till.tillbook", "--email", "ANN@example.com"],
        &["list", "till.tillbook", "--provider", "omise"],
        &["list", "till.tillbook", "--provider", "monri"],
        &["call", "till.tillbook", "omise", "GET", "/customers"],
        &["import", "till.tillbook", "customers.csv", "--provider", "omise"],
        &["export", "till.tillbook", "--provider", "omise"],
        &["stat", "till.tillbook"],
        &["check", "till.tillbook"],
        &["backup", "till.tillbook", "copy.tillbook"],
        &["compact", "till.tillbook"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
        &["help", "list"],
    ] {
        counter.ok(words);
    }
}

#[test]
fn what_was_refused_or_not_found_ends_with_1() {
    let counter = Counter::open();
    counter.write("letter.tillbook", "Dear customer,\n");
    for words in [
        &["get", "till.tillbook", "cust_test_nobody"][..],
        &["get", "missing.tillbook", ANN],
        &["get", "letter.tillbook", ANN],
        &["find", "till.tillbook", "--email", "nobody@example.com"],
        &["find", "till.tillbook", "--email", "ann@example.com", "--mode", "live"],
        &["find", "till.tillbook", "--phone", "no digits"],
        &["find", "till.tillbook", "--email", "ann@example.com", "--name", "bjorn"],
        &["list", "missing.tillbook", "--provider", "omise"],
        &["call", "till.tillbook", "omise", "GET", "/customers/cust_test_nobody"],
        &["call", "till.tillbook", "omise", "GET", "/customers", "--key", "public"],
        &["call", "missing.tillbook", "omise", "GET", "/customers"],
        &["import", "till.tillbook", "missing.csv", "--provider", "omise"],
        &["import", "letter.tillbook", "customers.csv", "--provider", "omise"],
        &["export", "missing.tillbook", "--provider", "omise"],
        &["export", "till.tillbook", "--provider", "omise", "-o", "no/folder/out.jsonl"],
        &["stat", "missing.tillbook"],
        &["check", "missing.tillbook"],
        &["check", "letter.tillbook"],
        &["backup", "missing.tillbook", "copy.tillbook"],
        &["backup", "till.tillbook", "customers.csv"],
        &["backup", "till.tillbook", "no/folder/copy.tillbook"],
        &["compact", "missing.tillbook"],
    ] {
        let answer = counter.run(words);
        assert_eq!(answer.status, 1, "{words:?}: {}", answer.stderr);
    }
    assert!(!counter.path("missing.tillbook").exists(), "a look made a store");
}

#[test]
fn wrong_usage_ends_with_2() {
    let counter = Counter::open();
    for words in [
        &[][..],
        &["lits", "till.tillbook"],
        &["list", "till.tillbook"],
        &["list", "till.tillbook", "--provider", "stripe"],
        &["list", "till.tillbook", "--provider", "digital_river"],
        &["list", "till.tillbook", "--provider", "omise", "--mode", "prod"],
        &["list", "till.tillbook", "--provider", "omise", "--limit", "-1"],
        &["list", "till.tillbook", "--provider", "omise", "--limit", "many"],
        &["find", "till.tillbook"],
        &["get", "till.tillbook"],
        &["call", "till.tillbook", "omise", "GET"],
        &["call", "till.tillbook", "omise", "GET", "/customers", "-d", "limit"],
        &["call", "till.tillbook", "omise", "GET", "/customers", "-H", "Omise-Version"],
        &["call", "till.tillbook", "omise", "POST", "/customers", "-d", "a=b", "--json", "{}"],
        &["import", "till.tillbook", "customers.csv"],
        &["export", "till.tillbook", "--provider", "omise", "--format", "xml"],
        &["stat"],
        &["serve", "till.tillbook"],
        &["serve", "till.tillbook", "--provider", "omise", "--secret-key", "hunter2"],
        &["completions", "tcsh"],
    ] {
        let answer = counter.run(words);
        assert_eq!(answer.status, 2, "{words:?}: {}{}", answer.stdout, answer.stderr);
        assert_eq!(answer.stdout, "", "{words:?}");
    }
}

#[test]
fn a_store_that_is_in_use_is_refused() {
    let counter = Counter::open();
    let account = counter.account();
    let answer = counter.run(&["list", "till.tillbook", "--provider", "omise"]);
    assert_eq!(answer.status, 1);
    assert!(answer.is_one_sentence() && answer.stderr.contains("in use"), "{}", answer.stderr);
    drop(account);
    counter.ok(&["list", "till.tillbook", "--provider", "omise"]);
}
