//! The file: opening, creating, committing, and the one snapshot that every read goes through.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use redb::backends::FileBackend;
use redb::{Builder, Database, DatabaseError, Durability, ReadOnlyDatabase, ReadableDatabase};

use super::fault::{
    commit_error, compaction_error, database_error, guarded, redb_copy_error, storage_error, transaction_error,
};
use super::file;
use super::header::{FORMAT, Header, WriteState, read_header};
use super::tables::{Snapshot, WriteTables};
use super::unsynced::Unsynced;
use crate::error::{Error, Result};

/// The cache for a copy that is being written, in bytes. It is written front to back, so more would not make it quicker.
const COPY_CACHE_BYTES: usize = 16 << 20;

/// How to open a store's file.
pub(crate) struct OpenFile<'a> {
    pub(crate) path: &'a Path,
    pub(crate) create: bool,
    /// Only to look at it, beside others who do: then nothing is created either.
    pub(crate) read_only: bool,
    /// Whether a write is on the disk when it is acknowledged; otherwise somebody has to call [`Engine::sync`].
    pub(crate) each_write: bool,
    pub(crate) cache_bytes: usize,
    /// Random bytes for a new file: the store's id and the secret of its hashes.
    pub(crate) fresh: [[u8; 16]; 2],
    /// How many bits of a hash a new file uses; fewer than 128 only in tests of equal hashes.
    pub(crate) hash_bits: u8,
    /// Whether a new file has indexes that searches read ranges of.
    pub(crate) search_indexes: bool,
}

/// A file that was opened.
pub(crate) struct Opened {
    pub(crate) engine: Engine,
    pub(crate) header: Header,
    /// Whether there was none before.
    pub(crate) created: bool,
    /// How long it took to set right what its last user, who did not close it, had left.
    pub(crate) repaired: Option<Duration>,
}

/// An open file.
pub(crate) struct Engine {
    database: Access,
    snapshot: ArcSwap<Snapshot>,
    poisoned: AtomicBool,
    each_write: bool,
    unsynced: Unsynced,
    /// Held while acknowledged writes are brought to the disk. Once that fails, it says why they may be lost.
    syncing: Mutex<Option<String>>,
}

/// What may be done with the file.
enum Access {
    Write(Database),
    /// Held for its lock: everything is read through the one snapshot.
    Read(#[expect(dead_code, reason = "the file stays locked for as long as this lives")] ReadOnlyDatabase),
}

impl Engine {
    /// Opens or creates the file.
    pub(crate) fn open(options: &OpenFile<'_>) -> Result<Opened> {
        guarded(|| Engine::open_unguarded(options))
    }

    fn open_unguarded(options: &OpenFile<'_>) -> Result<Opened> {
        let path = options.path;
        let may_create = options.create && !options.read_only;
        let created = may_create && file::create_if_absent(path, |database| write_header(database, options))?;
        let mut repaired = None;
        let (database, header, snapshot) = if options.read_only {
            let database = read_store(path, options.cache_bytes)?.ok_or(Error::ReadOnly)?;
            let (header, snapshot) = (read_header(&database, path)?, take_snapshot(&database)?);
            (Access::Read(database), header, snapshot)
        } else {
            let database;
            (database, repaired) = open_store(path, options.cache_bytes)?;
            let (header, snapshot) = (read_header(&database, path)?, take_snapshot(&database)?);
            (Access::Write(database), header, snapshot)
        };
        let engine = Engine {
            database,
            snapshot: ArcSwap::from_pointee(snapshot),
            poisoned: AtomicBool::new(false),
            each_write: options.each_write,
            unsynced: Unsynced::default(),
            syncing: Mutex::default(),
        };
        Ok(Opened { engine, header, created, repaired })
    }

    /// The state that the last acknowledged write left.
    pub(crate) fn snapshot(&self) -> Result<arc_swap::Guard<Arc<Snapshot>>> {
        self.refuse_if_poisoned()?;
        Ok(self.snapshot.load())
    }

    /// Whether a snapshot is still the one that is read from.
    pub(crate) fn is_current(&self, snapshot: &Snapshot) -> bool {
        std::ptr::eq(Arc::as_ptr(&self.snapshot.load()), snapshot)
    }

    /// Stops the store for good: every further read and write is refused until it is opened again. False when it was
    /// stopped before.
    pub(crate) fn poison(&self) -> bool {
        !self.poisoned.swap(true, Ordering::Relaxed)
    }

    /// Runs one write. It is committed when `work` answers with what it leaves for the next one, and leaves no trace
    /// otherwise. One of very many rows is written in the order of the keys when `in_bulk`.
    pub(crate) fn write(
        &self,
        in_bulk: bool,
        work: &mut dyn FnMut(&mut WriteTables<'_>) -> Result<Option<WriteState>>,
    ) -> Result<()> {
        self.refuse_if_poisoned()?;
        let Access::Write(database) = &self.database else { return Err(Error::ReadOnly) };
        let mut transaction = database.begin_write().map_err(transaction_error)?;
        if self.each_write {
            transaction.set_quick_repair(true);
        } else {
            transaction.set_durability(Durability::None).map_err(|error| Error::damaged(error.to_string()))?;
        }
        let left = {
            let mut tables = WriteTables::open(&transaction, in_bulk)?;
            let left = work(&mut tables)?;
            if let Some(state) = &left {
                tables.settle(&mut |_, _| Ok(()))?;
                state.store(&mut tables.meta)?;
            }
            left
        };
        if left.is_none() {
            return transaction.abort().map_err(storage_error);
        }
        // Whoever stopped the store while this write was being made must not see it go through.
        self.refuse_if_poisoned()?;
        // From here on the outcome is unknown until the commit returns, so a failure or a panic stops the store.
        let poison = PoisonUnlessDefused(&self.poisoned);
        transaction.commit().map_err(commit_error)?;
        self.snapshot.store(Arc::new(take_snapshot(database)?));
        poison.defuse();
        if !self.each_write {
            self.unsynced.add();
        }
        Ok(())
    }

    /// Brings every acknowledged write to the disk, and says how many there were. A store that was stopped keeps what it
    /// acknowledged, so that is no reason not to.
    ///
    /// The snapshot stays: what it shows is what was committed, and the next write replaces it.
    pub(crate) fn sync(&self) -> Result<u32> {
        let Access::Write(database) = &self.database else { return Ok(0) };
        // Whoever comes second waits until what the first took is on the disk.
        let mut lost = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        let writes = self.unsynced.take();
        if writes == 0 {
            return Ok(0);
        }
        // What was taken is on the disk after this, or the store stops.
        let poison = PoisonUnlessDefused(&self.poisoned);
        *lost = Some("a fault came between".to_owned());
        if let Err(error) = commit_quickly(database) {
            *lost = Some(error.to_string());
            return Err(Error::OutcomeUnknown { what: error.to_string() });
        }
        *lost = None;
        poison.defuse();
        Ok(writes)
    }

    /// Whether all that was taken to be brought to the disk is there.
    pub(crate) fn nothing_lost(&self) -> Result<()> {
        let lost = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        lost.clone().map_or(Ok(()), |what| Err(Error::OutcomeUnknown { what }))
    }

    /// Waits until acknowledged writes have waited for the interval. False when no further one comes.
    pub(crate) fn wait_for_unsynced(&self, interval: Duration) -> bool {
        self.unsynced.wait(interval)
    }

    /// Ends the waiting: no further write comes.
    pub(crate) fn end_waiting(&self) {
        self.unsynced.close();
    }

    /// Rewrites the file without its holes. Fails while the file is open elsewhere.
    ///
    /// Closing records which pages are free, as a quick-repair commit does, so the next open is quick even after a kill
    /// of whoever opens the file first. A commit of our own before the close would only leave the file one record larger.
    /// A kill during the compaction itself loses nothing but leaves the next open a full repair.
    pub(crate) fn compact(path: &Path, cache_bytes: usize) -> Result<()> {
        guarded(|| {
            let (mut database, _) = open_store(path, cache_bytes)?;
            read_header(&database, path)?;
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
            snapshot.copy(&mut WriteTables::open(&transaction, false)?, reached)?;
            transaction.commit().map_err(redb_copy_error)
        })
    }

    /// Every read begins with this, also one that is answered from memory.
    #[inline]
    pub(crate) fn refuse_if_poisoned(&self) -> Result<()> {
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

/// Opens a file that is a store, and says how long it took to repair it, if it had to be. What is not a store, or is a
/// newer one, is left as it is.
fn open_store(path: &Path, cache_bytes: usize) -> Result<(Database, Option<Duration>)> {
    // A file that was closed is looked at without a byte of it being changed. One that was not has to be repaired first,
    // which for a store is quick.
    let file = file::open(path)?;
    let closed = read_store(path, cache_bytes)?;
    if let Some(database) = &closed {
        read_header(database, path)?;
    }
    let to_repair = closed.is_none();
    drop(closed);
    let begun = Instant::now();
    let database = open_redb(file, path, cache_bytes)?;
    Ok((database, to_repair.then(|| begun.elapsed())))
}

/// Opens a file without changing a byte of it; none when its last user did not close it, so that it has to be repaired.
fn read_store(path: &Path, cache_bytes: usize) -> Result<Option<ReadOnlyDatabase>> {
    match builder(cache_bytes).open_read_only_with_backend(file::look(path)?) {
        Ok(database) => Ok(Some(database)),
        Err(DatabaseError::RepairAborted) => Ok(None),
        Err(error) => Err(database_error(error, path)),
    }
}

fn open_redb(file: FileBackend, path: &Path, cache_bytes: usize) -> Result<Database> {
    builder(cache_bytes).create_with_backend(file).map_err(|error| database_error(error, path))
}

fn builder(cache_bytes: usize) -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(cache_bytes);
    builder
}

/// A commit that changes nothing and takes to the disk what those before it left in memory.
fn commit_quickly(database: &Database) -> std::result::Result<(), redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_quick_repair(true);
    Ok(transaction.commit()?)
}

fn take_snapshot(database: &impl ReadableDatabase) -> Result<Snapshot> {
    Snapshot::open(&database.begin_read().map_err(transaction_error)?)
}

fn write_header(database: &Database, options: &OpenFile<'_>) -> Result<()> {
    let mut transaction = database.begin_write().map_err(transaction_error)?;
    transaction.set_quick_repair(true);
    let [store_id, hash_secret] = options.fresh;
    let header = Header {
        format: FORMAT,
        store_id,
        hash_secret,
        hash_bits: options.hash_bits,
        search_indexes: options.search_indexes,
        state: WriteState::default(),
    };
    header.store(&mut WriteTables::open(&transaction, false)?.meta)?;
    transaction.commit().map_err(commit_error)
}
