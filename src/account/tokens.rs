//! Tokens of an account.

use std::sync::Arc;

use super::{Account, Present};
use crate::error::Result;
use crate::model::{CardDetails, Kind, Named, Record, Token};
use crate::rules;
use crate::rules::policy::NumberTrace;
use crate::rules::token::TokenIdentity;
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
        self.0.write(|writer| {
            let token = tokenise(self.0, writer, details)?;
            writer.put(Record::Token(token.clone()))?;
            Ok(Arc::new(token))
        })
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

/// Makes a token of a card's details, which is not put into the store yet.
pub(super) fn tokenise(account: &Account, writer: &mut Writer<'_, '_>, details: CardDetails) -> Result<Token> {
    let (number, brand) = rules::token::check(account.policy, &details, writer.today())?;
    let fingerprint = match account.policy.number_trace {
        NumberTrace::Fingerprint => Some(writer.fingerprint(&number)?),
        NumberTrace::FirstDigits => None,
    };
    let identity = TokenIdentity {
        token: writer.id(Named::Record(Kind::Token))?,
        card: writer.id(Named::Record(Kind::Card))?,
        sequence: writer.sequence(),
        now: writer.now(),
    };
    Ok(rules::token::make(account.policy, details, &number, brand, fingerprint, identity))
}
