//! The tokens of an account.

use pyo3::prelude::*;
use tillbook::{CardDetails, SecretText};

use crate::account::Place;
use crate::given::{Id, card_address};
use crate::page::{Page, page};
use crate::query::{PAGE, Wanted};
use crate::token::Token;

/// The tokens of an account. `Account.tokens` is it.
#[pyclass(frozen, module = "tillbook")]
pub struct Tokens {
    place: Place,
}

impl Tokens {
    pub fn new(place: Place) -> Tokens {
        Tokens { place }
    }
}

#[pymethods]
impl Tokens {
    /// Makes a token of a card. The number and the security code are not kept; a fingerprint tells equal numbers.
    ///
    /// `address` is a dict with `street1`, `street2`, `city`, `state`, `postal_code`, `country`, `phone_number`. Raises
    /// InvalidCardError or MissingCardError.
    #[pyo3(signature = (*, number = None, expiration_month = None, expiration_year = None, security_code = None, name = None, address = None))]
    fn create(
        &self,
        py: Python<'_>,
        number: Option<String>,
        expiration_month: Option<i64>,
        expiration_year: Option<i64>,
        security_code: Option<String>,
        name: Option<String>,
        address: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Token> {
        let (number, security_code) = (number.map(SecretText::new), security_code.map(SecretText::new));
        let address = card_address(address)?;
        let details = CardDetails { number, security_code, name, expiration_month, expiration_year, address };
        self.place.work(py, |account| account.tokens().create(details)).map(Token::new)
    }

    /// Makes a token that may be used with one currency alone, with providers that lock it; else as `create`.
    #[pyo3(signature = (currency, *, number = None, expiration_month = None, expiration_year = None, security_code = None, name = None, address = None))]
    fn create_for(
        &self,
        py: Python<'_>,
        currency: String,
        number: Option<String>,
        expiration_month: Option<i64>,
        expiration_year: Option<i64>,
        security_code: Option<String>,
        name: Option<String>,
        address: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Token> {
        let (number, security_code) = (number.map(SecretText::new), security_code.map(SecretText::new));
        let address = card_address(address)?;
        let details = CardDetails { number, security_code, name, expiration_month, expiration_year, address };
        self.place.work(py, |account| account.tokens().create_for(&currency, details)).map(Token::new)
    }

    /// The token with an id, used or not; None when there is none.
    fn get(&self, py: Python<'_>, token: Id) -> PyResult<Option<Token>> {
        Ok(self.place.look(py, |account| account.tokens().get(&token.0))?.map(Token::new))
    }

    /// A page of the account's tokens; the keywords are those of `Customers.list`.
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
        page(py, self.place.look(py, |account| account.tokens().list(&query))?, Token::new)
    }

    /// Removes a token, and answers with it as it was; a card that came of it stays with its customer. Raises
    /// NotFoundError.
    fn delete(&self, py: Python<'_>, token: Id) -> PyResult<Token> {
        self.place.work(py, |account| account.tokens().delete(&token.0)).map(Token::new)
    }

    /// Which account's they are.
    fn __repr__(&self) -> String {
        format!("<tillbook.Tokens of {}>", self.place.id)
    }

    /// Refuses pickling.
    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::record::unpicklable("Tokens"))
    }
}
