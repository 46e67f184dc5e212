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
use std::process::{Command, ExitCode};
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};

/// How long a program may run before it counts as hanging.
const LIMIT: Duration = Duration::from_secs(900);
/// What a program says last, when nothing that it was given is left.
const CLEAN: &str = "0 handles left";

/// The examples, what is typed into them, and a part of what they say.
const EXAMPLES: [(&str, &str, &str); 3] = [
    ("quick_start", "", " is Ann Abe\n"),
    ("till_loop", "0101\n1002\nzoe@example.org\n\n", "1002\n  Bob Berg <> since "),
    ("provider_call", "", "GET /customers/cust_test_nobody: 404\n{\"object\":\"error\""),
];

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for source in sources("tests/c") {
        trials.push(Trial::test(name(&source), move || run(&source, &[], "", "")));
    }
    for source in sources("bindings/c") {
        trials.push(Trial::test(format!("example_{}", name(&source)), move || example(&source)));
    }
    // It takes longest, so two programs share it.
    trials.push(Trial::test("misuse_first_half", || misuse(0)));
    trials.push(Trial::test("misuse_second_half", || misuse(1)));
    // It loads the shared library of this machine.
    if !library::is_elsewhere() {
        let left_out = std::env::var_os("CI").is_none() && Command::new("python3").arg("-V").output().is_err();
        trials.push(Trial::test("ctypes_quick_start", ctypes_quick_start).with_ignored_flag(left_out));
    }
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

/// Compiles a program and runs it in a folder of its own; `typed` goes into it, and what it says holds `said`.
fn run(source: &Path, flags: &[&str], typed: &str, said: &str) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let program = folder.path().join("program");
    library::compile(&[source], flags, &program)?;
    let Some(command) = library::run(&program, folder.path()) else { return Ok(()) };
    let told = finish(command, typed)?;
    if !told.contains(said) {
        return Err(format!("it said:\n{told}").into());
    }
    let last = told.lines().last().unwrap_or_default();
    if last.ends_with(CLEAN) { Ok(()) } else { Err(format!("it ended saying: {last}").into()) }
}

/// Runs a program to its end, and answers with what it said.
fn finish(command: Command, typed: &str) -> Result<String, Failed> {
    let mut command = assert_cmd::Command::from_std(command);
    // The faults that are made on purpose need not tell where they come from.
    let output = command.env("RUST_BACKTRACE", "0").write_stdin(typed).timeout(LIMIT).output()?;
    let [said, complained] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    if output.status.success() {
        return Ok(said.into_owned());
    }
    Err(format!("it ended with {}:\n{said}{complained}", output.status).into())
}

/// An example as it stands, inside a main that looks afterwards for what was left.
fn example(source: &Path) -> Result<(), Failed> {
    let name = name(source);
    let known = EXAMPLES.iter().find(|(known, ..)| *known == name);
    let (_, typed, said) = known.ok_or("nobody knows what this example says; add it to EXAMPLES")?;
    let after = library::root().join("tests/c/afterwards.h");
    run(source, &["-include", &after.display().to_string()], typed, said)
}

/// Every second function of the header with every bad argument.
fn misuse(half: u8) -> Result<(), Failed> {
    // It stays there, for whoever has to look at a line of it.
    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("misuse_{half}.c"));
    let good = std::fs::read_to_string(library::root().join("tests/c/good.h"))?;
    std::fs::write(&source, misuse::program(&interface::Interface::read(&library::header())?, &good)?)?;
    // Thousands of lines that run once.
    run(&source, &["-O0", &format!("-DHALF={half}")], "", "")
}

/// A language that knows nothing of Tillbook but its shared library.
fn ctypes_quick_start() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let program = library::root().join("tests/ctypes_quick_start.py");
    let lines = std::fs::read_to_string(&program)?.lines().count();
    if lines > 30 {
        return Err(format!("it takes {lines} lines, and 30 were promised").into());
    }
    let mut python = Command::new("python3");
    python.arg(program).arg(library::shared()).arg(folder.path().join("till.tillbook"));
    let said = finish(python, "")?;
    if said.contains(r#""email":"ann@example.org""#) { Ok(()) } else { Err(format!("it said:\n{said}").into()) }
}
