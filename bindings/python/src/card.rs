//! Cards.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::record::record;
use crate::show::from_json;

/// A card, or another way to pay, without its number. It never changes and outlives its store.
#[pyclass(frozen, module = "tillbook")]
pub struct Card {
    pub record: Arc<tillbook::Card>,
}

impl Card {
    pub fn new(record: Arc<tillbook::Card>) -> Card {
        Card { record }
    }
}

record! {
    Card, "Card": card, id card.id;
    /// The provider's identifier.
    id = &card.id;
    /// The id of the customer it is attached to; None inside a token, and for a card that stands alone.
    customer = &card.customer;
    /// Position in the store's order of creation.
    sequence = card.sequence;
    /// When the card was tokenised, in UTC.
    created_at = card.created_at;
    /// Brand.
    brand = card.brand;
    /// The first six digits, with providers that keep them.
    first_digits = &card.first_digits;
    /// The last four digits; empty for a way to pay that has none.
    last_digits = &card.last_digits;
    /// Month of expiry, 1 to 12; 0 where it has none.
    expiration_month = card.expiration_month;
    /// Year of expiry, four digits; 0 where it has none.
    expiration_year = card.expiration_year;
    /// Holder.
    name = &card.name;
    /// Keyed hash of the number, equal for equal numbers; None with providers that keep none.
    fingerprint = &card.fingerprint;
    /// `credit`, `debit`, `prepaid`, or empty when unknown.
    financing = &card.financing;
    /// The issuer's name, or empty when unknown.
    bank = &card.bank;
    /// Whether a security code was given when the card was tokenised.
    security_code_check = card.security_code_check;
    /// Whether the card can be charged.
    chargeable = card.attributes.chargeable();
    /// Billing address, as a new dict of what is known of it.
    address = &card.address;
    {
        /// What only the provider knows, as a new dict; times in it are milliseconds since 1970.
        #[getter]
        fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            from_json(py, &self.record.attributes.to_json())
        }

        /// Every attribute under its name, but for `attributes`.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            self.every_attribute(py)
        }
    }
}
