//! Going through customers.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use tillbook::{ListQuery, Walk};

use crate::account::Place;
use crate::customer::{Customer, Home};

/// Goes through customers, a few of them in memory at a time, while others write.
#[pyclass(frozen, module = "tillbook")]
pub struct CustomerIterator {
    place: Place,
    home: Py<Home>,
    walk: Mutex<Walk>,
}

impl CustomerIterator {
    pub fn new(py: Python<'_>, place: Place, query: &ListQuery) -> PyResult<CustomerIterator> {
        let walk = place.look(py, |account| account.customers().walk(query))?;
        let home = place.home(py)?;
        Ok(CustomerIterator { place, home, walk: Mutex::new(walk) })
    }
}

#[pymethods]
impl CustomerIterator {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Customer>> {
        let next = self.place.look(py, |account| {
            // Two threads may share an iterator: each customer goes to one of them.
            self.walk.lock().unwrap_or_else(PoisonError::into_inner).next(account)
        })?;
        Ok(next.map(|customer| Customer::new(customer, self.home.clone_ref(py))))
    }

    /// The class.
    fn __repr__(&self) -> &'static str {
        "<tillbook.CustomerIterator>"
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::record::unpicklable("CustomerIterator"))
    }
}
