//! What only one provider knows of a customer or of a card, as types.

mod digital_river;
mod monri;
mod shopline;

pub use digital_river::{
    CustomerType, DigitalRiverAttributes, DigitalRiverSource, Shipping, SourceState, TaxCertificate,
};
pub use monri::{MonriAttributes, MonriCard};
pub use shopline::{DeliveryAddress, Gender, Origin, ShoplineAttributes, Subscription};

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::{Provider, Timestamp};

/// The provider-only part of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Attributes {
    /// Omise shows nothing beyond what every customer has.
    Omise,
    /// KOMOJU shows nothing beyond what every customer has; its source is the customer's only card.
    Komoju,
    /// Monri.
    Monri(Box<MonriAttributes>),
    /// Digital River.
    DigitalRiver(Box<DigitalRiverAttributes>),
    /// SHOPLINE.
    Shopline(Box<ShoplineAttributes>),
}

impl Attributes {
    /// The attributes a fresh customer of a provider has.
    pub fn initial(provider: Provider) -> Attributes {
        match provider {
            Provider::Omise => Attributes::Omise,
            Provider::Komoju => Attributes::Komoju,
            Provider::Monri => Attributes::Monri(Box::default()),
            Provider::DigitalRiver => Attributes::DigitalRiver(Box::default()),
            Provider::Shopline => Attributes::Shopline(Box::default()),
        }
    }

    /// The merchant's own id for the customer, with providers that show one.
    pub fn merchant_customer_id(&self) -> Option<&str> {
        match self {
            Attributes::Monri(monri) => monri.merchant_customer_id.as_deref(),
            Attributes::Omise | Attributes::Komoju | Attributes::DigitalRiver(_) | Attributes::Shopline(_) => None,
        }
    }

    /// The provider these attributes belong to.
    pub const fn provider(&self) -> Provider {
        match self {
            Attributes::Omise => Provider::Omise,
            Attributes::Komoju => Provider::Komoju,
            Attributes::Monri(_) => Provider::Monri,
            Attributes::DigitalRiver(_) => Provider::DigitalRiver,
            Attributes::Shopline(_) => Provider::Shopline,
        }
    }
}

/// The provider-only part of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum CardAttributes {
    /// The provider shows nothing beyond what every card has.
    #[default]
    Plain,
    /// Monri.
    Monri(Box<MonriCard>),
    /// Digital River, where a card is one of many sources.
    DigitalRiver(Box<DigitalRiverSource>),
}

impl CardAttributes {
    /// The attributes of a card that is made from details; the token is what it was made into.
    pub fn initial(provider: Provider, token: &str) -> CardAttributes {
        match provider {
            Provider::Monri => {
                CardAttributes::Monri(Box::new(MonriCard { token: token.to_owned(), ..MonriCard::default() }))
            }
            _ => CardAttributes::Plain,
        }
    }

    /// Remembers when the card was changed, with providers that show it.
    pub(crate) fn changed(&mut self, now: Timestamp) {
        if let CardAttributes::Monri(card) = self {
            card.updated_at = Some(now);
        }
    }

    /// Makes the card unusable for good, with providers that keep such cards.
    pub(crate) fn cancel(&mut self, now: Timestamp) {
        if let CardAttributes::DigitalRiver(source) = self {
            source.state = SourceState::Cancelled;
            source.updated_at = Some(now);
        }
    }

    /// Whether such a card exists also without a customer.
    pub const fn may_stand_alone(&self) -> bool {
        matches!(self, CardAttributes::DigitalRiver(_))
    }
}
