//! An open store, as all objects of it share it, and the one way to work with it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};

use pyo3::prelude::*;
use tillbook::{Account, AccountId, Error, Result, Timestamp};

use crate::callback::{at, call_back, refuse_inside, take_raised};
use crate::errors::{OrRaise as _, raised};
use crate::fork;
use crate::given::time_of;

/// Every store that is open, to be closed when the interpreter ends.
static ALL: Mutex<Vec<Weak<Shared>>> = Mutex::new(Vec::new());

/// A store that may be closed at any time.
pub struct Shared {
    open: RwLock<Option<Open>>,
    path: PathBuf,
    clock: Option<Py<PyAny>>,
    process: u32,
}

/// What is there until the store is closed.
struct Open {
    store: Option<tillbook::Store>,
    accounts: Vec<Account>,
    process: u32,
}

impl Open {
    fn new(store: tillbook::Store) -> Open {
        let accounts = AccountId::all().map(|id| store.account(id.provider, id.mode)).collect();
        Open { store: Some(store), accounts, process: fork::process() }
    }

    fn store(&self) -> Result<&tillbook::Store> {
        self.store.as_ref().ok_or(CLOSED)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if self.process != fork::process() {
            // Closing the file here would write into what the parent has open.
            std::mem::forget(self.store.take());
            std::mem::forget(std::mem::take(&mut self.accounts));
        }
    }
}

const CLOSED: Error = Error::Closed { what: "the store" };

/// The place of an account among those that a store can hold.
pub fn number_of(id: AccountId) -> usize {
    AccountId::all().position(|known| known == id).unwrap_or_default()
}

impl Shared {
    pub fn new(store: tillbook::Store, clock: Option<Py<PyAny>>) -> Arc<Shared> {
        let path = store.path().to_owned();
        let open = RwLock::new(Some(Open::new(store)));
        let shared = Arc::new(Shared { open, path, clock, process: fork::process() });
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|store| store.strong_count() > 0);
        all.push(Arc::downgrade(&shared));
        shared
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Works with an account. The interpreter is free for others meanwhile; what a callback raised is raised in the end.
    pub fn work<T: Send>(
        &self,
        py: Python<'_>,
        number: usize,
        work: impl FnOnce(&Account) -> Result<T> + Send,
    ) -> PyResult<T> {
        self.enter(py)?;
        let time = self.time(py)?;
        self.run(py, time, |open| work(&open.accounts[number]))
    }

    /// Works with an account in a way that needs neither time nor callbacks.
    pub fn look<T: Send>(
        &self,
        py: Python<'_>,
        number: usize,
        look: impl FnOnce(&Account) -> Result<T> + Send,
    ) -> PyResult<T> {
        self.enter(py)?;
        py.detach(|| self.guarded(|open| look(&open.accounts[number]))).or_raise(py)
    }

    /// Works with the store as a whole.
    pub fn with_store<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&tillbook::Store) -> Result<T> + Send,
    ) -> PyResult<T> {
        self.enter(py)?;
        let time = self.time(py)?;
        self.run(py, time, |open| work(open.store()?))
    }

    fn enter(&self, py: Python<'_>) -> PyResult<()> {
        refuse_inside(py)?;
        if self.is_inherited() { Err(raised(py, &Error::Forked)) } else { Ok(()) }
    }

    pub fn is_inherited(&self) -> bool {
        self.process != fork::process()
    }

    fn time(&self, py: Python<'_>) -> PyResult<Option<Timestamp>> {
        ask(py, self.clock.as_ref())
    }

    fn run<T: Send>(
        &self,
        py: Python<'_>,
        time: Option<Timestamp>,
        work: impl FnOnce(&Open) -> Result<T> + Send,
    ) -> PyResult<T> {
        let done = py.detach(|| at(time, || self.guarded(work)));
        take_raised().map_or_else(|| done.or_raise(py), Err)
    }

    /// Works unless the store is closed, which waits until this is done. A panic stops the store.
    fn guarded<T>(&self, work: impl FnOnce(&Open) -> Result<T>) -> Result<T> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let open = open.as_ref().ok_or(CLOSED)?;
        caught(|| work(open)).unwrap_or_else(|| {
            open.store()?.poison();
            Err(Error::Panicked)
        })
    }

    /// Closes the store when all calls that are at work are done. Closing it again does nothing.
    pub fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.enter(py)?;
        py.detach(|| self.close_detached()).or_raise(py)
    }

    fn close_detached(&self) -> Result<()> {
        let Some(open) = self.open.write().unwrap_or_else(PoisonError::into_inner).take() else { return Ok(()) };
        let synced = caught(|| open.store()?.sync_at_last()).unwrap_or(Err(Error::Panicked));
        drop(open);
        synced
    }

    pub fn is_closed(&self, py: Python<'_>) -> bool {
        self.is_inherited() || py.detach(|| self.open.read().unwrap_or_else(PoisonError::into_inner).is_none())
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let Ok(open) = self.open.get_mut() else { return };
        if let Some(open) = open.take() {
            // The store's own thread may be telling the program's log something, and is waited for.
            let mut open = Some(open);
            Python::try_attach(|py| py.detach(|| drop(open.take())));
        }
    }
}

/// What a program's clock says; none where it has none.
pub fn ask(py: Python<'_>, clock: Option<&Py<PyAny>>) -> PyResult<Option<Timestamp>> {
    let Some(clock) = clock else { return Ok(None) };
    time_of(call_back(|| clock.bind(py).call0())?.as_any(), "clock").map(Some)
}

/// What came of work; none when it panicked. What the panic carried is dropped, which could panic as well; what that one
/// carries is forgotten.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    let carried = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => return Some(done),
        Err(carried) => carried,
    };
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(carried))) {
        std::mem::forget(another);
    }
    None
}

/// Closes every store that is still open, when the interpreter ends.
#[pyfunction]
pub fn _close_all(py: Python<'_>) {
    let all = std::mem::take(&mut *ALL.lock().unwrap_or_else(PoisonError::into_inner));
    for store in all.iter().filter_map(Weak::upgrade).filter(|store| !store.is_inherited()) {
        // Nobody is left who could be told.
        let _ = py.detach(|| store.close_detached());
    }
}

/// Makes a fault inside a call, for tests.
#[pyfunction]
pub fn _panic(py: Python<'_>, store: &crate::store::Store) -> PyResult<()> {
    #[expect(clippy::panic, reason = "that is what it is for")]
    store.shared().with_store(py, |_| panic!("a fault that was made on purpose"))
}
