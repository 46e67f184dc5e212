//! The library as C programs use it: built once for a test program, and what is compiled against it.
//!
//! For another machine, or to be watched, programs are built and run otherwise; `scripts/cross` and `scripts/sanitize`
//! say how in the environment, one word a line:
//!
//! * `TILLBOOK_CC`: the compiler and its flags, instead of `CC`.
//! * `TILLBOOK_LINK`: what a program is linked with, instead of the shared library that is built here.
//! * `TILLBOOK_RUN`: what a program is run by; `none` where it is only built.
//! * `TILLBOOK_PORTION`: what the work of a program is divided by where all is slow.
#![allow(dead_code, reason = "each program uses its own part")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// How every program is compiled: as strictly as a careful host does it.
const FLAGS: [&str; 9] =
    ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wno-unused-function", "-g", "-O1", "-pthread"];

/// The folder in which the shared and the static library lie, built like the tests: with all checks.
pub fn folder() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| build("debug", &["--crate-type", "staticlib,cdylib"]))
}

/// The folder of the shared library as `make install` builds it.
pub fn optimised() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| build("shipped", &["--profile", "shipped", "--crate-type", "cdylib"]))
}

/// Builds the library, without which no test of its programs can say anything.
fn build(profile: &str, how: &[&str]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["rustc", "--locked", "--quiet", "--lib", "--no-default-features", "--features", "capi"]).args(how);
    cargo.arg("--target-dir").arg(&target).current_dir(root());
    assert!(cargo.status().is_ok_and(|status| status.success()), "the library was not built: {cargo:?}");
    target.join(profile)
}

/// Where the project lies.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The header as it is handed to hosts.
pub fn header() -> String {
    let path = root().join("include/tillbook.h");
    std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

/// The words that a variable of the environment holds, one a line; nothing where it is not set.
fn words(variable: &str) -> Option<Vec<String>> {
    let value = std::env::var(variable).ok()?;
    Some(value.lines().map(str::to_owned).collect())
}

/// How to link with the shared library of a folder.
pub fn shared_in(folder: &Path) -> Vec<String> {
    let folder = folder.display();
    vec![format!("-L{folder}"), "-ltillbook".into(), format!("-Wl,-rpath,{folder}")]
}

/// Whether programs are built or run otherwise than the tests usually do it.
pub fn is_elsewhere() -> bool {
    words("TILLBOOK_LINK").is_some()
}

/// How to run a program in a folder of its own; nothing where it cannot be run here.
pub fn run(program: &Path, folder: &Path) -> Option<Command> {
    let mut all = words("TILLBOOK_RUN").unwrap_or_default();
    if all == ["none"] {
        return None;
    }
    all.push(program.display().to_string());
    let mut command = Command::new(&all[0]);
    command.args(&all[1..]).arg(folder).args(words("TILLBOOK_PORTION").unwrap_or_default());
    // cargo puts there where this machine's library lies; a program finds its own by what it was linked with.
    command.env_remove("LD_LIBRARY_PATH");
    Some(command)
}

/// The file name of the shared library.
pub fn shared() -> PathBuf {
    folder().join(format!("{}tillbook{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX))
}

/// Compiles programs in C into one, linked with the library.
///
/// # Errors
/// What the compiler says.
pub fn compile(sources: &[&Path], flags: &[&str], program: &Path) -> Result<(), String> {
    compile_with(&link(), sources, flags, program)
}

/// What a program is linked with.
pub fn link() -> Vec<String> {
    words("TILLBOOK_LINK").unwrap_or_else(|| shared_in(folder()))
}

/// The same, linked with what is given.
///
/// # Errors
/// What the compiler says.
pub fn compile_with(link: &[String], sources: &[&Path], flags: &[&str], program: &Path) -> Result<(), String> {
    let cc = words("TILLBOOK_CC").or_else(|| words("CC")).unwrap_or_else(|| vec!["cc".into()]);
    let mut compiler = Command::new(&cc[0]);
    compiler.args(&cc[1..]).args(FLAGS).args(flags);
    compiler.arg("-I").arg(root().join("include")).arg("-I").arg(root().join("tests/c"));
    compiler.args(sources).arg("-o").arg(program).args(link);
    let output = compiler.output().map_err(|problem| format!("{compiler:?}: {problem}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{compiler:?}\n{}", String::from_utf8_lossy(&output.stderr)))
}
