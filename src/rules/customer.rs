//! Customers: creating, updating, destroying.

use std::sync::Arc;

use crate::error::{Conflict, Error, Result};
use crate::model::{
    Attributes, Card, Change, Customer, CustomerUpdate, Kind, Metadata, NewCustomer, OwnFields, Record, Timestamp,
    Token,
};
use crate::rules::policy::{Deletion, EmptyUpdate, MetadataUpdate, Policy};
use crate::rules::{bounds, card, token};

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

/// A card to attach, and the number it gets in the order of attachment.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Where it comes from.
    pub source: CardSource,
    /// Number in the order of attachment.
    pub attached: u64,
}

/// Where a card that is attached comes from.
#[derive(Debug, Clone)]
pub enum CardSource {
    /// A token, which is used up.
    Token(Token),
    /// The same command; there never was a token.
    Fresh(Card),
}

impl Attachment {
    fn join(
        self,
        policy: &Policy,
        customer: &mut Customer,
        cards: &mut Vec<Arc<Card>>,
        currency: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<Change>> {
        match self.source {
            CardSource::Token(token) => {
                let changes = card::attach(policy, customer, cards, &token, self.attached, now)?;
                token::check_lock(&token, currency)?;
                Ok(changes)
            }
            CardSource::Fresh(card) => Ok(card::join(policy, customer, cards, card, self.attached)),
        }
    }
}

/// A customer as a command leaves it, and the changes that make it so.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The customer.
    pub customer: Customer,
    /// The changes; the customer's own comes last.
    pub changes: Vec<Change>,
}

/// Creates a customer (`omise 6.1.1`, `6.1.9`, `6.3.1`). Why there is no card to attach is told only when nothing else
/// is wrong: a token is looked at last (`komoju 7`).
///
/// # Errors
/// [`Error::UsedToken`], [`Error::ExpiredToken`], [`Error::InvalidArgument`] for another provider's attributes or a
/// currency, and what the attachment is refused with.
pub fn create(
    policy: &Policy,
    new: NewCustomer,
    identity: CustomerIdentity,
    attachment: Result<Option<Attachment>>,
) -> Result<Changed> {
    token::check_currency(policy, new.currency.as_deref())?;
    let now = identity.now;
    let mut customer = Customer {
        email: new.email,
        description: new.description,
        metadata: new.metadata,
        own: tidy(new.own),
        attributes: own_attributes(policy, new.attributes)?,
        ..blank(policy, identity)
    };
    check_new(policy, &mut customer)?;
    let mut changes = Vec::new();
    if let Some(attachment) = attachment? {
        changes = attachment.join(policy, &mut customer, &mut Vec::new(), new.currency.as_deref(), now)?;
    }
    changes.push(Change::Put(Record::Customer(customer.clone())));
    Ok(Changed { customer, changes })
}

/// Refuses a customer that the provider would not make, or puts it right.
///
/// # Errors
/// [`Error::InvalidArgument`] with the field in the provider's words.
pub fn check_new(policy: &Policy, customer: &mut Customer) -> Result<()> {
    (policy.settle)(None, customer, customer.created_at)?;
    bounds::check(policy, None, customer)
}

/// A customer of whom nothing is known yet.
pub(super) fn blank(policy: &Policy, identity: CustomerIdentity) -> Customer {
    Customer {
        id: identity.id,
        sequence: identity.sequence,
        created_at: identity.now,
        updated_at: None,
        deleted_at: None,
        email: None,
        description: None,
        metadata: Metadata::default(),
        default_card: None,
        own: OwnFields::default(),
        attributes: Attributes::initial(policy.provider),
    }
}

/// Updates a customer: only what is given changes (`omise 6.1.3`); a card is attached before the default is chosen
/// (`omise 6.3.5`).
///
/// # Errors
/// [`Error::Deleted`], [`Error::UsedToken`], [`Error::ExpiredToken`], [`Error::NotFound`] for a default card that is
/// not the customer's, [`Error::InvalidArgument`] for another provider's attributes or a currency, and what the attachment
/// is refused with.
pub fn update(
    policy: &Policy,
    before: &Customer,
    cards: Vec<Arc<Card>>,
    update: CustomerUpdate,
    attachment: Result<Option<Attachment>>,
    now: Timestamp,
) -> Result<Changed> {
    refuse_deleted(before)?;
    if policy.empty_update == EmptyUpdate::Ignored && update == CustomerUpdate::default() {
        return Ok(Changed { customer: before.clone(), changes: Vec::new() });
    }
    token::check_currency(policy, update.currency.as_deref())?;
    let mut cards = cards;
    let mut customer = Customer { updated_at: Some(now), ..before.clone() };
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
    (policy.settle)(Some(before), &mut customer, now)?;
    bounds::check(policy, Some(before), &customer)?;
    let mut changes = Vec::new();
    if let Some(attachment) = attachment? {
        changes = attachment.join(policy, &mut customer, &mut cards, update.currency.as_deref(), now)?;
    }
    if let Some(id) = &update.default_card {
        card::choose_default(&mut customer, &cards, id)?;
    }
    changes.push(Change::Put(Record::Customer(customer.clone())));
    Ok(Changed { customer, changes })
}

/// Refuses to change a customer that is marked as deleted (`monri 24`).
///
/// # Errors
/// [`Error::Deleted`].
pub fn refuse_deleted(customer: &Customer) -> Result<()> {
    if customer.deleted_at.is_some() {
        return Err(Error::Deleted { id: customer.id.clone() });
    }
    Ok(())
}

/// Refuses a customer from whom no order may be taken (`digital_river 4.E.25`).
///
/// # Errors
/// [`Error::Deleted`], or [`Error::Conflict`].
pub fn check_order(policy: &Policy, customer: &Customer) -> Result<()> {
    refuse_deleted(customer)?;
    if (policy.takes_orders)(customer) {
        return Ok(());
    }
    Err(Error::Conflict { kind: Kind::Customer, id: customer.id.clone(), reason: Conflict::OrdersBarred })
}

/// Deletes a customer, takes its cards off it and removes what else hangs off it; schedules are not touched
/// (`omise 6.5.6`, `6.5.7`). Deleting a customer that is already marked changes nothing.
pub fn delete(
    policy: &Policy,
    customer: &Customer,
    cards: &[Arc<Card>],
    hanging: impl IntoIterator<Item = (Kind, String)>,
    now: Timestamp,
) -> Vec<Change> {
    let mut changes: Vec<Change> = cards.iter().map(|card| card::part(policy, card)).collect();
    changes.extend(hanging.into_iter().map(|(kind, id)| Change::Remove(kind, id)));
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
pub(super) fn tidy(mut own: OwnFields) -> OwnFields {
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

pub(super) fn own_attributes(policy: &Policy, given: Option<Attributes>) -> Result<Attributes> {
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
