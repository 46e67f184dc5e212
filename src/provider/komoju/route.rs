//! The end points of section 4.

use super::super::request::Method;
use super::super::route::Route;

/// An end point with the id that its path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndPoint<'a> {
    /// K1.
    ListCustomers,
    /// K2.
    ShowCustomer(&'a str),
    /// K3.
    CreateCustomer,
    /// K4.
    UpdateCustomer(&'a str),
    /// K5.
    DestroyCustomer(&'a str),
    /// K6.
    CreateToken,
}

impl EndPoint<'_> {
    /// The end point of a route; none when there is no such.
    pub(super) fn of(route: &Route) -> Option<EndPoint<'_>> {
        Some(match (route.method, route.parts().as_slice()) {
            (Method::Get, ["customers"]) => EndPoint::ListCustomers,
            (Method::Get, &["customers", customer]) => EndPoint::ShowCustomer(customer),
            (Method::Post, ["customers"]) => EndPoint::CreateCustomer,
            (Method::Patch, &["customers", customer]) => EndPoint::UpdateCustomer(customer),
            (Method::Delete, &["customers", customer]) => EndPoint::DestroyCustomer(customer),
            (Method::Post, ["tokens"]) => EndPoint::CreateToken,
            _ => return None,
        })
    }

    /// Whether the publishable key is enough (2.4).
    pub(super) const fn is_public(&self) -> bool {
        matches!(self, EndPoint::CreateToken)
    }
}
