//! Cards of an account's customers.

use std::sync::Arc;

use super::account::tillbook_account;
use super::card::tillbook_card;
use super::card_details::{self, tillbook_card_details};
use super::entry::{entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::list::{List, tillbook_list};
use super::list_query::{limit_or, page, tillbook_list_query};
use super::text::tillbook_str;
use crate::error::Error;
use crate::model::Kind;
use crate::store::ListQuery;

/// Attaches the card of an unused token to a customer.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param token   the token's identifier
/// @param[out] card   receives the card, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the token, `TILLBOOK_DELETED`,
///         `TILLBOOK_USED_TOKEN`, `TILLBOOK_EXPIRED_TOKEN`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_TOO_LARGE`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_create(
    account: *const tillbook_account,
    customer: tillbook_str,
    token: tillbook_str,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let (customer, token) = (customer.required("customer")?, token.required("token")?);
            hand_out(card, with_account(account as usize, |account| account.cards().create(customer, token))?)
        })
    }
}

/// Attaches the card of these details to a customer in one write. The number and the security code are not kept.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param details   the details of the card
/// @param[out] card   receives the card, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `TILLBOOK_DELETED`, `TILLBOOK_INVALID_CARD` with
///         everything that is wrong with the details, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_TOO_LARGE`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_attach(
    account: *const tillbook_account,
    customer: tillbook_str,
    details: *const tillbook_card_details,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let customer = customer.required("customer")?;
            let details = card_details::read(details, "details")?;
            hand_out(card, with_account(account as usize, |account| account.cards().attach(customer, details))?)
        })
    }
}

/// Finds a card of a customer.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param id   the card's identifier
/// @param[out] card   receives the card, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, or for a card that is not the customer's,
///         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_get(
    account: *const tillbook_account,
    customer: tillbook_str,
    id: tillbook_str,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let (customer, id) = (customer.required("customer")?, id.required("id")?);
            hand_out(card, with_account(account as usize, |account| account.cards().get(customer, id))?)
        })
    }
}

/// Finds the card with an id, whichever customer it belongs to; not one inside a token.
///
/// @param account   the account
/// @param id   the card's identifier
/// @param[out] card   receives the card, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_by_id(
    account: *const tillbook_account,
    id: tillbook_str,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let id = id.required("id")?;
            let found = with_account(account as usize, |account| account.cards().by_id(id))?;
            hand_out(card, found.ok_or_else(|| Error::not_found(Kind::Card, id))?)
        })
    }
}

/// Reads a page of a customer's cards, in the order of attachment.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] cards   receives a list of cards, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_list(
    account: *const tillbook_account,
    customer: tillbook_str,
    query: *const tillbook_list_query,
    cards: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let cards = handle_output(cards, "cards")?;
            let customer = customer.required("customer")?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.cards().list(customer, &query))?;
            hand_out(cards, Arc::new(List::page(found)))
        })
    }
}

/// Finds the cards that were made last, newest first: of one customer, or of all customers. Every card in question is
/// looked at.
///
/// @param account   the account
/// @param customer   the customer's identifier; nothing for all customers. One that does not exist has no cards
/// @param offset   how many of the newest to leave out; for the next part as many more as this one held
/// @param limit   how many to return at most; 0 for 20
/// @param[out] cards   receives a list of cards, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_newest(
    account: *const tillbook_account,
    customer: tillbook_str,
    offset: u64,
    limit: u64,
    cards: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let cards = handle_output(cards, "cards")?;
            let customer = customer.optional("customer")?;
            let limit = limit_or(limit, ListQuery::default().limit);
            let found = with_account(account as usize, |account| account.cards().newest(customer, offset, limit))?;
            hand_out(cards, Arc::new(List::of(found)))
        })
    }
}

/// Attaches a card that stands alone to a customer; the customer's first becomes the default. Attaching it again
/// changes nothing.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param id   the card's identifier
/// @param[out] card   receives the card as it is then, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the card, `TILLBOOK_DELETED`, `TILLBOOK_CONFLICT`
///         when it is another customer's, cannot be kept, or cannot be charged, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_TOO_LARGE`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_adopt(
    account: *const tillbook_account,
    customer: tillbook_str,
    id: tillbook_str,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let (customer, id) = (customer.required("customer")?, id.required("id")?);
            hand_out(card, with_account(account as usize, |account| account.cards().adopt(customer, id))?)
        })
    }
}

/// Takes a card off its customer; the default passes on as the provider has it. The card is gone, or stays on its own
/// and can never be used again, as the provider has it.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param id   the card's identifier
/// @param[out] card   receives the card as it was, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the card, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_delete(
    account: *const tillbook_account,
    customer: tillbook_str,
    id: tillbook_str,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let (customer, id) = (customer.required("customer")?, id.required("id")?);
            hand_out(card, with_account(account as usize, |account| account.cards().delete(customer, id))?)
        })
    }
}
