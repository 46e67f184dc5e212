//! Bringing out customers into files, or wherever else a host puts the bytes.

use std::cell::Cell;
use std::ffi::c_void;
use std::io;

use super::account::tillbook_account;
use super::entry::{call_back, entry, output, with_account};
use super::error::tillbook_error;
use super::numbers::Numbered as _;
use super::progress::{Listener, Reached, tillbook_progress};
use super::text::tillbook_str;
use crate::error::Error;
use crate::transfer::{ExportFormat, ExportProgress, export_file};

/// Takes the next bytes of an export, some thousand at a time, and answers whether it goes on: 0 to go on, anything else to
/// stop, upon which the export returns `TILLBOOK_CANCELLED` and calls nothing any more.
///
/// Called from the thread that asked for the export, and from no other. `bytes` are valid until it returns. It must not
/// call the library, which answers `TILLBOOK_REENTRANT`, must neither throw nor `longjmp`, and a child to which it forks
/// must not come back from it: such a child is aborted.
pub type tillbook_write = Option<unsafe extern "C" fn(bytes: tillbook_str, user: *mut c_void) -> i32>;

/// Tells the customers that were written.
fn reached(progress: ExportProgress) -> Reached {
    Reached { done: progress.done, total: progress.total, ..Reached::default() }
}

/// Writes all customers of an account into a file that only its owner can read. The file takes its name once it is whole
/// and on the disk: an export that fails or is stopped spoils no earlier one and leaves nothing behind. A device or a pipe
/// takes the bytes as they come.
///
/// @param account   the account
/// @param path   where the file is to be; UTF-8
/// @param format   one of `tillbook_export_format`
/// @param progress   is told the customers; NULL for nobody
/// @param user   handed to `progress`
/// @param[out] count   receives how many customers were written
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT`, also for the path of the store itself,
///         `TILLBOOK_ALREADY_OPEN` while another export is written there, `TILLBOOK_IO`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_export(
    account: *const tillbook_account,
    path: tillbook_str,
    format: i32,
    progress: tillbook_progress,
    user: *mut c_void,
    count: *mut u64,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say, and that `progress` may be called with
    // `user`.
    unsafe {
        entry(error, || {
            let count = output(count, "count", 0)?;
            let path = path.path("path")?;
            let format = ExportFormat::from_number(format, "format")?;
            let listener = Listener::new(progress, user);
            count.write(with_account(account as usize, |account| {
                export_file(account, path, format, |progress| listener.tell(reached(progress)))
            })?);
            Ok(())
        })
    }
}

/// Writes all customers of an account to wherever the host puts them.
///
/// @param account   the account
/// @param format   one of `tillbook_export_format`
/// @param write   takes the bytes, in their order
/// @param progress   is told the customers; NULL for nobody
/// @param user   handed to `write` and to `progress`
/// @param[out] count   receives how many customers were written
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_CANCELLED` when `write` or `progress` stopped it, after which some bytes were written,
///         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_IO`, `TILLBOOK_DAMAGED`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_export_to(
    account: *const tillbook_account,
    format: i32,
    write: tillbook_write,
    progress: tillbook_progress,
    user: *mut c_void,
    count: *mut u64,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written, and that the functions may be called with `user`.
    unsafe {
        entry(error, || {
            let count = output(count, "count", 0)?;
            let format = ExportFormat::from_number(format, "format")?;
            let write =
                write.ok_or_else(|| Error::invalid("write", "is NULL; pass a function that takes the bytes"))?;
            let listener = Listener::new(progress, user);
            let stopped = Cell::new(false);
            let taker = Taker { write, user, stopped: &stopped };
            let written = with_account(account as usize, |account| {
                format.write(account, taker, |progress| {
                    let answer = listener.tell(reached(progress));
                    stopped.set(stopped.get() || answer.is_break());
                    answer
                })
            });
            // To what writes the export, a host that takes no more is a disk that is full.
            count.write(if stopped.get() { Err(Error::Cancelled) } else { written }?);
            Ok(())
        })
    }
}

/// A host that takes bytes until it stops the export.
struct Taker<'a> {
    write: unsafe extern "C" fn(bytes: tillbook_str, user: *mut c_void) -> i32,
    user: *mut c_void,
    stopped: &'a Cell<bool>,
}

impl io::Write for Taker<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.stopped.get() {
            let lent = tillbook_str::lend_bytes(bytes);
            // SAFETY: the host passed the function together with `user`, and the bytes stay until it returns.
            self.stopped.set(call_back(|| unsafe { (self.write)(lent, self.user) }) != 0);
        }
        if self.stopped.get() { Err(io::Error::other("the host takes no more")) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
