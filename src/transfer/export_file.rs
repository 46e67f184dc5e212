//! An export into a file, which is there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::export::{ExportProgress, export_csv, export_jsonl, writing};
use crate::account::Account;
use crate::engine::{fresh, sync_directory};
use crate::error::{Error, Result};
use crate::model::GoOn;

/// The formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// One JSON object a line, with the cards.
    Jsonl,
    /// A table with a header, without the cards.
    Csv,
}

impl ExportFormat {
    /// Writes all customers of an account in this format, as [`export_jsonl`] and [`export_csv`] do.
    ///
    /// # Errors
    /// As theirs.
    pub fn write<G: GoOn>(
        self,
        account: &Account,
        out: impl Write,
        progress: impl FnMut(ExportProgress) -> G,
    ) -> Result<u64> {
        match self {
            ExportFormat::Jsonl => export_jsonl(account, out, progress),
            ExportFormat::Csv => export_csv(account, out, progress),
        }
    }
}

/// Writes all customers of an account into a file that only its owner can read, and returns how many it wrote.
///
/// The file takes its name once it is whole and on the disk, so that an export that fails or is stopped by `progress`
/// spoils no earlier one and leaves nothing behind. A device or a pipe takes the bytes as they come.
///
/// ```
/// use tillbook::transfer::{ExportFormat, export_file};
/// use tillbook::{Mode, NewCustomer, Provider, Store};
/// # let folder = tempfile::tempdir()?;
/// let store = Store::open(folder.path().join("shop.tillbook"))?;
/// let account = store.account(Provider::Omise, Mode::Test);
/// account.customers().create(NewCustomer { email: Some("ann@example.org".into()), ..Default::default() })?;
/// let path = folder.path().join("customers.csv");
/// assert_eq!(export_file(&account, &path, ExportFormat::Csv, |_progress| {})?, 1);
/// assert!(std::fs::read_to_string(&path)?.contains("ann@example.org"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Error::InvalidArgument`] when the path is the store's own; [`Error::AlreadyOpen`] while another export is written
/// there; [`Error::Io`] when the file cannot be written; else as [`ExportFormat::write`].
pub fn export_file<G: GoOn>(
    account: &Account,
    path: &Path,
    format: ExportFormat,
    progress: impl FnMut(ExportProgress) -> G,
) -> Result<u64> {
    let present = fs::canonicalize(path).ok();
    if present.is_some() && present == fs::canonicalize(account.store().path()).ok() {
        return Err(Error::invalid("path", "is the store's own; choose another file"));
    }
    match present {
        // A device or a pipe: another file must not take its name.
        Some(present) if !present.is_file() => {
            let file = OpenOptions::new().write(true).open(&present).map_err(writing)?;
            format.write(account, file, progress)
        }
        present => {
            let unfinished = Unfinished::new(present.as_deref().unwrap_or(path))?;
            let count = format.write(account, &unfinished.file, progress)?;
            unfinished.finish()?;
            Ok(count)
        }
    }
}

/// A file that takes its name only when it is complete.
struct Unfinished<'a> {
    wanted: &'a Path,
    path: PathBuf,
    file: File,
    finished: bool,
}

impl Unfinished<'_> {
    fn new(wanted: &Path) -> Result<Unfinished<'_>> {
        let mut path = wanted.as_os_str().to_owned();
        path.push(".unfinished");
        let path = PathBuf::from(path);
        let file = fresh(&path, wanted, writing)?;
        let unfinished = Unfinished { wanted, path, file, finished: false };
        // Held until it has its name, so that another export of the same name does not take it for one that was killed.
        unfinished.file.lock().map_err(writing)?;
        Ok(unfinished)
    }

    fn finish(mut self) -> Result<()> {
        self.file.sync_all().and_then(|()| fs::rename(&self.path, self.wanted)).map_err(writing)?;
        self.finished = true;
        sync_directory(self.wanted)
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if !self.finished {
            // There is nobody left to tell.
            let _ = fs::remove_file(&self.path);
        }
    }
}
