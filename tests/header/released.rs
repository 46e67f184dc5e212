//! What was released stays: functions, and the places of fields, for programs that were built with an older header.
//!
//! With a release the files of abi/ are copied into abi/released/; a new soname begins with none there.

use crate::library;

/// What programs rely on: every function, the place of every field, and the size of every struct that cannot tell its own.
fn promises(exports: &str, layout: &str) -> Vec<String> {
    let mut promises: Vec<String> = exports.lines().map(str::to_owned).collect();
    for one in layout.split("::").skip(1) {
        let (head, fields) = one.split_once(" {\n").unwrap();
        let name = head.split(' ').next().unwrap();
        let fields = fields.lines().filter_map(|field| field.strip_prefix("        "));
        promises.extend(fields.clone().map(|field| format!("{name}.{field}")));
        if fields.clone().all(|field| !field.starts_with("struct_size ")) {
            promises.push(head.to_owned());
        }
    }
    promises
}

/// The promises that are not kept.
fn broken(released: [&str; 2], now: [&str; 2]) -> Vec<String> {
    let kept = promises(now[0], now[1]);
    promises(released[0], released[1]).into_iter().filter(|promise| !kept.contains(promise)).collect()
}

#[test]
fn what_was_released_is_there_still() {
    let read = |folder: &str| {
        ["exports.txt", "layout.txt"].map(|file| {
            let path = library::root().join(folder).join(file);
            if path.exists() { std::fs::read_to_string(path).unwrap() } else { String::new() }
        })
    };
    let (released, now) = (read("abi/released"), read("abi"));
    assert!(now.iter().all(|file| !file.is_empty()), "the files of abi/ are there");
    let broken = broken(released.each_ref().map(String::as_str), now.each_ref().map(String::as_str));
    assert!(broken.is_empty(), "these are a new soname, or a mistake: {broken:?}");
}

#[test]
fn what_went_or_moved_is_seen_and_what_came_is_not() {
    const EXPORTS: &str = "tillbook_a\ntillbook_b\n";
    const LAYOUT: &str = "layout! {\n    x::tillbook_x 16 8 {\n        struct_size 0 0;\n        more 4 4;\n    }\n    \
                          y::tillbook_y 8 8 {\n        ptr 0 0;\n    }\n}\n";
    let seen = |exports: &str, layout: &str| broken([EXPORTS, LAYOUT], [exports, layout]);
    assert_eq!(seen("tillbook_a\ntillbook_aa\ntillbook_b\n", LAYOUT), [""; 0]);
    assert_eq!(seen("tillbook_a\n", LAYOUT), ["tillbook_b"]);
    let grown = LAYOUT.replace("x 16 8 {", "x 24 16 {").replace("more 4 4;", "more 4 4;\n        last 16 8;");
    assert_eq!(seen(EXPORTS, &grown), [""; 0]);
    assert_eq!(seen(EXPORTS, &LAYOUT.replace("more 4 4", "more 8 4")), ["tillbook_x.more 4 4;"]);
    assert_eq!(seen(EXPORTS, &LAYOUT.replace("y 8 8 {", "y 16 8 {")), ["tillbook_y 8 8"]);
}
