//! Opening and closing a store.

use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;

use super::entry::{call_back, entry, handle_output, with_store};
use super::error::tillbook_error;
use super::numbers::{Numbered as _, flag};
use super::object::Open;
use super::sized::{Sized32 as _, read_sized_or_zero, sized, write_sized};
use super::slot;
use super::text::{hand_out_text, tillbook_str, tillbook_text};
use crate::error::{Error, Result};
use crate::model::Timestamp;
use crate::store::{Clock, Durability, LogLevel, OpenOptions};

/// What `interval_ms` is unless it is given.
const INTERVAL: Duration = Duration::from_secs(1);

/// An open store: one file on the till. Any thread may use it, at once with others, until it is closed.
#[repr(C)]
pub struct tillbook_store {
    _opaque: [u8; 0],
}

/// Tells the time in milliseconds since 1970-01-01 UTC. Called from any thread, also from several at once. It must not call
/// the library, which answers `TILLBOOK_REENTRANT`, must neither throw nor `longjmp`, and a child to which it forks must not
/// come back from it: such a child is aborted.
pub type tillbook_clock = Option<unsafe extern "C" fn(user: *mut c_void) -> i64>;

/// Is told what a store does and what goes wrong with it: one of `tillbook_log_level`, and a sentence without anybody's
/// data.
///
/// Called from any thread, also from one of the store's own and from several at once, until `tillbook_close` returns.
/// `message` is valid until it returns. It must not call the library, which answers `TILLBOOK_REENTRANT`, must neither throw
/// nor `longjmp`, and a child to which it forks must not come back from it: such a child is aborted.
pub type tillbook_log = Option<unsafe extern "C" fn(level: i32, message: tillbook_str, user: *mut c_void)>;

/// When a write is on the disk, without how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durable {
    /// Before it is acknowledged.
    EachWrite,
    /// Soon afterwards.
    Interval,
}

/// How to open a store. Set it to `TILLBOOK_OPEN_OPTIONS_INIT`, then what differs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_open_options {
    /// `sizeof(tillbook_open_options)`; set by `TILLBOOK_OPEN_OPTIONS_INIT`.
    pub struct_size: u32,
    /// 1 to fail with `TILLBOOK_STORE_MISSING` where there is no store, instead of creating one.
    pub must_exist: i32,
    /// The bound of what is kept in memory, in bytes: one half for records that were looked up lately, the other for pages of
    /// the file; 0 for 64 MiB.
    pub cache_bytes: u64,
    /// 1 to open it for reading alone: nothing on the disk is touched, any number of programs may do so at once but nobody
    /// meanwhile for writing, and whatever would change something answers `TILLBOOK_READ_ONLY`.
    pub read_only: i32,
    /// When a write is on the disk, one of `tillbook_durability`; 0 for `TILLBOOK_DURABILITY_EACH_WRITE`.
    pub durability: i32,
    /// With `TILLBOOK_DURABILITY_INTERVAL`, within how many milliseconds a write is on the disk; 0 for 1000.
    pub interval_ms: u64,
    /// The key of the cards' fingerprints, a secret text; nothing for one in a file beside the store.
    pub fingerprint_key: tillbook_str,
    /// Where the store takes its time from; NULL for the machine's clock.
    pub clock: tillbook_clock,
    /// Handed to `clock`.
    pub clock_user: *mut c_void,
    /// Is told what the store does and what goes wrong with it; NULL for nobody.
    pub log: tillbook_log,
    /// Handed to `log`.
    pub log_user: *mut c_void,
    /// 1 to make a store that is not there yet without search indexes: it is smaller, writes are quicker, and searches by
    /// parts of names, telephone numbers and e-mail addresses look at every customer, with the same answer.
    pub no_search_indexes: i32,
    /// 0.
    pub reserved: i32,
}

/// What an open store is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_store_fields {
    /// `sizeof(tillbook_store_fields)`; set by `TILLBOOK_STORE_FIELDS_INIT`.
    pub struct_size: u32,
    /// The version of the file's layout.
    pub format: u32,
    /// The time now, never behind the newest time that the store wrote, in milliseconds since 1970-01-01 UTC.
    pub now: i64,
}

sized!(tillbook_open_options, tillbook_store_fields);

/// A function of the host that may be called from any thread, together with what is handed to it.
struct Hosts<F> {
    function: F,
    user: *mut c_void,
}

// SAFETY: the header asks that these functions may be called from any thread with what is handed to them.
unsafe impl<F: Send> Send for Hosts<F> {}
// SAFETY: as above, also from several at once.
unsafe impl<F: Sync> Sync for Hosts<F> {}

impl Clock for Hosts<unsafe extern "C" fn(user: *mut c_void) -> i64> {
    fn now(&self) -> Timestamp {
        // SAFETY: the host passed the function together with `user`.
        Timestamp::from_millis(call_back(|| unsafe { (self.function)(self.user) }))
    }
}

impl Hosts<unsafe extern "C" fn(level: i32, message: tillbook_str, user: *mut c_void)> {
    fn tell(&self, level: LogLevel, message: &str) {
        // SAFETY: as above, and the message stays until the function returns.
        call_back(|| unsafe { (self.function)(level.number(), tillbook_str::lend(message), self.user) });
    }
}

impl tillbook_open_options {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    unsafe fn to_options(self) -> Result<OpenOptions> {
        let must_exist = flag(self.must_exist, "must_exist")?;
        if self.reserved != 0 {
            return Err(Error::invalid("reserved", "is not 0; set it to 0, or use the _INIT macro"));
        }
        let mut options = OpenOptions::new().create(!must_exist).read_only(flag(self.read_only, "read_only")?);
        options = options.search_indexes(!flag(self.no_search_indexes, "no_search_indexes")?);
        if self.cache_bytes > 0 {
            options = options.cache_bytes(usize::try_from(self.cache_bytes).unwrap_or(usize::MAX));
        }
        match Durable::from_number_or_none(self.durability, "durability")? {
            Some(Durable::Interval) => {
                let given = (self.interval_ms > 0).then(|| Duration::from_millis(self.interval_ms));
                options = options.durability(Durability::Interval(given.unwrap_or(INTERVAL)));
            }
            _ if self.interval_ms > 0 => {
                return Err(Error::invalid(
                    "interval_ms",
                    "is given without TILLBOOK_DURABILITY_INTERVAL; set durability",
                ));
            }
            _ => options = options.durability(Durability::EachWrite),
        }
        // SAFETY: the caller promises it.
        if let Some(key) = unsafe { self.fingerprint_key.optional("fingerprint_key") }? {
            options = options.fingerprint_key(key);
        }
        if let Some(function) = self.clock {
            options = options.clock(Hosts { function, user: self.clock_user });
        }
        if let Some(function) = self.log {
            let log = Hosts { function, user: self.log_user };
            options = options.log(move |level, message| log.tell(level, message));
        }
        Ok(options)
    }
}

/// Opens a store, creating it where it is missing.
///
/// @param path   where it lies; ends in `.tillbook` by custom; UTF-8
/// @param options   how to open it; NULL for the defaults
/// @param[out] store   receives the store, to be closed by `tillbook_close`
/// @param[out] error   receives what went wrong, unless it is NULL; to be freed by `tillbook_error_free`
/// @return `TILLBOOK_OK`, `TILLBOOK_STORE_MISSING`, `TILLBOOK_NOT_A_STORE`, `TILLBOOK_NEWER_FORMAT`,
///         `TILLBOOK_ALREADY_OPEN` while another process or handle has it, `TILLBOOK_READ_ONLY` for one that is to be read
///         alone and whose last user was stopped before closing it: opening it for writing sets that right,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_PANICKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_open(
    path: tillbook_str,
    options: *const tillbook_open_options,
    store: *mut *mut tillbook_store,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts, structs and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let store = handle_output(store, "store")?;
            let path = path.path("path")?;
            let options = read_sized_or_zero(options, "options")?.to_options()?;
            let handle = slot::publish_store(Open::new(options.open(path)?))?;
            store.write(handle as *mut tillbook_store);
            Ok(())
        })
    }
}

/// Closes a store: waits for the calls that are at work in it, then its file is closed and its handle is gone. Its accounts
/// and iterators answer `TILLBOOK_CLOSED` from then on and are still to be freed; records that were read stay as they are.
/// NULL is left alone.
///
/// @param store   the store, or NULL
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_OUTCOME_UNKNOWN` when it is closed and the newest writes could not be brought to the
///         disk, be it now or before, which happens only where they get there within an interval, `TILLBOOK_CLOSED` when it
///         was closed before, be it by another thread at this moment, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_close(store: *mut tillbook_store, error: *mut *mut tillbook_error) -> i32 {
    // SAFETY: `error` is null or may be written.
    unsafe {
        entry(error, || {
            if store.is_null() {
                return Ok(());
            }
            let mut at_work = slot::close(store as usize)?;
            loop {
                match Arc::try_unwrap(at_work) {
                    Ok(open) => return open.close(),
                    Err(still) => at_work = still,
                }
                std::thread::sleep(Duration::from_micros(100));
            }
        })
    }
}

/// Reads what an open store is.
///
/// @param store   an open store
/// @param[out] fields   receives it; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_store_read(store: *const tillbook_store, fields: *mut tillbook_store_fields) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let read = with_store(store as usize, |open| {
                Ok(tillbook_store_fields {
                    struct_size: tillbook_store_fields::SIZE,
                    format: open.store.format(),
                    now: open.store.now().as_millis(),
                })
            })?;
            write_sized(fields, "fields", read)
        })
    }
}

/// Where a store lies, as it was given when it was opened.
///
/// @param store   an open store
/// @param[out] text   receives the path, to be freed by `tillbook_text_free`; it outlives the store
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` when `text` is NULL, `TILLBOOK_IO` when there is no memory for
///         one more handle, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_store_path(
    store: *const tillbook_store,
    text: *mut *mut tillbook_text,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let text = handle_output(text, "text")?;
            let path = with_store(store as usize, |open| Ok(open.store.path().to_string_lossy().into_owned()))?;
            hand_out_text(text, path)
        })
    }
}

/// A store's own identifier: 32 hexadecimal digits, made when the file was, and the same in every backup of it.
///
/// @param store   an open store
/// @param[out] text   receives the identifier, to be freed by `tillbook_text_free`; it outlives the store
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` when `text` is NULL, `TILLBOOK_IO` when there is no memory for
///         one more handle, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_store_id(
    store: *const tillbook_store,
    text: *mut *mut tillbook_text,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let text = handle_output(text, "text")?;
            let id = with_store(store as usize, |open| Ok(open.store.id()))?;
            hand_out_text(text, id)
        })
    }
}

/// Whether a store still works.
///
/// @param store   an open store
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_POISONED` when an earlier failure left it unusable until it is opened again,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_store_health(store: *const tillbook_store, error: *mut *mut tillbook_error) -> i32 {
    // SAFETY: `error` is null or may be written.
    unsafe { entry(error, || with_store(store as usize, |open| open.store.health())) }
}

/// Brings every acknowledged write to the disk. With `TILLBOOK_DURABILITY_EACH_WRITE` it is there already.
///
/// @param store   an open store
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_OUTCOME_UNKNOWN` when it fails, which stops the store, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_store_sync(store: *const tillbook_store, error: *mut *mut tillbook_error) -> i32 {
    // SAFETY: `error` is null or may be written.
    unsafe { entry(error, || with_store(store as usize, |open| open.store.sync())) }
}
