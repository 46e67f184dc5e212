//! KOMOJU: exactly one payment source for each customer. `komoju.md` in the providers' specifications is the page that the
//! numbers in comments and tests refer to.

mod access;
mod customers;
mod export;
mod fault;
mod import;
mod lists;
mod payment;
mod policy;
mod repeat;
mod route;
mod tokens;
mod views;

use serde::Serialize;

use self::fault::Fault;
use self::policy::POLICY;
use self::route::EndPoint;
use super::dialect::{Access, Dialect, no_control, no_grant};
use super::exchange::{Exchange, More, by_form, no_card};
use super::params::Params;
use super::request::{Key, Request};
use super::response::Response;
use super::route::Route;
use crate::account::Account;

/// KOMOJU as the rest of the program sees it.
pub(super) const DIALECT: Dialect = Dialect {
    policy: &POLICY,
    prefix: "/api/v1",
    request_id_header: "x-request-id",
    answer,
    access: Access {
        mode_of: access::mode_of,
        check_secret: access::check_secret,
        check_public: access::check_public,
        make: access::make,
        authenticate: access::authenticate,
        grant: no_grant,
    },
    refuse: |refusal| Fault::from(refusal).response(),
    control: no_control,
    #[cfg(feature = "server")]
    description: include_str!("openapi.json"),
    exchange: Exchange {
        list: "data",
        more: |envelope| More::of_total(envelope.get("total")),
        identity: by_form,
        read: import::customer,
        read_card: no_card,
        export: export::exported,
        adoptions: &[],
    },
};

/// What an end point answers: the body of a success, or a refusal.
type Answer = Result<Vec<u8>, Fault>;

/// A request on its way through an end point.
struct Call<'a> {
    account: &'a Account,
    request: &'a Request,
}

impl Call<'_> {
    /// The parameters, read only once it is known that the customer whom the path names exists (7, precedence).
    fn params(&self) -> Result<Params, Fault> {
        Ok(Params::read(self.request)?)
    }
}

/// The body that shows an object.
fn show(view: &impl Serialize) -> Answer {
    serde_json::to_vec(view).map_err(|_| Fault::unshowable())
}

/// Answers a request as KOMOJU does.
fn answer(account: &Account, request: &Request) -> Response {
    let Some(route) = Route::of(request, DIALECT.prefix) else { return Fault::not_found().response() };
    let Some(end_point) = EndPoint::of(&route) else { return Fault::not_found().response() };
    if request.key == Key::Public && !end_point.is_public() {
        return Fault::forbidden().response();
    }
    Call { account, request }.answer(end_point)
}

/// The answer of an end point as a response; every success is 200 (2.8).
fn respond(answer: Answer) -> Response {
    answer.map_or_else(|fault| fault.response(), |body| Response::of_json(200, body))
}

impl Call<'_> {
    fn answer(&self, end_point: EndPoint<'_>) -> Response {
        match end_point {
            EndPoint::ListCustomers => respond(self.list_customers()),
            EndPoint::ShowCustomer(customer) => respond(self.show_customer(customer)),
            EndPoint::CreateCustomer => self.once("/customers", |params, asked| self.create_customer(params, asked)),
            EndPoint::UpdateCustomer(customer) => respond(self.update_customer(customer)),
            EndPoint::DestroyCustomer(customer) => respond(self.destroy_customer(customer)),
            EndPoint::CreateToken => self.once("/tokens", |params, asked| self.create_token(params, asked)),
        }
    }
}
