//! The README's program is the one that runs.

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
