//! The end points of section 4.

use super::super::request::{Key, Method};
use super::super::route::Route;

/// An end point with the ids that its path names; the numbers are those of the table in section 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndPoint<'a> {
    /// E1.
    CreateCustomer,
    /// E2.
    ListCustomers,
    /// E3.
    RetrieveCustomer(&'a str),
    /// E4.
    UpdateCustomer(&'a str),
    /// E5.
    DestroyCustomer(&'a str),
    /// E6.
    ListSchedulesOfCustomer(&'a str),
    /// E7.
    ListCards(&'a str),
    /// E8.
    RetrieveCard(&'a str, &'a str),
    /// E9.
    UpdateCard(&'a str, &'a str),
    /// E10.
    DestroyCard(&'a str, &'a str),
    /// E11.
    CreateToken,
    /// E12.
    RetrieveToken(&'a str),
    /// E13.
    CreateSchedule,
    /// E14.
    ListSchedules,
    /// E15.
    RetrieveSchedule(&'a str),
    /// E16.
    DestroySchedule(&'a str),
    /// E17.
    ListOccurrences(&'a str),
    /// E18.
    ListChargeSchedules,
    /// E19.
    RetrieveOccurrence(&'a str),
    /// E20.
    ListLinkedAccounts(&'a str),
    /// E21.
    Search,
}

impl EndPoint<'_> {
    /// The end point of a route; none when there is no such.
    pub(super) fn of(route: &Route) -> Option<EndPoint<'_>> {
        Some(match (route.method, route.parts().as_slice()) {
            (Method::Post, ["customers"]) => EndPoint::CreateCustomer,
            (Method::Get, ["customers"]) => EndPoint::ListCustomers,
            (Method::Get, &["customers", customer]) => EndPoint::RetrieveCustomer(customer),
            (Method::Patch, &["customers", customer]) => EndPoint::UpdateCustomer(customer),
            (Method::Delete, &["customers", customer]) => EndPoint::DestroyCustomer(customer),
            (Method::Get, &["customers", customer, "schedules"]) => EndPoint::ListSchedulesOfCustomer(customer),
            (Method::Get, &["customers", customer, "cards"]) => EndPoint::ListCards(customer),
            (Method::Get, &["customers", customer, "cards", card]) => EndPoint::RetrieveCard(customer, card),
            (Method::Patch, &["customers", customer, "cards", card]) => EndPoint::UpdateCard(customer, card),
            (Method::Delete, &["customers", customer, "cards", card]) => EndPoint::DestroyCard(customer, card),
            (Method::Post, ["tokens"]) => EndPoint::CreateToken,
            (Method::Get, &["tokens", token]) => EndPoint::RetrieveToken(token),
            (Method::Post, ["schedules"]) => EndPoint::CreateSchedule,
            (Method::Get, ["schedules"]) => EndPoint::ListSchedules,
            (Method::Get, &["schedules", schedule]) => EndPoint::RetrieveSchedule(schedule),
            (Method::Delete, &["schedules", schedule]) => EndPoint::DestroySchedule(schedule),
            (Method::Get, &["schedules", schedule, "occurrences"]) => EndPoint::ListOccurrences(schedule),
            (Method::Get, ["charges", "schedules"]) => EndPoint::ListChargeSchedules,
            (Method::Get, &["occurrences", occurrence]) => EndPoint::RetrieveOccurrence(occurrence),
            (Method::Get, &["customers", customer, "linked_accounts"]) => EndPoint::ListLinkedAccounts(customer),
            (Method::Get, ["search"]) => EndPoint::Search,
            _ => return None,
        })
    }

    /// The key that the end point asks for.
    pub(super) const fn key(&self) -> Key {
        match self {
            EndPoint::CreateToken | EndPoint::RetrieveToken(_) => Key::Public,
            _ => Key::Secret,
        }
    }
}
