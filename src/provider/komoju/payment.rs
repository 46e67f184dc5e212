//! `payment_details`: a token's id, or the details of a card (4.3, 6.3, 6.4).

use super::super::params::{Param, Params};
use super::fault::{Fault, PAYMENT};
use super::views::CREDIT_CARD;
use crate::model::{CardAddress, CardDetails, holds_card_number};

/// The name of a card's security code.
pub(super) const SECURITY_CODE: &str = "verification_value";

/// What `payment_details` holds.
#[expect(clippy::large_enum_variant, reason = "one at a time, on the stack of a request")]
pub(super) enum Payment {
    /// A text, which may be the id of a token.
    Token(String),
    /// A card.
    Card(PaymentCard),
}

/// The details of a card, and what came with them.
pub(super) struct PaymentCard {
    /// The card.
    pub details: CardDetails,
    /// An e-mail address that belongs to the payment.
    pub email: Option<String>,
}

/// Whether there are payment details at all; null and an empty text are none (6.1.3, 6.2.4).
pub(super) fn is_given(params: &Params) -> bool {
    params.given(PAYMENT).is_some_and(|value| value.as_str() != Some(""))
}

/// Reads the payment details. Whether the token or the card is good, the rules decide.
pub(super) fn read(params: &Params) -> Result<Option<Payment>, Fault> {
    if !is_given(params) {
        return Ok(None);
    }
    match params.given(PAYMENT) {
        Some(Param::Text(id)) => Ok(Some(Payment::Token(id.to_string()))),
        Some(Param::Object(group)) => card(group).map(|card| Some(Payment::Card(card))),
        _ => Err(invalid("payment_details is neither a token nor an object; send one of them")),
    }
}

/// Reads payment details that must be an object (6.3.1).
pub(super) fn read_card(params: &Params) -> Result<PaymentCard, Fault> {
    match read(params)? {
        Some(Payment::Card(card)) => Ok(card),
        Some(Payment::Token(_)) => Err(invalid("payment_details is not an object; send the details of a card")),
        None => Err(Fault::missing(PAYMENT, PAYMENT)),
    }
}

fn invalid(message: &'static str) -> Fault {
    Fault::of_param("invalid_parameter", PAYMENT, message)
}

/// The details below `payment_details`. The tree they come from is wiped when the caller drops it.
fn card(group: &Params) -> Result<PaymentCard, Fault> {
    let required = |name| match group.given(name) {
        Some(value) if value.as_str() != Some("") => Ok(value),
        _ => Err(Fault::missing(name, PAYMENT)),
    };
    if required("type")?.as_str() != Some(CREDIT_CARD) {
        let message = "The type of the payment details is not supported; send credit_card";
        return Err(Fault::of_param("invalid_payment_type", PAYMENT, message));
    }
    for name in ["number", "month", "year"] {
        required(name)?;
    }
    let unreadable = |code, message: &'static str| move |_| Fault::of_param(code, PAYMENT, message);
    let text = |name| group.filled_text(name).map_err(unreadable("invalid_parameter", "name and email must be texts"));
    let email = text("email")?;
    if email.as_deref().is_some_and(holds_card_number) {
        return Err(invalid("email looks like a card number; send an e-mail address"));
    }
    let number = group.secret("number").map_err(unreadable("invalid_number", "The card number is not a text"))?;
    let security_code = group
        .secret(SECURITY_CODE)
        .map_err(unreadable("bad_verification_value", "The verification value is not a text"))?;
    // A month or year that is no number is as wrong as one that is out of range (6.4).
    let number_of = |name| group.given(name).and_then(Param::to_integer);
    let details = CardDetails {
        number,
        security_code,
        name: match text("name")? {
            Some(name) => Some(name),
            None => whole_name(text("given_name")?, text("family_name")?),
        },
        expiration_month: number_of("month"),
        expiration_year: number_of("year"),
        address: CardAddress::default(),
    };
    Ok(PaymentCard { details, email })
}

/// A name that came in two parts.
fn whole_name(given: Option<String>, family: Option<String>) -> Option<String> {
    let parts: Vec<String> = given.into_iter().chain(family).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
