//! Tokens: K6.

use super::super::params::Params;
use super::fault::{Fault, PAYMENT};
use super::views::TokenView;
use super::{Answer, Call, payment, show};
use crate::account::Asked;
use crate::rules::token::check_currency;

impl Call<'_> {
    /// K6. The publishable key is enough (6.3.9).
    pub(super) fn create_token(&self, params: &Params, asked: Option<&Asked>) -> Answer {
        if !payment::is_given(params) {
            return Err(Fault::missing(PAYMENT, PAYMENT));
        }
        let currency = params.text("currency")?;
        // Before the payment details are looked at (7, precedence).
        check_currency(&super::POLICY, currency.as_deref())?;
        let card = payment::read_card(params)?;
        self.account.work(|work| {
            let token = work.create_token(currency, card.details)?;
            let body = show(&TokenView { token: &token, email: card.email.as_deref() })?;
            if let Some(asked) = asked {
                work.keep(asked, 200, &body)?;
            }
            Ok(body)
        })
    }
}
