//! Keywords of an update: absent, None, or a value.

use pyo3::prelude::*;
use pyo3::types::PyEllipsis;

/// What is to become of a field.
pub enum Change<T> {
    /// It stays as it is.
    Keep,
    /// It is removed.
    Remove,
    /// It becomes this.
    Set(T),
}

impl<'a, 'py, T: FromPyObject<'a, 'py>> FromPyObject<'a, 'py> for Change<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Change<T>> {
        if object.is_none() {
            Ok(Change::Remove)
        } else if object.is_instance_of::<PyEllipsis>() {
            Ok(Change::Keep)
        } else {
            object.extract().map(Change::Set).map_err(Into::into)
        }
    }
}

impl<T> Change<T> {
    /// As the library has it: none where the field stays.
    pub fn into_update(self) -> Option<Option<T>> {
        match self {
            Change::Keep => None,
            Change::Remove => Some(None),
            Change::Set(value) => Some(Some(value)),
        }
    }

    /// Lays it over a field, and says whether that changed.
    pub fn lay(self, field: &mut Option<T>) -> bool {
        match self.into_update() {
            Some(value) => {
                *field = value;
                true
            }
            None => false,
        }
    }
}
