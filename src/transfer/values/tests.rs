use super::*;

/// Every piece: a value as line and text, trouble as line and reason, the end of a list as its count.
fn read(text: &str) -> Vec<(u64, String)> {
    let mut values = Values::new(text.as_bytes(), "data");
    let mut all = Vec::new();
    while let Some(piece) = values.read().unwrap() {
        assert!(all.len() < 100, "no end: {all:?}");
        all.push(match piece {
            Piece::Value(line, text) => (line, String::from_utf8(text).unwrap()),
            Piece::Broken(line, reason) => (line, format!("! {reason}")),
            Piece::ListEnd { line, found, envelope } => {
                (line, format!("{found} of {}", String::from_utf8(envelope).unwrap()))
            }
        });
    }
    all
}

fn check(text: &str, expected: &[(u64, &str)]) {
    let expected: Vec<(u64, String)> = expected.iter().map(|&(line, text)| (line, text.to_owned())).collect();
    assert_eq!(read(text), expected, "{text}");
}

const BROKEN: &str = "! is not readable JSON";

#[test]
fn every_shape_gives_its_values() {
    check("", &[]);
    check("[]", &[]);
    check(
        r#"[{"a":1}, {"a":[{}]} ,3,"x",null]"#,
        &[(1, r#"{"a":1}"#), (1, r#"{"a":[{}]}"#), (1, "3"), (1, r#""x""#), (1, "null")],
    );
    check("{\"a\": 1,\n\"b\": {\"data\": []}}", &[(1, r#"{"a":1,"b":{"data": []}}"#)]);
    check("{\"a\":1}\n\n{\"a\":2}\n", &[(1, r#"{"a":1}"#), (3, r#"{"a":2}"#)]);
    check("[\n{\"a\":\"}]\\\"\\\\\"}\n,\n{}]\n[{}]", &[(2, r#"{"a":"}]\"\\"}"#), (4, "{}"), (5, "{}")]);
}

#[test]
fn an_envelope_gives_its_data_and_then_itself() {
    check(
        "{\"object\":\"list\",\n \"data\":[\n  {\"a\":1},\n  {}],\n \"total\":5}",
        &[(3, r#"{"a":1}"#), (4, "{}"), (1, r#"2 of {"object":"list","total":5}"#)],
    );
    check(r#"{"data":[]}"#, &[(1, "0 of {}")]);
    check(r#"{"data":"x"}"#, &[(1, r#"{"data":"x"}"#)]);
}

#[test]
fn a_broken_value_costs_itself_only() {
    // A missing brace, a missing quote, a bracket too many, a missing value.
    check(
        "[\n{\"a\":1,\n{\"a\":2},\n{\"a\":\"3},\n{\"a\":4}},\n{\"a\":5},\n{\"a\":},\n{\"a\":7}\n]",
        &[
            (2, BROKEN),
            (3, r#"{"a":2}"#),
            (4, BROKEN),
            (5, r#"{"a":4}"#),
            (5, BROKEN),
            (6, r#"{"a":5}"#),
            (7, r#"{"a":}"#),
            (8, r#"{"a":7}"#),
        ],
    );
}

#[test]
fn a_broken_value_of_several_lines_costs_itself_only() {
    let text = "[\n  {\n    \"a\": \"1,\n    \"b\": {\n      \"c\": [\n        {}\n      ]\n    }\n  },\n  {\n    \"a\": 2\n  }\n]";
    check(text, &[(2, BROKEN), (10, "{\n    \"a\": 2\n  }")]);
    let joined = "[{\n  \"a\": \"1\n}, {\n  \"a\": 2\n}]";
    check(joined, &[(1, BROKEN), (3, "{\n  \"a\": 2\n}")]);
}

#[test]
fn broken_values_between_lists_are_told_apart() {
    check(
        "oops\n{\"a\":1}\n]\n{\"a\":2",
        &[(1, BROKEN), (2, r#"{"a":1}"#), (3, BROKEN), (4, "! is cut off at the end of the file")],
    );
    check("[{\"a\":1},", &[(1, r#"{"a":1}"#), (1, "! ends inside a list")]);
    check(
        "{\"data\":[{},{\"a\":",
        &[(1, "{}"), (1, "! is cut off at the end of the file"), (1, "! ends inside a list")],
    );
}

#[test]
fn a_value_beyond_the_bound_is_not_held() {
    let long = format!("[\n{{\"a\":\"{}\"}},\n{{\"a\":1}}\n]", "x".repeat(LONGEST));
    check(&long, &[(2, "! is longer than a customer may be"), (3, r#"{"a":1}"#)]);
}
