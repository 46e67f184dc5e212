//! Customers as a host reads them.

use std::sync::Arc;

use super::entry::{entry, handle_output, output, release, retain};
use super::error::tillbook_error;
use super::object::with;
use super::sized::{Sized32 as _, sized, write_sized};
use super::text::{hand_out_text, tillbook_str, tillbook_text};
use crate::error::Error;
use crate::model::{Customer, Timestamp};

/// A customer as it was when it was read: it never changes. Any thread may read it. Freed by `tillbook_customer_free`.
#[repr(C)]
pub struct tillbook_customer {
    _opaque: [u8; 0],
}

/// What a customer is. Texts are borrowed: they stay valid until the customer is freed. Times are milliseconds since
/// 1970-01-01 UTC.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_customer_fields {
    /// `sizeof(tillbook_customer_fields)`; set by `TILLBOOK_CUSTOMER_FIELDS_INIT`.
    pub struct_size: u32,
    /// How many of the till's own labels it has; `tillbook_customer_tag` reads them.
    pub tag_count: u32,
    /// The provider's identifier.
    pub id: tillbook_str,
    /// When it came to be.
    pub created_at: i64,
    /// When it was last changed; `TILLBOOK_NEVER` before the first change.
    pub updated_at: i64,
    /// When it was marked as deleted, with providers that keep deleted customers; else `TILLBOOK_NEVER`.
    pub deleted_at: i64,
    /// E-mail address.
    pub email: tillbook_str,
    /// Description shown by the provider.
    pub description: tillbook_str,
    /// The integrator's own data, a JSON object; `{}` when there is none.
    pub metadata: tillbook_str,
    /// The id of the card that is charged when none is named.
    pub default_card: tillbook_str,
    /// The till's own field: full name.
    pub name: tillbook_str,
    /// The till's own field: telephone number, as it was written.
    pub phone: tillbook_str,
    /// The till's own field: the shop's number for the customer.
    pub merchant_customer_id: tillbook_str,
    /// The till's own field: what the scanner reads.
    pub barcode: tillbook_str,
    /// The till's own field: the cashier's notes.
    pub notes: tillbook_str,
    /// The till's own field: company.
    pub company: tillbook_str,
    /// The till's own field: street and number.
    pub address_line1: tillbook_str,
    /// The till's own field: anything more before the city.
    pub address_line2: tillbook_str,
    /// The till's own field: city.
    pub address_city: tillbook_str,
    /// The till's own field: state, province or prefecture.
    pub address_state: tillbook_str,
    /// The till's own field: postal code.
    pub address_postal_code: tillbook_str,
    /// The till's own field: country, as it was written.
    pub address_country: tillbook_str,
}

sized!(tillbook_customer_fields);

/// The time that never comes: what a time is where there is none.
pub const TILLBOOK_NEVER: i64 = i64::MIN;

pub(super) fn millis(time: Option<Timestamp>) -> i64 {
    time.map_or(TILLBOOK_NEVER, Timestamp::as_millis)
}

impl tillbook_customer_fields {
    /// Lends what a customer is, written where it is wanted: this is part of every lookup.
    #[inline(always)]
    pub(super) fn lend(customer: &Customer) -> tillbook_customer_fields {
        let own = &customer.own;
        let lend = tillbook_str::lend_some;
        let address = own.address.as_ref();
        tillbook_customer_fields {
            struct_size: tillbook_customer_fields::SIZE,
            tag_count: own.tags.len() as u32,
            id: tillbook_str::lend(&customer.id),
            created_at: customer.created_at.as_millis(),
            updated_at: millis(customer.updated_at),
            deleted_at: millis(customer.deleted_at),
            email: lend(customer.email.as_deref()),
            description: lend(customer.description.as_deref()),
            metadata: tillbook_str::lend(customer.metadata.as_json()),
            default_card: lend(customer.default_card.as_deref()),
            name: lend(own.name.as_deref()),
            phone: lend(own.phone.as_deref()),
            merchant_customer_id: lend(own.merchant_customer_id.as_deref()),
            barcode: lend(own.barcode.as_deref()),
            notes: lend(own.notes.as_deref()),
            company: lend(own.company.as_deref()),
            address_line1: lend(address.and_then(|address| address.line1.as_deref())),
            address_line2: lend(address.and_then(|address| address.line2.as_deref())),
            address_city: lend(address.and_then(|address| address.city.as_deref())),
            address_state: lend(address.and_then(|address| address.state.as_deref())),
            address_postal_code: lend(address.and_then(|address| address.postal_code.as_deref())),
            address_country: lend(address.and_then(|address| address.country.as_deref())),
        }
    }

    /// All of its texts.
    pub(super) fn texts(&mut self) -> [&mut tillbook_str; 17] {
        [
            &mut self.id,
            &mut self.email,
            &mut self.description,
            &mut self.metadata,
            &mut self.default_card,
            &mut self.name,
            &mut self.phone,
            &mut self.merchant_customer_id,
            &mut self.barcode,
            &mut self.notes,
            &mut self.company,
            &mut self.address_line1,
            &mut self.address_line2,
            &mut self.address_city,
            &mut self.address_state,
            &mut self.address_postal_code,
            &mut self.address_country,
        ]
    }
}

/// Reads what a customer is.
///
/// @param customer   the customer
/// @param[out] fields   receives it, texts borrowed from the customer; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when
///         the customer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customer_read(
    customer: *const tillbook_customer,
    fields: *mut tillbook_customer_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(customer as usize, |customer: &Arc<Customer>| {
                write_sized(fields, "fields", tillbook_customer_fields::lend(customer))
            })
        })
    }
}

/// Reads one of the till's own labels of a customer.
///
/// @param customer   the customer
/// @param index   which one, from 0 to `tag_count` - 1
/// @param[out] tag   receives it, borrowed from the customer
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end or `tag`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED` when the customer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customer_tag(
    customer: *const tillbook_customer,
    index: usize,
    tag: *mut tillbook_str,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let tag = output(tag, "tag", tillbook_str::NONE)?;
            with(customer as usize, |customer: &Arc<Customer>| {
                let past = || Error::invalid("index", "is past the last label; count from 0 to tag_count - 1");
                tag.write(tillbook_str::lend(customer.own.tags.get(index).ok_or_else(past)?));
                Ok(())
            })
        })
    }
}

/// Shows what only the provider knows of a customer, as a JSON object: `{}` with providers that know no more than every
/// one does. Times in it are milliseconds since 1970-01-01 UTC, dates `YYYY-MM-DD`; the names are those of
/// `docs/attributes.md`.
///
/// @param customer   the customer
/// @param[out] attributes   receives the text, to be freed by `tillbook_text_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `attributes`, `TILLBOOK_IO` when there is no memory for one
///         more handle, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the customer was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_PANICKED`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customer_attributes(
    customer: *const tillbook_customer,
    attributes: *mut *mut tillbook_text,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let attributes = handle_output(attributes, "attributes")?;
            with(customer as usize, |customer: &Arc<Customer>| hand_out_text(attributes, customer.attributes.to_json()))
        })
    }
}

/// Takes one more reference to a customer, to be given back by `tillbook_customer_free`: for a second owner.
///
/// @param customer   the customer
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_customer_retain(customer: *mut tillbook_customer) -> i32 {
    retain::<Customer>(customer as usize)
}

/// Gives back a reference to a customer; the last one frees it. NULL is left alone.
///
/// @param customer   the customer, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_customer_free(customer: *mut tillbook_customer) -> i32 {
    release::<Customer>(customer as usize)
}
