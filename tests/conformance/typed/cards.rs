//! Cards and tokens.

use serde_json::Value;
use tillbook::{Account, Kind};

use super::{Function, found, needed, usual};
use crate::given::{Given, Stop};
use crate::made;
use crate::shown::{Shown, parsed};

pub const FUNCTIONS: &[(&str, Function)] = &[
    ("cards_create", |account, given| {
        Ok(account.cards().create(&given.required("customer")?, &given.required("token")?)?.shown())
    }),
    ("cards_attach", |account, given| {
        let customer = given.required("customer")?;
        Ok(account.cards().attach(&customer, needed(given, "details", made::card_details)?)?.shown())
    }),
    ("cards_get", |account, given| {
        Ok(account.cards().get(&given.required("customer")?, &given.required("id")?)?.shown())
    }),
    ("cards_by_id", by_id),
    ("card_attributes", attributes),
    ("cards_list", |account, given| {
        let customer = given.required("customer")?;
        Ok(account.cards().list(&customer, &made::list_query(given, usual())?)?.shown())
    }),
    ("cards_newest", newest),
    ("cards_update", |account, given| {
        let (customer, id) = (given.required("customer")?, given.required("id")?);
        Ok(account.cards().update(&customer, &id, needed(given, "update", made::card_update)?)?.shown())
    }),
    ("cards_add", |account, given| {
        let new = needed(given, "new_card", |given| made::new_card(given, account.provider()))?;
        Ok(account.cards().add(new)?.shown())
    }),
    ("cards_adopt", |account, given| {
        Ok(account.cards().adopt(&given.required("customer")?, &given.required("id")?)?.shown())
    }),
    ("cards_delete", |account, given| {
        Ok(account.cards().delete(&given.required("customer")?, &given.required("id")?)?.shown())
    }),
    ("tokens_create", |account, given| {
        Ok(account.tokens().create(needed(given, "details", made::card_details)?)?.shown())
    }),
    ("tokens_create_for", |account, given| {
        let currency = given.required("currency")?;
        Ok(account.tokens().create_for(&currency, needed(given, "details", made::card_details)?)?.shown())
    }),
    ("tokens_get", |account, given| {
        let id = given.required("id")?;
        Ok(found(account.tokens().get(&id)?, Kind::Token, &id)?.shown())
    }),
    ("token_card", token_card),
    ("tokens_list", |account, given| Ok(account.tokens().list(&made::list_query(given, usual())?)?.shown())),
    ("tokens_delete", |account, given| Ok(account.tokens().delete(&given.required("id")?)?.shown())),
];

fn by_id(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let id = given.required("id")?;
    Ok(found(account.cards().by_id(&id)?, Kind::Card, &id)?.shown())
}

fn attributes(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let id = given.required("id")?;
    Ok(parsed(&found(account.cards().by_id(&id)?, Kind::Card, &id)?.attributes.to_json()))
}

fn newest(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let customer = given.text("customer")?;
    let (offset, limit) = (given.number("offset")?.unwrap_or_default(), given.number("limit")?.unwrap_or(usual()));
    Ok(account.cards().newest(customer.as_deref(), offset, limit)?.shown())
}

/// A used token has given its card away.
fn token_card(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let id = given.required("id")?;
    let token = found(account.tokens().get(&id)?, Kind::Token, &id)?;
    Ok(token.card().ok_or(tillbook::Error::UsedToken { id })?.shown())
}
