//! Going through all customers of an account.

use std::sync::Arc;

use super::Customers;
use crate::error::Result;
use crate::model::{Card, Customer, TaxIdentifier};
use crate::store::ListQuery;

/// How many customers are held in memory at once; the largest are of one mebibyte.
const AT_ONCE: usize = 64;

/// What hangs off a customer and is shown with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Belongings<'a> {
    /// Its cards in the order of attachment.
    pub cards: &'a [Arc<Card>],
    /// Its tax identifiers, oldest first.
    pub tax_identifiers: &'a [Arc<TaxIdentifier>],
}

impl Customers<'_> {
    /// Visits every customer with its cards, customers in the order of creation and cards in the order of attachment,
    /// as they all are at one moment: writes of other threads meanwhile are not seen.
    ///
    /// Space that such writes free is not used again before the last visit, so a visit should not wait for anything.
    ///
    /// ```
    /// use tillbook::{Mode, NewCustomer, Provider, Store};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::Omise, Mode::Test);
    /// account.customers().create(NewCustomer { email: Some("ann@example.org".into()), ..Default::default() })?;
    /// let mut mails = Vec::new();
    /// account.customers().each(|customer, _cards| {
    ///     mails.extend(customer.email.clone());
    ///     Ok(())
    /// })?;
    /// assert_eq!(mails, ["ann@example.org"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The first that a visit returns, which ends the visits; [`Error::Damaged`](crate::Error::Damaged),
    /// [`Error::Io`](crate::Error::Io) or [`Error::Poisoned`](crate::Error::Poisoned).
    pub fn each(&self, mut visit: impl FnMut(&Customer, &[Arc<Card>]) -> Result<()>) -> Result<()> {
        self.each_whole(|customer, Belongings { cards, .. }, _| visit(customer, cards))
    }

    /// Visits every customer with all that hangs off it and is shown with it, as [`Customers::each`] does. A visit
    /// is told as well how many there are.
    pub(crate) fn each_whole(&self, mut visit: impl FnMut(&Customer, Belongings<'_>, u64) -> Result<()>) -> Result<()> {
        let account = self.0;
        account.store.read(|view| {
            let total = view.page::<Customer>(account.id, &ListQuery { limit: 0, ..ListQuery::default() })?.total;
            let mut rest =
                view.rest::<Customer>(account.id, &ListQuery { limit: usize::MAX, ..ListQuery::default() })?;
            loop {
                let customers = view.visit::<Customer>(account.id, &mut rest, AT_ONCE)?;
                if customers.is_empty() {
                    return Ok(());
                }
                for customer in customers {
                    let cards = view.cards_of(account.id, &customer.id)?;
                    let tax_identifiers = view.tax_identifiers_of(account.id, &customer.id)?;
                    let belongings = Belongings { cards: &cards, tax_identifiers: &tax_identifiers };
                    visit(&customer, belongings, total)?;
                }
            }
        })
    }
}
