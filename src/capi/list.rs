//! Lists: several records at once.

use std::sync::Arc;

use super::entry::{entry, hand_out, handle_output, release};
use super::error::tillbook_error;
use super::object::{Held, with};
use super::sized::{Sized32 as _, sized, write_sized};
use crate::error::{Error, Result};
use crate::model::{Card, Customer, Due, LedgerEntry, Occurrence, Schedule, TaxIdentifier, Token};
use crate::store::{Page, Selection};

/// Records that were found together, as they were at one moment. Freed by `tillbook_list_free`; records that were taken
/// out of it live on.
#[repr(C)]
pub struct tillbook_list {
    _opaque: [u8; 0],
}

/// What a list says of itself.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_list_fields {
    /// `sizeof(tillbook_list_fields)`; set by `TILLBOOK_LIST_FIELDS_INIT`.
    pub struct_size: u32,
    /// 1 when records lie beyond this page, else 0.
    pub more: i32,
    /// How many records it holds.
    pub count: usize,
    /// How many there are in all between `from` and `to`, whatever the page; 0 when they were not counted, because they
    /// were chosen one by one.
    pub total: u64,
}

sized!(tillbook_list_fields);

/// What a list's handle holds.
pub(super) struct List {
    pub(super) records: Records,
    pub(super) total: u64,
    pub(super) more: bool,
}

/// Declares the kinds of list.
macro_rules! records {
    ($($kind:ident),*) => {
        pub(super) enum Records {
            $($kind(Vec<Arc<$kind>>),)*
        }

        impl Records {
            fn len(&self) -> usize {
                match self { $(Records::$kind(records) => records.len(),)* }
            }
        }

        $(
            impl Listed for $kind {
                fn into_records(records: Vec<Arc<$kind>>) -> Records {
                    Records::$kind(records)
                }

                fn among(records: &Records) -> Option<&[Arc<$kind>]> {
                    match records {
                        Records::$kind(records) => Some(records),
                        _ => None,
                    }
                }
            }
        )*
    };
}

/// A record of which there are lists.
pub(super) trait Listed: Held {
    fn into_records(records: Vec<Arc<Self>>) -> Records;
    fn among(records: &Records) -> Option<&[Arc<Self>]>;
}

records!(Customer, Card, Token, Schedule, Occurrence, Due, TaxIdentifier, LedgerEntry);

impl List {
    /// All records that were found.
    pub(super) fn of<R: Listed>(records: Vec<Arc<R>>) -> List {
        List { total: records.len() as u64, records: R::into_records(records), more: false }
    }

    /// A part of a longer list.
    pub(super) fn page<R: Listed>(page: Page<R>) -> List {
        List { total: page.total, more: page.more, records: R::into_records(page.items) }
    }

    /// A part of what was chosen record by record, which nobody counted.
    pub(super) fn selection<R: Listed>(selection: Selection<R>) -> List {
        List { total: 0, more: selection.more, records: R::into_records(selection.items) }
    }
}

/// Hands out one record of a list.
///
/// # Safety
/// `out` may be written.
pub(super) unsafe fn hand_out_of<R: Listed, H>(
    list: *const tillbook_list,
    index: usize,
    out: *mut *mut H,
) -> Result<()> {
    let record = with(list as usize, |list: &Arc<List>| {
        let records = R::among(&list.records).ok_or(Error::InvalidHandle { what: "list" })?;
        let past = || Error::invalid("index", "is past the end of the list; count from 0");
        records.get(index).cloned().ok_or_else(past)
    })?;
    // SAFETY: the caller promises it.
    unsafe { hand_out(out, record) }
}

/// Reads how long a list is.
///
/// @param list   the list
/// @param[out] fields   receives it; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         list was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_read(list: *const tillbook_list, fields: *mut tillbook_list_fields) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(list as usize, |list: &Arc<List>| {
                let read = tillbook_list_fields {
                    struct_size: tillbook_list_fields::SIZE,
                    more: list.more.into(),
                    count: list.records.len(),
                    total: list.total,
                };
                write_sized(fields, "fields", read)
            })
        })
    }
}

/// Frees a list. NULL is left alone.
///
/// @param list   the list, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_list_free(list: *mut tillbook_list) -> i32 {
    release::<List>(list as usize)
}

/// Takes a customer out of a list of customers.
///
/// @param list   a list of customers
/// @param index   its place, from 0
/// @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
///         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_customer(
    list: *const tillbook_list,
    index: usize,
    customer: *mut *mut super::customer::tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe { entry(error, || hand_out_of::<Customer, _>(list, index, handle_output(customer, "customer")?)) }
}
