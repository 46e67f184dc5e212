//! Holds answers against the descriptions that the providers' folders publish.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use tillbook::{Key, Method, Provider, Request, Response};

/// A provider's description.
pub struct Description {
    pub provider: Provider,
    /// What all its paths begin with, and requests need not.
    prefix: &'static str,
    pub document: Value,
    /// Schemas that were read before, by the place of the answer that they are of.
    read: Mutex<HashMap<String, Arc<Validator>>>,
}

/// All of them.
pub static DESCRIPTIONS: LazyLock<Vec<Description>> = LazyLock::new(|| {
    [
        (Provider::Omise, "", include_str!("../../src/provider/omise/openapi.json")),
        (Provider::Komoju, "/api/v1", include_str!("../../src/provider/komoju/openapi.json")),
        (Provider::Monri, "/v2", include_str!("../../src/provider/monri/openapi.json")),
        (Provider::DigitalRiver, "", include_str!("../../src/provider/digital_river/openapi.json")),
        (Provider::Shopline, "/v1", include_str!("../../src/provider/shopline/openapi.json")),
    ]
    .into_iter()
    .map(|(provider, prefix, text)| Description {
        provider,
        prefix,
        document: serde_json::from_str(text).expect("a description is JSON"),
        read: Mutex::default(),
    })
    .collect()
});

/// What is told of the transport and not of each end point: too large, too late, too many, out of order.
const OF_ANY_REQUEST: [u16; 4] = [408, 413, 429, 500];

/// Panics unless an answer is as its provider's description has it.
pub fn hold(provider: Provider, request: &Request, response: &Response) {
    if let Some(fault) = DESCRIPTIONS
        .iter()
        .find(|known| known.provider == provider)
        .and_then(|description| description.fault(request, response))
    {
        panic!("{request:?} was answered otherwise than described: {fault}\n{} {}", response.status, response.text());
    }
}

impl Description {
    /// What is wrong with an answer; nothing when the description does not speak of such requests.
    pub fn fault(&self, request: &Request, response: &Response) -> Option<String> {
        // Omise's older editions are not described.
        let newest = self.document["info"]["version"].as_str();
        if request.header_value("omise-version").is_some_and(|asked| Some(asked) != newest) {
            return None;
        }
        let (path, operation) = self.operation(request)?;
        let status = response.status;
        // Over HTTP nobody can show a public key that the provider does not give out.
        if request.key == Key::Public && status == 403 {
            return None;
        }
        let Some(answers) = operation["responses"].get(status.to_string()) else {
            return (!OF_ANY_REQUEST.contains(&status)).then(|| format!("{status} is not described of {path}"));
        };
        let Some(content) = self.at(answers).get("content") else {
            return (!response.body.is_empty()).then(|| format!("{status} has no body in the description of {path}"));
        };
        let kind = response.header_value("content-type").unwrap_or_default();
        if kind.split(';').next() != Some("application/json") {
            return Some(format!("its content type is {kind:?}"));
        }
        let schema = &content["application/json"]["schema"];
        let place = format!("{:?} {path} {status}", request.method);
        let mut read = self.read.lock().unwrap();
        let validator = Arc::clone(read.entry(place).or_insert_with(|| Arc::new(self.validator(schema))));
        drop(read);
        let Ok(body) = serde_json::from_slice::<Value>(&response.body) else { return Some("it is no JSON".to_owned()) };
        let faults: Vec<String> =
            validator.iter_errors(&body).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        (!faults.is_empty()).then(|| faults.join("\n"))
    }

    /// Every operation, as `GET /customers/{customer}`.
    pub fn operations(&self) -> impl Iterator<Item = (String, &Value)> {
        let paths = self.document["paths"].as_object().expect("a description has paths");
        paths.iter().flat_map(|(path, item)| {
            let methods = ["get", "post", "put", "patch", "delete"];
            let described = methods.into_iter().filter_map(|method| Some((method, item.get(method)?)));
            described.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
        })
    }

    /// The part of the document that a reference leads to, or what was given when it is none.
    pub fn at<'a>(&'a self, part: &'a Value) -> &'a Value {
        let Some(reference) = part.get("$ref").and_then(Value::as_str) else { return part };
        let target = reference.strip_prefix('#').and_then(|pointer| self.document.pointer(pointer));
        target.unwrap_or_else(|| panic!("{reference} leads nowhere"))
    }

    /// Reads a schema together with those that it refers to.
    pub fn validator(&self, schema: &Value) -> Validator {
        let mut whole: Map<String, Value> = schema.as_object().cloned().expect("a schema is an object");
        whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        whole.insert("components".to_owned(), self.document["components"].clone());
        jsonschema::options()
            .should_validate_formats(true)
            .build(&Value::Object(whole))
            .expect("a schema that can be read")
    }

    /// The operation that a request asks for; the more words its path has in common with it, the better.
    fn operation(&self, request: &Request) -> Option<(&str, &Value)> {
        let method = match request.method {
            Method::Get => "get",
            Method::Post => "post",
            Method::Put => "put",
            Method::Patch => "patch",
            Method::Delete => "delete",
            Method::Other => return None,
        };
        let path = request.path.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix(self.prefix).unwrap_or(path);
        let asked: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
        let paths = self.document["paths"].as_object()?;
        let fitting = paths.iter().filter_map(|(path, item)| {
            let parts: Vec<&str> = path.strip_prefix(self.prefix)?.split('/').collect();
            let fits = parts.iter().zip(&asked).all(|(part, asked)| part.starts_with('{') || part == asked);
            let names = parts.iter().filter(|part| part.starts_with('{')).count();
            (fits && parts.len() == asked.len()).then_some((names, path.as_str(), item.get(method)?))
        });
        let (_, path, operation) = fitting.min_by_key(|(names, ..)| *names)?;
        Some((path, operation))
    }
}
