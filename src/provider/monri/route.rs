//! The end points of section 2.5.

use crate::provider::request::Method;
use crate::provider::route::Route;

/// An end point with the ids that its path names.
pub(super) enum EndPoint<'a> {
    /// E1.
    CreateCustomer,
    /// E2.
    RetrieveCustomer(&'a str),
    /// E3.
    RetrieveByMerchantId(&'a str),
    /// E4.
    UpdateCustomer(&'a str),
    /// E5.
    DeleteCustomer(&'a str),
    /// E6.
    ListCustomers,
    /// E7.
    ListPaymentMethodsOf(&'a str),
    /// E8.
    ListPaymentMethods,
    /// E9.
    GrantToken,
}

impl EndPoint<'_> {
    /// The end point of a route; none when there is no such.
    pub(super) fn of(route: &Route) -> Option<EndPoint<'_>> {
        Some(match (route.method, route.parts().as_slice()) {
            (Method::Post, ["customers"]) => EndPoint::CreateCustomer,
            (Method::Get, &["customers", uuid]) => EndPoint::RetrieveCustomer(uuid),
            (Method::Get, &["merchants", "customers", id]) => EndPoint::RetrieveByMerchantId(id),
            (Method::Post, &["customers", uuid]) => EndPoint::UpdateCustomer(uuid),
            (Method::Delete, &["customers", uuid]) => EndPoint::DeleteCustomer(uuid),
            (Method::Get, ["customers"]) => EndPoint::ListCustomers,
            (Method::Get, &["customers", uuid, "payment-methods"]) => EndPoint::ListPaymentMethodsOf(uuid),
            (Method::Get, ["payment-methods"]) => EndPoint::ListPaymentMethods,
            (Method::Post, ["oauth"]) => EndPoint::GrantToken,
            _ => return None,
        })
    }
}
