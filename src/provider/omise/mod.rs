//! Omise: `omise.md` in the providers' specifications is the page that the numbers in comments and tests refer to.

mod access;
mod cards;
mod control;
mod customers;
mod export;
mod fault;
mod import;
mod lists;
mod policy;
mod route;
mod schedules;
mod search;
mod tokens;
mod version;
mod views;

use serde::Serialize;

use self::fault::Fault;
use self::policy::POLICY;
use self::route::EndPoint;
use self::version::Version;
use self::views::Rendering;
use super::dialect::{Access, Dialect, no_grant};
use super::exchange::{Exchange, More};
use super::params::Params;
use super::request::Request;
use super::response::Response;
use super::route::Route;
use crate::account::Account;
use crate::model::Mode;

/// Omise as the rest of the program sees it.
pub(super) const DIALECT: Dialect = Dialect {
    policy: &POLICY,
    prefix: "",
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
    control: control::control,
    #[cfg(feature = "server")]
    description: include_str!("openapi.json"),
    exchange: Exchange {
        list: "data",
        more: |envelope| More::of_total(envelope.get("total")),
        identity: import::customer_identity,
        read: import::customer,
        read_card: import::card,
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
    rendering: Rendering,
}

impl Call<'_> {
    /// The parameters. Every end point reads them, be it only to refuse what is unreadable, and only once it knows that
    /// the records its path names exist (7, precedence).
    fn params(&self) -> Result<Params, Fault> {
        Ok(Params::read(self.request)?)
    }

    /// The body that shows an object.
    fn show(&self, view: &impl Serialize) -> Answer {
        serde_json::to_vec(view).map_err(|_| Fault::unshowable())
    }
}

/// Answers a request as Omise does.
fn answer(account: &Account, request: &Request) -> Response {
    respond(account, request, 200, |call| {
        let route = Route::of(request, DIALECT.prefix).ok_or_else(Fault::unknown_path)?;
        let end_point = EndPoint::of(&route).ok_or_else(Fault::unknown_path)?;
        if request.key != end_point.key() {
            return Err(Fault::authentication());
        }
        call.answer(end_point)
    })
}

/// The response to a request, in the edition that it asks for; a success has the status that is given.
fn respond(account: &Account, request: &Request, status: u16, answer: impl FnOnce(&Call<'_>) -> Answer) -> Response {
    let (version, name) = Version::of(request);
    let livemode = account.id().mode == Mode::Live;
    let rendering = Rendering { version, livemode, now: account.now() };
    match answer(&Call { account, request, rendering }) {
        Ok(body) => {
            let mut response = Response::of_json(status, body);
            response.headers.push((version::HEADER.to_owned(), name.to_owned()));
            response
        }
        Err(fault) => fault.response(),
    }
}

impl Call<'_> {
    fn answer(&self, end_point: EndPoint<'_>) -> Answer {
        match end_point {
            EndPoint::CreateCustomer => self.create_customer(),
            EndPoint::ListCustomers => self.list_customers(),
            EndPoint::RetrieveCustomer(customer) => self.retrieve_customer(customer),
            EndPoint::UpdateCustomer(customer) => self.update_customer(customer),
            EndPoint::DestroyCustomer(customer) => self.destroy_customer(customer),
            EndPoint::ListSchedulesOfCustomer(customer) => self.list_schedules_of_customer(customer),
            EndPoint::ListCards(customer) => self.list_cards(customer),
            EndPoint::RetrieveCard(customer, card) => self.retrieve_card(customer, card),
            EndPoint::UpdateCard(customer, card) => self.update_card(customer, card),
            EndPoint::DestroyCard(customer, card) => self.destroy_card(customer, card),
            EndPoint::CreateToken => self.create_token(),
            EndPoint::RetrieveToken(token) => self.retrieve_token(token),
            EndPoint::CreateSchedule => self.create_schedule(),
            EndPoint::ListSchedules => self.list_schedules("/schedules"),
            EndPoint::RetrieveSchedule(schedule) => self.retrieve_schedule(schedule),
            EndPoint::DestroySchedule(schedule) => self.destroy_schedule(schedule),
            EndPoint::ListOccurrences(schedule) => self.list_occurrences(schedule),
            // There are no other schedules than those of charges.
            EndPoint::ListChargeSchedules => self.list_schedules("/charges/schedules"),
            EndPoint::RetrieveOccurrence(occurrence) => self.retrieve_occurrence(occurrence),
            EndPoint::ListLinkedAccounts(customer) => self.list_linked_accounts(customer),
            EndPoint::Search => self.search(),
        }
    }
}
