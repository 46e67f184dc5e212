//! Going through an account's customers bit by bit, while others write.

use std::collections::VecDeque;
use std::iter::FusedIterator;
use std::sync::Arc;

use super::{Account, Customers};
use crate::error::Result;
use crate::model::Customer;
use crate::store::{ListQuery, Rest};

/// How many customers are held in memory at once; the largest are of one mebibyte.
const AT_ONCE: usize = 64;

/// A place among an account's customers that moves on. It belongs to no account, so that whoever keeps it need not keep
/// the store open.
#[doc(hidden)]
#[derive(Debug)]
pub struct Walk {
    rest: Rest,
    read: VecDeque<Arc<Customer>>,
}

impl Walk {
    /// The next customer; none when all were visited.
    ///
    /// # Errors
    /// As the iterator's of [`Customers::iter`].
    pub fn next(&mut self, account: &Account) -> Result<Option<Arc<Customer>>> {
        // What was read ahead is not to be visited once the store was stopped.
        account.store.health()?;
        if self.read.is_empty() {
            self.read = account.store.read(|view| view.visit(account.id, &mut self.rest, AT_ONCE))?.into();
        }
        Ok(self.read.pop_front())
    }
}

/// Goes through an account's customers; see [`Customers::iter`].
#[derive(Debug)]
pub struct CustomerIter<'a> {
    account: &'a Account,
    walk: Walk,
    done: bool,
}

impl<'a> Customers<'a> {
    /// Goes through the customers of a list, however many there are, a few of them in memory at a time.
    ///
    /// Nothing is held fast meanwhile. Customers that come to be behind the place that was reached are visited, those that
    /// are deleted before it is reached are not; a customer may be as it was when the few around it were read. Where all
    /// must be as they are at one moment, use [`Customers::each`]. The query's limit is the most that are visited.
    ///
    /// ```
    /// use tillbook::{ListQuery, Mode, NewCustomer, Provider, Store};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::Omise, Mode::Test);
    /// for _ in 0..3 {
    ///     account.customers().create(NewCustomer::default())?;
    /// }
    /// for customer in account.customers().iter(&ListQuery { limit: usize::MAX, ..ListQuery::default() })? {
    ///     account.customers().delete(&customer?.id)?;
    /// }
    /// assert_eq!(account.customers().list(&ListQuery::default())?.total, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) for the cursor,
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) for [`Cursor::Before`](crate::Cursor::Before), which is no
    /// place to begin at; [`Error::Damaged`](crate::Error::Damaged), [`Error::Io`](crate::Error::Io) or
    /// [`Error::Poisoned`](crate::Error::Poisoned), also from the iterator, which ends with it.
    pub fn iter(&self, query: &ListQuery) -> Result<CustomerIter<'a>> {
        Ok(CustomerIter { account: self.0, walk: self.walk(query)?, done: false })
    }

    /// The beginning of such a way, for hosts that cannot borrow the account meanwhile.
    ///
    /// # Errors
    /// As [`Customers::iter`].
    #[doc(hidden)]
    pub fn walk(&self, query: &ListQuery) -> Result<Walk> {
        let rest = self.0.store.read(|view| view.rest::<Customer>(self.0.id, &self.0.widened(query)))?;
        Ok(Walk { rest, read: VecDeque::new() })
    }
}

impl Iterator for CustomerIter<'_> {
    type Item = Result<Arc<Customer>>;

    fn next(&mut self) -> Option<Result<Arc<Customer>>> {
        if self.done {
            return None;
        }
        let next = self.walk.next(self.account).transpose();
        self.done = !matches!(next, Some(Ok(_)));
        next
    }
}

impl FusedIterator for CustomerIter<'_> {}
