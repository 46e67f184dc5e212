//! How much is in a store.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use tillbook::AccountId;

use crate::reports::shown_as_json;
use crate::show::Show as _;

/// How much is in a store.
#[pyclass(frozen, module = "tillbook")]
pub struct Stat {
    stat: tillbook::Stat,
}

impl Stat {
    pub fn new(stat: tillbook::Stat) -> Stat {
        Stat { stat }
    }
}

#[pymethods]
impl Stat {
    /// The store's own identifier: 32 hexadecimal digits.
    #[getter]
    fn store_id(&self) -> &str {
        &self.stat.store_id
    }

    /// The version of the file's layout.
    #[getter]
    fn format(&self) -> u32 {
        self.stat.format
    }

    /// The newest time that the store itself wrote; 1970 when it never wrote.
    #[getter]
    fn newest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.stat.newest.show(py)
    }

    /// The last number given out in the order of creation.
    #[getter]
    fn sequence(&self) -> u64 {
        self.stat.sequence
    }

    /// Bytes that the file takes on the disk.
    #[getter]
    fn allocated_bytes(&self) -> u64 {
        self.stat.allocated_bytes
    }

    /// Bytes that the file seems to have; more than it takes, for it has holes.
    #[getter]
    fn apparent_bytes(&self) -> u64 {
        self.stat.apparent_bytes
    }

    /// Whether the store has the indexes that searches by parts of names, numbers and addresses go by.
    #[getter]
    fn search_indexes(&self) -> bool {
        self.stat.search_indexes
    }

    /// The accounts that hold anything.
    #[getter]
    fn accounts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.stat.accounts.iter().map(AccountStat::of).collect::<Vec<_>>())
    }

    /// The secondary indexes, all accounts together.
    #[getter]
    fn indexes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let show = |index: &tillbook::IndexStat| IndexStat { index: index.index, entries: index.entries };
        PyTuple::new(py, self.stat.indexes.iter().map(show).collect::<Vec<_>>())
    }

    /// Customers of all accounts, without those marked as deleted.
    #[getter]
    fn customers(&self) -> u64 {
        self.stat.of_all(|account| account.customers)
    }

    /// Customers of all accounts that are marked as deleted.
    #[getter]
    fn deleted_customers(&self) -> u64 {
        self.stat.of_all(|account| account.deleted_customers)
    }

    /// Cards of all accounts.
    #[getter]
    fn cards(&self) -> u64 {
        self.stat.of_all(|account| account.cards)
    }

    /// Tokens of all accounts, used ones included.
    #[getter]
    fn tokens(&self) -> u64 {
        self.stat.of_all(|account| account.tokens)
    }

    /// Schedules of all accounts, destroyed ones included.
    #[getter]
    fn schedules(&self) -> u64 {
        self.stat.of_all(|account| account.schedules)
    }

    /// Occurrences of all accounts.
    #[getter]
    fn occurrences(&self) -> u64 {
        self.stat.of_all(|account| account.occurrences)
    }

    /// Tax identifiers of all accounts, those of nobody included.
    #[getter]
    fn tax_identifiers(&self) -> u64 {
        self.stat.of_all(|account| account.tax_identifiers)
    }

    /// The counts as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        shown_as_json(py, &self.stat)
    }

    /// How many customers there are.
    fn __repr__(&self) -> String {
        format!("<tillbook.Stat {} customers>", self.customers())
    }
}

/// How many records an account has.
#[pyclass(frozen, module = "tillbook")]
pub struct AccountStat {
    account: AccountId,
    /// Customers, without those marked as deleted.
    #[pyo3(get)]
    customers: u64,
    /// Customers that are marked as deleted.
    #[pyo3(get)]
    deleted_customers: u64,
    /// Cards, those that stand alone included.
    #[pyo3(get)]
    cards: u64,
    /// Tokens, used ones included.
    #[pyo3(get)]
    tokens: u64,
    /// Schedules, destroyed ones included.
    #[pyo3(get)]
    schedules: u64,
    /// Occurrences of schedules.
    #[pyo3(get)]
    occurrences: u64,
    /// Tax identifiers, those of nobody included.
    #[pyo3(get)]
    tax_identifiers: u64,
}

impl AccountStat {
    fn of(stat: &tillbook::AccountStat) -> AccountStat {
        AccountStat {
            account: stat.account,
            customers: stat.customers,
            deleted_customers: stat.deleted_customers,
            cards: stat.cards,
            tokens: stat.tokens,
            schedules: stat.schedules,
            occurrences: stat.occurrences,
            tax_identifiers: stat.tax_identifiers,
        }
    }
}

#[pymethods]
impl AccountStat {
    /// The provider of the account.
    #[getter]
    fn provider<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.account.provider.show(py)
    }

    /// The mode of the account.
    #[getter]
    fn mode<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.account.mode.show(py)
    }

    /// The account and its customers.
    fn __repr__(&self) -> String {
        format!("<tillbook.AccountStat {}, {} customers>", self.account, self.customers)
    }
}

/// How many entries a secondary index has.
#[pyclass(frozen, get_all, module = "tillbook")]
pub struct IndexStat {
    /// What is looked up in it, for example `email`.
    index: &'static str,
    /// Its entries.
    entries: u64,
}

#[pymethods]
impl IndexStat {
    /// The index and its entries.
    fn __repr__(&self) -> String {
        format!("<tillbook.IndexStat {}: {}>", self.index, self.entries)
    }
}
