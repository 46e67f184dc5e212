//! What a customer is made from, and what may change of it, as keywords.

use pyo3::conversion::FromPyObjectOwned;
use pyo3::prelude::*;
use pyo3::types::PyMapping;
use tillbook::{
    Attributes, CardDetails, Customer, CustomerUpdate, Metadata, NewCustomer, OwnFields, PostalAddress, Provider,
    Result,
};

use crate::change::Change;
use crate::errors::{OrRaise as _, invalid};
use crate::given::{AddressParts, Id, address_parts, details_of, lay_parts, metadata_of, object_json};

/// The keywords of an update; what is absent stays.
pub struct Keywords<'py> {
    pub email: Change<String>,
    pub description: Change<String>,
    pub metadata: Change<Bound<'py, PyAny>>,
    pub card: Option<Id>,
    pub card_details: Option<Bound<'py, PyAny>>,
    pub currency: Option<String>,
    pub default_card: Option<Id>,
    pub attributes: Option<Bound<'py, PyAny>>,
    pub name: Change<String>,
    pub phone: Change<String>,
    pub merchant_customer_id: Change<String>,
    pub barcode: Change<String>,
    pub notes: Change<String>,
    pub company: Change<String>,
    pub tags: Change<Vec<String>>,
    pub address: Change<Bound<'py, PyAny>>,
}

/// What a program may decide, by name.
const NAMES: [&str; 16] = [
    "email",
    "description",
    "metadata",
    "card",
    "card_details",
    "currency",
    "default_card",
    "attributes",
    "name",
    "phone",
    "merchant_customer_id",
    "barcode",
    "notes",
    "company",
    "tags",
    "address",
];

impl<'py> Keywords<'py> {
    /// The keywords in a mapping that a program's function returned.
    pub fn decided(answer: &Bound<'py, PyAny>) -> PyResult<Keywords<'py>> {
        let py = answer.py();
        let reason = "returned something else than a dict of what is to change; return {} to change nothing";
        let mapping = answer.cast::<PyMapping>().map_err(|_| invalid(py, "decide", reason))?;
        for name in mapping.keys()?.iter() {
            if !NAMES.contains(&name.extract::<String>()?.as_str()) {
                let reason = format!("returned a name that an update does not have; it has {}", NAMES.join(", "));
                return Err(invalid(py, "decide", reason));
            }
        }
        Ok(Keywords {
            email: changed(mapping, "email")?,
            description: changed(mapping, "description")?,
            metadata: changed(mapping, "metadata")?,
            card: given(mapping, "card")?,
            card_details: given(mapping, "card_details")?,
            currency: given(mapping, "currency")?,
            default_card: given(mapping, "default_card")?,
            attributes: given(mapping, "attributes")?,
            name: changed(mapping, "name")?,
            phone: changed(mapping, "phone")?,
            merchant_customer_id: changed(mapping, "merchant_customer_id")?,
            barcode: changed(mapping, "barcode")?,
            notes: changed(mapping, "notes")?,
            company: changed(mapping, "company")?,
            tags: changed(mapping, "tags")?,
            address: changed(mapping, "address")?,
        })
    }

    /// The same as plain data.
    pub fn into_patch(self) -> PyResult<Patch> {
        Ok(Patch {
            email: self.email.into_update(),
            description: self.description.into_update(),
            metadata: match self.metadata {
                Change::Keep => None,
                Change::Remove => Some(Metadata::default()),
                Change::Set(metadata) => Some(metadata_of(&metadata)?),
            },
            card: self.card.map(|id| id.0),
            card_details: self.card_details.map(|details| details_of(&details, "card_details")).transpose()?,
            currency: self.currency,
            default_card: self.default_card.map(|id| id.0),
            attributes: self.attributes.map(|attributes| object_json(&attributes, "attributes")).transpose()?,
            own: OwnPatch {
                texts: [self.name, self.phone, self.merchant_customer_id, self.barcode, self.notes, self.company],
                tags: self.tags,
                address: match self.address {
                    Change::Keep => Change::Keep,
                    Change::Remove => Change::Remove,
                    Change::Set(parts) => Change::Set(address_parts(&parts)?),
                },
            },
        })
    }
}

/// What a mapping makes of a field.
fn changed<'py, T: FromPyObjectOwned<'py>>(mapping: &Bound<'py, PyMapping>, name: &str) -> PyResult<Change<T>> {
    if !mapping.contains(name)? {
        return Ok(Change::Keep);
    }
    let value = mapping.get_item(name)?;
    if value.is_none() { Ok(Change::Remove) } else { value.extract().map(Change::Set).map_err(Into::into) }
}

/// What a mapping gives under a name, for what cannot be removed.
fn given<'py, T: FromPyObjectOwned<'py>>(mapping: &Bound<'py, PyMapping>, name: &str) -> PyResult<Option<T>> {
    changed(mapping, name).map(|change| change.into_update().flatten())
}

/// What is to change of a customer.
pub struct Patch {
    email: Option<Option<String>>,
    description: Option<Option<String>>,
    metadata: Option<Metadata>,
    card: Option<String>,
    card_details: Option<CardDetails>,
    currency: Option<String>,
    default_card: Option<String>,
    attributes: Option<String>,
    own: OwnPatch,
}

/// What is to change of the till's own fields: `name`, `phone`, `merchant_customer_id`, `barcode`, `notes`, `company`.
struct OwnPatch {
    texts: [Change<String>; 6],
    tags: Change<Vec<String>>,
    address: Change<AddressParts>,
}

impl Patch {
    /// The update of a customer as it is now.
    pub fn into_update(self, present: &Customer) -> Result<CustomerUpdate> {
        let attributes = self.attributes.map(|json| present.attributes.with_json(&json)).transpose()?;
        Ok(CustomerUpdate {
            email: self.email,
            description: self.description,
            metadata: self.metadata,
            card: self.card,
            card_details: self.card_details,
            currency: self.currency,
            default_card: self.default_card,
            own: self.own.laid_over(&present.own),
            attributes,
        })
    }
}

impl OwnPatch {
    /// The own fields with this laid over them; none where nothing is to change.
    fn laid_over(self, present: &OwnFields) -> Option<OwnFields> {
        let mut own = present.clone();
        let OwnFields { name, phone, merchant_customer_id, barcode, notes, company, tags, address } = &mut own;
        let mut changed = false;
        for (text, field) in self.texts.into_iter().zip([name, phone, merchant_customer_id, barcode, notes, company]) {
            changed |= text.lay(field);
        }
        if let Some(given) = self.tags.into_update() {
            *tags = given.unwrap_or_default();
            changed = true;
        }
        if let Some(parts) = self.address.into_update() {
            let mut laid = parts.as_ref().and(address.take()).unwrap_or_default();
            parts.into_iter().for_each(|parts| lay_parts(parts, &mut laid));
            *address = Some(laid).filter(|address| !address.is_empty());
            changed = true;
        }
        changed.then_some(own)
    }
}

/// The keywords that a new customer is made from.
pub struct NewKeywords<'a, 'py> {
    pub id: Option<String>,
    pub email: Option<String>,
    pub description: Option<String>,
    pub metadata: Option<&'a Bound<'py, PyAny>>,
    pub card: Option<Id>,
    pub card_details: Option<&'a Bound<'py, PyAny>>,
    pub currency: Option<String>,
    pub attributes: Option<&'a Bound<'py, PyAny>>,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub merchant_customer_id: Option<String>,
    pub barcode: Option<String>,
    pub notes: Option<String>,
    pub company: Option<String>,
    pub tags: Option<Vec<String>>,
    pub address: Option<&'a Bound<'py, PyAny>>,
}

impl NewKeywords<'_, '_> {
    pub fn into_new(self, py: Python<'_>, provider: Provider) -> PyResult<NewCustomer> {
        let attributes = self.attributes.map(|given| object_json(given, "attributes")).transpose()?;
        let attributes = attributes.map(|json| Attributes::initial(provider).with_json(&json)).transpose();
        let mut address = PostalAddress::default();
        if let Some(parts) = self.address {
            lay_parts(address_parts(parts)?, &mut address);
        }
        Ok(NewCustomer {
            id: self.id,
            email: self.email,
            description: self.description,
            metadata: self.metadata.map(metadata_of).transpose()?.unwrap_or_default(),
            card: self.card.map(|id| id.0),
            card_details: self.card_details.map(|details| details_of(details, "card_details")).transpose()?,
            currency: self.currency,
            own: OwnFields {
                name: self.name,
                phone: self.phone,
                merchant_customer_id: self.merchant_customer_id,
                barcode: self.barcode,
                notes: self.notes,
                company: self.company,
                tags: self.tags.unwrap_or_default(),
                address: Some(address).filter(|address| !address.is_empty()),
            },
            attributes: attributes.or_raise(py)?,
        })
    }
}
