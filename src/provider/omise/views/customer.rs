//! The customer object (5.1).

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{CardView, ListView, Raw, Rendering, Shown, object};
use crate::model::{Card, Customer};
use crate::provider::omise::version::Version;

/// A customer with the first page of its cards.
pub(in crate::provider::omise) struct CustomerView<'a> {
    /// The customer.
    pub customer: &'a Customer,
    /// The first page of its cards in order of attachment.
    pub cards: &'a [Arc<Card>],
    /// How many cards it has.
    pub total_cards: u64,
    /// The default card, where the answer shows it in full instead of its id.
    pub default_card: Option<&'a Card>,
    /// Whether this very answer tells of its destruction.
    pub deleted: bool,
    /// The look of the answer.
    pub rendering: Rendering,
}

/// The default card by its id or in full.
enum DefaultCard<'a> {
    Id(Option<&'a str>),
    Full(CardView<'a>),
}

impl Serialize for DefaultCard<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            DefaultCard::Id(id) => id.serialize(serializer),
            DefaultCard::Full(card) => card.serialize(serializer),
        }
    }
}

impl CustomerView<'_> {
    fn default_card(&self) -> DefaultCard<'_> {
        match self.default_card {
            Some(card) => DefaultCard::Full(CardView::new(card, self.rendering)),
            None => DefaultCard::Id(self.customer.default_card.as_deref()),
        }
    }
}

impl Serialize for CustomerView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let customer = self.customer;
        let rendering = self.rendering;
        let location = format!("/customers/{}", customer.id);
        let cards = || {
            let shown = self.cards.iter().map(|card| CardView::new(card, rendering)).collect();
            ListView::embedded(shown, self.total_cards, format!("{location}/cards"), rendering)
        };
        match rendering.version {
            Version::V2017 if self.deleted => object!(serializer, {
                "object" => "customer",
                "id" => customer.id,
                "livemode" => rendering.livemode,
                "deleted" => true,
            }),
            Version::V2017 => object!(serializer, {
                "object" => "customer",
                "id" => customer.id,
                "livemode" => rendering.livemode,
                "location" => location,
                "default_card" => self.default_card(),
                "email" => customer.email,
                "description" => customer.description,
                "metadata" => Raw(&customer.metadata),
                "created" => Shown(customer.created_at),
                "cards" => cards(),
            }),
            Version::V2019 => object!(serializer, {
                "object" => "customer",
                "id" => customer.id,
                "livemode" => rendering.livemode,
                "location" => location,
                "deleted" => self.deleted,
                "metadata" => Raw(&customer.metadata),
                "cards" => cards(),
                "default_card" => self.default_card(),
                "linked_accounts" => ListView::<CardView<'_>>::embedded(
                    Vec::new(),
                    0,
                    format!("{location}/linked_accounts"),
                    rendering,
                ),
                "description" => customer.description,
                "email" => customer.email,
                "created_at" => Shown(customer.created_at),
            }),
        }
    }
}
