//! The program on the header's first page is one that works.

use std::process::Command;

use crate::compiler::{self, Language};
use crate::library;

/// The program between the page's marks, without the comment's frame.
fn program() -> String {
    let header = library::header();
    let (_, after) = header.split_once("@code\n").unwrap();
    let (program, _) = after.split_once(" * @endcode").unwrap();
    let lines = program.lines().map(|line| line.strip_prefix(" * ").or(line.strip_prefix(" *")).unwrap());
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_first_page_s_program_runs() {
    let program = program();
    assert!(program.lines().count() <= 35, "it is to be read in a minute");
    for compiler in compiler::all() {
        compiler.accepts(Language::C99, &[], &program).unwrap();
        compiler.accepts(Language::Cpp17, &["-Wno-old-style-cast"], &program).unwrap();
    }

    let folder = tempfile::tempdir().unwrap();
    let (source, built) = (folder.path().join("first.c"), folder.path().join("first"));
    std::fs::write(&source, program).unwrap();
    library::compile(&[&source], &[], &built).unwrap();
    let output = Command::new(&built).current_dir(folder.path()).output().unwrap();
    let [said, complained] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(output.status.success() && complained.is_empty(), "{complained}");
    assert!(said.starts_with("cust_test_") && said.ends_with(" is Ann Berg\n"), "{said}");

    // A second one, while the store is open elsewhere, says so.
    let _held = tillbook::Store::open(folder.path().join("till.tillbook")).unwrap();
    let output = Command::new(&built).current_dir(folder.path()).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("is in use"), "{output:?}");
    assert!(!output.status.success(), "a program that created nobody says that it did");
}
