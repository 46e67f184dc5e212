//! A till with Digital River's test account, and the calls that its tests make.
#![allow(dead_code, reason = "each test file uses its own part")]

#[path = "../described/mod.rs"]
mod described;

use std::sync::Arc;

use serde_json::{Value, json};
use tillbook::*;

/// When every test begins.
pub const NOW: &str = "2024-03-01T09:30:00Z";

/// A store of its own, with a clock that stands until it is moved.
pub struct River {
    pub store: Store,
    pub account: Account,
    pub clock: Arc<ManualClock>,
    pub folder: tempfile::TempDir,
}

impl River {
    pub fn open() -> River {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp::parse(NOW).unwrap()));
        let store = OpenOptions::new()
            .shared_clock(clock.clone())
            .entropy(SeededEntropy::new(64))
            .open(folder.path().join("till.tillbook"))
            .unwrap();
        let account = store.account(Provider::DigitalRiver, Mode::Test);
        River { store, account, clock, folder }
    }

    /// An answer, which is as the description has it.
    pub fn call(&self, request: &Request) -> Response {
        let response = self.account.call(request);
        described::hold(Provider::DigitalRiver, request, &response);
        response
    }

    /// Status and body of a call with a JSON body.
    pub fn post(&self, path: &str, body: Value) -> (u16, Value) {
        answer(self.call(&Request::post(path).json(&body)))
    }

    /// Status and body of a call without a body.
    pub fn bare(&self, request: Request) -> (u16, Value) {
        answer(self.call(&request))
    }

    /// The body of a GET that must succeed.
    pub fn get(&self, path: &str) -> Value {
        let (status, body) = self.bare(Request::get(path));
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// The text of a GET that must succeed.
    pub fn text(&self, path: &str) -> String {
        let response = self.call(&Request::get(path));
        assert_eq!(response.status, 200, "{path}");
        response.text().into_owned()
    }

    /// A new customer's object.
    pub fn create(&self, body: Value) -> Value {
        let (status, customer) = self.post("/customers", body);
        assert_eq!(status, 201, "{customer}");
        customer
    }

    /// A new customer under an id.
    pub fn named(&self, id: &str) -> Value {
        self.create(json!({ "id": id }))
    }

    /// A customer's object after a change that must succeed.
    pub fn update(&self, id: &str, body: Value) -> Value {
        let (status, customer) = self.post(&format!("/customers/{id}"), body);
        assert_eq!(status, 200, "{customer}");
        customer
    }

    /// A source that stands alone.
    pub fn source(&self, kind: &str) -> String {
        let attributes = CardAttributes::DigitalRiver(Box::new(DigitalRiverSource::of_kind(kind)));
        self.account.cards().add(NewCard::new(attributes)).unwrap().id.clone()
    }

    /// A source that stands alone, in a state.
    pub fn source_in(&self, kind: &str, state: SourceState) -> String {
        let source = DigitalRiverSource { state, ..DigitalRiverSource::of_kind(kind) };
        let attributes = CardAttributes::DigitalRiver(Box::new(source));
        self.account.cards().add(NewCard::new(attributes)).unwrap().id.clone()
    }

    /// Attaches a source.
    pub fn attach(&self, customer: &str, source: &str) -> (u16, Value) {
        self.bare(Request::post(format!("/customers/{customer}/sources/{source}")))
    }

    /// A new source that is attached.
    pub fn attached(&self, customer: &str, kind: &str) -> String {
        let source = self.source(kind);
        let (status, body) = self.attach(customer, &source);
        assert_eq!(status, 200, "{body}");
        source
    }

    /// Detaches a source.
    pub fn detach(&self, customer: &str, source: &str) -> (u16, Value) {
        self.bare(Request::delete(format!("/customers/{customer}/sources/{source}")))
    }

    /// A new tax identifier's id.
    pub fn tax(&self, kind: &str, value: &str) -> String {
        let (status, body) = self.post("/tax-identifiers", json!({"type": kind, "value": value}));
        assert_eq!(status, 201, "{body}");
        body["id"].as_str().unwrap().to_owned()
    }

    /// Attaches a tax identifier.
    pub fn attach_tax(&self, customer: &str, id: &str) -> (u16, Value) {
        self.bare(Request::post(format!("/customers/{customer}/tax-identifiers/{id}")))
    }

    /// Refuses a call with a body, and nothing of the customer has changed.
    pub fn refused(&self, customer: &str, body: Value, expected: &Value) {
        let path = format!("/customers/{customer}");
        let before = self.text(&path);
        let shown = body.to_string();
        let (status, answer) = self.post(&path, body);
        assert_eq!((status, &answer), (400, expected), "{shown}");
        assert_eq!(self.text(&path), before, "{shown}");
    }
}

/// Status and body of an answer.
pub fn answer(response: Response) -> (u16, Value) {
    (response.status, response.json())
}

/// The body of a refusal with one error.
pub fn error(kind: &str, code: &str, parameter: Option<&str>, message: Option<&str>) -> Value {
    let mut element = json!({ "code": code });
    if let Some(parameter) = parameter {
        element["parameter"] = parameter.into();
    }
    if let Some(message) = message {
        element["message"] = message.into();
    }
    json!({ "type": kind, "errors": [element] })
}

/// The body of a refusal of a parameter's value.
pub fn invalid(parameter: &str, value: &str) -> Value {
    let name = parameter.rsplit('.').next().unwrap();
    error("bad_request", "invalid_parameter", Some(parameter), Some(&format!("'{value}' is not a valid {name}.")))
}

/// The body of a refusal of an unknown name.
pub fn unknown(parameter: &str) -> Value {
    let message = format!("'{parameter}' is an unknown parameter.");
    error("bad_request", "unknown_parameter", Some(parameter), Some(&message))
}

/// The body of a refusal of what is not there.
pub fn missing(parameter: &str) -> Value {
    error("bad_request", "missing_parameter", Some(parameter), Some("A parameter is missing."))
}

/// The body of the refusal of a customer that is not there.
pub fn nobody(id: &str) -> Value {
    error("not_found", "not_found", Some("id"), Some(&format!("Customer '{id}' not found.")))
}

/// The ids of a list.
pub fn ids(list: &Value) -> Vec<&str> {
    list["data"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect()
}

/// The names of an object's keys, in order.
pub fn keys(object: &Value) -> String {
    object.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
}
