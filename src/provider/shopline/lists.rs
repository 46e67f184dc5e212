//! Lists: E5, its parameters (2.3), and the envelope of every list (3.4).

use std::cell::Cell;
use std::sync::Arc;

use serde_json::{Value, json};

use super::super::params::Params;
use super::body::time_of;
use super::policy::POLICY;
use super::selection::Selection;
use super::{Answer, Call};
use crate::account::Among;
use crate::error::{Error, Result};
use crate::model::{Customer, Timestamp};
use crate::store::{Cursor, ListQuery, Order};

/// The page that a request asks for (42, 46).
#[derive(Debug, Clone, Copy)]
pub(super) struct Paging {
    /// Which page, from 1 on.
    pub page: u64,
    /// How many records it has.
    pub per_page: u64,
}

impl Paging {
    /// The page that the query asks for.
    pub(super) fn of(query: &Params) -> Result<Paging> {
        Ok(Paging { page: query.positive("page")?.unwrap_or(1), ..Paging::first(query)? })
    }

    /// The first page of the size that the query asks for; which page it names is not looked at.
    pub(super) fn first(query: &Params) -> Result<Paging> {
        let lists = POLICY.lists;
        let per_page = query.positive("per_page")?.unwrap_or(lists.page as u64);
        Ok(Paging { page: 1, per_page: per_page.min(lists.largest_page as u64) })
    }

    /// How many records come before the page.
    pub(super) fn offset(&self) -> u64 {
        (self.page - 1).saturating_mul(self.per_page)
    }

    /// How many records the page has at most.
    pub(super) fn limit(&self) -> usize {
        usize::try_from(self.per_page).unwrap_or(usize::MAX)
    }

    /// The part of what is at hand that the page shows.
    pub(super) fn cut<T>(&self, all: Vec<T>) -> impl Iterator<Item = T> {
        all.into_iter().skip(usize::try_from(self.offset()).unwrap_or(usize::MAX)).take(self.limit())
    }

    /// The envelope (3.4).
    pub(super) fn envelope(&self, items: Vec<Value>, total: u64) -> Value {
        json!({
            "items": items,
            "pagination": {
                "current_page": self.page,
                "per_page": self.per_page,
                "total_count": total,
                "total_pages": total.div_ceil(self.per_page),
            },
        })
    }
}

impl Call<'_> {
    /// E5. Where nothing but the time of creation narrows the list, a page costs the same at any offset; `updated_after`
    /// and `updated_before` look at every customer.
    pub(super) fn list(&self) -> Answer {
        let query = self.query()?;
        let selection = Selection::of(self.request, &["metafields"])?;
        let order = match query.text("sort_by")?.as_deref() {
            None | Some("desc") => Order::NewestFirst,
            Some("asc") => Order::OldestFirst,
            Some(_) => return Err(Error::invalid("sort_by", "is unknown; send asc or desc").into()),
        };
        let time = |name| query.text(name)?.map(|text| time_of(name, &text)).transpose();
        let (from, to) = (time("created_after")?, time("created_before")?);
        let updated = (time("updated_after")?, time("updated_before")?);
        let previous = query.text("previous_id")?.map(|id| self.existing(&id)).transpose()?;
        // 43.
        let paging = if previous.is_some() { Paging::first(&query)? } else { Paging::of(&query)? };
        let part = ListQuery { from, to, offset: paging.offset(), limit: paging.limit(), order, cursor: None };
        let (found, total) = if updated == (None, None) {
            let cursor = previous.map(|previous| Cursor::After(previous.id.clone()));
            let page = self.account.customers().list(&ListQuery { cursor, ..part })?;
            (page.items, page.total)
        } else {
            self.scan(&part, previous.as_deref(), |customer| {
                let at = customer.updated_at.unwrap_or(customer.created_at);
                updated.0.is_none_or(|from| at >= from) && updated.1.is_none_or(|to| at <= to)
            })?
        };
        Ok(self.page_of_customers(found, total, paging, &selection))
    }

    /// The page of a list that shows these customers.
    pub(super) fn page_of_customers(
        &self,
        found: Vec<Arc<Customer>>,
        total: u64,
        paging: Paging,
        selection: &Selection,
    ) -> Value {
        let now: Timestamp = self.account.now();
        paging.envelope(found.iter().map(|customer| selection.show(customer, now)).collect(), total)
    }

    /// The part of the fitting customers that is wanted, beginning after a customer where one is named, and how many fit
    /// in all. Every customer is looked at, and the page alone is kept.
    pub(super) fn scan(
        &self,
        part: &ListQuery,
        after: Option<&Customer>,
        fits: impl Fn(&Customer) -> bool,
    ) -> Result<(Vec<Arc<Customer>>, u64)> {
        let place = |customer: &Customer| (customer.created_at, customer.sequence);
        let comes_later = |customer: &Customer| {
            after.is_none_or(|after| match part.order {
                Order::OldestFirst => place(customer) > place(after),
                Order::NewestFirst => place(customer) < place(after),
            })
        };
        let (total, passed) = (Cell::new(0u64), Cell::new(0u64));
        let page = part.offset..part.offset.saturating_add(part.limit as u64);
        let everything = ListQuery { offset: 0, limit: usize::MAX, ..part.clone() };
        let found = self.account.customers().select(&everything, Among::All, |customer| {
            if !fits(customer) {
                return false;
            }
            total.set(total.get() + 1);
            if !comes_later(customer) {
                return false;
            }
            let place = passed.replace(passed.get() + 1);
            page.contains(&place)
        })?;
        Ok((found.items, total.get()))
    }
}
