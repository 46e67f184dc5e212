//! Customers of an account: finding them, and what is done to one as a whole.

use std::sync::Arc;

use super::account::tillbook_account;
use super::array::fill;
use super::customer::tillbook_customer;
use super::entry::{Together, entry, hand_out, handle_output, with_account};
use super::error::tillbook_error;
use super::list::{List, tillbook_list};
use super::list_query::{page, tillbook_list_query};
use super::text::{each, tillbook_str};
use crate::error::Error;
use crate::model::Kind;

/// Finds the customer with an id.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_get(
    account: *const tillbook_account,
    id: tillbook_str,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let id = id.required("id")?;
            let found = with_account(account as usize, |account| account.customers().get(id))?;
            hand_out(customer, found.ok_or_else(|| Error::not_found(Kind::Customer, id))?)
        })
    }
}

/// Finds many customers by their ids in one call, all as they were at one moment.
///
/// @param account   the account
/// @param ids   the providers' identifiers, as many as `count` says; NULL when that is 0
/// @param count   how many
/// @param[out] customers   an array with room for `count` customers, NULL when that is 0, which receives each in the
///                         place of its id, and NULL where there is no such customer; each to be freed by
///                         `tillbook_customer_free`. When the call fails, there is NULL in every place
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, also when none was found, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_get_many(
    account: *const tillbook_account,
    ids: *const tillbook_str,
    count: usize,
    customers: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say, and arrays as long as `count`.
    unsafe {
        entry(error, || {
            fill(customers, count, "customers", std::iter::repeat(std::ptr::null_mut()))?;
            let ids = each(ids, count, "ids")?.unwrap_or_default();
            let found = with_account(account as usize, |account| account.customers().get_many(&ids))?;
            let mut together = Together::default();
            for (place, customer) in found.into_iter().enumerate() {
                customer.map_or(Ok(()), |customer| together.make(customers.add(place), customer))?;
            }
            together.hand_out();
            Ok(())
        })
    }
}

/// Finds the customers with an e-mail address, whatever its case, oldest first.
///
/// @param account   the account
/// @param email   the address
/// @param[out] customers   receives a list of customers, empty when nobody has the address; to be freed by
///                         `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_by_email(
    account: *const tillbook_account,
    email: tillbook_str,
    customers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customers = handle_output(customers, "customers")?;
            let email = email.required("email")?;
            let found = with_account(account as usize, |account| account.customers().by_email(email))?;
            hand_out(customers, Arc::new(List::of(found)))
        })
    }
}

/// Finds the customer with one of the shop's own numbers, exactly; one that is marked as deleted has none.
///
/// @param account   the account
/// @param merchant_customer_id   the number
/// @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_by_merchant_customer_id(
    account: *const tillbook_account,
    merchant_customer_id: tillbook_str,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let number = merchant_customer_id.required("merchant_customer_id")?;
            let found = with_account(account as usize, |account| account.customers().by_merchant_customer_id(number))?;
            hand_out(customer, found.ok_or_else(|| Error::not_found(Kind::Customer, number))?)
        })
    }
}

/// Finds the customers with a barcode, whatever its case, oldest first.
///
/// @param account   the account
/// @param barcode   what the scanner read
/// @param[out] customers   receives a list of customers, empty when nobody has the barcode; to be freed by
///                         `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_by_barcode(
    account: *const tillbook_account,
    barcode: tillbook_str,
    customers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customers = handle_output(customers, "customers")?;
            let barcode = barcode.required("barcode")?;
            let found = with_account(account as usize, |account| account.customers().by_barcode(barcode))?;
            hand_out(customers, Arc::new(List::of(found)))
        })
    }
}

/// Finds the customers with a LINE id, with providers that know one, oldest first.
///
/// @param account   the account
/// @param line_id   the id, exactly
/// @param[out] customers   receives a list of customers, empty when nobody has the id; to be freed by
///                         `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
///         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_by_line_id(
    account: *const tillbook_account,
    line_id: tillbook_str,
    customers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customers = handle_output(customers, "customers")?;
            let line_id = line_id.required("line_id")?;
            let found = with_account(account as usize, |account| account.customers().by_line_id(line_id))?;
            hand_out(customers, Arc::new(List::of(found)))
        })
    }
}

/// Reads a page of the account's customers, in the order in which they came to be. Its cost does not grow with
/// `offset`.
///
/// @param account   the account
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] customers   receives a list of customers, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_list(
    account: *const tillbook_account,
    query: *const tillbook_list_query,
    customers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customers = handle_output(customers, "customers")?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.customers().list(&query))?;
            hand_out(customers, Arc::new(List::page(found)))
        })
    }
}

/// Reads a page of the customers who have a card that expires in a month. It looks at every card of the account.
///
/// @param account   the account
/// @param month   the month, 1 to 12
/// @param year   the year, four digits
/// @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
/// @param[out] customers   receives a list of customers, to be freed by `tillbook_list_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_expiring(
    account: *const tillbook_account,
    month: i32,
    year: i32,
    query: *const tillbook_list_query,
    customers: *mut *mut tillbook_list,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customers = handle_output(customers, "customers")?;
            let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month));
            let month = month.ok_or_else(|| Error::invalid("month", "is not a month; pass 1 to 12"))?;
            let year = u16::try_from(year).map_err(|_| Error::invalid("year", "is not a year; pass four digits"))?;
            let query = page(query)?;
            let found = with_account(account as usize, |account| account.customers().expiring(month, year, &query))?;
            hand_out(customers, Arc::new(List::page(found)))
        })
    }
}

/// Finds a customer from whom an order may be taken, and refuses any other: to be asked before an order is rung up.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_DELETED`, `TILLBOOK_CONFLICT` when the provider takes no
///         orders for the customer, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_check_order(
    account: *const tillbook_account,
    id: tillbook_str,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let id = id.required("id")?;
            hand_out(customer, with_account(account as usize, |account| account.customers().check_order(id))?)
        })
    }
}

/// Notes that a customer's mobile number was verified, with providers that show it.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] customer   receives the customer as it is then, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_DELETED`, `TILLBOOK_CONFLICT` for a customer without a mobile
///         number of the provider's, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_verify_mobile_phone(
    account: *const tillbook_account,
    id: tillbook_str,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let id = id.required("id")?;
            hand_out(customer, with_account(account as usize, |account| account.customers().verify_mobile_phone(id))?)
        })
    }
}

/// Deletes a customer with its cards. With providers that keep deleted customers it is marked, else it is gone.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] customer   receives the customer as it was just before, to be freed by `tillbook_customer_free`
/// @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_delete(
    account: *const tillbook_account,
    id: tillbook_str,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let id = id.required("id")?;
            hand_out(customer, with_account(account as usize, |account| account.customers().delete(id))?)
        })
    }
}
