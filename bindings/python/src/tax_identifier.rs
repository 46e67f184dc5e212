//! Tax identifiers.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::record::record;

/// A business's number at a tax authority. It never changes and outlives its store.
#[pyclass(frozen, module = "tillbook")]
pub struct TaxIdentifier {
    pub record: Arc<tillbook::TaxIdentifier>,
}

impl TaxIdentifier {
    pub fn new(record: Arc<tillbook::TaxIdentifier>) -> TaxIdentifier {
        TaxIdentifier { record }
    }
}

record! {
    TaxIdentifier, "TaxIdentifier": identifier, id identifier.id;
    /// The provider's identifier.
    id = &identifier.id;
    /// Position in the store's order of creation.
    sequence = identifier.sequence;
    /// When it was made, in UTC.
    created_at = identifier.created_at;
    /// When it was last changed.
    updated_at = identifier.updated_at;
    /// The id of the customer it is attached to.
    customer = &identifier.customer;
    /// Country code in lower case, sometimes with a suffix.
    kind = &identifier.kind;
    /// The identifier itself.
    value = &identifier.value;
    /// Where its verification stands.
    state = identifier.state;
    /// When it began to wait for verification.
    pending_at = identifier.pending_at;
    /// When it was verified.
    verified_at = identifier.verified_at;
    /// When it was found not to be valid.
    not_valid_at = identifier.not_valid_at;
    /// The name that the authority has.
    verified_name = &identifier.verified_name;
    /// The address that the authority has.
    verified_address = &identifier.verified_address;
    {
        /// Every attribute under its name.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            self.every_attribute(py)
        }
    }
}
