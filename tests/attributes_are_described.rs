//! A program in another language gives provider-only attributes as JSON, and has nothing but a page to tell it their names:
//! a page that says less than the source, or something else, would be the worst of all.

use std::fmt::Write as _;
use std::path::Path;

const INTRODUCTION: &str = "# Provider-only attributes as JSON

What only one provider knows of a customer or of a card is a JSON object in every language but Rust: `attributes` of
`tillbook_new_customer`, `tillbook_customer_update` and `tillbook_new_card`, and what `tillbook_customer_attributes` and
`tillbook_card_attributes` show. Omise and KOMOJU have none: theirs is `{}`.

What is given is laid over what is there, or over what a fresh customer or card has. A field that is not mentioned stays,
`null` empties one that may be null, and so in an object within. Lists, and objects of somebody's own making, are replaced as a whole. A name
that is not on this page is refused.

Times are milliseconds since 1970-01-01 UTC, dates `\"YYYY-MM-DD\"`. A value that may be absent is `null` then.

This page is written from the source: `TILLBOOK_WRITE_ATTRIBUTES=1 cargo test --test attributes_are_described`.
";

/// A struct or an enumeration: its name, what it is, and what it is made of.
struct Described {
    name: String,
    about: String,
    parts: Vec<Part>,
    choice: bool,
}

/// A field and its type, or one of several values and no type.
struct Part {
    name: String,
    kind: String,
    about: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The public types of a file.
fn types(file: &str) -> Vec<Described> {
    let source = std::fs::read_to_string(root().join("src/model").join(file)).unwrap();
    let mut types: Vec<Described> = Vec::new();
    let (mut about, mut open) = (String::new(), false);
    for line in source.lines() {
        let words = line.trim();
        if let Some(said) = words.strip_prefix("/// ") {
            about = format!("{about} {said}");
            continue;
        }
        let about_this = about.trim().replace(['[', ']'], "");
        let head = words.strip_prefix("pub struct ").or(words.strip_prefix("pub enum "));
        if let Some(name) = head.and_then(|head| head.strip_suffix(" {")) {
            let choice = words.starts_with("pub enum");
            types.push(Described { name: name.into(), about: about_this, parts: Vec::new(), choice });
            open = true;
        } else if line == "}" {
            open = false;
        } else if let (true, Some(part), Some(of)) = (open, words.strip_suffix(','), types.last_mut()) {
            let (name, kind) = part.strip_prefix("pub ").and_then(|part| part.split_once(": ")).unwrap_or((part, ""));
            let name = if of.choice { snake_case(name) } else { name.into() };
            of.parts.push(Part { name, kind: kind.into(), about: about_this });
        }
        if !words.starts_with("#[") {
            about.clear();
        }
    }
    types
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// What a field holds, in words.
fn kind(rust: &str, known: &[Described]) -> String {
    let inside = |outer: &str| rust.strip_prefix(outer).and_then(|rust| rust.strip_suffix('>'));
    match rust {
        "String" => "text".into(),
        "bool" => "true or false".into(),
        "Timestamp" => "time".into(),
        "Date" => "date".into(),
        "Metadata" => "object of somebody's own making".into(),
        "u8" | "u16" | "u32" | "i64" => "whole number".into(),
        _ if inside("Option<").is_some() => format!("{}, or null", kind(inside("Option<").unwrap(), known)),
        _ if inside("Vec<").is_some() => format!("list: {}", kind(inside("Vec<").unwrap(), known)),
        _ => {
            let one = known.iter().find(|one| one.name == rust).unwrap_or_else(|| panic!("what is a {rust}?"));
            format!("[{}](#{})", one.name, one.name.to_lowercase())
        }
    }
}

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    let balances = types("ledger.rs").into_iter().filter(|one| one.name.starts_with("Balance"));
    let mut shopline = types("attributes/shopline.rs");
    shopline.extend(balances);
    for (provider, types) in [
        ("Monri", types("attributes/monri.rs")),
        ("Digital River", types("attributes/digital_river.rs")),
        ("SHOPLINE", shopline),
    ] {
        writeln!(page, "\n## {provider}").unwrap();
        for one in &types {
            writeln!(page, "\n### {}\n{}\n", one.name, one.about).unwrap();
            if one.choice {
                page += "| value | what it means |\n|---|---|\n";
            } else {
                page += "| name | value | what it is |\n|---|---|---|\n";
            }
            for part in &one.parts {
                match one.choice {
                    true => writeln!(page, "| `\"{}\"` | {} |", part.name, part.about).unwrap(),
                    false => {
                        writeln!(page, "| `{}` | {} | {} |", part.name, kind(&part.kind, &types), part.about).unwrap();
                    }
                }
            }
        }
    }
    page
}

#[test]
fn the_page_says_what_the_source_says() {
    let path = root().join("docs/attributes.md");
    let page = page();
    if std::env::var_os("TILLBOOK_WRITE_ATTRIBUTES").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == page,
        "docs/attributes.md is not what the source says; \
         write it with: TILLBOOK_WRITE_ATTRIBUTES=1 cargo test --test attributes_are_described"
    );
}
