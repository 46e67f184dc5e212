//! The library's errors as the exceptions of `tillbook`.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use tillbook::{Error, Result};

/// The exception for an error: its class is looked up under the number of the status.
pub fn raised(py: Python<'_>, error: &Error) -> PyErr {
    instance(py, error).unwrap_or_else(|trouble| trouble)
}

fn instance(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    static CLASSES: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let classes: &Bound<'_, PyDict> = CLASSES.import(py, "tillbook._generated", "ERRORS")?;
    let class = classes.as_any().get_item(error.status() as i32)?;
    Ok(PyErr::from_value(class.call1((error.to_string(), error.field(), error.os_error()))?))
}

/// What came of a call of the library.
pub trait OrRaise<T> {
    /// The same, with an error as the exception that is raised for it.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for Result<T> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| raised(py, &error))
    }
}

/// The exception for a parameter that cannot be used.
pub fn invalid(py: Python<'_>, field: &'static str, reason: impl Into<String>) -> PyErr {
    raised(py, &Error::InvalidArgument { field, reason: reason.into() })
}
