//! The file: opening, creating, committing, and the one snapshot that every read goes through.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwap;
use redb::backends::FileBackend;
use redb::{Builder, Database, DatabaseError, Durability, ReadableDatabase};

use super::fault::{
    commit_error, compaction_error, database_error, guarded, redb_copy_error, storage_error, transaction_error,
};
use super::file;
use super::header::{FORMAT, Header, WriteState, read_header};
use super::tables::{Snapshot, WriteTables};
use crate::error::{Error, Result};

/// The cache for a copy that is being written, in bytes. It is written front to back, so more would not make it quicker.
const COPY_CACHE_BYTES: usize = 16 << 20;

/// How to open a store's file.
pub(crate) struct OpenFile<'a> {
    pub(crate) path: &'a Path,
    pub(crate) create: bool,
    pub(crate) cache_bytes: usize,
    /// Random bytes for a new file: the store's id and the secret of its hashes.
    pub(crate) fresh: [[u8; 16]; 2],
    /// How many bits of a hash a new file uses; fewer than 128 only in tests of equal hashes.
    pub(crate) hash_bits: u8,
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
        let (database, header) = open_store(path, options.cache_bytes)?;
        let snapshot = take_snapshot(&database)?;
        Ok((Engine { database, snapshot: ArcSwap::from_pointee(snapshot), poisoned: AtomicBool::new(false) }, header))
    }

    /// The state that the last acknowledged write left.
    pub(crate) fn snapshot(&self) -> Result<arc_swap::Guard<Arc<Snapshot>>> {
        self.refuse_if_poisoned()?;
        Ok(self.snapshot.load())
    }

    /// Stops the store for good: every further read and write is refused until it is opened again.
    pub(crate) fn poison(&self) {
        self.poisoned.store(true, Ordering::Relaxed);
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
                state.store(&mut tables.meta)?;
            }
            done
        };
        if done.1.is_none() {
            transaction.abort().map_err(storage_error)?;
            return Ok(done.0);
        }
        // Whoever stopped the store while this write was being made must not see it go through.
        self.refuse_if_poisoned()?;
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
            let (mut database, _) = open_store(path, cache_bytes)?;
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

    /// Writes a copy of a snapshot into a new file, which is a store by itself. `reached` is told before the first row
    /// and after each how many there are.
    pub(crate) fn copy(snapshot: &Snapshot, path: &Path, reached: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
        file::write_new(path, COPY_CACHE_BYTES, |database| {
            let mut transaction = database.begin_write().map_err(redb_copy_error)?;
            transaction.set_quick_repair(true);
            snapshot.copy(&mut WriteTables::open(&transaction)?, reached)?;
            transaction.commit().map_err(redb_copy_error)
        })
    }

    fn refuse_if_poisoned(&self) -> Result<()> {
        // Nothing is handed over by this flag, so no order with other memory is needed.
        if self.poisoned.load(Ordering::Relaxed) { Err(Error::Poisoned) } else { Ok(()) }
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
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Opens a file that is a store. What is not, or is a newer one, is left as it is.
fn open_store(path: &Path, cache_bytes: usize) -> Result<(Database, Header)> {
    // A file that was closed is looked at without a byte of it being changed. One that was not has to be repaired first,
    // which for a store is quick.
    let file = file::open(path)?;
    match builder(cache_bytes).open_read_only(path) {
        Ok(database) => drop(read_header(&database, path)?),
        Err(DatabaseError::RepairAborted) => {}
        Err(error) => return Err(database_error(error, path)),
    }
    let database = open_redb(file, path, cache_bytes)?;
    let header = read_header(&database, path)?;
    Ok((database, header))
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
    let [store_id, hash_secret] = options.fresh;
    let header =
        Header { format: FORMAT, store_id, hash_secret, hash_bits: options.hash_bits, state: WriteState::default() };
    header.store(&mut WriteTables::open(&transaction)?.meta)?;
    transaction.commit().map_err(commit_error)
}
