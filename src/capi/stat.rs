//! How much is in a store.

use std::sync::Arc;

use super::entry::{entry, hand_out, handle_output, release, with_store};
use super::error::tillbook_error;
use super::numbers::Numbered as _;
use super::object::with;
use super::sized::{Sized32 as _, sized, write_sized};
use super::store::tillbook_store;
use super::text::{json, tillbook_str};
use crate::error::Error;
use crate::store::{AccountStat, Stat};

/// How much is in a store, as it was when it was counted. Any thread may read it. Freed by `tillbook_stat_free`.
#[repr(C)]
pub struct tillbook_stat {
    _opaque: [u8; 0],
}

/// What is in a store as a whole. Texts are borrowed: they stay valid until the statistics are freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_stat_fields {
    /// `sizeof(tillbook_stat_fields)`; set by `TILLBOOK_STAT_FIELDS_INIT`.
    pub struct_size: u32,
    /// The version of the file's layout.
    pub format: u32,
    /// The newest time that the store itself wrote, in milliseconds since 1970-01-01 UTC; 0 when it never wrote.
    pub newest: i64,
    /// The last number given out in the order of creation.
    pub sequence: u64,
    /// Bytes that the file takes on the disk.
    pub allocated_bytes: u64,
    /// Bytes that the file seems to have; more than it takes, for it has holes.
    pub apparent_bytes: u64,
    /// How many accounts hold anything; `tillbook_stat_account` reads what each holds.
    pub account_count: u64,
    /// Customers of all accounts, without those marked as deleted.
    pub customers: u64,
    /// Customers of all accounts that are marked as deleted.
    pub deleted_customers: u64,
    /// Cards of all accounts, those that stand alone included.
    pub cards: u64,
    /// Tokens of all accounts, used ones included.
    pub tokens: u64,
    /// Schedules of all accounts, destroyed ones included.
    pub schedules: u64,
    /// Occurrences of schedules, of all accounts.
    pub occurrences: u64,
    /// Tax identifiers of all accounts, those of nobody included.
    pub tax_identifiers: u64,
    /// The store's own identifier: 32 hexadecimal digits.
    pub store_id: tillbook_str,
    /// All of it as JSON, as `tillbook stat --json` prints it: also what each account holds, and each index.
    pub json: tillbook_str,
    /// 1 when the store has the indexes that searches by parts of names, telephone numbers and e-mail addresses go by.
    pub search_indexes: i32,
    /// 0.
    pub reserved: u32,
}

/// What one account of a store holds.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_account_stat_fields {
    /// `sizeof(tillbook_account_stat_fields)`; set by `TILLBOOK_ACCOUNT_STAT_FIELDS_INIT`.
    pub struct_size: u32,
    /// The provider, one of `tillbook_provider`.
    pub provider: i32,
    /// Its test or live world, one of `tillbook_mode`.
    pub mode: i32,
    /// Nothing yet: 0.
    pub reserved: u32,
    /// Customers, without those marked as deleted.
    pub customers: u64,
    /// Customers that are marked as deleted.
    pub deleted_customers: u64,
    /// Cards, those that stand alone included.
    pub cards: u64,
    /// Tokens, used ones included.
    pub tokens: u64,
    /// Schedules, destroyed ones included.
    pub schedules: u64,
    /// Occurrences of schedules.
    pub occurrences: u64,
    /// Tax identifiers, those of nobody included.
    pub tax_identifiers: u64,
}

sized!(tillbook_stat_fields, tillbook_account_stat_fields);

/// What the handle of statistics holds.
pub(super) struct Counted {
    stat: Stat,
    json: String,
}

/// Counts what is in a store. Not cheap: the indexes are counted entry by entry, about a second for 1,000,000 customers.
///
/// @param store   an open store
/// @param[out] stat   receives the statistics, to be freed by `tillbook_stat_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` when `stat` is NULL, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_store_stat(
    store: *const tillbook_store,
    stat: *mut *mut tillbook_stat,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let out = handle_output(stat, "stat")?;
            let stat = with_store(store as usize, |open| open.store.stat())?;
            let json = json(&stat)?;
            hand_out(out, Arc::new(Counted { stat, json }))
        })
    }
}

/// Reads how much is in a store as a whole.
///
/// @param stat   the statistics
/// @param[out] fields   receives it, texts borrowed from the statistics; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         statistics were freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_stat_read(stat: *const tillbook_stat, fields: *mut tillbook_stat_fields) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(stat as usize, |counted: &Arc<Counted>| {
                let Counted { stat, json } = &**counted;
                let of_all = |what: fn(&AccountStat) -> u64| stat.of_all(what);
                let read = tillbook_stat_fields {
                    struct_size: tillbook_stat_fields::SIZE,
                    format: stat.format,
                    newest: stat.newest.as_millis(),
                    sequence: stat.sequence,
                    allocated_bytes: stat.allocated_bytes,
                    apparent_bytes: stat.apparent_bytes,
                    account_count: stat.accounts.len() as u64,
                    customers: of_all(|account| account.customers),
                    deleted_customers: of_all(|account| account.deleted_customers),
                    cards: of_all(|account| account.cards),
                    tokens: of_all(|account| account.tokens),
                    schedules: of_all(|account| account.schedules),
                    occurrences: of_all(|account| account.occurrences),
                    tax_identifiers: of_all(|account| account.tax_identifiers),
                    store_id: tillbook_str::lend(&stat.store_id),
                    json: tillbook_str::lend(json),
                    search_indexes: stat.search_indexes.into(),
                    reserved: 0,
                };
                write_sized(fields, "fields", read)
            })
        })
    }
}

/// Reads what one account of a store holds.
///
/// @param stat   the statistics
/// @param index   which account, from 0 to `account_count` - 1
/// @param[out] fields   receives it; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end or `fields`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED` when the statistics were freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_stat_account(
    stat: *const tillbook_stat,
    index: usize,
    fields: *mut tillbook_account_stat_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(stat as usize, |counted: &Arc<Counted>| {
                let past = || Error::invalid("index", "is past the last account; count from 0 to account_count - 1");
                let account = counted.stat.accounts.get(index).ok_or_else(past)?;
                let read = tillbook_account_stat_fields {
                    struct_size: tillbook_account_stat_fields::SIZE,
                    provider: account.account.provider.number(),
                    mode: account.account.mode.number(),
                    reserved: 0,
                    customers: account.customers,
                    deleted_customers: account.deleted_customers,
                    cards: account.cards,
                    tokens: account.tokens,
                    schedules: account.schedules,
                    occurrences: account.occurrences,
                    tax_identifiers: account.tax_identifiers,
                };
                write_sized(fields, "fields", read)
            })
        })
    }
}

/// Frees statistics. NULL is left alone.
///
/// @param stat   the statistics, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when they were freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_stat_free(stat: *mut tillbook_stat) -> i32 {
    release::<Counted>(stat as usize)
}
