//! Bringing in customers that exist elsewhere: ids, times and cards are kept as they are.

use std::sync::Arc;

use super::customers::claim;
use super::{Account, Customers, Present};
use crate::engine::TermKind;
use crate::error::{Error, Result};
use crate::model::{Card, Change, Customer, ImportedCustomer, Kind, Named};
use crate::rules;
use crate::rules::customer::Place;
use crate::store::{Writer, hashed, merchant_customer_ids};

/// What became of an imported customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It is new; its id.
    Created(String),
    /// It was there and differed; its id.
    Updated(String),
    /// It was there and did not differ; its id.
    Unchanged(String),
}

impl Customers<'_> {
    /// Imports customers in one write. A row that cannot be taken is refused on its own and leaves no trace; the others
    /// are written. With `rehearse` every decision is made and nothing is written.
    ///
    /// A row is the same customer as one that has its id, or else its merchant_customer_id; otherwise it is new.
    ///
    /// # Errors
    /// Only what stops the write as a whole: [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`]. What is wrong
    /// with a row stands in its place of the answer.
    pub fn import(&self, rows: Vec<ImportedCustomer>, rehearse: bool) -> Result<Vec<Result<Imported>>> {
        self.importing(rehearse, |take| rows.into_iter().map(take).collect())
    }

    /// Imports, in one write, the customers that `work` hands to its argument one after the other. The outer error of
    /// each is to be passed on: it stops the write as a whole.
    ///
    /// # Errors
    /// As [`Customers::import`], and what `work` returns; then nothing has changed.
    pub(crate) fn importing<T>(
        &self,
        rehearse: bool,
        work: impl FnOnce(&mut dyn FnMut(ImportedCustomer) -> Result<Result<Imported>>) -> Result<T>,
    ) -> Result<T> {
        let account = self.0;
        account.write(|writer| {
            let done = work(&mut |row| match take(account, writer, row) {
                Err(error @ (Error::Damaged { .. } | Error::Io { .. } | Error::Poisoned)) => Err(error),
                result => Ok(result),
            })?;
            if rehearse {
                writer.discard();
            }
            Ok(done)
        })
    }
}

/// Decides about one row, and writes it when everything about it is right.
fn take(account: &Account, writer: &mut Writer<'_, '_>, row: ImportedCustomer) -> Result<Imported> {
    let present = same_customer(writer, &row)?;
    if let Some(deleted) = present.as_ref().filter(|customer| customer.deleted_at.is_some()) {
        return Err(Error::Deleted { id: deleted.id.clone() });
    }
    let cards = match &present {
        Some(customer) => writer.cards_of(&customer.id)?,
        None => Vec::new(),
    };
    let id = match (&present, &row.id) {
        (Some(customer), _) => customer.id.clone(),
        (None, Some(id)) if !id.is_empty() => id.clone(),
        (None, _) => writer.id(Named::Record(Kind::Customer))?,
    };
    claim(writer, &id, Some(&row.own), row.attributes.as_ref())?;
    for card in row.cards.iter().flatten() {
        let holder = writer.view().get::<Card>(writer.account(), &card.id)?.and_then(|card| card.customer);
        if holder.is_some_and(|holder| holder != id) {
            return Err(Error::AlreadyExists { field: "card", value: card.id.clone() });
        }
    }
    let existed = present.is_some();
    let place = match present {
        Some(customer) => Place::Present { customer, cards },
        None => Place::New { id: id.clone(), sequence: writer.sequence() },
    };
    let now = writer.now();
    let changes = rules::customer::import(account.policy, place, row, now, || writer.sequence())?;
    if changes.is_empty() {
        return Ok(Imported::Unchanged(id));
    }
    // Encoding can refuse a record for its size: that must happen before anything of the row is applied.
    for change in &changes {
        if let Change::Put(record) = change {
            crate::store::encode(record)?;
        }
    }
    writer.apply_all(&changes)?;
    Ok(if existed { Imported::Updated(id) } else { Imported::Created(id) })
}

fn same_customer(writer: &Writer<'_, '_>, row: &ImportedCustomer) -> Result<Option<Customer>> {
    let view = writer.view();
    if let Some(id) = &row.id {
        return view.get(writer.account(), id);
    }
    let Some(number) = row.own.merchant_customer_id.as_deref() else { return Ok(None) };
    let term = hashed(view.hash, TermKind::MerchantCustomerId, number);
    let holders: Vec<Arc<Customer>> = view.with_term(writer.account(), term, |customer: &Customer| {
        merchant_customer_ids(customer).any(|id| id == number)
    })?;
    Ok(holders.first().map(|customer| Customer::clone(customer)))
}
