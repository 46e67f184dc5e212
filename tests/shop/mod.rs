//! A shop with SHOPLINE under a clock that stands still, and the calls that its tests make.
#![allow(dead_code, reason = "each test file uses its own part")]

#[path = "../described/mod.rs"]
mod described;

use std::sync::Arc;

use serde_json::{Value, json};
use tillbook::{
    Account, Attributes, Customer, Ledger, LedgerEntry, ListQuery, ManualClock, Mode, OpenOptions, Page, Provider,
    Request, Response, SeededEntropy, ShoplineAttributes, Store, Timestamp,
};

/// When every test begins.
pub const NOW: &str = "2026-05-04T09:30:00.250Z";

/// A store of its own, with a clock that stands until it is moved.
pub struct Shop {
    pub store: Store,
    pub account: Account,
    pub clock: Arc<ManualClock>,
    _folder: tempfile::TempDir,
}

impl Shop {
    pub fn open() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(at(NOW)));
        let store = OpenOptions::new()
            .shared_clock(clock.clone())
            .entropy(SeededEntropy::new(41))
            .open(folder.path().join("shop.tillbook"))
            .unwrap();
        let account = store.account(Provider::Shopline, Mode::Live);
        Shop { store, account, clock, _folder: folder }
    }

    /// The answer, which is as the provider's description has it.
    pub fn call(&self, request: Request) -> Response {
        let response = self.account.call(&request);
        described::hold(Provider::Shopline, &request, &response);
        response
    }

    /// The body of a call that must succeed.
    pub fn ok(&self, request: Request) -> Value {
        let shown = format!("{request:?}");
        let response = self.call(request);
        assert_eq!(response.status, 200, "{shown}: {}", response.text());
        response.json()
    }

    pub fn get(&self, path: &str) -> Value {
        self.ok(Request::get(path))
    }

    pub fn post(&self, path: &str, body: Value) -> Value {
        self.ok(Request::post(path).json(&body))
    }

    pub fn put(&self, path: &str, body: Value) -> Value {
        self.ok(Request::put(path).json(&body))
    }

    pub fn patch(&self, path: &str, body: Value) -> Value {
        self.ok(Request::patch(path).json(&body))
    }

    pub fn delete(&self, path: &str) -> Value {
        self.ok(Request::delete(path))
    }

    /// A new customer of this body.
    pub fn create(&self, body: Value) -> Value {
        self.post("/customers", body)
    }

    /// The id of a new customer of this body.
    pub fn id(&self, body: Value) -> String {
        text(&self.create(body)["id"])
    }

    /// The id of a new customer with an e-mail address.
    pub fn mei(&self) -> String {
        self.id(json!({"email": "mei@example.com", "name": "Mei"}))
    }

    pub fn customer(&self, id: &str) -> Value {
        self.get(&format!("/customers/{id}"))
    }

    pub fn update(&self, id: &str, body: Value) -> Value {
        self.put(&format!("/customers/{id}"), body)
    }

    /// Asserts that a call is refused with 422, names these fields, has the right keys, and changes nothing.
    pub fn refused(&self, request: Request, fields: &[&str]) {
        let shown = format!("{request:?}");
        let before = self.everything();
        let response = self.call(request);
        let body = response.json();
        assert_eq!(response.status, 422, "{shown}: {}", response.text());
        assert_eq!(keys(&body), "error message code extras", "{shown}");
        assert_eq!(body["error"], body["message"], "{shown}");
        assert_eq!(body["code"], "UNPROCESSABLE_ENTITY", "{shown}");
        assert_eq!(body["extras"], json!({ "fields": fields }), "{shown}: {}", response.text());
        assert!(self.everything() == before, "{shown} left a trace");
    }

    /// All customers with what no answer shows of them, and the movements of their balances.
    fn everything(&self) -> Vec<(Arc<Customer>, [Page<LedgerEntry>; 2])> {
        let all = ListQuery { limit: usize::MAX, ..ListQuery::default() };
        let moved = |customer: &Customer, ledger| self.account.ledger().list(&customer.id, ledger, &all).unwrap();
        let both = |customer: &Customer| [Ledger::StoreCredit, Ledger::MemberPoints].map(|it| moved(customer, it));
        let customers = self.account.customers().list(&all).unwrap().items;
        customers.into_iter().map(|customer| (customer.clone(), both(&customer))).collect()
    }

    /// Asserts that creating a customer of this body is refused for these fields.
    pub fn no_customer(&self, body: Value, fields: &[&str]) {
        self.refused(Request::post("/customers").json(&body), fields);
    }

    /// Asserts that a change of a customer is refused for these fields.
    pub fn no_update(&self, id: &str, body: Value, fields: &[&str]) {
        self.refused(Request::put(format!("/customers/{id}")).json(&body), fields);
    }

    /// Asserts that a call finds nothing, and changes nothing.
    pub fn missing(&self, request: Request) {
        let shown = format!("{request:?}");
        let before = self.everything();
        let response = self.call(request);
        let body = response.json();
        assert_eq!(response.status, 404, "{shown}: {}", response.text());
        assert_eq!((keys(&body).as_str(), &body["code"]), ("message code", &json!("NOT_FOUND")), "{shown}");
        assert!(self.everything() == before, "{shown} left a trace");
    }

    /// Moves the clock.
    pub fn wait(&self, seconds: i64) {
        self.clock.advance_seconds(seconds);
    }

    /// The stored attributes of a customer.
    pub fn member(&self, id: &str) -> ShoplineAttributes {
        member(&self.account.customers().get(id).unwrap().unwrap())
    }
}

/// The attributes of a customer.
pub fn member(customer: &Customer) -> ShoplineAttributes {
    match &customer.attributes {
        Attributes::Shopline(member) => ShoplineAttributes::clone(member),
        other => panic!("{other:?}"),
    }
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A JSON string's text.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// The names of an object's fields in order.
pub fn keys(object: &Value) -> String {
    object.as_object().unwrap_or_else(|| panic!("{object} is no object")).keys().cloned().collect::<Vec<_>>().join(" ")
}

/// The names of a list's customers.
pub fn names(list: &Value) -> Vec<String> {
    list["items"].as_array().unwrap().iter().map(|item| text(&item["name"])).collect()
}
