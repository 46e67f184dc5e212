//! What a new customer is made from.

use super::account::tillbook_account;
use super::card_details::{self, tillbook_card_details};
use super::customer::tillbook_customer;
use super::entry::{entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::sized::{read_sized_or_zero, sized};
use super::text::{each_owned, tillbook_str};
use crate::error::{Error, Result};
use crate::model::{Attributes, Metadata, NewCustomer, OwnFields, PostalAddress, Provider};

/// What a new customer is made from: set it to `TILLBOOK_NEW_CUSTOMER_INIT`, then what is known. Everything may be
/// absent, unless the provider's rules ask for it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_new_customer {
    /// `sizeof(tillbook_new_customer)`; set by `TILLBOOK_NEW_CUSTOMER_INIT`.
    pub struct_size: u32,
    /// Always 0.
    pub reserved: u32,
    /// The till's own field: labels.
    pub tags: *const tillbook_str,
    /// How many labels `tags` leads to.
    pub tag_count: usize,
    /// The details of a card that becomes the customer's first, where it is not in a token; else NULL.
    pub card_details: *const tillbook_card_details,
    /// An id of the caller's choice, with providers that allow it; one is made when absent.
    pub id: tillbook_str,
    /// E-mail address.
    pub email: tillbook_str,
    /// Description.
    pub description: tillbook_str,
    /// The integrator's own data, a JSON object.
    pub metadata: tillbook_str,
    /// The id of an unused token whose card becomes the customer's first.
    pub card: tillbook_str,
    /// The currency in which the card is to be used, with providers that ask; a token may be tied to one.
    pub currency: tillbook_str,
    /// What only the provider knows, a JSON object laid over what a fresh customer has.
    pub attributes: tillbook_str,
    /// The till's own field: full name.
    pub name: tillbook_str,
    /// The till's own field: telephone number.
    pub phone: tillbook_str,
    /// The till's own field: the shop's number for the customer, unique among the living customers of an account.
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
    /// The till's own field: country.
    pub address_country: tillbook_str,
}

sized!(tillbook_new_customer);

impl tillbook_new_customer {
    /// # Safety
    /// The pointers are null or lead to what the fields say, and the texts are as [`tillbook_str::bytes`] asks.
    unsafe fn read(self, provider: Provider) -> Result<NewCustomer> {
        if self.reserved != 0 {
            return Err(Error::invalid("reserved", "is not 0; set it to 0, or use the _INIT macro"));
        }
        // SAFETY: the caller promises it.
        unsafe {
            let metadata = self.metadata.optional("metadata")?.map(Metadata::parse).transpose()?;
            let attributes = self.attributes.optional("attributes")?;
            let attributes = attributes.map(|json| Attributes::initial(provider).with_json(json)).transpose()?;
            let details = (!self.card_details.is_null()).then_some(self.card_details);
            Ok(NewCustomer {
                id: self.id.owned("id")?,
                email: self.email.owned("email")?,
                description: self.description.owned("description")?,
                metadata: metadata.unwrap_or_default(),
                card: self.card.owned("card")?,
                card_details: details.map(|details| card_details::read(details, "card_details")).transpose()?,
                currency: self.currency.owned("currency")?,
                own: self.own()?,
                attributes,
            })
        }
    }

    /// # Safety
    /// As [`tillbook_new_customer::read`].
    unsafe fn own(self) -> Result<OwnFields> {
        // SAFETY: the caller promises it.
        unsafe {
            let address = PostalAddress {
                line1: self.address_line1.owned("address_line1")?,
                line2: self.address_line2.owned("address_line2")?,
                city: self.address_city.owned("address_city")?,
                state: self.address_state.owned("address_state")?,
                postal_code: self.address_postal_code.owned("address_postal_code")?,
                country: self.address_country.owned("address_country")?,
            };
            Ok(OwnFields {
                name: self.name.owned("name")?,
                phone: self.phone.owned("phone")?,
                merchant_customer_id: self.merchant_customer_id.owned("merchant_customer_id")?,
                barcode: self.barcode.owned("barcode")?,
                notes: self.notes.owned("notes")?,
                company: self.company.owned("company")?,
                tags: each_owned(self.tags, self.tag_count, "tags")?.unwrap_or_default(),
                address: Some(address).filter(|address| !address.is_empty()),
            })
        }
    }
}

/// Creates a customer, with a first card when a token or a card's details are given.
///
/// @param account   the account
/// @param new_customer   what is known of the customer; NULL for nothing
/// @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_INVALID_CARD`, `TILLBOOK_TOO_LARGE`,
///         `TILLBOOK_NOT_FOUND` for the token, `TILLBOOK_USED_TOKEN`, `TILLBOOK_EXPIRED_TOKEN`,
///         `TILLBOOK_ALREADY_EXISTS` for an id, a number or an address that another customer has, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_create(
    account: *const tillbook_account,
    new_customer: *const tillbook_new_customer,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let given = read_sized_or_zero(new_customer, "new_customer")?;
            let made =
                with_account(account as usize, |account| account.customers().create(given.read(account.provider())?))?;
            hand_out(customer, made)
        })
    }
}
