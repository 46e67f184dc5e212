//! The tables as Go has them: types with constants, and a sentinel for each status.

use std::fmt::Write as _;

use tillbook::Status;
use tillbook::capi::numbers::{self, Numbers};

/// What Go writes in capitals.
const CAPITALS: [&str; 7] = ["CSV", "ID", "IO", "JCB", "JSONL", "OK", "UTF"];

const HEAD: &str = "// Code generated from the library's tables by tests/bindings_are_generated. DO NOT EDIT.

package tillbook

// Status is what a call came to, the same number in every language. Each but StatusOK is an error too, with which
// errors.Is tells what went wrong.
//
// Numbers are grouped by cause and never used again for something else: 1xx the request, 2xx the state of the store's
// records, 3xx the file and the machine, 4xx the library.
type Status int32

// What a call can come to.
const (
";

pub fn file() -> String {
    let mut text = HEAD.to_owned();
    for status in Status::ALL {
        let (name, number) = (named(status.name()), *status as i32);
        let _ = writeln!(text, "\t// Status{name}: {}\n\tStatus{name} Status = {number}", status.meaning());
    }
    text += ")\n\n// What errors.Is finds in an error of this package.\nvar (\n";
    for status in Status::ALL.iter().filter(|status| **status != Status::Ok) {
        let name = named(status.name());
        let _ = writeln!(text, "\t// Err{name}: {}\n\tErr{name} error = Status{name}", status.meaning());
    }
    text += ")\n\n";
    let all = || Status::ALL.iter();
    let prefixed = |status: &Status| format!("Status{}", named(status.name()));
    text += &words(
        "String is the name of the status, for example not_found.",
        "Status",
        "String",
        all().map(|status| (prefixed(status), status.name().to_owned())),
    );
    text += &words(
        "meaning is one sentence on the status.",
        "Status",
        "meaning",
        all().map(|status| (prefixed(status), status.meaning().to_owned())),
    );
    for group in numbers::ALL {
        text += &constants(group);
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn named(name: &str) -> String {
    crate::joined(name, &CAPITALS)
}

fn constants(group: &Numbers) -> String {
    let kind = named(group.name.trim_start_matches("tillbook_"));
    let prefix = named(group.prefix.trim_start_matches("TILLBOOK_").trim_end_matches('_'));
    let meaning = group.meaning.trim_end_matches('.').replace('`', "");
    let mut text =
        format!("// {kind} is one of: {}{}.\ntype {kind} int32\n\n", meaning[..1].to_lowercase(), &meaning[1..]);
    let _ = writeln!(text, "// The values of {kind}.\nconst (");
    for number in group.numbers {
        let name = format!("{prefix}{}", named(number.name));
        let _ = writeln!(text, "\t// {name}: {}\n\t{name} {kind} = {}", number.meaning.replace('`', ""), number.code);
    }
    text += ")\n\n";
    let names =
        group.numbers.iter().map(|number| (format!("{prefix}{}", named(number.name)), number.name.to_lowercase()));
    text + &words("String is the name in lower case.", &kind, "String", names)
}

/// A method that has a text for each value.
fn words(about: &str, kind: &str, method: &str, texts: impl Iterator<Item = (String, String)>) -> String {
    let mut text = format!("// {about}\nfunc (value {kind}) {method}() string {{\n\tswitch value {{\n");
    for (name, word) in texts {
        let _ = writeln!(text, "\tcase {name}:\n\t\treturn {word:?}");
    }
    text + "\t}\n\treturn \"unknown\"\n}\n\n"
}
