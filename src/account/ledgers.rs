//! Balances of an account's customers: store credit and member points.

use std::sync::Arc;

use super::{Account, Present};
use crate::error::Result;
use crate::model::{Customer, Kind, Ledger, LedgerEntry, Named, NewLedgerEntry, Timestamp};
use crate::rules;
use crate::rules::ledger::{EntryIdentity, EntryState};
use crate::store::{ListQuery, Page, Writer, page_of};

/// The balances of an account's customers, with providers that keep them.
///
/// What is added counts until it ends, by the clock; what is taken away comes from what ends first.
///
/// ```
/// use tillbook::{Ledger, Mode, NewCustomer, NewLedgerEntry, Provider, Store};
/// let folder = tempfile::tempdir()?;
/// let account = Store::open(folder.path().join("shop.tillbook"))?.account(Provider::Shopline, Mode::Test);
/// let email = Some("mei@example.com".to_owned());
/// let mei = account.customers().create(NewCustomer { email, ..NewCustomer::default() })?;
/// let welcome = NewLedgerEntry { value: 100, remarks: "welcome".to_owned(), ..NewLedgerEntry::default() };
/// let entry = account.ledger().post(&mei.id, Ledger::StoreCredit, welcome)?;
/// assert_eq!((entry.value, entry.balance), (100, 100));
/// assert_eq!(account.ledger().balance(&mei.id, Ledger::StoreCredit)?, 100);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Ledgers<'a>(pub(super) &'a Account);

impl Ledgers<'_> {
    /// Moves a balance of a customer: the record of the movement and the balance change in one write.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) or [`Error::Deleted`](crate::Error::Deleted) for the customer,
    /// [`Error::Unsupported`](crate::Error::Unsupported) where the provider has no such balance,
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) for what its limits forbid. Then nothing has changed.
    pub fn post(&self, customer: &str, ledger: Ledger, new: NewLedgerEntry) -> Result<Arc<LedgerEntry>> {
        let account = self.0;
        account.write(|writer| {
            let owner = writer.living_customer(customer)?;
            let now = writer.now();
            let (owner, entries) = rules::ledger::post(account.policy, &owner, ledger, new, now, || identity(writer))?;
            writer.apply_all(&rules::ledger::changes(owner, &entries))?;
            // The movement itself comes last, behind what ended before it.
            let posted = entries.into_iter().next_back().map(Arc::new);
            posted.ok_or_else(|| crate::Error::damaged("a movement of a balance left no record"))
        })
    }

    /// Records what has ended of a customer's balance since its last movement. It no longer counts even before.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) or [`Error::Unsupported`](crate::Error::Unsupported).
    pub fn end_due(&self, customer: &str, ledger: Ledger) -> Result<()> {
        let account = self.0;
        rules::ledger::rule_of(account.policy, ledger)?;
        let ended = |customer: &Customer, now: Timestamp| {
            let balance = customer.attributes.balance(ledger);
            balance.is_some_and(|balance| balance.parts.iter().any(|part| part.ended(now)))
        };
        // A look costs nothing; a write would wait for the disk.
        let present: Option<Arc<Customer>> = account.get(customer)?;
        if present.is_some_and(|customer| !ended(&customer, account.now())) {
            return Ok(());
        }
        account.write(|writer| {
            let owner = writer.living_customer(customer)?;
            let now = writer.now();
            let (owner, entries) = rules::ledger::end(account.policy, &owner, ledger, now, || identity(writer))?;
            if entries.is_empty() { Ok(()) } else { writer.apply_all(&rules::ledger::changes(owner, &entries)) }
        })
    }

    /// What a balance of a customer comes to now.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) or [`Error::Unsupported`](crate::Error::Unsupported).
    pub fn balance(&self, customer: &str, ledger: Ledger) -> Result<i64> {
        rules::ledger::rule_of(self.0.policy, ledger)?;
        let owner: Option<Arc<Customer>> = self.0.get(customer)?;
        let owner = owner.ok_or_else(|| crate::Error::not_found(Kind::Customer, customer))?;
        Ok(owner.attributes.balance(ledger).map_or(0, |balance| balance.at(self.0.now())))
    }

    /// A page of the movements of a customer's balance.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) or [`Error::Unsupported`](crate::Error::Unsupported).
    pub fn list(&self, customer: &str, ledger: Ledger, query: &ListQuery) -> Result<Page<LedgerEntry>> {
        page_of(self.entries(customer, ledger)?, &self.0.widened(query), |entry| entry.created_at)
    }

    /// All movements of a customer's balance, oldest first, with how each stands and what is left of it.
    pub(crate) fn with_states(
        &self,
        customer: &str,
        ledger: Ledger,
    ) -> Result<Vec<(Arc<LedgerEntry>, EntryState, i64)>> {
        let rule = rules::ledger::rule_of(self.0.policy, ledger)?;
        let entries = self.entries(customer, ledger)?;
        let states = rules::ledger::states(&entries, rule, self.0.now());
        Ok(entries.into_iter().zip(states).map(|(entry, (state, left))| (entry, state, left)).collect())
    }

    fn entries(&self, customer: &str, ledger: Ledger) -> Result<Vec<Arc<LedgerEntry>>> {
        rules::ledger::rule_of(self.0.policy, ledger)?;
        self.0.store.read(|view| {
            view.must_have(self.0.id, Kind::Customer, customer)?;
            view.owned(self.0.id, (Kind::Customer, customer), |entry: &LedgerEntry| {
                entry.customer == customer && entry.ledger == ledger
            })
        })
    }
}

fn identity(writer: &mut Writer<'_, '_>) -> Result<EntryIdentity> {
    Ok(EntryIdentity { id: writer.id(Named::Record(Kind::LedgerEntry))?, sequence: writer.sequence() })
}
