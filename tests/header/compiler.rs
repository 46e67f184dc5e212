//! The compilers that a host may use, and what they say of the header.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use crate::library;

/// What nobody's build may complain about.
const WARNINGS: &[&str] = &[
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-Wconversion",
    "-Wsign-conversion",
    "-Wshadow",
    "-Wundef",
    "-Wcast-qual",
    "-Wmissing-field-initializers",
    "-Werror",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    C99,
    C11,
    C17,
    Cpp17,
}

impl Language {
    const ALL: [Language; 4] = [Language::C99, Language::C11, Language::C17, Language::Cpp17];

    fn flags(self) -> &'static [&'static str] {
        match self {
            Language::C99 => &["-xc", "-std=c99", "-Wstrict-prototypes"],
            Language::C11 => &["-xc", "-std=c11", "-Wstrict-prototypes"],
            Language::C17 => &["-xc", "-std=c17", "-Wstrict-prototypes"],
            Language::Cpp17 => &["-xc++", "-std=c++17", "-Wold-style-cast"],
        }
    }
}

#[derive(Debug)]
pub struct Compiler(PathBuf);

/// The GNU compiler and clang. Where the checks may skip nothing, both must be there.
pub fn all() -> Vec<Compiler> {
    let versions = (13..40).rev().map(|version| format!("clang-{version}"));
    let clang: Vec<String> = std::iter::once("clang".to_owned()).chain(versions).collect();
    let found: Vec<PathBuf> = [find(&["gcc".to_owned()]), find(&clang)].into_iter().flatten().collect();
    let wanted = if std::env::var_os("CI").is_some() { 2 } else { 1 };
    assert!(found.len() >= wanted, "gcc and clang are needed; Debian: apt-get install build-essential clang");
    found.into_iter().map(Compiler).collect()
}

/// The first of some programs that there is.
fn find(names: &[String]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let mut places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|path| path.is_file())
}

impl Compiler {
    pub fn is_clang(&self) -> bool {
        self.0.to_string_lossy().contains("clang")
    }

    /// Looks at a program without a complaint, or says what it complains about.
    pub fn accepts(&self, language: Language, flags: &[&str], program: &str) -> Result<(), String> {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("program.c");
        std::fs::write(&source, program).unwrap();
        let mut command = Command::new(&self.0);
        command.args(language.flags()).args(WARNINGS).args(flags).arg("-fsyntax-only");
        command.arg("-I").arg(library::root().join("include")).arg(&source);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() && said.is_empty() { Ok(()) } else { Err(format!("{command:?}\n{said}")) }
    }
}

/// A program that begins with the header, begins every struct, and takes the address of every function.
fn everything() -> String {
    let interface = crate::committed();
    let mut program = String::from("#include \"tillbook.h\"\n#include \"tillbook.h\"\n\nint main(void) {\n");
    for one in interface.structs.iter().filter(|one| one.fields[0].name == "struct_size") {
        let (name, initial) = (&one.name, format!("{}_INIT", one.name.to_uppercase()));
        writeln!(program, "    {{ {name} one = {initial}; if (one.struct_size != sizeof one) return 1; }}").unwrap();
    }
    for function in &interface.functions {
        writeln!(program, "    if ({} == NULL) return 1;", function.name).unwrap();
    }
    program += "    tillbook_str text = TILLBOOK_STR(\"Ann\");\n    text = tillbook_str_of(text.ptr);\n";
    program += "    return text.len == 3 && tillbook_status_retryable(TILLBOOK_OK) == 0 ? TILLBOOK_OK : 1;\n}\n";
    program
}

#[test]
fn no_compiler_complains_about_the_header() {
    let program = everything();
    for compiler in all() {
        for language in Language::ALL {
            compiler.accepts(language, &["-Wno-address"], &program).unwrap();
        }
    }
}

#[test]
fn a_complaint_would_be_seen() {
    for compiler in all() {
        compiler.accepts(Language::C99, &[], "int f() { int unused; }").unwrap_err();
    }
}
