//! Tokens: E11 and E12.

use super::super::params::{Param, Params};
use super::cards::address;
use super::views::TokenView;
use super::{Answer, Call};
use crate::error::{Error, Result};
use crate::model::{CardDetails, Kind};

impl Call<'_> {
    /// E11.
    pub(super) fn create_token(&self) -> Answer {
        let details = details(&self.params()?)?;
        let token = self.account.tokens().create(details)?;
        self.show(&TokenView { token: &token, rendering: self.rendering })
    }

    /// E12.
    pub(super) fn retrieve_token(&self, id: &str) -> Answer {
        let token = self.account.tokens().get(id)?.ok_or_else(|| Error::not_found(Kind::Token, id))?;
        self.params()?;
        self.show(&TokenView { token: &token, rendering: self.rendering })
    }
}

/// The details below `card`. The tree they come from is wiped when the caller drops it.
fn details(params: &Params) -> Result<CardDetails> {
    let card = match params.given("card") {
        Some(Param::Object(card)) if !card.is_empty() => card,
        _ => return Err(Error::MissingCard),
    };
    // A month or year that is no number is as wrong as one that is out of range, and gets the same complaint (6.4).
    let number = |name| card.given(name).and_then(Param::to_integer);
    Ok(CardDetails {
        number: card.secret("number")?,
        security_code: card.secret("security_code")?,
        name: card.text("name")?,
        expiration_month: number("expiration_month"),
        expiration_year: number("expiration_year"),
        address: address(card)?,
    })
}
