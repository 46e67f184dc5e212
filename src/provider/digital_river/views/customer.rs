//! The customer object (3.1), with shipping (3.2) and tax certificates (3.5).

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{SourceView, TaxIdentifierView};
use crate::model::{Card, Customer, CustomerType, DigitalRiverAttributes, Shipping, TaxCertificate, TaxIdentifier};
use crate::provider::digital_river::rules::attributes;
use crate::provider::show::{Raw, Shown, object};

/// A customer with its sources and tax identifiers. The keys stand in the order of the page's table, but for `enabled`,
/// which stands where its example has it.
pub(in crate::provider::digital_river) struct CustomerView<'a> {
    /// The customer.
    pub customer: &'a Customer,
    /// Its sources, oldest first (4.F.43).
    pub sources: &'a [Arc<Card>],
    /// Its tax identifiers, oldest first.
    pub tax_identifiers: &'a [Arc<TaxIdentifier>],
    /// Whether the account is live.
    pub livemode: bool,
}

impl Serialize for CustomerView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let CustomerView { customer, livemode, .. } = *self;
        let initial = DigitalRiverAttributes::default();
        let river = attributes(customer).unwrap_or(&initial);
        let sources: Vec<_> = self.sources.iter().map(|source| SourceView { source, livemode }).collect();
        let tax_identifiers: Vec<_> = self
            .tax_identifiers
            .iter()
            .map(|identifier| TaxIdentifierView { identifier, within_customer: true, livemode })
            .collect();
        let certificates: Vec<_> = river.tax_certificates.iter().map(CertificateView).collect();
        object!(serializer, {
            "id" => customer.id,
            "createdTime" => Shown(customer.created_at),
            "updatedTime" if customer.updated_at.is_some() => customer.updated_at.map(Shown),
            "email" if customer.email.is_some() => customer.email,
            "shipping" if river.shipping.is_some() => river.shipping.as_ref().map(ShippingView),
            "defaultSourceId" if customer.default_card.is_some() => customer.default_card,
            "sources" if !sources.is_empty() => sources,
            "taxIdentifiers" if !tax_identifiers.is_empty() => tax_identifiers,
            "taxCertificates" if !certificates.is_empty() => certificates,
            // Null when it was set to null (4.C.16).
            "enabled" => river.enabled,
            "requestToBeForgotten" => river.request_to_be_forgotten,
            "type" if river.customer_type.is_some() => river.customer_type.map(type_name),
            "metadata" if !customer.metadata.is_empty() => Raw(&customer.metadata),
            "locale" if river.locale.is_some() => river.locale,
            "liveMode" => livemode,
        })
    }
}

/// A customer's type in the provider's word.
pub(super) const fn type_name(kind: CustomerType) -> &'static str {
    match kind {
        CustomerType::Business => "business",
        CustomerType::Individual => "individual",
    }
}

/// 3.2.
struct ShippingView<'a>(&'a Shipping);

impl Serialize for ShippingView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shipping = self.0;
        let more = [&shipping.neighborhood, &shipping.division, &shipping.phonetic_name];
        object!(serializer, {
            "address" if shipping.has_address() => AddressView(shipping),
            "name" if shipping.name.is_some() => shipping.name,
            "phone" if shipping.phone.is_some() => shipping.phone,
            "email" if shipping.email.is_some() => shipping.email,
            "organization" if shipping.organization.is_some() => shipping.organization,
            "additionalAddressInfo" if more.iter().any(|text| text.is_some()) => MoreView(shipping),
        })
    }
}

struct AddressView<'a>(&'a Shipping);

impl Serialize for AddressView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shipping = self.0;
        object!(serializer, {
            "line1" if shipping.line1.is_some() => shipping.line1,
            "line2" if shipping.line2.is_some() => shipping.line2,
            "city" if shipping.city.is_some() => shipping.city,
            "postalCode" if shipping.postal_code.is_some() => shipping.postal_code,
            "state" if shipping.state.is_some() => shipping.state,
            "country" if shipping.country.is_some() => shipping.country,
        })
    }
}

struct MoreView<'a>(&'a Shipping);

impl Serialize for MoreView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shipping = self.0;
        object!(serializer, {
            "neighborhood" if shipping.neighborhood.is_some() => shipping.neighborhood,
            "division" if shipping.division.is_some() => shipping.division,
            "phoneticName" if shipping.phonetic_name.is_some() => shipping.phonetic_name,
        })
    }
}

/// 3.5.
struct CertificateView<'a>(&'a TaxCertificate);

impl Serialize for CertificateView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let certificate = self.0;
        object!(serializer, {
            "companyName" => certificate.company_name,
            "taxAuthority" => certificate.tax_authority,
            "startDate" => Shown(certificate.start_date.start()),
            "endDate" => Shown(certificate.end_date.start()),
            "fileId" => certificate.file_id,
        })
    }
}
