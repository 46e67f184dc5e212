//! Giving back what a file no longer needs.

use std::path::Path;

use serde::Serialize;

use super::open::{CACHE_BYTES, Store};
use crate::engine::{Engine, file_size};
use crate::error::Result;

/// What compacting did to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Compacted {
    /// Bytes on the disk before.
    pub before: u64,
    /// Bytes on the disk after.
    pub after: u64,
}

impl Store {
    /// Rewrites a store that is not open so that its file takes no more of the disk than its records need. Nothing else
    /// changes. It takes about as long as copying the file several times; a kill meanwhile loses nothing, but the next
    /// open is slow, because it reads the whole file.
    ///
    /// ```
    /// use tillbook::Store;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// # drop(Store::open(&path)?);
    /// let compacted = Store::compact(&path)?;
    /// println!("{} bytes became {}", compacted.before, compacted.after);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::AlreadyOpen`](crate::Error::AlreadyOpen) while anyone has the store open,
    /// [`Error::StoreMissing`](crate::Error::StoreMissing), [`Error::NotAStore`](crate::Error::NotAStore),
    /// [`Error::NewerFormat`](crate::Error::NewerFormat), [`Error::Damaged`](crate::Error::Damaged),
    /// [`Error::Io`](crate::Error::Io).
    pub fn compact(path: impl AsRef<Path>) -> Result<Compacted> {
        let path = path.as_ref();
        let (before, _) = file_size(path)?;
        Engine::compact(path, CACHE_BYTES)?;
        let (after, _) = file_size(path)?;
        Ok(Compacted { before, after })
    }
}
