//! The file as a whole: copying it while work goes on, and giving back what it no longer needs.

use std::ffi::c_void;

use super::entry::{entry, with_store};
use super::error::tillbook_error;
use super::progress::{Listener, Reached, tillbook_progress};
use super::sized::{Sized32 as _, sized, sized_output};
use super::store::tillbook_store;
use super::text::tillbook_str;
use crate::store::Store;

/// What a backup wrote.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_backup_fields {
    /// `sizeof(tillbook_backup_fields)`; set by `TILLBOOK_BACKUP_FIELDS_INIT`.
    pub struct_size: u32,
    /// Nothing yet: 0.
    pub reserved: u32,
    /// Rows copied, of all tables together.
    pub rows: u64,
    /// Bytes that the copy takes on the disk.
    pub bytes: u64,
}

/// What compacting did to a file.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_compact_fields {
    /// `sizeof(tillbook_compact_fields)`; set by `TILLBOOK_COMPACT_FIELDS_INIT`.
    pub struct_size: u32,
    /// Nothing yet: 0.
    pub reserved: u32,
    /// Bytes on the disk before.
    pub bytes_before: u64,
    /// Bytes on the disk after.
    pub bytes_after: u64,
}

sized!(tillbook_backup_fields, tillbook_compact_fields);

/// Copies a store, as it is at this moment, into a new file that only its owner can read. Writes go on meanwhile and are
/// not in the copy. The copy is a store by itself; the key of the cards' fingerprints is not in it. It gets its name once
/// it is whole and on the disk: when the backup fails or is stopped, nothing is left of it.
///
/// @param store   an open store
/// @param path   where the copy is to be, where there is nothing yet; UTF-8
/// @param progress   is told the rows of all tables together; NULL for nobody
/// @param user   handed to `progress`
/// @param[out] fields   receives what was written; set `fields->struct_size` first
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT`, also for a path where there is something,
///         `TILLBOOK_ALREADY_OPEN` when another backup is being written there, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_store_backup(
    store: *const tillbook_store,
    path: tillbook_str,
    progress: tillbook_progress,
    user: *mut c_void,
    fields: *mut tillbook_backup_fields,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts, structs and outputs are NULL or what they say, and that `progress` may be
    // called with `user`.
    unsafe {
        entry(error, || {
            let fields = sized_output(fields, "fields")?;
            let path = path.path("path")?;
            let listener = Listener::new(progress, user);
            let report = with_store(store as usize, |open| {
                open.store.backup(path, |progress| {
                    listener.tell(Reached { done: progress.done, total: progress.total, ..Reached::default() })
                })
            })?;
            fields.fill(tillbook_backup_fields {
                struct_size: tillbook_backup_fields::SIZE,
                reserved: 0,
                rows: report.rows,
                bytes: report.bytes,
            });
            Ok(())
        })
    }
}

/// Rewrites a store that is not open so that its file takes no more of the disk than its records need. Nothing else
/// changes. It takes about as long as copying the file several times; a kill meanwhile loses nothing, but the next
/// opening is slow then.
///
/// @param path   where the store lies; UTF-8
/// @param[out] fields   receives the sizes; set `fields->struct_size` first
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_STORE_MISSING`, `TILLBOOK_NOT_A_STORE`, `TILLBOOK_NEWER_FORMAT`,
///         `TILLBOOK_ALREADY_OPEN`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_compact(
    path: tillbook_str,
    fields: *mut tillbook_compact_fields,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts, structs and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let fields = sized_output(fields, "fields")?;
            let compacted = Store::compact(path.path("path")?)?;
            fields.fill(tillbook_compact_fields {
                struct_size: tillbook_compact_fields::SIZE,
                reserved: 0,
                bytes_before: compacted.before,
                bytes_after: compacted.after,
            });
            Ok(())
        })
    }
}
