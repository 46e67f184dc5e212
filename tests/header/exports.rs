//! The functions that the library gives to the outside: those of the header, and nothing of Rust's.

use std::process::Command;

use crate::interface::Interface;
use crate::library;

/// The names of the header's functions, in alphabetical order.
pub fn of(header: &str) -> String {
    let interface = Interface::read(header).unwrap();
    let mut names: Vec<String> = interface.functions.into_iter().map(|function| function.name + "\n").collect();
    names.sort();
    names.concat()
}

#[test]
fn the_library_gives_out_the_functions_of_the_list_and_nothing_else() {
    let shown = Command::new("nm").args(["-D", "--defined-only", "--format=posix"]).arg(library::shared()).output();
    let shown = String::from_utf8(shown.expect("nm, of binutils, is needed").stdout).unwrap();
    let mut symbols: Vec<&str> = shown.lines().filter_map(|line| line.split(' ').next()).collect();
    symbols.sort();
    let listed = std::fs::read_to_string(library::root().join("abi/exports.txt")).unwrap();
    assert_eq!(symbols, listed.lines().collect::<Vec<_>>());
}
