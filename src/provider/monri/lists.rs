//! The query of a list (2.6; 26 to 30).

use crate::error::{Error, Result};
use crate::provider::params::Params;
use crate::provider::request::Request;
use crate::store::{ListQuery, Order};

use super::policy::POLICY;

/// The part of a list that a request asks for, newest first.
pub(super) fn query(request: &Request) -> Result<ListQuery> {
    let params = Params::of_query(request)?;
    Ok(ListQuery {
        limit: number(&params, "limit")?
            .map_or(POLICY.lists.page, |limit| usize::try_from(limit).unwrap_or(usize::MAX)),
        offset: number(&params, "offset")?.unwrap_or(0),
        order: Order::NewestFirst,
        ..ListQuery::default()
    })
}

/// A plain decimal number (29); one beyond every list is as good as any other.
fn number(params: &Params, name: &'static str) -> Result<Option<u64>> {
    let Some(value) = params.get(name) else { return Ok(None) };
    let digits = value.as_str().filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    let digits = digits.ok_or_else(|| Error::invalid(name, "is not a number; send 0 or more"))?;
    Ok(Some(digits.parse().unwrap_or(u64::MAX)))
}
