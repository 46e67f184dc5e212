//! Balances of customers.

use serde_json::{Value, json};
use tillbook::Ledger;

use super::{Function, group, needed, usual};
use crate::given::{Given, Stop};
use crate::made;
use crate::shown::Shown;

pub const FUNCTIONS: &[(&str, Function)] = &[
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
];

fn of_customer(given: &mut Given) -> Result<(String, Ledger), Stop> {
    Ok((given.required("customer")?, group(given, "ledger")?))
}
