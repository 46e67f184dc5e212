//! Lines that must fail, in each language: a replayer that overlooks something makes every line worthless.

use std::path::Path;

use crate::given::Told;
use crate::{c, corpus, replay};

/// What comes before each line: a customer, called `ann`.
const BEFORE: [&str; 2] = [
    r#"{"story": "a mistake", "provider": "omise", "mode": "test", "now": 1770091506000}"#,
    r#"{"do": "customers_create", "with": {"new_customer": {"name": "Ann", "tags": ["a", "b"]}}, "answer": {"id": "${ann}", "created_at": 1770091506000, "metadata": {}, "name": "Ann", "tags": ["a", "b"]}}"#,
];

/// A line that is right, so that the others fail for their mistakes alone.
const RIGHT: &str = r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": {"id": "${ann}", "created_at": 1770091506000, "metadata": {}, "name": "${_}", "tags": ["a", "b"]}}"#;

const MISTAKES: [(&str, &str); 22] = [
    (
        "a member too few",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": {"id": "${ann}", "created_at": 1770091506000, "metadata": {}, "name": "Ann"}}"#,
    ),
    (
        "a member too many",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": {"id": "${ann}", "created_at": 1770091506000, "metadata": {}, "name": "Ann", "tags": ["a", "b"], "email": "${_}"}}"#,
    ),
    (
        "another order of an array",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": {"id": "${ann}", "created_at": 1770091506000, "metadata": {}, "name": "Ann", "tags": ["b", "a"]}}"#,
    ),
    (
        "an item too few",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": {"id": "${ann}", "created_at": 1770091506000, "metadata": {}, "name": "Ann", "tags": ["a"]}}"#,
    ),
    (
        "a text instead of a number",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": {"id": "${ann}", "created_at": "${when}", "metadata": {}, "name": "Ann", "tags": ["a", "b"]}}"#,
    ),
    (
        "one variable for two texts",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": {"id": "${same}", "created_at": 1770091506000, "metadata": {}, "name": "${same}", "tags": ["a", "b"]}}"#,
    ),
    ("a variable without a value", r#"{"do": "customers_get", "with": {"id": "${bob}"}, "answer": "${_}"}"#),
    (
        "a variable without a value in a longer text",
        r#"{"do": "customers_get", "with": {"id": "none"}, "error": {"status": "not_found", "message": "customer ${bob}"}}"#,
    ),
    ("an answer where it is refused", r#"{"do": "customers_get", "with": {"id": "none"}, "answer": "${_}"}"#),
    (
        "an error where it is answered",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "error": {"status": "not_found"}}"#,
    ),
    ("another status", r#"{"do": "customers_get", "with": {"id": "none"}, "error": {"status": "deleted"}}"#),
    (
        "a field that the error has not",
        r#"{"do": "customers_get", "with": {"id": "none"}, "error": {"status": "not_found", "field": "id"}}"#,
    ),
    (
        "another retryable",
        r#"{"do": "customers_get", "with": {"id": "none"}, "error": {"status": "not_found", "retryable": true}}"#,
    ),
    ("a function that nobody knows", r#"{"do": "customers_forget", "with": {"id": "${ann}"}, "answer": "${_}"}"#),
    (
        "a parameter that nobody knows",
        r#"{"do": "customers_get", "with": {"id": "${ann}", "now": 1}, "answer": "${_}"}"#,
    ),
    (
        "a field that nobody knows",
        r#"{"do": "customers_create", "with": {"new_customer": {"nickname": "A"}}, "answer": "${_}"}"#,
    ),
    ("a name that its group has not", r#"{"do": "customers_export_to", "with": {"format": "xml"}, "answer": "${_}"}"#),
    (
        "a member of the line that nobody knows",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": "${_}", "comment": "why"}"#,
    ),
    (
        "an answer and an error",
        r#"{"do": "customers_get", "with": {"id": "${ann}"}, "answer": "${_}", "error": {"status": "not_found"}}"#,
    ),
    (
        "another status of a request",
        r#"{"call": {"method": "GET", "path": "/customers/${ann}"}, "answer": {"status": 201, "body": "${_}"}}"#,
    ),
    (
        "a header that the answer has not",
        r#"{"call": {"method": "GET", "path": "/customers/${ann}"}, "answer": {"status": 200, "body": "${_}", "headers": {"X-None": "${_}"}}}"#,
    ),
    (
        "a part of a request that nobody knows",
        r#"{"call": {"method": "GET", "path": "/customers/${ann}", "query": "limit=1"}, "answer": {"status": 200, "body": "${_}"}}"#,
    ),
];

/// Tells a story that ends with a line.
fn told(line: &str, tell: impl Fn(&Path) -> Told<()>) -> Told<()> {
    let folder = tempfile::tempdir().map_err(|problem| problem.to_string())?;
    let file = folder.path().join("mistake.jsonl");
    let lines = [BEFORE[0], BEFORE[1], line].join("\n");
    std::fs::write(&file, lines).map_err(|problem| problem.to_string())?;
    tell(&file)
}

fn in_rust(file: &Path) -> Told<()> {
    corpus::read_file(file)?.iter().try_for_each(replay::tell)
}

/// Every mistake is noticed in Rust.
///
/// # Errors
/// Those that are not.
pub fn noticed_in_rust() -> Told<()> {
    noticed(in_rust)
}

/// Every mistake is noticed in C.
///
/// # Errors
/// Those that are not.
pub fn noticed_in_c() -> Told<()> {
    noticed(|file| c::tell(file, 1))
}

fn noticed(tell: impl Fn(&Path) -> Told<()>) -> Told<()> {
    told(RIGHT, &tell)?;
    let overlooked = MISTAKES.iter().filter(|(_, line)| match told(line, &tell) {
        Ok(()) => true,
        // A crash is no complaint.
        Err(complaint) => complaint.contains("signal"),
    });
    let overlooked: Vec<&str> = overlooked.map(|(mistake, _)| *mistake).collect();
    if overlooked.is_empty() { Ok(()) } else { Err(format!("overlooked: {}", overlooked.join(", "))) }
}
