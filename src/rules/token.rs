//! Tokens: checking card details, making a token, using it up.

use crate::error::{Error, Result};
use crate::model::{
    Brand, Card, CardAttributes, CardComplaint, CardDetails, CardNumber, Change, Date, Kind, Record, Timestamp, Token,
    TokenState, holds_card_number,
};
use crate::rules::policy::{NumberTrace, Policy, UsedToken};

/// What a token takes from the store: ids, a number in the order of creation, the time.
#[derive(Debug, Clone)]
pub struct TokenIdentity {
    /// The token's id.
    pub token: String,
    /// The id of the card inside, kept when it is attached (`omise 6.2.4`).
    pub card: String,
    /// Position in the order of creation.
    pub sequence: u64,
    /// The time now.
    pub now: Timestamp,
}

/// Checks the details of a card (`omise 6.4`).
///
/// # Errors
/// [`Error::InvalidCard`] with everything that is wrong; [`Error::InvalidArgument`] for a name that is a card number.
pub fn check(details: &CardDetails, today: Date) -> Result<(CardNumber, Brand)> {
    check_name(details.name.as_deref())?;
    let mut complaints = Vec::new();
    let number = match &details.number {
        Some(text) if !text.is_blank() => CardNumber::parse(text).or_else(|| {
            complaints.push(CardComplaint::NumberInvalid);
            None
        }),
        _ => {
            complaints.push(CardComplaint::NumberBlank);
            None
        }
    };
    let brand = number.as_ref().and_then(CardNumber::brand);
    if number.is_some() && brand.is_none() {
        complaints.extend([CardComplaint::NumberInvalid, CardComplaint::BrandNotSupported]);
    }
    if details.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
        complaints.push(CardComplaint::NameBlank);
    }
    complaints.extend(expiry_complaints(details.expiration_month, details.expiration_year, today));
    match (number, brand) {
        (Some(number), Some(brand)) if complaints.is_empty() => Ok((number, brand)),
        _ => Err(Error::InvalidCard { complaints }),
    }
}

/// Refuses a holder's name that is a card number: hosts put the wrong column there, and a name is kept.
///
/// # Errors
/// [`Error::InvalidArgument`].
pub fn check_name(name: Option<&str>) -> Result<()> {
    if name.is_some_and(holds_card_number) {
        return Err(Error::invalid("name", "looks like a card number; send the name on the card"));
    }
    Ok(())
}

/// What is wrong with a month and year of expiry; a card is good through the last day of its month (`omise 6.4`).
pub fn expiry_complaints(month: Option<i64>, year: Option<i64>, today: Date) -> Vec<CardComplaint> {
    let month = month.filter(|month| (1..=12).contains(month));
    let year = year.filter(|year| (1000..=9999).contains(year));
    let mut complaints = Vec::new();
    if month.is_none() {
        complaints.push(CardComplaint::MonthOutOfRange);
    }
    if year.is_none() {
        complaints.push(CardComplaint::YearInvalid);
    }
    if let (Some(month), Some(year)) = (month, year)
        && (year, month) < (i64::from(today.year()), i64::from(today.month()))
    {
        complaints.push(CardComplaint::Expired);
    }
    complaints
}

/// Makes a token of checked details. The number and the code end here: only their traces go into the card.
pub fn make(
    policy: &Policy,
    details: CardDetails,
    number: &CardNumber,
    brand: Brand,
    fingerprint: Option<String>,
    identity: TokenIdentity,
) -> Token {
    let first_digits = (policy.number_trace == NumberTrace::FirstDigits).then(|| number.first_digits().to_owned());
    let attributes = CardAttributes::initial(policy.provider, &identity.card, &identity.token);
    let card = Card {
        id: identity.card,
        customer: None,
        sequence: identity.sequence,
        created_at: identity.now,
        attached: 0,
        brand,
        first_digits,
        last_digits: number.last_digits().to_owned(),
        // `check` has seen both in range.
        expiration_month: details.expiration_month.and_then(|month| month.try_into().ok()).unwrap_or_default(),
        expiration_year: details.expiration_year.and_then(|year| year.try_into().ok()).unwrap_or_default(),
        name: details.name,
        fingerprint,
        financing: String::new(),
        bank: String::new(),
        security_code_check: details.security_code.is_some_and(|code| !code.is_blank()),
        address: details.address,
        attributes,
    };
    Token {
        id: identity.token,
        sequence: identity.sequence,
        created_at: identity.now,
        currency: None,
        state: TokenState::Unused(card),
    }
}

/// The card of an unused token, and the change that uses the token up (`omise 6.2.2`, `6.2.3`, `6.2.6`).
///
/// # Errors
/// [`Error::UsedToken`] or [`Error::ExpiredToken`].
pub fn consume(policy: &Policy, token: &Token, now: Timestamp) -> Result<(Card, Change)> {
    let TokenState::Unused(card) = &token.state else {
        return Err(Error::UsedToken { id: token.id.clone() });
    };
    if policy.token_lifetime.is_some_and(|seconds| now >= token.created_at.plus_seconds(seconds)) {
        return Err(Error::ExpiredToken { id: token.id.clone() });
    }
    Ok((card.clone(), used(policy, token, &card.id)))
}

/// The change that uses up a token whose card became a customer's elsewhere; none when it was used before.
pub fn consume_elsewhere(policy: &Policy, token: &Token) -> Option<Change> {
    token.card().map(|card| used(policy, token, &card.id))
}

fn used(policy: &Policy, token: &Token, card: &str) -> Change {
    match policy.used_token {
        UsedToken::Keep => {
            let state = TokenState::Used { card: card.to_owned() };
            Change::Put(Record::Token(Token { state, ..token.clone() }))
        }
        UsedToken::Forget => Change::Remove(Kind::Token, token.id.clone()),
    }
}
