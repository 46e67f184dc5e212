//! A folder that is gone when the command is over, however it ends.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::failure::{Failure, Outcome};

/// A new folder among the machine's temporary files, which only this user can read.
#[derive(Debug)]
pub(super) struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Makes the folder.
    pub(super) fn new() -> Outcome<TemporaryFolder> {
        let mut how = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut how, 0o700);
        for attempt in 0..1000 {
            let path = std::env::temp_dir().join(format!("tillbook-{}-{attempt}", std::process::id()));
            match how.create(&path) {
                Ok(()) => return Ok(TemporaryFolder(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(refusal(&path, &error.to_string())),
            }
        }
        Err(refusal(&std::env::temp_dir(), "all names are taken"))
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // Nothing depends on it, and there is nobody to tell.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn refusal(path: &Path, reason: &str) -> Failure {
    let path = path.display();
    Failure::refused(format!("making the temporary folder {path} failed: {reason}; set TMPDIR to a folder with room"))
}
