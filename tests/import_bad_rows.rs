//! A bad row is reported with its line and reason, and never stops or spoils the rest.

mod support;

use support::Till;
use tillbook::Status;
use tillbook::transfer::{ImportOptions, ImportReport, import};

/// The line of every refusal with the first words of its reason.
fn refusals(report: &ImportReport) -> Vec<(u64, String)> {
    let shown = |reason: &str| reason.split(' ').take(4).collect::<Vec<_>>().join(" ");
    report.refusals.iter().map(|refusal| (refusal.line, shown(&refusal.reason))).collect()
}

fn told(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
    expected.iter().map(|&(line, words)| (line, words.to_owned())).collect()
}

#[test]
fn in_a_table() {
    let till = Till::open();
    let file = "Customer ID,Name,Notes\n\
        1,Ann,\"two\nlines\"\n\
        2,Bob\n\
        3,Cat,\"never closed\n\
        4,Dan,x\n\
        \n\
        5,Eve,\"closed\" badly\n\
        6,Fay,a,b\n\
        cust_6a0f1k2m3n4p5q6r7s8,Gus,x\n\
        7,Hal,x\n";
    let report = till.import("customers.csv", file);
    let expected = [
        (4, "has 2 fields and"),
        (5, "has text after a"),
        (8, "has text after a"),
        (9, "has 4 fields and"),
        (10, "its id cust_6a0f1k2m3n4p5q6r7s8 belongs"),
    ];
    assert_eq!(refusals(&report), told(&expected), "{report:?}");
    assert_eq!((report.created, report.refused, report.rows()), (3, 5, 8));
    assert_eq!(till.named("ann").own.notes.as_deref(), Some("two\nlines"));
    assert_eq!(till.named("dan").own.merchant_customer_id.as_deref(), Some("4"));
    assert_eq!(till.named("hal").own.merchant_customer_id.as_deref(), Some("7"));
}

#[test]
fn in_lines_of_json() {
    let till = Till::open();
    let file = r#"{"object":"customer","id":"cust_test_1a","email":"ann@example.org"}
{"object":"customer","id":"cust_test_2b","email":"bob@example.org"
{"object":"customer","id":"cust_3c","email":"cat@example.org"}
{"object":"customer","id":"cust_test_4d","livemode":true}
{"object":"customer","id":"cust_test_5e","deleted":true}

{"object":"card","id":"card_test_1a"}
[]
"text"
{"object":"customer","id":"cust_test_6f","email":7}
{"object":"customer","id":"cust_test_7g","cards":{"data":[]},"default_card":"card_test_gone"}
{"object":"customer","id":"cust_test_8h","email":"hal@example.org"}"#;
    let report = till.import("customers.jsonl", file);
    let expected = [
        (2, "is not readable JSON"),
        (3, "its id cust_3c belongs"),
        (4, "the customer is of"),
        (5, "the customer is deleted"),
        (7, "is not a customer"),
        (9, "is not a JSON"),
        (10, "its email is not"),
        (11, "card card_test_gone was not"),
    ];
    assert_eq!(refusals(&report), told(&expected), "{report:?}");
    let ids: Vec<String> = till.customers().iter().map(|customer| customer.id.clone()).collect();
    assert_eq!(ids, ["cust_test_1a", "cust_test_8h"]);
}

#[test]
fn in_an_array_over_many_lines() {
    let till = Till::open();
    let file = r#"[
  {
    "email": "ann@example.org"
  },
  {
    "email": "bob@example.org,
    "metadata": {
      "a": [
        {}
      ]
    }
  },
  {
    "email": "cat@example.org"
  }
]"#;
    let report = till.import("customers.json", file);
    assert_eq!(refusals(&report), told(&[(5, "is not readable JSON")]));
    assert_eq!(report.created, 2);
    assert_eq!(till.account.customers().by_email("cat@example.org").unwrap().len(), 1);
}

#[test]
fn a_refused_row_leaves_no_trace() {
    let till = Till::open();
    let file = r#"{"object":"customer","id":"cust_test_1a","tillbook":{"merchant_customer_id":"17"}}
{"object":"customer","id":"cust_test_2b","email":"bob@example.org","tillbook":{"merchant_customer_id":"17"}}
{"object":"customer","id":"cust_test_3c","tillbook":{"merchant_customer_id":"18"}}"#;
    let report = till.import("customers.jsonl", file);
    assert_eq!(refusals(&report), told(&[(2, "merchant_customer_id 17 belongs to")]));
    assert_eq!(till.account.customers().get("cust_test_2b").unwrap(), None);
    assert!(till.account.customers().by_email("bob@example.org").unwrap().is_empty());
    assert_eq!(till.customers().len(), 2);
}

#[test]
fn a_card_of_another_customer_is_not_taken_over() {
    let till = Till::open();
    let card = r#"{"object":"card","id":"card_test_1a","brand":"Visa","last_digits":"4242","expiration_month":1,"expiration_year":2031}"#;
    let row = |id: &str| format!(r#"{{"object":"customer","id":"{id}","cards":{{"data":[{card}]}}}}"#);
    let report = till.import("customers.jsonl", format!("{}\n{}\n", row("cust_test_1a"), row("cust_test_2b")));
    assert_eq!((report.created, refusals(&report)[0].0), (1, 2));
}

#[test]
fn more_refusals_than_are_kept_are_counted() {
    let till = Till::open();
    let report = till.import("customers.csv", format!("email,name\n{}a@example.org,Ann\n", "x\n".repeat(1500)));
    assert_eq!((report.created, report.refused), (1, 1500));
    assert_eq!(report.refusals.len(), ImportReport::REFUSALS_KEPT);
}

#[test]
fn a_file_that_is_nothing_of_the_kind_is_refused_as_a_whole() {
    let till = Till::open();
    for (name, content) in [
        ("a.csv", &b"nonsense,without header\n1,2\n"[..]),
        ("b.csv", b""),
        ("c.xlsx", b"PK\x03\x04rest"),
        ("d.csv", b"name\nzero \0 byte\n"),
    ] {
        let refused = import(&till.account, &till.file(name, content), ImportOptions::default(), |_| {});
        assert_eq!(refused.unwrap_err().status(), Status::InvalidArgument, "{name}");
    }
    let missing = import(&till.account, "/nowhere/at/all.csv".as_ref(), ImportOptions::default(), |_| {});
    assert_eq!(missing.unwrap_err().status(), Status::Io);
    assert!(till.customers().is_empty());
}
