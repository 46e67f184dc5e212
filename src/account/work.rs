//! Several commands and their answer in one write, for interfaces that keep what they answered.

use std::convert::identity;
use std::sync::Arc;

use super::{Account, CustomerWithCards, Present, customers, tokens};
use crate::error::{Error, Result};
use crate::model::{CardDetails, Customer, CustomerUpdate, NewCustomer, Token};
use crate::store::Writer;

/// An open write of an account.
pub(crate) struct Work<'w, 'a, 't> {
    pub(super) account: &'w Account,
    pub(super) writer: &'w mut Writer<'a, 't>,
}

impl Account {
    /// Does all of a piece of work in one write, or nothing of it.
    ///
    /// # Errors
    /// What the work returns, and what keeps the write from being made.
    pub(crate) fn work<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Work<'_, '_, '_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let done = self.write(|writer| {
            let done = work(&mut Work { account: self, writer });
            if done.is_err() {
                writer.discard();
            }
            Ok(done)
        });
        done.map_err(E::from).and_then(identity)
    }
}

impl Work<'_, '_, '_> {
    /// Creates a customer.
    ///
    /// # Errors
    /// As [`customers().create`](super::Customers::create).
    pub(crate) fn create_customer(&mut self, new: NewCustomer) -> Result<CustomerWithCards> {
        let made = customers::create(self.account, self.writer, new)?;
        self.with_cards(made.customer)
    }

    /// Changes a customer.
    ///
    /// # Errors
    /// As [`customers().update`](super::Customers::update).
    pub(crate) fn update_customer(&mut self, id: &str, update: CustomerUpdate) -> Result<CustomerWithCards> {
        let customer = self.writer.living_customer(id)?;
        let changed = customers::change(self.account, self.writer, &customer, update)?;
        self.with_cards(changed.customer)
    }

    /// Makes a token, tied to a currency where one is given.
    ///
    /// # Errors
    /// As [`tokens().create_for`](super::Tokens::create_for).
    pub(crate) fn create_token(&mut self, currency: Option<String>, details: CardDetails) -> Result<Token> {
        tokens::create(self.account, self.writer, details, currency)
    }

    fn with_cards(&self, customer: Customer) -> Result<CustomerWithCards> {
        let cards = self.writer.cards_of(&customer.id)?;
        Ok(CustomerWithCards { customer: Arc::new(customer), cards })
    }
}
