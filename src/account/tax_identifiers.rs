//! Tax identifiers of an account.

use std::sync::Arc;

use super::{Account, Present};
use crate::error::Result;
use crate::model::{Customer, Kind, Named, Record, TaxIdentifier};
use crate::rules;
use crate::rules::tax_identifier::TaxIdentity;
use crate::store::{ListQuery, Page, Selection};

/// The tax identifiers of an account.
#[derive(Debug, Clone, Copy)]
pub struct TaxIdentifiers<'a>(pub(super) &'a Account);

/// Where tax identifiers are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmongTaxIdentifiers<'a> {
    /// Everywhere.
    All,
    /// Among those with these ids.
    Ids(&'a [String]),
    /// Among those of a customer; one that does not exist has none.
    Of(&'a str),
}

impl TaxIdentifiers<'_> {
    /// Makes a tax identifier of a type and a value. It belongs to nobody until it is attached.
    ///
    /// ```
    /// use tillbook::{Mode, NewCustomer, Provider, Store, TaxIdentifierState};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::DigitalRiver, Mode::Test);
    /// let shop = account.customers().create(NewCustomer::default())?;
    /// let number = account.tax_identifiers().create("de", "DE111111125")?;
    /// assert_eq!(number.state, TaxIdentifierState::Pending);
    /// let number = account.tax_identifiers().attach(&shop.id, &number.id)?;
    /// assert_eq!(number.customer.as_ref(), Some(&shop.id));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`crate::Error::Unsupported`] with providers that keep none; [`crate::Error::InvalidArgument`] for a type that does not exist or
    /// a value that cannot be one.
    pub fn create(&self, kind: &str, value: &str) -> Result<Arc<TaxIdentifier>> {
        let account = self.0;
        account.write(|writer| {
            let identity = TaxIdentity {
                id: writer.id(Named::Record(Kind::TaxIdentifier))?,
                sequence: writer.sequence(),
                now: writer.now(),
                mode: account.mode(),
            };
            let identifier = rules::tax_identifier::create(account.policy, kind, value, identity)?;
            writer.put(Record::TaxIdentifier(identifier.clone()))?;
            Ok(Arc::new(identifier))
        })
    }

    /// The tax identifier with an id.
    ///
    /// # Errors
    /// Only [`crate::Error::Damaged`], [`crate::Error::Io`] or [`crate::Error::Poisoned`].
    pub fn get(&self, id: &str) -> Result<Option<Arc<TaxIdentifier>>> {
        self.0.get(id)
    }

    /// The tax identifiers of a customer, oldest first; none when there is no such customer.
    ///
    /// # Errors
    /// Only [`crate::Error::Damaged`], [`crate::Error::Io`] or [`crate::Error::Poisoned`].
    pub fn of(&self, customer: &str) -> Result<Vec<Arc<TaxIdentifier>>> {
        self.0.store.read(|view| view.tax_identifiers_of(self.0.id, customer))
    }

    /// A page of the account's tax identifiers.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for the cursor; [`crate::Error::Damaged`], [`crate::Error::Io`] or [`crate::Error::Poisoned`].
    pub fn list(&self, query: &ListQuery) -> Result<Page<TaxIdentifier>> {
        self.0.store.read(|view| view.page(self.0.id, &self.0.widened(query)))
    }

    /// Those of the account's tax identifiers that `keep` chooses among the given ones, from the query's cursor on.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for the cursor; [`crate::Error::Damaged`], [`crate::Error::Io`] or [`crate::Error::Poisoned`].
    pub fn select(
        &self,
        query: &ListQuery,
        among: AmongTaxIdentifiers<'_>,
        keep: impl Fn(&TaxIdentifier) -> bool,
    ) -> Result<Selection<TaxIdentifier>> {
        let account = self.0.id;
        self.0.store.read(|view| {
            let among = match among {
                AmongTaxIdentifiers::All => None,
                AmongTaxIdentifiers::Of(customer) => Some(view.tax_identifiers_of(account, customer)?),
                AmongTaxIdentifiers::Ids(ids) => Some(view.all_of(account, ids)?),
            };
            view.select(account, &self.0.widened(query), among, &keep)
        })
    }

    /// Attaches a tax identifier to a customer, in whatever state it is. Attaching it again changes nothing.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for the customer or the identifier, [`crate::Error::Deleted`]; [`crate::Error::Conflict`] when it is another
    /// customer's, or the customer has one of its type.
    pub fn attach(&self, customer: &str, id: &str) -> Result<Arc<TaxIdentifier>> {
        let account = self.0;
        account.write(|writer| {
            let customer = writer.living_customer(customer)?;
            let identifier = writer.tax_identifier(id)?;
            let present = writer.view().tax_identifiers_of(account.id, &customer.id)?;
            let changes = rules::tax_identifier::attach(&customer, &present, &identifier, writer.now())?;
            writer.apply_all(&changes)?;
            Ok(Arc::new(writer.tax_identifier(id)?))
        })
    }

    /// Deletes a tax identifier, and answers with it as it was; a customer that had it has it no more.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub fn delete(&self, id: &str) -> Result<Arc<TaxIdentifier>> {
        let account = self.0;
        account.write(|writer| {
            let identifier = writer.tax_identifier(id)?;
            let customer = match &identifier.customer {
                Some(customer) => writer.view().get::<Customer>(account.id, customer)?,
                None => None,
            };
            writer.apply_all(&rules::tax_identifier::delete(&identifier, customer.as_ref(), writer.now()))?;
            Ok(Arc::new(identifier))
        })
    }
}
