//! The objects of section 3, key by key. What has no value is left out.

mod customer;
mod source;
mod tax_identifier;

pub(super) use customer::CustomerView;
pub(super) use source::{SourceView, brand_name, state_name as source_state_name};
pub(super) use tax_identifier::{TAX_STATES, TaxIdentifierView, state_name};
