//! Which keys of a customer an answer shows (4.G).

use serde_json::{Map, Value, json};

use super::super::params::Params;
use super::super::request::Request;
use super::views;
use crate::error::Result;
use crate::model::{Attributes, Customer, Timestamp};

/// `fields[]`, `excludes[]` and `include_fields[]` of a request.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    /// The only keys to show; all when absent (36).
    fields: Option<Vec<String>>,
    /// Keys to leave out, which is done last (37).
    excludes: Vec<String>,
    /// Keys to add that are otherwise absent (38).
    include: Vec<String>,
    /// Keys that only this end point can add.
    may_include: &'static [&'static str],
    /// Whether the answer tells of an update.
    updated: bool,
}

impl Selection {
    /// What a request chooses. `may_include` are the keys that its end point can add.
    pub(super) fn of(request: &Request, may_include: &'static [&'static str]) -> Result<Selection> {
        let list = |name| Params::every_of_query(request, name);
        Ok(Selection {
            fields: list("fields")?,
            excludes: list("excludes")?.unwrap_or_default(),
            include: list("include_fields")?.unwrap_or_default(),
            may_include,
            updated: false,
        })
    }

    /// For an answer to an update, which alone has `info_reward_triggered` (3.1).
    pub(super) fn of_update(request: &Request) -> Result<Selection> {
        Ok(Selection { updated: true, ..Selection::of(request, &[])? })
    }

    /// The customer with the chosen keys.
    pub(super) fn show(&self, customer: &Customer, now: Timestamp) -> Value {
        let mut object = views::customer(customer, now);
        if self.updated {
            object.insert("info_reward_triggered".to_owned(), json!(false));
        }
        let named = |key: &str| self.fields.iter().flatten().any(|field| field == key);
        if named("membership_tier_gap") {
            object.insert("membership_tier_gap".to_owned(), views::tier_gap());
        }
        if named("current_membership_tier_info") {
            let tier = match &customer.attributes {
                Attributes::Shopline(member) => member.membership_tier.as_ref(),
                _ => None,
            };
            object.insert("current_membership_tier_info".to_owned(), views::whole_tier(tier));
        }
        for key in self.may_include.iter().filter(|key| self.include.iter().any(|wanted| wanted == *key)) {
            // What reward there is for filling in a form only the provider knows.
            let value = if *key == "metafields" { views::metafields_by_name(customer) } else { Value::Null };
            object.insert((*key).to_owned(), value);
        }
        Value::Object(self.choose(object))
    }

    /// Any object with the chosen keys.
    pub(super) fn choose(&self, mut object: Map<String, Value>) -> Map<String, Value> {
        if let Some(fields) = &self.fields {
            object.retain(|key, _| fields.contains(key));
        }
        object.retain(|key, _| !self.excludes.contains(key));
        object
    }
}
