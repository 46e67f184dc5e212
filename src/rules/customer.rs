//! Customers: creating, updating, destroying.

use std::sync::Arc;

use crate::error::{Conflict, Error, Result};
use crate::model::{
    Attributes, Card, Change, Customer, CustomerUpdate, ImportedCustomer, Kind, Metadata, NewCustomer, OwnFields,
    Record, Timestamp, Token,
};
use crate::rules::policy::{Cards, Deletion, EmptyUpdate, MetadataUpdate, Policy};
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
fn blank(policy: &Policy, identity: CustomerIdentity) -> Customer {
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
    let (mut after, mut changes) = fill(policy, before.clone(), cards, row, &mut sequence)?;
    if is_new || after != before {
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
    customer.metadata = if row.complete {
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
