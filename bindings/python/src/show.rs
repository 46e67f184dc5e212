//! What records hold, as objects of Python.

use pyo3::IntoPyObject;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyDateTime, PyDict, PyString, PyTuple, PyTzInfo};
use tillbook::{CardAddress, Date, Metadata, PostalAddress, Timestamp};

/// What can be shown.
pub trait Show {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>>;
}

macro_rules! as_it_is {
    ($($type:ty),*) => {$(
        impl Show for $type {
            fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                Ok(self.into_pyobject(py)?.to_owned().into_any())
            }
        }
    )*};
}

as_it_is!(bool, u8, u16, u32, u64, usize, i64);

impl Show for &str {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyString::new(py, self).into_any())
    }
}

impl Show for &String {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        self.as_str().show(py)
    }
}

impl<T: Show> Show for Option<T> {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        self.map_or_else(|| Ok(py.None().into_bound(py)), |value| value.show(py))
    }
}

impl<T> Show for &Option<T>
where
    for<'a> &'a T: Show,
{
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        self.as_ref().show(py)
    }
}

impl Show for &[String] {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(PyTuple::new(py, self)?.into_any())
    }
}

impl Show for Timestamp {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        // To the microsecond this is exact, as long as there are such dates in Python.
        let seconds = self.as_millis() as f64 / 1000.0;
        Ok(PyDateTime::from_timestamp(py, seconds, Some(&*PyTzInfo::utc(py)?))?.into_any())
    }
}

impl Show for Date {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let [month, day] = [self.month(), self.day()].map(|part| part.unsigned_abs());
        Ok(PyDate::new(py, self.year().into(), month, day)?.into_any())
    }
}

impl Show for &Metadata {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        if self.is_empty() { Ok(PyDict::new(py).into_any()) } else { from_json(py, self.as_json()) }
    }
}

impl Show for &PostalAddress {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        parts(
            py,
            &[
                ("line1", &self.line1),
                ("line2", &self.line2),
                ("city", &self.city),
                ("state", &self.state),
                ("postal_code", &self.postal_code),
                ("country", &self.country),
            ],
        )
    }
}

impl Show for &CardAddress {
    fn show(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        parts(
            py,
            &[
                ("street1", &self.street1),
                ("street2", &self.street2),
                ("city", &self.city),
                ("state", &self.state),
                ("postal_code", &self.postal_code),
                ("country", &self.country),
                ("phone_number", &self.phone_number),
            ],
        )
    }
}

/// The parts of an address that are there.
fn parts<'py>(py: Python<'py>, all: &[(&str, &Option<String>)]) -> PyResult<Bound<'py, PyAny>> {
    let address = PyDict::new(py);
    for (name, part) in all {
        if let Some(part) = part {
            address.set_item(name, part)?;
        }
    }
    Ok(address.into_any())
}

/// A JSON text as `json.loads` reads it.
pub fn from_json<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let loads: &Bound<'py, PyAny> = LOADS.import(py, "json", "loads")?;
    loads.call1((text,))
}
