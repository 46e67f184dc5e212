//! What every record has in Python: attributes that are read when they are asked for, and the ways of a value.

/// Gives a class over an `Arc` of a record its attributes. The block at the end holds further methods.
macro_rules! record {
    (
        $class:ident, $name:literal: $record:ident, id $id:expr;
        $($(#[doc = $doc:literal])* $field:ident = $value:expr;)*
        $({ $($more:tt)* })?
    ) => {
        impl $class {
            /// Every attribute under its name.
            #[allow(dead_code, reason = "not every class shows all its attributes at once")]
            fn every_attribute<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyDict>> {
                use pyo3::types::PyDictMethods as _;
                let $record = &*self.record;
                let attributes = pyo3::types::PyDict::new(py);
                $(attributes.set_item(stringify!($field), crate::show::Show::show($value, py)?)?;)*
                Ok(attributes)
            }
        }

        #[pyo3::pymethods]
        impl $class {
            $(
                $(#[doc = $doc])*
                #[getter]
                fn $field<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    let $record = &*self.record;
                    crate::show::Show::show($value, py)
                }
            )*

            /// The class and the id; never what the record holds.
            fn __repr__(&self) -> String {
                let $record = &*self.record;
                crate::record::shown($name, &$id)
            }

            fn __eq__(&self, other: pyo3::PyRef<'_, Self>) -> bool {
                self.record == other.record
            }

            fn __hash__(&self) -> u64 {
                let $record = &*self.record;
                crate::record::hashed(&$id)
            }

            /// Records never change, so that one is its own copy.
            fn __copy__(slf: pyo3::PyRef<'_, Self>) -> pyo3::PyRef<'_, Self> {
                slf
            }

            /// Records never change, so that one is its own copy.
            fn __deepcopy__<'py>(
                slf: pyo3::PyRef<'py, Self>,
                _memo: &pyo3::Bound<'py, pyo3::PyAny>,
            ) -> pyo3::PyRef<'py, Self> {
                slf
            }

            /// Refuses pickling.
            fn __reduce__(&self) -> pyo3::PyResult<()> {
                Err(crate::record::unpicklable($name))
            }

            $($($more)*)?
        }
    };
}

pub(crate) use record;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use pyo3::PyErr;
use pyo3::exceptions::PyTypeError;

/// A record as it may be shown anywhere.
pub fn shown(name: &str, id: &str) -> String {
    if id.is_empty() { format!("<tillbook.{name}>") } else { format!("<tillbook.{name} {id}>") }
}

pub fn hashed(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Why an object is not pickled.
pub fn unpicklable(name: &str) -> PyErr {
    PyTypeError::new_err(format!(
        "a tillbook.{name} cannot be pickled, for it would carry a customer's data past the store; send the id and look it up"
    ))
}
