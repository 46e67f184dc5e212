//! Finding customers by what is known of them.

use std::ffi::c_void;
use std::sync::Arc;

use super::account::tillbook_account;
use super::customer::tillbook_customer_fields;
use super::entry::{call_back, entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::list::{List, tillbook_list};
use super::list_query::{page, tillbook_list_query};
use super::sized::{read_sized, sized};
use super::text::{each_owned, tillbook_str};
use crate::account::{Among, CustomerQuery};
use crate::error::{Error, Result};
use crate::model::Customer;

/// What is known of a customer, all of which must fit: set it to `TILLBOOK_CUSTOMER_QUERY_INIT`, then at least one
/// thing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_customer_query {
    /// `sizeof(tillbook_customer_query)`; set by `TILLBOOK_CUSTOMER_QUERY_INIT`.
    pub struct_size: u32,
    /// How many customers to return at most; 0 for 100.
    pub limit: u32,
    /// E-mail address, whatever its case.
    pub email: tillbook_str,
    /// The shop's number for the customer, exactly.
    pub merchant_customer_id: tillbook_str,
    /// Barcode, whatever its case.
    pub barcode: tillbook_str,
    /// The last digits of a telephone number, or all of it, however written and with or without its country.
    pub phone: tillbook_str,
    /// Beginnings of words of the name, in any order, whatever case, accents and width; in writing without blanks, the
    /// beginning of any part of it.
    pub name: tillbook_str,
    /// The fingerprint of a card.
    pub card: tillbook_str,
    /// The beginning of an e-mail address, whatever its case.
    pub email_prefix: tillbook_str,
    /// How many customers to leave out at the beginning.
    pub offset: u64,
}

sized!(tillbook_customer_query);

/// Chooses customers. Called from the calling thread, once for each customer in question. It may not call the library,
/// and must return: neither `longjmp` nor an exception may leave it.
///
/// `customer` is valid until the callback returns. `user` is what was handed to the function that calls back.
///
/// @return 0 to pass the customer over, anything else to choose it
pub type tillbook_keep_customer =
    Option<unsafe extern "C" fn(customer: *const tillbook_customer_fields, user: *mut c_void) -> i32>;

impl tillbook_customer_query {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks.
    unsafe fn read(self) -> Result<CustomerQuery> {
        let limit = if self.limit == 0 { CustomerQuery::default().limit } else { self.limit as usize };
        // SAFETY: the caller promises it.
        unsafe {
            Ok(CustomerQuery {
                email: self.email.owned("email")?,
                email_prefix: self.email_prefix.owned("email_prefix")?,
                merchant_customer_id: self.merchant_customer_id.owned("merchant_customer_id")?,
                barcode: self.barcode.owned("barcode")?,
                phone: self.phone.owned("phone")?,
                name: self.name.owned("name")?,
                card: self.card.owned("card")?,
                offset: self.offset,
                limit,
            })
        }
    }
}

/// Finds the customers that everything in a query fits, each once. Where it is a beginning that leads to them, an exact
/// match comes first, then the others by the alphabet, or by the digit before those that were given; equals, and all that
/// are found by something exact, stand in the order of creation.
///
/// @param account   the account
/// @param query   what is known of them
/// @param[out] customers   receives a list of customers, empty when none fits; to be freed by `tillbook_list_free`. Its
///                         `more` says whether others fit beyond them; its `total` is 0: nobody counted them
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` also for a query without anything to find by, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_find(
    account: *const tillbook_account,
    query: *const tillbook_customer_query,
    customers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customers = handle_output(customers, "customers")?;
            let query = read_sized(query, "query")?.read()?;
            let found = with_account(account as usize, |account| account.customers().find(&query))?;
            hand_out(customers, Arc::new(List::selection(found)))
        })
    }
}

/// Chooses customers of a list, among those with some ids or with an e-mail address, or among all: as many as a page
/// takes and no more are looked at. `after` and `before` mark a place also when their customer is not chosen.
///
/// @param account   the account
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param ids   the ids to choose among, as many as `count` says; NULL for no such bound
/// @param count   how many ids
/// @param email   the e-mail address to choose among, letter for letter; nothing for no such bound. At most one of
///                `ids` and `email` may be given
/// @param keep   chooses; NULL to take all
/// @param user   handed to `keep`; may be NULL
/// @param[out] customers   receives a list of customers, to be freed by `tillbook_list_free`. Its `total` is 0: nobody
///                         counted them
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_select(
    account: *const tillbook_account,
    query: *const tillbook_list_query,
    ids: *const tillbook_str,
    count: usize,
    email: tillbook_str,
    keep: tillbook_keep_customer,
    user: *mut c_void,
    customers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, callbacks, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customers = handle_output(customers, "customers")?;
            let query = page(query)?;
            let ids = each_owned(ids, count, "ids")?;
            let among = match (&ids, email.optional("email")?) {
                (Some(_), Some(_)) => return Err(Error::invalid("email", "is given beside ids; pass one of them")),
                (Some(ids), None) => Among::Ids(ids),
                (None, Some(email)) => Among::Email(email),
                (None, None) => Among::All,
            };
            let keep = |customer: &Customer| {
                let fields = tillbook_customer_fields::lend(customer);
                keep.is_none_or(|keep| call_back(|| keep(&raw const fields, user)) != 0)
            };
            let found = with_account(account as usize, |account| account.customers().select(&query, among, keep))?;
            hand_out(customers, Arc::new(List::selection(found)))
        })
    }
}
