//! What a provider's object shows of a record, found by reading the object back.

use std::sync::Arc;

use crate::account::Belongings;
use crate::error::Result;
use crate::model::{AccountId, Card, Customer, ImportedCustomer, TaxIdentifier, Timestamp};
use crate::provider::Exported;

use super::exact::Exact;
use super::object;

/// A record's object, and what it does not show.
pub(crate) struct Shown {
    pub(crate) exported: Exported,
    /// What the provider's reader sees in the object.
    pub(crate) reading: ImportedCustomer,
    /// What tells the record from the reading.
    pub(crate) exact: Exact,
}

impl Shown {
    /// Shows a customer with all that hangs off it.
    ///
    /// # Errors
    /// As the provider's export.
    pub(crate) fn of(account: AccountId, customer: &Customer, belongings: Belongings<'_>) -> Result<Shown> {
        let exported = (account.provider.dialect().exchange.export)(account, customer, belongings)?;
        let record = as_imported(customer, belongings);
        let all = |reading: &ImportedCustomer| reading.cards.as_ref().map_or(0, Vec::len) == belongings.cards.len();
        // Of an object that its own reader refuses, as for an id that the provider would not give, nothing is seen.
        let reading = object::read_back(account, &exported).filter(all);
        let reading =
            reading.unwrap_or_else(|| ImportedCustomer { cards: record.cards.clone(), ..ImportedCustomer::default() });
        let exact = Exact::between(account.provider, &reading, &record);
        Ok(Shown { exported, reading, exact })
    }
}

/// Fills a row that is as its provider shows it with what the provider hides of the same customer: where the row's value
/// is what the customer is shown with, it is the customer's own.
///
/// # Errors
/// As the provider's export.
pub(crate) fn recall(
    account: AccountId,
    customer: &Customer,
    belongings: Belongings<'_>,
    row: &mut ImportedCustomer,
) -> Result<()> {
    let Shown { reading, mut exact, .. } = Shown::of(account, customer, belongings)?;
    // Only what it looks like tells a card without an id: anything else and it is another card.
    let nameless = |row: &ImportedCustomer| row.cards.iter().flatten().find(|card| card.id.is_empty()).map(look);
    if nameless(&reading) != nameless(row) {
        exact.forget_card("");
    }
    // Both sides are the provider's own reading, so there is nothing in them that could not be a record.
    let _ = exact.apply(account.provider, row);
    if let (true, Some(cards)) = (row.complete, &row.cards) {
        row.default_card.take_if(|id| !cards.iter().any(|card| card.id == *id));
    }
    Ok(())
}

/// A card without what only the store can say of it.
fn look(card: &Card) -> Card {
    Card { customer: None, created_at: Timestamp::EPOCH, ..card.clone() }
}

/// A record as a row that would bring it in again.
fn as_imported(customer: &Customer, belongings: Belongings<'_>) -> ImportedCustomer {
    let card = |card: &Arc<Card>| Card { customer: None, sequence: 0, attached: 0, ..Card::clone(card) };
    let identifier =
        |it: &Arc<TaxIdentifier>| TaxIdentifier { customer: None, sequence: 0, ..TaxIdentifier::clone(it) };
    ImportedCustomer {
        created_at: Some(customer.created_at),
        updated_at: customer.updated_at,
        email: customer.email.clone(),
        description: customer.description.clone(),
        metadata: customer.metadata.clone(),
        attributes: Some(customer.attributes.clone()),
        cards: Some(belongings.cards.iter().map(card).collect()),
        tax_identifiers: Some(belongings.tax_identifiers.iter().map(identifier).collect()),
        default_card: customer.default_card.clone(),
        ..ImportedCustomer::default()
    }
}
