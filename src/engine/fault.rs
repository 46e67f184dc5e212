//! What redb and the operating system report, as this library's errors.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use redb::{CommitError, CompactionError, DatabaseError, StorageError, TableError, TransactionError};

use crate::error::{Error, Result};

/// Runs what reads a file that nobody has verified: redb answers some damage with a panic instead of an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::damaged("the pages of the file contradict each other")))
}

pub(crate) fn io_error(doing: &'static str) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::Io { doing, source }
}

pub(crate) fn storage_error(error: StorageError) -> Error {
    match error {
        // The system did read: it is the file that ends too soon or says nonsense.
        StorageError::Io(source)
            if matches!(source.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData) =>
        {
            Error::damaged(format!("its file cannot be read to its end ({source})"))
        }
        StorageError::Io(source) => Error::Io { doing: "reading or writing the store", source },
        StorageError::Corrupted(what) => Error::damaged(what),
        StorageError::PreviousIo | StorageError::DatabaseClosed | StorageError::LockPoisoned(_) => Error::Poisoned,
        other => Error::damaged(other.to_string()),
    }
}

pub(super) fn transaction_error(error: TransactionError) -> Error {
    match error {
        TransactionError::Storage(storage) => storage_error(storage),
        other => Error::damaged(other.to_string()),
    }
}

pub(super) fn commit_error(error: CommitError) -> Error {
    Error::OutcomeUnknown { what: error.to_string() }
}

/// A failure of the file that a copy is written to. The store that is copied has nothing to do with it.
pub(super) fn copy_error(source: io::Error) -> Error {
    Error::Io { doing: "writing the backup", source }
}

pub(super) fn redb_copy_error(error: impl Into<redb::Error>) -> Error {
    copy_error(match error.into() {
        redb::Error::Io(source) => source,
        other => io::Error::other(other.to_string()),
    })
}

pub(super) fn compaction_error(error: CompactionError) -> Error {
    match error {
        CompactionError::Storage(storage) => storage_error(storage),
        other => Error::damaged(format!("the file cannot be compacted ({other})")),
    }
}

pub(super) fn database_error(error: DatabaseError, path: &Path) -> Error {
    match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            Error::AlreadyOpen { path: path.to_owned() }
        }
        DatabaseError::Storage(storage) => storage_error(storage),
        other => Error::damaged(other.to_string()),
    }
}

/// A table that is missing or has other types than ours means that the file is not what it claims to be.
pub(super) fn table_error(error: TableError) -> Error {
    match error {
        TableError::Storage(storage) => storage_error(storage),
        other => Error::damaged(format!("a table is unusable ({other})")),
    }
}
