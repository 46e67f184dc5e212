//! The file: opening, creating, committing, and the one snapshot that every read goes through.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwap;
use redb::backends::FileBackend;
use redb::{
    Builder, CommitError, Database, DatabaseError, Durability, ReadableDatabase, ReadableTable, StorageError,
    TableError, TransactionError,
};

use super::rehearsal::Rehearsal;
use super::tables::{META, Snapshot, WriteTables};
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
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) store_id: [u8; 16],
    pub(crate) hash_secret: [u8; 16],
    pub(crate) hash_bits: u8,
    pub(crate) state: WriteState,
}

/// An open file.
pub(crate) struct Engine {
    database: Database,
    snapshot: ArcSwap<Snapshot>,
    poisoned: AtomicBool,
}

impl Engine {
    /// Opens or creates the file. A file whose creation was cut short is created again; a file that is not a store, or
    /// a newer one, is left as it is.
    pub(crate) fn open(options: &OpenFile<'_>) -> Result<(Engine, Header)> {
        let path = options.path;
        let database = open_database(path, options.create, options.cache_bytes)?;
        let header = match read_header(&database, path)? {
            Some(header) => header,
            None if options.create => {
                write_header(&database, options)?;
                sync_directory(path)?;
                read_header(&database, path)?.ok_or_else(|| Error::damaged("a new store has no header"))?
            }
            None => return Err(Error::NotAStore { path: path.to_owned() }),
        };
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

    /// Rewrites the file without its holes. Fails while another snapshot of it is in use.
    pub(crate) fn compact(path: &Path, cache_bytes: usize) -> Result<()> {
        let mut database = open_database(path, false, cache_bytes)?;
        while database.compact().map_err(|error| Error::damaged(format!("the file cannot be compacted ({error})")))? {}
        // Compaction leaves the file without a quick-repair state; an empty durable commit brings it back.
        let mut transaction = database.begin_write().map_err(transaction_error)?;
        transaction.set_quick_repair(true);
        transaction.commit().map_err(commit_error)?;
        database.close().map_err(|error| database_error(error, path))
    }

    /// Whether redb's own structures are sound: every page's checksum and the allocator's books.
    pub(crate) fn check_pages(path: &Path, cache_bytes: usize) -> Result<bool> {
        let mut database = open_database(path, false, cache_bytes)?;
        database.check_integrity().map_err(|error| database_error(error, path))
    }

    fn refuse_if_poisoned(&self) -> Result<()> {
        if self.poisoned.load(Ordering::Acquire) { Err(Error::Poisoned) } else { Ok(()) }
    }
}

/// What a committed write leaves for the next one.
#[derive(Debug, Clone, Default)]
pub(crate) struct WriteState {
    /// The last number given to a record.
    pub(crate) sequence: u64,
    /// The newest time that the store itself wrote, in milliseconds.
    pub(crate) newest: i64,
    /// The last id given out per form that sorts by time.
    pub(crate) last_ids: BTreeMap<u8, u128>,
}

impl WriteState {
    fn store(&self, tables: &mut WriteTables<'_>) -> Result<()> {
        tables.meta.insert(META_SEQUENCE, self.sequence.to_le_bytes().as_slice()).map_err(storage_error)?;
        tables.meta.insert(META_NEWEST, self.newest.to_le_bytes().as_slice()).map_err(storage_error)?;
        let last_ids: Vec<u8> =
            self.last_ids.iter().flat_map(|(&form, id)| std::iter::once(form).chain(id.to_be_bytes())).collect();
        tables.meta.insert(META_LAST_IDS, last_ids.as_slice()).map_err(storage_error)?;
        Ok(())
    }

    fn load(meta: &impl ReadableTable<&'static str, &'static [u8]>) -> Result<WriteState> {
        let last_ids = meta.get(META_LAST_IDS).map_err(storage_error)?;
        let last_ids = last_ids.as_ref().map_or(&[][..], |row| row.value());
        let last_id = |bytes: &[u8]| Some((*bytes.first()?, u128::from_be_bytes(bytes.get(1..)?.try_into().ok()?)));
        let last_ids: Option<BTreeMap<u8, u128>> = last_ids.chunks(17).map(last_id).collect();
        Ok(WriteState {
            sequence: u64::from_le_bytes(meta_row(meta, META_SEQUENCE)?),
            newest: i64::from_le_bytes(meta_row(meta, META_NEWEST)?),
            last_ids: last_ids
                .ok_or_else(|| Error::damaged("the row last_ids of the table meta has a wrong length"))?,
        })
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

fn backend(file: File, path: &Path) -> Result<FileBackend> {
    FileBackend::new(file).map_err(|error| database_error(error, path))
}

fn take_snapshot(database: &Database) -> Result<Snapshot> {
    Snapshot::open(&database.begin_read().map_err(transaction_error)?)
}

/// Opens a file that is a store, or is to become one.
fn open_database(path: &Path, create: bool, cache_bytes: usize) -> Result<Database> {
    let mut builder = Builder::new();
    builder.set_cache_size(cache_bytes);
    let file = open_file(path, create)?;
    if file.metadata().map_err(io_error("reading the store"))?.len() > 0 {
        // redb panics over some damage. Nothing outlives this look at the file, so nothing can be left half-done.
        panic::catch_unwind(AssertUnwindSafe(|| refuse_foreign(&builder, path, create)))
            .unwrap_or_else(|_| Err(Error::damaged("redb cannot make sense of its pages")))?;
    }
    builder.create_with_backend(backend(file, path)?).map_err(|error| database_error(error, path))
}

/// Opens the file, readable by its owner only when it is new. What it gives is a redb file, or empty.
fn open_file(path: &Path, create: bool) -> Result<File> {
    let mut how = OpenOptions::new();
    how.read(true).write(true).create(create).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    let mut file = how.open(path).map_err(|source| opening_error(source, path))?;
    let not_a_store = || Error::NotAStore { path: path.to_owned() };
    let metadata = file.metadata().map_err(io_error("reading the store"))?;
    // A pipe would wait for ever, and a device takes whatever is written to it.
    if !metadata.is_file() || (metadata.len() == 0 && !create) {
        return Err(not_a_store());
    }
    let mut magic = [0; MAGIC.len()];
    match file.read_exact(&mut magic) {
        Ok(()) if &magic == MAGIC => {}
        Ok(()) if create && magic == [0; MAGIC.len()] => start_again(&mut file, path)?,
        Ok(()) => return Err(not_a_store()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && metadata.len() == 0 => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(not_a_store()),
        Err(source) => return Err(Error::Io { doing: "reading the store", source }),
    }
    file.rewind().map_err(io_error("reading the store"))?;
    Ok(file)
}

/// Empties a file in which redb was still at its first steps when the power went: it gives the file its length, writes
/// a header that lacks the magic number, and adds that at last. Any other file is refused.
fn start_again(file: &mut File, path: &Path) -> Result<()> {
    // redb 4.5 with pages of 4096 bytes: the length it gives a new file, and where its header ends.
    const FIRST_LENGTH: u64 = 1_056_768;
    const HEADER_END: usize = 320;
    const PAGE_SIZE: [u8; 4] = 4096u32.to_le_bytes();
    // Whoever is creating the store at this moment holds the lock.
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::AlreadyOpen { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => return Err(Error::Io { doing: "locking the store", source }),
    }
    let mut bytes = Vec::new();
    file.rewind().map_err(io_error("reading the store"))?;
    file.take(FIRST_LENGTH + 1).read_to_end(&mut bytes).map_err(io_error("reading the store"))?;
    let is_zero = |part: &[u8]| part.iter().all(|&byte| byte == 0);
    let unfinished = bytes.len() as u64 == FIRST_LENGTH
        && is_zero(&bytes[..MAGIC.len()])
        && is_zero(&bytes[HEADER_END..])
        && (is_zero(&bytes[..HEADER_END]) || bytes[12..16] == PAGE_SIZE);
    if !unfinished {
        return Err(Error::NotAStore { path: path.to_owned() });
    }
    file.set_len(0).and_then(|()| file.unlock()).map_err(io_error("creating the store"))
}

/// Looks at a redb file without changing a byte of it, and refuses it when it is damaged, not a store, or a newer one.
fn refuse_foreign(builder: &Builder, path: &Path, create: bool) -> Result<()> {
    // A handle of its own, because closing a backend ends its file; for writing, because redb locks it so.
    let backend_again = || {
        let file = OpenOptions::new().read(true).write(true).open(path);
        backend(file.map_err(|source| opening_error(source, path))?, path)
    };
    let header = match builder.open_read_only_with_backend(backend_again()?) {
        Ok(database) => read_header(&database, path)?,
        // It was not closed. Whose file it is shows once it is repaired, so that is rehearsed; for a store it is quick.
        Err(DatabaseError::RepairAborted) => {
            let rehearsal = Rehearsal::new(backend_again()?).map_err(io_error("reading the store"))?;
            let database = builder.create_with_backend(rehearsal).map_err(|error| database_error(error, path))?;
            read_header(&database, path)?
        }
        Err(error) => return Err(database_error(error, path)),
    };
    match header {
        None if !create => Err(Error::NotAStore { path: path.to_owned() }),
        _ => Ok(()),
    }
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
        WriteState::default().store(&mut tables)?;
    }
    transaction.commit().map_err(commit_error)
}

/// What the file says of itself; none when it holds no table at all, because its creation was cut short.
fn read_header(database: &impl ReadableDatabase, path: &Path) -> Result<Option<Header>> {
    let transaction = database.begin_read().map_err(transaction_error)?;
    let not_a_store = || Error::NotAStore { path: path.to_owned() };
    let meta = match transaction.open_table(META) {
        Ok(meta) => meta,
        Err(TableError::Storage(error)) => return Err(storage_error(error)),
        Err(TableError::TableDoesNotExist(_)) => {
            let is_empty = transaction.list_tables().map_err(storage_error)?.next().is_none()
                && transaction.list_multimap_tables().map_err(storage_error)?.next().is_none();
            return if is_empty { Ok(None) } else { Err(not_a_store()) };
        }
        // Another program's table of the same name.
        Err(_) => return Err(not_a_store()),
    };
    if meta.get(META_FORMAT).map_err(storage_error)?.is_none() {
        return Err(not_a_store());
    }
    let found = u32::from_le_bytes(meta_row(&meta, META_FORMAT)?);
    if found > FORMAT {
        return Err(Error::NewerFormat { path: path.to_owned(), found, known: FORMAT });
    }
    let [hash_bits] = meta_row(&meta, META_HASH_BITS)?;
    Ok(Some(Header {
        store_id: meta_row(&meta, META_STORE_ID)?,
        hash_secret: meta_row(&meta, META_HASH_SECRET)?,
        hash_bits,
        state: WriteState::load(&meta)?,
    }))
}

fn meta_row<const N: usize>(meta: &impl ReadableTable<&'static str, &'static [u8]>, name: &str) -> Result<[u8; N]> {
    let row = meta.get(name).map_err(storage_error)?;
    row.and_then(|value| <[u8; N]>::try_from(value.value()).ok())
        .ok_or_else(|| Error::damaged(format!("the row {name} of the table meta is missing or has a wrong length")))
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

fn database_error(error: DatabaseError, path: &Path) -> Error {
    match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            Error::AlreadyOpen { path: path.to_owned() }
        }
        // A redb of long ago, when there was no Tillbook.
        DatabaseError::UpgradeRequired(_) => Error::NotAStore { path: path.to_owned() },
        DatabaseError::Storage(storage) => storage_error(storage),
        other => Error::damaged(other.to_string()),
    }
}
