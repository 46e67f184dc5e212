//! What the corpus and the program in C leave out of the header, which is nothing that is not named here.

use std::collections::{HashMap, HashSet};

use crate::c;
use crate::corpus::{Act, Outcome, Story};
use crate::given::Told;
use crate::interface::{Interface, Parameter};
use crate::library;

/// Ends of the names of functions with which C looks at what a line was answered with, and gives it back.
const READING: [&str; 3] = ["_read", "_retain", "_free"];

/// Functions that no line names, and why.
const NOT_NAMED: [(&str, &str); 30] = [
    ("tillbook_customer_tag", "how C looks at an answer"),
    ("tillbook_iterator_next", "how C looks at an answer"),
    ("tillbook_response_header", "how C looks at an answer"),
    ("tillbook_import_report_refusal", "how C looks at an answer"),
    ("tillbook_import_report_warning", "how C looks at an answer"),
    ("tillbook_stat_account", "how C looks at an answer"),
    ("tillbook_check_report_finding", "a store that is unsound is no story"),
    ("tillbook_check_report_table", "the tables are the file's affair"),
    ("tillbook_customers_copy", "C's own memory; where a line gets a customer, C copies it too"),
    (
        "tillbook_customers_copy_many",
        "memory of the program's own; where a line gets many customers, Go copies them with it",
    ),
    ("tillbook_customers_update_with", "takes a callback"),
    ("tillbook_open", "each story begins with it"),
    ("tillbook_account_open", "each story begins with it"),
    ("tillbook_close", "each story ends with it"),
    ("tillbook_store_path", "of the handle"),
    ("tillbook_store_id", "of the handle"),
    ("tillbook_customers_import", "takes a path"),
    ("tillbook_customers_export", "takes a path"),
    ("tillbook_check_file", "takes a path"),
    ("tillbook_store_backup", "takes a path"),
    ("tillbook_compact", "takes a path"),
    ("tillbook_call", "lines have a word of their own for it"),
    ("tillbook_version", "of the library, without a store"),
    ("tillbook_abi_version", "of the library, without a store"),
    ("tillbook_status_name", "of the library, without a store"),
    ("tillbook_status_meaning", "of the library, without a store"),
    ("tillbook_status_retryable", "of the library, without a store"),
    ("tillbook_has_feature", "of the library, without a store"),
    ("tillbook_debug_live_handles", "each story in C ends with it"),
    ("tillbook_debug_panic", "breaks the store"),
];

/// Functions that answer nothing, or with nothing, where others refuse: only a broken store makes them fail.
const NEVER_REFUSED: [&str; 13] = [
    "customers_get_many",
    "customers_by_email",
    "customers_by_barcode",
    "customers_by_line_id",
    "customers_export_to",
    "cards_newest",
    "schedules_due",
    "schedules_simulate_due",
    "tax_identifiers_of",
    "store_health",
    "store_sync",
    "store_check",
    "store_stat",
];

/// Structs that the program in C has no table for, and why.
const WITHOUT_TABLE: [(&str, &str); 17] = [
    ("tillbook_str", "a text"),
    ("tillbook_date", "a day, read and written as one"),
    ("tillbook_header", "a name and a value"),
    ("tillbook_list_fields", "the frame of a page"),
    ("tillbook_request", "a line has its parts"),
    ("tillbook_response_fields", "a line has its parts"),
    ("tillbook_copied_customer", "memory of the program's own, which Go reads customers from"),
    ("tillbook_error_fields", "only what a line asks for is compared"),
    ("tillbook_open_options", "the same in each story"),
    ("tillbook_store_fields", "of the handle"),
    ("tillbook_account_fields", "of the handle"),
    ("tillbook_stat_fields", "of the file; an account's part of it has a table"),
    ("tillbook_check_report_fields", "whether it is sound is all that is asked"),
    ("tillbook_finding_fields", "a store that is unsound is no story"),
    ("tillbook_progress_fields", "for callbacks"),
    ("tillbook_backup_fields", "of what takes a path"),
    ("tillbook_compact_fields", "of what takes a path"),
];

fn interface() -> Told<Interface> {
    Interface::read(&library::header())
}

/// How often each function is answered, and how often it is refused.
fn named(stories: &[Story]) -> HashMap<&str, (usize, usize)> {
    let mut named: HashMap<&str, (usize, usize)> = HashMap::new();
    for act in stories.iter().flat_map(|story| &story.lines).map(|line| &line.act) {
        if let Act::Do { name, result, .. } = act {
            let (answered, refused) = named.entry(name).or_default();
            *if matches!(result, Outcome::Answer(_)) { answered } else { refused } += 1;
        }
    }
    named
}

/// Every function is named by a line, once well and once refused, or it stands above.
///
/// # Errors
/// The functions that are not, and exceptions that are none.
pub fn functions(stories: &[Story]) -> Told<()> {
    let (interface, named) = (interface()?, named(stories));
    let mut complaints = Vec::new();
    for function in interface.functions.iter().map(|function| function.name.as_str()) {
        let excepted = NOT_NAMED.iter().any(|(name, _)| *name == function)
            || READING.iter().any(|end| function.ends_with(end))
            || function.starts_with("tillbook_list_");
        let name = function.trim_start_matches("tillbook_");
        match (named.get(name), excepted) {
            (None, true) => {}
            (None, false) => complaints.push(format!("no line names {name}")),
            (Some(_), true) => complaints.push(format!("{name} is an exception and yet named by a line")),
            (Some((0, _)), false) => complaints.push(format!("no line is answered by {name}")),
            (Some((_, 0)), false) if !NEVER_REFUSED.contains(&name) => {
                complaints.push(format!("no line is refused by {name}"));
            }
            (Some(_), false) => {}
        }
    }
    let gone = NOT_NAMED.iter().filter(|(name, _)| interface.function(name).is_none());
    complaints.extend(gone.map(|(name, _)| format!("{name} is an exception and not in the header")));
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
}

/// Every field of every struct of the header that is given or shown is in the tables of the program in C.
///
/// # Errors
/// The fields and structs that are not.
pub fn fields() -> Told<()> {
    let path = crate::corpus::folder().join("c/tables.c");
    let tables = std::fs::read_to_string(path).map_err(|problem| problem.to_string())?;
    let mut complaints = Vec::new();
    for known in interface()?.structs {
        let begin = format!("#define S {}\n", known.name);
        let table = tables.split_once(&begin).and_then(|(_, rest)| rest.split_once("#undef S")).map(|(table, _)| table);
        let excepted = WITHOUT_TABLE.iter().any(|(name, _)| *name == known.name);
        match (table, excepted) {
            (None, true) => {}
            (None, false) => complaints.push(format!("{} has no table", known.name)),
            (Some(_), true) => complaints.push(format!("{} is an exception and yet has a table", known.name)),
            (Some(table), false) => {
                let words: HashSet<&str> =
                    table.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
                let missing = known.fields.iter().filter(|field| counts(field) && !words.contains(field.name.as_str()));
                complaints.extend(missing.map(|field| format!("{} lacks {}", known.name, field.name)));
            }
        }
    }
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
}

/// Whether a field is of the record: not of the struct itself, of an array beside it, or the same again as JSON.
fn counts(field: &Parameter) -> bool {
    !matches!(field.name.as_str(), "struct_size" | "reserved" | "json") && !field.name.ends_with("_count")
}

/// Every number of every group that has a name in the corpus is in the tables of the program in C.
///
/// # Errors
/// The numbers that are not.
pub fn numbers() -> Told<()> {
    const WITHOUT_NAMES: [&str; 4] =
        ["tillbook_status", "tillbook_durability", "tillbook_log_level", "tillbook_feature"];
    let mut text = String::new();
    for source in c::sources()? {
        text += &std::fs::read_to_string(source).map_err(|problem| problem.to_string())?;
    }
    let words: HashSet<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let interface = interface()?;
    let groups = interface.groups.iter().filter(|group| !WITHOUT_NAMES.contains(&group.name.as_str()));
    let removals = interface.constants.iter().map(|constant| constant.name.as_str());
    let removals = removals.filter(|name| name.starts_with("TILLBOOK_REMOVE_"));
    let numbers = groups.flat_map(|group| &group.numbers).map(|number| number.name.as_str()).chain(removals);
    let missing: Vec<&str> = numbers.filter(|name| !words.contains(name)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("the program in C does not know {}", missing.join(", "))) }
}
