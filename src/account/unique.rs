//! What no two living customers of an account may share: the one place that refuses it.

use std::sync::Arc;

use super::Account;
use crate::engine::TermKind;
use crate::error::{Error, Result};
use crate::model::{AccountId, Customer};
use crate::rules::policy::Unique;
use crate::store::{View, Writer, caseless, email_term, hashed};

impl Unique {
    /// The name of the field in the provider's words.
    const fn field(self) -> &'static str {
        match self {
            Unique::Email => "email",
            Unique::MobilePhone => "mobile_phone",
        }
    }

    /// What a customer has of it, in the form in which it compares.
    fn values(self, customer: &Customer) -> Vec<String> {
        match self {
            Unique::Email => customer.email.iter().map(|email| caseless(email).into_owned()).collect(),
            Unique::MobilePhone => customer.attributes.mobile_numbers(),
        }
    }

    /// The living customers that have a value.
    fn holders(self, view: &View<'_>, account: AccountId, value: &str) -> Result<Vec<Arc<Customer>>> {
        let term = match self {
            Unique::Email => email_term(view.hash, value),
            Unique::MobilePhone => hashed(view.hash, TermKind::MobilePhone, value),
        };
        view.with_term(account, term, |customer| self.values(customer).iter().any(|held| held == value))
    }
}

/// Refuses what another living customer holds. What a customer had before it may keep: imports take what exists.
pub(super) fn claim_unique(
    account: &Account,
    writer: &Writer<'_, '_>,
    before: Option<&Customer>,
    after: &Customer,
) -> Result<()> {
    for unique in account.policy.unique {
        let had = before.map(|before| unique.values(before)).unwrap_or_default();
        for value in unique.values(after).into_iter().filter(|value| !had.contains(value)) {
            let holders = unique.holders(&writer.view(), writer.account(), &value)?;
            if holders.iter().any(|holder| holder.id != after.id) {
                return Err(Error::AlreadyExists { field: unique.field(), value });
            }
        }
    }
    Ok(())
}
