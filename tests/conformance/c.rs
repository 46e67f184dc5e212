//! A story as C tells it: through the functions of the header.
//!
//! The program is in the folder `c`: compiled once, run once for each story. It reads JSON with jansson.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::corpus;
use crate::given::Told;
use crate::library;

/// How long a story may take before it counts as hanging; it takes some milliseconds, and seconds where it is watched.
const LIMIT: Duration = Duration::from_secs(300);
/// What the program says last, when nothing that it was given is left.
const CLEAN: &str = "0 handles left\n";

/// Whether there is a compiler and the library that the program reads JSON with.
pub fn is_ready() -> bool {
    static READY: OnceLock<bool> = OnceLock::new();
    *READY.get_or_init(|| {
        let Ok(folder) = tempfile::tempdir() else { return false };
        let source = folder.path().join("ready.c");
        let text = "#include <jansson.h>\nint main(void) { return json_null() == NULL; }\n";
        std::fs::write(&source, text).is_ok()
            && library::compile_with(&[JANSSON.into()], &[&source], &[], &folder.path().join("ready")).is_ok()
    })
}

const JANSSON: &str = "-ljansson";

/// Tells the story that begins on a line of a file.
///
/// # Errors
/// What the program says of the first line that came to something else.
pub fn tell(file: &Path, number: usize) -> Told<()> {
    if !is_ready() {
        return Err("a C compiler or jansson is missing (Debian: gcc libjansson-dev)".to_owned());
    }
    let folder = tempfile::tempdir().map_err(|problem| problem.to_string())?;
    let Some(mut command) = library::run(program()?, folder.path()) else { return Ok(()) };
    command.arg(file).arg(number.to_string());
    finish(command)
}

/// Runs the program to its end.
fn finish(command: Command) -> Told<()> {
    let mut command = assert_cmd::Command::from_std(command);
    let output = command.timeout(LIMIT).output().map_err(|problem| problem.to_string())?;
    let [said, complained] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    if output.status.success() && said == CLEAN {
        return Ok(());
    }
    Err(format!("it ended with {}:\n{said}{complained}", output.status))
}

/// The program, compiled once.
fn program() -> Told<&'static Path> {
    static PROGRAM: OnceLock<Told<(tempfile::TempDir, PathBuf)>> = OnceLock::new();
    let compiled = PROGRAM.get_or_init(|| {
        let folder = tempfile::tempdir().map_err(|problem| problem.to_string())?;
        let program = folder.path().join("replay");
        let sources = sources()?;
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let mut link = library::link();
        link.push(JANSSON.into());
        library::compile_with(&link, &sources, &[], &program)?;
        Ok((folder, program))
    });
    compiled.as_ref().map(|(_, program)| program.as_path()).map_err(Clone::clone)
}

/// The files that the program is made of.
pub fn sources() -> Told<Vec<PathBuf>> {
    let entries = std::fs::read_dir(corpus::folder().join("c")).map_err(|problem| problem.to_string())?;
    let mut sources: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    sources.sort();
    Ok(sources)
}
