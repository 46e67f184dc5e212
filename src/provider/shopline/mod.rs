//! SHOPLINE: members with many attributes. `shopline.md` in the providers' specifications is the page that the numbers in
//! comments and tests refer to; where it leaves something open, the file of the end point says what was chosen.

mod access;
mod adopt;
mod body;
mod control;
mod customers;
mod export;
mod fault;
mod fill;
mod import;
mod lists;
mod membership;
mod metafields;
mod movements;
mod policy;
mod route;
mod rules;
mod search;
mod selection;
mod tags;
mod views;
mod words;

use serde_json::Value;

use self::body::Body;
use self::fault::Fault;
use self::policy::POLICY;
use self::route::EndPoint;
use super::dialect::{Access, Dialect, no_grant};
use super::exchange::{Exchange, More, by_form, no_card};
use super::keys::check_form;
use super::params::Params;
use super::request::{Key, Request};
use super::response::Response;
use super::route::Route;
use crate::account::Account;

/// SHOPLINE as the rest of the program sees it.
pub(super) const DIALECT: Dialect = Dialect {
    policy: &POLICY,
    prefix: "/v1",
    request_id_header: "x-request-id",
    answer,
    access: Access {
        mode_of: |_| None,
        check_secret: check_form,
        check_public: check_form,
        make: access::make,
        authenticate: access::authenticate,
        grant: no_grant,
    },
    refuse: |refusal| Fault::from(refusal).response(),
    control: control::control,
    #[cfg(feature = "server")]
    description: include_str!("openapi.json"),
    exchange: Exchange {
        list: "items",
        more: |envelope| {
            More::of_total(envelope.get("pagination").and_then(|pagination| pagination.get("total_count")))
        },
        identity: by_form,
        read: import::customer,
        read_card: no_card,
        export: export::exported,
        adoptions: adopt::ADOPTIONS,
    },
};

/// What an end point answers: the body of a success, or a refusal.
type Answer = Result<Value, Fault>;

/// A request on its way through an end point.
struct Call<'a> {
    account: &'a Account,
    request: &'a Request,
}

impl Call<'_> {
    /// The body. Every end point that has one reads it only once it knows that the customer its path names exists.
    fn body(&self) -> Result<Body, Fault> {
        Ok(Body::of(self.request)?)
    }

    /// The parameters of the query string.
    fn query(&self) -> Result<Params, Fault> {
        Ok(Params::of_query(self.request)?)
    }
}

/// Answers a request as SHOPLINE does.
fn answer(account: &Account, request: &Request) -> Response {
    let answer = Route::of(request, DIALECT.prefix).ok_or_else(Fault::unknown_path).and_then(|route| {
        let end_point = EndPoint::of(&route).ok_or_else(Fault::unknown_path)?;
        if request.key != Key::Secret {
            return Err(Fault::forbidden());
        }
        Call { account, request }.answer(end_point)
    });
    respond(answer)
}

/// An answer on its way out.
fn respond(answer: Answer) -> Response {
    match answer {
        Ok(value) => Response::of_json(200, value.to_string().into_bytes()),
        Err(fault) => fault.response(),
    }
}

impl Call<'_> {
    fn answer(&self, end_point: EndPoint<'_>) -> Answer {
        match end_point {
            EndPoint::Create => self.create(),
            EndPoint::Retrieve(id) => self.retrieve(id),
            EndPoint::Update(id) => self.update(id),
            EndPoint::Delete(id) => self.delete(id),
            EndPoint::List => self.list(),
            EndPoint::Search => self.search(),
            EndPoint::ReplaceTags(id) => self.replace_tags(id),
            EndPoint::ChangeTags(id) => self.change_tags(id),
            EndPoint::ByLine(id) => self.by_line(id),
            EndPoint::Subscribe(id) => self.subscribe(id),
            EndPoint::ListMovements(id, ledger) => self.list_movements(id, ledger),
            EndPoint::Move(id, ledger) => self.move_balance(id, ledger),
            EndPoint::MembershipInfo => self.membership_info(),
            EndPoint::TierHistory(id) => self.tier_history(id),
            EndPoint::Metafields(id, of_app, call) => self.metafields(id, of_app, call),
            EndPoint::Promotions(id) => self.promotions(id),
            EndPoint::CouponPromotions(id) => self.coupon_promotions(id),
        }
    }
}
