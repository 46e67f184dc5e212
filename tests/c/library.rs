//! The library as C programs use it: built once for a test program, and what is compiled against it.
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

/// The folder of the shared library as it is shipped.
pub fn optimised() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| build("release", &["--release", "--crate-type", "cdylib"]))
}

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

/// The file name of the shared library.
pub fn shared() -> PathBuf {
    folder().join(format!("{}tillbook{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX))
}

/// Compiles programs in C into one, linked with the shared library.
///
/// # Errors
/// What the compiler says.
pub fn compile(sources: &[&Path], flags: &[&str], program: &Path) -> Result<(), String> {
    compile_with(folder(), sources, flags, program)
}

/// The same with the shared library of a folder.
///
/// # Errors
/// What the compiler says.
pub fn compile_with(folder: &Path, sources: &[&Path], flags: &[&str], program: &Path) -> Result<(), String> {
    let mut compiler = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
    compiler.args(FLAGS).args(flags).arg("-I").arg(root().join("include")).arg("-I").arg(root().join("tests/c"));
    compiler.args(sources).arg("-o").arg(program);
    compiler.arg("-L").arg(folder).arg("-ltillbook").arg(format!("-Wl,-rpath,{}", folder.display()));
    let output = compiler.output().map_err(|problem| format!("{compiler:?}: {problem}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{compiler:?}\n{}", String::from_utf8_lossy(&output.stderr)))
}
