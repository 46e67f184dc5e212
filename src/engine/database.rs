//! The file: opening, creating, committing, and the one snapshot that every read goes through.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwap;
use redb::backends::FileBackend;
use redb::{
    Builder, CommitError, CompactionError, Database, DatabaseError, Durability, ReadableDatabase, ReadableTable,
    StorageError, TableError, TransactionError,
};

use super::tables::{META, Snapshot, WriteTables, table_error};
use crate::error::{Error, Result};

/// The version of the file's layout. A greater one in a file is refused.
pub(crate) const FORMAT: u32 = 1;

/// What begins every redb file.
const MAGIC: &[u8; 9] = b"redb\x1A\x0A\xA9\x0D\x0A";

const META_FORMAT: &str = "format";
const META_STORE_ID: &str = "store_id";
const META_HASH_SECRET: &str = "hash_secret";
const META_HASH_BITS: &str = "hash_bits";
const META_SEQUENCE: &str = "sequence";
const META_NEWEST: &str = "newest";
const META_LAST_IDS: &str = "last_ids";

/// How to open a store's file.
pub(crate) struct OpenFile<'a> {
    pub(crate) path: &'a Path,
    pub(crate) create: bool,
    pub(crate) cache_bytes: usize,
    /// Random bytes for a new file: the store's id and the secret of its hashes.
    pub(crate) fresh: [u8; 32],
    /// How many bits of a hash a new file uses; fewer than 128 only in tests of equal hashes.
    pub(crate) hash_bits: u8,
}

/// What a store's file says of itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header {
    /// The version of the file's layout.
    pub(crate) format: u32,
    pub(crate) store_id: [u8; 16],
    pub(crate) hash_secret: [u8; 16],
    pub(crate) hash_bits: u8,
    /// The last number given to a record.
    pub(crate) sequence: u64,
    /// The newest time that the store itself wrote, in milliseconds.
    pub(crate) newest: i64,
    /// The last id made of each form that sorts by time, in the order of the forms' codes; 0 before the first.
    pub(crate) last_ids: [u128; 2],
}

/// An open file.
pub(crate) struct Engine {
    database: Database,
    snapshot: ArcSwap<Snapshot>,
    poisoned: AtomicBool,
}

impl Engine {
    /// Opens or creates the file.
    pub(crate) fn open(options: &OpenFile<'_>) -> Result<(Engine, Header)> {
        guarded(|| Engine::open_unguarded(options))
    }

    fn open_unguarded(options: &OpenFile<'_>) -> Result<(Engine, Header)> {
        let path = options.path;
        let (file, created) = open_file(path, options.create)?;
        let database = Builder::new()
            .set_cache_size(options.cache_bytes)
            .create_with_backend(backend(file, path)?)
            .map_err(|error| database_error(error, path))?;
        if created {
            write_header(&database, options)?;
            sync_directory(path)?;
        }
        let header = read_header(&database, path)?;
        let snapshot = take_snapshot(&database)?;
        Ok((Engine { database, snapshot: ArcSwap::from_pointee(snapshot), poisoned: AtomicBool::new(false) }, header))
    }

    /// The state that the last acknowledged write left.
    pub(crate) fn snapshot(&self) -> Result<arc_swap::Guard<Arc<Snapshot>>> {
        self.refuse_if_poisoned()?;
        Ok(self.snapshot.load())
    }

    /// Runs one write. It is committed durably when `work` says so, and leaves no trace otherwise.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&mut WriteTables<'_>) -> Result<(T, Option<WriteState>)>,
    ) -> Result<T> {
        self.refuse_if_poisoned()?;
        let mut transaction = self.database.begin_write().map_err(transaction_error)?;
        transaction.set_durability(Durability::Immediate).map_err(|error| Error::damaged(error.to_string()))?;
        transaction.set_quick_repair(true);
        let done = {
            let mut tables = WriteTables::open(&transaction)?;
            let done = work(&mut tables)?;
            if let Some(state) = &done.1 {
                state.store(&mut tables)?;
            }
            done
        };
        if done.1.is_none() {
            transaction.abort().map_err(storage_error)?;
            return Ok(done.0);
        }
        // From here on the outcome is unknown until the commit returns, so a failure or a panic stops the store.
        let poison = PoisonUnlessDefused(&self.poisoned);
        transaction.commit().map_err(commit_error)?;
        self.snapshot.store(Arc::new(take_snapshot(&self.database)?));
        poison.defuse();
        Ok(done.0)
    }

    /// Rewrites the file without its holes. Fails while the file is open elsewhere.
    ///
    /// Closing records which pages are free, as a quick-repair commit does, so the next open is quick even after a kill
    /// of whoever opens the file first. A commit of our own before the close would only leave the file one record larger.
    /// A kill during the compaction itself loses nothing but leaves the next open a full repair.
    pub(crate) fn compact(path: &Path, cache_bytes: usize) -> Result<()> {
        guarded(|| {
            let mut database = open_existing(path, cache_bytes)?;
            read_header(&database, path)?;
            while database.compact().map_err(compaction_error)? {}
            database.close().map_err(|error| database_error(error, path))
        })
    }

    /// Whether redb's own structures were sound: every page's checksum and the allocator's books. What was not is
    /// repaired where redb can, at the price of the last commit if need be; where it cannot, this is [`Error::Damaged`].
    pub(crate) fn check_pages(path: &Path, cache_bytes: usize) -> Result<bool> {
        guarded(|| {
            let mut database = open_existing(path, cache_bytes)?;
            let sound = database.check_integrity().map_err(|error| database_error(error, path))?;
            database.close().map_err(|error| database_error(error, path))?;
            Ok(sound)
        })
    }

    fn refuse_if_poisoned(&self) -> Result<()> {
        if self.poisoned.load(Ordering::Acquire) { Err(Error::Poisoned) } else { Ok(()) }
    }
}

/// What a committed write leaves for the next one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WriteState {
    /// The last number given to a record.
    pub(crate) sequence: u64,
    /// The newest time that the store itself wrote, in milliseconds.
    pub(crate) newest: i64,
    /// The last id made of each form that sorts by time; 0 before the first.
    pub(crate) last_ids: [u128; 2],
}

impl WriteState {
    fn store(&self, tables: &mut WriteTables<'_>) -> Result<()> {
        tables.meta.insert(META_SEQUENCE, self.sequence.to_le_bytes().as_slice()).map_err(storage_error)?;
        tables.meta.insert(META_NEWEST, self.newest.to_le_bytes().as_slice()).map_err(storage_error)?;
        let last_ids: Vec<u8> = self.last_ids.iter().flat_map(|id| id.to_le_bytes()).collect();
        tables.meta.insert(META_LAST_IDS, last_ids.as_slice()).map_err(storage_error)?;
        Ok(())
    }
}

struct PoisonUnlessDefused<'a>(&'a AtomicBool);

impl PoisonUnlessDefused<'_> {
    fn defuse(self) {
        std::mem::forget(self);
    }
}

impl Drop for PoisonUnlessDefused<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

/// Runs what reads a file that nobody has verified: redb answers some damage with a panic instead of an error.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::damaged("the pages of the file contradict each other")))
}

/// Opens a file that must be there and must be redb's; an empty or foreign one is not touched.
fn open_existing(path: &Path, cache_bytes: usize) -> Result<Database> {
    let (file, _) = open_file(path, false)?;
    Builder::new()
        .set_cache_size(cache_bytes)
        .create_with_backend(backend(file, path)?)
        .map_err(|error| database_error(error, path))
}

fn backend(file: File, path: &Path) -> Result<FileBackend> {
    FileBackend::new(file).map_err(|error| database_error(error, path))
}

fn take_snapshot(database: &Database) -> Result<Snapshot> {
    Snapshot::open(&database.begin_read().map_err(transaction_error)?)
}

/// Opens the file, readable by its owner only, and says whether it is new.
fn open_file(path: &Path, create: bool) -> Result<(File, bool)> {
    let mut how = OpenOptions::new();
    how.read(true).write(true).create(create).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    let mut file = how.open(path).map_err(|source| missing_or_io(source, path))?;
    let mut magic = [0; MAGIC.len()];
    let is_new = match file.read_exact(&mut magic) {
        Ok(()) if &magic == MAGIC => false,
        Ok(()) => return Err(Error::NotAStore { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            let length = file.metadata().map_err(io_error("reading the store"))?.len();
            if length > 0 || !create {
                return Err(Error::NotAStore { path: path.to_owned() });
            }
            true
        }
        Err(source) => return Err(Error::Io { doing: "reading the store", source }),
    };
    file.rewind().map_err(io_error("reading the store"))?;
    Ok((file, is_new))
}

fn write_header(database: &Database, options: &OpenFile<'_>) -> Result<()> {
    let mut transaction = database.begin_write().map_err(transaction_error)?;
    transaction.set_quick_repair(true);
    {
        let mut tables = WriteTables::open(&transaction)?;
        let (store_id, hash_secret) = options.fresh.split_at(16);
        let rows: [(&str, &[u8]); 4] = [
            (META_FORMAT, &FORMAT.to_le_bytes()),
            (META_STORE_ID, store_id),
            (META_HASH_SECRET, hash_secret),
            (META_HASH_BITS, &[options.hash_bits]),
        ];
        for (name, value) in rows {
            tables.meta.insert(name, value).map_err(storage_error)?;
        }
        WriteState { sequence: 0, newest: 0, last_ids: [0; 2] }.store(&mut tables)?;
    }
    transaction.commit().map_err(commit_error)
}

fn read_header(database: &Database, path: &Path) -> Result<Header> {
    let transaction = database.begin_read().map_err(transaction_error)?;
    let meta = match transaction.open_table(META) {
        Ok(meta) => meta,
        Err(TableError::TableDoesNotExist(_)) => return Err(Error::NotAStore { path: path.to_owned() }),
        Err(error) => return Err(table_error(error)),
    };
    let header = header(&meta)?;
    if header.format > FORMAT {
        return Err(Error::NewerFormat { path: path.to_owned(), found: header.format, known: FORMAT });
    }
    Ok(header)
}

/// Reads what the file says of itself.
pub(super) fn header(meta: &impl ReadableTable<&'static str, &'static [u8]>) -> Result<Header> {
    let [hash_bits] = meta_row(meta, META_HASH_BITS)?;
    let last_ids: [u8; 32] = meta_row(meta, META_LAST_IDS)?;
    Ok(Header {
        format: u32::from_le_bytes(meta_row(meta, META_FORMAT)?),
        store_id: meta_row(meta, META_STORE_ID)?,
        hash_secret: meta_row(meta, META_HASH_SECRET)?,
        hash_bits,
        sequence: u64::from_le_bytes(meta_row(meta, META_SEQUENCE)?),
        newest: i64::from_le_bytes(meta_row(meta, META_NEWEST)?),
        last_ids: [0, 16].map(|from| u128::from_le_bytes(std::array::from_fn(|byte| last_ids[from + byte]))),
    })
}

fn meta_row<const N: usize>(meta: &impl ReadableTable<&'static str, &'static [u8]>, name: &str) -> Result<[u8; N]> {
    let row = meta.get(name).map_err(storage_error)?;
    row.and_then(|value| <[u8; N]>::try_from(value.value()).ok())
        .ok_or_else(|| Error::damaged(format!("the row {name} of the table meta is missing or has a wrong length")))
}

/// The bytes that a file takes on the disk, and the length it seems to have: a file with holes takes fewer.
pub(crate) fn file_size(path: &Path) -> Result<(u64, u64)> {
    let metadata = std::fs::metadata(path).map_err(|source| missing_or_io(source, path))?;
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

fn missing_or_io(source: io::Error, path: &Path) -> Error {
    if source.kind() == io::ErrorKind::NotFound {
        Error::StoreMissing { path: path.to_owned() }
    } else {
        Error::Io { doing: "opening the store", source }
    }
}

pub(crate) fn io_error(doing: &'static str) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::Io { doing, source }
}

pub(crate) fn storage_error(error: StorageError) -> Error {
    match error {
        StorageError::Io(source) => Error::Io { doing: "reading or writing the store", source },
        StorageError::Corrupted(what) => Error::damaged(what),
        StorageError::PreviousIo | StorageError::DatabaseClosed | StorageError::LockPoisoned(_) => Error::Poisoned,
        other => Error::damaged(other.to_string()),
    }
}

fn transaction_error(error: TransactionError) -> Error {
    match error {
        TransactionError::Storage(storage) => storage_error(storage),
        other => Error::damaged(other.to_string()),
    }
}

fn commit_error(error: CommitError) -> Error {
    match error {
        CommitError::Storage(storage) => storage_error(storage),
        _ => Error::Poisoned,
    }
}

fn compaction_error(error: CompactionError) -> Error {
    match error {
        CompactionError::Storage(storage) => storage_error(storage),
        other => Error::damaged(format!("the file cannot be compacted ({other})")),
    }
}

fn database_error(error: DatabaseError, path: &Path) -> Error {
    match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            Error::AlreadyOpen { path: path.to_owned() }
        }
        DatabaseError::Storage(storage) => storage_error(storage),
        other => Error::damaged(other.to_string()),
    }
}
