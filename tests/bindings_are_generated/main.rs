//! Python or Go knows a status or a number by another name or value than the library does.
//!
//! `TILLBOOK_WRITE_BINDINGS=1 cargo test --test bindings_are_generated` writes their files anew.

mod go;
mod python;

use std::path::Path;

/// Holds a committed file to what the tables say, or writes it.
fn hold(path: &str, expected: &str) {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("TILLBOOK_WRITE_BINDINGS").is_some() {
        std::fs::write(&whole, expected).unwrap();
    }
    let committed = std::fs::read_to_string(&whole).unwrap_or_default();
    assert!(
        committed == expected,
        "{path} is not what src/error.rs and src/capi/numbers.rs say; \
         write it with: TILLBOOK_WRITE_BINDINGS=1 cargo test --test bindings_are_generated"
    );
}

/// `not_found` or `NOT_FOUND` as `NotFound`.
fn joined(name: &str, as_written: &[&str]) -> String {
    let word = |word: &str| {
        let upper = word.to_uppercase();
        if as_written.contains(&upper.as_str()) {
            return upper;
        }
        upper[..1].to_owned() + &upper[1..].to_lowercase()
    };
    name.split('_').map(word).collect()
}

#[test]
fn python_has_what_the_tables_say() {
    hold("bindings/python/tillbook/_generated.py", &python::file());
}

#[test]
fn go_has_what_the_tables_say() {
    hold("bindings/go/generated.go", &go::file());
}
