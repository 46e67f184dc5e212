//! Where the fields of the structs lie. Programs that were built before rely on it.

use std::fmt::Write as _;

use crate::compiler::{self, Language};
use crate::generate::Section;
use crate::interface::{Interface, Struct, Type};
use crate::library;

const HEAD: &str = "\
// The size of every struct and the place of every field in bytes: with pointers of 64 bits, then with those of 32 bits.
// src/capi/layout.rs holds Rust to it, tests/header/layout.rs C. A number that is here is never changed: structs grow at
// their end.
";

/// The layout of all structs, by C's rules.
pub fn of(sections: &[Section]) -> String {
    let all: Vec<&str> = sections.iter().flat_map(|section| &section.declarations).map(String::as_str).collect();
    let all = Interface::read(&all.join("\n")).unwrap();
    let mut text = format!("{HEAD}layout! {{\n");
    for section in sections {
        let declared = Interface::read(&section.declarations.join("\n")).unwrap();
        for one in declared.structs {
            let [wide, narrow] = [8, 4].map(|pointer| Layout::of(&one, &all, pointer));
            writeln!(text, "    {}::{} {} {} {{", section.noun, one.name, wide.size, narrow.size).unwrap();
            for (field, (wide, narrow)) in one.fields.iter().zip(wide.offsets.iter().zip(narrow.offsets)) {
                writeln!(text, "        {} {wide} {narrow};", field.name).unwrap();
            }
            text += "    }\n";
        }
    }
    text + "}\n"
}

/// Where the fields of one struct lie with one size of pointers.
struct Layout {
    size: usize,
    align: usize,
    offsets: Vec<usize>,
}

impl Layout {
    fn of(one: &Struct, all: &Interface, pointer: usize) -> Layout {
        let mut layout = Layout { size: 0, align: 1, offsets: Vec::new() };
        for field in &one.fields {
            let (size, align) = measure(&field.kind, all, pointer);
            layout.align = layout.align.max(align);
            layout.offsets.push(layout.size.next_multiple_of(align));
            layout.size = layout.size.next_multiple_of(align) + size;
        }
        layout.size = layout.size.next_multiple_of(layout.align);
        layout
    }
}

/// Size and alignment of a type.
fn measure(kind: &Type, all: &Interface, pointer: usize) -> (usize, usize) {
    assert_eq!(kind.length, None, "an array in a struct can neither grow nor be left out");
    let size = match kind.base.as_str() {
        _ if kind.pointers > 0 || all.callback(&kind.base).is_some() => pointer,
        "size_t" => pointer,
        "int32_t" | "uint32_t" => 4,
        "int64_t" | "uint64_t" => 8,
        name => {
            let inner = all.record(name).unwrap_or_else(|| panic!("a field has the type {name}"));
            let inner = Layout::of(inner, all, pointer);
            return (inner.size, inner.align);
        }
    };
    (size, size)
}

/// The file, as one line for C to check for each of its numbers.
fn assertions(pointers_of_64_bits: bool) -> String {
    let file = std::fs::read_to_string(library::root().join("abi/layout.txt")).unwrap();
    let mut program = String::from("#include \"tillbook.h\"\n");
    let mut name = "";
    for line in file.lines().filter(|line| line.starts_with("    ") && line.trim() != "}") {
        let words: Vec<&str> = line.trim_matches([' ', ';', '{']).split([' ', ':']).filter(|w| !w.is_empty()).collect();
        let number = words[words.len() - if pointers_of_64_bits { 2 } else { 1 }];
        let what = if line.ends_with('{') {
            name = words[1];
            format!("sizeof({name})")
        } else {
            format!("offsetof({name}, {})", words[0])
        };
        writeln!(program, "_Static_assert({what} == {number}, \"{what}\");").unwrap();
    }
    program
}

#[test]
fn c_lays_the_structs_out_as_programs_were_told() {
    for compiler in compiler::all() {
        compiler.accepts(Language::C11, &[], &assertions(true)).unwrap();
        let wrong = assertions(true).replace("sizeof(tillbook_str) == 16", "sizeof(tillbook_str) == 24");
        compiler.accepts(Language::C11, &[], &wrong).unwrap_err();
        if compiler.is_clang() {
            // It brings all of its targets with it.
            let small = ["--target=armv7-unknown-linux-gnueabihf", "-ffreestanding"];
            compiler.accepts(Language::C11, &small, &assertions(false)).unwrap();
        }
    }
}

/// What a struct of a program built before has at its end would be read as the field that is added there.
#[test]
fn no_struct_ends_in_a_hole_and_with_pointers_of_64_bits_none_has_any() {
    let all = crate::committed();
    for (one, pointer) in all.structs.iter().flat_map(|one| [(one, 8), (one, 4)]) {
        let layout = Layout::of(one, &all, pointer);
        let mut end = 0;
        for (field, offset) in one.fields.iter().zip(layout.offsets) {
            assert!(offset == end || pointer == 4, "a hole before {}.{}", one.name, field.name);
            end = offset + measure(&field.kind, &all, pointer).0;
        }
        assert_eq!(layout.size, end, "with pointers of {pointer} bytes {} ends in a hole", one.name);
    }
}
