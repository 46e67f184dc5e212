//! The file itself: creating it whole or not at all, and telling whether it can be a store before it is touched.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use redb::backends::FileBackend;
use redb::{Builder, Database};

use super::fault::{copy_error, database_error, io_error, redb_copy_error};
use crate::error::{Error, Result, shown};

/// What begins every redb file.
const MAGIC: &[u8; 9] = b"redb\x1A\x0A\xA9\x0D\x0A";

/// Opens a file that must be there and must be redb's; an empty or foreign one is not touched.
pub(super) fn open(path: &Path) -> Result<FileBackend> {
    open_to(OpenOptions::new().read(true).write(true), path)
}

/// As [`open`], only to look at it: whoever opens it need not be allowed to write to it.
pub(super) fn look(path: &Path) -> Result<FileBackend> {
    open_to(OpenOptions::new().read(true), path)
}

fn open_to(how: &OpenOptions, path: &Path) -> Result<FileBackend> {
    let not_a_store = || Error::NotAStore { path: path.to_owned() };
    // A pipe would wait for ever, and a device takes whatever is written to it, so neither is opened.
    if !std::fs::metadata(path).map_err(|source| opening_error(source, path))?.is_file() {
        return Err(not_a_store());
    }
    let mut file = how.open(path).map_err(|source| opening_error(source, path))?;
    let mut magic = [0; MAGIC.len()];
    match file.read_exact(&mut magic) {
        Ok(()) if &magic == MAGIC => {}
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            return Err(Error::Io { doing: "reading the store", source: error });
        }
        _ => return Err(not_a_store()),
    }
    file.rewind().map_err(io_error("reading the store"))?;
    backend(file, path)
}

/// Creates a store where there is no file, or an empty one, and says whether it did. It is made under another name and gets its own when it is
/// whole, so that a power cut leaves no half of it; what it may leave under the other name, the next creation clears.
pub(super) fn create_if_absent(path: &Path, fill: impl FnOnce(&Database) -> Result<()>) -> Result<bool> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.len() > 0 || !metadata.is_file() => return Ok(false),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(opening_error(source, path)),
    }
    let unfinished = beside(path, "-new");
    let file = fresh(&unfinished, path, |source| opening_error(source, path))?;
    let database =
        Builder::new().create_with_backend(backend(file, path)?).map_err(|error| database_error(error, path))?;
    fill(&database)?;
    // While the file is still locked: otherwise somebody else could put another under the name in this moment.
    publish(&unfinished, path).map_err(io_error("creating the store"))?;
    database.close().map_err(|error| database_error(error, path))?;
    sync_directory(path)?;
    Ok(true)
}

/// Writes a store to where there is no file yet, whole or not at all: whatever fails, nothing is left.
pub(super) fn write_new(path: &Path, cache_bytes: usize, fill: impl FnOnce(&Database) -> Result<()>) -> Result<()> {
    let taken =
        || Error::invalid("path", format!("names {}, which is there already; choose another name", shown(path)));
    if std::fs::symlink_metadata(path).is_ok() {
        return Err(taken());
    }
    let unfinished = beside(path, "-new");
    let file = fresh(&unfinished, path, copy_error)?;
    let left = RemoveUnlessWhole(&unfinished);
    let synced = file.try_clone().map_err(copy_error)?;
    let database = Builder::new()
        .set_cache_size(cache_bytes)
        .create_with_backend(backend(file, path)?)
        .map_err(redb_copy_error)?;
    fill(&database)?;
    // While the file is still locked, as at a creation.
    match std::fs::hard_link(&unfinished, path) {
        Ok(()) => remove_if_there(&unfinished).map_err(copy_error)?,
        Err(_) if std::fs::symlink_metadata(path).is_ok() => return Err(taken()),
        // The file system knows no links.
        Err(_) => std::fs::rename(&unfinished, path).map_err(copy_error)?,
    }
    left.defuse();
    let left = RemoveUnlessWhole(path);
    database.close().map_err(redb_copy_error)?;
    synced.sync_all().map_err(copy_error)?;
    sync_directory(path)?;
    left.defuse();
    Ok(())
}

/// Takes a file away when it does not come to its end.
struct RemoveUnlessWhole<'a>(&'a Path);

impl RemoveUnlessWhole<'_> {
    fn defuse(self) {
        std::mem::forget(self);
    }
}

impl Drop for RemoveUnlessWhole<'_> {
    fn drop(&mut self) {
        // There is nobody left to tell.
        let _ = remove_if_there(self.0);
    }
}

/// A new file that only its owner can read. What an earlier creation left under its name loses that name and is not
/// written to: it may be a finished store that has another one already.
pub(crate) fn fresh(unfinished: &Path, path: &Path, refused: impl Fn(io::Error) -> Error) -> Result<File> {
    let already_open = || Error::AlreadyOpen { path: path.to_owned() };
    match File::open(unfinished) {
        // Whoever is creating the store at this moment holds the lock.
        Ok(left) => match left.try_lock() {
            Ok(()) => remove_if_there(unfinished).map_err(&refused)?,
            Err(TryLockError::WouldBlock) => return Err(already_open()),
            Err(TryLockError::Error(source)) => return Err(Error::Io { doing: "locking the file", source }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(refused(source)),
    }
    let mut how = OpenOptions::new();
    how.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    how.open(unfinished).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => already_open(),
        _ => refused(source),
    })
}

/// Gives a finished file its name, unless somebody else was first.
fn publish(unfinished: &Path, path: &Path) -> io::Result<()> {
    match std::fs::hard_link(unfinished, path) {
        Ok(()) => remove_if_there(unfinished),
        Err(_) if std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0) => remove_if_there(unfinished),
        // An empty file is in the way, or the file system knows no links.
        Err(_) => std::fs::rename(unfinished, path),
    }
}

/// Removes a file; another creation may have been quicker.
fn remove_if_there(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn backend(file: File, path: &Path) -> Result<FileBackend> {
    FileBackend::new(file).map_err(|error| database_error(error, path))
}

/// The name of a file that belongs to a store.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// The bytes that a file takes on the disk, and the length it seems to have: a file with holes takes fewer.
pub(crate) fn file_size(path: &Path) -> Result<(u64, u64)> {
    let metadata = std::fs::metadata(path).map_err(|source| opening_error(source, path))?;
    #[cfg(unix)]
    let allocated = std::os::unix::fs::MetadataExt::blocks(&metadata).saturating_mul(512);
    #[cfg(not(unix))]
    let allocated = metadata.len();
    Ok((allocated, metadata.len()))
}

/// Makes the new directory entry survive a power cut.
pub(crate) fn sync_directory(path: &Path) -> Result<()> {
    if cfg!(unix) {
        let parent = match path.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        File::open(parent).and_then(|directory| directory.sync_all()).map_err(io_error("syncing the directory"))?;
    }
    Ok(())
}

fn opening_error(source: io::Error, path: &Path) -> Error {
    match source.kind() {
        io::ErrorKind::NotFound => Error::StoreMissing { path: path.to_owned() },
        io::ErrorKind::IsADirectory => Error::NotAStore { path: path.to_owned() },
        _ => Error::Io { doing: "opening the store", source },
    }
}
