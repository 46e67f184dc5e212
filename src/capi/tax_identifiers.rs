//! The tax identifiers of an account.

use std::ffi::c_void;
use std::sync::Arc;

use super::account::tillbook_account;
use super::entry::{call_back, entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::list::{List, tillbook_list};
use super::list_query::{page, tillbook_list_query};
use super::tax_identifier::{tillbook_tax_identifier, tillbook_tax_identifier_fields};
use super::text::{each_owned, tillbook_str};
use crate::account::AmongTaxIdentifiers;
use crate::error::Error;
use crate::model::{Kind, TaxIdentifier};

/// Says whether a tax identifier is wanted: 0 for no. Its texts are borrowed for the call alone. Called from the calling
/// thread only; it must not call the library, and must not leave by `longjmp` or an exception.
pub type tillbook_keep_tax_identifier =
    Option<unsafe extern "C" fn(tax_identifier: *const tillbook_tax_identifier_fields, user: *mut c_void) -> i32>;

/// Makes a tax identifier. It belongs to nobody until it is attached.
///
/// @param account   the account
/// @param kind   its type, for example `de`
/// @param value   the number itself, without blanks
/// @param[out] tax_identifier   receives the tax identifier, to be freed by `tillbook_tax_identifier_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_UNSUPPORTED` with providers that keep none, `TILLBOOK_INVALID_ARGUMENT` also for a type
///         that does not exist or a value that cannot be one, `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tax_identifiers_create(
    account: *const tillbook_account,
    kind: tillbook_str,
    value: tillbook_str,
    tax_identifier: *mut *mut tillbook_tax_identifier,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let tax_identifier = handle_output(tax_identifier, "tax_identifier")?;
            let (kind, value) = (kind.required("kind")?, value.required("value")?);
            let made = with_account(account as usize, |account| account.tax_identifiers().create(kind, value))?;
            hand_out(tax_identifier, made)
        })
    }
}

/// Finds the tax identifier with an id.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] tax_identifier   receives the tax identifier, to be freed by `tillbook_tax_identifier_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tax_identifiers_get(
    account: *const tillbook_account,
    id: tillbook_str,
    tax_identifier: *mut *mut tillbook_tax_identifier,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let tax_identifier = handle_output(tax_identifier, "tax_identifier")?;
            let id = id.required("id")?;
            let found = with_account(account as usize, |account| account.tax_identifiers().get(id))?;
            hand_out(tax_identifier, found.ok_or_else(|| Error::not_found(Kind::TaxIdentifier, id))?)
        })
    }
}

/// The tax identifiers of a customer, oldest first; none when there is no such customer.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param[out] tax_identifiers   receives a list of tax identifiers, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tax_identifiers_of(
    account: *const tillbook_account,
    customer: tillbook_str,
    tax_identifiers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let tax_identifiers = handle_output(tax_identifiers, "tax_identifiers")?;
            let customer = customer.required("customer")?;
            let found = with_account(account as usize, |account| account.tax_identifiers().of(customer))?;
            hand_out(tax_identifiers, Arc::new(List::of(found)))
        })
    }
}

/// A page of the account's tax identifiers.
///
/// @param account   the account
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] tax_identifiers   receives a list of tax identifiers, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tax_identifiers_list(
    account: *const tillbook_account,
    query: *const tillbook_list_query,
    tax_identifiers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let tax_identifiers = handle_output(tax_identifiers, "tax_identifiers")?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.tax_identifiers().list(&query))?;
            hand_out(tax_identifiers, Arc::new(List::page(found)))
        })
    }
}

/// Those of the account's tax identifiers that are chosen one by one: among all, among those with some ids, or among those
/// of a customer.
///
/// @param account   the account
/// @param query   which part of the chosen ones, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param ids   an array of `count` ids to look among, of which an unknown one is passed over; NULL for all
/// @param count   how many ids there are; 0 when `ids` is NULL
/// @param customer   the id of the customer to look among; nothing for all; not together with `ids`
/// @param keep   says which are wanted; NULL for all of them
/// @param user   handed to `keep`
/// @param[out] tax_identifiers   receives a list of tax identifiers, to be freed by `tillbook_list_free`; its `total` is 0,
///                               for they are not counted
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tax_identifiers_select(
    account: *const tillbook_account,
    query: *const tillbook_list_query,
    ids: *const tillbook_str,
    count: usize,
    customer: tillbook_str,
    keep: tillbook_keep_tax_identifier,
    user: *mut c_void,
    tax_identifiers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts, arrays and outputs are NULL or what they say, and that it may be
    // called back with `user`.
    unsafe {
        entry(error, || {
            let tax_identifiers = handle_output(tax_identifiers, "tax_identifiers")?;
            let query = page(query)?;
            let ids = each_owned(ids, count, "ids")?;
            let among = match (&ids, customer.optional("customer")?) {
                (Some(_), Some(_)) => return Err(Error::invalid("customer", "is given beside ids; pass one of them")),
                (Some(ids), None) => AmongTaxIdentifiers::Ids(ids),
                (None, Some(customer)) => AmongTaxIdentifiers::Of(customer),
                (None, None) => AmongTaxIdentifiers::All,
            };
            let wanted = |identifier: &TaxIdentifier| {
                keep.is_none_or(|keep| {
                    let fields = tillbook_tax_identifier_fields::lend(identifier);
                    call_back(|| keep(&fields, user)) != 0
                })
            };
            let chosen =
                with_account(account as usize, |account| account.tax_identifiers().select(&query, among, wanted))?;
            hand_out(tax_identifiers, Arc::new(List::selection(chosen)))
        })
    }
}

/// Attaches a tax identifier to a customer, in whatever state it is. Attaching it again changes nothing.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param id   the identifier of the tax identifier
/// @param[out] tax_identifier   receives the tax identifier as it is now, to be freed by `tillbook_tax_identifier_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the tax identifier, `TILLBOOK_DELETED` for the customer,
///         `TILLBOOK_CONFLICT` when it is another customer's or the customer has one of its type,
///         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tax_identifiers_attach(
    account: *const tillbook_account,
    customer: tillbook_str,
    id: tillbook_str,
    tax_identifier: *mut *mut tillbook_tax_identifier,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let tax_identifier = handle_output(tax_identifier, "tax_identifier")?;
            let (customer, id) = (customer.required("customer")?, id.required("id")?);
            let attached = with_account(account as usize, |account| account.tax_identifiers().attach(customer, id))?;
            hand_out(tax_identifier, attached)
        })
    }
}

/// Deletes a tax identifier; a customer that had it has it no more.
///
/// @param account   the account
/// @param id   the identifier of the tax identifier
/// @param[out] tax_identifier   receives the tax identifier as it was, to be freed by `tillbook_tax_identifier_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tax_identifiers_delete(
    account: *const tillbook_account,
    id: tillbook_str,
    tax_identifier: *mut *mut tillbook_tax_identifier,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let tax_identifier = handle_output(tax_identifier, "tax_identifier")?;
            let id = id.required("id")?;
            hand_out(tax_identifier, with_account(account as usize, |account| account.tax_identifiers().delete(id))?)
        })
    }
}
