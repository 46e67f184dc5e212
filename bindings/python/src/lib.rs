//! Tillbook for Python: an extension over the typed interface. It translates and decides nothing.

mod account;
mod call;
mod callback;
mod card;
mod cards;
mod change;
mod customer;
mod customer_fields;
mod customers;
mod due;
mod errors;
mod fork;
mod given;
mod groups;
mod iterator;
mod ledger_entry;
mod ledgers;
mod open;
mod page;
mod progress;
mod query;
mod record;
mod recurrence;
mod reports;
mod response;
mod schedule;
mod schedules;
mod shared;
mod show;
mod stat;
mod store;
mod tax_identifier;
mod tax_identifiers;
mod token;
mod tokens;
mod transfer;

/// What `tillbook` is made of. Import `tillbook`, not this.
#[pyo3::pymodule(gil_used = false)]
mod _tillbook {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::account::Account;
    #[pymodule_export]
    use crate::card::Card;
    #[pymodule_export]
    use crate::cards::Cards;
    #[pymodule_export]
    use crate::customer::{Customer, CustomerInFull};
    #[pymodule_export]
    use crate::customers::Customers;
    #[pymodule_export]
    use crate::due::Due;
    #[pymodule_export]
    use crate::fork::_forked;
    #[pymodule_export]
    use crate::iterator::CustomerIterator;
    #[pymodule_export]
    use crate::ledger_entry::LedgerEntry;
    #[pymodule_export]
    use crate::ledgers::Ledgers;
    #[pymodule_export]
    use crate::open::open;
    #[pymodule_export]
    use crate::page::{Page, Selection};
    #[pymodule_export]
    use crate::progress::Progress;
    #[pymodule_export]
    use crate::recurrence::Recurrence;
    #[pymodule_export]
    use crate::reports::{
        BackupReport, CheckReport, CompactReport, Finding, ImportReport, Refusal, TableCount, Warning,
    };
    #[pymodule_export]
    use crate::response::Response;
    #[pymodule_export]
    use crate::schedule::{Occurrence, Schedule};
    #[pymodule_export]
    use crate::schedules::Schedules;
    #[pymodule_export]
    use crate::shared::{_close_all, _panic};
    #[pymodule_export]
    use crate::stat::{AccountStat, IndexStat, Stat};
    #[pymodule_export]
    use crate::store::{Store, check_file, compact, version};
    #[pymodule_export]
    use crate::tax_identifier::TaxIdentifier;
    #[pymodule_export]
    use crate::tax_identifiers::TaxIdentifiers;
    #[pymodule_export]
    use crate::token::Token;
    #[pymodule_export]
    use crate::tokens::Tokens;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::page::register(module.py())?;
        crate::fork::watch(module)
    }
}
