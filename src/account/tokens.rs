//! Tokens of an account.

use std::sync::Arc;

use super::{Account, Present};
use crate::error::Result;
use crate::model::{Card, CardDetails, Kind, Named, Record, Token};
use crate::rules;
use crate::rules::policy::NumberTrace;
use crate::rules::token::CardIdentity;
use crate::store::{ListQuery, Page, Writer};

/// The tokens of an account.
#[derive(Debug, Clone, Copy)]
pub struct Tokens<'a>(pub(super) &'a Account);

impl Tokens<'_> {
    /// Makes a token of a card's details. The number and the security code are not kept.
    ///
    /// # Errors
    /// [`crate::Error::InvalidCard`] with everything that is wrong with the details.
    pub fn create(&self, details: CardDetails) -> Result<Arc<Token>> {
        self.0.write(|writer| create(self.0, writer, details, None).map(Arc::new))
    }

    /// Makes a token that can be used only in one currency, with providers whose tokens may be tied to one.
    ///
    /// ```
    /// use tillbook::{CardDetails, Mode, NewCustomer, Provider, Store};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::Komoju, Mode::Test);
    /// let details = CardDetails::new("4242424242424242", "Ann Example", 12, 2031);
    /// let token = account.tokens().create_for("JPY", details)?;
    /// let in_euros = NewCustomer {
    ///     card: Some(token.id.clone()),
    ///     currency: Some("EUR".into()),
    ///     ..NewCustomer::default()
    /// };
    /// assert!(account.customers().create(in_euros).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Tokens::create`], and [`crate::Error::InvalidArgument`] for an unknown currency.
    pub fn create_for(&self, currency: &str, details: CardDetails) -> Result<Arc<Token>> {
        self.0.write(|writer| create(self.0, writer, details, Some(currency.to_owned())).map(Arc::new))
    }

    /// The token with an id, used or not.
    ///
    /// # Errors
    /// Only [`crate::Error::Damaged`], [`crate::Error::Io`] or [`crate::Error::Poisoned`].
    pub fn get(&self, id: &str) -> Result<Option<Arc<Token>>> {
        self.0.get(id)
    }

    /// A page of the account's tokens.
    ///
    /// # Errors
    /// Only [`crate::Error::Damaged`], [`crate::Error::Io`] or [`crate::Error::Poisoned`].
    pub fn list(&self, query: &ListQuery) -> Result<Page<Token>> {
        self.0.store.read(|view| view.page(self.0.id, &self.0.widened(query)))
    }

    /// Removes a token; a card that came of it stays with its customer.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub fn delete(&self, id: &str) -> Result<Arc<Token>> {
        self.0.write(|writer| {
            let token = writer.token(id)?;
            writer.remove(Kind::Token, id)?;
            Ok(Arc::new(token))
        })
    }
}

/// Makes a token of a card's details.
pub(super) fn create(
    account: &Account,
    writer: &mut Writer<'_, '_>,
    details: CardDetails,
    currency: Option<String>,
) -> Result<Token> {
    rules::token::check_currency(account.policy, currency.as_deref())?;
    let id = writer.id(Named::Record(Kind::Token))?;
    let card = fresh_card(account, writer, details)?;
    let token = rules::token::wrap(id, card, currency);
    writer.put(Record::Token(token.clone()))?;
    Ok(token)
}

/// Makes a card of its details; it is not stored yet.
pub(super) fn fresh_card(account: &Account, writer: &mut Writer<'_, '_>, details: CardDetails) -> Result<Card> {
    let (number, brand) = rules::token::check(&account.policy.card_checks, &details, writer.today())?;
    let fingerprint = match account.policy.number_trace {
        NumberTrace::Fingerprint => Some(writer.fingerprint(&number)?),
        NumberTrace::FirstDigits => None,
    };
    let identity =
        CardIdentity { id: writer.id(Named::Record(Kind::Card))?, sequence: writer.sequence(), now: writer.now() };
    let card = rules::token::make(account.policy, details, &number, brand, fingerprint, identity);
    let mut attributes = (account.policy.card_attributes)(&mut || writer.id(Named::Record(Kind::Token)))?;
    attributes.name(&card.id, || writer.id(Named::Record(Kind::Token)))?;
    Ok(Card { attributes, ..card })
}
