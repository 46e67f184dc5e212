//! A provider's REST request, without the wire: what the caller would have sent over HTTP.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use zeroize::Zeroize;

use super::percent;
use crate::error::{Error, quoted};

/// A request to a provider's API, answered in process by `Account::call`.
///
/// The body is wiped from memory when the request is dropped, and `Debug` shows neither the body nor the query
/// nor any header's value: each may hold a card number or a key.
///
/// ```
/// use tillbook::Request;
/// let request = Request::post("/customers").form(&[("email", "ann@example.org"), ("metadata[tier]", "gold")]);
/// assert_eq!(request.body, b"email=ann%40example.org&metadata%5Btier%5D=gold");
/// assert_eq!(request.header_value("content-type"), Some("application/x-www-form-urlencoded"));
/// ```
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path, with the query after a `?`.
    pub path: String,
    /// Names and values of the headers; names in any case.
    pub headers: Vec<(String, String)>,
    /// The body, empty when there is none.
    pub body: Vec<u8>,
    /// Which of the account's keys the caller holds.
    pub key: Key,
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
    /// Any other; no provider has an end point for it.
    Other,
}

/// Which of an account's two keys a request was made with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Key {
    /// The secret key.
    #[default]
    Secret,
    /// The public key, which may only make tokens.
    Public,
}

impl Request {
    /// A request with the secret key, without headers or a body.
    pub fn new(method: Method, path: impl Into<String>) -> Request {
        Request { method, path: path.into(), headers: Vec::new(), body: Vec::new(), key: Key::Secret }
    }

    /// A GET request.
    pub fn get(path: impl Into<String>) -> Request {
        Request::new(Method::Get, path)
    }

    /// A POST request.
    pub fn post(path: impl Into<String>) -> Request {
        Request::new(Method::Post, path)
    }

    /// A PUT request.
    pub fn put(path: impl Into<String>) -> Request {
        Request::new(Method::Put, path)
    }

    /// A PATCH request.
    pub fn patch(path: impl Into<String>) -> Request {
        Request::new(Method::Patch, path)
    }

    /// A DELETE request.
    pub fn delete(path: impl Into<String>) -> Request {
        Request::new(Method::Delete, path)
    }

    /// Makes the request with the public key.
    #[must_use]
    pub fn public(mut self) -> Request {
        self.key = Key::Public;
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Request {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends names and values as a form; nested names are written with brackets, for example `metadata[tier]`.
    #[must_use]
    pub fn form(mut self, pairs: &[(&str, &str)]) -> Request {
        // The capacity is enough for every byte escaped, so the buffer is never moved and leaves no copy behind.
        let capacity = pairs.iter().map(|(name, value)| 3 * (name.len() + value.len()) + 2).sum();
        let mut body = Vec::with_capacity(capacity);
        for (name, value) in pairs {
            if !body.is_empty() {
                body.push(b'&');
            }
            percent::encode_form(name, &mut body);
            body.push(b'=');
            percent::encode_form(value, &mut body);
        }
        self.set_body(body, "application/x-www-form-urlencoded");
        self
    }

    /// Sends a JSON body.
    #[must_use]
    pub fn json(mut self, value: &serde_json::Value) -> Request {
        let mut length = Length(0);
        // Measured first, so that the body is written into a buffer that is never moved. A value always serialises.
        let _ = serde_json::to_writer(&mut length, value);
        let mut body = Vec::with_capacity(length.0);
        let _ = serde_json::to_writer(&mut body, value);
        self.set_body(body, "application/json");
        self
    }

    /// The value of the first header with this name, in any case.
    pub fn header_value(&self, name: &str) -> Option<&str> {
        value_of(&self.headers, name)
    }

    fn set_body(&mut self, body: Vec<u8>, content_type: &str) {
        self.body.zeroize();
        self.body = body;
        self.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        self.headers.push(("Content-Type".to_owned(), content_type.to_owned()));
    }

    /// The path without its query.
    pub(super) fn bare_path(&self) -> &str {
        self.path.split_once('?').map_or(self.path.as_str(), |(path, _)| path)
    }

    /// The query, empty when there is none.
    pub(super) fn query(&self) -> &str {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        query.split_once('#').map_or(query, |(query, _)| query)
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.body.zeroize();
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &quoted(self.bare_path()))
            .field("headers", &names)
            .field("body", &format_args!("[{} bytes, hidden]", self.body.len()))
            .field("key", &self.key)
            .finish()
    }
}

impl FromStr for Method {
    type Err = Error;

    /// Reads a method's name in any case.
    fn from_str(text: &str) -> Result<Method, Error> {
        const NAMED: [(&str, Method); 5] = [
            ("GET", Method::Get),
            ("POST", Method::Post),
            ("PUT", Method::Put),
            ("PATCH", Method::Patch),
            ("DELETE", Method::Delete),
        ];
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') {
            return Err(Error::invalid("method", "is unreadable; write GET, POST, PUT, PATCH or DELETE"));
        }
        let named = NAMED.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        Ok(named.map_or(Method::Other, |(_, method)| method))
    }
}

/// The value of the first header with this name, in any case.
pub(super) fn value_of<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// A writer that only counts.
struct Length(usize);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn debug_shows_no_card_number_and_no_key() {
        let request = Request::post("/tokens/4242424242424242?card[number]=4242424242424242")
            .header("Authorization", "Basic c2tleV90ZXN0Og==")
            .form(&[("card[number]", "4242424242424242")]);
        let shown = format!("{request:?}");
        assert!(!shown.contains("4242") && !shown.contains("c2tleV"), "{shown}");
        assert!(shown.contains("Authorization") && shown.contains("/tokens") | shown.contains("hidden"), "{shown}");
    }

    #[test]
    fn a_second_body_replaces_the_first_and_its_type() {
        let request = Request::post("/customers").form(&[("a", "b")]).json(&json!({"a": 1}));
        assert_eq!(request.body, br#"{"a":1}"#);
        assert_eq!(request.headers.len(), 1);
        assert_eq!(request.header_value("CONTENT-TYPE"), Some("application/json"));
    }

    #[test]
    fn a_body_is_written_into_a_buffer_that_never_moves() {
        let form = Request::post("/").form(&[("ä[x]", "4242 4242"), ("b", "=&")]);
        assert!(form.body.capacity() <= 3 * "ä[x]4242 4242b=&".len() + 4);
        let json = Request::post("/").json(&json!({"number": "4242"}));
        assert_eq!(json.body.capacity(), json.body.len());
    }

    #[test]
    fn methods_are_read_in_any_case_and_garbage_is_refused() {
        assert_eq!("patch".parse::<Method>().unwrap(), Method::Patch);
        assert_eq!("OPTIONS".parse::<Method>().unwrap(), Method::Other);
        assert!("GET /".parse::<Method>().is_err());
        assert!("".parse::<Method>().is_err());
    }

    #[test]
    fn the_query_ends_at_the_fragment() {
        let request = Request::get("/customers?limit=5#top");
        assert_eq!((request.bare_path(), request.query()), ("/customers", "limit=5"));
    }
}
