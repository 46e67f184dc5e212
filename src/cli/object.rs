//! What a store holds under an id, and the JSON object that shows it.

use std::sync::Arc;

use serde_json::{Map, Value};
use tillbook::{Account, Card, Customer, Occurrence, Request, Schedule, Token, transfer};

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

    /// The object as its provider shows it, with the account and what the provider does not show under the key `tillbook`.
    pub(super) fn json(&self, account: &Account) -> Value {
        let mut object = self.shown(account).unwrap_or_else(|| self.stored());
        let own = object.entry(KEY).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(own) = own {
            own.shift_insert(0, "account".to_owned(), Value::String(account.id().to_string()));
        }
        Value::Object(object)
    }

    /// The object as its provider shows it; none when the provider shows no such thing by its id.
    fn shown(&self, account: &Account) -> Option<Map<String, Value>> {
        let request = match self {
            // As an export has it, so that it can be imported again.
            Object::Customer(customer) => {
                let line = transfer::export_customer(account, &customer.id).ok().flatten()?;
                return serde_json::from_str(&line).ok();
            }
            Object::Card(card) => {
                let customer = card.customer.as_deref().unwrap_or_default();
                Request::get(format!("/customers/{}/cards/{}", part(customer), part(&card.id)))
            }
            // The public key is enough, and with some providers it is the only one that shows tokens.
            Object::Token(token) => Request::get(format!("/tokens/{}", part(&token.id))).public(),
            Object::Schedule(schedule) => Request::get(format!("/schedules/{}", part(&schedule.id))),
            Object::Occurrence(occurrence) => Request::get(format!("/occurrences/{}", part(&occurrence.id))),
        };
        let answer = account.call(&request);
        match (answer.is_success(), answer.json()) {
            (true, Value::Object(object)) => Some(object),
            _ => None,
        }
    }

    /// The record as it is stored, for what its provider shows nowhere by its id.
    fn stored(&self) -> Map<String, Value> {
        let record = match self {
            Object::Customer(customer) => serde_json::to_value(&**customer),
            Object::Card(card) => serde_json::to_value(&**card),
            Object::Token(token) => serde_json::to_value(&**token),
            Object::Schedule(schedule) => serde_json::to_value(&**schedule),
            Object::Occurrence(occurrence) => serde_json::to_value(&**occurrence),
        };
        match record {
            Ok(Value::Object(object)) => object,
            _ => Map::new(),
        }
    }
}

/// An id as a part of a path: an imported one may hold anything.
fn part(id: &str) -> String {
    form_urlencoded::byte_serialize(id.as_bytes()).map(|piece| if piece == "+" { "%20" } else { piece }).collect()
}
