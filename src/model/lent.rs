//! A customer's texts where they lie in its record: what a copy needs, without a text of its own for each.

use wincode::SchemaRead;

use super::Timestamp;

/// What a record of a customer begins with: every field of [`Customer`](super::Customer) but the last, in its order.
#[derive(SchemaRead)]
pub(crate) struct LentCustomer<'a> {
    pub(crate) id: &'a str,
    pub(crate) _sequence: u64,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Option<Timestamp>,
    pub(crate) deleted_at: Option<Timestamp>,
    pub(crate) email: Option<&'a str>,
    pub(crate) description: Option<&'a str>,
    metadata: &'a str,
    pub(crate) default_card: Option<&'a str>,
    pub(crate) own: LentOwnFields<'a>,
}

impl LentCustomer<'_> {
    /// The metadata as JSON.
    pub(crate) fn metadata(&self) -> &str {
        super::Metadata::shown(self.metadata)
    }
}

/// The till's own fields, as [`OwnFields`](super::OwnFields) has them.
#[derive(SchemaRead)]
pub(crate) struct LentOwnFields<'a> {
    pub(crate) name: Option<&'a str>,
    pub(crate) phone: Option<&'a str>,
    pub(crate) merchant_customer_id: Option<&'a str>,
    pub(crate) barcode: Option<&'a str>,
    pub(crate) notes: Option<&'a str>,
    pub(crate) company: Option<&'a str>,
    pub(crate) tags: Vec<&'a str>,
    pub(crate) address: Option<LentAddress<'a>>,
}

/// A postal address, as [`PostalAddress`](super::PostalAddress) has it.
#[derive(SchemaRead)]
pub(crate) struct LentAddress<'a> {
    pub(crate) line1: Option<&'a str>,
    pub(crate) line2: Option<&'a str>,
    pub(crate) city: Option<&'a str>,
    pub(crate) state: Option<&'a str>,
    pub(crate) postal_code: Option<&'a str>,
    pub(crate) country: Option<&'a str>,
}
