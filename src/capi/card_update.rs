//! Changes to a card.

use super::account::tillbook_account;
use super::card::tillbook_card;
use super::card_details::{given, tillbook_card_address};
use super::entry::{entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::sized::{read_sized, sized};
use super::text::tillbook_str;
use crate::error::Result;
use crate::model::CardUpdate;

/// Changes to a card: set it to `TILLBOOK_CARD_UPDATE_INIT`, then what is to change. What is absent stays as it is. The
/// number can never be changed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_card_update {
    /// `sizeof(tillbook_card_update)`; set by `TILLBOOK_CARD_UPDATE_INIT`.
    pub struct_size: u32,
    /// Month of expiry, 1 to 12; 0 leaves it.
    pub expiration_month: i32,
    /// Year of expiry, four digits; 0 leaves it.
    pub expiration_year: i64,
    /// Holder.
    pub name: tillbook_str,
    /// Billing address; a part of it that is absent stays as it is.
    pub address: tillbook_card_address,
}

sized!(tillbook_card_update);

impl tillbook_card_update {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    unsafe fn read(self) -> Result<CardUpdate> {
        // SAFETY: the caller promises it.
        unsafe {
            Ok(CardUpdate {
                name: self.name.owned("name")?,
                expiration_month: given(self.expiration_month.into()),
                expiration_year: given(self.expiration_year),
                address: self.address.owned()?,
            })
        }
    }
}

/// Changes a card of a customer; what the update does not mention stays as it is.
///
/// @param account   the account
/// @param customer   the customer's identifier
/// @param id   the card's identifier
/// @param update   what is to change
/// @param[out] card   receives the card as it is then, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the card, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_INVALID_CARD` for an expiry in the past, `TILLBOOK_TOO_LARGE`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_update(
    account: *const tillbook_account,
    customer: tillbook_str,
    id: tillbook_str,
    update: *const tillbook_card_update,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let (customer, id) = (customer.required("customer")?, id.required("id")?);
            let update = read_sized(update, "update")?.read()?;
            hand_out(card, with_account(account as usize, |account| account.cards().update(customer, id, update))?)
        })
    }
}
