//! Tax identifiers as a host reads them.

use std::sync::Arc;

use super::customer::millis;
use super::entry::{entry, handle_output, release, retain};
use super::error::tillbook_error;
use super::list::{hand_out_of, tillbook_list};
use super::numbers::Numbered as _;
use super::object::with;
use super::sized::{Sized32 as _, sized, write_sized};
use super::text::tillbook_str;
use crate::model::TaxIdentifier;

/// A business's number at a tax authority, as it was when it was read: it never changes. Any thread may read it. Freed by
/// `tillbook_tax_identifier_free`.
#[repr(C)]
pub struct tillbook_tax_identifier {
    _opaque: [u8; 0],
}

/// What a tax identifier is. Texts are borrowed: they stay valid until the tax identifier is freed. Times are milliseconds
/// since 1970-01-01 UTC.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_tax_identifier_fields {
    /// `sizeof(tillbook_tax_identifier_fields)`; set by `TILLBOOK_TAX_IDENTIFIER_FIELDS_INIT`.
    pub struct_size: u32,
    /// Where its verification stands, one of `tillbook_tax_identifier_state`.
    pub state: i32,
    /// The provider's identifier.
    pub id: tillbook_str,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
    /// The id of the customer it is attached to; nothing before.
    pub customer: tillbook_str,
    /// Its type: a country code in lower case, sometimes with a suffix.
    pub kind: tillbook_str,
    /// The number itself.
    pub value: tillbook_str,
    /// When it began to wait for verification; else `TILLBOOK_NEVER`.
    pub pending_at: i64,
    /// When it was verified; else `TILLBOOK_NEVER`.
    pub verified_at: i64,
    /// When it was found not to be valid; else `TILLBOOK_NEVER`.
    pub not_valid_at: i64,
    /// The name that the authority has.
    pub verified_name: tillbook_str,
    /// The address that the authority has.
    pub verified_address: tillbook_str,
}

sized!(tillbook_tax_identifier_fields);

impl tillbook_tax_identifier_fields {
    /// Lends what a tax identifier is.
    pub(super) fn lend(identifier: &TaxIdentifier) -> tillbook_tax_identifier_fields {
        tillbook_tax_identifier_fields {
            struct_size: tillbook_tax_identifier_fields::SIZE,
            state: identifier.state.number(),
            id: tillbook_str::lend(&identifier.id),
            created_at: identifier.created_at.as_millis(),
            updated_at: identifier.updated_at.as_millis(),
            customer: tillbook_str::lend_some(identifier.customer.as_deref()),
            kind: tillbook_str::lend(&identifier.kind),
            value: tillbook_str::lend(&identifier.value),
            pending_at: millis(identifier.pending_at),
            verified_at: millis(identifier.verified_at),
            not_valid_at: millis(identifier.not_valid_at),
            verified_name: tillbook_str::lend_some(identifier.verified_name.as_deref()),
            verified_address: tillbook_str::lend_some(identifier.verified_address.as_deref()),
        }
    }
}

/// Takes a tax identifier out of a list of tax identifiers.
///
/// @param list   a list of tax identifiers
/// @param index   its place, from 0
/// @param[out] tax_identifier   receives the tax identifier, to be freed by `tillbook_tax_identifier_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
///         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_tax_identifier(
    list: *const tillbook_list,
    index: usize,
    tax_identifier: *mut *mut tillbook_tax_identifier,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || hand_out_of::<TaxIdentifier, _>(list, index, handle_output(tax_identifier, "tax_identifier")?))
    }
}

/// Reads what a tax identifier is.
///
/// @param tax_identifier   the tax identifier
/// @param[out] fields   receives it, texts borrowed from the tax identifier; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         tax identifier was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tax_identifier_read(
    tax_identifier: *const tillbook_tax_identifier,
    fields: *mut tillbook_tax_identifier_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(tax_identifier as usize, |tax_identifier: &Arc<TaxIdentifier>| {
                write_sized(fields, "fields", tillbook_tax_identifier_fields::lend(tax_identifier))
            })
        })
    }
}

/// Takes one more reference to a tax identifier, to be given back by `tillbook_tax_identifier_free`: for a second owner.
///
/// @param tax_identifier   the tax identifier
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_tax_identifier_retain(tax_identifier: *mut tillbook_tax_identifier) -> i32 {
    retain::<TaxIdentifier>(tax_identifier as usize)
}

/// Gives back a reference to a tax identifier; the last one frees it. NULL is left alone.
///
/// @param tax_identifier   the tax identifier, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_tax_identifier_free(tax_identifier: *mut tillbook_tax_identifier) -> i32 {
    release::<TaxIdentifier>(tax_identifier as usize)
}
