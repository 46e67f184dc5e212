//! The file: opening, creating, committing, and the one snapshot that every read goes through.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwap;
use redb::backends::FileBackend;
use redb::{
    Builder, CommitError, CompactionError, Database, DatabaseError, Durability, ReadableDatabase, ReadableTable,
    StorageError, TableError, TransactionError,
};

use super::file;
use super::tables::{META, Snapshot, WriteTables};
use crate::error::{Error, Result};

/// The version of the file's layout. A greater one in a file is refused.
pub(crate) const FORMAT: u32 = 1;

/// No store gets this far, and beyond it there is room enough that no write has to ask whether numbers are left.
const LAST_SEQUENCE: u64 = u64::MAX / 2;

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
        if options.create {
            file::create_if_absent(path, |database| write_header(database, options))?;
        }
        let database = open_store(path, options.cache_bytes)?;
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
            let mut database = open_store(path, cache_bytes)?;
            while database.compact().map_err(compaction_error)? {}
            database.close().map_err(|error| database_error(error, path))
        })
    }

    /// Whether redb's own structures were sound: every page's checksum and the allocator's books. What was not is
    /// repaired where redb can, at the price of the last commit if need be; where it cannot, this is [`Error::Damaged`].
    pub(crate) fn check_pages(path: &Path, cache_bytes: usize) -> Result<bool> {
        guarded(|| {
            let mut database = open_redb(file::open(path)?, path, cache_bytes)?;
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

/// Opens a file that is a store. What is not, or is a newer one, is left as it is.
fn open_store(path: &Path, cache_bytes: usize) -> Result<Database> {
    // A file that was closed is looked at without a byte of it being changed. One that was not has to be repaired first,
    // which for a store is quick.
    let file = file::open(path)?;
    match builder(cache_bytes).open_read_only(path) {
        Ok(database) => drop(read_header(&database, path)?),
        Err(DatabaseError::RepairAborted) => {}
        Err(error) => return Err(database_error(error, path)),
    }
    let database = open_redb(file, path, cache_bytes)?;
    read_header(&database, path)?;
    Ok(database)
}

fn open_redb(file: FileBackend, path: &Path, cache_bytes: usize) -> Result<Database> {
    builder(cache_bytes).create_with_backend(file).map_err(|error| database_error(error, path))
}

fn builder(cache_bytes: usize) -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(cache_bytes);
    builder
}

fn take_snapshot(database: &Database) -> Result<Snapshot> {
    Snapshot::open(&database.begin_read().map_err(transaction_error)?)
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

fn read_header(database: &impl ReadableDatabase, path: &Path) -> Result<Header> {
    let transaction = database.begin_read().map_err(transaction_error)?;
    let meta = match transaction.open_table(META) {
        Ok(meta) => meta,
        Err(TableError::Storage(error)) => return Err(storage_error(error)),
        // None, or another program's table of the same name.
        Err(_) => return Err(Error::NotAStore { path: path.to_owned() }),
    };
    let has = |name| Ok(meta.get(name).map_err(storage_error)?.is_some());
    if !has(META_FORMAT)? && !has(META_STORE_ID)? {
        return Err(Error::NotAStore { path: path.to_owned() });
    }
    // The version comes first: a newer file may say everything else of itself in another way.
    let format = u32::from_le_bytes(meta_row(&meta, META_FORMAT)?);
    if format > FORMAT {
        return Err(Error::NewerFormat { path: path.to_owned(), found: format, known: FORMAT });
    }
    header(&meta)
}

/// Reads what the file says of itself.
pub(super) fn header(meta: &impl ReadableTable<&'static str, &'static [u8]>) -> Result<Header> {
    let [hash_bits] = meta_row(meta, META_HASH_BITS)?;
    let last_ids: [u8; 32] = meta_row(meta, META_LAST_IDS)?;
    let sequence = u64::from_le_bytes(meta_row(meta, META_SEQUENCE)?);
    if sequence > LAST_SEQUENCE {
        return Err(Error::damaged("the row sequence of the table meta counts more records than there can be"));
    }
    Ok(Header {
        format: u32::from_le_bytes(meta_row(meta, META_FORMAT)?),
        store_id: meta_row(meta, META_STORE_ID)?,
        hash_secret: meta_row(meta, META_HASH_SECRET)?,
        hash_bits,
        sequence,
        newest: i64::from_le_bytes(meta_row(meta, META_NEWEST)?),
        last_ids: [0, 16].map(|from| u128::from_le_bytes(std::array::from_fn(|byte| last_ids[from + byte]))),
    })
}

fn meta_row<const N: usize>(meta: &impl ReadableTable<&'static str, &'static [u8]>, name: &str) -> Result<[u8; N]> {
    let row = meta.get(name).map_err(storage_error)?;
    row.and_then(|value| <[u8; N]>::try_from(value.value()).ok())
        .ok_or_else(|| Error::damaged(format!("the row {name} of the table meta is missing or has a wrong length")))
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

pub(super) fn database_error(error: DatabaseError, path: &Path) -> Error {
    match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            Error::AlreadyOpen { path: path.to_owned() }
        }
        DatabaseError::Storage(storage) => storage_error(storage),
        other => Error::damaged(other.to_string()),
    }
}
