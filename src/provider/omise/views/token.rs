//! The token object (5.4).

use serde::{Serialize, Serializer};

use super::{CardView, Rendering, Shown, object};
use crate::model::Token;
use crate::provider::omise::version::Version;

/// A token, with its card while it is unused.
pub(in crate::provider::omise) struct TokenView<'a> {
    /// The token.
    pub token: &'a Token,
    /// The look of the answer.
    pub rendering: Rendering,
}

impl Serialize for TokenView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let token = self.token;
        let livemode = self.rendering.livemode;
        // Tokens live on a host of their own, so their location names it.
        let location = format!("https://vault.omise.co/tokens/{}", token.id);
        let card = token.card().map(|card| CardView::new(card, self.rendering));
        match self.rendering.version {
            Version::V2017 => object!(serializer, {
                "object" => "token",
                "id" => token.id,
                "livemode" => livemode,
                "location" => location,
                "used" => token.used(),
                "card" => card,
                "created" => Shown(token.created_at),
            }),
            Version::V2019 => object!(serializer, {
                "object" => "token",
                "id" => token.id,
                "livemode" => livemode,
                "location" => location,
                "used" => token.used(),
                "charge_status" => "unknown",
                "card" => card,
                "created_at" => Shown(token.created_at),
            }),
        }
    }
}
