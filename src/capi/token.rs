//! Tokens as a host reads them.

use std::sync::Arc;

use super::card::tillbook_card;
use super::entry::{entry, hand_out, handle_output, release, retain};
use super::error::tillbook_error;
use super::list::{hand_out_of, tillbook_list};
use super::object::with;
use super::sized::{Sized32 as _, sized, write_sized};
use super::text::tillbook_str;
use crate::error::Error;
use crate::model::Token;

/// A token as it was when it was read: it never changes. Any thread may read it. Freed by `tillbook_token_free`.
#[repr(C)]
pub struct tillbook_token {
    _opaque: [u8; 0],
}

/// What a token is. Texts are borrowed: they stay valid until the token is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_token_fields {
    /// `sizeof(tillbook_token_fields)`; set by `TILLBOOK_TOKEN_FIELDS_INIT`.
    pub struct_size: u32,
    /// 1 once it was used, else 0.
    pub used: i32,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// The provider's identifier.
    pub id: tillbook_str,
    /// The id of the card that is inside, or was before the token was used.
    pub card: tillbook_str,
    /// The currency that it may be used with, where it is tied to one.
    pub currency: tillbook_str,
}

sized!(tillbook_token_fields);

impl tillbook_token_fields {
    /// Lends what a token is.
    fn lend(token: &Token) -> tillbook_token_fields {
        tillbook_token_fields {
            struct_size: tillbook_token_fields::SIZE,
            used: token.used().into(),
            created_at: token.created_at.as_millis(),
            id: tillbook_str::lend(&token.id),
            card: tillbook_str::lend(token.card_id()),
            currency: tillbook_str::lend_some(token.currency.as_deref()),
        }
    }
}

/// Takes a token out of a list of tokens.
///
/// @param list   a list of tokens
/// @param index   its place, from 0
/// @param[out] token   receives the token, to be freed by `tillbook_token_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
///         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_token(
    list: *const tillbook_list,
    index: usize,
    token: *mut *mut tillbook_token,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe { entry(error, || hand_out_of::<Token, _>(list, index, handle_output(token, "token")?)) }
}

/// Reads what a token is.
///
/// @param token   the token
/// @param[out] fields   receives it, texts borrowed from the token; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when
///         the token was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_token_read(token: *const tillbook_token, fields: *mut tillbook_token_fields) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(token as usize, |token: &Arc<Token>| write_sized(fields, "fields", tillbook_token_fields::lend(token)))
        })
    }
}

/// Takes the card out of an unused token, to be looked at: it stays in the token, and belongs to nobody yet.
///
/// @param token   the token
/// @param[out] card   receives the card, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_USED_TOKEN` when the card is no longer inside, `TILLBOOK_INVALID_ARGUMENT` for
///         `card`, `TILLBOOK_IO` when there is no memory for one more handle, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED` when the token was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_token_card(
    token: *const tillbook_token,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let inside = with(token as usize, |token: &Arc<Token>| {
                token.card().cloned().ok_or_else(|| Error::UsedToken { id: token.id.clone() })
            })?;
            hand_out(card, Arc::new(inside))
        })
    }
}

/// Takes one more reference to a token, to be given back by `tillbook_token_free`: for a second owner.
///
/// @param token   the token
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_token_retain(token: *mut tillbook_token) -> i32 {
    retain::<Token>(token as usize)
}

/// Gives back a reference to a token; the last one frees it. NULL is left alone.
///
/// @param token   the token, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_token_free(token: *mut tillbook_token) -> i32 {
    release::<Token>(token as usize)
}
