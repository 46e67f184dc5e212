//! A till with an account at Monri, and the calls that its tests make.
#![allow(dead_code, reason = "each test file uses its own part")]

#[path = "../described/mod.rs"]
mod described;

use std::sync::Arc;

use serde_json::Value;
use tillbook::{
    Account, Card, Customer, ListQuery, ManualClock, Mode, OpenOptions, Provider, Request, Response, SeededEntropy,
    Store, Timestamp,
};

/// A refusal: status and message.
#[derive(Debug, Clone, Copy)]
pub struct Refused(u16, &'static str);

/// The customer is unknown.
pub const NOT_FOUND: Refused = Refused(404, "Customer not found");
/// The merchant's id for the customer is another's.
pub const TAKEN: Refused = Refused(400, "Merchant customer id has already been taken");

impl From<Refused> for (u16, String) {
    fn from(Refused(status, message): Refused) -> (u16, String) {
        (status, message.to_owned())
    }
}

/// A store of its own, with a clock that stands until it is moved.
pub struct Till {
    pub store: Store,
    pub account: Account,
    pub clock: Arc<ManualClock>,
    _folder: tempfile::TempDir,
}

impl Till {
    pub fn open() -> Till {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp::parse("2026-05-04T09:30:00Z").unwrap()));
        let store = OpenOptions::new()
            .shared_clock(clock.clone())
            .entropy(SeededEntropy::new(41))
            .open(folder.path().join("till.tillbook"))
            .unwrap();
        let account = store.account(Provider::Monri, Mode::Test);
        Till { store, account, clock, _folder: folder }
    }

    /// The answer, which is as the provider's description has it.
    pub fn call(&self, request: Request) -> Response {
        let response = self.account.call(&request);
        described::hold(Provider::Monri, &request, &response);
        response
    }

    /// The body of a call that must succeed.
    pub fn ok(&self, request: Request) -> Value {
        let shown = format!("{request:?}");
        let response = self.call(request);
        assert_eq!(response.status, 200, "{shown}: {}", response.text());
        assert_eq!(response.header_value("content-type"), Some("application/json; charset=utf-8"));
        response.json()
    }

    /// Status and message of a call that must be refused, in the shape of 3.5 and nothing else, and that changes nothing.
    pub fn refused(&self, request: Request) -> (u16, String) {
        let shown = format!("{request:?}");
        let before = self.everything();
        let response = self.call(request);
        assert!(self.everything() == before, "{shown} left a trace");
        let message =
            response.json()["message"].as_str().unwrap_or_else(|| panic!("{shown}: {}", response.text())).to_owned();
        let expected = format!(r#"{{"status":"invalid-request","message":"{message}"}}"#);
        assert_eq!(response.text(), expected, "{shown}");
        (response.status, message)
    }

    /// The uuid of a new customer.
    pub fn create(&self, body: Value) -> String {
        text(&self.ok(post("/customers", body))["uuid"])
    }

    /// A customer as E2 shows it.
    pub fn get(&self, uuid: &str) -> Value {
        self.ok(Request::get(format!("/customers/{uuid}")))
    }

    /// The uuids of a list of customers.
    pub fn uuids(&self, path: &str) -> Vec<String> {
        let list = self.ok(Request::get(path));
        list["data"].as_array().unwrap().iter().map(|customer| text(&customer["uuid"])).collect()
    }

    /// All living customers and all payment methods.
    fn everything(&self) -> (Vec<Arc<Customer>>, Vec<Arc<Card>>) {
        let all = ListQuery { limit: usize::MAX, ..ListQuery::default() };
        (self.account.customers().list(&all).unwrap().items, self.account.cards().newest(None, 0, usize::MAX).unwrap())
    }

    /// How many living customers there are.
    pub fn count(&self) -> u64 {
        self.account.customers().list(&ListQuery::default()).unwrap().total
    }

    /// Asserts that nothing that is done meanwhile changes a customer.
    pub fn unchanged(&self, uuid: &str, meanwhile: impl FnOnce()) {
        let before = self.account.customers().with_cards(uuid).unwrap();
        meanwhile();
        assert_eq!(self.account.customers().with_cards(uuid).unwrap(), before);
    }
}

/// A POST of a JSON object.
pub fn post(path: &str, body: Value) -> Request {
    Request::post(path).json(&body)
}

/// A JSON string's text.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
