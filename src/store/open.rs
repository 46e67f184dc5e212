//! Opening a store, and the handle that everything else starts from.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::busy::{Busy, Claim};
use super::cache::Cache;
use super::clock::{Clock, SystemClock};
use super::durability::{Durability, Syncing};
use super::entropy::{Entropy, SystemEntropy};
use super::fingerprint::FingerprintKey;
use super::hash::KeyedHash;
use super::log::{Closing, Log, LogLevel};
use super::lookup::Known;
use super::view::View;
use super::witness::{Seen as _, Witness};
use crate::engine::{Engine, OpenFile, Opened, Snapshot, WriteState, io_error};
use crate::error::{Error, Result, shown};
use crate::model::{AccountId, SecretText};

/// The cache that a store uses unless told otherwise, in bytes: terminals are small.
pub(super) const CACHE_BYTES: usize = 64 << 20;

/// How to open a store.
///
/// ```
/// use tillbook::OpenOptions;
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("till.tillbook");
/// let store = OpenOptions::new().cache_bytes(16 << 20).open(path)?;
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Clone)]
pub struct OpenOptions {
    create: bool,
    read_only: bool,
    cache_bytes: usize,
    durability: Durability,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    fingerprint_key: Option<SecretText>,
    hash_bits: u8,
    search_indexes: bool,
    log: Log,
}

impl Default for OpenOptions {
    fn default() -> OpenOptions {
        OpenOptions {
            create: true,
            read_only: false,
            cache_bytes: CACHE_BYTES,
            durability: Durability::EachWrite,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            fingerprint_key: None,
            hash_bits: 128,
            search_indexes: true,
            log: Log::default(),
        }
    }
}

impl OpenOptions {
    /// The defaults: create the store when it is missing, 64 MiB of cache, the machine's clock and randomness.
    pub fn new() -> OpenOptions {
        OpenOptions::default()
    }

    /// Whether a missing store is created.
    #[must_use]
    pub fn create(mut self, create: bool) -> OpenOptions {
        self.create = create;
        self
    }

    /// Whether the store is opened for reading alone. Then nothing on the disk is touched: a missing store is not created,
    /// and every call that would change something answers [`Error::ReadOnly`]. Any number of programs may have a store
    /// open in this way at once, but nobody meanwhile for writing.
    ///
    /// ```
    /// use tillbook::{Error, Mode, NewCustomer, OpenOptions, Provider, Store};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// # drop(Store::open(&path)?);
    /// let store = OpenOptions::new().read_only(true).open(&path)?;
    /// let omise = store.account(Provider::Omise, Mode::Test);
    /// assert!(matches!(omise.customers().create(NewCustomer::default()), Err(Error::ReadOnly)));
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> OpenOptions {
        self.read_only = read_only;
        self
    }

    /// The bound of what is kept in memory, in bytes: one half for records that were looked up lately, the other for pages
    /// of the file.
    #[must_use]
    pub fn cache_bytes(mut self, bytes: usize) -> OpenOptions {
        self.cache_bytes = bytes;
        self
    }

    /// When a write is on the disk: before it is acknowledged, unless told otherwise.
    #[must_use]
    pub fn durability(mut self, durability: Durability) -> OpenOptions {
        self.durability = durability;
        self
    }

    /// Where the store takes its time from.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> OpenOptions {
        self.clock = Arc::new(clock);
        self
    }

    /// Where the store takes its time from, shared with the caller.
    #[must_use]
    pub fn shared_clock(mut self, clock: Arc<dyn Clock>) -> OpenOptions {
        self.clock = clock;
        self
    }

    /// Where the store takes its randomness from.
    #[must_use]
    pub fn entropy(mut self, entropy: impl Entropy + 'static) -> OpenOptions {
        self.entropy = Arc::new(entropy);
        self
    }

    /// The key of the cards' fingerprints. Without it the key lies in a file beside the store, `-key` after its name.
    #[must_use]
    pub fn fingerprint_key(mut self, key: impl Into<SecretText>) -> OpenOptions {
        self.fingerprint_key = Some(key.into());
        self
    }

    /// Who is told what the store does: a sentence for each event, never with anybody's data. It may be called by several
    /// threads at once, the store's own among them, and by the one that closes the store. It must not call the store.
    ///
    /// ```
    /// use tillbook::OpenOptions;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// let store = OpenOptions::new().log(|level, line| eprintln!("{level}: {line}")).open(path)?;
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    #[must_use]
    pub fn log(mut self, callback: impl Fn(LogLevel, &str) + Send + Sync + 'static) -> OpenOptions {
        self.log = Log::new(callback);
        self
    }

    /// Whether a new store has indexes to search by the ends of telephone numbers and the beginnings of names and e-mail
    /// addresses. Without them it is smaller, writes are quicker, and such searches look at every customer, with the same
    /// answer. A store that is there stays as it was made; [`Store::stat`] says how.
    ///
    /// ```
    /// use tillbook::OpenOptions;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// let store = OpenOptions::new().search_indexes(false).open(path)?;
    /// assert!(!store.stat()?.search_indexes);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    #[must_use]
    pub fn search_indexes(mut self, search_indexes: bool) -> OpenOptions {
        self.search_indexes = search_indexes;
        self
    }

    /// How many bits of a hash a new store uses, to force equal hashes in tests.
    #[doc(hidden)]
    #[must_use]
    pub fn hash_bits(mut self, bits: u8) -> OpenOptions {
        self.hash_bits = bits;
        self
    }

    /// Opens the store.
    ///
    /// # Errors
    /// [`Error::StoreMissing`] when it is missing and not to be created, [`Error::NotAStore`], [`Error::NewerFormat`],
    /// [`Error::AlreadyOpen`] when another process or handle has it, [`Error::Damaged`], [`Error::Io`];
    /// [`Error::InvalidArgument`] for a blank fingerprint key; [`Error::ReadOnly`] when it is to be read alone and its
    /// last user was stopped before closing it: opening it for writing sets that right.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Store> {
        let path = path.as_ref();
        if self.fingerprint_key.as_ref().is_some_and(SecretText::is_blank) {
            return Err(Error::invalid("fingerprint_key", "is blank; supply a secret, or none to have one made"));
        }
        let mut fresh = [[0; 16]; 2];
        self.entropy.fill(fresh.as_flattened_mut()).map_err(io_error("reading randomness"))?;
        let Opened { engine, header, created, repaired } = Engine::open(&OpenFile {
            path,
            create: self.create,
            read_only: self.read_only,
            // One half holds pages, the other records.
            cache_bytes: self.cache_bytes / 2,
            each_write: self.durability == Durability::EachWrite,
            fresh,
            hash_bits: self.hash_bits,
            search_indexes: self.search_indexes,
        })?;
        let engine = Arc::new(engine);
        let log = self.log;
        let syncing = match self.durability {
            Durability::Interval(interval) if !self.read_only => {
                Some(Syncing::start(Arc::clone(&engine), interval, log.clone())?)
            }
            _ => None,
        };
        let closing = Closing { log: log.clone(), path: shown(path) };
        let (place, format) = (&closing.path, header.format);
        match repaired {
            _ if created => log.info(format_args!("created {place}, format {format}")),
            Some(took) => log.warn(format_args!(
                "opened {place}, format {format}, which its last user had not closed; setting that right took {took:.1?}"
            )),
            None if self.read_only => log.info(format_args!("opened {place}, format {format}, for reading alone")),
            None => log.info(format_args!("opened {place}, format {format}")),
        }
        let inner = Inner {
            path: path.to_owned(),
            _syncing: syncing,
            engine,
            cache: Cache::new(self.cache_bytes / 2),
            format: header.format,
            store_id: header.store_id,
            hash: KeyedHash::new(header.hash_secret, header.hash_bits, header.search_indexes),
            clock: self.clock,
            entropy: self.entropy,
            fingerprint_key: FingerprintKey::new(path, self.fingerprint_key, !self.read_only),
            writer: Mutex::new(header.state),
            busy: Busy::default(),
            newest: std::sync::atomic::AtomicI64::new(header.state.newest),
            panicked: std::sync::Once::new(),
            log,
            _closing: closing,
        };
        Ok(Store { inner: Arc::new(inner), witness: None })
    }
}

impl std::fmt::Debug for OpenOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenOptions")
            .field("create", &self.create)
            .field("read_only", &self.read_only)
            .field("cache_bytes", &self.cache_bytes)
            .field("durability", &self.durability)
            .finish()
    }
}

/// An open store. Cheap to clone; every clone is the same store, and any thread may use it.
///
/// The file closes when the last clone and the last [`Account`](crate::Account) of it are dropped.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
    /// Who sees the failures of this clone.
    pub(super) witness: Option<Arc<Witness>>,
}

pub(crate) struct Inner {
    path: PathBuf,
    /// Before the engine: dropping it waits until everything is on the disk.
    _syncing: Option<Syncing>,
    pub(super) engine: Arc<Engine>,
    pub(super) cache: Cache<Known>,
    format: u32,
    store_id: [u8; 16],
    pub(super) hash: KeyedHash,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) fingerprint_key: FingerprintKey,
    pub(super) writer: Mutex<WriteState>,
    /// What is being worked on and must not be begun a second time meanwhile.
    busy: Busy,
    /// The newest time that the store itself wrote, in milliseconds.
    pub(super) newest: std::sync::atomic::AtomicI64,
    /// Done once it was told that a write panicked.
    pub(super) panicked: std::sync::Once,
    pub(super) log: Log,
    /// After the engine: it tells that the file is closed.
    _closing: Closing,
}

impl Inner {
    /// Whether any card has a fingerprint.
    pub(super) fn has_fingerprints(&self) -> bool {
        let look = || View::new(&**self.engine.snapshot()?, &self.hash).has_fingerprints();
        // A store that cannot be read says so where it matters.
        look().unwrap_or(false)
    }

    pub(super) fn tell_of_lost_key(&self) {
        if let Some(file) = self.fingerprint_key.replaced() {
            let file = shown(file);
            self.log.warn(format_args!(
                "made {file}, a new key of the fingerprints, though cards have fingerprints already, which no new card's \
                 will equal; if the file was lost, close the store and put the old one back"
            ));
        }
    }

    /// Tells of a failure that is not the caller's.
    pub(super) fn tell_failure(&self, what: &str, error: &Error) {
        if matches!(error, Error::Damaged { .. } | Error::Io { .. } | Error::OutcomeUnknown { .. }) {
            self.log.error(format_args!("{what} failed: {error}"));
        }
    }
}

impl Store {
    /// Opens the store at a path, creating it when it is missing.
    ///
    /// # Errors
    /// As [`OpenOptions::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Store> {
        OpenOptions::new().open(path)
    }

    /// Where the store lies.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// The store's own identifier: 32 hexadecimal digits, made when the file was.
    pub fn id(&self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.inner.store_id))
    }

    /// The version of the file's layout.
    pub fn format(&self) -> u32 {
        self.inner.format
    }

    /// The time now, never behind the newest time that the store wrote.
    pub fn now(&self) -> crate::model::Timestamp {
        let newest = self.inner.newest.load(std::sync::atomic::Ordering::Acquire);
        self.inner.clock.now().max(crate::model::Timestamp::from_millis(newest))
    }

    /// The day by the clock itself: a clock that once ran far ahead must not make every card expired for good.
    pub(crate) fn today(&self) -> crate::model::Date {
        self.inner.clock.now().date()
    }

    /// Whether the store still works.
    ///
    /// # Errors
    /// [`Error::Poisoned`] when an earlier failure left it unusable until it is opened again.
    pub fn health(&self) -> Result<()> {
        if self.inner.writer.is_poisoned() {
            return Err(Error::Poisoned);
        }
        self.inner.engine.snapshot().map(drop)
    }

    /// Stops the store after a fault that may have left it in any state: every further read and write of it, by any
    /// clone and account, answers [`Error::Poisoned`] until it is opened again. What was acknowledged stays.
    #[doc(hidden)]
    pub fn poison(&self) {
        if self.inner.engine.poison() {
            self.inner.log.error(format_args!("stopped, because a fault was caught in the midst of a call"));
        }
    }

    /// Looks at the state that the last acknowledged write left.
    pub(crate) fn read<T>(&self, look: impl FnOnce(View<'_>) -> Result<T>) -> Result<T> {
        self.read_all(|snapshot| look(View::new(snapshot, &self.inner.hash)))
    }

    /// As [`Store::read`], for those who take whole tables.
    pub(super) fn read_all<T>(&self, look: impl FnOnce(&Snapshot) -> Result<T>) -> Result<T> {
        let snapshot = self.inner.engine.snapshot();
        snapshot.and_then(|snapshot| look(&snapshot)).seen_by(self.witness.as_deref())
    }

    /// The same store, whose failures a witness sees.
    pub(crate) fn watched(&self, witness: Arc<Witness>) -> Store {
        Store { inner: self.inner.clone(), witness: Some(witness) }
    }

    /// A keyed digest of pieces that may hold a card number: its key is not in the store's file.
    pub(crate) fn digest(&self, pieces: &[&[u8]]) -> Result<String> {
        let digest =
            self.inner.fingerprint_key.of_pieces(pieces, &*self.inner.entropy, &|| self.inner.has_fingerprints());
        self.inner.tell_of_lost_key();
        digest.seen_by(self.witness.as_deref())
    }

    /// Claims a name of an account until the claim is dropped; none while somebody else has it.
    pub(crate) fn claim(&self, account: AccountId, name: &str) -> Option<Claim> {
        self.inner.busy.claim(account, name)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.inner.path).finish_non_exhaustive()
    }
}
