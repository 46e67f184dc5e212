//! Looking at every customer, where no index leads to those that are wanted.

use super::Customers;
use crate::engine::{Key, Position};
use crate::error::Result;
use crate::model::Customer;
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
                let (key, customer) = row?;
                if customer.deleted_at.is_none() && fits(&customer) {
                    places.push((customer.position(), key));
                }
            }
            page_of_places(&view, places, &query)
        })
    }
}

/// The page of the customers at some places, in whatever order they come.
pub(super) fn page_of_places(
    view: &View<'_>,
    mut places: Vec<(Position, Key)>,
    query: &ListQuery,
) -> Result<Page<Customer>> {
    let from = query.from.map_or(Position::FIRST, |from| Position::new(from, 0));
    let to = query.to.map_or(Position::LAST, |to| Position::new(to, u64::MAX));
    places.retain(|(place, _)| (from..to).contains(place));
    places.sort_unstable();
    places.dedup();
    if query.order == Order::NewestFirst {
        places.reverse();
    }
    let start = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let rest = places.get(start..).unwrap_or_default();
    let items = rest.iter().take(query.limit).map(|(_, key)| view.follow(&key.0)).collect::<Result<Vec<_>>>()?;
    Ok(Page { more: rest.len() > items.len(), items, total: places.len() as u64 })
}
