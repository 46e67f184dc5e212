//! The header that programs are built with says what the library does: no more, no less, and nothing else.

mod generate;
#[path = "../c/interface.rs"]
mod interface;

/// `TILLBOOK_WRITE_HEADER=1 cargo test --test header` writes the header anew.
#[test]
fn the_committed_header_is_what_src_capi_declares() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/include/tillbook.h");
    let header = generate::header();
    if std::env::var_os("TILLBOOK_WRITE_HEADER").is_some() {
        std::fs::write(path, &header).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let differs = committed.lines().zip(header.lines()).position(|(old, new)| old != new);
    let line = differs.unwrap_or(committed.lines().count().min(header.lines().count())) + 1;
    assert!(
        committed == header,
        "include/tillbook.h is not what src/capi declares, from line {line} on; \
         write it with: TILLBOOK_WRITE_HEADER=1 cargo test --test header"
    );
}
