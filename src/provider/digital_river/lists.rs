//! Lists: their parameters (2.3), their envelope (3.6) and their rules (4.I).

use serde::{Serialize, Serializer};

use super::super::params::{Param, Params};
use super::super::request::Request;
use super::super::show::object;
use super::body::time;
use super::fault::Fault;
use super::policy::POLICY;
use crate::error::Error;
use crate::model::Timestamp;
use crate::store::{Cursor, ListQuery, Order};

/// The page that a request asks for (4.I.55 to 4.I.59); `createdTime` narrows it at once.
pub(super) fn query(params: &Params) -> Result<ListQuery, Fault> {
    let limit = match text(params, "limit")? {
        None => POLICY.lists.page,
        Some(text) => {
            let limit = text.parse().ok().filter(|limit| (1..=POLICY.lists.largest_page).contains(limit));
            limit.ok_or_else(|| Fault::invalid("limit", text))?
        }
    };
    let before = text(params, "endingBefore")?.map(|id| Cursor::Before(id.to_owned()));
    let after = text(params, "startingAfter")?.map(|id| Cursor::After(id.to_owned()));
    let created = Times::of(params, "createdTime")?;
    Ok(ListQuery {
        from: created.from,
        to: created.to,
        cursor: before.or(after),
        limit,
        order: if POLICY.lists.newest_first { Order::NewestFirst } else { Order::OldestFirst },
        ..ListQuery::default()
    })
}

/// The refusal of a query: a cursor must name a record of the list (4.I.61).
pub(super) fn fault(query: &ListQuery, error: Error) -> Fault {
    match (&error, &query.cursor) {
        (Error::NotFound { .. }, Some(Cursor::After(id))) => Fault::invalid("startingAfter", id),
        (Error::NotFound { .. }, Some(Cursor::Before(id))) => Fault::invalid("endingBefore", id),
        _ => error.into(),
    }
}

/// A text of the query string.
pub(super) fn text<'a>(params: &'a Params, name: &str) -> Result<Option<&'a str>, Fault> {
    match params.get(name) {
        None => Ok(None),
        Some(value) => value.as_str().map(Some).ok_or_else(|| Fault::invalid(name, &value.to_json().to_string())),
    }
}

/// The ids that are asked for; `ids=a,b` and `ids=a&ids=b` are the same (2.3).
pub(super) fn ids(request: &Request) -> Result<Option<Vec<String>>, Fault> {
    let values = Params::every_of_query(request, "ids")?;
    let parts = |value: String| value.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    Ok(values.map(|values| values.into_iter().flat_map(parts).collect()))
}

/// A truth value of the query string.
pub(super) fn flag(params: &Params, name: &str) -> Result<Option<bool>, Fault> {
    match text(params, name)? {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| Fault::invalid(name, text)),
    }
}

/// A stretch of time in whole seconds, both ends included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Times {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

impl Times {
    /// What a request says of a time: one that it must equal, or comparisons in brackets that must all hold (2.3).
    pub(super) fn of(params: &Params, name: &str) -> Result<Times, Fault> {
        let mut times = Times::default();
        match params.get(name) {
            None => {}
            Some(Param::Text(text)) => times.narrow(name, "eq", text)?,
            Some(Param::Object(comparisons)) => {
                for comparison in comparisons.names() {
                    let text = text(comparisons, comparison)?.unwrap_or_default();
                    times.narrow(name, comparison, text)?;
                }
            }
            Some(value) => return Err(Fault::invalid(name, &value.to_json().to_string())),
        }
        Ok(times)
    }

    fn narrow(&mut self, name: &str, comparison: &str, text: &str) -> Result<(), Fault> {
        let second = time(text).ok_or_else(|| Fault::timestamp(name, text))?.start_of_second();
        let (from, to) = match comparison {
            "eq" => (Some(second), Some(second)),
            "gt" => (Some(second.plus_seconds(1)), None),
            "gte" => (Some(second), None),
            "lt" => (None, Some(second.plus_seconds(-1))),
            "lte" => (None, Some(second)),
            _ => return Err(Fault::invalid(name, comparison)),
        };
        // None is less than every time, so it needs a case of its own for the later end.
        self.from = self.from.max(from);
        self.to = [self.to, to].into_iter().flatten().min();
        Ok(())
    }

    /// Whether nothing is asked.
    fn is_open(&self) -> bool {
        *self == Times::default()
    }

    /// Whether a time lies within, compared in the seconds that are shown; a time that is not there lies nowhere.
    pub(super) fn hold(&self, time: Option<Timestamp>) -> bool {
        self.is_open()
            || time
                .map(Timestamp::start_of_second)
                .is_some_and(|time| self.from.is_none_or(|from| from <= time) && self.to.is_none_or(|to| time <= to))
    }
}

/// The envelope.
pub(super) struct ListView<T> {
    /// Whether there are more in the direction of paging (4.I.60).
    pub more: bool,
    /// The page.
    pub data: Vec<T>,
}

impl<T: Serialize> Serialize for ListView<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, {
            "hasMore" => self.more,
            "data" => self.data,
        })
    }
}
