//! The parameters of lists (4.5, 6.7).

use super::super::params::Params;
use super::policy::POLICY;
use crate::error::{Error, Result};
use crate::store::{ListQuery, Order};

/// What is asked of a list.
#[derive(Debug)]
pub(super) struct ListAsked {
    /// The page, counted from 1.
    pub page: u64,
    /// How many customers a page has.
    pub per_page: u64,
    /// The month and year in which the card of a customer's source expires.
    pub expiry: Option<(u8, u16)>,
    /// All of it but the expiry, as the store is asked.
    pub query: ListQuery,
}

/// Reads what is asked of a list.
pub(super) fn asked(params: &Params) -> Result<ListAsked> {
    // 6.7.3; null counts as absent.
    let page = params.positive("page")?.unwrap_or(1);
    // 6.7.4: as sent, however large.
    let per_page = params.positive("per_page")?.unwrap_or(POLICY.lists.page as u64);
    let query = ListQuery {
        from: params.timestamp("start_time")?,
        to: params.timestamp("end_time")?,
        offset: (page - 1).saturating_mul(per_page),
        limit: usize::try_from(per_page).unwrap_or(usize::MAX),
        // 6.7.5.
        order: Order::NewestFirst,
        ..ListQuery::default()
    };
    Ok(ListAsked { page, per_page, expiry: expiry(params)?, query })
}

/// `MMYY`, of this century (6.7.7).
fn expiry(params: &Params) -> Result<Option<(u8, u16)>> {
    let Some(text) = params.text("expiration")? else { return Ok(None) };
    let whole = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse::<u16>().ok().filter(|_| whole);
    let parts = number.map(|number| (number / 100, 2000 + number % 100));
    parts
        .and_then(|(month, year)| Some((u8::try_from(month).ok()?, year)))
        .filter(|(month, _)| (1..=12).contains(month))
        .map(Some)
        .ok_or_else(|| Error::invalid("expiration", "is no month; send month and year as MMYY, such as 0531"))
}
