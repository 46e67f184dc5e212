//! Tables line up whatever script a name is written in, and what a customer is called cannot steer the terminal.
#![cfg(feature = "cli")]

mod counter;

use counter::{ANN, Counter};
use tillbook::{NewCustomer, OwnFields};

/// How many cells of a terminal a character takes, for the scripts of these tests.
fn cells(shown: char) -> usize {
    match shown {
        // Thai vowels and tone marks that stand above or below a letter.
        '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' => 0,
        '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{1f300}'..='\u{1faff}' => 2,
        _ => 1,
    }
}

/// At which cell a part of a line begins.
fn cell_of(line: &str, part: &str) -> usize {
    let place = line.find(part).unwrap_or_else(|| panic!("{part} is not in {line}"));
    line[..place].chars().map(cells).sum()
}

#[test]
fn columns_begin_at_one_cell_after_names_of_any_script() {
    let counter = Counter::open();
    let shown = counter.ok(&["list", "till.tillbook", "--provider", "omise"]);
    let lines: Vec<&str> = shown.lines().collect();
    let (title, rows) = (lines[0], &lines[2..7]);
    let emails = ["ann@", "bjorn@", "sakura@", "nattaya@", "zoe@"];
    for (row, email) in rows.iter().zip(emails) {
        assert_eq!(cell_of(row, email), cell_of(title, "E-MAIL"), "{shown}");
        assert_eq!(cell_of(row, "M-100"), cell_of(title, "MERCHANT ID"), "{shown}");
        assert_eq!(cell_of(row, "2026-02-0"), cell_of(title, "CREATED"), "{shown}");
    }
    assert!(lines.iter().all(|line| line.trim_end() == *line), "blanks at the end of a line: {shown:?}");
}

#[test]
fn values_below_each_other_begin_at_one_cell() {
    let counter = Counter::open();
    let shown = counter.ok(&["get", "till.tillbook", ANN]);
    let lines: Vec<&str> = shown.lines().collect();
    let begin = cell_of(lines[0], ANN);
    for value in ["omise/test", "Ann Example", "ann@example.com", "+44 20", "M-1001", "London", "vip, gluten"] {
        let line = lines.iter().find(|line| line.contains(value)).unwrap();
        assert_eq!(cell_of(line, value), begin, "{shown}");
    }
}

#[test]
fn numbers_end_at_one_cell() {
    let counter = Counter::bare();
    let shown = counter.ok(&["demo", "--customers", "100"]);
    let lines: Vec<&str> = shown.lines().collect();
    let title = lines.iter().position(|line| line.starts_with("LOOKUP BY")).unwrap();
    let end = |line: &str| line.chars().map(cells).sum::<usize>();
    for row in &lines[title + 2..title + 7] {
        assert_eq!(end(row), end(lines[title]), "{shown}");
    }
}

#[test]
fn a_name_cannot_steer_the_terminal_or_break_the_table() {
    let counter = Counter::open();
    let name = "Evil\x1b]0;title\x07\r\n\u{9b}2J\u{202e}Mallory";
    let own = OwnFields { name: Some(name.to_owned()), ..OwnFields::default() };
    let mallory = counter.account().customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap();
    for words in [
        &["list", "till.tillbook", "--provider", "omise"][..],
        &["find", "till.tillbook", "--name", "evil"],
        &["get", "till.tillbook", &mallory.id],
        &["get", "till.tillbook", &mallory.id, "--json"],
    ] {
        let shown = counter.ok(words);
        let steers = |shown: char| shown.is_control() && shown != '\n';
        assert!(!shown.contains(steers), "{words:?}: {shown:?}");
        assert!(shown.lines().any(|line| line.contains("Evil") && line.contains("Mallory")), "{words:?}: {shown:?}");
    }
    let shown = counter.json(&["get", "till.tillbook", &mallory.id, "--json"]);
    assert_eq!(shown["tillbook"]["name"], name);
}
