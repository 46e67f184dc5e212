//! Customers from elsewhere: what a row makes of a customer that is there, or of a new one.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::{Card, Change, Customer, ImportedCustomer, Kind, Metadata, OwnFields, Record, Timestamp};
use crate::rules::card;
use crate::rules::customer::{CustomerIdentity, blank, own_attributes, refuse_deleted, tidy};
use crate::rules::policy::{Cards, Policy};

/// Where an imported customer goes.
#[expect(clippy::large_enum_variant, reason = "one at a time, on the stack of an import")]
#[derive(Debug, Clone)]
pub enum Place {
    /// It is new and gets this id and position.
    New {
        /// The id.
        id: String,
        /// Position in the order of creation.
        sequence: u64,
    },
    /// It is there already.
    Present {
        /// The customer.
        customer: Customer,
        /// Its cards in the order of attachment.
        cards: Vec<Arc<Card>>,
    },
}

/// Takes in a customer from elsewhere; no changes mean that it is there already, equal in everything.
///
/// # Errors
/// [`Error::Deleted`] for a customer that is marked as deleted, [`Error::NotFound`] for a default card that is not among
/// its cards, [`Error::InvalidArgument`] for another provider's attributes, a card without id, a card named twice or that
/// brings too much of its number, or more cards than the provider allows.
pub fn import(
    policy: &Policy,
    place: Place,
    row: ImportedCustomer,
    now: Timestamp,
    mut sequence: impl FnMut() -> u64,
) -> Result<Vec<Change>> {
    let (before, is_new, cards) = match place {
        Place::Present { customer, cards } => {
            refuse_deleted(&customer)?;
            (customer, false, cards)
        }
        Place::New { id, sequence } => {
            let identity = CustomerIdentity { id, sequence, now: row.created_at.unwrap_or(now) };
            let fresh = blank(policy, identity);
            (Customer { updated_at: row.updated_at, ..fresh }, true, Vec::new())
        }
    };
    let as_it_was = (!is_new).then(|| before.clone());
    let (mut after, mut changes) = fill(policy, before, cards, row, &mut sequence)?;
    if as_it_was.as_ref() != Some(&after) {
        if !is_new {
            after.updated_at = Some(now);
        }
        changes.push(Change::Put(Record::Customer(after)));
    }
    Ok(changes)
}

/// Fills a customer with what a row says, and its cards with the row's.
fn fill(
    policy: &Policy,
    mut customer: Customer,
    present: Vec<Arc<Card>>,
    row: ImportedCustomer,
    sequence: &mut impl FnMut() -> u64,
) -> Result<(Customer, Vec<Change>)> {
    over(&mut customer.email, row.email, row.complete);
    over(&mut customer.description, row.description, row.complete);
    customer.metadata = if row.complete || customer.metadata.is_empty() {
        row.metadata
    } else {
        let mut object = customer.metadata.to_object();
        object.extend(row.metadata.to_object());
        Metadata::from_object(&object)
    };
    fill_own(&mut customer.own, tidy(row.own), row.own_complete);
    if row.attributes.is_some() {
        let given = own_attributes(policy, row.attributes)?;
        let present = &customer.attributes;
        customer.attributes = if row.complete { given.keeping_unshown(present) } else { present.overlaid(&given) };
    }
    let Some(cards) = row.cards else { return Ok((customer, Vec::new())) };
    let changes = fill_cards(policy, &customer.id, &present, &cards, row.complete, sequence)?;
    let joined =
        cards.iter().map(|card| &card.id).filter(|id| row.complete || present.iter().all(|card| card.id != **id));
    let kept: Vec<&String> = present.iter().map(|card| &card.id).filter(|_| !row.complete).chain(joined).collect();
    if policy.cards == Cards::One && kept.len() > 1 {
        return Err(Error::invalid("cards", "are several and this provider allows one; give the customer's only card"));
    }
    customer.default_card = match row.default_card {
        Some(id) if kept.contains(&&id) => Some(id),
        Some(id) => return Err(Error::not_found(Kind::Card, id)),
        None if row.default_card_told => None,
        None if !row.complete && customer.default_card.is_some() => customer.default_card,
        None => kept.first().map(|id| (*id).clone()),
    };
    Ok((customer, changes))
}

/// Puts a value in a field; where none is given the field keeps its own, unless the row is complete.
fn over<T>(field: &mut Option<T>, value: Option<T>, complete: bool) {
    if value.is_some() || complete {
        *field = value;
    }
}

/// Fills the till's own fields with those of a row.
fn fill_own(own: &mut OwnFields, row: OwnFields, complete: bool) {
    over(&mut own.name, row.name, complete);
    over(&mut own.phone, row.phone, complete);
    over(&mut own.merchant_customer_id, row.merchant_customer_id, complete);
    over(&mut own.barcode, row.barcode, complete);
    over(&mut own.notes, row.notes, complete);
    over(&mut own.company, row.company, complete);
    if complete || !row.tags.is_empty() {
        own.tags = row.tags;
    }
    match (&mut own.address, row.address) {
        // Without a street it is no other address but more of the same: a column of countries must not cost the streets.
        (Some(present), Some(more)) if !complete && more.line1.is_none() => {
            over(&mut present.line2, more.line2, false);
            over(&mut present.city, more.city, false);
            over(&mut present.state, more.state, false);
            over(&mut present.postal_code, more.postal_code, false);
            over(&mut present.country, more.country, false);
        }
        (present, address) => over(present, address, complete),
    }
}

/// The changes that give a customer these cards; none when it has them already. A complete row's cards are all there
/// are, in their order; others join those that are there.
fn fill_cards(
    policy: &Policy,
    customer: &str,
    present: &[Arc<Card>],
    wanted: &[Card],
    complete: bool,
    sequence: &mut impl FnMut() -> u64,
) -> Result<Vec<Change>> {
    if wanted.iter().any(|card| card.id.is_empty()) {
        return Err(Error::invalid("cards", "hold a card without id; give every card its id"));
    }
    let mut ids: Vec<&str> = wanted.iter().map(|card| card.id.as_str()).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Error::invalid("cards", "hold the same id twice; give every card once"));
    }
    wanted.iter().try_for_each(|card| card::check_foreign(policy, card))?;
    let same_order = !complete || present.iter().map(|card| &card.id).eq(wanted.iter().map(|card| &card.id));
    let mut changes: Vec<Change> = present
        .iter()
        .filter(|card| complete && !wanted.iter().any(|wanted| wanted.id == card.id))
        .map(|card| card::part(policy, card))
        .collect();
    for card in wanted {
        let there = present.iter().find(|present| present.id == card.id);
        let (sequence, attached) = match there {
            Some(there) if same_order => (there.sequence, there.attached),
            _ => {
                let number = sequence();
                (number, number)
            }
        };
        let card = Card { customer: Some(customer.to_owned()), sequence, attached, ..card.clone() };
        if there.is_none_or(|there| **there != card) {
            changes.push(Change::Put(Record::Card(card)));
        }
    }
    Ok(changes)
}
