//! The balances of an account's customers.

use std::sync::Arc;

use super::account::tillbook_account;
use super::customer::TILLBOOK_NEVER;
use super::entry::{entry, hand_out, handle_output, output, with_account};
use super::error::tillbook_error;
use super::ledger_entry::tillbook_ledger_entry;
use super::list::{List, tillbook_list};
use super::list_query::{page, tillbook_list_query};
use super::numbers::{Numbered as _, flag};
use super::sized::{read_sized, sized};
use super::text::tillbook_str;
use crate::error::Result;
use crate::model::{Ledger, NewLedgerEntry, Timestamp};

/// A movement of a balance that is wanted. Set it to `TILLBOOK_NEW_LEDGER_ENTRY_INIT`, then value, remarks, and what else
/// differs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_new_ledger_entry {
    /// `sizeof(tillbook_new_ledger_entry)`; set by `TILLBOOK_NEW_LEDGER_ENTRY_INIT`.
    pub struct_size: u32,
    /// 1 when it takes the place of everything before, else 0.
    pub replaces: i32,
    /// What is to be added; negative to take away.
    pub value: i64,
    /// When what is added ends, in milliseconds since 1970-01-01 UTC; 0 or `TILLBOOK_NEVER` for never.
    pub expires_at: i64,
    /// Why, in the shop's words.
    pub remarks: tillbook_str,
    /// The sort of movement in the provider's word, for example `manual_credit`; nothing for the provider's usual one.
    pub kind: tillbook_str,
    /// Who makes it, in the provider's identifier.
    pub performer: tillbook_str,
    /// What sort of person that is, in the provider's word.
    pub performer_kind: tillbook_str,
}

sized!(tillbook_new_ledger_entry);

impl tillbook_new_ledger_entry {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    unsafe fn to_new(self) -> Result<NewLedgerEntry> {
        let replaces = flag(self.replaces, "replaces")?;
        let ends = self.expires_at != 0 && self.expires_at != TILLBOOK_NEVER;
        // SAFETY: the caller promises it.
        unsafe {
            Ok(NewLedgerEntry {
                value: self.value,
                remarks: self.remarks.required("remarks")?.to_owned(),
                kind: self.kind.owned("kind")?,
                expires_at: ends.then(|| Timestamp::from_millis(self.expires_at)),
                replaces,
                performer: self.performer.owned("performer")?,
                performer_kind: self.performer_kind.owned("performer_kind")?,
            })
        }
    }
}

/// Moves a balance of a customer.
///
/// What is added counts until it ends, by the clock; what is taken away comes from what ends first.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param ledger   which balance, one of `tillbook_ledger`
/// @param new_ledger_entry   the movement that is wanted
/// @param[out] ledger_entry   receives the movement, to be freed by `tillbook_ledger_entry_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` or `TILLBOOK_DELETED` for the customer, `TILLBOOK_UNSUPPORTED` where the
///         provider has no such balance, `TILLBOOK_INVALID_ARGUMENT` also for what its limits forbid,
///         `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_ledgers_post(
    account: *const tillbook_account,
    customer: tillbook_str,
    ledger: i32,
    new_ledger_entry: *const tillbook_new_ledger_entry,
    ledger_entry: *mut *mut tillbook_ledger_entry,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let ledger_entry = handle_output(ledger_entry, "ledger_entry")?;
            let customer = customer.required("customer")?;
            let ledger = Ledger::from_number(ledger, "ledger")?;
            let new = read_sized(new_ledger_entry, "new_ledger_entry")?.to_new()?;
            let posted = with_account(account as usize, |account| account.ledger().post(customer, ledger, new))?;
            hand_out(ledger_entry, posted)
        })
    }
}

/// Records what has ended of a customer's balance since its last movement. It no longer counts even before.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param ledger   which balance, one of `tillbook_ledger`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` or `TILLBOOK_DELETED` for the customer, `TILLBOOK_UNSUPPORTED` where the
///         provider has no such balance, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_ledgers_end_due(
    account: *const tillbook_account,
    customer: tillbook_str,
    ledger: i32,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = customer.required("customer")?;
            let ledger = Ledger::from_number(ledger, "ledger")?;
            with_account(account as usize, |account| account.ledger().end_due(customer, ledger))
        })
    }
}

/// What a balance of a customer comes to now.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param ledger   which balance, one of `tillbook_ledger`
/// @param[out] balance   receives the balance
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `TILLBOOK_UNSUPPORTED` where the provider has no such
///         balance, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_ledgers_balance(
    account: *const tillbook_account,
    customer: tillbook_str,
    ledger: i32,
    balance: *mut i64,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let balance = output(balance, "balance", 0)?;
            let customer = customer.required("customer")?;
            let ledger = Ledger::from_number(ledger, "ledger")?;
            balance.write(with_account(account as usize, |account| account.ledger().balance(customer, ledger))?);
            Ok(())
        })
    }
}

/// A page of the movements of a customer's balance.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param ledger   which balance, one of `tillbook_ledger`
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] ledger_entries   receives a list of movements, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `after` or `before`, `TILLBOOK_UNSUPPORTED` where the
///         provider has no such balance, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_ledgers_list(
    account: *const tillbook_account,
    customer: tillbook_str,
    ledger: i32,
    query: *const tillbook_list_query,
    ledger_entries: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let ledger_entries = handle_output(ledger_entries, "ledger_entries")?;
            let customer = customer.required("customer")?;
            let ledger = Ledger::from_number(ledger, "ledger")?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.ledger().list(customer, ledger, &query))?;
            hand_out(ledger_entries, Arc::new(List::page(found)))
        })
    }
}
