//! Movements of balances.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::record::record;

/// One movement of a customer's balance. It never changes and outlives its store.
#[pyclass(frozen, module = "tillbook")]
pub struct LedgerEntry {
    record: Arc<tillbook::LedgerEntry>,
}

impl LedgerEntry {
    pub fn new(record: Arc<tillbook::LedgerEntry>) -> LedgerEntry {
        LedgerEntry { record }
    }
}

record! {
    LedgerEntry, "LedgerEntry": entry, id entry.id;
    /// The identifier.
    id = &entry.id;
    /// Position in the store's order of creation.
    sequence = entry.sequence;
    /// When it was made, in UTC.
    created_at = entry.created_at;
    /// The id of the customer whose balance it is.
    customer = &entry.customer;
    /// Which balance.
    ledger = entry.ledger;
    /// What was added; negative when it was taken away.
    value = entry.value;
    /// Whether it took the place of everything before.
    replaces = entry.replaces;
    /// The balance just after.
    balance = entry.balance;
    /// Why, in the shop's words.
    remarks = &entry.remarks;
    /// The sort of movement in the provider's word, for example `manual_credit`.
    kind = &entry.kind;
    /// When what was added ends.
    expires_at = entry.expires_at;
    /// Who made it, in the provider's identifier.
    performer = &entry.performer;
    /// What sort of person that is, in the provider's word.
    performer_kind = &entry.performer_kind;
    {
        /// Every attribute under its name.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            self.every_attribute(py)
        }
    }
}
