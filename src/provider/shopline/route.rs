//! The end points of 2.2.

use super::super::request::Method;
use super::super::route::Route;
use crate::model::Ledger;

/// An end point with the ids that its path names; the numbers are those of the tables in 2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndPoint<'a> {
    /// E1.
    Create,
    /// E2.
    Retrieve(&'a str),
    /// E3.
    Update(&'a str),
    /// E4.
    Delete(&'a str),
    /// E5.
    List,
    /// E6.
    Search,
    /// E7.
    ReplaceTags(&'a str),
    /// E8.
    ChangeTags(&'a str),
    /// E9.
    ByLine(&'a str),
    /// E10.
    Subscribe(&'a str),
    /// E11 and E12, the history.
    ListMovements(&'a str, Ledger),
    /// E11 and E12, adding or taking away.
    Move(&'a str, Ledger),
    /// E13.
    MembershipInfo,
    /// E14.
    TierHistory(&'a str),
    /// E15, of the customer named first; of an app where the flag says so.
    Metafields(&'a str, bool, MetafieldCall<'a>),
    /// E16.
    Promotions(&'a str),
    /// E16.
    CouponPromotions(&'a str),
}

/// What is wanted of metafields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MetafieldCall<'a> {
    List,
    Create,
    CreateMany,
    UpdateMany,
    DeleteMany,
    Retrieve(&'a str),
    Update(&'a str),
    Delete(&'a str),
}

impl EndPoint<'_> {
    /// The end point of a route; none when there is no such. Literal segments win over ids.
    pub(super) fn of(route: &Route) -> Option<EndPoint<'_>> {
        use Method::{Delete, Get, Patch, Post, Put};
        let ledger = |name: &str| match name {
            "store_credits" => Some(Ledger::StoreCredit),
            "member_points" => Some(Ledger::MemberPoints),
            _ => None,
        };
        Some(match (route.method, route.parts().as_slice()) {
            (Post, &["customers"]) => EndPoint::Create,
            (Get, &["customers"]) => EndPoint::List,
            (Get, &["customers", "search"]) => EndPoint::Search,
            (Get, &["customers", "membership_info"]) => EndPoint::MembershipInfo,
            (Get, &["customers", "line", id]) => EndPoint::ByLine(id),
            (Get, &["customers", id]) => EndPoint::Retrieve(id),
            (Put, &["customers", id]) => EndPoint::Update(id),
            (Delete, &["customers", id]) => EndPoint::Delete(id),
            (Put, &["customers", id, "tags"]) => EndPoint::ReplaceTags(id),
            (Patch, &["customers", id, "tags"]) => EndPoint::ChangeTags(id),
            (Put, &["customers", id, "subscriptions"]) => EndPoint::Subscribe(id),
            (Get, &["customers", id, name]) if ledger(name).is_some() => EndPoint::ListMovements(id, ledger(name)?),
            (Post, &["customers", id, name]) if ledger(name).is_some() => EndPoint::Move(id, ledger(name)?),
            (Get, &["customers", id, "membership_tier", "action_logs"]) => EndPoint::TierHistory(id),
            (Get, &["customers", id, "promotions"]) => EndPoint::Promotions(id),
            (Get, &["customers", id, "coupon_promotions"]) => EndPoint::CouponPromotions(id),
            (method, &["customers", id, name @ ("metafields" | "app_metafields"), ref rest @ ..]) => {
                let call = match (method, rest) {
                    (Get, &[]) => MetafieldCall::List,
                    (Post, &[]) => MetafieldCall::Create,
                    (Post, &["bulk"]) => MetafieldCall::CreateMany,
                    (Put, &["bulk"]) => MetafieldCall::UpdateMany,
                    (Delete, &["bulk"]) => MetafieldCall::DeleteMany,
                    (Get, &[metafield]) => MetafieldCall::Retrieve(metafield),
                    (Put, &[metafield]) => MetafieldCall::Update(metafield),
                    (Delete, &[metafield]) => MetafieldCall::Delete(metafield),
                    _ => return None,
                };
                EndPoint::Metafields(id, name == "app_metafields", call)
            }
            _ => return None,
        })
    }
}
