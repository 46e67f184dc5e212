//! Changes to a customer.

use std::ffi::c_void;

use super::account::tillbook_account;
use super::card_details::{self, tillbook_card_details};
use super::customer::{tillbook_customer, tillbook_customer_fields};
use super::entry::{call_back, entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::remove::{
    TILLBOOK_REMOVE_ADDRESS_CITY, TILLBOOK_REMOVE_ADDRESS_COUNTRY, TILLBOOK_REMOVE_ADDRESS_LINE1,
    TILLBOOK_REMOVE_ADDRESS_LINE2, TILLBOOK_REMOVE_ADDRESS_POSTAL_CODE, TILLBOOK_REMOVE_ADDRESS_STATE,
    TILLBOOK_REMOVE_BARCODE, TILLBOOK_REMOVE_COMPANY, TILLBOOK_REMOVE_DESCRIPTION, TILLBOOK_REMOVE_EMAIL,
    TILLBOOK_REMOVE_MERCHANT_CUSTOMER_ID, TILLBOOK_REMOVE_NAME, TILLBOOK_REMOVE_NOTES, TILLBOOK_REMOVE_PHONE,
    TILLBOOK_REMOVE_TAGS, change, check_remove,
};
use super::sized::{Sized32 as _, read_sized, sized};
use super::text::{each_owned, tillbook_str};
use crate::error::{Error, Result};
use crate::model::{Customer, CustomerUpdate, Metadata, OwnFields};

/// What an update of a customer can remove.
const REMOVABLE: u32 = TILLBOOK_REMOVE_DESCRIPTION
    | TILLBOOK_REMOVE_EMAIL
    | TILLBOOK_REMOVE_NAME
    | TILLBOOK_REMOVE_PHONE
    | TILLBOOK_REMOVE_MERCHANT_CUSTOMER_ID
    | TILLBOOK_REMOVE_BARCODE
    | TILLBOOK_REMOVE_NOTES
    | TILLBOOK_REMOVE_COMPANY
    | TILLBOOK_REMOVE_TAGS
    | TILLBOOK_REMOVE_ADDRESS_LINE1
    | TILLBOOK_REMOVE_ADDRESS_LINE2
    | TILLBOOK_REMOVE_ADDRESS_CITY
    | TILLBOOK_REMOVE_ADDRESS_STATE
    | TILLBOOK_REMOVE_ADDRESS_POSTAL_CODE
    | TILLBOOK_REMOVE_ADDRESS_COUNTRY;

/// Changes to a customer: set it to `TILLBOOK_CUSTOMER_UPDATE_INIT`, then what is to change. What is absent stays as it
/// is; what is to be gone stands in `remove`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_customer_update {
    /// `sizeof(tillbook_customer_update)`; set by `TILLBOOK_CUSTOMER_UPDATE_INIT`.
    pub struct_size: u32,
    /// What is to be removed: `TILLBOOK_REMOVE_...`, joined by `|`.
    pub remove: u32,
    /// The till's own field: labels, which take the place of all that there are; NULL leaves them.
    pub tags: *const tillbook_str,
    /// How many labels `tags` leads to.
    pub tag_count: usize,
    /// The details of a card that is attached without ever having been in a token; else NULL.
    pub card_details: *const tillbook_card_details,
    /// E-mail address.
    pub email: tillbook_str,
    /// Description.
    pub description: tillbook_str,
    /// The integrator's own data, a JSON object; whether it replaces or joins what is there is the provider's rule.
    pub metadata: tillbook_str,
    /// The id of an unused token whose card is attached.
    pub card: tillbook_str,
    /// The currency in which the card is to be used, with providers that ask; a token may be tied to one.
    pub currency: tillbook_str,
    /// The id of one of the customer's cards, which becomes the default.
    pub default_card: tillbook_str,
    /// What only the provider knows, a JSON object laid over what is there: a field that it lacks stays, null empties
    /// one.
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

sized!(tillbook_customer_update);

/// Decides how to change a customer. Called once, from the calling thread, while every other write waits. It may not
/// call the library, and must return: neither `longjmp` nor an exception may leave it.
///
/// `customer` is the customer as it is at this moment, and valid until the callback returns. `update` belongs to the
/// library and is all nothing; set the fields that are to change, one by one. Never assign the whole of it, not even
/// `TILLBOOK_CUSTOMER_UPDATE_INIT`: the header of the host may know a longer one, which would be written past the end.
/// `update->struct_size` is how much the library has of it, and must stay. What `update` leads to must stay until the
/// function that called back returns. `user` is what was handed to that function.
///
/// @return 0 to make the change, anything else to leave the customer as it is
pub type tillbook_decide_customer_update = Option<
    unsafe extern "C" fn(
        customer: *const tillbook_customer_fields,
        update: *mut tillbook_customer_update,
        user: *mut c_void,
    ) -> i32,
>;

impl tillbook_customer_update {
    /// The changes, given the customer as it is.
    ///
    /// # Safety
    /// The pointers are null or lead to what the fields say, and the texts are as [`tillbook_str::bytes`] asks.
    unsafe fn to(self, present: &Customer) -> Result<CustomerUpdate> {
        check_remove(self.remove, REMOVABLE)?;
        // SAFETY: the caller promises it.
        unsafe {
            let attributes = self.attributes.optional("attributes")?;
            let details = (!self.card_details.is_null()).then_some(self.card_details);
            Ok(CustomerUpdate {
                email: self.changed(self.email, "email", TILLBOOK_REMOVE_EMAIL)?,
                description: self.changed(self.description, "description", TILLBOOK_REMOVE_DESCRIPTION)?,
                metadata: self.metadata.optional("metadata")?.map(Metadata::parse).transpose()?,
                card: self.card.owned("card")?,
                card_details: details.map(|details| card_details::read(details, "card_details")).transpose()?,
                currency: self.currency.owned("currency")?,
                default_card: self.default_card.owned("default_card")?,
                own: self.own(&present.own)?,
                attributes: attributes.map(|json| present.attributes.with_json(json)).transpose()?,
            })
        }
    }

    /// The till's own fields as they are to be; none when all of them stay.
    ///
    /// # Safety
    /// As [`tillbook_customer_update::to`].
    unsafe fn own(self, present: &OwnFields) -> Result<Option<OwnFields>> {
        let mut own = present.clone();
        let mut mentioned = false;
        let mut address = own.address.take().unwrap_or_default();
        for (field, text, name, bit) in [
            (&mut own.name, self.name, "name", TILLBOOK_REMOVE_NAME),
            (&mut own.phone, self.phone, "phone", TILLBOOK_REMOVE_PHONE),
            (
                &mut own.merchant_customer_id,
                self.merchant_customer_id,
                "merchant_customer_id",
                TILLBOOK_REMOVE_MERCHANT_CUSTOMER_ID,
            ),
            (&mut own.barcode, self.barcode, "barcode", TILLBOOK_REMOVE_BARCODE),
            (&mut own.notes, self.notes, "notes", TILLBOOK_REMOVE_NOTES),
            (&mut own.company, self.company, "company", TILLBOOK_REMOVE_COMPANY),
            (&mut address.line1, self.address_line1, "address_line1", TILLBOOK_REMOVE_ADDRESS_LINE1),
            (&mut address.line2, self.address_line2, "address_line2", TILLBOOK_REMOVE_ADDRESS_LINE2),
            (&mut address.city, self.address_city, "address_city", TILLBOOK_REMOVE_ADDRESS_CITY),
            (&mut address.state, self.address_state, "address_state", TILLBOOK_REMOVE_ADDRESS_STATE),
            (
                &mut address.postal_code,
                self.address_postal_code,
                "address_postal_code",
                TILLBOOK_REMOVE_ADDRESS_POSTAL_CODE,
            ),
            (&mut address.country, self.address_country, "address_country", TILLBOOK_REMOVE_ADDRESS_COUNTRY),
        ] {
            // SAFETY: the caller promises it.
            if let Some(changed) = unsafe { self.changed(text, name, bit) }? {
                *field = changed;
                mentioned = true;
            }
        }
        // SAFETY: the caller promises it.
        let tags = unsafe { each_owned(self.tags, self.tag_count, "tags") }?;
        if let Some(changed) = change(tags, "tags", self.remove, TILLBOOK_REMOVE_TAGS)? {
            own.tags = changed.unwrap_or_default();
            mentioned = true;
        }
        own.address = Some(address).filter(|address| !address.is_empty());
        Ok(mentioned.then_some(own))
    }

    /// A text as it is to be: none when it stays, nothing inside when it is removed.
    ///
    /// # Safety
    /// As [`tillbook_str::bytes`].
    unsafe fn changed(&self, text: tillbook_str, name: &'static str, bit: u32) -> Result<Option<Option<String>>> {
        // SAFETY: the caller promises it.
        change(unsafe { text.owned(name) }?, name, self.remove, bit)
    }
}

/// Changes a customer; what the update does not mention stays as it is.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param update   what is to change
/// @param[out] customer   receives the customer as it is then, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, the token or the default card,
///         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_INVALID_CARD`, `TILLBOOK_TOO_LARGE`, `TILLBOOK_USED_TOKEN`,
///         `TILLBOOK_EXPIRED_TOKEN`, `TILLBOOK_ALREADY_EXISTS` for a number or an address that another customer has,
///         `TILLBOOK_DELETED`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_update(
    account: *const tillbook_account,
    id: tillbook_str,
    update: *const tillbook_customer_update,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let id = id.required("id")?;
            let update = read_sized(update, "update")?;
            let changed = with_account(account as usize, |account| {
                account.customers().update_with(id, |present| update.to(present))
            })?;
            hand_out(customer, changed)
        })
    }
}

/// Changes a customer in a way that depends on what it is now; nobody else's write comes between.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param decide   decides what is to change
/// @param user   handed to `decide`; may be NULL
/// @param[out] customer   receives the customer as it is then, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_CANCELLED` when `decide` left the customer as it is, `TILLBOOK_NOT_FOUND` for the
///         customer, the token or the default card, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_INVALID_CARD`,
///         `TILLBOOK_TOO_LARGE`, `TILLBOOK_USED_TOKEN`, `TILLBOOK_EXPIRED_TOKEN`, `TILLBOOK_ALREADY_EXISTS` for a
///         number or an address that another customer has, `TILLBOOK_DELETED`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_update_with(
    account: *const tillbook_account,
    id: tillbook_str,
    decide: tillbook_decide_customer_update,
    user: *mut c_void,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that callbacks, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let id = id.required("id")?;
            let decide = decide.ok_or_else(|| Error::invalid("decide", "is NULL; pass a function that decides"))?;
            let changed = with_account(account as usize, |account| {
                account.customers().update_with(id, |present| {
                    let mut update = tillbook_customer_update::nothing();
                    let fields = tillbook_customer_fields::lend(present);
                    let answer = call_back(|| decide(&raw const fields, &raw mut update, user));
                    if update.struct_size != tillbook_customer_update::SIZE {
                        return Err(Error::invalid("update", "has another size now; set its fields one by one"));
                    }
                    if answer != 0 {
                        return Err(Error::Cancelled);
                    }
                    update.to(present)
                })
            })?;
            hand_out(customer, changed)
        })
    }
}
