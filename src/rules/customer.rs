//! Customers: creating, updating, destroying.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::{
    Attributes, Card, Change, Customer, CustomerUpdate, ImportedCustomer, Kind, Metadata, NewCustomer, OwnFields,
    Record, Timestamp, Token,
};
use crate::rules::card;
use crate::rules::policy::{Deletion, MetadataUpdate, Policy};

/// What a new customer takes from the store.
#[derive(Debug, Clone)]
pub struct CustomerIdentity {
    /// The id.
    pub id: String,
    /// Position in the order of creation.
    pub sequence: u64,
    /// The time now.
    pub now: Timestamp,
}

/// A token to attach, and the number its card gets in the order of attachment.
#[derive(Debug, Clone, Copy)]
pub struct Attachment<'a> {
    /// The token.
    pub token: &'a Token,
    /// Number in the order of attachment.
    pub attached: u64,
}

/// A customer as a command leaves it, and the changes that make it so.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The customer.
    pub customer: Customer,
    /// The changes; the customer's own comes last.
    pub changes: Vec<Change>,
}

/// Creates a customer (`omise 6.1.1`, `6.1.9`, `6.3.1`).
///
/// # Errors
/// [`Error::UsedToken`], [`Error::ExpiredToken`], [`Error::InvalidArgument`] for another provider's attributes.
pub fn create(
    policy: &Policy,
    new: NewCustomer,
    identity: CustomerIdentity,
    attachment: Option<Attachment<'_>>,
) -> Result<Changed> {
    let mut customer = Customer {
        id: identity.id,
        sequence: identity.sequence,
        created_at: identity.now,
        updated_at: None,
        deleted_at: None,
        email: new.email,
        description: new.description,
        metadata: new.metadata,
        default_card: None,
        own: tidy(new.own),
        attributes: own_attributes(policy, new.attributes)?,
    };
    let mut changes = Vec::new();
    if let Some(Attachment { token, attached }) = attachment {
        changes = card::attach(policy, &mut customer, &mut Vec::new(), token, attached, identity.now)?;
    }
    changes.push(Change::Put(Record::Customer(customer.clone())));
    Ok(Changed { customer, changes })
}

/// Updates a customer: only what is given changes (`omise 6.1.3`); a card is attached before the default is chosen
/// (`omise 6.3.5`).
///
/// # Errors
/// [`Error::Deleted`], [`Error::UsedToken`], [`Error::ExpiredToken`], [`Error::NotFound`] for a default card that is
/// not the customer's, [`Error::InvalidArgument`] for another provider's attributes.
pub fn update(
    policy: &Policy,
    customer: &Customer,
    cards: Vec<Arc<Card>>,
    update: CustomerUpdate,
    attachment: Option<Attachment<'_>>,
    now: Timestamp,
) -> Result<Changed> {
    if customer.deleted_at.is_some() {
        return Err(Error::Deleted { id: customer.id.clone() });
    }
    let mut cards = cards;
    let mut customer = Customer { updated_at: Some(now), ..customer.clone() };
    if let Some(email) = update.email {
        customer.email = email;
    }
    if let Some(description) = update.description {
        customer.description = description;
    }
    if let Some(metadata) = update.metadata {
        customer.metadata = match policy.metadata {
            MetadataUpdate::Replace => metadata,
            MetadataUpdate::Merge => merged(&customer.metadata, &metadata),
        };
    }
    if let Some(own) = update.own {
        customer.own = tidy(own);
    }
    if update.attributes.is_some() {
        customer.attributes = own_attributes(policy, update.attributes)?;
    }
    let mut changes = Vec::new();
    if let Some(Attachment { token, attached }) = attachment {
        changes = card::attach(policy, &mut customer, &mut cards, token, attached, now)?;
    }
    if let Some(id) = &update.default_card {
        card::choose_default(&mut customer, &cards, id)?;
    }
    changes.push(Change::Put(Record::Customer(customer.clone())));
    Ok(Changed { customer, changes })
}

/// Deletes a customer and destroys its cards; schedules are not touched (`omise 6.5.6`, `6.5.7`).
/// Deleting a customer that is already marked changes nothing.
pub fn delete(policy: &Policy, customer: &Customer, cards: &[Arc<Card>], now: Timestamp) -> Vec<Change> {
    let mut changes: Vec<Change> = cards.iter().map(|card| Change::Remove(Kind::Card, card.id.clone())).collect();
    match policy.deletion {
        Deletion::Destroy => changes.push(Change::Remove(Kind::Customer, customer.id.clone())),
        Deletion::Mark if customer.deleted_at.is_some() => {}
        Deletion::Mark => {
            let deleted = Customer { deleted_at: Some(now), default_card: None, ..customer.clone() };
            changes.push(Change::Put(Record::Customer(deleted)));
        }
    }
    changes
}

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
/// [`Error::NotFound`] for a default card that is not among its cards, [`Error::InvalidArgument`] for another provider's
/// attributes or a card without id.
pub fn import(
    policy: &Policy,
    place: Place,
    row: ImportedCustomer,
    now: Timestamp,
    mut sequence: impl FnMut() -> u64,
) -> Result<Vec<Change>> {
    let (before, is_new, cards) = match place {
        Place::Present { customer, cards } => (customer, false, cards),
        Place::New { id, sequence } => {
            let identity = CustomerIdentity { id, sequence, now: row.created_at.unwrap_or(now) };
            (create(policy, NewCustomer::default(), identity, None)?.customer, true, Vec::new())
        }
    };
    let (mut after, mut changes) = fill(policy, before.clone(), cards, row, &mut sequence)?;
    if is_new || after != before {
        if !is_new {
            after.updated_at = Some(now);
        }
        changes.push(Change::Put(Record::Customer(after)));
    }
    Ok(changes)
}

/// Fills a customer with what a row says, and makes its cards the row's.
fn fill(
    policy: &Policy,
    mut customer: Customer,
    present: Vec<Arc<Card>>,
    row: ImportedCustomer,
    sequence: &mut impl FnMut() -> u64,
) -> Result<(Customer, Vec<Change>)> {
    let keep = !row.complete;
    let over = |field: &mut Option<String>, value: Option<String>| {
        if value.is_some() || !keep {
            *field = value;
        }
    };
    over(&mut customer.email, row.email);
    over(&mut customer.description, row.description);
    if !(keep && row.metadata.is_empty()) {
        customer.metadata = row.metadata;
    }
    let own = tidy(row.own);
    over(&mut customer.own.name, own.name);
    over(&mut customer.own.phone, own.phone);
    over(&mut customer.own.merchant_customer_id, own.merchant_customer_id);
    over(&mut customer.own.barcode, own.barcode);
    over(&mut customer.own.notes, own.notes);
    over(&mut customer.own.company, own.company);
    if !(keep && own.tags.is_empty()) {
        customer.own.tags = own.tags;
    }
    if !(keep && own.address.is_none()) {
        customer.own.address = own.address;
    }
    if row.attributes.is_some() {
        customer.attributes = own_attributes(policy, row.attributes)?;
    }
    let Some(cards) = row.cards else { return Ok((customer, Vec::new())) };
    let changes = replace_cards(&customer.id, &present, &cards, sequence)?;
    customer.default_card = match row.default_card {
        Some(id) if cards.iter().any(|card| card.id == id) => Some(id),
        Some(id) => return Err(Error::not_found(Kind::Card, id)),
        None => cards.first().map(|card| card.id.clone()),
    };
    Ok((customer, changes))
}

/// The changes that give a customer exactly these cards in this order; none when it has them already.
fn replace_cards(
    customer: &str,
    present: &[Arc<Card>],
    wanted: &[Card],
    sequence: &mut impl FnMut() -> u64,
) -> Result<Vec<Change>> {
    if wanted.iter().any(|card| card.id.is_empty()) {
        return Err(Error::invalid("cards", "hold a card without id; give every card its id"));
    }
    let same_order = present.iter().map(|card| &card.id).eq(wanted.iter().map(|card| &card.id));
    let mut changes: Vec<Change> = present
        .iter()
        .filter(|card| !wanted.iter().any(|wanted| wanted.id == card.id))
        .map(|card| Change::Remove(Kind::Card, card.id.clone()))
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

/// Refuses a merchant_customer_id that another living customer holds.
///
/// # Errors
/// [`Error::AlreadyExists`].
pub fn claim_merchant_customer_id(claimant: &str, value: &str, holders: &[Arc<Customer>]) -> Result<()> {
    if holders.iter().any(|holder| holder.id != claimant) {
        return Err(Error::AlreadyExists { field: "merchant_customer_id", value: value.to_owned() });
    }
    Ok(())
}

/// Own fields with blank texts taken as absent, so that a blank number is nobody's.
fn tidy(mut own: OwnFields) -> OwnFields {
    for field in [
        &mut own.name,
        &mut own.phone,
        &mut own.merchant_customer_id,
        &mut own.barcode,
        &mut own.notes,
        &mut own.company,
    ] {
        if field.as_deref().is_some_and(|text| text.trim().is_empty()) {
            *field = None;
        }
    }
    own.tags.retain(|tag| !tag.trim().is_empty());
    own.address = own.address.filter(|address| !address.is_empty());
    own
}

fn own_attributes(policy: &Policy, given: Option<Attributes>) -> Result<Attributes> {
    match given {
        None => Ok(Attributes::initial(policy.provider)),
        Some(attributes) if attributes.provider() == policy.provider => Ok(attributes),
        Some(attributes) => Err(Error::invalid(
            "attributes",
            format!("are {}'s; give {}'s or none", attributes.provider(), policy.provider),
        )),
    }
}

/// Metadata laid over metadata, name by name; null removes a name.
fn merged(present: &Metadata, update: &Metadata) -> Metadata {
    let mut object = present.to_object();
    for (name, value) in update.to_object() {
        if value.is_null() {
            object.shift_remove(&name);
        } else {
            object.insert(name, value);
        }
    }
    Metadata::from_object(&object)
}
