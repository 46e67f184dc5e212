//! Looking at every customer, where no index leads to those that are wanted.

use super::Customers;
use crate::engine::Position;
use crate::error::Result;
use crate::model::{AccountId, Customer};
use crate::store::{ListQuery, Order, Page, Stored as _, View, may_contain};

impl Customers<'_> {
    /// The part of the customers that fit which a query asks for, in the order of creation, and how many fit between its
    /// times. Only records that hold a text, whatever its case, are decoded, and only the page is kept.
    ///
    /// # Errors
    /// As [`Customers::list`]; the query's cursor does not count.
    pub(crate) fn scan(
        &self,
        query: &ListQuery,
        text: &str,
        fits: impl Fn(&Customer) -> bool,
    ) -> Result<Page<Customer>> {
        let (account, query) = (self.0.id, self.0.widened(query));
        self.0.store.read(|view| {
            let mut places = Vec::new();
            for row in view.every_with_key::<Customer>(account, &may_contain(text))? {
                let (_, customer) = row?;
                if customer.deleted_at.is_none() && fits(&customer) {
                    places.push(customer.position());
                }
            }
            page_of_places(&view, account, places, &query)
        })
    }
}

/// The page of the customers at some places, which may come in any order and several times.
pub(super) fn page_of_places(
    view: &View<'_>,
    account: AccountId,
    mut places: Vec<Position>,
    query: &ListQuery,
) -> Result<Page<Customer>> {
    let from = query.from.map_or(Position::FIRST, |from| Position::new(from, 0));
    let to = query.to.map_or(Position::LAST, |to| Position::new(to, u64::MAX));
    places.retain(|place| (from..to).contains(place));
    places.sort_unstable();
    places.dedup();
    if query.order == Order::NewestFirst {
        places.reverse();
    }
    let start = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let rest = places.get(start..).unwrap_or_default();
    let items = rest.iter().take(query.limit).map(|place| view.at(account, *place)).collect::<Result<Vec<_>>>()?;
    Ok(Page { more: rest.len() > items.len(), items, total: places.len() as u64 })
}
