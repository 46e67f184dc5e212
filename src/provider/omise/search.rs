//! Search: E21 (6.9).
//!
//! The page leaves the meaning of a query open. Here it is: an empty query finds every customer. Otherwise a customer is
//! found by its whole id, merchant_customer_id or barcode, or the fingerprint of a card; by the end of a telephone number,
//! for which the query needs three digits and nothing but what numbers are written with; by the beginning of its e-mail
//! address, if the query has an @ and no blanks; else when every word of the query begins its e-mail address or a
//! word of its name, whatever case and accents, or where it has no name one of the first sixteen of its description.
//! `filters[created]` takes a date or a time, or two with `..` between, either of which may be left out; both ends are
//! included, and a bare date as the end lasts until its midnight. All this goes by the indexes; only the customers of the page
//! are read.

use serde::{Serialize, Serializer};

use super::super::params::{Param, Params};
use super::super::show::object;
use super::fault::Fault;
use super::lists::{LARGEST_PAGE, order, order_name};
use super::views::CustomerView;
use super::{Answer, Call};
use crate::account::Line;
use crate::error::Result;
use crate::model::{Date, Timestamp};
use crate::store::{ListQuery, Page};

/// How many records a page holds by default.
const PAGE: u64 = 30;

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
        let Page { items, total, .. } = self.account.customers().search(&Line::of(&query), &part)?;
        let found = items.into_iter().map(|customer| self.with_cards(customer)).collect::<Result<Vec<_>>>()?;
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
