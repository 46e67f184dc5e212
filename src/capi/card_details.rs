//! The details that a card is made from.

use super::sized::{read_sized, sized};
use super::text::tillbook_str;
use crate::error::Result;
use crate::model::{CardAddress, CardDetails, SecretText};

/// The billing address and telephone number of a card. Every part may be absent. The struct never grows.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_card_address {
    /// Street, first line.
    pub street1: tillbook_str,
    /// Street, second line.
    pub street2: tillbook_str,
    /// City.
    pub city: tillbook_str,
    /// State or province.
    pub state: tillbook_str,
    /// Postal code.
    pub postal_code: tillbook_str,
    /// Country code as it was given.
    pub country: tillbook_str,
    /// Telephone number.
    pub phone_number: tillbook_str,
}

impl tillbook_card_address {
    /// Lends an address.
    pub(super) fn lend(address: &CardAddress) -> tillbook_card_address {
        let lend = tillbook_str::lend_some;
        tillbook_card_address {
            street1: lend(address.street1.as_deref()),
            street2: lend(address.street2.as_deref()),
            city: lend(address.city.as_deref()),
            state: lend(address.state.as_deref()),
            postal_code: lend(address.postal_code.as_deref()),
            country: lend(address.country.as_deref()),
            phone_number: lend(address.phone_number.as_deref()),
        }
    }

    /// Copies an address.
    ///
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    pub(super) unsafe fn owned(self) -> Result<CardAddress> {
        // SAFETY: the caller promises it.
        unsafe {
            Ok(CardAddress {
                street1: self.street1.owned("street1")?,
                street2: self.street2.owned("street2")?,
                city: self.city.owned("city")?,
                state: self.state.owned("state")?,
                postal_code: self.postal_code.owned("postal_code")?,
                country: self.country.owned("country")?,
                phone_number: self.phone_number.owned("phone_number")?,
            })
        }
    }
}

/// The details that a card is made from: set it to `TILLBOOK_CARD_DETAILS_INIT`, then what is known. Which of them a
/// card needs is the provider's rule.
///
/// The number and the security code live in the library only as long as the call that takes them, and are wiped from
/// its memory before it returns. Wiping them from your own is up to you.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_card_details {
    /// `sizeof(tillbook_card_details)`; set by `TILLBOOK_CARD_DETAILS_INIT`.
    pub struct_size: u32,
    /// Month of expiry, 1 to 12; 0 when it is not given.
    pub expiration_month: i32,
    /// Year of expiry, four digits, with providers that take two also those; 0 when it is not given.
    pub expiration_year: i64,
    /// The card number; blanks and dashes are ignored unless the provider takes digits alone.
    pub number: tillbook_str,
    /// The security code; only whether it was given is kept.
    pub security_code: tillbook_str,
    /// Holder.
    pub name: tillbook_str,
    /// Billing address.
    pub address: tillbook_card_address,
}

sized!(tillbook_card_details);

/// Reads the details of a card.
///
/// # Safety
/// `details` is null or a struct of the size it says, and its texts are as [`tillbook_str::bytes`] asks.
pub(super) unsafe fn read(details: *const tillbook_card_details, name: &'static str) -> Result<CardDetails> {
    // SAFETY: the caller promises it.
    unsafe {
        let details = read_sized(details, name)?;
        Ok(CardDetails {
            number: details.number.optional("number")?.map(SecretText::from),
            security_code: details.security_code.optional("security_code")?.map(SecretText::from),
            name: details.name.owned("name")?,
            expiration_month: given(details.expiration_month.into()),
            expiration_year: given(details.expiration_year),
            address: details.address.owned()?,
        })
    }
}

/// A month or year; none for 0.
pub(super) fn given(number: i64) -> Option<i64> {
    (number != 0).then_some(number)
}
