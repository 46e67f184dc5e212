//! A program in C that uses the library as its header says, or misuses it, crashes, hangs, or leaves something behind.
//!
//! Each program in `tests/c` and each example in `bindings/c` is compiled as it stands and run in a folder of its own.
//! What is misused is generated from the header: a function that it does not know how to misuse fails.

#[path = "c/interface.rs"]
mod interface;
#[path = "c/library.rs"]
mod library;
#[path = "c/misuse.rs"]
mod misuse;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};

/// How long a program may run before it counts as hanging.
const LIMIT: Duration = Duration::from_secs(300);
/// What a program says last, when nothing that it was given is left.
const CLEAN: &str = "0 handles left";

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for source in sources("tests/c") {
        trials.push(Trial::test(name(&source), move || run(&[&source], &[])));
    }
    for source in sources("bindings/c") {
        let after = library::root().join("tests/c/afterwards.h");
        let called = format!("example_{}", name(&source));
        let trial = move || run(&[&source], &["-include", &after.display().to_string()]);
        trials.push(Trial::test(called, trial));
    }
    trials.push(Trial::test("misuse", misuse));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The programs of a folder.
fn sources(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(library::root().join(folder)).into_iter().flatten().flatten();
    let mut sources: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    sources.sort();
    sources
}

fn name(source: &Path) -> String {
    source.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Compiles a program and runs it in a folder of its own.
fn run(sources: &[&Path], flags: &[&str]) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let program = folder.path().join("program");
    library::compile(sources, flags, &program)?;
    let Some(command) = library::run(&program, folder.path()) else { return Ok(()) };
    let mut command = assert_cmd::Command::from_std(command);
    // The faults that are made on purpose need not tell where they come from.
    let output = command.env("RUST_BACKTRACE", "0").timeout(LIMIT).output()?;
    let [said, complained] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    if !output.status.success() {
        return Err(format!("it ended with {}:\n{said}{complained}", output.status).into());
    }
    let last = said.lines().last().unwrap_or_default();
    if last.ends_with(CLEAN) { Ok(()) } else { Err(format!("it ended saying: {last}\n{complained}").into()) }
}

/// Every function of the header with every bad argument.
fn misuse() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("misuse.c");
    let good = std::fs::read_to_string(library::root().join("tests/c/good.h"))?;
    std::fs::write(&source, misuse::program(&interface::Interface::read(&library::header())?, &good)?)?;
    run(&[&source], &[])
}
