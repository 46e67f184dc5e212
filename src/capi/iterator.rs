//! Going through all customers of an account.

use std::sync::{Arc, Mutex, PoisonError};

use super::account::tillbook_account;
use super::customer::tillbook_customer;
use super::entry::{entry, hand_out, handle_output, release, with_account, with_account_of};
use super::error::tillbook_error;
use super::list_query::{tillbook_list_query, whole};
use super::object::with;
use super::slot;
use crate::account::Walk;
use crate::error::Result;

/// A place among an account's customers that moves on. Any thread may use it, one after the other. Freed by
/// `tillbook_iterator_free`; one whose store was closed answers `TILLBOOK_CLOSED`.
#[repr(C)]
pub struct tillbook_iterator {
    _opaque: [u8; 0],
}

/// What an iterator's handle holds. It keeps its store by the handle, so that it does not keep it open.
pub(super) struct Place {
    store: usize,
    account: u8,
    walk: Mutex<Walk>,
}

/// Begins to go through the customers of an account, however many there are, a few of them in memory at a time.
///
/// Nothing is held fast meanwhile: customers that come to be behind the place that was reached are visited, those that
/// are deleted before it is reached are not, and deleting the one that was visited last does not disturb it.
///
/// @param account   the account; it need not outlive the iterator, but its store does
/// @param query   which customers, where `limit` is how many at most and 0 for all, and `before` may not be given; NULL
///                for all, oldest first
/// @param[out] iterator   receives the iterator, to be freed by `tillbook_iterator_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
///         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_iterate(
    account: *const tillbook_account,
    query: *const tillbook_list_query,
    iterator: *mut *mut tillbook_iterator,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let iterator = handle_output(iterator, "iterator")?;
            let query = whole(query)?;
            let walk = with_account(account as usize, |account| account.customers().walk(&query))?;
            let (store, account) = slot::of_account(account as usize)?;
            hand_out(iterator, Arc::new(Place { store, account, walk: Mutex::new(walk) }))
        })
    }
}

/// Visits the next customer.
///
/// @param iterator   the iterator
/// @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`, or NULL when all were visited
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, also at the end, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
///         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` also when the store
///         was closed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_iterator_next(
    iterator: *mut tillbook_iterator,
    customer: *mut *mut tillbook_customer,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(error, || {
            let customer = handle_output(customer, "customer")?;
            let next = with(iterator as usize, |place: &Arc<Place>| place.next())?;
            next.map_or(Ok(()), |next| hand_out(customer, next))
        })
    }
}

impl Place {
    fn next(&self) -> Result<Option<Arc<crate::model::Customer>>> {
        // A panic in here has stopped the store, which answers for itself as long as it is open.
        let mut walk = self.walk.lock().unwrap_or_else(PoisonError::into_inner);
        with_account_of(self.store, self.account, |account| walk.next(account))
    }
}

/// Frees an iterator. NULL is left alone.
///
/// @param iterator   the iterator, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_iterator_free(iterator: *mut tillbook_iterator) -> i32 {
    release::<Place>(iterator as usize)
}
