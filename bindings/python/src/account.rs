//! An account of a store.

use std::collections::HashMap;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use pyo3::{PyClass, PyClassInitializer};
use tillbook::{AccountId, Key, Mode, Provider};

use crate::call::{Asked, request};
use crate::cards::Cards;
use crate::customer::Home;
use crate::customers::Customers;
use crate::groups::Given;
use crate::ledgers::Ledgers;
use crate::response::Response;
use crate::schedules::Schedules;
use crate::shared::{Shared, number_of};
use crate::show::Show as _;
use crate::tax_identifiers::TaxIdentifiers;
use crate::tokens::Tokens;

/// The place of an account: its store and its number there.
#[derive(Clone)]
pub struct Place {
    pub store: Arc<Shared>,
    pub number: usize,
    pub id: AccountId,
}

impl Place {
    /// Works with the account while the interpreter is free.
    pub fn work<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&tillbook::Account) -> tillbook::Result<T> + Send,
    ) -> PyResult<T> {
        self.store.work(py, self.number, work)
    }

    /// The same for what needs neither time nor callbacks.
    pub fn look<T: Send>(
        &self,
        py: Python<'_>,
        look: impl FnOnce(&tillbook::Account) -> tillbook::Result<T> + Send,
    ) -> PyResult<T> {
        self.store.look(py, self.number, look)
    }

    /// What customers that are read here know of where they come from.
    pub fn home(&self, py: Python<'_>) -> PyResult<Py<Home>> {
        Py::new(py, Home { store: Arc::downgrade(&self.store), number: self.number })
    }
}

/// One account of a store: a provider's test or live world, with its customers, cards, tokens and schedules.
///
/// `Store.account` makes it. Any thread may use it at any time.
#[pyclass(frozen, module = "tillbook")]
pub struct Account {
    place: Place,
    customers: PyOnceLock<Py<Customers>>,
    cards: PyOnceLock<Py<Cards>>,
    tokens: PyOnceLock<Py<Tokens>>,
    schedules: PyOnceLock<Py<Schedules>>,
    tax_identifiers: PyOnceLock<Py<TaxIdentifiers>>,
    ledgers: PyOnceLock<Py<Ledgers>>,
}

impl Account {
    pub fn new(store: Arc<Shared>, provider: Provider, mode: Mode) -> Account {
        let id = AccountId { provider, mode };
        Account {
            place: Place { store, number: number_of(id), id },
            customers: PyOnceLock::new(),
            cards: PyOnceLock::new(),
            tokens: PyOnceLock::new(),
            schedules: PyOnceLock::new(),
            tax_identifiers: PyOnceLock::new(),
            ledgers: PyOnceLock::new(),
        }
    }

    /// What was made at the first use: programs write `account.customers.get(id)` in their hot loops.
    fn kept<T: PyClass + Into<PyClassInitializer<T>>>(
        &self,
        py: Python<'_>,
        kept: &PyOnceLock<Py<T>>,
        make: fn(Place) -> T,
    ) -> PyResult<Py<T>> {
        Ok(kept.get_or_try_init(py, || Py::new(py, make(self.place.clone())))?.clone_ref(py))
    }
}

#[pymethods]
impl Account {
    /// The provider.
    #[getter]
    fn provider<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.place.id.provider.show(py)
    }

    /// Test or live.
    #[getter]
    fn mode<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.place.id.mode.show(py)
    }

    /// The time now by the store's clock, never behind the newest time that the store wrote.
    #[getter]
    fn now<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.place.work(py, |account| Ok(account.now()))?.show(py)
    }

    /// The day by the clock itself, in UTC, which tells whether a card has expired.
    #[getter]
    fn today<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.place.work(py, |account| Ok(account.today()))?.show(py)
    }

    /// The account's customers.
    #[getter]
    fn customers(&self, py: Python<'_>) -> PyResult<Py<Customers>> {
        let made = self.customers.get_or_try_init(py, || Py::new(py, Customers::new(py, self.place.clone())?))?;
        Ok(made.clone_ref(py))
    }

    /// The cards of the account's customers.
    #[getter]
    fn cards(&self, py: Python<'_>) -> PyResult<Py<Cards>> {
        self.kept(py, &self.cards, Cards::new)
    }

    /// The account's tokens.
    #[getter]
    fn tokens(&self, py: Python<'_>) -> PyResult<Py<Tokens>> {
        self.kept(py, &self.tokens, Tokens::new)
    }

    /// The account's schedules.
    #[getter]
    fn schedules(&self, py: Python<'_>) -> PyResult<Py<Schedules>> {
        self.kept(py, &self.schedules, Schedules::new)
    }

    /// The account's tax identifiers.
    #[getter]
    fn tax_identifiers(&self, py: Python<'_>) -> PyResult<Py<TaxIdentifiers>> {
        self.kept(py, &self.tax_identifiers, TaxIdentifiers::new)
    }

    /// The balances of the account's customers.
    #[getter]
    fn ledgers(&self, py: Python<'_>) -> PyResult<Py<Ledgers>> {
        self.kept(py, &self.ledgers, Ledgers::new)
    }

    /// Answers a request as the provider's own REST API does, refusals included. Nothing is sent anywhere.
    ///
    /// Keywords become the body, as JSON; with GET and DELETE they become the query. `json` is a body of JSON, `body` one as
    /// it is, whose type stands in `headers`. `key` says which of the account's keys the caller has. Raises only when the
    /// store itself fails.
    #[pyo3(signature = (method, path, *, json = None, body = None, headers = None, key = None, **fields))]
    fn call(
        &self,
        py: Python<'_>,
        method: String,
        path: String,
        json: Option<&Bound<'_, PyAny>>,
        body: Option<&Bound<'_, PyAny>>,
        headers: Option<HashMap<String, String>>,
        key: Option<Given<Key>>,
        fields: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Response> {
        let asked = Asked { method, path, json, body, headers: headers.unwrap_or_default(), key, fields };
        let request = request(py, asked)?;
        self.place.work(py, |account| account.try_call(&request)).map(Response::new)
    }

    /// Which account it is.
    fn __repr__(&self) -> String {
        format!("<tillbook.Account {}>", self.place.id)
    }

    fn __eq__(&self, other: PyRef<'_, Self>) -> bool {
        self.place.id == other.place.id && Arc::ptr_eq(&self.place.store, &other.place.store)
    }

    fn __hash__(&self) -> u64 {
        crate::record::hashed(&self.place.id.to_string())
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(pyo3::exceptions::PyTypeError::new_err(
            "a tillbook.Account cannot be pickled, for its store is open in this process alone; send what was read",
        ))
    }
}
