//! Makes the table of the interface from the header: every function with its parameters, every struct with its fields,
//! every callback. What it cannot make a call of fails the build, so that no function is ever left out.

#[path = "../tests/c/interface.rs"]
mod interface;

use interface::{Callback, Function, Interface, Parameter, Type, integer};

/// How many tickets there are to draw a function by. Each function holds some, and keeps nearly all of them when others
/// are added, so that a kept sequence goes on to mean what it meant.
const TICKETS: u64 = 4096;

/// Functions that hold fewer tickets than others, by how much: those that take a thousand times as long, and those after
/// which a sequence has to begin anew. The header cannot say which they are.
const SELDOM: [(&str, f64); 3] = [("tillbook_open", 8.0), ("tillbook_close", 8.0), ("tillbook_debug_panic", 8.0)];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (header, parser) = ("../include/tillbook.h", "../tests/c");
    for read in [header, parser, "build.rs"] {
        println!("cargo::rerun-if-changed={read}");
    }
    let interface = Interface::read(&std::fs::read_to_string(header)?)?;
    let table = Table(&interface).write()? + &requests()?;
    std::fs::write(std::path::Path::new(&std::env::var("OUT_DIR")?).join("table.rs"), table)?;
    Ok(())
}

/// Every request that the providers' descriptions tell of, as examples of the struct that asks one.
fn requests() -> Result<String, Box<dyn std::error::Error>> {
    let mut examples = Vec::new();
    for provider in std::fs::read_dir("../src/provider")? {
        let description = provider?.path().join("openapi.json");
        if !description.exists() {
            continue;
        }
        println!("cargo::rerun-if-changed={}", description.display());
        let description: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(description)?)?;
        for (path, methods) in description["paths"].as_object().into_iter().flatten() {
            let path = path.replace('{', "<").replace('}', ">");
            for (method, operation) in
                methods.as_object().into_iter().flatten().filter(|(_, it)| it["responses"].is_object())
            {
                let method = method.to_uppercase();
                let body = if operation["requestBody"].is_object() {
                    r#", ("headers", Value::Drawn), ("body", Value::Drawn)"#
                } else {
                    ""
                };
                examples
                    .push(format!(r#"&[("method", Value::Text({method:?})), ("path", Value::Text({path:?})){body}]"#));
            }
        }
    }
    examples.sort();
    Ok(format!("pub static REQUESTS: &[Example] = &[{}];\n", examples.join(",\n")))
}

/// The table, as Rust source.
struct Table<'a>(&'a Interface);

impl Table<'_> {
    fn write(&self) -> Result<String, String> {
        let Table(interface) = self;
        let mut header = String::new();
        for callback in &interface.callbacks {
            header += &self.callback(callback)?;
        }
        for one in interface.structs.iter().filter(|one| one.name != "tillbook_str") {
            header += &self.shape(&one.name, &one.fields, &one.doc)?;
        }
        let mut exports = String::new();
        for function in &interface.functions {
            header += &self.shape(&arguments(function), &function.parameters, &function.doc)?;
            header += &self.function(function)?;
            exports += &self.export(function)?;
        }
        let kinds: Vec<&str> = interface.handles.iter().map(|handle| noun(&handle.name)).collect();
        let tickets: Vec<usize> = (0..TICKETS).map(|ticket| self.holder(ticket)).collect();
        if let Some(forgotten) = (0..interface.functions.len()).find(|function| !tickets.contains(function)) {
            return Err(format!("{} has no ticket; raise TICKETS", interface.functions[forgotten].name));
        }
        let statuses = interface.group("tillbook_status").ok_or("the header has no statuses")?;
        let statuses: String =
            statuses.numbers.iter().map(|one| format!("pub const {}: i32 = {};\n", one.name, one.value)).collect();
        let count = interface.functions.len();
        Ok(format!(
            "pub static KINDS: &[&str] = &{kinds:?};\npub static EXPORTS: [Export; {count}] = [{exports}];\n\
             pub static TICKETS: [u16; {TICKETS}] = {tickets:?};\n\
             #[allow(dead_code, reason = \"not every status is spoken of\")]\npub mod status {{\n{statuses}}}\n\
             #[allow(dead_code, non_camel_case_types, non_upper_case_globals, reason = \"the header's names\")]\n\
             mod header {{\nuse super::{{Field, Kind, Returned, Struct, Text}};\nuse std::ffi::c_void;\n{header}}}\n"
        ))
    }

    /// Whose a ticket is: of all functions the one with the best score for it, which no other function has a part in.
    fn holder(&self, ticket: u64) -> usize {
        let score = |function: &Function| {
            let seldom = SELDOM.iter().find(|(name, _)| *name == function.name).map_or(1.0, |(_, seldom)| *seldom);
            -(chance(&function.name, ticket).ln()) * seldom
        };
        let functions = self.0.functions.iter().enumerate();
        functions.min_by(|(_, one), (_, other)| score(one).total_cmp(&score(other))).map_or(0, |(place, _)| place)
    }

    fn export(&self, function: &Function) -> Result<String, String> {
        let statuses = function.statuses.iter().map(String::as_str);
        let known = statuses.clone().map(|status| format!("status::{status}")).collect::<Vec<_>>().join(", ");
        let returns = match statuses.clone().find(|status| *status == "TILLBOOK_OK").or(statuses.clone().next()) {
            Some(success) => format!("Returns::Status {{ known: &[{known}], success: status::{success} }}"),
            None => "Returns::Value".to_owned(),
        };
        let name = &function.name;
        Ok(format!(
            "Export {{ name: {name:?}, arguments: &header::{}_shape, returns: {returns}, call: header::call_{name} }},\n",
            arguments(function)
        ))
    }

    /// How a function is declared, and a function that calls it with arguments that lie in a row.
    fn function(&self, function: &Function) -> Result<String, String> {
        let (name, mut parameters, mut passed) = (&function.name, Vec::new(), Vec::new());
        for one in &function.parameters {
            parameters.push(format!("{}: {}", field_name(&one.name), self.rust_type(&one.kind)?));
            passed.push(format!("_arguments.{}", field_name(&one.name)));
        }
        let returned =
            if function.returns.base == "tillbook_str" { "Returned::Text(it)" } else { "Returned::Number(it as i64)" };
        Ok(format!(
            "unsafe extern \"C\" {{ fn {name}({}) -> {}; }}\n\
             pub(super) unsafe fn call_{name}(arguments: *const u8) -> Returned {{\n\
             let _arguments = unsafe {{ &*arguments.cast::<{}>() }};\nlet it = unsafe {{ {name}({}) }};\n{returned}\n}}\n",
            parameters.join(", "),
            self.rust_type(&function.returns)?,
            arguments(function),
            passed.join(", "),
        ))
    }

    /// A function to pass as a callback. It reads all that it is shown, and fills in what it is to fill in.
    fn callback(&self, callback: &Callback) -> Result<String, String> {
        let (name, mut parameters, mut does) = (&callback.name, Vec::new(), String::new());
        for one in &callback.parameters {
            let member = field_name(&one.name);
            parameters.push(format!("{member}: {}", self.rust_type(&one.kind)?));
            let shape = self.0.record(&one.kind.base).map(|shape| format!("&{}_shape", shape.name));
            does += &match (one.kind.base.as_str(), shape, one.kind.pointers, one.kind.constant) {
                ("void", ..) => format!("crate::host::is_ours({member});\n"),
                ("tillbook_str", _, 0, _) => format!("crate::host::read({member});\n"),
                (_, Some(shape), 1, true) => format!("crate::host::look({member}, {shape});\n"),
                (_, Some(shape), 1, false) => format!("crate::host::fill({member}, {shape});\n"),
                (_, _, 0, _) => format!("let _ = {member};\n"),
                _ => return Err(format!("{} of {name}: {}", not_understood(&one.kind), one.name)),
            };
        }
        let (returns, answer) = match callback.returns.base.as_str() {
            "void" => (String::new(), "crate::host::called::<i32>();".to_owned()),
            "int64_t" => ("-> i64".to_owned(), "crate::host::called::<i32>(); crate::host::time()".to_owned()),
            _ => (format!("-> {}", self.rust_type(&callback.returns)?), "crate::host::called()".to_owned()),
        };
        Ok(format!(
            "pub(super) unsafe extern \"C\" fn {name}({}) {returns} {{\n{does}{answer}\n}}\n",
            parameters.join(", ")
        ))
    }

    /// What a callback is to fill in.
    fn filled(&self, callback: &Callback) -> Option<String> {
        let fills =
            |one: &&Parameter| one.kind.pointers == 1 && !one.kind.constant && self.0.record(&one.kind.base).is_some();
        callback.parameters.iter().find(fills).map(|one| format!("&{}_shape", one.kind.base))
    }

    /// A struct, and what its fields are. The arguments of a function are one too.
    fn shape(&self, name: &str, fields: &[Parameter], doc: &str) -> Result<String, String> {
        let (mut members, mut told) = (String::new(), String::new());
        for (place, field) in fields.iter().enumerate() {
            let member = field_name(&field.name);
            let of = |problem| format!("{problem} of {name}.{}", field.name);
            members += &format!("{member}: {},\n", self.rust_type(&field.kind).map_err(of)?);
            let tells_size = place == 0 && field.name == "struct_size";
            let may_be_null =
                field.kind.pointers > 0 && (field.doc.contains("NULL") || doc.contains("NULL is left alone"));
            told += &format!(
                "Field {{ name: {:?}, kind: {}, offset: std::mem::offset_of!({name}, {member}), tells_size: {tells_size}, \
                 may_be_null: {may_be_null}, length: {:?}, named: &{:?}, about: {:?} }},\n",
                field.name,
                self.kind(&field.kind).map_err(of)?,
                length(field, fields),
                self.named(field),
                self.about(field),
            );
        }
        Ok(format!(
            "#[repr(C)]\n#[derive(Clone, Copy)]\npub(super) struct {name} {{\n{members}}}\n\
             pub(super) static {name}_shape: Struct = \
             Struct {{ name: {name:?}, size: size_of::<{name}>(), fields: &[\n{told}] }};\n"
        ))
    }

    /// The numbers that the header speaks of at a field: those of a truth value, of a group, or of constants, which may be
    /// joined.
    fn named(&self, field: &Parameter) -> Vec<i64> {
        if field.kind.pointers > 0 {
            return Vec::new();
        }
        if ["1 to ", "1 for ", "1 when ", "1 if "].iter().any(|truth| field.doc.starts_with(truth)) {
            return vec![0, 1];
        }
        let mut numbers = Vec::new();
        for quoted in quoted(&field.doc) {
            let group = self.0.group(quoted).map_or(&[][..], |group| &group.numbers);
            numbers.extend(group.iter().map(|number| number.value));
            let is_spoken_of =
                |name: &str| quoted.strip_suffix("...").map_or(name == quoted, |start| name.starts_with(start));
            let constants = self.0.constants.iter().filter(|constant| is_spoken_of(&constant.name));
            numbers.extend(constants.filter_map(|constant| integer(&constant.value)));
            if quoted == "|" {
                numbers.push(numbers.iter().fold(0, |all, one| all | one));
            }
        }
        if field.doc.contains(" 0") && !numbers.is_empty() {
            numbers.push(0);
        }
        numbers
    }

    /// The kind of record whose id a text is, when the header says so.
    fn about(&self, field: &Parameter) -> Option<&str> {
        let kinds = self.0.handles.iter().map(|handle| noun(&handle.name));
        let words = field.doc.split_once("id of ")?.1.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
        words.filter_map(|word| kinds.clone().find(|kind| word == *kind || word.strip_suffix('s') == Some(kind))).next()
    }

    /// What a value is, for the table.
    fn kind(&self, kind: &Type) -> Result<String, String> {
        let kind = self.resolve(kind);
        let base = kind.base.as_str();
        let at = if kind.constant { "Kind::Given" } else { "Kind::Wanted" };
        let handle = self.0.handles.iter().position(|handle| handle.name == base);
        let itself = match (handle, base) {
            _ if kind.length.is_some() => None,
            (Some(handle), _) => {
                let itself = format!("Kind::Handle({handle})");
                return match kind.pointers {
                    1 => Ok(itself),
                    2 => Ok(format!("{at}(&{itself})")),
                    _ => Err(not_understood(&kind)),
                };
            }
            (_, "tillbook_str") => Some("Kind::Text".to_owned()),
            (_, "void") if kind.pointers == 1 => return Ok("Kind::User".to_owned()),
            _ if self.0.callback(base).is_some() => {
                let fills = self.0.callback(base).and_then(|callback| self.filled(callback));
                let fills = fills.map_or("None".to_owned(), |shape| format!("Some({shape})"));
                Some(format!("Kind::Callback {{ function: {base} as *const c_void, fills: {fills} }}"))
            }
            _ if self.0.record(base).is_some() => Some(format!("Kind::Struct(&{base}_shape)")),
            _ => number(base).map(|rust| format!("Kind::Number(size_of::<{rust}>())")),
        };
        match (itself, kind.pointers) {
            (Some(itself), 0) => Ok(itself),
            (Some(itself), 1) => Ok(format!("{at}(&{itself})")),
            _ => Err(not_understood(&kind)),
        }
    }

    /// The type of a value as Rust declares it. Every pointer looks the same.
    fn rust_type(&self, kind: &Type) -> Result<String, String> {
        let kind = self.resolve(kind);
        match kind.base.as_str() {
            _ if kind.length.is_some() => Err(not_understood(&kind)),
            _ if kind.pointers > 0 || self.0.callback(&kind.base).is_some() => Ok("*mut c_void".to_owned()),
            "tillbook_str" => Ok("Text".to_owned()),
            base if self.0.record(base).is_some() => Ok(base.to_owned()),
            base => number(base).map(str::to_owned).ok_or_else(|| not_understood(&kind)),
        }
    }

    /// A type without other names for it.
    fn resolve(&self, kind: &Type) -> Type {
        match self.0.aliases.iter().find(|alias| alias.name == kind.base) {
            Some(alias) => Type { base: alias.kind.base.clone(), ..kind.clone() },
            None => kind.clone(),
        }
    }
}

fn not_understood(kind: &Type) -> String {
    format!(
        "no value can be made for the type '{}' with {} stars; teach build.rs to make one,",
        kind.base, kind.pointers
    )
}

/// A number's type in Rust.
fn number(base: &str) -> Option<&'static str> {
    Some(match base {
        "int32_t" | "int" => "i32",
        "int64_t" => "i64",
        "uint8_t" | "char" => "u8",
        "uint16_t" => "u16",
        "uint32_t" => "u32",
        "uint64_t" => "u64",
        "size_t" => "usize",
        _ => return None,
    })
}

/// The place of the field that says how many entries an array has: the header names the one where it describes the other.
fn length(field: &Parameter, fields: &[Parameter]) -> Option<usize> {
    if field.kind.pointers == 0 {
        return None;
    }
    let is_array = ["array", "as many as"].iter().any(|word| field.doc.contains(word));
    let counts = |other: &Parameter| {
        let doc = other.doc.to_lowercase();
        is_array && quoted(&field.doc).any(|name| name == other.name)
            || doc.starts_with("how many") && quoted(&doc).any(|name| name == field.name)
    };
    fields.iter().position(|other| other.kind.pointers == 0 && counts(other))
}

/// What stands in quotes in a description.
fn quoted(doc: &str) -> impl Iterator<Item = &str> {
    doc.split('`').skip(1).step_by(2)
}

fn arguments(function: &Function) -> String {
    format!("{}_arguments", function.name)
}

fn noun(name: &str) -> &str {
    name.trim_start_matches("tillbook_")
}

/// A name that Rust keeps for itself is written differently.
fn field_name(name: &str) -> String {
    if ["type", "ref", "in", "match", "mod", "use", "where"].contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// A number between 0 and 1 that a name and a ticket always have together (FNV-1a, then the end of SplitMix64).
fn chance(name: &str, ticket: u64) -> f64 {
    let bytes = name.bytes().chain(ticket.to_le_bytes());
    let mut mixed =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ byte as u64).wrapping_mul(0x100_0000_01b3));
    for (shift, factor) in [(30, 0xbf58_476d_1ce4_e5b9), (27, 0x94d0_49bb_1331_11eb)] {
        mixed = (mixed ^ mixed >> shift).wrapping_mul(factor);
    }
    ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64 + f64::MIN_POSITIVE
}
