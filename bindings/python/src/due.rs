//! Charges that are due.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::record::record;

/// A charge that the program is to make. It never changes and outlives its store.
#[pyclass(frozen, module = "tillbook")]
pub struct Due {
    record: Arc<tillbook::Due>,
}

impl Due {
    pub fn new(record: tillbook::Due) -> Due {
        Due { record: Arc::new(record) }
    }
}

record! {
    Due, "Due": due, id format!("{} {}", due.schedule, due.scheduled_on);
    /// The id of the schedule.
    schedule = &due.schedule;
    /// The date of the schedule that is due.
    scheduled_on = due.scheduled_on;
    /// 1 for the first try, 2 and 3 for the retries after failures.
    attempt = due.attempt;
    /// The id of the customer to charge.
    customer = &due.customer;
    /// The id of the card to charge: the named one, or the customer's default card now.
    card = &due.card;
    /// Amount in the currency's smallest unit.
    amount = due.amount;
    /// ISO 4217 code, upper case.
    currency = &due.currency;
    {
        /// Every attribute under its name.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
            self.every_attribute(py)
        }
    }
}
