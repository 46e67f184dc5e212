//! Search: E21 (6.9).
//!
//! The page leaves the meaning of a query open. Here it is: an empty query finds every customer. Otherwise a customer is
//! found by its whole id, or when every word of the query begins a word of its e-mail address, description or name,
//! whatever case and accents. `filters[created]` takes a date or a time, or two with `..` between, either of which may be
//! left out; both ends are included, and a bare date as the end lasts until its midnight. The work grows with the number
//! of customers between those ends; the till's own lookups are the indexed ones.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::super::params::{Param, Params};
use super::super::show::object;
use super::fault::Fault;
use super::lists::{LARGEST_PAGE, order, order_name};
use super::views::CustomerView;
use super::{Answer, Call};
use crate::error::Result;
use crate::model::{Customer, Date, Timestamp};
use crate::store::{ListQuery, words};

/// How many records a page holds by default.
const PAGE: u64 = 30;
/// How many customers are read at a time.
const STRIDE: usize = 500;

impl Call<'_> {
    /// E21.
    pub(super) fn search(&self) -> Answer {
        let params = self.params()?;
        let scope = params.text("scope")?.unwrap_or_default();
        if scope != "customer" {
            return Err(Fault::invalid_scope());
        }
        let query = params.text("query")?.unwrap_or_default();
        let filter = filter(&params)?;
        let order = order(&params)?;
        let positive = |name| params.positive(name).map_err(|_| Fault::invalid_page());
        // A page beyond all counting is as empty as any beyond the last.
        let page = positive("page")?.unwrap_or(1);
        let per_page = positive("per_page")?.unwrap_or(PAGE).min(LARGEST_PAGE.unsigned_abs());
        let (from, to) = filter.as_ref().map_or((None, None), |filter| (filter.from, filter.to));
        let part = ListQuery {
            from,
            to,
            offset: (page - 1).saturating_mul(per_page),
            limit: usize::try_from(per_page).unwrap_or_default(),
            order,
            ..ListQuery::default()
        };
        let (found, total) = self.customers_fitting(&Wanted::new(&query), &part)?;
        let found = found.into_iter().map(|customer| self.with_cards(customer)).collect::<Result<Vec<_>>>()?;
        self.show(&SearchView {
            order: order_name(order),
            query: &query,
            created: filter.map(|filter| filter.text),
            page,
            per_page,
            total,
            data: found.iter().map(|customer| self.customer_view(customer, &params)).collect(),
        })
    }

    /// The part of the fitting customers that is wanted, and how many fit.
    fn customers_fitting(&self, wanted: &Wanted<'_>, part: &ListQuery) -> Result<(Vec<Arc<Customer>>, u64)> {
        if wanted.is_everything() {
            let page = self.account.customers().list(part)?;
            return Ok((page.items, page.total));
        }
        let mut stride = ListQuery { offset: 0, limit: STRIDE, ..part.clone() };
        let (mut found, mut total) = (Vec::new(), 0);
        loop {
            let page = self.account.customers().list(&stride)?;
            for customer in page.items.into_iter().filter(|customer| wanted.fits(customer)) {
                if total >= part.offset && found.len() < part.limit {
                    found.push(customer);
                }
                total += 1;
            }
            stride.offset += STRIDE as u64;
            if stride.offset >= page.total {
                return Ok((found, total));
            }
        }
    }
}

/// What a query looks for.
struct Wanted<'a> {
    id: &'a str,
    words: Vec<String>,
}

impl<'a> Wanted<'a> {
    fn new(query: &'a str) -> Wanted<'a> {
        Wanted { id: query.trim(), words: words(query) }
    }

    fn is_everything(&self) -> bool {
        self.id.is_empty()
    }

    fn fits(&self, customer: &Customer) -> bool {
        if customer.id == self.id {
            return true;
        }
        let texts = [&customer.email, &customer.description, &customer.own.name];
        let present: Vec<String> = texts.into_iter().flatten().flat_map(|text| words(text)).collect();
        let begins = |wanted: &String| present.iter().any(|word| word.starts_with(wanted.as_str()));
        !self.words.is_empty() && self.words.iter().all(begins)
    }
}

/// `filters[created]`.
struct Filter {
    text: String,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

fn filter(params: &Params) -> Result<Option<Filter>, Fault> {
    let filters = match params.given("filters") {
        None => return Ok(None),
        Some(Param::Object(filters)) => filters,
        Some(_) => return Err(Fault::invalid_filter()),
    };
    if filters.names().any(|name| name != "created") {
        return Err(Fault::invalid_filter());
    }
    let Some(created) = filters.given("created") else { return Ok(None) };
    let text = created.as_str().ok_or_else(Fault::invalid_filter)?;
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let read = |text: &str, bare: fn(Date) -> Timestamp| match (text, Date::parse(text)) {
        ("", _) => Ok(None),
        (_, Ok(date)) => Ok(Some(bare(date))),
        _ => Timestamp::parse(text).map(Some).map_err(|_| Fault::invalid_filter()),
    };
    let from = read(first, Date::start)?;
    let to = read(last, |date| date.plus_days(1).start().plus_seconds(-1))?;
    if from.is_none() && to.is_none() {
        return Err(Fault::invalid_filter());
    }
    Ok(Some(Filter { text: text.to_owned(), from, to }))
}

struct SearchView<'a> {
    order: &'static str,
    query: &'a str,
    created: Option<String>,
    page: u64,
    per_page: u64,
    total: u64,
    data: Vec<CustomerView<'a>>,
}

impl Serialize for SearchView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "object" => "search",
            "order" => self.order,
            "scope" => "customer",
            "query" => self.query,
            "filters" => Filters(self.created.as_deref()),
            "page" => self.page,
            "per_page" => self.per_page,
            "location" => "/search",
            "total_pages" => self.total.div_ceil(self.per_page),
            "total" => self.total,
            "data" => self.data,
        })
    }
}

/// The filters as they were sent.
struct Filters<'a>(Option<&'a str>);

impl Serialize for Filters<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, { "created" if self.0.is_some() => self.0, })
    }
}
