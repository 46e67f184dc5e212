//! Tokens: checking card details, making a token, using it up.

use crate::error::{Error, Result};
use crate::model::{
    Brand, Card, CardAttributes, CardComplaint, CardDetails, CardNumber, Change, Date, Kind, Record, Timestamp, Token,
    TokenState, holds_card_number,
};
use crate::rules::policy::{CardChecks, NumberTrace, Policy, UsedToken};

/// What a card takes from the store: its id, a number in the order of creation, the time.
#[derive(Debug, Clone)]
pub struct CardIdentity {
    /// The id, kept when a card of a token is attached (`omise 6.2.4`).
    pub id: String,
    /// Position in the order of creation.
    pub sequence: u64,
    /// The time now.
    pub now: Timestamp,
}

/// Checks the details of a card (`omise 6.4`, `komoju 6.4`).
///
/// # Errors
/// [`Error::InvalidCard`] with everything that is wrong; [`Error::InvalidArgument`] for a name that is a card number.
pub fn check(checks: &CardChecks, details: &CardDetails, today: Date) -> Result<(CardNumber, Brand)> {
    check_name(details.name.as_deref())?;
    let mut complaints = Vec::new();
    let number = match &details.number {
        Some(text) if !text.is_blank() => {
            let written = checks.grouped_numbers || all_digits(text.expose());
            let number = CardNumber::parse(text).filter(|_| written);
            if number.is_none() {
                complaints.push(CardComplaint::NumberInvalid);
            }
            number
        }
        _ => {
            complaints.push(CardComplaint::NumberBlank);
            None
        }
    };
    let brand = number.as_ref().and_then(CardNumber::brand);
    if number.is_some() && brand.is_none() {
        complaints.extend([CardComplaint::NumberInvalid, CardComplaint::BrandNotSupported]);
    }
    if checks.holder && details.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
        complaints.push(CardComplaint::NameBlank);
    }
    complaints.extend(expiry_complaints(checks, details.expiration_month, details.expiration_year, today));
    if let (Some(lengths), Some(code)) = (&checks.security_code, &details.security_code)
        && !(all_digits(code.expose()) && lengths.contains(&code.expose().len()))
    {
        complaints.push(CardComplaint::SecurityCodeInvalid);
    }
    match (number, brand) {
        (Some(number), Some(brand)) if complaints.is_empty() => Ok((number, brand)),
        _ => Err(Error::InvalidCard { complaints }),
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The year that a number stands for; none when it stands for none.
fn year(checks: &CardChecks, number: Option<i64>) -> Option<i64> {
    let year = number.filter(|year| checks.years.contains(year))?;
    Some(if checks.short_years && year < 100 { 2000 + year } else { year })
}

/// Refuses a currency that the provider does not know (`komoju 4.4`).
///
/// # Errors
/// [`Error::InvalidArgument`].
pub fn check_currency(policy: &Policy, currency: Option<&str>) -> Result<()> {
    match currency {
        None => Ok(()),
        Some(_) if policy.currencies.is_empty() => {
            Err(Error::invalid("currency", format!("is not asked for by {}; leave it out", policy.provider)))
        }
        Some(currency) if policy.currencies.contains(&currency) => Ok(()),
        Some(_) => {
            Err(Error::invalid("currency", "is unknown; send the three capital letters of one that is accepted"))
        }
    }
}

/// Refuses to use a token in another currency than the one it is tied to (`komoju 6.3.8`).
///
/// # Errors
/// [`Error::InvalidArgument`].
pub fn check_lock(token: &Token, currency: Option<&str>) -> Result<()> {
    match (token.currency.as_deref(), currency) {
        (Some(tied), Some(wanted)) if tied != wanted => {
            Err(Error::invalid("currency", "is not the one that the token is for; send the token's currency or none"))
        }
        _ => Ok(()),
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
pub fn expiry_complaints(
    checks: &CardChecks,
    month: Option<i64>,
    number: Option<i64>,
    today: Date,
) -> Vec<CardComplaint> {
    let month = month.filter(|month| (1..=12).contains(month));
    let year = year(checks, number);
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

/// Makes a card of checked details. The number and the code end here: only their traces go into the card.
pub fn make(
    policy: &Policy,
    details: CardDetails,
    number: &CardNumber,
    brand: Brand,
    fingerprint: Option<String>,
    identity: CardIdentity,
) -> Card {
    let first_digits = (policy.number_trace == NumberTrace::FirstDigits).then(|| number.first_digits().to_owned());
    let year = year(&policy.card_checks, details.expiration_year);
    Card {
        id: identity.id,
        customer: None,
        sequence: identity.sequence,
        created_at: identity.now,
        attached: 0,
        brand,
        first_digits,
        last_digits: number.last_digits().to_owned(),
        // `check` has seen both in range.
        expiration_month: details.expiration_month.and_then(|month| month.try_into().ok()).unwrap_or_default(),
        expiration_year: year.and_then(|year| year.try_into().ok()).unwrap_or_default(),
        name: details.name,
        fingerprint,
        financing: String::new(),
        bank: String::new(),
        security_code_check: details.security_code.is_some_and(|code| !code.is_blank()),
        address: details.address,
        attributes: CardAttributes::default(),
    }
}

/// Puts a fresh card into a token, which may be tied to a currency (`komoju 4.6`).
pub fn wrap(id: String, card: Card, currency: Option<String>) -> Token {
    Token { id, sequence: card.sequence, created_at: card.created_at, currency, state: TokenState::Unused(card) }
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
