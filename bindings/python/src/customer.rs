//! Customers.

use std::sync::{Arc, Weak};

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use tillbook::Error;

use crate::card::Card;
use crate::errors::raised;
use crate::record::record;
use crate::shared::Shared;
use crate::show::from_json;
use crate::tax_identifier::TaxIdentifier;

/// A customer, as it was when it was read. It never changes and outlives its store.
#[pyclass(frozen, module = "tillbook")]
pub struct Customer {
    pub record: Arc<tillbook::Customer>,
    home: Py<Home>,
}

/// The account that a record was read from, which it does not keep open. All customers of an account share one object of
/// Python's, whose count of references costs less than an atomic one.
#[pyclass(frozen, module = "tillbook")]
pub struct Home {
    pub store: Weak<Shared>,
    pub number: usize,
}

impl Customer {
    pub fn new(record: Arc<tillbook::Customer>, home: Py<Home>) -> Customer {
        Customer { record, home }
    }
}

record! {
    Customer, "Customer": customer, id customer.id;
    /// The provider's identifier.
    id = &customer.id;
    /// Position in the store's order of creation.
    sequence = customer.sequence;
    /// When the customer came to be, in UTC.
    created_at = customer.created_at;
    /// When the customer was last changed; None before the first change.
    updated_at = customer.updated_at;
    /// When the customer was marked as deleted, with providers that keep deleted customers.
    deleted_at = customer.deleted_at;
    /// E-mail address; not unique.
    email = &customer.email;
    /// Description shown by the provider.
    description = &customer.description;
    /// The program's own data, as a new dict.
    metadata = &customer.metadata;
    /// The id of the card that is charged when none is named.
    default_card = &customer.default_card;
    /// Full name.
    name = &customer.own.name;
    /// Telephone number, as it was written.
    phone = &customer.own.phone;
    /// The shop's own number for the customer.
    merchant_customer_id = &customer.own.merchant_customer_id;
    /// What the scanner reads from the customer's card or phone.
    barcode = &customer.own.barcode;
    /// The cashier's notes.
    notes = &customer.own.notes;
    /// Company.
    company = &customer.own.company;
    /// Labels.
    tags = customer.own.tags.as_slice();
    /// Postal address, as a new dict of what is known of it; None where nothing is.
    address = &customer.own.address;
    {
        /// What only the provider knows, as a new dict; times in it are milliseconds since 1970.
        #[getter]
        fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            from_json(py, &self.record.attributes.to_json())
        }

        /// The customer with its cards as the provider's API shows it, as it is in the store now, and under the key
        /// `tillbook` what the provider does not show. The store must be open.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            from_json(py, &self.to_json(py)?)
        }

        /// The same as the text of a JSON object.
        fn to_json(&self, py: Python<'_>) -> PyResult<String> {
            let home = self.home.get();
            let Some(store) = home.store.upgrade() else {
                return Err(raised(py, &Error::Closed { what: "the store" }));
            };
            crate::customers::json_of(py, &store, home.number, &self.record.id)
        }
    }
}

/// A customer with its cards and tax identifiers, all as they were at one moment.
#[pyclass(frozen, module = "tillbook")]
pub struct CustomerInFull {
    customer: Py<Customer>,
    cards: Py<PyTuple>,
    tax_identifiers: Py<PyTuple>,
}

impl CustomerInFull {
    pub fn new(py: Python<'_>, full: tillbook::CustomerInFull, home: Py<Home>) -> PyResult<CustomerInFull> {
        let cards: Vec<Card> = full.cards.into_iter().map(Card::new).collect();
        let identifiers: Vec<TaxIdentifier> = full.tax_identifiers.into_iter().map(TaxIdentifier::new).collect();
        Ok(CustomerInFull {
            customer: Py::new(py, Customer::new(full.customer, home))?,
            cards: PyTuple::new(py, cards)?.unbind(),
            tax_identifiers: PyTuple::new(py, identifiers)?.unbind(),
        })
    }
}

#[pymethods]
impl CustomerInFull {
    /// The customer.
    #[getter]
    fn customer(&self, py: Python<'_>) -> Py<Customer> {
        self.customer.clone_ref(py)
    }

    /// The cards in the order of attachment.
    #[getter]
    fn cards(&self, py: Python<'_>) -> Py<PyTuple> {
        self.cards.clone_ref(py)
    }

    /// The tax identifiers, oldest first.
    #[getter]
    fn tax_identifiers(&self, py: Python<'_>) -> Py<PyTuple> {
        self.tax_identifiers.clone_ref(py)
    }

    /// The class and the id.
    fn __repr__(&self) -> String {
        crate::record::shown("CustomerInFull", &self.customer.get().record.id)
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::record::unpicklable("CustomerInFull"))
    }
}
