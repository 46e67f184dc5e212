//! An open store.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use tillbook::{Error, Mode, Provider};

use crate::account::Account;
use crate::callback::{refuse_inside, take_raised};
use crate::errors::OrRaise as _;
use crate::groups::Given;
use crate::progress::tell;
use crate::reports::{BackupReport, CheckReport, CompactReport};
use crate::shared::{Shared, caught};
use crate::show::Show as _;
use crate::stat::Stat;

/// An open store: the file that holds a shop's customers. `tillbook.open` makes it.
///
/// Any thread may use it at any time. It is a context manager that closes itself; until it is closed, no other program can
/// open the file.
#[pyclass(frozen, weakref, module = "tillbook")]
pub struct Store {
    shared: Arc<Shared>,
}

impl Store {
    pub fn new(shared: Arc<Shared>) -> Store {
        Store { shared }
    }

    pub fn shared(&self) -> &Shared {
        &self.shared
    }
}

#[pymethods]
impl Store {
    /// An account of the store: a provider's test or live world.
    fn account(&self, provider: Given<Provider>, mode: Given<Mode>) -> Account {
        Account::new(self.shared.clone(), provider.0, mode.0)
    }

    /// Closes the store once the calls that are at work are done. Everything after that raises ClosedError, except for
    /// closing it again, which does nothing.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.shared.close(py)
    }

    /// Whether the store was closed, or belongs to the process that this one was forked from.
    #[getter]
    fn closed(&self, py: Python<'_>) -> bool {
        self.shared.is_closed(py)
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, pyo3::types::PyTuple>) -> PyResult<()> {
        // A child of a fork leaves the block too, and has nothing to close.
        if self.shared.is_inherited() { Ok(()) } else { self.shared.close(py) }
    }

    /// Where the store lies, as a pathlib.Path.
    #[getter]
    fn path<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.shared.path().into_pyobject(py)?.into_any())
    }

    /// The store's own identifier: 32 hexadecimal digits, made when the file was.
    #[getter]
    fn id(&self, py: Python<'_>) -> PyResult<String> {
        self.shared.with_store(py, |store| Ok(store.id()))
    }

    /// The version of the file's layout.
    #[getter]
    fn format(&self, py: Python<'_>) -> PyResult<u32> {
        self.shared.with_store(py, |store| Ok(store.format()))
    }

    /// The time now by the store's clock, never behind the newest time that the store wrote.
    #[getter]
    fn now<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.shared.with_store(py, |store| Ok(store.now()))?.show(py)
    }

    /// Raises PoisonedError when an earlier failure left the store unusable until it is opened again.
    fn health(&self, py: Python<'_>) -> PyResult<()> {
        self.shared.with_store(py, |store| store.health())
    }

    /// Brings every acknowledged write to the disk. With durability "each_write" it is there already.
    fn sync(&self, py: Python<'_>) -> PyResult<()> {
        self.shared.with_store(py, |store| store.sync())
    }

    /// Says how much is in the store. It counts the indexes entry by entry: about a second for a million customers.
    fn stat(&self, py: Python<'_>) -> PyResult<Stat> {
        self.shared.with_store(py, |store| store.stat()).map(Stat::new)
    }

    /// Checks the whole store as it is now, and says what is wrong. It changes nothing, and writes go on meanwhile.
    ///
    /// `progress` is told how far it is; when it returns False the check ends with CancelledError, when it raises with
    /// what it raised.
    #[pyo3(signature = (*, progress = None))]
    fn check(&self, py: Python<'_>, progress: Option<Py<PyAny>>) -> PyResult<CheckReport> {
        self.shared
            .with_store(py, |store| store.check(|reached| tell(progress.as_ref(), reached)))
            .map(CheckReport::new)
    }

    /// Copies the store, as it is at this moment, into a new file. Writes go on meanwhile and are not in the copy.
    ///
    /// `progress` is as with `check`; when the backup does not come to its end nothing is left of it.
    #[pyo3(signature = (path, *, progress = None))]
    fn backup(&self, py: Python<'_>, path: PathBuf, progress: Option<Py<PyAny>>) -> PyResult<BackupReport> {
        self.shared
            .with_store(py, |store| store.backup(path, |reached| tell(progress.as_ref(), reached)))
            .map(BackupReport::new)
    }

    /// Where the store lies, and whether it is closed.
    fn __repr__(&self, py: Python<'_>) -> String {
        let closed = if self.closed(py) { ", closed" } else { "" };
        format!("<tillbook.Store {}{closed}>", self.shared.path().display())
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(pyo3::exceptions::PyTypeError::new_err(
            "a tillbook.Store cannot be pickled; send its path and open it there once it is closed here",
        ))
    }
}

/// Checks a store that is not open: first that the file's pages are as they were written, then all that Store.check does.
/// Pages that can be repaired are.
///
/// `progress` is as with `Store.check`. Raises StoreMissingError, NotAStoreError, NewerFormatError, AlreadyOpenError,
/// CancelledError or IoError.
#[pyfunction]
#[pyo3(signature = (path, *, progress = None))]
pub fn check_file(py: Python<'_>, path: PathBuf, progress: Option<Py<PyAny>>) -> PyResult<CheckReport> {
    let check = || tillbook::Store::check_file(path, |reached| tell(progress.as_ref(), reached));
    alone(py, check).map(CheckReport::new)
}

/// Rewrites a store that is not open so that its file takes no more of the disk than its records need.
///
/// Raises AlreadyOpenError, StoreMissingError, NotAStoreError, NewerFormatError, DamagedError or IoError.
#[pyfunction]
pub fn compact(py: Python<'_>, path: PathBuf) -> PyResult<CompactReport> {
    alone(py, || tillbook::Store::compact(path)).map(CompactReport::new)
}

/// The version of Tillbook.
#[pyfunction]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Works with a file that no store has open.
fn alone<T: Send>(py: Python<'_>, work: impl FnOnce() -> tillbook::Result<T> + Send) -> PyResult<T> {
    refuse_inside(py)?;
    let done = py.detach(|| caught(work)).unwrap_or(Err(Error::Panicked));
    take_raised().map_or_else(|| done.or_raise(py), Err)
}
