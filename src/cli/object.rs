//! What a store holds under an id, and the JSON object that shows it.

use std::sync::Arc;

use serde_json::{Map, Value};
use tillbook::{Account, Card, Customer, Occurrence, Request, Schedule, Token};

use super::failure::Outcome;

/// The key under which an object shows what its provider does not.
const KEY: &str = "tillbook";

/// A record of any kind.
#[derive(Debug, Clone)]
pub(super) enum Object {
    /// A customer.
    Customer(Arc<Customer>),
    /// A card of a customer.
    Card(Arc<Card>),
    /// A token.
    Token(Arc<Token>),
    /// A schedule.
    Schedule(Arc<Schedule>),
    /// An occurrence of a schedule.
    Occurrence(Arc<Occurrence>),
}

impl Object {
    /// What an account holds under an id.
    pub(super) fn look_up(account: &Account, id: &str) -> Outcome<Option<Object>> {
        if let Some(customer) = account.customers().get(id)? {
            return Ok(Some(Object::Customer(customer)));
        }
        if let Some(card) = account.cards().by_id(id)? {
            return Ok(Some(Object::Card(card)));
        }
        if let Some(token) = account.tokens().get(id)? {
            return Ok(Some(Object::Token(token)));
        }
        if let Some(schedule) = account.schedules().get(id)? {
            return Ok(Some(Object::Schedule(schedule)));
        }
        Ok(account.schedules().occurrence(id)?.map(Object::Occurrence))
    }

    /// The object as its provider shows it, with the account and the till's own fields under the key `tillbook`.
    pub(super) fn json(&self, account: &Account) -> Value {
        let answer = account.call(&self.request());
        let mut object = match (answer.is_success(), answer.json()) {
            (true, Value::Object(object)) => object,
            _ => self.stored(),
        };
        let mut own = Map::new();
        own.insert("account".to_owned(), Value::String(account.id().to_string()));
        if let Object::Customer(customer) = self {
            own.append(&mut customer.own.to_object());
        }
        object.insert(KEY.to_owned(), Value::Object(own));
        Value::Object(object)
    }

    /// The request that Omise answers with the object.
    fn request(&self) -> Request {
        match self {
            Object::Customer(customer) => Request::get(format!("/customers/{}", customer.id)),
            Object::Card(card) => {
                let customer = card.customer.as_deref().unwrap_or_default();
                Request::get(format!("/customers/{customer}/cards/{}", card.id))
            }
            Object::Token(token) => Request::get(format!("/tokens/{}", token.id)).public(),
            Object::Schedule(schedule) => Request::get(format!("/schedules/{}", schedule.id)),
            Object::Occurrence(occurrence) => Request::get(format!("/occurrences/{}", occurrence.id)),
        }
    }

    /// The record as it is stored, for providers whose own objects this version does not write.
    fn stored(&self) -> Map<String, Value> {
        let record = match self {
            Object::Customer(customer) => serde_json::to_value(&**customer),
            Object::Card(card) => serde_json::to_value(&**card),
            Object::Token(token) => serde_json::to_value(&**token),
            Object::Schedule(schedule) => serde_json::to_value(&**schedule),
            Object::Occurrence(occurrence) => serde_json::to_value(&**occurrence),
        };
        match record {
            Ok(Value::Object(mut object)) => {
                object.shift_remove("own");
                object
            }
            _ => Map::new(),
        }
    }
}
