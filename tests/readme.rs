//! The README's programs are the ones that run.

#[path = "../examples/twelve_lines.rs"]
mod twelve_lines;

#[test]
fn the_twelve_lines_run_and_are_those_of_the_readme() {
    let readme = include_str!("../README.md");
    let shown = readme.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let program = include_str!("../examples/twelve_lines.rs");
    let (_, program) = program.split_once("\n\n").unwrap();
    let plain = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim().to_owned());
        let frame = |line: &String| {
            line.is_empty()
                || line.starts_with("///")
                || line.starts_with("pub fn main")
                || line == "Ok(())"
                || line == "}"
        };
        lines.filter(|line| !frame(line)).collect()
    };
    assert_eq!(plain(shown), plain(program));

    let folder = tempfile::tempdir().unwrap();
    std::env::set_current_dir(&folder).unwrap();
    twelve_lines::main().unwrap();
    assert!(folder.path().join("till.tillbook").exists());
}

/// Holds what the README shows in a language to a text with a program that tests run: the same lines, in their order.
fn stands_in(language: &str, program: &str) {
    let readme = include_str!("../README.md");
    let shown = readme.split(&format!("```{language}\n")).nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let mut program = program.lines().map(str::trim);
    for line in shown.lines().map(str::trim).filter(|line| !line.is_empty()) {
        assert!(program.any(|one| one == line), "{language}: not in the program, or not after the line before: {line}");
    }
}

#[test]
fn what_the_readme_shows_in_c_stands_in_the_program_that_the_tests_run() {
    stands_in("c", include_str!("../bindings/c/quick_start.c"));
}

#[test]
fn what_the_readme_shows_in_go_stands_in_the_program_that_the_tests_run() {
    stands_in("go", include_str!("../bindings/go/README.md"));
}
