//! Customers: one by one, by what is known of them, in lists, in full.

use serde_json::{Value, json};
use tillbook::transfer::export_customer;
use tillbook::{Account, Among, Kind};

use super::{Function, found, needed, usual};
use crate::given::{Given, Stop};
use crate::made;
use crate::shown::{Shown, parsed};

pub const FUNCTIONS: &[(&str, Function)] = &[
    ("customers_create", create),
    ("customers_get", get),
    ("customers_get_many", get_many),
    ("customers_get_in_full", get_in_full),
    ("customers_json", json),
    ("customer_attributes", attributes),
    ("customers_update", update),
    ("customers_delete", |account, given| Ok(account.customers().delete(&given.required("id")?)?.shown())),
    ("customers_check_order", |account, given| Ok(account.customers().check_order(&given.required("id")?)?.shown())),
    ("customers_verify_mobile_phone", |account, given| {
        Ok(account.customers().verify_mobile_phone(&given.required("id")?)?.shown())
    }),
    ("customers_by_email", |account, given| Ok(account.customers().by_email(&given.required("email")?)?.shown())),
    ("customers_by_merchant_customer_id", by_merchant_customer_id),
    ("customers_by_barcode", |account, given| Ok(account.customers().by_barcode(&given.required("barcode")?)?.shown())),
    ("customers_by_line_id", |account, given| Ok(account.customers().by_line_id(&given.required("line_id")?)?.shown())),
    ("customers_find", |account, given| {
        Ok(account.customers().find(&needed(given, "query", made::customer_query)?)?.items.shown())
    }),
    ("customers_list", |account, given| Ok(account.customers().list(&made::list_query(given, usual())?)?.shown())),
    ("customers_expiring", expiring),
    ("customers_select", select),
    ("customers_iterate", iterate),
];

fn create(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let new = given.inner("new_customer", |given| made::new_customer(given, account.provider()))?;
    Ok(account.customers().create(new.unwrap_or_default())?.shown())
}

fn get(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let id = given.required("id")?;
    Ok(found(account.customers().get(&id)?, Kind::Customer, &id)?.shown())
}

fn get_many(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let ids = given.needed("ids", Given::texts)?;
    let customers = account.customers().get_many(&ids)?;
    Ok(customers.iter().map(|customer| customer.as_ref().map_or(Value::Null, Shown::shown)).collect())
}

fn get_in_full(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let id = given.required("id")?;
    let full = found(account.customers().in_full(&id)?, Kind::Customer, &id)?;
    Ok(json!({
        "customer": full.customer.shown(),
        "cards": full.cards.shown(),
        "tax_identifiers": full.tax_identifiers.shown(),
    }))
}

fn json(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let id = given.required("id")?;
    Ok(parsed(&found(export_customer(account, &id)?, Kind::Customer, &id)?))
}

fn attributes(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let id = given.required("id")?;
    Ok(parsed(&found(account.customers().get(&id)?, Kind::Customer, &id)?.attributes.to_json()))
}

fn update(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let id = given.required("id")?;
    let mut update = given.object("update")?.ok_or_else(|| "update is missing".to_owned())?;
    let mut malformed = Ok(());
    let changed = account.customers().update_with(&id, |present| {
        match made::customer_update(&mut update, present) {
            Ok(update) => return Ok(update),
            Err(Stop::Refused(error)) => return Err(error),
            Err(Stop::Malformed(complaint)) => malformed = Err(complaint),
        }
        Err(tillbook::Error::Cancelled)
    });
    malformed?;
    let changed = changed?;
    update.nothing_else()?;
    Ok(changed.shown())
}

fn by_merchant_customer_id(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let number = given.required("merchant_customer_id")?;
    Ok(found(account.customers().by_merchant_customer_id(&number)?, Kind::Customer, &number)?.shown())
}

fn expiring(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let month = given.needed("month", Given::number)?;
    let year = given.needed("year", Given::number)?;
    Ok(account.customers().expiring(month, year, &made::list_query(given, usual())?)?.shown())
}

fn select(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let query = made::list_query(given, usual())?;
    let (ids, email) = (given.texts("ids")?, given.text("email")?);
    let among = match (&ids, &email) {
        (Some(ids), _) => Among::Ids(ids),
        (None, Some(email)) => Among::Email(email),
        (None, None) => Among::All,
    };
    Ok(account.customers().select(&query, among, |_| true)?.items.shown())
}

fn iterate(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let customers = account.customers().iter(&made::list_query(given, usize::MAX)?)?;
    Ok(customers.collect::<Result<Vec<_>, _>>()?.shown())
}
