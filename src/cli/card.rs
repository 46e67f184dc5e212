//! Cards as a person reads them.

use tillbook::{Brand, Card};

/// A card's brand.
pub(super) const fn brand(card: &Card) -> &'static str {
    match card.brand {
        Brand::Visa => "Visa",
        Brand::MasterCard => "Mastercard",
        Brand::AmericanExpress => "American Express",
        Brand::Jcb => "JCB",
        Brand::DinersClub => "Diners Club",
        Brand::Discover => "Discover",
        Brand::Other => "other",
    }
}

/// What is kept of a card's number, for example `•••• 4242`.
pub(super) fn number(card: &Card) -> String {
    match &card.first_digits {
        Some(first) => format!("{first}•••• {}", card.last_digits),
        None => format!("•••• {}", card.last_digits),
    }
}

/// A card's expiry as it stands on the card, for example `12/2031`.
pub(super) fn expiry(card: &Card) -> String {
    format!("{:02}/{}", card.expiration_month, card.expiration_year)
}
