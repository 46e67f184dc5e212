//! The tax identifiers of an account.

use pyo3::prelude::*;
use tillbook::AmongTaxIdentifiers;

use crate::account::Place;
use crate::callback::asked;
use crate::errors::invalid;
use crate::given::Id;
use crate::page::{Page, Selection, page, selection};
use crate::query::{PAGE, Wanted};
use crate::tax_identifier::TaxIdentifier;

/// The tax identifiers of an account. `Account.tax_identifiers` is it.
#[pyclass(frozen, module = "tillbook")]
pub struct TaxIdentifiers {
    place: Place,
}

impl TaxIdentifiers {
    pub fn new(place: Place) -> TaxIdentifiers {
        TaxIdentifiers { place }
    }
}

#[pymethods]
impl TaxIdentifiers {
    /// Makes a tax identifier of a type and a value. It belongs to nobody until it is attached. Raises UnsupportedError with
    /// providers that keep none, InvalidArgumentError for a type that does not exist or a value that cannot be one.
    fn create(&self, py: Python<'_>, kind: String, value: String) -> PyResult<TaxIdentifier> {
        self.place.work(py, |account| account.tax_identifiers().create(&kind, &value)).map(TaxIdentifier::new)
    }

    /// The tax identifier with an id; None when there is none.
    fn get(&self, py: Python<'_>, tax_identifier: Id) -> PyResult<Option<TaxIdentifier>> {
        let found = self.place.look(py, |account| account.tax_identifiers().get(&tax_identifier.0))?;
        Ok(found.map(TaxIdentifier::new))
    }

    /// The tax identifiers of a customer, oldest first; none when there is no such customer.
    fn of(&self, py: Python<'_>, customer: Id) -> PyResult<Vec<TaxIdentifier>> {
        let found = self.place.look(py, |account| account.tax_identifiers().of(&customer.0))?;
        Ok(found.into_iter().map(TaxIdentifier::new).collect())
    }

    /// A page of the account's tax identifiers; the keywords are those of `Customers.list`.
    #[pyo3(signature = (*, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn list(
        &self,
        py: Python<'_>,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<Page> {
        let query = Wanted { from: from_, to, after, before, offset, limit, newest_first }.query(py, PAGE)?;
        page(py, self.place.look(py, |account| account.tax_identifiers().list(&query))?, TaxIdentifier::new)
    }

    /// The tax identifiers that a function chooses, one by one, from the cursor on; other keywords are those of
    /// `Customers.list`.
    ///
    /// `keep` is given a tax identifier and says whether it is one of them; without it all are. `ids` or `customer` narrow
    /// where they are looked for.
    #[pyo3(signature = (keep = None, *, ids = None, customer = None, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn select(
        &self,
        py: Python<'_>,
        keep: Option<Py<PyAny>>,
        ids: Option<Vec<Id>>,
        customer: Option<Id>,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<Selection> {
        let query = Wanted { from: from_, to, after, before, offset, limit, newest_first }.query(py, PAGE)?;
        let ids: Option<Vec<String>> = ids.map(|ids| ids.into_iter().map(|id| id.0).collect());
        let among = match (&ids, &customer) {
            (Some(_), Some(_)) => return Err(invalid(py, "customer", "is given beside ids; pass one of them")),
            (Some(ids), None) => AmongTaxIdentifiers::Ids(ids),
            (None, Some(customer)) => AmongTaxIdentifiers::Of(&customer.0),
            (None, None) => AmongTaxIdentifiers::All,
        };
        let keeps = |identifier: &tillbook::TaxIdentifier| {
            let Some(keep) = &keep else { return true };
            let shown = TaxIdentifier::new(std::sync::Arc::new(identifier.clone()));
            asked(|py| keep.bind(py).call1((shown,))?.is_truthy()).unwrap_or(false)
        };
        let found = self.place.work(py, |account| account.tax_identifiers().select(&query, among, keeps))?;
        selection(py, found, TaxIdentifier::new)
    }

    /// Attaches a tax identifier to a customer. Attaching it again changes nothing. Raises NotFoundError, DeletedError, or
    /// ConflictError when it is another customer's, or the customer has one of its type.
    fn attach(&self, py: Python<'_>, customer: Id, tax_identifier: Id) -> PyResult<TaxIdentifier> {
        let attach = |account: &tillbook::Account| account.tax_identifiers().attach(&customer.0, &tax_identifier.0);
        self.place.work(py, attach).map(TaxIdentifier::new)
    }

    /// Deletes a tax identifier, and answers with it as it was. Raises NotFoundError.
    fn delete(&self, py: Python<'_>, tax_identifier: Id) -> PyResult<TaxIdentifier> {
        self.place.work(py, |account| account.tax_identifiers().delete(&tax_identifier.0)).map(TaxIdentifier::new)
    }

    /// Which account's they are.
    fn __repr__(&self) -> String {
        format!("<tillbook.TaxIdentifiers of {}>", self.place.id)
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::record::unpicklable("TaxIdentifiers"))
    }
}
