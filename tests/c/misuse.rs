//! Writes the program that misuses the library: every function of the header with every bad value of every argument.
//!
//! Whatever the header declares and no rule here understands is an error, so that a new function cannot be forgotten.
//! The good values beside which a bad one stands are in `good.h`.

use std::fmt::Write as _;

use crate::interface::{Function, Interface, Parameter, Struct, Type};

/// Values that no text may have.
const BAD_TEXTS: [(&str, &str); 9] = [
    ("is not UTF-8", "BYTES(\"\\xff\")"),
    ("ends in the middle of a letter", "BYTES(\"ann\\xc3\")"),
    ("holds half a surrogate pair", "BYTES(\"\\xed\\xa0\\x80\")"),
    ("holds an overlong zero", "BYTES(\"\\xc0\\x80\")"),
    ("is NULL and has one byte", "((tillbook_str){NULL, 1})"),
    ("is NULL and has all bytes", "((tillbook_str){NULL, SIZE_MAX})"),
    ("is longer than memory by one", "((tillbook_str){\"ann\", (size_t)PTRDIFF_MAX + 1})"),
    ("is longer than memory", "((tillbook_str){\"ann\", SIZE_MAX})"),
    ("begins nowhere and is longer than memory", "((tillbook_str){(const char *)(uintptr_t)8, SIZE_MAX})"),
];
/// Values that bytes which need not be text may not have either: the last ones above.
const BAD_BYTES: usize = 4;
/// Values of a text that mean something else with each function, and must be survived.
const ODD_TEXTS: [(&str, &str); 4] = [
    ("is nothing", "((tillbook_str){NULL, 0})"),
    ("is empty", "TILLBOOK_STR(\"\")"),
    ("holds a zero", "BYTES(\"a\\0b\")"),
    ("is very long", "very_long"),
];
/// Texts that need not be UTF-8.
const BYTES: [&str; 2] = ["body", "bytes"];
/// Texts that are JSON objects.
const JSON: [&str; 2] = ["metadata", "attributes"];

/// What is to come of a call.
enum Outcome {
    /// It must return this status, and name this as the parameter or field at fault.
    Refused(&'static str, Option<String>),
    /// It must return one of its statuses.
    Answered,
}

/// A bad value of one argument.
struct Case {
    why: String,
    /// What repeats it, for a value that depends on a number; nothing for a single one.
    each: String,
    /// Statements of C that put it in its place among the arguments `a`.
    code: String,
    outcome: Outcome,
}

impl Case {
    fn invalid(why: String, code: String, field: &str) -> Case {
        let outcome = Outcome::Refused("TILLBOOK_INVALID_ARGUMENT", Some(field.to_owned()));
        Case { why, each: String::new(), code, outcome }
    }

    fn refused(why: String, code: String, status: &'static str) -> Case {
        Case { why, each: String::new(), code, outcome: Outcome::Refused(status, None) }
    }

    fn odd(why: String, code: String) -> Case {
        Case { why, each: String::new(), code, outcome: Outcome::Answered }
    }

    fn for_each(self, each: String) -> Case {
        Case { each, ..self }
    }
}

/// The program.
///
/// # Errors
/// What it does not know how to misuse.
pub fn program(interface: &Interface, good: &str) -> Result<String, String> {
    let writer = Writer { interface, good };
    let mut c = "/* Generated from include/tillbook.h. */\n#include \"good.h\"\n".to_owned();
    let mut calls = String::new();
    for (number, function) in interface.functions.iter().enumerate() {
        let part =
            if function.statuses.is_empty() { writer.plain(number, function) } else { writer.whole(number, function) };
        c.push_str(&part.map_err(|problem| format!("{}: {problem}; teach tests/c/misuse.rs", function.name))?);
        let handle = function.parameters.iter().any(|one| writer.is_handle(&one.kind));
        let documents = |status: &str| u8::from(function.statuses.iter().any(|known| known == status));
        let is_status = u8::from(!function.statuses.is_empty());
        let _ = writeln!(
            calls,
            "  {{\"{}\", good_call_{number}, refused_{number}, survived_{number}, {is_status}, {}, {}, {}}},",
            function.name,
            u8::from(handle),
            documents("TILLBOOK_POISONED"),
            documents("TILLBOOK_READ_ONLY"),
        );
    }
    let _ = write!(
        c,
        "\nstatic const function functions[] = {{\n{calls}}};\n\
         static const size_t function_count = sizeof functions / sizeof *functions;\n\n#include \"misused.h\"\n"
    );
    Ok(c)
}

struct Writer<'a> {
    interface: &'a Interface,
    good: &'a str,
}

impl Writer<'_> {
    fn is_handle(&self, kind: &Type) -> bool {
        kind.pointers == 1 && self.interface.is_handle(&kind.base)
    }

    /// A function that cannot fail: numbers in, something out.
    fn plain(&self, number: usize, function: &Function) -> Result<String, String> {
        let mut c = format!("\n/* {} */\n", function.name);
        let _ = writeln!(c, "static int32_t good_call_{number}(const way *way) {{ (void)way; return TILLBOOK_OK; }}");
        if function.parameters.iter().any(|one| one.kind.base != "int32_t" || one.kind.pointers > 0) {
            return Err("it says no status and takes more than numbers".into());
        }
        let _ = writeln!(c, "static void refused_{number}(void) {{}}");
        let _ =
            write!(c, "static void survived_{number}(void) {{\n  for (size_t i = 0; i < odd_number_count; i++) {{\n");
        let given = vec!["odd_numbers[i]"; function.parameters.len()].join(", ");
        let _ = write!(c, "    (void){}({given});\n    CHECK(1);\n  }}\n}}\n", function.name);
        Ok(c)
    }

    /// A function that returns a status.
    fn whole(&self, number: usize, function: &Function) -> Result<String, String> {
        let (mut fields, mut good, mut nothing, mut free) =
            (String::new(), String::new(), String::new(), String::new());
        let mut cases = Vec::new();
        for (place, one) in function.parameters.iter().enumerate() {
            let name = &one.name;
            let _ = writeln!(fields, "  {};", declared(&one.kind, name));
            self.argument(function, place, &mut fields, &mut good, &mut nothing, &mut free)?;
            cases.extend(self.cases(function, one)?);
        }
        let statuses = function.statuses.join(", ");
        let given: Vec<String> = function.parameters.iter().map(|one| format!("a->{}", one.name)).collect();
        let error =
            if function.parameters.iter().any(|one| one.name == "error" && one.out) { "a->error" } else { "NULL" };
        let mut c = format!("\n/* {} */\ntypedef struct {{\n{fields}}} args_{number};\n", function.name);
        let name = &function.name;
        let body = |c: &mut String, head: &str, body: &str| {
            let _ = write!(c, "static {head} {{\n  args_{number} *a = args;\n  (void)a;\n{body}}}\n");
        };
        let _ = writeln!(c, "static const int32_t statuses_{number}[] = {{{statuses}, -1}};");
        body(&mut c, &format!("void good_{number}(void *args)"), &format!("  memset(a, 0, sizeof *a);\n{good}"));
        let call = format!("  return {name}({});\n", given.join(", "));
        body(&mut c, &format!("int32_t call_{number}(void *args)"), &call);
        body(&mut c, &format!("tillbook_error **error_{number}(void *args)"), &format!("  return {error};\n"));
        let nothing = format!("  return 1{nothing};\n");
        body(&mut c, &format!("int nothing_{number}(void *args)"), &nothing);
        body(&mut c, &format!("void free_{number}(void *args, int32_t status)"), &format!("  (void)status;\n{free}"));
        let _ = writeln!(
            c,
            "static int32_t good_call_{number}(const way *way) {{\n  GOOD_CALL({number}, \"{name}\", way);\n}}"
        );
        for (when, is_strict) in [("refused", true), ("survived", false)] {
            let _ = writeln!(c, "static void {when}_{number}(void) {{");
            for Case { why, each, code, outcome } in &cases {
                let _ = match outcome {
                    Outcome::Refused(status, at) if is_strict => {
                        let field = at.as_ref().map_or("NULL".into(), |field| format!("\"{field}\""));
                        writeln!(c, "  {each}REFUSED({number}, \"{name}: {why}\", {status}, {field}, {code});")
                    }
                    Outcome::Answered if !is_strict => {
                        writeln!(c, "  {each}ANSWERED({number}, \"{name}: {why}\", {code});")
                    }
                    _ => Ok(()),
                };
            }
            c.push_str("}\n");
        }
        Ok(c)
    }

    /// The good value of an argument, and what becomes of an output.
    fn argument(
        &self,
        function: &Function,
        place: usize,
        fields: &mut String,
        good: &mut String,
        nothing: &mut String,
        free: &mut String,
    ) -> Result<(), String> {
        let one = &function.parameters[place];
        let (name, base) = (&one.name, &one.kind.base);
        if one.out || self.is_output(one) {
            let made = Type { pointers: one.kind.pointers - 1, ..one.kind.clone() };
            let _ = writeln!(fields, "  {};", declared(&made, &format!("{name}_made")));
            let _ = writeln!(good, "  a->{name} = &a->{name}_made;");
            let is_array = is_array(one) && one.kind.pointers == 1;
            if one.kind.pointers == 2 {
                let _ = writeln!(good, "  a->{name}_made = (void *)(uintptr_t)0x5a5a;");
                if name != "error" {
                    let _ = write!(nothing, " && (a->{name} == NULL || a->{name}_made == NULL)");
                }
                let freeing = self.freeing(base)?;
                let condition = if name == "error" { "" } else { "if (status == TILLBOOK_OK && a->{name} != NULL) " };
                let freed = freeing(&format!("a->{name}_made"));
                let _ = writeln!(free, "  {}CHECK_OK({freed});", condition.replace("{name}", name));
            } else if let Some(record) = self.sized(&made) {
                let _ = writeln!(good, "  memset(&a->{name}_made, 0x5a, sizeof a->{name}_made);");
                let _ = writeln!(good, "  a->{name}_made.struct_size = sizeof({});", record.name);
                let rest = format!("(char *)&a->{name}_made + 4, sizeof a->{name}_made - 4");
                let _ = write!(nothing, " && is_left({rest})");
            } else if !is_array {
                let _ = writeln!(good, "  memset(&a->{name}_made, 0x5a, sizeof a->{name}_made);");
                let _ = write!(nothing, " && (a->{name} == NULL || is_zero(&a->{name}_made, sizeof a->{name}_made))");
            }
        } else if self.is_handle(&one.kind) {
            self.has(&format!("fresh_{base}("))?;
            if is_consuming(function) || is_spoiling(function) {
                let _ = writeln!(fields, "  {base} *{name}_fresh;");
                let _ = writeln!(good, "  a->{name} = a->{name}_fresh = fresh_{base}();");
                let _ = writeln!(free, "  (void){};", self.freeing(base)?(&format!("a->{name}_fresh")));
            } else {
                let value = match function.name.strip_prefix("tillbook_list_").filter(|_| has_out_handle(function)) {
                    Some(kind) => format!("list_of(\"{kind}\")"),
                    None if base == "tillbook_account" => format!("good_account(\"{}\")", function.name),
                    None => format!("good.{base}"),
                };
                let _ = writeln!(good, "  a->{name} = {value};");
                if function.name.ends_with("_retain") {
                    let freed = self.freeing(base)?(&format!("a->{name}"));
                    let _ = writeln!(free, "  if (status == TILLBOOK_OK) CHECK_OK({freed});");
                }
            }
        } else if base == "tillbook_str" && one.kind.pointers <= 1 {
            let _ = writeln!(
                good,
                "  static tillbook_str {name};\n  {name} = good_text(\"{}\", \"{name}\");",
                function.name
            );
            let _ = writeln!(good, "  a->{name} = {}{name};", if one.kind.pointers == 1 { "&" } else { "" });
        } else if let Some(group) = self.group_of(one) {
            let _ = writeln!(good, "  a->{name} = {group};");
        } else if name == "lengths" {
            // Of the good ids, of which there is one.
            let _ = writeln!(fields, "  {base} {name}_given;");
            let _ = writeln!(good, "  a->{name}_given = ({base})a->ids.len;\n  a->{name} = &a->{name}_given;");
        } else if is_number(&one.kind) {
            let _ = writeln!(good, "  a->{name} = ({base})good_number(\"{}\", \"{name}\");", function.name);
        } else if self.interface.record(base).is_some() {
            self.has(&format!("good_{base}("))?;
            if one.kind.pointers == 0 {
                let _ = writeln!(good, "  a->{name} = good_{base}();");
            } else {
                let _ = writeln!(fields, "  {base} {name}_given;");
                let _ = writeln!(good, "  a->{name}_given = good_{base}();\n  a->{name} = &a->{name}_given;");
            }
        } else if self.interface.callback(base).is_some() {
            self.has(&format!("good_{base}("))?;
            let _ = writeln!(good, "  a->{name} = good_{base};");
        } else if base != "void" {
            return Err(format!("no good value is known for its {name}"));
        }
        Ok(())
    }

    /// Every bad value of an argument.
    fn cases(&self, function: &Function, one: &Parameter) -> Result<Vec<Case>, String> {
        let (name, place) = (&one.name, format!("a.{}", one.name));
        let base = &one.kind.base;
        let mut cases = Vec::new();
        if one.out || self.is_output(one) {
            let and = if name == "error" { ", a.error_made = NULL" } else { "" };
            cases.push(self.missing(one, &place, and));
            let made = Type { pointers: one.kind.pointers - 1, ..one.kind.clone() };
            if self.sized(&made).is_some() {
                for size in ["0", "1", "4", "7"] {
                    let code = format!("a.{name}_made.struct_size = {size}");
                    cases.push(Case::invalid(format!("{name} says {size} bytes"), code, name));
                }
            }
        } else if self.is_handle(&one.kind) {
            cases.extend(self.bad_handles(function, one));
        } else if base == "tillbook_str" && one.kind.pointers == 0 {
            cases.extend(bad_texts(name, name, &place));
        } else if base == "tillbook_str" {
            cases.extend(bad_texts(name, name, &format!("*(tillbook_str *)(uintptr_t){place}")));
            cases.push(self.missing(one, &place, ""));
        } else if is_number(&one.kind) {
            for case in self.bad_numbers(one, name, &place)? {
                // An array whose length cannot be is not emptied either.
                let arrays =
                    function.parameters.iter().filter(|one| one.out && one.kind.pointers == 2 && is_array(one));
                let emptied: String = arrays.map(|one| format!(", a.{}_made = NULL", one.name)).collect();
                let is_count = name.ends_with("count");
                cases.push(Case { code: case.code + if is_count { &emptied } else { "" }, ..case });
            }
        } else if let Some(record) = self.interface.record(base) {
            if one.kind.pointers == 1 {
                cases.push(self.missing(one, &place, ""));
                cases.extend(self.bad_fields(record, "", &format!("a.{name}_given"))?);
                if self.sized(&Type { pointers: 0, ..one.kind.clone() }).is_some() {
                    cases.extend(bad_sizes(name, base, &format!("a.{name}_given")));
                }
            } else {
                cases.extend(self.bad_value(record, name, &place)?);
            }
        } else if name == "lengths" {
            cases.push(Case::invalid("lengths do not add up".to_owned(), format!("a.{name}_given += 1"), name));
        } else if self.interface.callback(base).is_some() {
            cases.push(self.missing(one, &place, ""));
        } else if base == "void" {
            let code = format!("{place} = (void *)(uintptr_t)1");
            cases.push(Case::odd(format!("{name} is anything"), code));
        } else {
            return Err(format!("no bad value is known for its {name}"));
        }
        Ok(cases)
    }

    /// NULL where a pointer should be.
    fn missing(&self, one: &Parameter, place: &str, and: &str) -> Case {
        let (why, code) = (format!("{} is NULL", one.name), format!("{place} = NULL{and}"));
        let is_needed = !one.doc.contains("NULL") || one.doc.contains("NULL when");
        if is_needed { Case::invalid(why, code, &one.name) } else { Case::odd(why, code) }
    }

    fn bad_handles(&self, function: &Function, one: &Parameter) -> Vec<Case> {
        let (name, base) = (&one.name, &one.kind.base);
        let refused = |why: &str, value: &str, status| {
            let code = format!("a.{name} = ({base} *)(uintptr_t)({value})");
            Case::refused(format!("{name} {why}"), code, status)
        };
        let mut cases = vec![match is_consuming(function) {
            // What is freed may be nothing.
            true => refused("is NULL", "0", "TILLBOOK_OK"),
            false => refused("is NULL", "0", "TILLBOOK_INVALID_HANDLE"),
        }];
        for (why, value) in [
            ("is a small number", "1"),
            ("is the number of a page", "4096"),
            ("is the last number", "UINTPTR_MAX"),
            ("lies on the stack", "&a"),
            ("lies in the program", "&good"),
            ("lies in freed memory", "freed_memory"),
            ("lies in the program's code", "&good_text"),
        ] {
            cases.push(refused(why, value, "TILLBOOK_INVALID_HANDLE"));
        }
        cases.push(refused("was freed", &format!("freed_{base}()"), "TILLBOOK_CLOSED"));
        cases.push(refused("is one bit beside", &format!("beside(good.{base})"), "TILLBOOK_CLOSED"));
        for other in &self.interface.handles {
            if other.name != *base {
                let value = format!("good.{}", other.name);
                cases.push(refused(&format!("is a {}", other.name), &value, "TILLBOOK_INVALID_HANDLE"));
            }
        }
        if !is_consuming(function) && !function.name.ends_with("_retain") {
            for (of_closed, value) in
                [("tillbook_account", "account_of_a_closed_store"), ("tillbook_iterator", "iterator_of_a_closed_store")]
            {
                if base == of_closed {
                    cases.push(refused("belongs to a closed store", value, "TILLBOOK_CLOSED"));
                }
            }
        }
        let kind = function.name.strip_prefix("tillbook_list_").filter(|_| has_out_handle(function));
        for other in self.interface.functions.iter().filter(|other| has_out_handle(other)) {
            let other = other.name.strip_prefix("tillbook_list_");
            if let (Some(_), Some(other)) = (kind, other.filter(|other| kind != Some(other))) {
                let value = format!("list_of(\"{other}\")");
                cases.push(refused(&format!("holds a {other}"), &value, "TILLBOOK_INVALID_HANDLE"));
            }
        }
        cases
    }

    fn bad_numbers(&self, one: &Parameter, field: &str, place: &str) -> Result<Vec<Case>, String> {
        let name = &one.name;
        let invalid = |value: &str| Case::invalid(format!("{name} is {value}"), format!("{place} = {value}"), field);
        let odd = |value: &str| Case::odd(format!("{name} is {value}"), format!("{place} = {value}"));
        let is_truth = one.kind.base == "int32_t" && one.doc.starts_with("1 ");
        if self.group_of(one).is_some() {
            let values = ["INT32_MIN", "INT32_MAX", "-1", "987"];
            let mut cases: Vec<Case> = values.into_iter().map(invalid).collect();
            cases.push(if one.doc.contains("0 ") || one.doc.contains(" 0") { odd("0") } else { invalid("0") });
            return Ok(cases);
        }
        Ok(match (one.kind.base.as_str(), name.as_str()) {
            ("size_t", "index") => ["1000000", "SIZE_MAX", "SIZE_MAX / 2"].into_iter().map(invalid).collect(),
            ("size_t", count) if count.ends_with("count") => {
                let refused = |value: &str| {
                    let why = format!("{name} is {value}");
                    Case::refused(why, format!("{place} = {value}"), "TILLBOOK_INVALID_ARGUMENT")
                };
                ["SIZE_MAX", "SIZE_MAX / 2", "(size_t)PTRDIFF_MAX / sizeof(void *) + 1"]
                    .into_iter()
                    .map(refused)
                    .collect()
            }
            (_, "capacity") => vec![odd("0")],
            ("uint32_t", count) if count.ends_with("count") => Vec::new(),
            (_, "reserved") => vec![invalid("1")],
            ("uint32_t", "remove") => vec![invalid("1u << 31")],
            ("int32_t", _) if is_truth => ["2", "-1", "INT32_MIN"].into_iter().map(invalid).collect(),
            ("int32_t", _) => ["INT32_MIN", "-1", "0", "INT32_MAX"].into_iter().map(odd).collect(),
            ("int64_t", _) => ["INT64_MIN", "-1", "0", "INT64_MAX"].into_iter().map(odd).collect(),
            ("uint32_t", _) => ["0", "UINT32_MAX"].into_iter().map(odd).collect(),
            ("size_t", _) => ["0", "SIZE_MAX"].into_iter().map(odd).collect(),
            ("uint64_t", _) => ["0", "UINT64_MAX"].into_iter().map(odd).collect(),
            (other, _) => return Err(format!("no bad value is known for {name}, a {other}")),
        })
    }

    /// Every bad value of every field of a struct that is passed in.
    fn bad_fields(&self, record: &Struct, path: &str, place: &str) -> Result<Vec<Case>, String> {
        let mut cases = Vec::new();
        for one in record.fields.iter().filter(|one| one.name != "struct_size") {
            let (base, inner) = (&one.kind.base, format!("{place}.{}", one.name));
            let field = format!("{path}{}", one.name);
            if base == "tillbook_str" && one.kind.pointers == 0 {
                cases.extend(bad_texts(&one.name, &field, &inner));
            } else if is_number(&one.kind) {
                cases.extend(self.bad_numbers(one, &field, &inner)?);
            } else if let Some(nested) = self.interface.record(base) {
                if one.kind.pointers == 0 {
                    cases.extend(self.bad_value(nested, &field, &inner)?);
                } else if self.sized(&Type { pointers: 0, ..one.kind.clone() }).is_some() {
                    cases.push(Case::odd(format!("{field} is NULL"), format!("{inner} = NULL")));
                    let inner = format!("(*({base} *)(uintptr_t){inner})");
                    cases.extend(self.bad_fields(nested, &format!("{field}."), &inner)?);
                    cases.extend(bad_sizes(&field, base, &inner));
                } else {
                    // An array, whose length stands in another field.
                    let code = format!("{inner} = NULL");
                    cases.push(Case::invalid(format!("{field} is NULL and has a count"), code, &field));
                    let first = nested.fields.iter().find(|first| first.kind.base == "tillbook_str");
                    let entry = match first.filter(|_| base != "tillbook_str") {
                        Some(first) => format!("(({base} *)(uintptr_t){inner})->{}", first.name),
                        None => format!("*(tillbook_str *)(uintptr_t){inner}"),
                    };
                    cases.extend(bad_texts(&field, &field, &entry));
                }
            } else if self.interface.callback(base).is_some() {
                cases.push(Case::odd(format!("{field} is NULL"), format!("{inner} = NULL")));
            } else if base != "void" {
                return Err(format!("no bad value is known for {field}"));
            }
        }
        Ok(cases)
    }

    /// Every bad value of a struct that is passed by value.
    fn bad_value(&self, record: &Struct, field: &str, place: &str) -> Result<Vec<Case>, String> {
        if record.name != "tillbook_date" {
            return self.bad_fields(record, &format!("{field}."), place);
        }
        let dates =
            ["2026, 13, 1", "2026, 2, 30", "0, 0, 1", "2026, 0, 0", "INT32_MIN, -1, -1", "INT32_MAX, INT32_MAX, 1"];
        let invalid = |date: &str| {
            let code = format!("{place} = ((tillbook_date){{{date}}})");
            Case::invalid(format!("{field} is {date}"), code, field)
        };
        Ok(dates.into_iter().map(invalid).collect())
    }

    /// Whether a pointer is one that a result goes through, for the header's `@param[out]` may be missing.
    fn is_output(&self, one: &Parameter) -> bool {
        one.kind.pointers > 0 && !one.kind.constant && one.kind.base != "void" && !self.is_handle(&one.kind)
    }

    /// A struct that says its own size.
    fn sized(&self, kind: &Type) -> Option<&Struct> {
        let record = self.interface.record(&kind.base).filter(|_| kind.pointers == 0)?;
        record.fields.first().filter(|first| first.name == "struct_size").map(|_| record)
    }

    /// The first number of the group that a number is from, which its documentation names.
    fn group_of(&self, one: &Parameter) -> Option<&str> {
        let named = one.doc.split("ne of `").nth(1)?.split('`').next()?;
        let group = self.interface.group(named).filter(|_| is_number(&one.kind))?;
        group.numbers.first().map(|number| number.name.as_str())
    }

    /// The call that frees what a handle stands for.
    fn freeing(&self, handle: &str) -> Result<impl Fn(&str) -> String, String> {
        let frees = |function: &&Function| {
            is_consuming(function) && function.parameters.first().is_some_and(|one| one.kind.base == handle)
        };
        let found = self.interface.functions.iter().find(frees).ok_or_else(|| format!("nothing frees a {handle}"))?;
        let rest = ", NULL".repeat(found.parameters.len() - 1);
        Ok(move |held: &str| format!("{}({held}{rest})", found.name))
    }

    fn has(&self, function: &str) -> Result<(), String> {
        if self.good.contains(function) { Ok(()) } else { Err(format!("tests/c/good.h has no {function})")) }
    }
}

/// Whether a function takes away the handle that it is given.
fn is_consuming(function: &Function) -> bool {
    function.name.ends_with("_free") || function.name.ends_with("_close")
}

/// Whether one of its outputs is a handle.
fn has_out_handle(function: &Function) -> bool {
    function.parameters.iter().any(|one| one.out && one.kind.pointers == 2 && one.name != "error")
}

/// Whether an output has room for as many as another argument says.
fn is_array(one: &Parameter) -> bool {
    one.doc.starts_with("an array") || one.kind.base == "char"
}

/// Whether a function never goes well, and leaves its handle good for nothing but freeing.
fn is_spoiling(function: &Function) -> bool {
    !function.statuses.iter().any(|status| status == "TILLBOOK_OK")
}

fn is_number(kind: &Type) -> bool {
    const NUMBERS: [&str; 5] = ["int32_t", "uint32_t", "int64_t", "uint64_t", "size_t"];
    kind.pointers == 0 && NUMBERS.contains(&kind.base.as_str())
}

fn declared(kind: &Type, name: &str) -> String {
    let constant = if kind.constant { "const " } else { "" };
    format!("{constant}{} {}{name}", kind.base, "*".repeat(kind.pointers))
}

/// Sizes that a struct which is passed in may not say.
fn bad_sizes(field: &str, base: &str, place: &str) -> Vec<Case> {
    let sizes = ["0", "1", "4", "7", &format!("sizeof({base}) + 8"), "UINT32_MAX"];
    let invalid = |size: &&str| {
        let code = format!("{place}.struct_size = {size}");
        Case::invalid(format!("{field} says {size} bytes"), code, field)
    };
    let code = format!("{place}.struct_size = size");
    // Wherever the size cuts the struct: half a pointer is refused, and what parts two fields is survived.
    let each =
        |ends| format!("for (uint32_t size = 8; size < sizeof({base}); size++) if (size % sizeof(void *) {ends}) ");
    let inside = Case::invalid(format!("{field} ends inside a field"), code.clone(), field).for_each(each("!= 0"));
    let between = Case::odd(format!("{field} ends between fields"), code).for_each(each("== 0"));
    sizes.iter().map(invalid).chain([inside, between]).collect()
}

fn bad_texts(name: &str, field: &str, place: &str) -> Vec<Case> {
    let bad = if BYTES.contains(&name) { &BAD_TEXTS[BAD_BYTES..] } else { &BAD_TEXTS[..] };
    let invalid =
        |(why, value): &(&str, &str)| Case::invalid(format!("{name} {why}"), format!("{place} = {value}"), field);
    let odd = |(why, value): &(&str, &str)| Case::odd(format!("{name} {why}"), format!("{place} = {value}"));
    let mut cases: Vec<Case> = bad.iter().map(invalid).chain(ODD_TEXTS.iter().map(odd)).collect();
    if place == "a.path" {
        cases.push(invalid(&("holds a zero in the middle", "BYTES(\"a\\0b.tillbook\")")));
        cases.push(invalid(&("is an empty path", "TILLBOOK_STR(\"\")")));
    }
    if JSON.contains(&name) {
        for (why, value) in [("is cut JSON", "{"), ("is no JSON object", "[1]"), ("is no JSON", "ann")] {
            cases.push(invalid(&(why, &format!("TILLBOOK_STR(\"{value}\")"))));
        }
    }
    cases
}
