//! Draws the header: what cbindgen reads in src/capi, file by file, in an order for readers, in a frame of its own.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tillbook::Status;
use tillbook::capi::numbers;

use crate::interface::{Interface, Struct, Type};

/// The nouns of the interface, each a file of src/capi, as one gets to know them. What is not named here comes last.
const ORDER: &[&str] = &[
    "text",
    "error",
    "library",
    "feature",
    "date",
    "store",
    "account",
    "list_query",
    "list",
    "remove",
    "customer",
    "card_details",
    "new_customer",
    "customers",
    "customer_query",
    "customer_update",
    "customer_in_full",
    "customer_copy",
    "iterator",
    "card",
    "cards",
    "card_update",
    "new_card",
    "token",
    "tokens",
    "recurrence",
    "schedule",
    "new_schedule",
    "schedules",
    "due",
    "occurrence",
    "occurrences",
    "tax_identifier",
    "tax_identifiers",
    "ledger",
    "ledger_entry",
    "ledgers",
    "call",
    "progress",
    "import",
    "export",
    "check",
    "file",
    "stat",
];

/// The body that cbindgen shows of a type without a body.
const OPAQUE: &str = " {\n    uint8_t _opaque[0];\n}";

/// What src/capi declares, a section for each of its files.
pub fn sections() -> Vec<Section> {
    sources().iter().filter_map(|source| Section::read(source, &config())).collect()
}

fn config() -> cbindgen::Config {
    cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap()
}

/// The whole header.
pub fn header(sections: &[Section]) -> String {
    let page = config().header.unwrap_or_default();
    let all: Vec<&str> = sections.iter().flat_map(|section| &section.declarations).map(String::as_str).collect();
    let interface = Interface::read(&all.join("\n")).unwrap();

    let mut text = format!("/*\n{}\n */\n", framed(page.trim(), " *"));
    text += "\n#ifndef TILLBOOK_H\n#define TILLBOOK_H\n\n#include <stddef.h>\n#include <stdint.h>\n\n";
    text += "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
    text += &versions();
    text += &heading("Statuses and other numbers");
    text += &statuses();
    for group in numbers::ALL {
        text += &numbers_of(group);
    }
    text += &heading("Handles: what stands for the objects of the library");
    for handle in sections.iter().flat_map(|section| &section.handles) {
        write!(text, "{}\n\n", handle.replace(OPAQUE, "")).unwrap();
    }
    for section in sections {
        text += &heading(&section.title);
        for declaration in &section.declarations {
            write!(text, "{declaration}\n\n").unwrap();
            text += &after(declaration, &interface);
        }
    }
    text += "#ifdef __cplusplus\n}\n#endif\n\n#endif /* TILLBOOK_H */\n";
    text
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the interface, in the order of the header.
fn sources() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("src/capi")).unwrap().map(|entry| entry.unwrap().path());
    // From mod.rs cbindgen would go on to all the others.
    let mut files: Vec<PathBuf> = folder.filter(|path| !path.ends_with("mod.rs")).collect();
    let place = |path: &PathBuf| {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (ORDER.iter().position(|noun| *noun == stem).unwrap_or(ORDER.len()), stem)
    };
    files.sort_by_key(place);
    files
}

/// One file of the interface.
pub struct Section {
    /// The name of the file.
    pub noun: String,
    /// What its first line says.
    title: String,
    /// Types without a body: all of them come first, because they are named anywhere.
    handles: Vec<String>,
    pub declarations: Vec<String>,
}

impl Section {
    /// Reads a file; nothing for one that declares nothing to C.
    fn read(source: &Path, config: &cbindgen::Config) -> Option<Section> {
        let text = std::fs::read_to_string(source).unwrap();
        let mut config = cbindgen::Config { header: None, ..config.clone() };
        // What only functions of other files take would be left out.
        config.export.include = types(&text);
        let bindings = cbindgen::Builder::new().with_config(config).with_src(source).generate();
        let mut shown = Vec::new();
        bindings.unwrap_or_else(|error| panic!("{}: {error}", source.display())).write(&mut shown);
        let shown = String::from_utf8(shown).unwrap();

        // cbindgen parts declarations by empty lines, and leaves none inside of them.
        let items = shown.split("\n\n").map(|item| short(item.trim())).filter(|item| !item.is_empty());
        let (handles, declarations): (Vec<String>, Vec<String>) = items.partition(|item| item.contains(OPAQUE));
        let title = text.lines().next().and_then(|line| line.strip_prefix("//! ")).unwrap_or_default();
        let title = title.split('.').next().unwrap_or_default().to_owned();
        let empty = handles.is_empty() && declarations.is_empty();
        let noun = source.file_stem().unwrap().to_str().unwrap().to_owned();
        (!empty).then_some(Section { noun, title, handles, declarations })
    }
}

/// The names of the types that a file declares.
fn types(text: &str) -> Vec<String> {
    let declared = text.lines().filter_map(|line| line.strip_prefix("pub struct ").or(line.strip_prefix("pub type ")));
    let named = declared.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap());
    named.filter(|name| name.starts_with("tillbook_")).map(str::to_owned).collect()
}

/// What goes with a declaration: how to begin with a struct that tells its size, how to write a text.
fn after(declaration: &str, interface: &Interface) -> String {
    let declared = Interface::read(declaration).unwrap();
    let Some(one) = declared.structs.first() else { return String::new() };
    if one.name == "tillbook_str" {
        return TEXTS.to_owned();
    }
    if one.fields.first().is_none_or(|field| field.name != "struct_size") {
        return String::new();
    }
    let name = format!("{}_INIT", one.name.to_uppercase());
    let value = broken(&initial(one, interface));
    format!("/** What every `{}` begins as: its size, and nothing else. */\n#define {name} {value}\n\n", one.name)
}

/// A text in the source of a program.
const TEXTS: &str = r#"#ifdef __cplusplus
/** A `tillbook_str` of a text that stands in the source, for example `TILLBOOK_STR("ann@example.org")`. */
#define TILLBOOK_STR(literal) (tillbook_str{"" literal, sizeof(literal) - 1})
#else
/** A `tillbook_str` of a text that stands in the source, for example `TILLBOOK_STR("ann@example.org")`. */
#define TILLBOOK_STR(literal) ((tillbook_str){"" literal, sizeof(literal) - 1})
#endif

/** A `tillbook_str` of a text that a zero ends, borrowed from it; NULL gives nothing. In the header alone. */
static inline tillbook_str tillbook_str_of(const char *text) {
    tillbook_str str = {text, 0};
    while (text != NULL && text[str.len] != '\0') {
        str.len++;
    }
    return str;
}

"#;

/// The value of a struct that is zero but for its size.
fn initial(of: &Struct, interface: &Interface) -> String {
    let zero = |kind: &Type| match interface.record(&kind.base) {
        _ if kind.pointers > 0 || interface.callback(&kind.base).is_some() => "NULL".to_owned(),
        Some(inner) => initial(inner, interface),
        None => "0".to_owned(),
    };
    let values = of.fields.iter().map(|field| match field.name.as_str() {
        "struct_size" => format!("sizeof({})", of.name),
        _ => zero(&field.kind),
    });
    format!("{{{}}}", values.collect::<Vec<_>>().join(", "))
}

/// A macro's value over as many lines as it takes.
fn broken(value: &str) -> String {
    let mut lines = vec![String::new()];
    for part in value.split_inclusive(", ") {
        let last = lines.last_mut().unwrap();
        if last.len() + part.len() > 92 {
            *last = last.trim_end().to_owned();
            lines.push(part.to_owned());
        } else {
            *last += part;
        }
    }
    if lines.len() == 1 && value.len() < 50 { value.to_owned() } else { format!("\\\n    {}", lines.join(" \\\n    ")) }
}

/// Comments of one line on one line, and every type by one name.
fn short(item: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in item.lines() {
        let line =
            if line.starts_with("typedef") { line.to_owned() } else { line.replace("struct tillbook_", "tillbook_") };
        let begun = lines.len().checked_sub(2).filter(|&at| lines[at].trim_start() == "/**");
        match begun {
            Some(at) if line.trim_start() == "*/" => {
                let said = lines.split_off(at).pop().unwrap_or_default();
                let indent = line.len() - line.trim_start().len() - 1;
                let one = format!("{:indent$}/** {} */", "", said.trim_start().trim_start_matches("* "));
                if one.len() <= 120 {
                    lines.push(one);
                } else {
                    lines.extend([format!("{:indent$}/**", ""), said, line]);
                }
            }
            _ => lines.push(line),
        }
    }
    lines.join("\n")
}

fn heading(title: &str) -> String {
    let line = "=".repeat(96);
    format!("/* {line}\n * {title}\n * {line} */\n\n")
}

/// Puts something in front of every line.
fn framed(text: &str, with: &str) -> String {
    let lines = text.lines().map(|line| format!("{with} {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

fn versions() -> String {
    let whole = ("TILLBOOK_VERSION", format!("\"{}\"", env!("CARGO_PKG_VERSION")), "The version of this header.");
    let parts = [
        ("TILLBOOK_VERSION_MAJOR", env!("CARGO_PKG_VERSION_MAJOR"), "The first number of the version."),
        ("TILLBOOK_VERSION_MINOR", env!("CARGO_PKG_VERSION_MINOR"), "The second number of the version."),
        ("TILLBOOK_VERSION_PATCH", env!("CARGO_PKG_VERSION_PATCH"), "The third number of the version."),
    ];
    let parts = parts.map(|(name, value, doc)| (name, value.to_owned(), doc));
    let all = std::iter::once(whole).chain(parts);
    all.map(|(name, value, doc)| format!("/** {doc} */\n#define {name} {value}\n\n")).collect()
}

fn statuses() -> String {
    let about = "What a call came to. Every function that can fail returns one of these as an `int32_t`. Numbers are grouped by\n\
                 cause and never used again for something else: 1xx the request, 2xx the state of the store's records, 3xx the\n\
                 file and the machine, 4xx the library.";
    let all = Status::ALL.iter();
    let all =
        all.map(|status| (format!("TILLBOOK_{}", status.name().to_uppercase()), *status as i32, status.meaning()));
    enumeration("tillbook_status", about, all)
}

fn numbers_of(group: &numbers::Numbers) -> String {
    let all = group.numbers.iter();
    let all = all.map(|number| (format!("{}{}", group.prefix, number.name), number.code, number.meaning));
    enumeration(group.name, group.meaning, all)
}

fn enumeration<'a>(name: &str, about: &str, numbers: impl Iterator<Item = (String, i32, &'a str)>) -> String {
    let about = short(&format!("/**\n{}\n */", framed(about, " *")));
    let mut text = format!("{about}\nenum {name} {{\n");
    for (name, value, doc) in numbers {
        write!(text, "    /** {doc} */\n    {name} = {value},\n").unwrap();
    }
    // C99 and C++98 differ in whether the last may be followed by a comma; none follows it.
    format!("{}\n}};\n\n", text.trim_end().trim_end_matches(','))
}
