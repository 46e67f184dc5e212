//! Cards of a customer: attaching, choosing the default, updating, destroying.

use std::sync::Arc;

use crate::error::{Conflict, Error, Result};
use crate::model::{
    Card, CardUpdate, Change, Customer, Date, Kind, NewCard, Record, Timestamp, Token, holds_card_number,
};
use crate::rules::policy::{CardChecks, Cards, Detached, Policy, Succession};
use crate::rules::token::{self, CardIdentity};

/// Attaches a token's card to a customer, who is changed in place; the first card becomes the default
/// (`omise 6.3.1`, `6.3.2`, `6.3.9`).
///
/// # Errors
/// [`Error::UsedToken`] or [`Error::ExpiredToken`].
pub fn attach(
    policy: &Policy,
    customer: &mut Customer,
    cards: &mut Vec<Arc<Card>>,
    token: &Token,
    attached: u64,
    now: Timestamp,
) -> Result<Vec<Change>> {
    let (card, used) = token::consume(policy, token, now)?;
    let mut changes = vec![used];
    changes.extend(join(policy, customer, cards, card, attached));
    Ok(changes)
}

/// Makes a card a customer's, who is changed in place; where one is all there may be it takes the place of the present
/// one (`komoju 6.2.2`).
pub fn join(
    policy: &Policy,
    customer: &mut Customer,
    cards: &mut Vec<Arc<Card>>,
    card: Card,
    attached: u64,
) -> Vec<Change> {
    let mut changes = Vec::new();
    if policy.cards == Cards::One {
        changes.extend(cards.drain(..).map(|card| Change::Remove(Kind::Card, card.id.clone())));
        customer.default_card = None;
    }
    let mut card = Card { customer: Some(customer.id.clone()), attached, ..card };
    card.attributes.keep();
    if becomes_default(policy, customer, cards) {
        customer.default_card = Some(card.id.clone());
    }
    changes.push(Change::Put(Record::Card(card.clone())));
    cards.push(Arc::new(card));
    changes
}

/// A card that exists at its provider without a token of ours, and belongs to nobody yet; `secret` is a text that nobody
/// can guess.
///
/// # Errors
/// [`Error::Unsupported`] with providers whose cards never stand alone; [`Error::InvalidArgument`] for another provider's
/// attributes, or for more of a card's number than a store may keep.
pub fn add(policy: &Policy, new: NewCard, identity: CardIdentity, secret: String) -> Result<Card> {
    if policy.detached != Detached::Cancelled {
        return Err(Error::Unsupported { provider: policy.provider, what: "a card without a customer" });
    }
    if new.attributes.provider() != Some(policy.provider) {
        return Err(Error::invalid("attributes", format!("are not {}'s; give its own", policy.provider)));
    }
    let mut card = Card {
        id: String::new(),
        customer: None,
        sequence: identity.sequence,
        created_at: identity.now,
        // Its place until it is attached: no other card has it.
        attached: identity.sequence,
        brand: new.brand,
        first_digits: None,
        last_digits: new.last_digits,
        expiration_month: new.expiration_month,
        expiration_year: new.expiration_year,
        name: new.name,
        fingerprint: None,
        financing: String::new(),
        bank: String::new(),
        security_code_check: false,
        address: new.address,
        attributes: new.attributes,
    };
    check_foreign(policy, &card)?;
    if card.attributes.texts().into_iter().any(holds_card_number) {
        return Err(Error::invalid("attributes", "hold a card number; give its last four digits at most"));
    }
    // Only now: chance may make an id that looks like a card number.
    card.attributes.name(&identity.id, || Ok(secret))?;
    Ok(Card { id: identity.id, ..card })
}

/// Attaches a card that stands alone to a customer; no changes when it is the customer's already (`digital_river 4.F.37`).
/// The first card becomes the default; one that joins others does not, even when none of them is
/// (`digital_river 4.F.33`, `4.F.40`).
///
/// # Errors
/// [`Error::Conflict`] in the order of `digital_river 4.F.41`: it is another customer's, it cannot be kept, it cannot be
/// charged.
pub fn adopt(
    policy: &Policy,
    customer: &Customer,
    cards: &[Arc<Card>],
    card: &Card,
    attached: u64,
    now: Timestamp,
) -> Result<Vec<Change>> {
    let conflict = |reason| Err(Error::Conflict { kind: Kind::Card, id: card.id.clone(), reason });
    match card.customer.as_deref() {
        Some(owner) if owner == customer.id => return Ok(Vec::new()),
        Some(_) => return conflict(Conflict::CardOfAnother),
        None => {}
    }
    if !card.attributes.supports_reuse() {
        return conflict(Conflict::NotReusable);
    }
    if !card.attributes.chargeable() {
        return conflict(Conflict::NotChargeable);
    }
    let mut card = Card { customer: Some(customer.id.clone()), attached, ..card.clone() };
    card.attributes.keep();
    let mut customer = Customer { updated_at: Some(now), ..customer.clone() };
    if becomes_default(policy, &customer, cards) {
        customer.default_card = Some(card.id.clone());
    }
    Ok(vec![Change::Put(Record::Card(card)), Change::Put(Record::Customer(customer))])
}

/// Whether a card that joins these becomes the default: the first does, and where the default passes on, so does any when
/// there is none (`omise 6.3.9`, `digital_river 4.F.40`).
fn becomes_default(policy: &Policy, customer: &Customer, cards: &[Arc<Card>]) -> bool {
    cards.is_empty() || (policy.succession == Succession::LastAttached && customer.default_card.is_none())
}

/// Makes one of the customer's cards the default (`omise 6.3.3`, `6.3.4`).
///
/// # Errors
/// [`Error::NotFound`] when it is not one of them.
pub fn choose_default(customer: &mut Customer, cards: &[Arc<Card>], id: &str) -> Result<()> {
    if !cards.iter().any(|card| card.id == id) {
        return Err(Error::not_found(Kind::Card, id));
    }
    customer.default_card = Some(id.to_owned());
    Ok(())
}

/// The card with the given changes (`omise 6.3.14`).
///
/// # Errors
/// [`Error::InvalidArgument`] for a month or year that is none or a name that is a card number, [`Error::InvalidCard`] for an expiry in the past.
pub fn update(card: &Card, update: CardUpdate, today: Date) -> Result<Card> {
    token::check_name(update.name.as_deref())?;
    let mut card = card.clone();
    let month = update.expiration_month.unwrap_or(card.expiration_month.into());
    let year = update.expiration_year.unwrap_or(card.expiration_year.into());
    if update.expiration_month.is_some() || update.expiration_year.is_some() {
        card.expiration_month = u8::try_from(month)
            .ok()
            .filter(|month| (1..=12).contains(month))
            .ok_or_else(|| Error::invalid("expiration_month", "is not a month; send 1 to 12"))?;
        card.expiration_year = u16::try_from(year)
            .ok()
            .filter(|year| (1000..=9999).contains(year))
            .ok_or_else(|| Error::invalid("expiration_year", "is not a year; send four digits"))?;
        let complaints = token::expiry_complaints(&CardChecks::USUAL, Some(month), Some(year), today);
        if !complaints.is_empty() {
            return Err(Error::InvalidCard { complaints });
        }
    }
    let (address, given) = (&mut card.address, update.address);
    for (field, value) in [
        (&mut card.name, update.name),
        (&mut address.street1, given.street1),
        (&mut address.street2, given.street2),
        (&mut address.city, given.city),
        (&mut address.state, given.state),
        (&mut address.postal_code, given.postal_code),
        (&mut address.country, given.country),
        (&mut address.phone_number, given.phone_number),
    ] {
        if value.is_some() {
            *field = value;
        }
    }
    Ok(card)
}

/// Refuses a card from elsewhere with another provider's attributes, and one that would bring more of its number along
/// than a store may keep.
///
/// # Errors
/// [`Error::InvalidArgument`].
pub fn check_foreign(policy: &Policy, card: &Card) -> Result<()> {
    if let Some(other) = card.attributes.provider().filter(|provider| *provider != policy.provider) {
        let sentence = format!("have {other}'s attributes; give {}'s or none", policy.provider);
        return Err(Error::invalid("cards", sentence));
    }
    token::check_name(card.name.as_deref())?;
    if card.last_digits.len() > 4 || card.first_digits.as_deref().is_some_and(|digits| digits.len() > 6) {
        return Err(Error::invalid(
            "cards",
            "hold too much of a card number; give its first six and last four digits at most",
        ));
    }
    if holds_card_number(&card.id) || card.fingerprint.as_deref().is_some_and(holds_card_number) {
        return Err(Error::invalid("cards", "hold a card number where none belongs; leave the numbers out"));
    }
    Ok(())
}

/// What becomes of a card that is taken off its customer (`digital_river 4.F.34`). A card of which nothing of its
/// provider's is known could not stand alone, and so is gone.
pub fn part(policy: &Policy, card: &Card) -> Change {
    if policy.detached == Detached::Destroyed || !card.attributes.may_stand_alone() {
        return Change::Remove(Kind::Card, card.id.clone());
    }
    let mut card = Card { customer: None, ..card.clone() };
    card.attributes.cancel();
    Change::Put(Record::Card(card))
}

/// Takes one of the customer's cards off; the default passes on as the policy says (`omise 6.3.6` to `6.3.8`). Where a
/// card is detached rather than destroyed, that is a change of the customer (`digital_river 4.C.18`). `cards` are in the
/// order of attachment.
pub fn destroy(policy: &Policy, customer: &Customer, cards: &[Arc<Card>], id: &str, now: Timestamp) -> Vec<Change> {
    let mut changes: Vec<Change> = cards.iter().filter(|card| card.id == id).map(|card| part(policy, card)).collect();
    let was_default = customer.default_card.as_deref() == Some(id);
    if was_default || policy.detached == Detached::Cancelled {
        let default_card = match policy.succession {
            _ if !was_default => customer.default_card.clone(),
            Succession::LastAttached => cards.iter().rev().find(|card| card.id != id).map(|card| card.id.clone()),
            Succession::None => None,
        };
        let customer = Customer { default_card, updated_at: Some(now), ..customer.clone() };
        changes.push(Change::Put(Record::Customer(customer)));
    }
    changes
}
