//! Tax identifiers, balances, files of customers, and the store as a whole.

use serde_json::{Value, json};
use tillbook::transfer::{ExportFormat, import_from};
use tillbook::{Account, AmongTaxIdentifiers, Kind, Ledger};

use super::{Function, found, group, needed, usual};
use crate::given::{Given, Stop};
use crate::made;
use crate::names::Named;
use crate::shown::{Shown, parsed};

pub const FUNCTIONS: &[(&str, Function)] = &[
    ("tax_identifiers_create", |account, given| {
        Ok(account.tax_identifiers().create(&given.required("kind")?, &given.required("value")?)?.shown())
    }),
    ("tax_identifiers_get", |account, given| {
        let id = given.required("id")?;
        Ok(found(account.tax_identifiers().get(&id)?, Kind::TaxIdentifier, &id)?.shown())
    }),
    ("tax_identifiers_of", |account, given| Ok(account.tax_identifiers().of(&given.required("customer")?)?.shown())),
    ("tax_identifiers_list", |account, given| {
        Ok(account.tax_identifiers().list(&made::list_query(given, usual())?)?.shown())
    }),
    ("tax_identifiers_select", select_tax_identifiers),
    ("tax_identifiers_attach", |account, given| {
        Ok(account.tax_identifiers().attach(&given.required("customer")?, &given.required("id")?)?.shown())
    }),
    ("tax_identifiers_delete", |account, given| Ok(account.tax_identifiers().delete(&given.required("id")?)?.shown())),
    ("ledgers_post", |account, given| {
        let (customer, ledger) = of_customer(given)?;
        let new = needed(given, "new_ledger_entry", made::new_ledger_entry)?;
        Ok(account.ledger().post(&customer, ledger, new)?.shown())
    }),
    ("ledgers_end_due", |account, given| {
        let (customer, ledger) = of_customer(given)?;
        account.ledger().end_due(&customer, ledger)?;
        Ok(Value::Null)
    }),
    ("ledgers_balance", |account, given| {
        let (customer, ledger) = of_customer(given)?;
        Ok(json!(account.ledger().balance(&customer, ledger)?))
    }),
    ("ledgers_list", |account, given| {
        let (customer, ledger) = of_customer(given)?;
        Ok(account.ledger().list(&customer, ledger, &made::list_query(given, usual())?)?.shown())
    }),
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

fn select_tax_identifiers(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let query = made::list_query(given, usual())?;
    let (ids, customer) = (given.texts("ids")?, given.text("customer")?);
    let among = match (&ids, &customer) {
        (Some(ids), _) => AmongTaxIdentifiers::Ids(ids),
        (None, Some(customer)) => AmongTaxIdentifiers::Of(customer),
        (None, None) => AmongTaxIdentifiers::All,
    };
    Ok(account.tax_identifiers().select(&query, among, |_| true)?.items.shown())
}

fn of_customer(given: &mut Given) -> Result<(String, Ledger), Stop> {
    Ok((given.required("customer")?, group(given, "ledger")?))
}

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
