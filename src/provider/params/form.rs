//! Parameters from a form or a query string, with nesting in brackets: `a[b]=x`, `a[]=x`, `a[b][]=x`, `a[0]=x`.

use super::super::percent;
use super::{Param, Params, Text};
use crate::error::{Error, Result};

/// How deep brackets may nest.
const DEEPEST: usize = 32;
/// How many pairs one form may have; each is looked up among its siblings, so the work grows with the square.
const MOST_PAIRS: usize = 4096;

/// Reads a form.
///
/// Of equal names the last one counts, except after `[]`, which collects a list. A name whose brackets do not match
/// stands for itself. A name that is at once a value and a group (`a=1&a[b]=2`) is refused.
pub(super) fn read(bytes: &[u8]) -> Result<Params> {
    let mut params = Params::default();
    let pairs = bytes.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty());
    for (count, pair) in pairs.enumerate() {
        if count == MOST_PAIRS {
            return Err(Error::invalid("body", "has too many parameters; a form may have 4096"));
        }
        let (name, value) = match pair.iter().position(|&byte| byte == b'=') {
            Some(place) => (&pair[..place], &pair[place + 1..]),
            None => (pair, &[][..]),
        };
        let (Some(name), Some(value)) = (percent::decode_form(name), percent::decode_form(value)) else {
            return Err(no_text());
        };
        let steps = steps(&name);
        if steps.len() > DEEPEST {
            return Err(Error::invalid("body", "nests its parameters too deeply; use at most 32 levels"));
        }
        if let Some((&first, rest)) = steps.split_first().filter(|(first, _)| !first.is_empty()) {
            put(params.slot(first), rest, Param::Text(Text(value)))?;
        }
    }
    Ok(params)
}

/// Every value of a name in a query string, written `a=x&a=y` or `a[]=x&a[]=y`; none when it is not there.
///
/// # Errors
/// [`Error::InvalidArgument`] when a name or a value is no text.
pub(super) fn every(query: &[u8], name: &str) -> Result<Option<Vec<String>>> {
    let mut values = None;
    for pair in query.split(|&byte| byte == b'&') {
        let (written, value) = match pair.iter().position(|&byte| byte == b'=') {
            Some(place) => (&pair[..place], &pair[place + 1..]),
            None => (pair, &[][..]),
        };
        let (Some(written), Some(value)) = (percent::decode_form(written), percent::decode_form(value)) else {
            return Err(Error::invalid("query", "is not UTF-8 text; encode names and values as UTF-8"));
        };
        if written.strip_suffix("[]").unwrap_or(&written) == name {
            values.get_or_insert_with(Vec::new).push(String::clone(&value));
        }
    }
    Ok(values)
}

/// Splits `a[b][]` into `a`, `b` and an empty step.
fn steps(name: &str) -> Vec<&str> {
    let Some((first, brackets)) = name.split_once('[').filter(|(first, _)| !first.is_empty()) else {
        return vec![name];
    };
    let Some(inner) = brackets.strip_suffix(']') else {
        return vec![name];
    };
    let mut steps = vec![first];
    for step in inner.split("][") {
        if step.contains(['[', ']']) {
            return vec![name];
        }
        steps.push(step);
    }
    steps
}

/// Puts a value where its steps lead, from the given place on.
fn put(place: &mut Param, steps: &[&str], value: Param) -> Result<()> {
    let Some((&step, rest)) = steps.split_first() else {
        return match place {
            Param::Null | Param::Text(_) => {
                *place = value;
                Ok(())
            }
            _ => Err(contradiction()),
        };
    };
    if matches!(place, Param::Null) {
        *place = if step.is_empty() { Param::List(Vec::new()) } else { Param::Object(Params::default()) };
    }
    match place {
        Param::List(items) if step.is_empty() => {
            // `a[][x]=1&a[][y]=2&a[][x]=3` is two groups: a new one begins where a name would come twice.
            let joins = |item: &Param| match (item, rest.first()) {
                (Param::Object(group), Some(&name)) => !name.is_empty() && group.get(name).is_none(),
                _ => false,
            };
            if !items.last().is_some_and(joins) {
                items.push(Param::Null);
            }
            items.last_mut().map_or(Ok(()), |item| put(item, rest, value))
        }
        Param::Object(group) if !step.is_empty() => put(group.slot(step), rest, value),
        _ => Err(contradiction()),
    }
}

fn no_text() -> Error {
    Error::invalid("body", "is not UTF-8 text; encode names and values as UTF-8")
}

fn contradiction() -> Error {
    Error::invalid("body", "gives a parameter both as a value and as a group; send it one way")
}
