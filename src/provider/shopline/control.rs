//! What SHOPLINE does outside its interface: the customer types the code that came to the mobile phone.

use super::super::request::{Method, Request};
use super::super::response::Response;
use super::body::Body;
use super::fault::Fault;
use super::selection::Selection;
use super::{Answer, respond};
use crate::account::Account;
use crate::error::Error;

/// `POST /_tillbook/verify-mobile-phone` with `{"customer_id"}` answers with the customer.
pub(super) fn control(account: &Account, name: &str, request: &Request) -> Option<Response> {
    let known = name == "verify-mobile-phone" && request.method == Method::Post;
    known.then(|| respond(verify(account, request)))
}

fn verify(account: &Account, request: &Request) -> Answer {
    let missing = Error::invalid("customer_id", "is missing; send the customer's id");
    let id = Body::of(request)?.text("customer_id")?.ok_or(missing).map_err(Fault::from)?;
    let customer = account.customers().verify_mobile_phone(&id)?;
    Ok(Selection::default().show(&customer, account.now()))
}
