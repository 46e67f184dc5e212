//! Opening and closing a store.

use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;

use super::entry::{call_back, entry, output};
use super::error::tillbook_error;
use super::object::Open;
use super::sized::{read_sized_or_zero, sized};
use super::slot;
use super::text::tillbook_str;
use crate::error::{Error, Result, Status};
use crate::model::Timestamp;
use crate::store::{Clock, OpenOptions};

/// An open store: one file on the till. Any thread may use it, at once with others, until it is closed.
#[repr(C)]
pub struct tillbook_store {
    _opaque: [u8; 0],
}

/// Tells the time in milliseconds since 1970-01-01 UTC. Called from any thread; it must not call the library.
pub type tillbook_clock = Option<unsafe extern "C" fn(user: *mut c_void) -> i64>;

/// How to open a store. Set it to `TILLBOOK_OPEN_OPTIONS_INIT`, then what differs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_open_options {
    /// `sizeof(tillbook_open_options)`; set by `TILLBOOK_OPEN_OPTIONS_INIT`.
    pub struct_size: u32,
    /// 1 to fail with `TILLBOOK_STORE_MISSING` where there is no store, instead of creating one.
    pub must_exist: i32,
    /// The bound of the cache in bytes; 0 for 64 MiB.
    pub cache_bytes: u64,
    /// The key of the cards' fingerprints, a secret text; nothing for one in a file beside the store.
    pub fingerprint_key: tillbook_str,
    /// Where the store takes its time from; NULL for the machine's clock.
    pub clock: tillbook_clock,
    /// Handed to `clock`.
    pub clock_user: *mut c_void,
}

sized!(tillbook_open_options);

/// A clock that is the host's.
struct HostClock {
    now: unsafe extern "C" fn(user: *mut c_void) -> i64,
    user: *mut c_void,
}

// SAFETY: the header asks that the callback may be called from any thread.
unsafe impl Send for HostClock {}
// SAFETY: as above, also from several at once.
unsafe impl Sync for HostClock {}

impl Clock for HostClock {
    fn now(&self) -> Timestamp {
        // SAFETY: the host passed the function together with `user`.
        Timestamp::from_millis(call_back(|| unsafe { (self.now)(self.user) }))
    }
}

impl tillbook_open_options {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    unsafe fn to_options(self) -> Result<OpenOptions> {
        let mut options = OpenOptions::new().create(self.must_exist == 0);
        if self.cache_bytes > 0 {
            options = options.cache_bytes(usize::try_from(self.cache_bytes).unwrap_or(usize::MAX));
        }
        // SAFETY: the caller promises it.
        if let Some(key) = unsafe { self.fingerprint_key.optional("fingerprint_key") }? {
            options = options.fingerprint_key(key);
        }
        if let Some(now) = self.clock {
            options = options.clock(HostClock { now, user: self.clock_user });
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
///         `TILLBOOK_ALREADY_OPEN` while another process or handle has it, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_REENTRANT`
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
            let store = output(store, "store", std::ptr::null_mut())?;
            let path = path.required("path")?;
            if path.is_empty() || path.contains('\0') {
                return Err(Error::invalid("path", "is empty or holds a zero byte; pass the path of a file"));
            }
            let options = read_sized_or_zero(options, "options")?.to_options()?;
            watch_forks()?;
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
/// @return `TILLBOOK_OK`, `TILLBOOK_CLOSED` when it was closed before, be it by another thread at this moment,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_close(store: *mut tillbook_store) -> i32 {
    if store.is_null() {
        return Status::Ok as i32;
    }
    // SAFETY: no error is wanted.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let mut open = slot::close(store as usize)?;
            while let Some(at_work) = open {
                open = Arc::try_unwrap(at_work).err();
                if open.is_some() {
                    std::thread::sleep(Duration::from_micros(100));
                }
            }
            Ok(())
        })
    }
}

/// From the first opening on, a child of this process is told from the process itself.
fn watch_forks() -> Result<()> {
    #[cfg(unix)]
    {
        static WATCHED: std::sync::OnceLock<i32> = std::sync::OnceLock::new();
        // SAFETY: the handler only counts, which a child may do at once.
        let code = *WATCHED.get_or_init(|| unsafe { libc::pthread_atfork(None, None, Some(slot::forked)) });
        if code != 0 {
            let source = std::io::Error::from_raw_os_error(code);
            return Err(Error::Io { doing: "preparing for a fork", source });
        }
    }
    Ok(())
}
