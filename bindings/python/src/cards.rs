//! The cards of an account's customers.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tillbook::{Brand, CardAttributes, CardDetails, CardUpdate, NewCard, SecretText};

use crate::account::Place;
use crate::card::Card;
use crate::errors::{OrRaise as _, invalid};
use crate::given::{Id, card_address, object_json};
use crate::groups::Given;
use crate::page::{Page, page};
use crate::query::{PAGE, Wanted};

/// The cards of an account's customers. `Account.cards` is it.
#[pyclass(frozen, module = "tillbook")]
pub struct Cards {
    place: Place,
}

impl Cards {
    pub fn new(place: Place) -> Cards {
        Cards { place }
    }
}

#[pymethods]
impl Cards {
    /// Attaches the card of an unused token to a customer. Raises NotFoundError, UsedTokenError, ExpiredTokenError,
    /// DeletedError or ConflictError.
    fn create(&self, py: Python<'_>, customer: Id, token: Id) -> PyResult<Card> {
        self.place.work(py, |account| account.cards().create(&customer.0, &token.0)).map(Card::new)
    }

    /// Attaches a card to a customer by its details, without a token. The number and the security code are not kept.
    /// Raises InvalidCardError beside what `create` raises.
    #[pyo3(signature = (customer, *, number = None, expiration_month = None, expiration_year = None, security_code = None, name = None, address = None))]
    fn attach(
        &self,
        py: Python<'_>,
        customer: Id,
        number: Option<String>,
        expiration_month: Option<i64>,
        expiration_year: Option<i64>,
        security_code: Option<String>,
        name: Option<String>,
        address: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Card> {
        let (number, security_code) = (number.map(SecretText::new), security_code.map(SecretText::new));
        let address = card_address(address)?;
        let details = CardDetails { number, security_code, name, expiration_month, expiration_year, address };
        self.place.work(py, |account| account.cards().attach(&customer.0, details)).map(Card::new)
    }

    /// A card of a customer. Raises NotFoundError, also for another customer's card.
    fn get(&self, py: Python<'_>, customer: Id, card: Id) -> PyResult<Card> {
        self.place.look(py, |account| account.cards().get(&customer.0, &card.0)).map(Card::new)
    }

    /// The card with an id, whosever it is; None when there is none.
    fn by_id(&self, py: Python<'_>, card: Id) -> PyResult<Option<Card>> {
        Ok(self.place.look(py, |account| account.cards().by_id(&card.0))?.map(Card::new))
    }

    /// A page of a customer's cards in the order of attachment; the keywords are those of `Customers.list`. Raises
    /// NotFoundError.
    #[pyo3(signature = (customer, *, from_ = None, to = None, after = None, before = None, offset = 0, limit = None, newest_first = false))]
    fn list(
        &self,
        py: Python<'_>,
        customer: Id,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        after: Option<Id>,
        before: Option<Id>,
        offset: u64,
        limit: Option<usize>,
        newest_first: bool,
    ) -> PyResult<Page> {
        let query = Wanted { from: from_, to, after, before, offset, limit, newest_first }.query(py, PAGE)?;
        page(py, self.place.look(py, |account| account.cards().list(&customer.0, &query))?, Card::new)
    }

    /// The newest cards, of a customer or of all, the newest first.
    #[pyo3(signature = (customer = None, *, offset = 0, limit = 20))]
    fn newest(&self, py: Python<'_>, customer: Option<Id>, offset: u64, limit: usize) -> PyResult<Vec<Card>> {
        let customer = customer.map(|id| id.0);
        let newest = self.place.look(py, |account| account.cards().newest(customer.as_deref(), offset, limit))?;
        Ok(newest.into_iter().map(Card::new).collect())
    }

    /// Changes the holder, the expiry or the billing address of a card; what is absent stays. Raises NotFoundError or
    /// InvalidCardError.
    #[pyo3(signature = (customer, card, *, name = None, expiration_month = None, expiration_year = None, address = None))]
    fn update(
        &self,
        py: Python<'_>,
        customer: Id,
        card: Id,
        name: Option<String>,
        expiration_month: Option<i64>,
        expiration_year: Option<i64>,
        address: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Card> {
        let update = CardUpdate { name, expiration_month, expiration_year, address: card_address(address)? };
        self.place.work(py, |account| account.cards().update(&customer.0, &card.0, update)).map(Card::new)
    }

    /// Takes in a card, or another way to pay, that exists at its provider and belongs to nobody yet; `adopt` attaches it.
    /// Raises UnsupportedError with providers whose cards never stand alone.
    #[pyo3(signature = (*, attributes = None, brand = None, last_digits = None, expiration_month = 0, expiration_year = 0, name = None, address = None))]
    fn add(
        &self,
        py: Python<'_>,
        attributes: Option<&Bound<'_, PyAny>>,
        brand: Option<Given<Brand>>,
        last_digits: Option<String>,
        expiration_month: i64,
        expiration_year: i64,
        name: Option<String>,
        address: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Card> {
        let nothing = PyDict::new(py).into_any();
        let attributes = object_json(attributes.unwrap_or(&nothing), "attributes")?;
        let reason = "is out of range; pass the one on the card, or 0";
        let new = NewCard {
            brand: brand.map_or(Brand::Other, |brand| brand.0),
            last_digits: last_digits.unwrap_or_default(),
            expiration_month: expiration_month.try_into().map_err(|_| invalid(py, "expiration_month", reason))?,
            expiration_year: expiration_year.try_into().map_err(|_| invalid(py, "expiration_year", reason))?,
            name,
            address: card_address(address)?,
            attributes: CardAttributes::from_json(self.place.id.provider, &attributes).or_raise(py)?,
        };
        self.place.work(py, |account| account.cards().add(new)).map(Card::new)
    }

    /// Attaches a card that stands alone to a customer. Raises NotFoundError, DeletedError or ConflictError.
    fn adopt(&self, py: Python<'_>, customer: Id, card: Id) -> PyResult<Card> {
        self.place.work(py, |account| account.cards().adopt(&customer.0, &card.0)).map(Card::new)
    }

    /// Detaches a card from its customer, and answers with it as it was. Raises NotFoundError.
    fn delete(&self, py: Python<'_>, customer: Id, card: Id) -> PyResult<Card> {
        self.place.work(py, |account| account.cards().delete(&customer.0, &card.0)).map(Card::new)
    }

    /// Which account's they are.
    fn __repr__(&self) -> String {
        format!("<tillbook.Cards of {}>", self.place.id)
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::record::unpicklable("Cards"))
    }
}
