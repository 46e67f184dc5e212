//! Tokens.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::card::Card;
use crate::record::record;

/// A card that waits to be attached to a customer, once. It never changes and outlives its store.
#[pyclass(frozen, module = "tillbook")]
pub struct Token {
    pub record: Arc<tillbook::Token>,
}

impl Token {
    pub fn new(record: Arc<tillbook::Token>) -> Token {
        Token { record }
    }
}

record! {
    Token, "Token": token, id token.id;
    /// The provider's identifier.
    id = &token.id;
    /// Position in the store's order of creation.
    sequence = token.sequence;
    /// When the token was made, in UTC.
    created_at = token.created_at;
    /// Whether the token was used.
    used = token.used();
    /// The id of the card that is inside, or was before the token was used.
    card = token.card_id();
    /// The currency that the token may be used with, where the provider locks it.
    currency = &token.currency;
    {
        /// The card inside; None once the token is used.
        #[getter]
        fn card_inside(&self) -> Option<Card> {
            self.record.card().map(|card| Card::new(Arc::new(card.clone())))
        }

        /// Every attribute under its name, but for `card_inside`.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            self.every_attribute(py)
        }
    }
}
