//! A customer with everything that is shown with it.

use std::sync::Arc;

use super::account::tillbook_account;
use super::customer::tillbook_customer;
use super::entry::{Together, entry, handle_output, with_account};
use super::error::tillbook_error;
use super::list::{List, tillbook_list};
use super::text::{hand_out_text, tillbook_str, tillbook_text};
use crate::account::CustomerInFull;
use crate::error::Error;
use crate::model::Kind;
use crate::transfer::export_customer;

/// Finds a customer with its cards and tax identifiers, all as they were at one moment.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
/// @param[out] cards   receives a list of its cards in the order of attachment, to be freed by `tillbook_list_free`
/// @param[out] tax_identifiers   receives a list of its tax identifiers, oldest first, to be freed by
///                               `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_get_in_full(
    account: *const tillbook_account,
    id: tillbook_str,
    customer: *mut *mut tillbook_customer,
    cards: *mut *mut tillbook_list,
    tax_identifiers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer");
            let cards = handle_output(cards, "cards");
            let tax_identifiers = handle_output(tax_identifiers, "tax_identifiers");
            // One that is missing leaves nothing in the others.
            let (customer, cards, tax_identifiers) = (customer?, cards?, tax_identifiers?);
            let id = id.required("id")?;
            let found = with_account(account as usize, |account| account.customers().in_full(id))?;
            let CustomerInFull { customer: found, cards: its_cards, tax_identifiers: its_identifiers } =
                found.ok_or_else(|| Error::not_found(Kind::Customer, id))?;
            let mut together = Together::default();
            together.make(customer, found)?;
            together.make(cards, Arc::new(List::of(its_cards)))?;
            together.make(tax_identifiers, Arc::new(List::of(its_identifiers)))?;
            together.hand_out();
            Ok(())
        })
    }
}

/// Shows a customer as JSON: the provider's object, and under the key `tillbook` what that does not show. It is the
/// line that an export has for the customer.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] json   receives the text, to be freed by `tillbook_text_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_json(
    account: *const tillbook_account,
    id: tillbook_str,
    json: *mut *mut tillbook_text,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let json = handle_output(json, "json")?;
            let id = id.required("id")?;
            let shown = with_account(account as usize, |account| export_customer(account, id))?;
            hand_out_text(json, shown.ok_or_else(|| Error::not_found(Kind::Customer, id))?)
        })
    }
}
