//! Parts of lists.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyTuple};

macro_rules! sequence {
    ($class:ident, $name:literal) => {
        #[pymethods]
        impl $class {
            /// The records.
            #[getter]
            fn items(&self, py: Python<'_>) -> Py<PyTuple> {
                self.items.clone_ref(py)
            }

            /// Whether records lie beyond these: after them, or with `before` before them.
            #[getter]
            fn more(&self) -> bool {
                self.more
            }

            fn __len__(&self, py: Python<'_>) -> usize {
                self.items.bind(py).len()
            }

            fn __getitem__<'py>(&self, py: Python<'py>, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
                self.items.bind(py).as_any().get_item(index)
            }

            fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
                self.items.bind(py).try_iter()
            }

            fn __reversed__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
                let reversed: Vec<_> = self.items.bind(py).iter().rev().collect();
                PyTuple::new(py, reversed)?.try_iter()
            }

            fn __contains__(&self, py: Python<'_>, record: &Bound<'_, PyAny>) -> PyResult<bool> {
                self.items.bind(py).contains(record)
            }

            /// The place of a record. Raises ValueError when it is not among them.
            #[pyo3(signature = (value, start = 0, stop = None))]
            fn index(
                &self,
                py: Python<'_>,
                value: &Bound<'_, PyAny>,
                start: isize,
                stop: Option<isize>,
            ) -> PyResult<usize> {
                let stop = stop.unwrap_or(isize::MAX);
                self.items.bind(py).call_method1("index", (value, start, stop))?.extract()
            }

            /// How many times a record is among them.
            fn count(&self, py: Python<'_>, value: &Bound<'_, PyAny>) -> PyResult<usize> {
                self.items.bind(py).call_method1("count", (value,))?.extract()
            }

            /// How many there are; never what they hold.
            fn __repr__(&self, py: Python<'_>) -> String {
                format!("<tillbook.{} of {}>", $name, self.items.bind(py).len())
            }

            /// Refuses pickling.
            fn __reduce__(&self) -> PyResult<()> {
                Err(PyTypeError::new_err(concat!("a tillbook.", $name, " cannot be pickled; send the ids")))
            }
        }
    };
}

/// A part of a list: a sequence of its records.
#[pyclass(frozen, sequence, generic, module = "tillbook")]
pub struct Page {
    items: Py<PyTuple>,
    /// How many records the list has between `from_` and `to`, whatever the page.
    #[pyo3(get)]
    total: u64,
    more: bool,
}

sequence!(Page, "Page");

/// Records that were chosen one by one: a sequence of them. How many there are in all is not counted.
#[pyclass(frozen, sequence, generic, module = "tillbook")]
pub struct Selection {
    items: Py<PyTuple>,
    more: bool,
}

sequence!(Selection, "Selection");

/// Lets Python see that these are sequences.
pub fn register(py: Python<'_>) -> PyResult<()> {
    let sequence = py.import("collections.abc")?.getattr("Sequence")?;
    sequence.call_method1("register", (py.get_type::<Page>(),))?;
    sequence.call_method1("register", (py.get_type::<Selection>(),)).map(drop)
}

/// A page whose records are shown as a class of Python.
pub fn page<'py, R, C>(
    py: Python<'py>,
    page: tillbook::Page<R>,
    show: impl Fn(std::sync::Arc<R>) -> C,
) -> PyResult<Page>
where
    C: IntoPyObject<'py>,
{
    let (items, total, more) = (tuple(py, page.items, show)?, page.total, page.more);
    Ok(Page { items, total, more })
}

/// The same for what was chosen.
pub fn selection<'py, R, C>(
    py: Python<'py>,
    selection: tillbook::Selection<R>,
    show: impl Fn(std::sync::Arc<R>) -> C,
) -> PyResult<Selection>
where
    C: IntoPyObject<'py>,
{
    Ok(Selection { items: tuple(py, selection.items, show)?, more: selection.more })
}

fn tuple<'py, R, C>(
    py: Python<'py>,
    records: Vec<std::sync::Arc<R>>,
    show: impl Fn(std::sync::Arc<R>) -> C,
) -> PyResult<Py<PyTuple>>
where
    C: IntoPyObject<'py>,
{
    let records: Vec<C> = records.into_iter().map(show).collect();
    Ok(PyTuple::new(py, records)?.unbind())
}
