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

use super::Provider;

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
    /// The attributes of a card that is made from its details; `token` is what it was made into.
    pub fn initial(provider: Provider, card: &str, token: &str) -> CardAttributes {
        match provider {
            Provider::DigitalRiver => CardAttributes::DigitalRiver(Box::new(DigitalRiverSource {
                client_secret: DigitalRiverSource::client_secret(card, token),
                ..DigitalRiverSource::credit_card()
            })),
            Provider::Omise | Provider::Komoju | Provider::Monri | Provider::Shopline => CardAttributes::Plain,
        }
    }

    /// The provider that these attributes belong to; none when they say nothing.
    pub const fn provider(&self) -> Option<Provider> {
        match self {
            CardAttributes::Plain => None,
            CardAttributes::Monri(_) => Some(Provider::Monri),
            CardAttributes::DigitalRiver(_) => Some(Provider::DigitalRiver),
        }
    }

    /// Tells a new card its id, and a text that nobody can guess.
    pub(crate) fn name(&mut self, card: &str, secret: &str) {
        if let CardAttributes::DigitalRiver(source) = self
            && source.client_secret.is_empty()
        {
            source.client_secret = DigitalRiverSource::client_secret(card, secret);
        }
    }

    /// Whether such a card may belong to a customer.
    pub fn supports_reuse(&self) -> bool {
        match self {
            CardAttributes::DigitalRiver(source) => source.supports_reuse,
            CardAttributes::Plain | CardAttributes::Monri(_) => true,
        }
    }

    /// Whether the card can be charged.
    pub fn chargeable(&self) -> bool {
        match self {
            CardAttributes::DigitalRiver(source) => source.state == SourceState::Chargeable,
            CardAttributes::Plain | CardAttributes::Monri(_) => true,
        }
    }

    /// Notes that the card is kept for further payments, with providers that show it (`digital_river 4.F.32`).
    pub(crate) fn keep(&mut self) {
        if let CardAttributes::DigitalRiver(source) = self {
            source.reusable = true;
        }
    }

    /// Makes the card unusable for good, with providers that keep such cards.
    pub(crate) fn cancel(&mut self) {
        if let CardAttributes::DigitalRiver(source) = self {
            source.state = SourceState::Cancelled;
        }
    }

    /// Whether such a card exists also without a customer.
    pub const fn may_stand_alone(&self) -> bool {
        matches!(self, CardAttributes::DigitalRiver(_))
    }

    /// Every text of the caller's in them, in which no card number may stand.
    pub(crate) fn texts(&self) -> Vec<&str> {
        match self {
            CardAttributes::Plain | CardAttributes::Monri(_) => Vec::new(),
            CardAttributes::DigitalRiver(source) => source.texts(),
        }
    }
}
