//! Bringing in customers from files, on the disk or in memory.

use std::ffi::c_void;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::account::tillbook_account;
use super::entry::{entry, hand_out, handle_output, output, release, with_account};
use super::error::tillbook_error;
use super::numbers::{Numbered as _, flag};
use super::object::with;
use super::progress::{Listener, Reached, tillbook_progress};
use super::sized::{Sized32 as _, read_sized_or_zero, sized, write_sized};
use super::text::{json, tillbook_str};
use crate::account::Account;
use crate::error::{Error, Result};
use crate::transfer::{ImportOptions, ImportReport, Progress, import, import_from};

/// How a file is imported. Set it to `TILLBOOK_IMPORT_OPTIONS_INIT`, then what differs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_import_options {
    /// `sizeof(tillbook_import_options)`; set by `TILLBOOK_IMPORT_OPTIONS_INIT`.
    pub struct_size: u32,
    /// 1 to make every decision and change nothing; other writes wait until it is over.
    pub dry_run: i32,
    /// How many rows become durable together at most; 0 for as many as the memory holds. Other writes wait for them.
    pub rows_at_once: u64,
    /// The most bytes of memory that hold what is to be written, beside the store's own cache; 0 for 256 MiB, which suffice
    /// for about 250,000 customers with a card each. The more of a file is held at once, the quicker the import, and the
    /// smaller the store.
    pub memory_bytes: u64,
}

/// What came of an import. It never changes. Any thread may read it. Freed by `tillbook_import_report_free`.
#[repr(C)]
pub struct tillbook_import_report {
    _opaque: [u8; 0],
}

/// What came of an import as a whole. Texts are borrowed: they stay valid until the report is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_import_report_fields {
    /// `sizeof(tillbook_import_report_fields)`; set by `TILLBOOK_IMPORT_REPORT_FIELDS_INIT`.
    pub struct_size: u32,
    /// The encoding that the file was found to have, one of `tillbook_encoding`.
    pub encoding: i32,
    /// Rows that were decided, refused ones included.
    pub rows: u64,
    /// Customers that are new.
    pub created: u64,
    /// Customers that were there and differed.
    pub updated: u64,
    /// Customers that were there and did not differ.
    pub unchanged: u64,
    /// How many rows were refused.
    pub refused: u64,
    /// How many refusals the report holds, at most 1000; `tillbook_import_report_refusal` reads them.
    pub refusal_count: u64,
    /// How many different warnings the report holds, at most 1000; `tillbook_import_report_warning` reads them.
    pub warning_count: u64,
    /// How many further warnings it does not hold.
    pub more_warnings: u64,
    /// All of it as JSON, as `tillbook import --json` prints it.
    pub json: tillbook_str,
}

sized!(tillbook_import_options, tillbook_import_report_fields);

/// What the handle of a report holds.
pub(super) struct Taken {
    report: ImportReport,
    json: String,
}

/// # Safety
/// `options` is null or a struct of the size it says.
unsafe fn read_options(options: *const tillbook_import_options) -> Result<ImportOptions> {
    // SAFETY: the caller promises it.
    let options = unsafe { read_sized_or_zero(options, "options") }?;
    let memory_bytes = match options.memory_bytes {
        0 => ImportOptions::default().memory_bytes,
        bytes => usize::try_from(bytes).unwrap_or(usize::MAX),
    };
    Ok(ImportOptions {
        dry_run: flag(options.dry_run, "dry_run")?,
        rows_at_once: usize::try_from(options.rows_at_once).unwrap_or(usize::MAX),
        memory_bytes,
    })
}

/// Imports as a host wants it, and gives it the report. `import` is handed what is to be told of the progress.
///
/// # Safety
/// `options` is null or a struct of the size it says, `progress` may be called with `user`, and `out` may be written.
unsafe fn take_in(
    account: *const tillbook_account,
    options: *const tillbook_import_options,
    progress: tillbook_progress,
    user: *mut c_void,
    out: *mut *mut tillbook_import_report,
    import: impl FnOnce(&Account, ImportOptions, &dyn Fn(Progress) -> ControlFlow<()>) -> Result<ImportReport>,
) -> Result<()> {
    // SAFETY: the caller promises all of it.
    unsafe {
        let options = read_options(options)?;
        let listener = Listener::new(progress, user);
        let tell = |progress: Progress| {
            let (done, total, step) = match progress.writing {
                None => (progress.bytes_done, progress.bytes_total, None),
                Some(writing) => (writing.done, writing.total, Some("writing")),
            };
            listener.tell(Reached { done, total, rows: progress.rows, step })
        };
        let report = with_account(account as usize, |account| import(account, options, &tell))?;
        let json = json(&report)?;
        hand_out(out, Arc::new(Taken { report, json }))
    }
}

/// Imports the customers of a CSV, JSON or JSONL file into an account; the format follows from the ending of the file's
/// name, else from how it begins.
///
/// A row is the same customer as the one with its id, or else with its merchant_customer_id. What it gives takes the place
/// of what was there, and what it leaves out stays. A row that cannot be taken is refused on its own, with its line and the
/// reason. Rows become durable in groups, each as large as the options allow: a whole file, mostly. When the import fails
/// or is stopped in between, the earlier groups stay, and importing the file again takes up where it ended. Other writes
/// wait while a group is read and written.
///
/// @param account   the account
/// @param path   where the file lies; UTF-8
/// @param options   how to import it; NULL for the defaults
/// @param progress   is told each few thousand rows: the bytes of the file, and in `rows` how many rows were decided; or,
///                   where `step` is `writing`, how many rows of the tables are written of those that are held in memory;
///                   NULL for nobody
/// @param user   handed to `progress`
/// @param[out] report   receives what came of it, to be freed by `tillbook_import_report_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, also when rows were refused, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT`, also for a file
///         that is no table and no JSON, `TILLBOOK_READ_ONLY`, `TILLBOOK_IO`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_import(
    account: *const tillbook_account,
    path: tillbook_str,
    options: *const tillbook_import_options,
    progress: tillbook_progress,
    user: *mut c_void,
    report: *mut *mut tillbook_import_report,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts, structs and outputs are NULL or what they say, and that `progress` may be
    // called with `user`.
    unsafe {
        entry(error, || {
            let out = handle_output(report, "report")?;
            let path = path.path("path")?;
            take_in(account, options, progress, user, out, |account, options, tell| {
                import(account, path, options, tell)
            })
        })
    }
}

/// Imports customers as `tillbook_customers_import` does, from the bytes of a file that lies in memory; the format follows
/// from how they begin.
///
/// @param account   the account
/// @param bytes   the bytes, as the file has them, in whatever encoding; they stay as they are until the call returns
/// @param options   how to import them; NULL for the defaults
/// @param progress   is told as by `tillbook_customers_import`; NULL for nobody
/// @param user   handed to `progress`
/// @param[out] report   receives what came of it, to be freed by `tillbook_import_report_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, also when rows were refused, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT`, also for bytes
///         that are no table and no JSON, `TILLBOOK_READ_ONLY`, `TILLBOOK_IO`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_import_from(
    account: *const tillbook_account,
    bytes: tillbook_str,
    options: *const tillbook_import_options,
    progress: tillbook_progress,
    user: *mut c_void,
    report: *mut *mut tillbook_import_report,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that bytes, structs and outputs are NULL or what they say, and that `progress` may be
    // called with `user`.
    unsafe {
        entry(error, || {
            let out = handle_output(report, "report")?;
            let missing = || Error::invalid("bytes", "are missing; pass the bytes of a file");
            let bytes = bytes.bytes("bytes")?.ok_or_else(missing)?;
            take_in(account, options, progress, user, out, |account, options, tell| {
                import_from(account, bytes, options, tell)
            })
        })
    }
}

/// Reads what came of an import as a whole.
///
/// @param report   the report
/// @param[out] fields   receives it, texts borrowed from the report; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_import_report_read(
    report: *const tillbook_import_report,
    fields: *mut tillbook_import_report_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(report as usize, |taken: &Arc<Taken>| {
                let Taken { report, json } = &**taken;
                let read = tillbook_import_report_fields {
                    struct_size: tillbook_import_report_fields::SIZE,
                    encoding: report.encoding.number(),
                    rows: report.rows(),
                    created: report.created,
                    updated: report.updated,
                    unchanged: report.unchanged,
                    refused: report.refused,
                    refusal_count: report.refusals.len() as u64,
                    warning_count: report.warnings.kept().len() as u64,
                    more_warnings: report.warnings.more(),
                    json: tillbook_str::lend(json),
                };
                write_sized(fields, "fields", read)
            })
        })
    }
}

/// Reads which row of a file was refused, and why.
///
/// @param report   the report
/// @param index   which refusal, from 0 to `refusal_count` - 1, in the file's order
/// @param[out] line   receives the line on which the row begins, from 1
/// @param[out] reason   receives a clause that says what is wrong, borrowed from the report; never card data
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, or when `line` or `reason` is NULL,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_import_report_refusal(
    report: *const tillbook_import_report,
    index: usize,
    line: *mut u64,
    reason: *mut tillbook_str,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let (line, reason) = (output(line, "line", 0), output(reason, "reason", tillbook_str::NONE));
            let (line, reason) = (line?, reason?);
            with(report as usize, |taken: &Arc<Taken>| {
                let past = || Error::invalid("index", "is past the last refusal; count from 0 to refusal_count - 1");
                let refusal = taken.report.refusals.get(index).ok_or_else(past)?;
                line.write(refusal.line);
                reason.write(tillbook_str::lend(&refusal.reason));
                Ok(())
            })
        })
    }
}

/// Reads what was left out or changed by an import although its row was taken.
///
/// @param report   the report
/// @param index   which warning, from 0 to `warning_count` - 1, in the order in which they were met first
/// @param[out] line   receives the line where it was met first, from 1
/// @param[out] times   receives how many times it was met
/// @param[out] reason   receives one sentence, borrowed from the report; never card data
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, or when an output is NULL,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_import_report_warning(
    report: *const tillbook_import_report,
    index: usize,
    line: *mut u64,
    times: *mut u64,
    reason: *mut tillbook_str,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let (line, times) = (output(line, "line", 0), output(times, "times", 0));
            let reason = output(reason, "reason", tillbook_str::NONE);
            let (line, times, reason) = (line?, times?, reason?);
            with(report as usize, |taken: &Arc<Taken>| {
                let past = || Error::invalid("index", "is past the last warning; count from 0 to warning_count - 1");
                let warning = taken.report.warnings.kept().get(index).ok_or_else(past)?;
                line.write(warning.line);
                times.write(warning.times);
                reason.write(tillbook_str::lend(&warning.text));
                Ok(())
            })
        })
    }
}

/// Frees a report. NULL is left alone.
///
/// @param report   the report, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_import_report_free(report: *mut tillbook_import_report) -> i32 {
    release::<Taken>(report as usize)
}
