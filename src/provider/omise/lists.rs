//! Lists: their parameters (4.1) and their envelope (5.3, 6.6).

use super::super::params::Params;
use super::Call;
use super::views::{ListView, Place};
use crate::error::{Error, Result};
use crate::model::Timestamp;
use crate::store::{ListQuery, Order};

/// The largest page; a greater limit is applied as this one (6.6.6).
pub(super) const LARGEST_PAGE: i64 = 100;

/// The list parameters of a request (4.1; 6.6.2, 6.6.6, 6.6.7).
///
/// An absent `to` is passed on as none, so that a record from before the clock was set back is not hidden.
pub(super) fn query(params: &Params) -> Result<ListQuery> {
    let limit = match params.integer("limit")? {
        None => ListQuery::default().limit,
        Some(limit @ 1..) => usize::try_from(limit.min(LARGEST_PAGE)).unwrap_or_default(),
        Some(_) => return Err(Error::invalid("limit", "is below 1; send a number from 1 to 100")),
    };
    let offset = params.integer("offset")?.unwrap_or_default();
    let offset = u64::try_from(offset).map_err(|_| Error::invalid("offset", "is negative; send 0 or more"))?;
    let (from, to) = (params.timestamp("from")?, params.timestamp("to")?);
    Ok(ListQuery { from, to, offset, limit, order: order(params)?, ..ListQuery::default() })
}

/// The order asked for; chronological when absent.
pub(super) fn order(params: &Params) -> Result<Order> {
    match params.text("order")?.as_deref() {
        None => Ok(Order::OldestFirst),
        Some(name) => [Order::OldestFirst, Order::NewestFirst]
            .into_iter()
            .find(|order| order_name(*order) == name)
            .ok_or_else(|| Error::invalid("order", "is unknown; send chronological or reverse_chronological")),
    }
}

/// The name of an order.
pub(super) const fn order_name(order: Order) -> &'static str {
    match order {
        Order::OldestFirst => "chronological",
        Order::NewestFirst => "reverse_chronological",
    }
}

impl Call<'_> {
    /// The envelope that shows what was applied.
    pub(super) fn list<T>(
        &self,
        query: &ListQuery,
        data: Vec<T>,
        total: u64,
        location: String,
        place: Place,
    ) -> ListView<T> {
        ListView {
            data,
            limit: query.limit as u64,
            offset: query.offset,
            total,
            location,
            order: order_name(query.order),
            from: query.from.unwrap_or(Timestamp::EPOCH),
            to: query.to.unwrap_or(self.rendering.now),
            place,
            rendering: self.rendering,
        }
    }
}
