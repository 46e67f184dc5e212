//! The store as a whole, and files of its customers.

use serde_json::{Value, json};
use tillbook::Account;
use tillbook::transfer::{ExportFormat, import_from};

use super::{Function, group};
use crate::given::{Given, Stop};
use crate::made;
use crate::names::Named;
use crate::shown::{Shown, parsed};

pub const FUNCTIONS: &[(&str, Function)] = &[
    ("customers_import_from", import),
    ("customers_export_to", export),
    ("store_health", |account, _| {
        account.store().health()?;
        Ok(Value::Null)
    }),
    ("store_sync", |account, _| {
        account.store().sync()?;
        Ok(Value::Null)
    }),
    ("store_check", |account, _| Ok(json!({"sound": account.store().check(|_| {})?.findings.is_empty()}))),
    ("store_stat", stat),
];

fn import(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let (bytes, options) = (given.required("bytes")?, made::import_options(given)?);
    Ok(import_from(account, bytes.as_bytes(), options, |_| {})?.shown())
}

fn export(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let format: ExportFormat = group(given, "format")?;
    let mut bytes = Vec::new();
    let count = format.write(account, &mut bytes, |_| {})?;
    let text = String::from_utf8(bytes).map_err(|problem| problem.to_string())?;
    let lines = match format {
        ExportFormat::Csv => Value::String(text),
        _ => text.lines().map(parsed).collect(),
    };
    Ok(json!({"count": count, "lines": lines}))
}

/// An account that holds nothing is not among those that are counted.
fn stat(account: &Account, _: &mut Given) -> Result<Value, Stop> {
    let all = account.store().stat()?.accounts;
    let counted = all.iter().find(|stat| stat.account == account.id());
    Ok(counted.map_or_else(|| nothing_in(account), Shown::shown))
}

fn nothing_in(account: &Account) -> Value {
    json!({
        "provider": account.provider().name_of(),
        "mode": account.mode().name_of(),
        "customers": 0,
        "deleted_customers": 0,
        "cards": 0,
        "tokens": 0,
        "schedules": 0,
        "occurrences": 0,
        "tax_identifiers": 0,
    })
}
