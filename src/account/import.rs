//! Bringing in customers that exist elsewhere: ids, times and cards are kept as they are.

use std::collections::HashMap;

use super::customers::claim;
use super::{Account, Belongings, Customers};
use crate::error::{Error, Result};
use crate::model::{
    Card, Change, Customer, ImportedCustomer, Kind, Named, Record, TaxIdentifier, Timestamp, Token, TokenState,
};
use crate::rules;
use crate::rules::belongings;
use crate::rules::import::Place;
use crate::store::Writer;

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
    /// What is to be written is held in memory, up to 256 MiB of it, so that it goes into the file in the
    /// file's own order.
    ///
    /// # Errors
    /// Only what stops the write as a whole: [`Error::Damaged`], [`Error::Io`], [`Error::Poisoned`], or
    /// [`Error::InvalidArgument`] for an id whose hash too many others share. What is wrong with a row stands in its
    /// place of the answer.
    pub fn import(&self, rows: Vec<ImportedCustomer>, rehearse: bool) -> Result<Vec<Result<Imported>>> {
        self.importing(rehearse, &|_, _, _| Ok(()), |intake| {
            let take = |row| {
                let imported = intake.take(row)?;
                if intake.held_bytes() >= IMPORT_MEMORY_BYTES {
                    intake.settle(&mut |_, _| Ok(()))?;
                }
                Ok(imported)
            };
            rows.into_iter().map(take).collect()
        })
    }

    /// Imports, in one write, the customers that `work` hands to its argument one after the other. `recall` fills a row
    /// that is a provider's object and no more from the customer that is there already.
    ///
    /// # Errors
    /// As [`Customers::import`], and what `work` returns; then nothing has changed.
    pub(crate) fn importing<T>(
        &self,
        rehearse: bool,
        recall: Recall<'_>,
        work: impl FnOnce(&mut Intake<'_, '_, '_>) -> Result<T>,
    ) -> Result<T> {
        let account = self.0;
        account.store.write_in_bulk(account.id, |writer| {
            let mut intake = Intake { account, writer, unused: UnusedTokens::default(), recall };
            let done = work(&mut intake)?;
            if rehearse {
                writer.discard();
            }
            Ok(done)
        })
    }
}

/// The most bytes of memory that hold what an import is to write, unless it is told otherwise; they suffice for about
/// 250,000 customers with a card each.
pub(crate) const IMPORT_MEMORY_BYTES: usize = 256 << 20;

/// An open write that customers are imported in.
pub(crate) struct Intake<'a, 'w, 't> {
    account: &'a Account,
    writer: &'a mut Writer<'w, 't>,
    unused: UnusedTokens,
    recall: Recall<'a>,
}

impl Intake<'_, '_, '_> {
    /// Imports a customer. The inner error says why it is refused; the outer one is to be passed on: it stops the write as
    /// a whole.
    pub(crate) fn take(&mut self, row: ImportedCustomer) -> Result<Result<Imported>> {
        match decide(self.account, self.writer, &mut self.unused, self.recall, row) {
            Ok(Decided { changes, imported }) => match self.writer.apply_all(&changes) {
                Ok(()) => Ok(Ok(imported)),
                // Nothing of the row was applied.
                Err(refusal @ Error::TooLarge { .. }) => Ok(Err(refusal)),
                // A row that fails half applied cannot be taken back alone, so the write fails as a whole.
                Err(error) => Err(error),
            },
            Err(error @ (Error::Damaged { .. } | Error::Io { .. } | Error::Poisoned)) => Err(error),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// About how many bytes of memory hold what is to be written.
    pub(crate) fn held_bytes(&self) -> usize {
        self.writer.held_bytes()
    }

    /// Writes it, telling `reached` how many rows of the tables are written and how many there are.
    pub(crate) fn settle(&mut self, reached: &mut dyn FnMut(u64, u64) -> Result<()>) -> Result<()> {
        self.writer.settle(reached)
    }
}

/// Fills a row that is a provider's object from the customer that is there already.
pub(crate) type Recall<'a> = &'a dyn Fn(&Customer, Belongings<'_>, &mut ImportedCustomer) -> Result<()>;

/// What is to be done about a row.
struct Decided {
    changes: Vec<Change>,
    imported: Imported,
}

/// The unused tokens of an account by the card inside, looked through once for all rows, and only for rows with cards.
#[derive(Default)]
struct UnusedTokens(Option<HashMap<String, String>>);

impl UnusedTokens {
    fn holding(&mut self, writer: &Writer<'_, '_>, card: &str) -> Result<Option<Token>> {
        let by_card = match &mut self.0 {
            Some(by_card) => by_card,
            unread => {
                let mut by_card = HashMap::new();
                for token in writer.view().every::<Token>(writer.account())? {
                    let token = token?;
                    if let TokenState::Unused(card) = token.state {
                        by_card.insert(card.id, token.id);
                    }
                }
                unread.insert(by_card)
            }
        };
        by_card.get(card).map_or(Ok(None), |token| writer.view().get(writer.account(), token))
    }
}

/// Decides about one row; nothing is written yet.
fn decide(
    account: &Account,
    writer: &mut Writer<'_, '_>,
    unused: &mut UnusedTokens,
    recall: Recall<'_>,
    mut row: ImportedCustomer,
) -> Result<Decided> {
    row.id = row.id.filter(|id| !id.is_empty());
    let present = same_customer(writer, &row)?;
    if let Some(customer) = &present {
        rules::customer::refuse_deleted(customer)?;
    }
    let (cards, tax_identifiers) = match &present {
        Some(customer) => {
            let view = writer.view();
            (view.cards_of(account.id, &customer.id)?, view.tax_identifiers_of(account.id, &customer.id)?)
        }
        None => (Vec::new(), Vec::new()),
    };
    let id = match (&present, &row.id) {
        (Some(customer), _) => customer.id.clone(),
        (None, Some(id)) => id.clone(),
        (None, None) => writer.id(Named::Record(Kind::Customer))?,
    };
    if row.as_shown {
        if let Some(customer) = &present {
            recall(customer, Belongings { cards: &cards, tax_identifiers: &tax_identifiers }, &mut row)?;
        }
        for card in row.cards.iter_mut().flatten() {
            if card.id.is_empty() {
                card.id = writer.id(Named::Record(Kind::Card))?;
            }
            if card.created_at == Timestamp::EPOCH {
                card.created_at = row.created_at.unwrap_or_else(|| writer.now());
            }
        }
    }
    claim(writer, &id, Some(&row.own), row.attributes.as_ref())?;
    for card in row.cards.iter().flatten() {
        let holder = writer.view().get::<Card>(writer.account(), &card.id)?.and_then(|card| card.customer);
        if holder.is_some_and(|holder| holder != id) {
            return Err(Error::AlreadyExists { field: "card", value: card.id.clone() });
        }
    }
    for identifier in row.tax_identifiers.iter().flatten() {
        let there = writer.view().get::<TaxIdentifier>(writer.account(), &identifier.id)?;
        if there.and_then(|there| there.customer).is_some_and(|holder| holder != id) {
            return Err(Error::AlreadyExists { field: "tax identifier", value: identifier.id.clone() });
        }
    }
    let (identifiers, complete) = (row.tax_identifiers.take(), row.complete);
    let existed = present.is_some();
    let place = match present {
        Some(customer) => Place::Present { customer, cards },
        None => Place::New { id: id.clone(), sequence: writer.sequence() },
    };
    let now = writer.now();
    let mut changes = rules::import::import(account.policy, place, row, now, || writer.sequence())?;
    if let Some(wanted) = identifiers {
        let sequence = || writer.sequence();
        changes.extend(belongings::import_tax_identifiers(&id, &tax_identifiers, wanted, complete, sequence));
    }
    // A card that is a customer's came of a token that was used: attaching it again would take it from that customer.
    let mut used = Vec::new();
    for change in &changes {
        if let Change::Put(Record::Card(card)) = change
            && let Some(token) = unused.holding(writer, &card.id)?
        {
            used.extend(rules::token::consume_elsewhere(account.policy, &token));
        }
    }
    changes.extend(used);
    let imported = match (changes.is_empty(), existed) {
        (true, _) => Imported::Unchanged(id),
        (false, true) => Imported::Updated(id),
        (false, false) => Imported::Created(id),
    };
    Ok(Decided { changes, imported })
}

fn same_customer(writer: &Writer<'_, '_>, row: &ImportedCustomer) -> Result<Option<Customer>> {
    let view = writer.view();
    if let Some(id) = &row.id {
        return view.get(writer.account(), id);
    }
    let Some(number) = row.own.merchant_customer_id.as_deref() else { return Ok(None) };
    let holders = view.holders_of(writer.account(), number)?;
    Ok(holders.first().map(|customer| Customer::clone(customer)))
}
