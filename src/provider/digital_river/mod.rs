//! Digital River: `digital_river.md` in the providers' specifications is the page that the numbers in comments and tests
//! refer to. Rate limits (2.1) are the provider's own protection and are not imitated.

mod access;
mod adopt;
mod body;
mod customers;
mod export;
mod fault;
mod import;
mod lists;
mod policy;
mod route;
mod rules;
mod source_object;
mod sources;
mod tax_identifiers;
mod tax_types;
mod views;

use serde::Serialize;

use self::fault::Fault;
use self::policy::POLICY;
use self::route::{EndPoint, Place};
use super::dialect::{Access, Dialect, no_grant};
use super::exchange::{Exchange, More, any_text, no_card};
use super::request::{Key, Method, Request};
use super::response::Response;
use super::route::Route;
use crate::account::Account;
use crate::model::Mode;

/// Digital River as the rest of the program sees it.
pub(super) const DIALECT: Dialect = Dialect {
    policy: &POLICY,
    prefix: "",
    request_id_header: "x-dr-requestid",
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
    control,
    #[cfg(feature = "server")]
    description: include_str!("openapi.json"),
    exchange: Exchange {
        list: "data",
        more: |envelope| {
            if envelope.get("hasMore") == Some(&serde_json::Value::Bool(true)) { More::Some } else { More::Untold }
        },
        identity: any_text,
        read: import::customer,
        read_card: no_card,
        export: export::exported,
        adoptions: adopt::ADOPTIONS,
    },
};

/// What an end point answers: status and body of a success, or a refusal.
type Answer = Result<(u16, Vec<u8>), Fault>;

/// A success that shows nothing (3.8).
const NO_CONTENT: (u16, Vec<u8>) = (204, Vec::new());

/// A request on its way through an end point.
struct Call<'a> {
    account: &'a Account,
    request: &'a Request,
}

/// Answers a request as Digital River does.
fn answer(account: &Account, request: &Request) -> Response {
    respond(call(account, request))
}

fn call(account: &Account, request: &Request) -> Answer {
    if request.key != Key::Secret {
        return Err(Fault::unauthorized());
    }
    let route = Route::of(request, DIALECT.prefix).ok_or_else(Fault::unknown_path)?;
    match Place::of(&route) {
        Place::EndPoint(end_point) => Call { account, request }.answer(end_point),
        Place::OtherMethods(offered) => Err(Fault::method(offered)),
        Place::Nowhere => Err(Fault::unknown_path()),
    }
}

/// What the provider's browser library does (2.2).
fn control(account: &Account, name: &str, request: &Request) -> Option<Response> {
    match (name, request.method) {
        ("sources", Method::Post) => Some(respond(Call { account, request }.make_source())),
        ("sources", _) => Some(Fault::method("POST").response()),
        _ => None,
    }
}

fn respond(answer: Answer) -> Response {
    match answer {
        Ok((status, body)) if body.is_empty() => Response { status, headers: Vec::new(), body },
        Ok((status, body)) => Response::of_json(status, body),
        Err(fault) => fault.response(),
    }
}

impl Call<'_> {
    fn answer(&self, end_point: EndPoint<'_>) -> Answer {
        match end_point {
            EndPoint::ListCustomers => self.list_customers(),
            EndPoint::CreateCustomer => self.create_customer(),
            EndPoint::RetrieveCustomer(customer) => self.retrieve_customer(customer),
            EndPoint::UpdateCustomer(customer) => self.update_customer(customer),
            EndPoint::DeleteCustomer(customer) => self.delete_customer(customer),
            EndPoint::AttachSource(customer, source) => self.attach_source(customer, source),
            EndPoint::DetachSource(customer, source) => self.detach_source(customer, source),
            EndPoint::AttachTaxIdentifier(customer, identifier) => self.attach_tax_identifier(customer, identifier),
            EndPoint::RetrieveSource(source) => self.retrieve_source(source),
            EndPoint::CreateSource => self.create_source(),
            EndPoint::CreateTaxIdentifier => self.create_tax_identifier(),
            EndPoint::RetrieveTaxIdentifier(identifier) => self.retrieve_tax_identifier(identifier),
            EndPoint::ListTaxIdentifiers => self.list_tax_identifiers(),
            EndPoint::DeleteTaxIdentifier(identifier) => self.delete_tax_identifier(identifier),
        }
    }

    /// `liveMode` follows the key, and so the account (4.J.64).
    fn livemode(&self) -> bool {
        self.account.mode() == Mode::Live
    }

    /// The answer that shows an object.
    fn show(&self, status: u16, view: &impl Serialize) -> Answer {
        serde_json::to_vec(view).map(|body| (status, body)).map_err(|_| Fault::internal())
    }
}
