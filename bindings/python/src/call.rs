//! Requests in a provider's own words.

use std::collections::HashMap;

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyList, PyString, PyTuple};
use tillbook::{Key, Method, Request};
use zeroize::Zeroizing;

use crate::errors::{OrRaise as _, invalid};
use crate::given::to_json;
use crate::groups::Given;

/// What a program asks of a provider.
pub struct Asked<'a, 'py> {
    pub method: String,
    pub path: String,
    pub json: Option<&'a Bound<'py, PyAny>>,
    pub body: Option<&'a Bound<'py, PyAny>>,
    pub headers: HashMap<String, String>,
    pub key: Option<Given<Key>>,
    pub fields: Option<&'a Bound<'py, PyDict>>,
}

/// Names and values of a form; a value may be a card number.
type Pairs = Vec<(String, Zeroizing<String>)>;

/// The request that a program means.
pub fn request(py: Python<'_>, asked: Asked<'_, '_>) -> PyResult<Request> {
    let Asked { method, path, json, body, headers, key, fields } = asked;
    let fields = fields.filter(|fields| !fields.is_empty());
    let given = [json.is_some(), body.is_some(), fields.is_some()];
    if given.into_iter().filter(|given| *given).count() > 1 {
        return Err(invalid(py, "body", "is given in two ways; give one of keywords, json and body"));
    }
    let method: Method = method.parse().or_raise(py)?;
    let mut request = Request::new(method, path);
    request.key = key.map(|key| key.0).unwrap_or_default();
    if let Some(fields) = fields {
        request = match method {
            Method::Get | Method::Delete => in_query(request, fields)?,
            _ => as_json(request, fields.as_any())?,
        };
    }
    if let Some(json) = json {
        request = as_json(request, json)?;
    }
    if let Some(body) = body {
        request.body = bytes_of(body)?;
    }
    Ok(headers.into_iter().fold(request, |request, (name, value)| request.header(name, value)))
}

fn as_json(mut request: Request, value: &Bound<'_, PyAny>) -> PyResult<Request> {
    request.body = to_json(value)?.into_bytes();
    Ok(request.header("Content-Type", "application/json"))
}

fn in_query(mut request: Request, fields: &Bound<'_, PyDict>) -> PyResult<Request> {
    let pairs = pairs_of(fields)?;
    let borrowed: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let form = Request::get("").form(&borrowed);
    let joint = if request.path.contains('?') { '&' } else { '?' };
    request.path.push(joint);
    request.path.push_str(&String::from_utf8_lossy(&form.body));
    Ok(request)
}

fn bytes_of(body: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    match body.cast::<PyString>() {
        Ok(text) => Ok(text.to_cow()?.into_owned().into_bytes()),
        Err(_) => body.extract(),
    }
}

fn pairs_of(fields: &Bound<'_, PyDict>) -> PyResult<Pairs> {
    let mut pairs = Vec::new();
    for (name, value) in fields.iter() {
        flatten(name.extract()?, &value, &mut pairs)?;
    }
    Ok(pairs)
}

/// Writes a value as pairs of a form, with what lies within it in brackets.
fn flatten(name: String, value: &Bound<'_, PyAny>, pairs: &mut Pairs) -> PyResult<()> {
    if let Ok(inner) = value.cast::<PyDict>() {
        return inner
            .iter()
            .try_for_each(|(key, value)| flatten(format!("{name}[{}]", key.extract::<String>()?), &value, pairs));
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        return value.try_iter()?.try_for_each(|item| flatten(format!("{name}[]"), &item?, pairs));
    }
    let text = if value.is_none() {
        String::new()
    } else if let Ok(flag) = value.cast::<PyBool>() {
        flag.is_true().to_string()
    } else if let Ok(text) = value.cast::<PyString>() {
        text.to_cow()?.into_owned()
    } else {
        value.str()?.to_cow()?.into_owned()
    };
    pairs.push((name, Zeroizing::new(text)));
    Ok(())
}
