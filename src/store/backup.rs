//! A copy of the store while work goes on.

use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::open::Store;
use crate::engine::{Engine, file_size};
use crate::error::{Result, shown};
use crate::model::GoOn;

/// Progress is told each time this many rows have been copied.
const STEP: u64 = 4096;

/// How far a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct BackupProgress {
    /// Rows copied so far, of all tables together.
    pub done: u64,
    /// Rows that are to be copied.
    pub total: u64,
}

/// What a backup wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BackupReport {
    /// Rows copied, of all tables together.
    pub rows: u64,
    /// Bytes that the copy takes on the disk.
    pub bytes: u64,
}

impl Store {
    /// Copies the store, as it is at this moment, into a new file that only its owner can read. Writes go on meanwhile
    /// and are not in the copy; the store's file grows with them, because the state that is copied is kept until the
    /// backup is over.
    ///
    /// The copy is a store by itself, under the same [`Store::id`]. The key of the cards' fingerprints is not in it: it
    /// lies in its own file beside the store, and without it new cards get fingerprints that no old card has.
    ///
    /// The copy gets its name once it is whole and on the disk. When the backup fails or `progress` stops it, nothing
    /// is left of it.
    ///
    /// ```
    /// use tillbook::Store;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// let store = Store::open(path)?;
    /// # let copy = folder.path().join("monday.tillbook");
    /// store.backup(&copy, |progress| println!("{} of {}", progress.done, progress.total))?;
    /// assert_eq!(Store::open(&copy)?.id(), store.id());
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) for a path where there is something already,
    /// [`Error::AlreadyOpen`](crate::Error::AlreadyOpen) when another backup is being written there,
    /// [`Error::Cancelled`](crate::Error::Cancelled) when `progress` stops it, [`Error::Io`](crate::Error::Io),
    /// [`Error::Damaged`](crate::Error::Damaged), [`Error::Poisoned`](crate::Error::Poisoned).
    pub fn backup<G: GoOn>(
        &self,
        path: impl AsRef<Path>,
        mut progress: impl FnMut(BackupProgress) -> G,
    ) -> Result<BackupReport> {
        let path = path.as_ref();
        let begun = Instant::now();
        let rows = self.read_all(|snapshot| {
            let total = snapshot.rows()?;
            Engine::copy(snapshot, path, &mut |done| {
                let told = done.is_multiple_of(STEP) || done == total;
                if told { progress(BackupProgress { done, total }).go_on() } else { Ok(()) }
            })?;
            Ok(total)
        })?;
        let (bytes, _) = file_size(path)?;
        let (place, took) = (shown(path), begun.elapsed());
        self.inner.log.info(format_args!("copied {rows} rows to {place} in {took:.1?}"));
        Ok(BackupReport { rows, bytes })
    }
}
