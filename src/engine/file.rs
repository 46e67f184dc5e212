//! The file itself: creating it whole or not at all, and telling whether it can be a store before it is touched.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use redb::backends::FileBackend;
use redb::{Builder, Database};

use super::database::{database_error, io_error};
use crate::error::{Error, Result};

/// What begins every redb file.
const MAGIC: &[u8; 9] = b"redb\x1A\x0A\xA9\x0D\x0A";

/// Opens a file that must be there and must be redb's; an empty or foreign one is not touched.
pub(super) fn open(path: &Path) -> Result<FileBackend> {
    let not_a_store = || Error::NotAStore { path: path.to_owned() };
    // A pipe would wait for ever, and a device takes whatever is written to it, so neither is opened.
    if !std::fs::metadata(path).map_err(|source| opening_error(source, path))?.is_file() {
        return Err(not_a_store());
    }
    let mut file =
        OpenOptions::new().read(true).write(true).open(path).map_err(|source| opening_error(source, path))?;
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

/// Creates a store where there is no file, or an empty one. It is made under another name and gets its own when it is
/// whole, so that a power cut leaves no half of it; what it may leave under the other name, the next creation clears.
pub(super) fn create_if_absent(path: &Path, fill: impl FnOnce(&Database) -> Result<()>) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.len() > 0 || !metadata.is_file() => return Ok(()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(opening_error(source, path)),
    }
    let unfinished = beside(path, "-new");
    let database = Builder::new()
        .create_with_backend(backend(emptied(&unfinished, path)?, path)?)
        .map_err(|error| database_error(error, path))?;
    fill(&database)?;
    database.close().map_err(|error| database_error(error, path))?;
    publish(&unfinished, path).map_err(io_error("creating the store"))?;
    sync_directory(path)
}

/// An empty file that only its owner can read.
fn emptied(unfinished: &Path, path: &Path) -> Result<File> {
    let mut how = OpenOptions::new();
    how.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    let mut file = how.open(unfinished).map_err(|source| opening_error(source, path))?;
    if has_another_name(&file).map_err(io_error("creating the store"))? {
        // A finished store, left with both names by a power cut: only this name of it is a leftover.
        std::fs::remove_file(unfinished).map_err(io_error("creating the store"))?;
        file = how.create_new(true).open(unfinished).map_err(|source| opening_error(source, path))?;
    }
    // Whoever is creating the store at this moment holds the lock.
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::AlreadyOpen { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => return Err(Error::Io { doing: "locking the store", source }),
    }
    file.set_len(0).and_then(|()| file.unlock()).map_err(io_error("creating the store"))?;
    Ok(file)
}

#[cfg(unix)]
fn has_another_name(file: &File) -> io::Result<bool> {
    Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 1)
}

/// Elsewhere the number of names cannot be asked for.
#[cfg(not(unix))]
fn has_another_name(_file: &File) -> io::Result<bool> {
    Ok(false)
}

/// Gives a finished file its name, unless somebody else was first.
fn publish(unfinished: &Path, path: &Path) -> io::Result<()> {
    match std::fs::hard_link(unfinished, path) {
        Ok(()) => std::fs::remove_file(unfinished),
        Err(_) if std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0) => std::fs::remove_file(unfinished),
        // An empty file is in the way, or the file system knows no links.
        Err(_) => std::fs::rename(unfinished, path),
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
