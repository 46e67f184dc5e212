//! A till with a fixed clock, and the calls that the tests of a provider's interface make.
#![allow(dead_code, reason = "each test file uses its own part")]

#[path = "../described/mod.rs"]
pub mod described;

use std::sync::Arc;

use serde_json::{Value, json};
use tillbook::transfer::{ImportOptions, ImportReport, import};
use tillbook::{
    Account, Customer, CustomerQuery, ListQuery, ManualClock, Mode, OpenOptions, Provider, Request, Response,
    SeededEntropy, Store, Timestamp,
};

/// When every test begins: a Monday.
pub const NOW: &str = "2026-05-04T09:30:00Z";
/// Numbers of test cards, one of each brand.
pub const VISA: &str = "4012888888881881";
/// A Mastercard.
pub const MASTERCARD: &str = "5105105105105100";

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
        let clock = Arc::new(ManualClock::at(Timestamp::parse(NOW).unwrap()));
        let store = OpenOptions::new()
            .shared_clock(clock.clone())
            .entropy(SeededEntropy::new(41))
            .open(folder.path().join("till.tillbook"))
            .unwrap();
        let account = store.account(Provider::Omise, Mode::Test);
        Till { store, account, clock, _folder: folder }
    }

    pub fn live(&self) -> Account {
        self.store.account(Provider::Omise, Mode::Live)
    }

    /// The answer, which is as the provider's description has it.
    pub fn call(&self, request: Request) -> Response {
        let response = self.account.call(&request);
        described::hold(self.account.provider(), &request, &response);
        response
    }

    /// The body of a call that must succeed.
    pub fn ok(&self, request: Request) -> Value {
        let shown = format!("{request:?}");
        let response = self.call(request);
        assert_eq!(response.status, 200, "{shown}: {}", response.text());
        response.json()
    }

    /// Status, code and message of a call that must be refused.
    pub fn refused(&self, request: Request) -> (u16, String, String) {
        let shown = format!("{request:?}");
        let response = self.call(request);
        let body = response.json();
        assert_eq!(body["object"], "error", "{shown}: {}", response.text());
        (response.status, text(&body["code"]), text(&body["message"]))
    }

    pub fn get(&self, path: &str) -> Value {
        self.ok(Request::get(path))
    }

    pub fn post(&self, path: &str, body: Value) -> Value {
        self.ok(Request::post(path).json(&body))
    }

    pub fn patch(&self, path: &str, body: Value) -> Value {
        self.ok(Request::patch(path).json(&body))
    }

    pub fn delete(&self, path: &str) -> Value {
        self.ok(Request::delete(path))
    }

    /// A token of a card with this number.
    pub fn token_of(&self, number: &str) -> Value {
        self.ok(Request::post("/tokens").public().json(&card_details(number)))
    }

    /// The id of a fresh token.
    pub fn token(&self) -> String {
        text(&self.token_of(VISA)["id"])
    }

    /// The id of a new customer without cards.
    pub fn customer(&self) -> String {
        text(&self.post("/customers", json!({}))["id"])
    }

    /// The ids of a new customer with one card, and of the card.
    pub fn customer_with_card(&self) -> (String, String) {
        let customer = self.post("/customers", json!({"card": self.token()}));
        (text(&customer["id"]), text(&customer["default_card"]))
    }

    /// Attaches one more card and answers with its id.
    pub fn attach(&self, customer: &str) -> String {
        let token = self.token_of(VISA);
        self.patch(&format!("/customers/{customer}"), json!({"card": token["id"]}));
        text(&token["card"]["id"])
    }

    /// The id of a new schedule that charges the customer every day for a month from tomorrow.
    pub fn schedule(&self, customer: &str) -> String {
        text(&self.post("/schedules", daily(customer))["id"])
    }
}

/// Card details as E11 takes them.
pub fn card_details(number: &str) -> Value {
    json!({"card": {
        "name": "Mali Suwan", "number": number, "expiration_month": 8, "expiration_year": 2030, "security_code": "321"
    }})
}

/// A daily schedule for a month from the day after the tests begin.
pub fn daily(customer: &str) -> Value {
    json!({
        "every": 1, "period": "day", "start_date": "2026-05-05", "end_date": "2026-06-04",
        "charge": {"customer": customer, "amount": 4500}
    })
}

/// A JSON string's text.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// The ids of a list's records.
pub fn ids(list: &Value) -> Vec<String> {
    list["data"].as_array().unwrap().iter().map(|record| text(&record["id"])).collect()
}

/// The names of an object's fields in order.
pub fn keys(object: &Value) -> String {
    object.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
}

/// A refusal as [`Till::refused`] answers it.
pub fn refusal(status: u16, code: &str, message: &str) -> (u16, String, String) {
    (status, code.to_owned(), message.to_owned())
}

impl Till {
    /// Writes a file beside the store and answers with its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> std::path::PathBuf {
        let path = self.store.path().with_file_name(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Imports a file with this content.
    pub fn import(&self, name: &str, content: impl AsRef<[u8]>) -> ImportReport {
        import(&self.account, &self.file(name, content), ImportOptions::default(), |_| {}).unwrap()
    }

    /// The only customer of a name, or of its beginning.
    pub fn named(&self, name: &str) -> Arc<Customer> {
        let query = CustomerQuery { name: Some(name.to_owned()), ..CustomerQuery::default() };
        let found = self.account.customers().find(&query).unwrap().items;
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        found.into_iter().next().unwrap()
    }

    /// All customers in the order of creation.
    pub fn customers(&self) -> Vec<Arc<Customer>> {
        let query = ListQuery { limit: usize::MAX, ..ListQuery::default() };
        self.account.customers().list(&query).unwrap().items
    }
}

/// A plan that charges the customer with the given changes to a daily one.
pub fn plan(customer: &str, changes: Value) -> Value {
    let mut plan = daily(customer);
    for (field, value) in changes.as_object().unwrap() {
        plan[field] = value.clone();
    }
    plan
}

/// Asserts that a schedule of this plan is refused as a bad request.
pub fn bad(till: &Till, plan: &Value) {
    let (status, code, message) = till.refused(Request::post("/schedules").json(plan));
    assert_eq!((status, code.as_str()), (400, "bad_request"), "{message}: {plan}");
}
