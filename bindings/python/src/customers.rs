//! The customers of an account.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use tillbook::transfer::{ExportFormat, export_customer};
use tillbook::{Among, CustomerQuery, Error, Kind, ListQuery};

use crate::account::Place;
use crate::callback::asked;
use crate::change::Change;
use crate::customer::{Customer, CustomerInFull, Home};
use crate::customer_fields::{Keywords, NewKeywords};
use crate::errors::{invalid, raised};
use crate::given::{Id, LentId};
use crate::groups::Given;
use crate::iterator::CustomerIterator;
use crate::page::{Page, Selection, page, selection};
use crate::query::{PAGE, Wanted};
use crate::reports::ImportReport;
use crate::shared::Shared;
use crate::transfer;

/// The customers of an account. `Account.customers` is it.
///
/// `customers[id]` raises NotFoundError where `get` answers None; `id in customers`, `len(customers)` and
/// `for customer in customers` do what they say, the last without holding all of them in memory.
#[pyclass(frozen, module = "tillbook")]
pub struct Customers {
    place: Place,
    home: Py<Home>,
}

impl Customers {
    pub fn new(py: Python<'_>, place: Place) -> PyResult<Customers> {
        let home = place.home(py)?;
        Ok(Customers { place, home })
    }

    fn show(&self, py: Python<'_>, customer: Arc<tillbook::Customer>) -> Customer {
        Customer::new(customer, self.home.clone_ref(py))
    }

    fn show_all(&self, py: Python<'_>, customers: Vec<Arc<tillbook::Customer>>) -> Vec<Customer> {
        customers.into_iter().map(|customer| self.show(py, customer)).collect()
    }
}

/// A customer of an account as its provider shows it.
pub fn json_of(py: Python<'_>, store: &Shared, number: usize, id: &str) -> PyResult<String> {
    let shown = store.work(py, number, |account| export_customer(account, id))?;
    shown.ok_or_else(|| missing(py, id))
}

fn missing(py: Python<'_>, id: &str) -> PyErr {
    raised(py, &Error::NotFound { kind: Kind::Customer, id: id.to_owned() })
}

#[pymethods]
impl Customers {
    /// Creates a customer, with a first card when a token (`card`) or a card's details are given.
    ///
    /// `card` is a token or its id, `card_details` a dict with `number`, `expiration_month`, `expiration_year` and so on,
    /// `address` a dict with `line1`, `line2`, `city`, `state`, `postal_code`, `country`, `attributes` a dict of what only
    /// the provider knows.
    ///
    /// Raises NotFoundError, UsedTokenError or ExpiredTokenError for the token, InvalidCardError for the details,
    /// AlreadyExistsError, InvalidArgumentError or TooLargeError. Then nothing has changed.
    #[pyo3(signature = (*, id = None, email = None, description = None, metadata = None, card = None, card_details = None, currency = None, attributes = None, name = None, phone = None, merchant_customer_id = None, barcode = None, notes = None, company = None, tags = None, address = None))]
    fn create(
        &self,
        py: Python<'_>,
        id: Option<String>,
        email: Option<String>,
        description: Option<String>,
        metadata: Option<&Bound<'_, PyAny>>,
        card: Option<Id>,
        card_details: Option<&Bound<'_, PyAny>>,
        currency: Option<String>,
        attributes: Option<&Bound<'_, PyAny>>,
        name: Option<String>,
        phone: Option<String>,
        merchant_customer_id: Option<String>,
        barcode: Option<String>,
        notes: Option<String>,
        company: Option<String>,
        tags: Option<Vec<String>>,
        address: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Customer> {
        let given = NewKeywords {
            id,
            email,
            description,
            metadata,
            card,
            card_details,
            currency,
            attributes,
            name,
            phone,
            merchant_customer_id,
            barcode,
            notes,
            company,
            tags,
            address,
        };
        let new = given.into_new(py, self.place.id.provider)?;
        self.place.work(py, |account| account.customers().create(new)).map(|made| self.show(py, made))
    }

    /// The customer with an id; None when there is none.
    fn get(&self, py: Python<'_>, customer: LentId<'_>) -> PyResult<Option<Customer>> {
        let found = self.place.look(py, |account| account.customers().get(&customer.0))?;
        Ok(found.map(|customer| self.show(py, customer)))
    }

    /// The customers with these ids, each in its id's place and None where there is no such customer, all as they were at
    /// one moment.
    fn get_many(&self, py: Python<'_>, customers: Vec<Id>) -> PyResult<Vec<Option<Customer>>> {
        let ids: Vec<String> = customers.into_iter().map(|id| id.0).collect();
        let found = self.place.look(py, |account| account.customers().get_many(&ids))?;
        Ok(found.into_iter().map(|customer| customer.map(|customer| self.show(py, customer))).collect())
    }

    /// A customer with its cards and tax identifiers, all as they were at one moment; None when there is no such customer.
    fn in_full(&self, py: Python<'_>, customer: Id) -> PyResult<Option<CustomerInFull>> {
        let found = self.place.look(py, |account| account.customers().in_full(&customer.0))?;
        found.map(|full| CustomerInFull::new(py, full, self.home.clone_ref(py))).transpose()
    }

    /// A customer with its cards as the provider's API shows it, and under the key `tillbook` what it does not show: the
    /// text of a JSON object. Raises NotFoundError.
    fn json(&self, py: Python<'_>, customer: Id) -> PyResult<String> {
        json_of(py, &self.place.store, self.place.number, &customer.0)
    }

    /// The customers with an e-mail address, in any case.
    fn by_email(&self, py: Python<'_>, email: String) -> PyResult<Vec<Customer>> {
        self.place.look(py, |account| account.customers().by_email(&email)).map(|found| self.show_all(py, found))
    }

    /// The customer with the shop's own number; None when there is none.
    fn by_merchant_customer_id(&self, py: Python<'_>, merchant_customer_id: String) -> PyResult<Option<Customer>> {
        let found =
            self.place.look(py, |account| account.customers().by_merchant_customer_id(&merchant_customer_id))?;
        Ok(found.map(|customer| self.show(py, customer)))
    }

    /// The customers with a barcode, in any case.
    fn by_barcode(&self, py: Python<'_>, barcode: String) -> PyResult<Vec<Customer>> {
        self.place.look(py, |account| account.customers().by_barcode(&barcode)).map(|found| self.show_all(py, found))
    }

    /// The customers with a LINE id, with providers that know one.
    fn by_line_id(&self, py: Python<'_>, line_id: String) -> PyResult<Vec<Customer>> {
        self.place.look(py, |account| account.customers().by_line_id(&line_id)).map(|found| self.show_all(py, found))
    }

    /// The customers that fit everything that is given, as cashiers look for them: `phone` by its last digits, `name` by the
    /// beginnings of its words, `email_prefix` by the beginning of the address, `card` by its fingerprint.
    ///
    /// An exact match comes first, then the others by the alphabet; equals stand in the order of creation. `offset` says how
    /// many to leave out, `limit` how many to return at most.
    #[pyo3(signature = (*, email = None, email_prefix = None, merchant_customer_id = None, barcode = None, phone = None, name = None, card = None, offset = 0, limit = 100))]
    fn find(
        &self,
        py: Python<'_>,
        email: Option<String>,
        email_prefix: Option<String>,
        merchant_customer_id: Option<String>,
        barcode: Option<String>,
        phone: Option<String>,
        name: Option<String>,
        card: Option<String>,
        offset: u64,
        limit: usize,
    ) -> PyResult<Selection> {
        let query =
            CustomerQuery { email, email_prefix, merchant_customer_id, barcode, phone, name, card, offset, limit };
        let found = self.place.look(py, |account| account.customers().find(&query))?;
        selection(py, found, |customer| self.show(py, customer))
    }

    /// A page of the customers in the order of creation.
    ///
    /// `from_` and `to` are times of creation, `after` and `before` customers or ids beside which the page lies, `offset` how
    /// many to leave out, `limit` how many to return at most, 20 unless given.
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
        let found = self.place.look(py, |account| account.customers().list(&query))?;
        page(py, found, |customer| self.show(py, customer))
    }

    /// A page of the customers who have a card that expires in a month; the keywords are those of `list`.
    #[pyo3(signature = (month, year, *, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn expiring(
        &self,
        py: Python<'_>,
        month: u8,
        year: u16,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<Page> {
        if !(1..=12).contains(&month) {
            return Err(invalid(py, "month", "is not a month; pass 1 to 12"));
        }
        let query = Wanted { from: from_, to, after, before, offset, limit, newest_first }.query(py, PAGE)?;
        let found = self.place.look(py, |account| account.customers().expiring(month, year, &query))?;
        page(py, found, |customer| self.show(py, customer))
    }

    /// Goes through the customers of a list, a few of them in memory at a time; the keywords are those of `list`, but
    /// without a limit all are visited, and `before` is no place to
    /// begin at.
    ///
    /// Others may write meanwhile: customers that come to be behind the place that was reached are visited, those that are
    /// deleted before it is reached are not.
    #[pyo3(signature = (*, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn iterate(
        &self,
        py: Python<'_>,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<CustomerIterator> {
        let wanted = Wanted { from: from_, to, after, before, offset, limit, newest_first };
        CustomerIterator::new(py, self.place.clone(), &wanted.query(py, usize::MAX)?)
    }

    /// The customers that a function chooses, one by one, from the cursor on; other keywords are those of `list`.
    ///
    /// `keep` is given a customer and says whether it is one of them; without it all are. `ids` or `email` narrow where
    /// they are looked for.
    #[pyo3(signature = (keep = None, *, ids = None, email = None, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn select(
        &self,
        py: Python<'_>,
        keep: Option<Py<PyAny>>,
        ids: Option<Vec<Id>>,
        email: Option<String>,
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
        let among = match (&ids, &email) {
            (Some(_), Some(_)) => return Err(invalid(py, "email", "is given beside ids; pass one of them")),
            (Some(ids), None) => Among::Ids(ids),
            (None, Some(email)) => Among::Email(email),
            (None, None) => Among::All,
        };
        let keeps = |customer: &tillbook::Customer| {
            let Some(keep) = &keep else { return true };
            let present = Arc::new(customer.clone());
            asked(|py| keep.bind(py).call1((self.show(py, present),))?.is_truthy()).unwrap_or(false)
        };
        let found = self.place.work(py, |account| account.customers().select(&query, among, keeps))?;
        selection(py, found, |customer| self.show(py, customer))
    }

    /// Answers with a customer from whom an order may be taken, and refuses any other: NotFoundError, DeletedError or
    /// ConflictError.
    fn check_order(&self, py: Python<'_>, customer: Id) -> PyResult<Customer> {
        self.place.work(py, |account| account.customers().check_order(&customer.0)).map(|found| self.show(py, found))
    }

    /// Changes a customer. A keyword that is absent leaves its field as it is; None removes it.
    ///
    /// `address` and `attributes` are dicts that are laid over what is there. Whether `metadata` replaces or merges is the
    /// provider's rule. Raises as `create` does, and NotFoundError for the customer. Then nothing has changed.
    #[pyo3(signature = (customer, *, email = Change::Keep, description = Change::Keep, metadata = Change::Keep, card = None, card_details = None, currency = None, default_card = None, attributes = None, name = Change::Keep, phone = Change::Keep, merchant_customer_id = Change::Keep, barcode = Change::Keep, notes = Change::Keep, company = Change::Keep, tags = Change::Keep, address = Change::Keep))]
    fn update<'py>(
        &self,
        py: Python<'py>,
        customer: Id,
        email: Change<String>,
        description: Change<String>,
        metadata: Change<Bound<'py, PyAny>>,
        card: Option<Id>,
        card_details: Option<Bound<'py, PyAny>>,
        currency: Option<String>,
        default_card: Option<Id>,
        attributes: Option<Bound<'py, PyAny>>,
        name: Change<String>,
        phone: Change<String>,
        merchant_customer_id: Change<String>,
        barcode: Change<String>,
        notes: Change<String>,
        company: Change<String>,
        tags: Change<Vec<String>>,
        address: Change<Bound<'py, PyAny>>,
    ) -> PyResult<Customer> {
        let keywords = Keywords {
            email,
            description,
            metadata,
            card,
            card_details,
            currency,
            default_card,
            attributes,
            name,
            phone,
            merchant_customer_id,
            barcode,
            notes,
            company,
            tags,
            address,
        };
        let patch = keywords.into_patch()?;
        let update = |account: &tillbook::Account| {
            account.customers().update_with(&customer.0, |present| patch.into_update(present))
        };
        self.place.work(py, update).map(|changed| self.show(py, changed))
    }

    /// Changes a customer in a way that depends on what it is now; nobody else's write comes between.
    ///
    /// `decide` is given the customer and returns a dict of `update`'s keywords. It is called while other writes wait, and
    /// may not call the store. What it raises is raised, and then nothing has changed.
    fn update_with(&self, py: Python<'_>, customer: Id, decide: Py<PyAny>) -> PyResult<Customer> {
        let decided = |present: &tillbook::Customer| {
            let shown = Arc::new(present.clone());
            let patch = asked(|py| Keywords::decided(&decide.bind(py).call1((self.show(py, shown),))?)?.into_patch());
            patch.ok_or(Error::Cancelled)?.into_update(present)
        };
        let update = |account: &tillbook::Account| account.customers().update_with(&customer.0, decided);
        self.place.work(py, update).map(|changed| self.show(py, changed))
    }

    /// Notes that a customer's mobile phone was verified, with providers that keep that. Raises NotFoundError, DeletedError
    /// or ConflictError.
    fn verify_mobile_phone(&self, py: Python<'_>, customer: Id) -> PyResult<Customer> {
        let verify = |account: &tillbook::Account| account.customers().verify_mobile_phone(&customer.0);
        self.place.work(py, verify).map(|verified| self.show(py, verified))
    }

    /// Deletes a customer with its cards, and answers with it as it was; with some providers it stays, marked as deleted.
    /// Raises NotFoundError.
    fn delete(&self, py: Python<'_>, customer: Id) -> PyResult<Customer> {
        self.place.work(py, |account| account.customers().delete(&customer.0)).map(|gone| self.show(py, gone))
    }

    /// Imports the customers of a CSV, JSON or JSONL file. A row that cannot be taken is refused on its own.
    ///
    /// `dry_run` makes every decision and changes nothing. Rows become durable in groups: of `rows_at_once` at most, and of as
    /// many as `memory_bytes` hold, 256 MiB unless told otherwise; other writes wait for a group. `progress` is told how far
    /// it is each few thousand rows; when it returns False or raises, the import ends there and the groups up to then stay.
    #[pyo3(signature = (path, *, dry_run = false, rows_at_once = None, memory_bytes = None, progress = None))]
    fn import_file(
        &self,
        py: Python<'_>,
        path: PathBuf,
        dry_run: bool,
        rows_at_once: Option<usize>,
        memory_bytes: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<ImportReport> {
        let options = transfer::import_options(py, dry_run, rows_at_once, memory_bytes)?;
        transfer::import_file(py, &self.place, path, options, progress)
    }

    /// Imports customers as `import_file` does, from bytes, a text, or a file that is open for reading bytes.
    #[pyo3(signature = (source, *, dry_run = false, rows_at_once = None, memory_bytes = None, progress = None))]
    fn import_from(
        &self,
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        dry_run: bool,
        rows_at_once: Option<usize>,
        memory_bytes: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<ImportReport> {
        let options = transfer::import_options(py, dry_run, rows_at_once, memory_bytes)?;
        transfer::import_from(py, &self.place, source, options, progress)
    }

    /// Writes all customers into a file that only its owner can read, and returns how many those were. The file is there
    /// whole or not at all.
    ///
    /// `format` is "jsonl", with the cards, or "csv", a table without them.
    #[pyo3(signature = (path, *, format = None, progress = None))]
    fn export_file(
        &self,
        py: Python<'_>,
        path: PathBuf,
        format: Option<Given<ExportFormat>>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<u64> {
        transfer::export_file(py, &self.place, path, format_of(format), progress)
    }

    /// Writes all customers into a file that is open for writing bytes, and returns how many those were.
    #[pyo3(signature = (file, *, format = None, progress = None))]
    fn export_to(
        &self,
        py: Python<'_>,
        file: Py<PyAny>,
        format: Option<Given<ExportFormat>>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<u64> {
        transfer::export_to(py, &self.place, file, format_of(format), progress)
    }

    fn __getitem__(&self, py: Python<'_>, customer: LentId<'_>) -> PyResult<Customer> {
        let found = self.get(py, LentId(Cow::Borrowed(&customer.0)))?;
        found.ok_or_else(|| missing(py, &customer.0))
    }

    fn __contains__(&self, py: Python<'_>, customer: &Bound<'_, PyAny>) -> PyResult<bool> {
        if !customer.is_instance_of::<PyString>() && !customer.is_instance_of::<Customer>() {
            return Ok(false);
        }
        let id: Id = customer.extract()?;
        Ok(self.get(py, LentId(Cow::Owned(id.0)))?.is_some())
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        let none = ListQuery { limit: 0, ..ListQuery::default() };
        let total = self.place.look(py, |account| account.customers().list(&none))?.total;
        Ok(usize::try_from(total).unwrap_or(usize::MAX))
    }

    fn __bool__(&self) -> bool {
        true
    }

    fn __iter__(&self, py: Python<'_>) -> PyResult<CustomerIterator> {
        let all = ListQuery { limit: usize::MAX, ..ListQuery::default() };
        CustomerIterator::new(py, self.place.clone(), &all)
    }

    /// Which account's they are.
    fn __repr__(&self) -> String {
        format!("<tillbook.Customers of {}>", self.place.id)
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("tillbook.Customers cannot be pickled; send the ids"))
    }
}

fn format_of(format: Option<Given<ExportFormat>>) -> ExportFormat {
    format.map_or(ExportFormat::Jsonl, |format| format.0)
}
