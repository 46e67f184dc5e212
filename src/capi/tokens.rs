//! Tokens of an account.

use std::sync::Arc;

use super::account::tillbook_account;
use super::card_details::{self, tillbook_card_details};
use super::entry::{entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::list::{List, tillbook_list};
use super::list_query::{page, tillbook_list_query};
use super::text::tillbook_str;
use super::token::tillbook_token;
use crate::error::Error;
use crate::model::Kind;

/// Makes a token of a card's details. The number and the security code are not kept.
///
/// @param account   the account
/// @param details   the details of the card
/// @param[out] token   receives the token, to be freed by `tillbook_token_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_CARD` with everything that is wrong with the details,
///         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_TOO_LARGE`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tokens_create(
    account: *const tillbook_account,
    details: *const tillbook_card_details,
    token: *mut *mut tillbook_token,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let token = handle_output(token, "token")?;
            let details = card_details::read(details, "details")?;
            hand_out(token, with_account(account as usize, |account| account.tokens().create(details))?)
        })
    }
}

/// Makes a token that can be used only in one currency, with providers whose tokens may be tied to one.
///
/// @param account   the account
/// @param currency   the currency, three capital letters
/// @param details   the details of the card
/// @param[out] token   receives the token, to be freed by `tillbook_token_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_CARD` with everything that is wrong with the details,
///         `TILLBOOK_INVALID_ARGUMENT` also for a currency that the provider does not know, `TILLBOOK_TOO_LARGE`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tokens_create_for(
    account: *const tillbook_account,
    currency: tillbook_str,
    details: *const tillbook_card_details,
    token: *mut *mut tillbook_token,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let token = handle_output(token, "token")?;
            let currency = currency.required("currency")?;
            let details = card_details::read(details, "details")?;
            let made = with_account(account as usize, |account| account.tokens().create_for(currency, details))?;
            hand_out(token, made)
        })
    }
}

/// Finds the token with an id, used or not.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] token   receives the token, to be freed by `tillbook_token_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tokens_get(
    account: *const tillbook_account,
    id: tillbook_str,
    token: *mut *mut tillbook_token,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let token = handle_output(token, "token")?;
            let id = id.required("id")?;
            let found = with_account(account as usize, |account| account.tokens().get(id))?;
            hand_out(token, found.ok_or_else(|| Error::not_found(Kind::Token, id))?)
        })
    }
}

/// Reads a page of the account's tokens, in the order in which they were made.
///
/// @param account   the account
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] tokens   receives a list of tokens, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tokens_list(
    account: *const tillbook_account,
    query: *const tillbook_list_query,
    tokens: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let tokens = handle_output(tokens, "tokens")?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.tokens().list(&query))?;
            hand_out(tokens, Arc::new(List::page(found)))
        })
    }
}

/// Removes a token; a card that came of it stays with its customer.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] token   receives the token as it was, to be freed by `tillbook_token_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_tokens_delete(
    account: *const tillbook_account,
    id: tillbook_str,
    token: *mut *mut tillbook_token,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let token = handle_output(token, "token")?;
            let id = id.required("id")?;
            hand_out(token, with_account(account as usize, |account| account.tokens().delete(id))?)
        })
    }
}
