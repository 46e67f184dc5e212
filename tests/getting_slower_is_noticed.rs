//! A path of the library gets slower, or is no longer counted, and nobody is told.

use std::path::Path;
use std::process::Command;

/// Whether counts pass beside what was recorded, and what is said of them.
fn compare(recorded: &str, counted: &str) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    std::fs::write(&old, recorded).unwrap();
    std::fs::write(&new, counted).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/instructions");
    let output = Command::new(script).arg("compare").args([&old, &new]).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn what_lies_within_the_tolerance_passes() {
    let (passes, said) = compare("# rustc 1\nget 1000\nlist 5000\n", "# rustc 1\nget 1030\nlist 4900\n");
    assert!(passes, "{said}");
    assert!(!said.contains("make instructions"), "{said}");
}

#[test]
fn a_path_that_takes_more_fails_and_is_named() {
    let (passes, said) = compare("# rustc 1\nget 1000\nlist 5000\n", "# rustc 1\nget 1031\nlist 5000\n");
    assert!(!passes, "{said}");
    assert!(said.lines().any(|line| line.starts_with("get ") && line.contains("takes more")), "{said}");
    assert!(said.contains("make instructions RECORD=1"), "{said}");
}

#[test]
fn a_path_that_takes_less_passes_and_asks_to_be_recorded() {
    let (passes, said) = compare("# rustc 1\nget 1000\n", "# rustc 1\nget 900\n");
    assert!(passes && said.contains("make instructions RECORD=1"), "{said}");
}

#[test]
fn a_path_that_appears_or_disappears_fails() {
    let one = "# rustc 1\nget 1000\n";
    let two = "# rustc 1\nget 1000\nlist 5000\n";
    assert!(!compare(one, two).0 && !compare(two, one).0);
}

/// Another compiler makes other code of the same source: that is told, and is nobody's fault.
#[test]
fn another_compiler_is_told_and_does_not_fail() {
    let (passes, said) = compare("# rustc 1\nget 1000\n", "# rustc 2\nget 1100\n");
    assert!(passes && said.contains("rustc 1") && said.contains("rustc 2"), "{said}");
}

#[test]
fn what_is_recorded_is_what_is_counted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let recorded = std::fs::read_to_string(root.join("benches/instructions.txt")).unwrap();
    let counted = std::fs::read_to_string(root.join("benches/instructions/paths.c")).unwrap();
    for path in recorded.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(' ').next()) {
        let told = [format!("{{\"{path}\", "), format!("AT(\"{path} ")];
        assert!(told.iter().any(|told| counted.contains(told)), "{path} is recorded and not counted");
    }
}
