//! Payment methods: E7, E8, and the making of one, which Monri does when a payment is confirmed (2.5).

use super::views::{ListView, PaymentMethodView};
use super::{Answer, lists, show};
use crate::account::Account;
use crate::error::{Error, Result};
use crate::model::{CardAddress, CardDetails};
use crate::provider::params::Params;
use crate::provider::request::Request;

/// E7 of a customer, E8 of all; a uuid that is nobody's has an empty list (25, 32). The page says nothing of paging in
/// E8, so it is as E7's.
pub(super) fn list(account: &Account, customer: Option<&str>, request: &Request) -> Answer {
    let query = lists::query(request)?;
    let cards = account.cards().newest(customer, query.offset, query.limit)?;
    let today = account.today();
    show(&ListView(cards.iter().map(|card| PaymentMethodView { card, today }).collect()))
}

/// A confirmed payment of a customer whose card was to be kept.
pub(super) fn make(account: &Account, request: &Request) -> Answer {
    let params = Params::of_body(request)?;
    let customer = params.strict_text("customer_uuid")?.flatten();
    let customer = customer.ok_or_else(|| Error::invalid("customer_uuid", "is missing; send the customer's uuid"))?;
    let card = account.cards().attach(&customer, details(&params)?)?;
    show(&PaymentMethodView { card: &card, today: account.today() })
}

fn details(params: &Params) -> Result<CardDetails> {
    Ok(CardDetails {
        number: params.secret("number")?,
        security_code: None,
        name: None,
        expiration_month: params.integer("month")?,
        expiration_year: params.integer("year")?,
        address: CardAddress::default(),
    })
}
