//! Metafields of a customer, the shop's and apps': E15.
//!
//! What the page leaves open: a metafield is named by its id, or else by its namespace and key. An app's has no namespace.
//! Of many at once either all are taken or none. What is removed answers `{"result": "success"}`.

use serde_json::{Value, json};

use super::super::params::{Param, Params};
use super::body::{Body, text_of};
use super::customers::member_of;
use super::fault::Fault;
use super::route::MetafieldCall;
use super::words::{FIELD_TYPES, value_of};
use super::{Answer, Call, views};
use crate::error::{Error, Result};
use crate::model::{Attributes, Customer, CustomerUpdate, Metafield, MetafieldType, Timestamp};

/// What a request says of a metafield.
struct Given {
    id: Option<String>,
    namespace: Option<String>,
    key: Option<String>,
    field_type: Option<MetafieldType>,
    value: Option<String>,
}

impl Call<'_> {
    /// E15.
    pub(super) fn metafields(&self, customer: &str, of_app: bool, call: MetafieldCall<'_>) -> Answer {
        let owner = self.existing(customer)?;
        let show = |metafield: &Metafield| views::metafield(customer, metafield);
        let items = |metafields: &[Metafield]| json!({"items": metafields.iter().map(show).collect::<Vec<_>>()});
        match call {
            MetafieldCall::List => {
                let filters = Params::every_of_query(self.request, "filters")?.unwrap_or_default();
                let mut metafields = member_of(&owner).unshown.metafields;
                metafields.retain(|it| it.of_app == of_app && filters.iter().all(|filter| fits(it, filter)));
                Ok(items(&metafields))
            }
            MetafieldCall::Retrieve(id) => Ok(show(&pick(&owner, of_app, id)?)),
            MetafieldCall::Create => {
                let given = [Given::of_body(&self.body()?)?];
                Ok(self.make(customer, of_app, &given)?.first().map(show).unwrap_or_default())
            }
            MetafieldCall::CreateMany => Ok(items(&self.make(customer, of_app, &many(&self.body()?)?)?)),
            MetafieldCall::Update(id) => {
                pick(&owner, of_app, id)?;
                let given =
                    Given { id: Some(id.to_owned()), namespace: None, key: None, ..Given::of_body(&self.body()?)? };
                Ok(self.alter(customer, of_app, &[given])?.first().map(show).unwrap_or_default())
            }
            MetafieldCall::UpdateMany => Ok(items(&self.alter(customer, of_app, &many(&self.body()?)?)?)),
            MetafieldCall::Delete(id) => {
                pick(&owner, of_app, id)?;
                let given =
                    Given { id: Some(id.to_owned()), namespace: None, key: None, field_type: None, value: None };
                self.remove(customer, of_app, &[given])
            }
            MetafieldCall::DeleteMany => self.remove(customer, of_app, &many(&self.body()?)?),
        }
    }

    fn make(&self, customer: &str, of_app: bool, given: &[Given]) -> Result<Vec<Metafield>> {
        self.change_metafields(customer, |metafields, now, id| {
            let mut made = Vec::with_capacity(given.len());
            for given in given {
                let missing = |name| Error::invalid(name, "is missing; send it");
                let metafield = Metafield {
                    id: id()?,
                    of_app,
                    namespace: given.namespace.clone().filter(|_| !of_app).unwrap_or_default(),
                    key: given.key.clone().unwrap_or_default(),
                    field_type: given.field_type.ok_or_else(|| missing("field_type"))?,
                    value: given.value.clone().ok_or_else(|| missing("field_value"))?,
                    created_at: now,
                    updated_at: now,
                };
                metafields.push(metafield.clone());
                made.push(metafield);
            }
            Ok(made)
        })
    }

    fn alter(&self, customer: &str, of_app: bool, given: &[Given]) -> Result<Vec<Metafield>> {
        self.change_metafields(customer, |metafields, now, _| {
            let mut changed = Vec::with_capacity(given.len());
            for given in given {
                let metafield = metafields.iter_mut().find(|it| it.of_app == of_app && given.names(it));
                let metafield = metafield.ok_or_else(unknown)?;
                if let Some(field_type) = given.field_type {
                    metafield.field_type = field_type;
                }
                if let Some(value) = &given.value {
                    metafield.value.clone_from(value);
                }
                metafield.updated_at = now;
                changed.push(metafield.clone());
            }
            Ok(changed)
        })
    }

    fn remove(&self, customer: &str, of_app: bool, given: &[Given]) -> Answer {
        self.change_metafields(customer, |metafields, _, _| {
            for given in given {
                let place = metafields.iter().position(|it| it.of_app == of_app && given.names(it));
                metafields.remove(place.ok_or_else(unknown)?);
            }
            Ok(())
        })?;
        Ok(json!({"result": "success"}))
    }

    /// Changes a customer's metafields in one write.
    fn change_metafields<T>(
        &self,
        customer: &str,
        change: impl FnOnce(&mut Vec<Metafield>, Timestamp, &mut dyn FnMut() -> Result<String>) -> Result<T>,
    ) -> Result<T> {
        let mut done = None;
        self.account.customers().update_making(customer, |customer, now, id| {
            let mut member = member_of(customer);
            done = Some(change(&mut member.unshown.metafields, now, id)?);
            let attributes = Some(Attributes::Shopline(member));
            Ok(CustomerUpdate { attributes, ..CustomerUpdate::default() })
        })?;
        done.ok_or_else(|| Error::damaged("a change of metafields left nothing behind"))
    }
}

/// A metafield of a customer by its id.
fn pick(owner: &Customer, of_app: bool, id: &str) -> Result<Metafield, Fault> {
    let metafields = member_of(owner).unshown.metafields;
    let found = metafields.into_iter().find(|it| it.of_app == of_app && it.id == id);
    found.ok_or_else(|| Fault::not_found("metafield"))
}

fn unknown() -> Error {
    Error::invalid("items", "name a metafield that the customer does not have; send its id, or its namespace and key")
}

/// Whether a metafield fits `namespace.key:value`, or `key:value` of an app's; the value may be left out.
fn fits(metafield: &Metafield, filter: &str) -> bool {
    let (name, value) = filter.split_once(':').map_or((filter, None), |(name, value)| (name, Some(value)));
    let own =
        if metafield.of_app { metafield.key.clone() } else { format!("{}.{}", metafield.namespace, metafield.key) };
    let shown = || match serde_json::from_str(&metafield.value) {
        Ok(Value::String(text)) => text,
        _ => metafield.value.clone(),
    };
    name == own && value.is_none_or(|value| value == shown())
}

/// What a body says of many metafields.
fn many(body: &Body) -> Result<Vec<Given>> {
    let items = body.objects("items")?.ok_or_else(|| Error::invalid("items", "are missing; send a list"))?;
    items.into_iter().map(Given::of).collect()
}

impl Given {
    fn of_body(body: &Body) -> Result<Given> {
        Given::of(body.params())
    }

    fn of(given: &Params) -> Result<Given> {
        let text = |name| given.given(name).map(|value| text_of(name, value)).transpose();
        let field_type = match text("field_type")? {
            None => None,
            Some(word) => Some(value_of(FIELD_TYPES, &word).ok_or_else(|| {
                let words: Vec<&str> = FIELD_TYPES.iter().map(|(word, _)| *word).collect();
                Error::invalid("field_type", format!("is unknown; send one of {}", words.join(", ")))
            })?),
        };
        Ok(Given {
            id: text("id")?,
            namespace: text("namespace")?,
            key: text("key")?,
            field_type,
            value: given.given("field_value").map(|value: &Param| value.to_json().to_string()),
        })
    }

    /// Whether this names a metafield: by its id, or else by its namespace and key.
    fn names(&self, metafield: &Metafield) -> bool {
        match &self.id {
            Some(id) => *id == metafield.id,
            None => {
                self.key.as_deref() == Some(metafield.key.as_str())
                    && (metafield.of_app || self.namespace.as_deref() == Some(metafield.namespace.as_str()))
            }
        }
    }
}
