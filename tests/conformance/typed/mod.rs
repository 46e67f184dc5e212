//! The typed interface by the names of the header.

mod cards;
mod customers;
mod ledgers;
mod schedules;
mod store;
mod tax_identifiers;

use serde_json::Value;
use tillbook::Account;

use crate::given::{Given, Stop, Told};

/// What a function of the header comes to; the account comes first, as there.
type Function = fn(&Account, &mut Given) -> Result<Value, Stop>;

/// The functions, by their names without `tillbook_`.
const FUNCTIONS: [&[(&str, Function)]; 6] = [
    customers::FUNCTIONS,
    cards::FUNCTIONS,
    schedules::FUNCTIONS,
    tax_identifiers::FUNCTIONS,
    ledgers::FUNCTIONS,
    store::FUNCTIONS,
];

/// Calls a function with its parameters.
pub fn call(account: &Account, name: &str, with: Value) -> Result<Value, Stop> {
    let function = find(name).ok_or_else(|| format!("no function is called {name}"))?;
    let mut given = Given::of("with", with)?;
    let answer = function(account, &mut given);
    // Where the library refused, a function may not have come to its last parameters.
    if answer.is_ok() {
        given.nothing_else()?;
    }
    answer
}

fn find(name: &str) -> Option<Function> {
    FUNCTIONS.into_iter().flatten().find(|(known, _)| *known == name).map(|(_, function)| *function)
}

/// A record that was asked for, or the status that the header has for none.
fn found<T>(record: Option<T>, kind: tillbook::Kind, id: &str) -> Result<T, tillbook::Error> {
    record.ok_or_else(|| tillbook::Error::NotFound { kind, id: id.to_owned() })
}

/// A struct among the parameters, which the header does not let be NULL.
fn needed<T, E: From<String>>(
    given: &mut Given,
    name: &str,
    read: impl FnOnce(&mut Given) -> Result<T, E>,
) -> Result<T, E> {
    let read = given.inner(name, read)?;
    read.ok_or_else(|| E::from(format!("{name} is missing")))
}

/// The number of records of a page, where the line leaves it to the library.
fn usual() -> usize {
    tillbook::ListQuery::default().limit
}

/// A number of a group that must be there.
fn group<T: crate::names::Named>(given: &mut Given, name: &str) -> Told<T> {
    given.needed(name, Given::named)
}
