//! The balances of an account's customers.

use pyo3::prelude::*;
use tillbook::{Ledger, NewLedgerEntry};

use crate::account::Place;
use crate::given::{Id, some_time};
use crate::groups::Given;
use crate::ledger_entry::LedgerEntry;
use crate::page::{Page, page};
use crate::query::{PAGE, Wanted};

/// The balances of an account's customers, with providers that keep them. `Account.ledgers` is it.
///
/// `ledger` is "store_credit" or "member_points". What is added counts until it ends, by the clock; what is taken away comes
/// from what ends first.
#[pyclass(frozen, module = "tillbook")]
pub struct Ledgers {
    place: Place,
}

impl Ledgers {
    pub fn new(place: Place) -> Ledgers {
        Ledgers { place }
    }
}

#[pymethods]
impl Ledgers {
    /// Moves a balance of a customer by `value`, negative to take away; `replaces` makes it the balance instead.
    ///
    /// Raises NotFoundError, DeletedError, UnsupportedError where the provider has no such balance, or InvalidArgumentError
    /// for what its limits forbid. Then nothing has changed.
    #[pyo3(signature = (customer, ledger, value, *, remarks, kind = None, expires_at = None, replaces = false, performer = None, performer_kind = None))]
    fn post(
        &self,
        py: Python<'_>,
        customer: Id,
        ledger: Given<Ledger>,
        value: i64,
        remarks: String,
        kind: Option<String>,
        expires_at: Option<&Bound<'_, PyAny>>,
        replaces: bool,
        performer: Option<String>,
        performer_kind: Option<String>,
    ) -> PyResult<LedgerEntry> {
        let expires_at = some_time(expires_at, "expires_at")?;
        let new = NewLedgerEntry { value, remarks, kind, expires_at, replaces, performer, performer_kind };
        self.place.work(py, |account| account.ledger().post(&customer.0, ledger.0, new)).map(LedgerEntry::new)
    }

    /// Records what has ended of a customer's balance since its last movement. It no longer counts even before.
    fn end_due(&self, py: Python<'_>, customer: Id, ledger: Given<Ledger>) -> PyResult<()> {
        self.place.work(py, |account| account.ledger().end_due(&customer.0, ledger.0))
    }

    /// What a balance of a customer comes to now. Raises NotFoundError or UnsupportedError.
    fn balance(&self, py: Python<'_>, customer: Id, ledger: Given<Ledger>) -> PyResult<i64> {
        self.place.work(py, |account| account.ledger().balance(&customer.0, ledger.0))
    }

    /// A page of the movements of a customer's balance; the keywords are those of `Customers.list`.
    #[pyo3(signature = (customer, ledger, *, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn list(
        &self,
        py: Python<'_>,
        customer: Id,
        ledger: Given<Ledger>,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<Page> {
        let query = Wanted { from: from_, to, after, before, offset, limit, newest_first }.query(py, PAGE)?;
        let found = self.place.look(py, |account| account.ledger().list(&customer.0, ledger.0, &query))?;
        page(py, found, LedgerEntry::new)
    }

    /// Which account's they are.
    fn __repr__(&self) -> String {
        format!("<tillbook.Ledgers of {}>", self.place.id)
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::record::unpicklable("Ledgers"))
    }
}
