//! Monri: `monri.md` in the providers' specifications is the page that the numbers in comments and tests refer to.

mod access;
mod adopt;
mod customers;
mod exchange;
mod fault;
mod lists;
mod payment_methods;
mod policy;
mod route;
mod views;

use serde::Serialize;

use self::fault::Fault;
use self::policy::POLICY;
use self::route::EndPoint;
use super::dialect::{Access, Dialect, Refusal};
use super::exchange::{Exchange, More, by_form};
use super::keys::check_form;
use super::request::{Key, Method, Request};
use super::response::Response;
use super::route::Route;
use crate::account::Account;

/// Monri as the rest of the program sees it.
pub(super) const DIALECT: Dialect = Dialect {
    policy: &POLICY,
    prefix: "/v2",
    request_id_header: "x-request-id",
    answer,
    access: Access {
        mode_of: |_| None,
        check_secret: check_form,
        check_public: check_form,
        make: access::make,
        authenticate: access::authenticate,
        grant: access::grant,
    },
    refuse: |refusal| Fault::from(refusal).response(),
    control,
    #[cfg(feature = "server")]
    description: include_str!("openapi.json"),
    exchange: Exchange {
        list: "data",
        more: |_| More::Untold,
        identity: by_form,
        read: exchange::read,
        read_card: exchange::read_card,
        export: exchange::export,
        adoptions: adopt::ADOPTIONS,
    },
};

/// What an end point answers: the body of a success, or a refusal.
type Answer = Result<Vec<u8>, Fault>;

/// Answers a request as Monri does; every success is a 200 (9).
fn answer(account: &Account, request: &Request) -> Response {
    let route = Route::of(request, DIALECT.prefix);
    let answer = match route.as_ref().and_then(EndPoint::of) {
        Some(EndPoint::GrantToken) => access::token(request, account.now(), None),
        // The authenticity token alone opens nothing.
        _ if request.key == Key::Public => Err(Refusal::Unauthorized.into()),
        Some(EndPoint::CreateCustomer) => customers::create(account, request),
        Some(EndPoint::RetrieveCustomer(uuid)) => customers::retrieve(account, uuid),
        Some(EndPoint::RetrieveByMerchantId(id)) => customers::retrieve_by_merchant_id(account, id),
        Some(EndPoint::UpdateCustomer(uuid)) => customers::update(account, uuid, request),
        Some(EndPoint::DeleteCustomer(uuid)) => customers::delete(account, uuid),
        Some(EndPoint::ListCustomers) => customers::list(account, request),
        Some(EndPoint::ListPaymentMethodsOf(uuid)) => payment_methods::list(account, Some(uuid), request),
        Some(EndPoint::ListPaymentMethods) => payment_methods::list(account, None, request),
        None => Err(Refusal::UnknownPath.into()),
    };
    response(200, answer)
}

/// `POST /_tillbook/payment-methods`: what a confirmed payment does.
fn control(account: &Account, name: &str, request: &Request) -> Option<Response> {
    let asked = request.method == Method::Post && name == "payment-methods";
    asked.then(|| response(201, payment_methods::make(account, request)))
}

fn response(status: u16, answer: Answer) -> Response {
    match answer {
        Ok(body) => Response::of_json(status, body),
        Err(fault) => fault.response(),
    }
}

fn show(view: &impl Serialize) -> Answer {
    serde_json::to_vec(view).map_err(|_| Refusal::Internal.into())
}
