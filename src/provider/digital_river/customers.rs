//! Customers: E1 to E5.

use std::sync::Arc;

use super::super::params::{Param, Params};
use super::body::{self, Object, flag, text};
use super::fault::Fault;
use super::lists::{self, ListView, Times};
use super::policy::POLICY;
use super::rules::attributes;
use super::views::CustomerView;
use super::{Answer, Call, NO_CONTENT};
use crate::account::{Among, CustomerInFull};
use crate::error::{Error, Result};
use crate::model::{
    Attributes, Customer, CustomerType, CustomerUpdate, DigitalRiverAttributes, Kind, Metadata, NewCustomer, Shipping,
    TaxCertificate,
};
use crate::rules::bounds::metadata_breach;

/// The parameters of E2 (2.3).
const CREATE: &[&str] =
    &["id", "email", "shipping", "defaultSourceId", "taxCertificate", "metadata", "locale", "type", "enabled"];
/// The parameters of E4 (2.3); the id cannot be changed (4.A.6).
const UPDATE: &[&str] = &[
    "email",
    "shipping",
    "defaultSourceId",
    "taxCertificate",
    "requestToBeForgotten",
    "metadata",
    "locale",
    "type",
    "enabled",
];

impl Call<'_> {
    /// E1. A filter that an index answers spares looking at every customer.
    pub(super) fn list_customers(&self) -> Answer {
        let params = Params::of_query(self.request)?;
        let query = lists::query(&params)?;
        let updated = Times::of(&params, "updatedTime")?;
        let forgotten = lists::flag(&params, "requestToBeForgotten")?;
        let email = lists::text(&params, "email")?;
        let ids = lists::ids(self.request)?;
        let among = match (&ids, email) {
            (Some(ids), _) => Among::Ids(ids),
            (None, Some(email)) => Among::Email(email),
            (None, None) => Among::All,
        };
        let keep = |customer: &Customer| {
            let asked = attributes(customer).is_some_and(|river| river.request_to_be_forgotten);
            updated.hold(customer.updated_at)
                && forgotten.is_none_or(|forgotten| forgotten == asked)
                // 4.I.63: letter for letter.
                && email.is_none_or(|email| customer.email.as_deref() == Some(email))
        };
        let page = self.account.customers().select(&query, among, keep).map_err(|error| lists::fault(&query, error))?;
        let shown = page.items.into_iter().map(|customer| self.in_full(customer)).collect::<Result<Vec<_>>>()?;
        let data = shown.iter().map(|shown| self.customer_view(shown)).collect();
        self.show(200, &ListView { more: page.more, data })
    }

    /// E2.
    pub(super) fn create_customer(&self) -> Answer {
        let params = body::params(self.request)?;
        let body = Object::top(&params);
        body.only(CREATE)?;
        let id = body.value("id", text)?;
        let email = body.nullable("email", text)?.flatten();
        let metadata = metadata(&body)?.unwrap_or_default();
        let part = Part::of(&body)?;
        // 4.B.12: nothing is attached yet.
        body.value("defaultSourceId", |_| None::<String>)?;
        let mut river = DigitalRiverAttributes::default();
        part.fill(&mut river);
        let new = NewCustomer {
            id: id.clone(),
            email,
            metadata,
            attributes: Some(Attributes::DigitalRiver(Box::new(river))),
            ..NewCustomer::default()
        };
        let customer = self.account.customers().create(new).map_err(|error| match (&error, id) {
            // 4.A.2, 4.A.5.
            (Error::InvalidArgument { field: "id", .. }, Some(id)) => Fault::customer_id(&id),
            _ => body.fault(error),
        })?;
        self.show_customer(201, customer)
    }

    /// E3.
    pub(super) fn retrieve_customer(&self, id: &str) -> Answer {
        self.show_customer(200, self.existing_customer(id)?)
    }

    /// E4.
    pub(super) fn update_customer(&self, id: &str) -> Answer {
        let present = self.existing_customer(id)?;
        let params = body::params(self.request)?;
        let body = Object::top(&params);
        body.only(UPDATE)?;
        let default = body.value("defaultSourceId", text)?;
        let mut update = CustomerUpdate {
            email: body.nullable("email", text)?,
            metadata: metadata(&body)?,
            default_card: default.clone(),
            ..CustomerUpdate::default()
        };
        let part = Part::of(&body)?;
        let forgotten = body.value("requestToBeForgotten", flag)?;
        if params.is_empty() {
            // 4.C.19: attributes that are written down again would count as an update.
            return self.show_customer(200, present);
        }
        let decide = |customer: &Customer| {
            let mut river = attributes(customer).cloned().unwrap_or_default();
            part.fill(&mut river);
            river.request_to_be_forgotten = forgotten.unwrap_or(river.request_to_be_forgotten);
            update.attributes = Some(Attributes::DigitalRiver(Box::new(river)));
            Ok(update)
        };
        let customer = self.account.customers().update_with(id, decide).map_err(|error| match (&error, default) {
            // 4.F.38.
            (Error::NotFound { kind: Kind::Card, .. }, Some(source)) => Fault::invalid("defaultSourceId", &source),
            _ => body.fault(error),
        })?;
        self.show_customer(200, customer)
    }

    /// E5.
    pub(super) fn delete_customer(&self, id: &str) -> Answer {
        self.account.customers().delete(id)?;
        Ok(NO_CONTENT)
    }

    /// The customer that a path names.
    pub(super) fn existing_customer(&self, id: &str) -> Result<Arc<Customer>> {
        self.account.customers().get(id)?.ok_or_else(|| Error::not_found(Kind::Customer, id))
    }

    /// A customer with what is shown with it, read at one moment.
    fn in_full(&self, customer: Arc<Customer>) -> Result<CustomerInFull> {
        // None when somebody else deleted the customer since it was read: it is shown as it was, with nothing attached.
        let together = self.account.customers().in_full(&customer.id)?;
        Ok(together.unwrap_or(CustomerInFull { customer, cards: Vec::new(), tax_identifiers: Vec::new() }))
    }

    fn customer_view<'a>(&self, shown: &'a CustomerInFull) -> CustomerView<'a> {
        CustomerView {
            customer: &shown.customer,
            sources: &shown.cards,
            tax_identifiers: &shown.tax_identifiers,
            livemode: self.livemode(),
        }
    }

    fn show_customer(&self, status: u16, customer: Arc<Customer>) -> Answer {
        let shown = self.in_full(customer)?;
        self.show(status, &self.customer_view(&shown))
    }
}

/// Metadata, empty for null (4.C.16); none when absent.
fn metadata(body: &Object<'_>) -> Result<Option<Metadata>, Fault> {
    let read = body.nullable("metadata", |value| match value {
        Param::Object(group) => Some(Metadata::from_object(&group.to_json())),
        _ => None,
    })?;
    let metadata = read.map(Option::unwrap_or_default);
    let breach = metadata.as_ref().and_then(|metadata| metadata_breach(&POLICY.metadata_limits, metadata));
    breach.map_or(Ok(metadata), |breach| Err(Fault::metadata(breach)))
}

/// What a body says of the fields that only Digital River has; null clears them (4.C.16).
struct Part {
    shipping: Option<Option<Shipping>>,
    locale: Option<Option<String>>,
    kind: Option<Option<CustomerType>>,
    enabled: Option<Option<bool>>,
    certificate: Option<TaxCertificate>,
}

impl Part {
    fn of(body: &Object<'_>) -> Result<Part, Fault> {
        Ok(Part {
            shipping: match body.nullable_object("shipping")? {
                None => None,
                Some(None) => Some(None),
                Some(Some(object)) => Some(Some(shipping(&object)?)),
            },
            locale: body.nullable("locale", text)?,
            kind: body.nullable("type", |value| match value.as_str()? {
                "business" => Some(CustomerType::Business),
                "individual" => Some(CustomerType::Individual),
                _ => None,
            })?,
            enabled: body.nullable("enabled", flag)?,
            certificate: body.object("taxCertificate")?.map(|object| certificate(&object)).transpose()?,
        })
    }

    fn fill(self, river: &mut DigitalRiverAttributes) {
        if let Some(shipping) = self.shipping {
            river.shipping = shipping;
        }
        if let Some(locale) = self.locale {
            river.locale = locale;
        }
        if let Some(kind) = self.kind {
            river.customer_type = kind;
        }
        if let Some(enabled) = self.enabled {
            river.enabled = enabled;
        }
        // 4.C.17: appended.
        river.tax_certificates.extend(self.certificate);
    }
}

/// 3.2. The address and the additional information may be left out, but are not null.
pub(super) fn shipping(object: &Object<'_>) -> Result<Shipping, Fault> {
    object.only(&["address", "name", "phone", "email", "organization", "additionalAddressInfo"])?;
    let mut shipping = Shipping {
        name: nullable(object, "name")?,
        phone: nullable(object, "phone")?,
        email: nullable(object, "email")?,
        organization: nullable(object, "organization")?,
        ..Shipping::default()
    };
    read_address(object, &mut shipping)?;
    Ok(shipping)
}

/// The address and the additional information of a shipping or an owner, each of which may be left out.
pub(super) fn read_address(object: &Object<'_>, into: &mut Shipping) -> Result<(), Fault> {
    if let Some(address) = object.object("address")? {
        address.only(&["line1", "line2", "city", "postalCode", "state", "country"])?;
        into.line1 = nullable(&address, "line1")?;
        into.line2 = address.value("line2", text)?;
        into.city = nullable(&address, "city")?;
        into.postal_code = nullable(&address, "postalCode")?;
        into.state = nullable(&address, "state")?;
        into.country = Some(address.required("country", text)?);
    }
    if let Some(more) = object.object("additionalAddressInfo")? {
        more.only(&["neighborhood", "division", "phoneticName"])?;
        into.neighborhood = nullable(&more, "neighborhood")?;
        into.division = nullable(&more, "division")?;
        into.phonetic_name = nullable(&more, "phoneticName")?;
    }
    Ok(())
}

fn nullable(object: &Object<'_>, name: &str) -> Result<Option<String>, Fault> {
    object.nullable(name, text).map(Option::flatten)
}

/// 3.5. All five are needed; the times of day are lost.
pub(super) fn certificate(object: &Object<'_>) -> Result<TaxCertificate, Fault> {
    object.only(&["companyName", "taxAuthority", "startDate", "endDate", "fileId"])?;
    Ok(TaxCertificate {
        company_name: object.required("companyName", text)?,
        tax_authority: object.required("taxAuthority", text)?,
        start_date: object.required_time("startDate")?.date(),
        end_date: object.required_time("endDate")?.date(),
        file_id: object.required("fileId", text)?,
    })
}
