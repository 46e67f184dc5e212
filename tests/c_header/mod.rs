//! The header taken apart, for tests that must know everything in it.
#![allow(dead_code, reason = "each test file uses its own part")]

/// One declaration of the header with its comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The comment in front of it, without its frame.
    pub doc: String,
    pub name: String,
    pub what: What,
}

/// What is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An incomplete type.
    Handle,
    Struct(Vec<Member>),
    /// A group of numbers.
    Enum(Vec<Number>),
    Callback(Signature),
    Function(Signature),
    /// A type under another name.
    Alias(String),
    /// A macro: its value, and its parameters where it takes any.
    Macro(String),
}

/// A field or a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The comment in front of it; a parameter has its line of the function's comment.
    pub doc: String,
    /// The type as C writes it, for example `const tillbook_account *`.
    pub of: String,
    pub name: String,
}

/// One number of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub doc: String,
    pub name: String,
    pub value: i64,
}

/// What a function takes and returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub returns: String,
    pub parameters: Vec<Member>,
}

/// The committed header.
pub fn committed() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/include/tillbook.h");
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Takes a header apart. Directives other than `#define` are passed over, and so are comments that belong to nothing.
pub fn parse(header: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut rest = header;
    let mut doc = String::new();
    loop {
        let blank = rest.len() - rest.trim_start().len();
        if rest[..blank].matches('\n').count() > 1 {
            doc.clear();
        }
        rest = rest.trim_start();
        if rest.is_empty() {
            return items;
        }
        let end;
        if rest.starts_with("/*") {
            end = rest.find("*/").expect("a comment ends") + 2;
            doc = comment(&rest[..end]);
        } else if rest.starts_with('#') {
            end = directive_end(rest);
            if let Some(defined) = rest[..end].strip_prefix("#define ") {
                items.push(defined_macro(defined, std::mem::take(&mut doc)));
            }
        } else if rest.starts_with("extern \"C\" {") {
            end = rest.find('{').unwrap() + 1;
        } else if rest.starts_with('}') {
            end = 1;
        } else {
            end = declaration_end(rest);
            items.push(declared(&rest[..end], std::mem::take(&mut doc)));
        }
        rest = &rest[end..];
    }
}

/// The text of a comment.
fn comment(text: &str) -> String {
    let inner = text.trim_start_matches("/*").trim_start_matches('*').trim_end_matches("*/");
    let lines = inner.lines().map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix('*').unwrap_or(line);
        line.strip_prefix(' ').unwrap_or(line).trim_end()
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Where a directive ends; a backslash carries it to the next line.
fn directive_end(text: &str) -> usize {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        if !line.trim_end().ends_with('\\') {
            break;
        }
    }
    end
}

/// Where a declaration ends: at the first semicolon outside braces and comments, or after the body of an inline function.
fn declaration_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let inline = text.starts_with("static inline");
    let (mut depth, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'/' if text[at..].starts_with("/*") => at += text[at..].find("*/").expect("a comment ends") + 1,
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 && inline {
                    return at + 1;
                }
            }
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
        at += 1;
    }
    panic!("a declaration does not end: {text}")
}

fn defined_macro(text: &str, doc: String) -> Item {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    Item { doc, name: text[..end].to_owned(), what: What::Macro(text[end..].trim().to_owned()) }
}

fn declared(text: &str, doc: String) -> Item {
    let text = text.trim().trim_end_matches(';').trim();
    if let Some(rest) = text.strip_prefix("enum ") {
        let (name, body) = rest.split_once('{').expect("an enum has a body");
        return Item { doc, name: name.trim().to_owned(), what: What::Enum(numbers(body)) };
    }
    if let Some(rest) = text.strip_prefix("typedef ") {
        if let (true, Some((_, body))) = (rest.starts_with("struct "), rest.split_once('{')) {
            let (body, name) = body.rsplit_once('}').expect("a struct ends");
            return Item { doc, name: name.trim().to_owned(), what: What::Struct(fields(body)) };
        }
        if let Some((returns, rest)) = rest.split_once("(*") {
            let (name, parameters) = rest.split_once(")(").expect("a type of function takes parameters");
            let signature = signature(returns, parameters, &doc);
            return Item { doc, name: name.trim().to_owned(), what: What::Callback(signature) };
        }
        let Member { of, name, .. } = member(rest, String::new());
        let what = if of == format!("struct {name}") { What::Handle } else { What::Alias(of) };
        return Item { doc, name, what };
    }
    let (before, parameters) = text.split_once('(').expect("a function takes parameters");
    let parameters = parameters.split('{').next().unwrap_or_default();
    let Member { of, name, .. } = member(before, String::new());
    let signature = signature(&of, parameters, &doc);
    Item { doc, name, what: What::Function(signature) }
}

fn signature(returns: &str, parameters: &str, doc: &str) -> Signature {
    let parameters = parameters.trim().trim_end_matches(')');
    let given = parameters.split(',').map(str::trim).filter(|one| !one.is_empty() && *one != "void");
    let parameters = given.map(|one| {
        let mut parameter = member(one, String::new());
        parameter.doc = described(doc, &parameter.name).unwrap_or_default();
        parameter
    });
    Signature { returns: returns.trim().to_owned(), parameters: parameters.collect() }
}

/// What a function's comment says of a parameter.
fn described(doc: &str, name: &str) -> Option<String> {
    let parts =
        doc.split("\n@").skip(1).map(|part| part.trim_start_matches("param[out] ").trim_start_matches("param "));
    let mut found =
        parts.filter_map(|part| part.strip_prefix(name)).filter(|rest| rest.starts_with(char::is_whitespace));
    found.next().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A type and a name, as `const char *ptr`.
fn member(text: &str, doc: String) -> Member {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = text.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
    Member { doc, of: text[..at].trim().to_owned(), name: text[at..].to_owned() }
}

fn fields(body: &str) -> Vec<Member> {
    commented(body, ';').into_iter().map(|(doc, text)| member(&text, doc)).collect()
}

fn numbers(body: &str) -> Vec<Number> {
    let body = body.trim_end().trim_end_matches('}');
    let number = |(doc, text): (String, String)| {
        let (name, value) = text.split_once('=').expect("every number of a group is written out");
        Number { doc, name: name.trim().to_owned(), value: value.trim().parse().expect("a number") }
    };
    commented(body, ',').into_iter().map(number).collect()
}

/// Parts that end in a sign, each with the comment in front of it.
fn commented(body: &str, end: char) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    let mut rest = body.trim_start();
    let mut doc = String::new();
    while !rest.is_empty() {
        let next;
        if rest.starts_with("/*") {
            next = rest.find("*/").expect("a comment ends") + 2;
            doc = comment(&rest[..next]);
        } else {
            next = rest.find(end).map_or(rest.len(), |at| at + 1);
            parts.push((std::mem::take(&mut doc), rest[..next].trim_end_matches(end).trim().to_owned()));
        }
        rest = rest[next..].trim_start();
    }
    parts
}
