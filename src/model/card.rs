//! Cards, without the two things a store must never keep: the full number and the security code.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::{Brand, CardAttributes, SecretText, Timestamp};

/// A card of a customer, or inside an unused token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Card {
    /// The provider's identifier, for example `card_test_6a0f1k2m3n4p5q6r7s8`.
    pub id: String,
    /// The customer it is attached to; none inside a token, and with providers whose cards may stand alone.
    pub customer: Option<String>,
    /// Position in the store's order of creation.
    pub sequence: u64,
    /// When the card was tokenised.
    pub created_at: Timestamp,
    /// Order of attachment among all cards, the last one's when it was detached; 0 inside a token.
    pub attached: u64,
    /// Brand.
    pub brand: Brand,
    /// The first six digits, with providers that keep them.
    pub first_digits: Option<String>,
    /// The last four digits.
    pub last_digits: String,
    /// Month of expiry, 1 to 12.
    pub expiration_month: u8,
    /// Year of expiry, four digits.
    pub expiration_year: u16,
    /// Holder.
    pub name: Option<String>,
    /// Keyed hash of the number, equal for equal numbers: 44 characters of base64; absent with providers that keep none.
    pub fingerprint: Option<String>,
    /// `credit`, `debit`, `prepaid`, or empty when unknown.
    pub financing: String,
    /// The issuer's name, or empty when unknown.
    pub bank: String,
    /// Whether a security code was given when the card was tokenised.
    pub security_code_check: bool,
    /// Billing address.
    pub address: CardAddress,
    /// What only this card's provider knows.
    pub attributes: CardAttributes,
}

/// The billing address and telephone number of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct CardAddress {
    /// Street, first line.
    pub street1: Option<String>,
    /// Street, second line.
    pub street2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country code as it was given.
    pub country: Option<String>,
    /// Telephone number.
    pub phone_number: Option<String>,
}

/// The details a card is made from. The number and the code live only as long as the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardDetails {
    /// The card number; blanks and dashes are ignored unless the provider takes digits alone.
    pub number: Option<SecretText>,
    /// The security code; only whether it was given is kept.
    pub security_code: Option<SecretText>,
    /// Holder.
    pub name: Option<String>,
    /// Month of expiry, 1 to 12.
    pub expiration_month: Option<i64>,
    /// Year of expiry, four digits; with providers that take two digits also those.
    pub expiration_year: Option<i64>,
    /// Billing address.
    pub address: CardAddress,
}

impl CardDetails {
    /// Details of a card with the given number, holder and expiry.
    ///
    /// ```
    /// use tillbook::CardDetails;
    /// let details = CardDetails::new("4242 4242 4242 4242", "Ann Example", 12, 2031).security_code("123");
    /// assert!(!format!("{details:?}").contains("4242"));
    /// ```
    pub fn new(number: impl Into<SecretText>, name: impl Into<String>, month: u8, year: u16) -> CardDetails {
        CardDetails {
            number: Some(number.into()),
            security_code: None,
            name: Some(name.into()),
            expiration_month: Some(month.into()),
            expiration_year: Some(year.into()),
            address: CardAddress::default(),
        }
    }

    /// Adds the security code.
    #[must_use]
    pub fn security_code(mut self, code: impl Into<SecretText>) -> CardDetails {
        self.security_code = Some(code.into());
        self
    }
}

/// A card, or another way to pay, that exists at its provider without a token of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCard {
    /// Brand.
    pub brand: Brand,
    /// The last four digits; empty when it has none.
    pub last_digits: String,
    /// Month of expiry, 1 to 12; 0 when it has none.
    pub expiration_month: u8,
    /// Year of expiry, four digits; 0 when it has none.
    pub expiration_year: u16,
    /// Holder.
    pub name: Option<String>,
    /// Billing address.
    pub address: CardAddress,
    /// What only its provider knows.
    pub attributes: CardAttributes,
}

impl NewCard {
    /// A card of which only the provider's part is known.
    ///
    /// ```
    /// use tillbook::{CardAttributes, DigitalRiverSource, NewCard};
    /// let attributes = CardAttributes::DigitalRiver(Box::new(DigitalRiverSource::of_kind("payPalBilling")));
    /// assert_eq!(NewCard::new(attributes).last_digits, "");
    /// ```
    pub fn new(attributes: CardAttributes) -> NewCard {
        NewCard {
            brand: Brand::Other,
            last_digits: String::new(),
            expiration_month: 0,
            expiration_year: 0,
            name: None,
            address: CardAddress::default(),
            attributes,
        }
    }
}

/// Changes to a card; an absent field stays as it is. The number can never be changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardUpdate {
    /// Holder.
    pub name: Option<String>,
    /// Month of expiry, 1 to 12.
    pub expiration_month: Option<i64>,
    /// Year of expiry, four digits.
    pub expiration_year: Option<i64>,
    /// Billing address; an absent part of it stays as it is.
    pub address: CardAddress,
}
