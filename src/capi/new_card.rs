//! Cards, and other ways to pay, that exist at their provider and belong to nobody yet.

use super::account::tillbook_account;
use super::card::tillbook_card;
use super::card_details::tillbook_card_address;
use super::entry::{entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::numbers::Numbered as _;
use super::sized::{read_sized, sized};
use super::text::tillbook_str;
use crate::error::{Error, Result};
use crate::model::{Brand, CardAttributes, NewCard, Provider};

/// A card, or another way to pay, that exists at its provider without a token of this store: set it to
/// `TILLBOOK_NEW_CARD_INIT`, then what is known.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_new_card {
    /// `sizeof(tillbook_new_card)`; set by `TILLBOOK_NEW_CARD_INIT`.
    pub struct_size: u32,
    /// Brand, one of `tillbook_brand`; 0 for another one, or none.
    pub brand: i32,
    /// Month of expiry, 1 to 12; 0 when it has none.
    pub expiration_month: i32,
    /// Year of expiry, four digits; 0 when it has none.
    pub expiration_year: i32,
    /// The last four digits; nothing when it has none.
    pub last_digits: tillbook_str,
    /// Holder.
    pub name: tillbook_str,
    /// What only its provider knows, a JSON object laid over what a fresh one has, for example `{"kind":"ideal"}`.
    pub attributes: tillbook_str,
    /// Billing address.
    pub address: tillbook_card_address,
}

sized!(tillbook_new_card);

impl tillbook_new_card {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    unsafe fn read(self, provider: Provider) -> Result<NewCard> {
        let number = |field| move |_| Error::invalid(field, "is out of range; pass the one on the card, or 0");
        // SAFETY: the caller promises it.
        unsafe {
            let attributes = self.attributes.optional("attributes")?.unwrap_or("{}");
            Ok(NewCard {
                brand: Brand::from_number_or_none(self.brand, "brand")?.unwrap_or(Brand::Other),
                last_digits: self.last_digits.owned("last_digits")?.unwrap_or_default(),
                expiration_month: self.expiration_month.try_into().map_err(number("expiration_month"))?,
                expiration_year: self.expiration_year.try_into().map_err(number("expiration_year"))?,
                name: self.name.owned("name")?,
                address: self.address.owned()?,
                attributes: CardAttributes::from_json(provider, attributes)?,
            })
        }
    }
}

/// Takes in a card, or another way to pay, that exists at its provider and belongs to nobody yet;
/// `tillbook_cards_adopt` attaches it.
///
/// @param account   the account
/// @param new_card   what is known of it
/// @param[out] card   receives the card, to be freed by `tillbook_card_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_UNSUPPORTED` with providers whose cards never stand alone,
///         `TILLBOOK_INVALID_ARGUMENT` also for more of a card's number than a store may keep, `TILLBOOK_TOO_LARGE`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_cards_add(
    account: *const tillbook_account,
    new_card: *const tillbook_new_card,
    card: *mut *mut tillbook_card,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let card = handle_output(card, "card")?;
            let given = read_sized(new_card, "new_card")?;
            let made = with_account(account as usize, |account| account.cards().add(given.read(account.provider())?))?;
            hand_out(card, made)
        })
    }
}
