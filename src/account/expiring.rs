//! Customers by the expiry of their cards, and pages of customers together with their cards.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Account, CustomerWithCards, Customers};
use crate::error::Result;
use crate::model::{Card, Customer};
use crate::store::{ListQuery, Page, View, in_order, page_of};

impl Customers<'_> {
    /// A page of the customers who have a card that expires in a month, with an exact total.
    ///
    /// There is no index of expiries, which every card would have to pay for: this looks at all cards of the account, one
    /// after the other, and then at every customer found, so its work grows with their numbers and not with the page's.
    ///
    /// ```
    /// use tillbook::{CardDetails, ListQuery, Mode, NewCustomer, Provider, Store};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::Komoju, Mode::Test);
    /// let details = CardDetails::new("4242424242424242", "Ann Example", 5, 2031);
    /// account.customers().create(NewCustomer { card_details: Some(details), ..NewCustomer::default() })?;
    /// assert_eq!(account.customers().expiring(5, 2031, &ListQuery::default())?.total, 1);
    /// assert_eq!(account.customers().expiring(6, 2031, &ListQuery::default())?.total, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Only [`Error::Damaged`](crate::Error::Damaged), [`Error::Io`](crate::Error::Io) or
    /// [`Error::Poisoned`](crate::Error::Poisoned).
    pub fn expiring(&self, month: u8, year: u16, query: &ListQuery) -> Result<Page<Customer>> {
        self.0.store.read(|view| expiring(self.0, &view, month, year, query))
    }

    /// A page of customers with their cards and the total, all as they are at one moment; with a month and year, of those
    /// who have a card that expires then.
    ///
    /// # Errors
    /// As [`Customers::expiring`].
    pub(crate) fn list_with_cards(
        &self,
        query: &ListQuery,
        expiry: Option<(u8, u16)>,
    ) -> Result<(Vec<CustomerWithCards>, u64)> {
        self.0.store.read(|view| {
            let page = match expiry {
                None => view.page(self.0.id, &self.0.widened(query))?,
                Some((month, year)) => expiring(self.0, &view, month, year, query)?,
            };
            let joined = page.items.into_iter().map(|customer| {
                let cards = view.cards_of(self.0.id, &customer.id)?;
                Ok(CustomerWithCards { customer, cards })
            });
            Ok((joined.collect::<Result<_>>()?, page.total))
        })
    }
}

fn expiring(account: &Account, view: &View<'_>, month: u8, year: u16, query: &ListQuery) -> Result<Page<Customer>> {
    let mut owners = HashSet::new();
    for card in view.every::<Card>(account.id)? {
        let card = card?;
        if (card.expiration_month, card.expiration_year) == (month, year) {
            owners.extend(card.customer);
        }
    }
    let found =
        owners.iter().filter_map(|id| view.get::<Customer>(account.id, id).map(|it| it.map(Arc::new)).transpose());
    let found = found.collect::<Result<Vec<_>>>()?;
    page_of(in_order(&found), &account.widened(query), |customer| customer.created_at)
}
