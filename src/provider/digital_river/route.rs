//! The end points of section 2.2.

use super::super::request::Method;
use super::super::route::Route;

/// An end point with the ids that its path names; the numbers are those of the table in section 2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndPoint<'a> {
    /// E1.
    ListCustomers,
    /// E2.
    CreateCustomer,
    /// E3.
    RetrieveCustomer(&'a str),
    /// E4.
    UpdateCustomer(&'a str),
    /// E5.
    DeleteCustomer(&'a str),
    /// E6.
    AttachSource(&'a str, &'a str),
    /// E7.
    DetachSource(&'a str, &'a str),
    /// E8.
    AttachTaxIdentifier(&'a str, &'a str),
    /// E9.
    RetrieveSource(&'a str),
    /// E10.
    CreateSource,
    /// E11.
    CreateTaxIdentifier,
    /// E12.
    RetrieveTaxIdentifier(&'a str),
    /// E13.
    ListTaxIdentifiers,
    /// E14.
    DeleteTaxIdentifier(&'a str),
}

/// What a route leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// An end point.
    EndPoint(EndPoint<'a>),
    /// A path that only these methods are offered for.
    OtherMethods(&'static str),
    /// Nothing.
    Nowhere,
}

impl Place<'_> {
    /// What a route leads to.
    pub(super) fn of(route: &Route) -> Place<'_> {
        let method = route.method;
        let end_point = match (method, route.parts().as_slice()) {
            (Method::Get, ["customers"]) => EndPoint::ListCustomers,
            (Method::Post, ["customers"]) => EndPoint::CreateCustomer,
            (Method::Get, &["customers", customer]) => EndPoint::RetrieveCustomer(customer),
            (Method::Post, &["customers", customer]) => EndPoint::UpdateCustomer(customer),
            (Method::Delete, &["customers", customer]) => EndPoint::DeleteCustomer(customer),
            (Method::Post, &["customers", customer, "sources", source]) => EndPoint::AttachSource(customer, source),
            (Method::Delete, &["customers", customer, "sources", source]) => EndPoint::DetachSource(customer, source),
            (Method::Post, &["customers", customer, "tax-identifiers", identifier]) => {
                EndPoint::AttachTaxIdentifier(customer, identifier)
            }
            (Method::Get, &["sources", source]) => EndPoint::RetrieveSource(source),
            (Method::Post, ["sources"]) => EndPoint::CreateSource,
            (Method::Post, ["tax-identifiers"]) => EndPoint::CreateTaxIdentifier,
            (Method::Get, &["tax-identifiers", identifier]) => EndPoint::RetrieveTaxIdentifier(identifier),
            (Method::Get, ["tax-identifiers"]) => EndPoint::ListTaxIdentifiers,
            (Method::Delete, &["tax-identifiers", identifier]) => EndPoint::DeleteTaxIdentifier(identifier),
            (_, ["customers"] | ["tax-identifiers"]) => return Place::OtherMethods("GET, POST"),
            (_, ["customers", _]) => return Place::OtherMethods("GET, POST, DELETE"),
            (_, ["customers", _, "sources", _]) => return Place::OtherMethods("POST, DELETE"),
            (_, ["customers", _, "tax-identifiers", _] | ["sources"]) => return Place::OtherMethods("POST"),
            (_, ["sources", _]) => return Place::OtherMethods("GET"),
            (_, ["tax-identifiers", _]) => return Place::OtherMethods("GET, DELETE"),
            _ => return Place::Nowhere,
        };
        Place::EndPoint(end_point)
    }
}
