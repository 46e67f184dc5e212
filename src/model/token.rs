//! Tokens: a card that waits to be attached to a customer, once.

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::{Card, Timestamp};

/// A card token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Token {
    /// The provider's identifier, for example `tokn_test_6a0f1k2m3n4p5q6r7s8`.
    pub id: String,
    /// Position in the store's order of creation.
    pub sequence: u64,
    /// When the token was made.
    pub created_at: Timestamp,
    /// The currency that the token may be used with, where the provider locks it.
    pub currency: Option<String>,
    /// The card it holds, or the card it became.
    pub state: TokenState,
}

/// Whether a token still holds its card.
#[expect(clippy::large_enum_variant, reason = "one at a time, and most tokens are unused while they are looked at")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum TokenState {
    /// Not used yet; the card is inside.
    Unused(Card),
    /// Used; the card has this id and belongs to a customer, or did.
    Used {
        /// The id of the card that was inside.
        card: String,
    },
}

impl Token {
    /// Whether the token was used.
    pub fn used(&self) -> bool {
        matches!(self.state, TokenState::Used { .. })
    }

    /// The card inside; none once the token is used.
    pub fn card(&self) -> Option<&Card> {
        match &self.state {
            TokenState::Unused(card) => Some(card),
            TokenState::Used { .. } => None,
        }
    }

    /// The id of the card that is inside, or was before the token was used.
    pub fn card_id(&self) -> &str {
        match &self.state {
            TokenState::Unused(card) => &card.id,
            TokenState::Used { card } => card,
        }
    }
}
