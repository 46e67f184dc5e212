//! Customers: E1 to E6.

use super::views::{CustomerView, DeletedView, ListView};
use super::{Answer, lists, show};
use crate::account::Account;
use crate::error::{Error, Result};
use crate::model::{Attributes, Customer, CustomerUpdate, Kind, Metadata, MonriAttributes, NewCustomer};
use crate::provider::params::{Param, Params};
use crate::provider::request::Request;

/// E1.
pub(super) fn create(account: &Account, request: &Request) -> Answer {
    let params = Params::of_body(request)?;
    let mut attributes = MonriAttributes::default();
    put(&params, &mut attributes)?;
    let customer = account.customers().create(NewCustomer {
        email: params.strict_text("email")?.flatten(),
        description: params.strict_text("description")?.flatten(),
        metadata: match params.given("metadata") {
            Some(_) => params.metadata("metadata")?.unwrap_or_default(),
            None => Metadata::default(),
        },
        attributes: Some(Attributes::Monri(Box::new(attributes))),
        ..NewCustomer::default()
    })?;
    show(&CustomerView(&customer))
}

/// E2; a deleted customer still answers (22).
pub(super) fn retrieve(account: &Account, uuid: &str) -> Answer {
    let customer = account.customers().get(uuid)?.ok_or_else(|| Error::not_found(Kind::Customer, uuid))?;
    show(&CustomerView(&customer))
}

/// E3; a customer that has the id as the till's own field alone does not show it, and so is not found by it.
pub(super) fn retrieve_by_merchant_id(account: &Account, id: &str) -> Answer {
    let found = account.customers().by_merchant_customer_id(id)?;
    let shown = found.filter(|customer| customer.attributes.merchant_customer_id() == Some(id));
    show(&CustomerView(&*shown.ok_or_else(|| Error::not_found(Kind::Customer, id))?))
}

/// E4; an absent field stays as it is (15), null clears one (18).
pub(super) fn update(account: &Account, uuid: &str, request: &Request) -> Answer {
    let params = Params::of_body(request);
    let customer = account.customers().update_with(uuid, |customer| {
        // An unknown or deleted customer comes before whatever else is wrong.
        let params = params?;
        let mut attributes = MonriAttributes::of(customer).clone();
        put(&params, &mut attributes)?;
        Ok(CustomerUpdate {
            email: params.strict_text("email")?,
            description: params.strict_text("description")?,
            metadata: match params.get("metadata") {
                Some(Param::Null) => Some(unset_all(customer)),
                _ => params.metadata("metadata")?,
            },
            attributes: Some(Attributes::Monri(Box::new(attributes))),
            ..CustomerUpdate::default()
        })
    })?;
    show(&CustomerView(&customer))
}

/// E5; deleting again answers the same and changes nothing (23).
pub(super) fn delete(account: &Account, uuid: &str) -> Answer {
    let customer = account.customers().delete(uuid)?;
    show(&DeletedView(&customer.id))
}

/// E6.
pub(super) fn list(account: &Account, request: &Request) -> Answer {
    let page = account.customers().list(&lists::query(request)?)?;
    show(&ListView(page.items.iter().map(|customer| CustomerView(customer)).collect()))
}

/// Puts what a body says among the fields that only Monri knows.
fn put(params: &Params, monri: &mut MonriAttributes) -> Result<()> {
    for (name, field) in [
        ("merchant_customer_id", &mut monri.merchant_customer_id),
        ("name", &mut monri.name),
        ("phone", &mut monri.phone),
        ("zip_code", &mut monri.zip_code),
        ("city", &mut monri.city),
        ("address", &mut monri.address),
        ("country", &mut monri.country),
    ] {
        if let Some(value) = params.strict_text(name)? {
            *field = value;
        }
    }
    Ok(())
}

/// Metadata that removes every name that a customer's has (17, 18).
fn unset_all(customer: &Customer) -> Metadata {
    let names = customer.metadata.to_object().into_iter().map(|(name, _)| (name, serde_json::Value::Null));
    Metadata::from_object(&names.collect())
}
