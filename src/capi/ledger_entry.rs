//! Movements of a customer's balance, as a host reads them.

use std::sync::Arc;

use super::customer::millis;
use super::entry::{entry, handle_output, release, retain};
use super::error::tillbook_error;
use super::list::{hand_out_of, tillbook_list};
use super::numbers::Numbered as _;
use super::object::with;
use super::sized::{Sized32 as _, sized, write_sized};
use super::text::tillbook_str;
use crate::model::LedgerEntry;

/// One movement of a customer's balance: it never changes. Any thread may read it. Freed by `tillbook_ledger_entry_free`.
#[repr(C)]
pub struct tillbook_ledger_entry {
    _opaque: [u8; 0],
}

/// What a movement of a balance is. Texts are borrowed: they stay valid until the movement is freed. Times are milliseconds
/// since 1970-01-01 UTC.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_ledger_entry_fields {
    /// `sizeof(tillbook_ledger_entry_fields)`; set by `TILLBOOK_LEDGER_ENTRY_FIELDS_INIT`.
    pub struct_size: u32,
    /// Which balance, one of `tillbook_ledger`.
    pub ledger: i32,
    /// 1 when it took the place of everything before, else 0.
    pub replaces: i32,
    /// Always 0.
    pub reserved: i32,
    /// The identifier.
    pub id: tillbook_str,
    /// When it was made.
    pub created_at: i64,
    /// The id of the customer whose balance it is.
    pub customer: tillbook_str,
    /// What was added; negative when it was taken away.
    pub value: i64,
    /// The balance just after.
    pub balance: i64,
    /// Why, in the shop's words.
    pub remarks: tillbook_str,
    /// The sort of movement in the provider's word, for example `manual_credit`.
    pub kind: tillbook_str,
    /// When what was added ends; else `TILLBOOK_NEVER`.
    pub expires_at: i64,
    /// Who made it, in the provider's identifier.
    pub performer: tillbook_str,
    /// What sort of person that is, in the provider's word.
    pub performer_kind: tillbook_str,
}

sized!(tillbook_ledger_entry_fields);

impl tillbook_ledger_entry_fields {
    /// Lends what a movement is.
    fn lend(entry: &LedgerEntry) -> tillbook_ledger_entry_fields {
        tillbook_ledger_entry_fields {
            struct_size: tillbook_ledger_entry_fields::SIZE,
            ledger: entry.ledger.number(),
            replaces: entry.replaces.into(),
            reserved: 0,
            id: tillbook_str::lend(&entry.id),
            created_at: entry.created_at.as_millis(),
            customer: tillbook_str::lend(&entry.customer),
            value: entry.value,
            balance: entry.balance,
            remarks: tillbook_str::lend(&entry.remarks),
            kind: tillbook_str::lend(&entry.kind),
            expires_at: millis(entry.expires_at),
            performer: tillbook_str::lend_some(entry.performer.as_deref()),
            performer_kind: tillbook_str::lend_some(entry.performer_kind.as_deref()),
        }
    }
}

/// Takes a movement out of a list of movements.
///
/// @param list   a list of movements
/// @param index   its place, from 0
/// @param[out] ledger_entry   receives the movement, to be freed by `tillbook_ledger_entry_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
///         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_ledger_entry(
    list: *const tillbook_list,
    index: usize,
    ledger_entry: *mut *mut tillbook_ledger_entry,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe { entry(error, || hand_out_of::<LedgerEntry, _>(list, index, handle_output(ledger_entry, "ledger_entry")?)) }
}

/// Reads what a movement is.
///
/// @param ledger_entry   the movement
/// @param[out] fields   receives it, texts borrowed from the movement; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         movement was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_ledger_entry_read(
    ledger_entry: *const tillbook_ledger_entry,
    fields: *mut tillbook_ledger_entry_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(ledger_entry as usize, |ledger_entry: &Arc<LedgerEntry>| {
                write_sized(fields, "fields", tillbook_ledger_entry_fields::lend(ledger_entry))
            })
        })
    }
}

/// Takes one more reference to a movement, to be given back by `tillbook_ledger_entry_free`: for a second owner.
///
/// @param ledger_entry   the movement
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_ledger_entry_retain(ledger_entry: *mut tillbook_ledger_entry) -> i32 {
    retain::<LedgerEntry>(ledger_entry as usize)
}

/// Gives back a reference to a movement; the last one frees it. NULL is left alone.
///
/// @param ledger_entry   the movement, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_ledger_entry_free(ledger_entry: *mut tillbook_ledger_entry) -> i32 {
    release::<LedgerEntry>(ledger_entry as usize)
}
