//! Cards as a host reads them.

use std::sync::Arc;

use super::card_details::tillbook_card_address;
use super::entry::{entry, handle_output, release, retain};
use super::error::tillbook_error;
use super::list::{hand_out_of, tillbook_list};
use super::numbers::Numbered as _;
use super::object::with;
use super::sized::{Sized32 as _, sized, write_sized};
use super::text::{hand_out_text, tillbook_str, tillbook_text};
use crate::model::Card;

/// A card as it was when it was read: it never changes. Any thread may read it. Freed by `tillbook_card_free`.
#[repr(C)]
pub struct tillbook_card {
    _opaque: [u8; 0],
}

/// What a card is. Texts are borrowed: they stay valid until the card is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_card_fields {
    /// `sizeof(tillbook_card_fields)`; set by `TILLBOOK_CARD_FIELDS_INIT`.
    pub struct_size: u32,
    /// Brand, one of `tillbook_brand`.
    pub brand: i32,
    /// Month of expiry, 1 to 12; 0 for a way to pay that has none.
    pub expiration_month: i32,
    /// Year of expiry, four digits; 0 for a way to pay that has none.
    pub expiration_year: i32,
    /// 1 when a security code was given with the details, else 0.
    pub security_code_check: i32,
    /// 1 when it can be charged, 0 when its provider says that it cannot.
    pub chargeable: i32,
    /// When it was tokenised, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// The provider's identifier.
    pub id: tillbook_str,
    /// The id of the customer it is attached to; nothing inside a token, and for a card that stands alone.
    pub customer: tillbook_str,
    /// The first six digits, with providers that keep them.
    pub first_digits: tillbook_str,
    /// The last four digits; empty for a way to pay that has none.
    pub last_digits: tillbook_str,
    /// Holder.
    pub name: tillbook_str,
    /// Equal for equal numbers, and of no use to find the number by; nothing with providers that keep none.
    pub fingerprint: tillbook_str,
    /// `credit`, `debit` or `prepaid`; empty when it is not known.
    pub financing: tillbook_str,
    /// The issuer's name; empty when it is not known.
    pub bank: tillbook_str,
    /// Billing address.
    pub address: tillbook_card_address,
}

sized!(tillbook_card_fields);

impl tillbook_card_fields {
    /// Lends what a card is.
    fn lend(card: &Card) -> tillbook_card_fields {
        tillbook_card_fields {
            struct_size: tillbook_card_fields::SIZE,
            brand: card.brand.number(),
            expiration_month: card.expiration_month.into(),
            expiration_year: card.expiration_year.into(),
            security_code_check: card.security_code_check.into(),
            chargeable: card.attributes.chargeable().into(),
            created_at: card.created_at.as_millis(),
            id: tillbook_str::lend(&card.id),
            customer: tillbook_str::lend_some(card.customer.as_deref()),
            first_digits: tillbook_str::lend_some(card.first_digits.as_deref()),
            last_digits: tillbook_str::lend(&card.last_digits),
            name: tillbook_str::lend_some(card.name.as_deref()),
            fingerprint: tillbook_str::lend_some(card.fingerprint.as_deref()),
            financing: tillbook_str::lend(&card.financing),
            bank: tillbook_str::lend(&card.bank),
            address: tillbook_card_address::lend(&card.address),
        }
    }
}

/// Takes a card out of a list of cards.
///
/// @param list   a list of cards
/// @param index   its place, from 0
/// @param[out] card   receives the card, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
///         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_list_card(
    list: *const tillbook_list,
    index: usize,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe { entry(error, || hand_out_of::<Card, _>(list, index, handle_output(card, "card")?)) }
}

/// Reads what a card is.
///
/// @param card   the card
/// @param[out] fields   receives it, texts borrowed from the card; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when
///         the card was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_card_read(card: *const tillbook_card, fields: *mut tillbook_card_fields) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(card as usize, |card: &Arc<Card>| write_sized(fields, "fields", tillbook_card_fields::lend(card)))
        })
    }
}

/// Shows what only the provider knows of a card, as a JSON object: `{}` with providers that know no more than every one
/// does. Times in it are milliseconds since 1970-01-01 UTC; the names are those of `docs/attributes.md`.
///
/// @param card   the card
/// @param[out] attributes   receives the text, to be freed by `tillbook_text_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `attributes`, `TILLBOOK_IO` when there is no memory for one
///         more handle, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the card was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_PANICKED`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_card_attributes(
    card: *const tillbook_card,
    attributes: *mut *mut tillbook_text,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let attributes = handle_output(attributes, "attributes")?;
            with(card as usize, |card: &Arc<Card>| hand_out_text(attributes, card.attributes.to_json()))
        })
    }
}

/// Takes one more reference to a card, to be given back by `tillbook_card_free`: for a second owner.
///
/// @param card   the card
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_card_retain(card: *mut tillbook_card) -> i32 {
    retain::<Card>(card as usize)
}

/// Gives back a reference to a card; the last one frees it. NULL is left alone.
///
/// @param card   the card, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_card_free(card: *mut tillbook_card) -> i32 {
    release::<Card>(card as usize)
}
