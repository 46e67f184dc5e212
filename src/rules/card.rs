//! Cards of a customer: attaching, choosing the default, updating, destroying.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::{Card, CardUpdate, Change, Customer, Date, Kind, Record, Timestamp, Token, holds_card_number};
use crate::rules::policy::{CardChecks, Cards, Detached, Policy, Succession};
use crate::rules::token;

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
    let card = Card { customer: Some(customer.id.clone()), attached, ..card };
    customer.default_card.get_or_insert_with(|| card.id.clone());
    changes.push(Change::Put(Record::Card(card.clone())));
    cards.push(Arc::new(card));
    changes
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
    let address = &mut card.address;
    for (field, value) in [
        (&mut card.name, update.name),
        (&mut address.street1, update.street1),
        (&mut address.street2, update.street2),
        (&mut address.city, update.city),
        (&mut address.state, update.state),
        (&mut address.postal_code, update.postal_code),
        (&mut address.country, update.country),
        (&mut address.phone_number, update.phone_number),
    ] {
        if value.is_some() {
            *field = value;
        }
    }
    Ok(card)
}

/// Refuses a card from elsewhere that would bring more of its number along than a store may keep.
///
/// # Errors
/// [`Error::InvalidArgument`].
pub fn check_traces(card: &Card) -> Result<()> {
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

/// What becomes of a card that is taken off its customer (`digital_river 4.F.34`).
pub fn part(policy: &Policy, card: &Card, now: Timestamp) -> Change {
    if policy.detached == Detached::Destroyed || !card.attributes.may_stand_alone() {
        return Change::Remove(Kind::Card, card.id.clone());
    }
    let mut card = Card { customer: None, ..card.clone() };
    card.attributes.cancel(now);
    Change::Put(Record::Card(card))
}

/// Destroys one of the customer's cards; the default passes on as the policy says (`omise 6.3.6` to `6.3.8`).
/// `cards` are in the order of attachment.
pub fn destroy(policy: &Policy, customer: &Customer, cards: &[Arc<Card>], id: &str, now: Timestamp) -> Vec<Change> {
    let mut changes: Vec<Change> =
        cards.iter().filter(|card| card.id == id).map(|card| part(policy, card, now)).collect();
    if customer.default_card.as_deref() == Some(id) {
        let heir = match policy.succession {
            Succession::LastAttached => cards.iter().rev().find(|card| card.id != id).map(|card| card.id.clone()),
            Succession::None => None,
        };
        let customer = Customer { default_card: heir, updated_at: Some(now), ..customer.clone() };
        changes.push(Change::Put(Record::Customer(customer)));
    }
    changes
}
