//! The header that programs are built with says something else than the library does, or says it so that a compiler
//! complains, or leaves a reader guessing.
//!
//! `TILLBOOK_WRITE_HEADER=1 cargo test --test header` writes the header and the files in abi/ anew.

mod compiler;
mod documented;
mod exports;
mod generate;
#[path = "../c/interface.rs"]
mod interface;
mod layout;
#[path = "../c/library.rs"]
mod library;
mod page;
mod released;

use interface::Interface;

/// Holds a committed file to what it should be, or writes it.
fn hold(path: &str, expected: &str) {
    let whole = library::root().join(path);
    if std::env::var_os("TILLBOOK_WRITE_HEADER").is_some() {
        std::fs::create_dir_all(whole.parent().unwrap()).unwrap();
        std::fs::write(&whole, expected).unwrap();
    }
    let committed = std::fs::read_to_string(&whole).unwrap_or_default();
    let differs = committed.lines().zip(expected.lines()).position(|(old, new)| old != new);
    let line = differs.unwrap_or(committed.lines().count().min(expected.lines().count())) + 1;
    assert!(
        committed == expected,
        "{path} is not what src/capi declares, from line {line} on; \
         write it with: TILLBOOK_WRITE_HEADER=1 cargo test --test header"
    );
}

fn committed() -> Interface {
    Interface::read(&library::header()).unwrap()
}

#[test]
fn the_committed_files_are_what_src_capi_declares() {
    let sections = generate::sections();
    let header = generate::header(&sections);
    hold("include/tillbook.h", &header);
    hold("abi/layout.txt", &layout::of(&sections));
    hold("abi/exports.txt", &exports::of(&header));
}
