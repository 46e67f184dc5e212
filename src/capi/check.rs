//! Whether a store is sound.

use std::ffi::c_void;
use std::sync::Arc;

use super::entry::{entry, hand_out, handle_output, output, release, with_store};
use super::error::tillbook_error;
use super::numbers::Numbered as _;
use super::object::with;
use super::progress::{Listener, Reached, tillbook_progress};
use super::sized::{Sized32 as _, sized, write_sized};
use super::store::tillbook_store;
use super::text::{json, tillbook_str};
use crate::error::{Error, Result};
use crate::store::{CheckProgress, CheckReport, Store};

/// What a check found. It never changes. Any thread may read it. Freed by `tillbook_check_report_free`.
#[repr(C)]
pub struct tillbook_check_report {
    _opaque: [u8; 0],
}

/// What a check found as a whole. Texts are borrowed: they stay valid until the report is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_check_report_fields {
    /// `sizeof(tillbook_check_report_fields)`; set by `TILLBOOK_CHECK_REPORT_FIELDS_INIT`.
    pub struct_size: u32,
    /// 1 when nothing is wrong, else 0.
    pub sound: i32,
    /// How many things are wrong altogether.
    pub total_findings: u64,
    /// How many of them the report holds, at most 100; `tillbook_check_report_finding` reads them.
    pub finding_count: u64,
    /// How many tables were walked; `tillbook_check_report_table` reads them.
    pub table_count: u64,
    /// All of it as JSON, as `tillbook check --json` prints it.
    pub json: tillbook_str,
}

/// One thing that is wrong with a store. Texts are borrowed: they stay valid until the report is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_finding_fields {
    /// `sizeof(tillbook_finding_fields)`; set by `TILLBOOK_FINDING_FIELDS_INIT`.
    pub struct_size: u32,
    /// The provider of the account that it is in, one of `tillbook_provider`; 0 where that is not known.
    pub provider: i32,
    /// The mode of the account that it is in, one of `tillbook_mode`; 0 where that is not known.
    pub mode: i32,
    /// Nothing yet: 0.
    pub reserved: u32,
    /// What sort of damage it is, for example `stray_entry`.
    pub kind: tillbook_str,
    /// A sentence that says where. It names records by their ids and holds no personal data.
    pub message: tillbook_str,
}

sized!(tillbook_check_report_fields, tillbook_finding_fields);

/// What the handle of a report holds.
pub(super) struct Checked {
    report: CheckReport,
    json: String,
}

impl Checked {
    fn new(report: CheckReport) -> Result<Arc<Checked>> {
        let json = json(&report)?;
        Ok(Arc::new(Checked { report, json }))
    }
}

/// Tells the rows of the table that is being walked.
fn reached(progress: CheckProgress) -> Reached {
    Reached { step: Some(progress.table), done: progress.done, total: progress.total, ..Reached::default() }
}

/// Checks an open store as it is now, and says what is wrong. It changes nothing, and writes go on meanwhile; the file
/// grows with them, because the state that is checked is kept until the check is over. It takes some seconds for
/// 1,000,000 customers. Whether the file's pages are as they were written is seen by `tillbook_check_file` alone.
///
/// @param store   an open store
/// @param progress   is told the rows of each table, `step` being the table's name; NULL for nobody
/// @param user   handed to `progress`
/// @param[out] report   receives what was found, to be freed by `tillbook_check_report_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, also when something was found, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT` when `report`
///         is NULL, `TILLBOOK_DAMAGED` when a table cannot even be walked, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_store_check(
    store: *const tillbook_store,
    progress: tillbook_progress,
    user: *mut c_void,
    report: *mut *mut tillbook_check_report,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written, and that `progress` may be called with `user`.
    unsafe {
        entry(error, || {
            let out = handle_output(report, "report")?;
            let listener = Listener::new(progress, user);
            let tell = |progress| listener.tell(reached(progress));
            let report = with_store(store as usize, |open| open.store.check(tell))?;
            hand_out(out, Checked::new(report)?)
        })
    }
}

/// Checks a store that is not open: first that the file's pages are as they were written, then everything that
/// `tillbook_store_check` does. Pages that can be repaired are repaired, which may take the store back to the write before
/// the last, and are a finding; a file that cannot be opened for its damage is a finding too.
///
/// @param path   where the store lies; UTF-8
/// @param progress   is told the rows of each table, `step` being the table's name, or `pages` at first; NULL for nobody
/// @param user   handed to `progress`
/// @param[out] report   receives what was found, to be freed by `tillbook_check_report_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, also when something was found, `TILLBOOK_CANCELLED`, `TILLBOOK_STORE_MISSING`,
///         `TILLBOOK_NOT_A_STORE`, `TILLBOOK_NEWER_FORMAT`, `TILLBOOK_ALREADY_OPEN`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_IO`, `TILLBOOK_PANICKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_check_file(
    path: tillbook_str,
    progress: tillbook_progress,
    user: *mut c_void,
    report: *mut *mut tillbook_check_report,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say, and that `progress` may be called with
    // `user`.
    unsafe {
        entry(error, || {
            let out = handle_output(report, "report")?;
            let path = path.path("path")?;
            let listener = Listener::new(progress, user);
            let report = Store::check_file(path, |progress| listener.tell(reached(progress)))?;
            hand_out(out, Checked::new(report)?)
        })
    }
}

/// Reads what a check found as a whole.
///
/// @param report   the report
/// @param[out] fields   receives it, texts borrowed from the report; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_check_report_read(
    report: *const tillbook_check_report,
    fields: *mut tillbook_check_report_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(report as usize, |checked: &Arc<Checked>| {
                let Checked { report, json } = &**checked;
                let read = tillbook_check_report_fields {
                    struct_size: tillbook_check_report_fields::SIZE,
                    sound: report.is_sound().into(),
                    total_findings: report.total_findings,
                    finding_count: report.findings.len() as u64,
                    table_count: report.tables.len() as u64,
                    json: tillbook_str::lend(json),
                };
                write_sized(fields, "fields", read)
            })
        })
    }
}

/// Reads one thing that a check found.
///
/// @param report   the report
/// @param index   which one, from 0 to `finding_count` - 1
/// @param[out] fields   receives it, texts borrowed from the report; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end or `fields`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED` when the report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_check_report_finding(
    report: *const tillbook_check_report,
    index: usize,
    fields: *mut tillbook_finding_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(report as usize, |checked: &Arc<Checked>| {
                let past = || Error::invalid("index", "is past the last finding; count from 0 to finding_count - 1");
                let finding = checked.report.findings.get(index).ok_or_else(past)?;
                let read = tillbook_finding_fields {
                    struct_size: tillbook_finding_fields::SIZE,
                    provider: finding.account.map_or(0, |account| account.provider.number()),
                    mode: finding.account.map_or(0, |account| account.mode.number()),
                    reserved: 0,
                    kind: tillbook_str::lend(finding.kind.name()),
                    message: tillbook_str::lend(&finding.message),
                };
                write_sized(fields, "fields", read)
            })
        })
    }
}

/// Reads how many rows one of the tables has that a check walked.
///
/// @param report   the report
/// @param index   which table, from 0 to `table_count` - 1
/// @param[out] name   receives the table's name, valid as long as the library is loaded
/// @param[out] rows   receives how many rows it has
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, or when `name` or `rows` is NULL,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_check_report_table(
    report: *const tillbook_check_report,
    index: usize,
    name: *mut tillbook_str,
    rows: *mut u64,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let (name, rows) = (output(name, "name", tillbook_str::NONE), output(rows, "rows", 0));
            let (name, rows) = (name?, rows?);
            with(report as usize, |checked: &Arc<Checked>| {
                let past = || Error::invalid("index", "is past the last table; count from 0 to table_count - 1");
                let table = checked.report.tables.get(index).ok_or_else(past)?;
                name.write(tillbook_str::lend(table.table));
                rows.write(table.rows);
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
pub extern "C" fn tillbook_check_report_free(report: *mut tillbook_check_report) -> i32 {
    release::<Checked>(report as usize)
}
