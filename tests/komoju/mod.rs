//! A KOMOJU shop with a clock that stands still, and the calls that its tests make.
#![allow(dead_code, reason = "each test program uses its own part")]

use serde_json::{Value, json};
use tillbook::*;

use crate::described;
use crate::till::Till;

/// A good number of a card.
pub const VISA: &str = "4111111111111111";
/// The last four digits of this one begin with zeros.
pub const ZEROS: &str = "4000000030000006";
/// When the clock stands.
pub const NOW: &str = "2026-02-03T04:05:06Z";

/// A test account, and the clock behind it.
pub struct Shop {
    pub till: Till,
    pub account: Account,
}

impl Shop {
    pub fn open() -> Shop {
        Shop::of(Till::new())
    }

    pub fn of(till: Till) -> Shop {
        let account = till.test(Provider::Komoju);
        Shop { till, account }
    }

    /// Closes the file and opens it again.
    pub fn reopen(self) -> Shop {
        let Shop { till, account } = self;
        drop(account);
        Shop::of(till.reopen(8))
    }

    /// The answer, which is as the provider's description has it.
    pub fn call(&self, request: Request) -> Response {
        let response = self.account.call(&request);
        described::hold(Provider::Komoju, &request, &response);
        response
    }

    /// The body of a call that must succeed, as text.
    pub fn body(&self, request: Request) -> String {
        let shown = format!("{request:?}");
        let response = self.call(request);
        assert_eq!(response.status, 200, "{shown}: {}", response.text());
        response.text().into_owned()
    }

    pub fn ok(&self, request: Request) -> Value {
        serde_json::from_str(&self.body(request)).expect("JSON")
    }

    /// Status, code and parameter of a call that must be refused, and that changes nothing at all.
    pub fn refused(&self, request: Request) -> (u16, String, Option<String>) {
        let shown = format!("{request:?}");
        let before = self.till.dump();
        let response = self.call(request);
        assert!(self.till.dump() == before, "{shown} left a trace");
        let body = response.json();
        let error = body["error"].as_object().unwrap_or_else(|| panic!("{shown}: {}", response.text()));
        let names: Vec<&str> = error.keys().map(String::as_str).collect();
        assert_eq!(names, ["code", "message", "param"], "{shown}");
        assert_eq!(body.as_object().unwrap().len(), 1, "{shown}");
        (response.status, error["code"].as_str().unwrap().to_owned(), error["param"].as_str().map(str::to_owned))
    }

    /// Asserts that a request is refused with this status, code and parameter, and leaves no trace.
    pub fn refuses(&self, request: Request, status: u16, code: &str, param: Option<&str>) {
        let shown = format!("{request:?} {}", String::from_utf8_lossy(&request.body));
        assert_eq!(self.refused(request), (status, code.to_owned(), param.map(str::to_owned)), "{shown}");
    }

    pub fn get(&self, path: &str) -> Value {
        self.ok(Request::get(path))
    }

    pub fn post(&self, path: &str, body: Value) -> Value {
        self.ok(Request::post(path).json(&body))
    }

    pub fn patch(&self, id: &str, body: Value) -> Value {
        self.ok(Request::patch(format!("/customers/{id}")).json(&body))
    }

    /// The id of a new token.
    pub fn token(&self) -> String {
        id(&self.post("/tokens", json!({"payment_details": card(VISA)})))
    }

    /// A new customer with a source.
    pub fn customer(&self) -> Value {
        self.post("/customers", json!({"payment_details": card(VISA), "email": "mei@example.org"}))
    }

    /// The id of a new customer without a source, as a session in customer mode makes it.
    pub fn empty_customer(&self) -> String {
        self.account.customers().create(NewCustomer::default()).unwrap().id.clone()
    }

    /// The total of the list.
    pub fn total(&self) -> u64 {
        self.get("/customers")["total"].as_u64().unwrap()
    }
}

/// The details of a card that is good until May 2031.
pub fn card(number: &str) -> Value {
    json!({"type": "credit_card", "number": number, "month": 5, "year": 2031})
}

/// The details of a card with one of them changed; null leaves it out.
pub fn card_with(name: &str, value: Value) -> Value {
    let mut card = card(VISA);
    match value {
        Value::Null => drop(card.as_object_mut().unwrap().shift_remove(name)),
        value => card[name] = value,
    }
    card
}

/// The source that [`card`] becomes.
pub fn source() -> Value {
    json!({"type": "credit_card", "brand": "visa", "last_four_digits": "1111", "month": 5, "year": 2031})
}

/// A number that begins so, of so many digits, with a right check digit.
pub fn number(beginning: &str, length: usize) -> String {
    let digits = format!("{beginning:0<width$}", width = length - 1);
    (0..10)
        .map(|check| format!("{digits}{check}"))
        .find(|number| CardNumber::parse(&number.as_str().into()).is_some())
        .expect("one of ten check digits is right")
}

/// The id of an object.
pub fn id(object: &Value) -> String {
    object["id"].as_str().unwrap_or_else(|| panic!("{object} has no id")).to_owned()
}

/// The ids of a list's customers.
pub fn ids(list: &Value) -> Vec<String> {
    list["data"].as_array().unwrap().iter().map(id).collect()
}
