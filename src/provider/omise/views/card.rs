//! The card object (5.2).

use serde::{Serialize, Serializer};

use super::{Rendering, Shown, object};
use crate::model::{Brand, Card};
use crate::provider::omise::version::Version;

/// A card of a customer, or inside a token.
pub(in crate::provider::omise) struct CardView<'a> {
    /// The card.
    pub card: &'a Card,
    /// Whether this very answer tells of its destruction.
    pub deleted: bool,
    /// The look of the answer.
    pub rendering: Rendering,
}

impl<'a> CardView<'a> {
    /// A living card.
    pub(in crate::provider::omise) fn new(card: &'a Card, rendering: Rendering) -> CardView<'a> {
        CardView { card, deleted: false, rendering }
    }

    fn location(&self) -> Option<String> {
        self.card.customer.as_ref().map(|customer| format!("/customers/{customer}/cards/{}", self.card.id))
    }
}

/// The brand as Omise writes it.
const fn brand(brand: Brand) -> &'static str {
    match brand {
        Brand::Visa => "Visa",
        Brand::MasterCard => "MasterCard",
        Brand::AmericanExpress => "American Express",
        Brand::Jcb => "JCB",
        Brand::DinersClub => "Diners Club",
        Brand::Discover => "Discover",
        Brand::Other => "",
    }
}

impl Serialize for CardView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Card { id, address, .. } = self.card;
        let card = self.card;
        let livemode = self.rendering.livemode;
        let country = address.country.as_deref().unwrap_or_default().to_lowercase();
        match self.rendering.version {
            Version::V2017 if self.deleted => object!(serializer, {
                "object" => "card",
                "id" => id,
                "livemode" => livemode,
                "deleted" => true,
            }),
            Version::V2017 => object!(serializer, {
                "object" => "card",
                "id" => id,
                "livemode" => livemode,
                "location" if card.customer.is_some() => self.location(),
                "country" => country,
                "city" => address.city,
                "postal_code" => address.postal_code,
                "financing" => card.financing,
                "bank" => card.bank,
                "last_digits" => card.last_digits,
                "brand" => brand(card.brand),
                "expiration_month" => card.expiration_month,
                "expiration_year" => card.expiration_year,
                "fingerprint" => card.fingerprint.as_deref().unwrap_or_default(),
                "name" => card.name.as_deref().unwrap_or_default(),
                "security_code_check" => card.security_code_check,
                "created" => Shown(card.created_at),
            }),
            Version::V2019 => object!(serializer, {
                "object" => "card",
                "id" => id,
                "livemode" => livemode,
                "location" => self.location(),
                "deleted" => self.deleted,
                "street1" => address.street1,
                "street2" => address.street2,
                "city" => address.city,
                "state" => address.state,
                "phone_number" => address.phone_number,
                "postal_code" => address.postal_code,
                "country" => country,
                "financing" => card.financing,
                "bank" => card.bank,
                "brand" => brand(card.brand),
                "fingerprint" => card.fingerprint.as_deref().unwrap_or_default(),
                "first_digits" => card.first_digits,
                "last_digits" => card.last_digits,
                "name" => card.name.as_deref().unwrap_or_default(),
                "expiration_month" => card.expiration_month,
                "expiration_year" => card.expiration_year,
                "security_code_check" => card.security_code_check,
                "tokenization_method" => None::<&str>,
                "created_at" => Shown(card.created_at),
            }),
        }
    }
}
