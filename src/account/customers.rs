//! Customers of an account.

use std::sync::Arc;

use super::unique::claim_unique;
use super::{Account, CustomerQuery, Present, attachment, replies};
use crate::engine::TermKind;
use crate::error::{Error, Result};
use crate::model::{
    Attributes, Card, Customer, CustomerUpdate, Kind, Named, NewCustomer, OwnFields, TaxIdentifier, Timestamp,
};
use crate::rules;
use crate::rules::customer::{Changed, CustomerIdentity};
use crate::rules::policy::CallerIds;
use crate::store::{ListQuery, Page, Selection, Writer, caseless, email_term};

/// The customers of an account.
#[derive(Debug, Clone, Copy)]
pub struct Customers<'a>(pub(super) &'a Account);

/// Where customers are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among<'a> {
    /// Everywhere.
    All,
    /// Among those with these ids.
    Ids(&'a [String]),
    /// Among those with this e-mail address, letter for letter.
    Email(&'a str),
}

/// A customer and its cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerWithCards {
    /// The customer.
    pub customer: Arc<Customer>,
    /// The cards in the order of attachment.
    pub cards: Vec<Arc<Card>>,
}

/// A customer and everything that is shown with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerInFull {
    /// The customer.
    pub customer: Arc<Customer>,
    /// The cards in the order of attachment.
    pub cards: Vec<Arc<Card>>,
    /// The tax identifiers, oldest first.
    pub tax_identifiers: Vec<Arc<TaxIdentifier>>,
}

impl Customers<'_> {
    /// Creates a customer, with a first card when a token or a card's details are given.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::UsedToken`] or [`Error::ExpiredToken`] for the token; [`Error::InvalidCard`] for the
    /// details; [`Error::AlreadyExists`] for a merchant_customer_id or an id that is taken; [`Error::InvalidArgument`];
    /// [`Error::TooLarge`]. Then nothing has changed.
    pub fn create(&self, new: NewCustomer) -> Result<Arc<Customer>> {
        self.0.write(|writer| Ok(Arc::new(create(self.0, writer, new)?.customer)))
    }

    /// The customer with an id.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn get(&self, id: &str) -> Result<Option<Arc<Customer>>> {
        self.0.store.customer(self.0.id, id, |customer| customer.cloned())
    }

    /// The customers with these ids, each in its id's place and none where there is no such customer, all as they were at
    /// one moment.
    ///
    /// ```
    /// use tillbook::{Mode, NewCustomer, Provider, Store};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::Omise, Mode::Test);
    /// let ann = account.customers().create(NewCustomer::default())?;
    /// let found = account.customers().get_many(&["cust_test_nobody", &ann.id])?;
    /// assert_eq!(found, [None, Some(ann)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn get_many(&self, ids: &[impl AsRef<str>]) -> Result<Vec<Option<Arc<Customer>>>> {
        let mut found = vec![None; ids.len()];
        let show = |nth: usize, customer: Option<&Arc<Customer>>| found[nth] = customer.cloned();
        self.0.store.customers_at_once(self.0.id, ids.iter().map(AsRef::as_ref), show)?;
        Ok(found)
    }

    /// Shows the customer with an id where it lies. Nobody may wait for what `show` does.
    #[cfg(feature = "capi")]
    pub(crate) fn show<T>(&self, id: &str, show: impl FnMut(Option<&Arc<Customer>>) -> T) -> Result<T> {
        self.0.store.customer(self.0.id, id, show)
    }

    /// Shows customers by their ids one after the other with their number, each where it lies, all as they were at one
    /// moment. When a write comes between, they are shown a second time from the first one on, and only that counts.
    #[cfg(feature = "capi")]
    pub(crate) fn show_many<'a>(
        &self,
        ids: impl Iterator<Item = &'a str> + Clone,
        show: impl FnMut(usize, Option<&Arc<Customer>>),
    ) -> Result<()> {
        self.0.store.customers_at_once(self.0.id, ids, show)
    }

    /// A customer and its cards in the order of attachment, both as they were at one moment.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn with_cards(&self, id: &str) -> Result<Option<CustomerWithCards>> {
        self.0.store.read(|view| {
            let Some(customer) = view.get(self.0.id, id)? else { return Ok(None) };
            Ok(Some(CustomerWithCards { customer: Arc::new(customer), cards: view.cards_of(self.0.id, id)? }))
        })
    }

    /// A customer with its cards and tax identifiers, all as they were at one moment.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn in_full(&self, id: &str) -> Result<Option<CustomerInFull>> {
        let account = self.0.id;
        self.0.store.read(|view| {
            let Some(customer) = view.get(account, id)? else { return Ok(None) };
            let (cards, tax_identifiers) = (view.cards_of(account, id)?, view.tax_identifiers_of(account, id)?);
            Ok(Some(CustomerInFull { customer: Arc::new(customer), cards, tax_identifiers }))
        })
    }

    /// Answers with a customer from whom an order may be taken, and refuses any other. A till asks this before it rings
    /// up an order: Digital River takes none for a customer with `enabled: false` (`digital_river 4.E.25`), the other
    /// providers take them for every customer that is not deleted.
    ///
    /// ```
    /// use tillbook::{Attributes, DigitalRiverAttributes, Mode, NewCustomer, Provider, Status, Store};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::DigitalRiver, Mode::Test);
    /// let disabled = DigitalRiverAttributes { enabled: Some(false), ..DigitalRiverAttributes::default() };
    /// let attributes = Some(Attributes::DigitalRiver(Box::new(disabled)));
    /// let ann = account.customers().create(NewCustomer { attributes, ..NewCustomer::default() })?;
    /// assert_eq!(account.customers().check_order(&ann.id).unwrap_err().status(), Status::Conflict);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Deleted`], or [`Error::Conflict`] with
    /// [`Conflict::OrdersBarred`](crate::Conflict::OrdersBarred).
    pub fn check_order(&self, id: &str) -> Result<Arc<Customer>> {
        let customer = self.get(id)?.ok_or_else(|| Error::not_found(Kind::Customer, id))?;
        rules::customer::check_order(self.0.policy, &customer)?;
        Ok(customer)
    }

    /// Changes a customer; an absent field stays as it is.
    ///
    /// # Errors
    /// As [`Customers::create`], and [`Error::NotFound`] for the customer or the default card. Then nothing has changed.
    pub fn update(&self, id: &str, update: CustomerUpdate) -> Result<Arc<Customer>> {
        self.update_with(id, |_| Ok(update))
    }

    /// Changes a customer in a way that depends on what it is now; nobody else's write comes between.
    ///
    /// # Errors
    /// As [`Customers::update`], and what `decide` returns. Then nothing has changed.
    pub fn update_with(
        &self,
        id: &str,
        decide: impl FnOnce(&Customer) -> Result<CustomerUpdate>,
    ) -> Result<Arc<Customer>> {
        self.update_making(id, |customer, _, _| decide(customer))
    }

    /// The same, with the time of the write and new ids of the provider's form at hand for what the change makes inside
    /// the customer.
    pub(crate) fn update_making(
        &self,
        id: &str,
        decide: impl FnOnce(&Customer, Timestamp, &mut dyn FnMut() -> Result<String>) -> Result<CustomerUpdate>,
    ) -> Result<Arc<Customer>> {
        let account = self.0;
        account.write(|writer| {
            let customer = writer.living_customer(id)?;
            let now = writer.now();
            let update = decide(&customer, now, &mut || writer.id(Named::Record(Kind::Customer)))?;
            Ok(Arc::new(change(account, writer, &customer, update)?.customer))
        })
    }

    /// Notes that a customer's mobile number was verified, with providers that show it.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Conflict`] for a customer without a mobile number of the provider's.
    pub fn verify_mobile_phone(&self, id: &str) -> Result<Arc<Customer>> {
        self.update_with(id, |customer| {
            let mut attributes = customer.attributes.clone();
            let reason = "has no mobile phone that could be verified; give it one first";
            let missing = Error::Conflict { kind: Kind::Customer, id: id.to_owned(), reason: reason.into() };
            *attributes.mobile_phone_verified_mut().ok_or(missing)? = true;
            Ok(CustomerUpdate { attributes: Some(attributes), ..CustomerUpdate::default() })
        })
    }

    /// Deletes a customer with its cards, and answers with the customer as it was just before.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn delete(&self, id: &str) -> Result<Arc<Customer>> {
        let account = self.0;
        account.write(|writer| {
            let customer = writer.customer(id)?;
            let cards = writer.cards_of(id)?;
            let hanging = writer.view().hanging_off(account.id, id)?;
            let changes = rules::customer::delete(account.policy, &customer, &cards, hanging, writer.now());
            writer.apply_all(&changes)?;
            replies::forget(account, writer, id)?;
            Ok(Arc::new(customer))
        })
    }

    /// A page of the account's customers.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the cursor; [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn list(&self, query: &ListQuery) -> Result<Page<Customer>> {
        self.0.store.read(|view| view.page(self.0.id, &self.0.widened(query)))
    }

    /// Those customers of a list that `keep` chooses among the given ones, from the query's cursor on. A cursor marks a
    /// place also when its customer is not chosen.
    ///
    /// ```
    /// use tillbook::{Among, Cursor, ListQuery, Mode, NewCustomer, Provider, Store};
    /// # let folder = tempfile::tempdir()?;
    /// let store = Store::open(folder.path().join("shop.tillbook"))?;
    /// let account = store.account(Provider::DigitalRiver, Mode::Test);
    /// for (id, email) in [("a", Some("ann@example.org")), ("b", None), ("c", Some("ann@example.org"))] {
    ///     account.customers().create(NewCustomer {
    ///         id: Some(id.into()),
    ///         email: email.map(str::to_owned),
    ///         ..NewCustomer::default()
    ///     })?;
    /// }
    /// let query = ListQuery { cursor: Some(Cursor::After("a".into())), ..ListQuery::default() };
    /// let found = account.customers().select(&query, Among::Email("ann@example.org"), |_| true)?;
    /// assert_eq!((found.items[0].id.as_str(), found.items.len(), found.more), ("c", 1, false));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFound`] for the cursor; [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn select(
        &self,
        query: &ListQuery,
        among: Among<'_>,
        keep: impl Fn(&Customer) -> bool,
    ) -> Result<Selection<Customer>> {
        let query = self.0.widened(query);
        self.0.store.read(|view| {
            let among = match among {
                Among::All => None,
                Among::Ids(ids) => Some(view.all_of(self.0.id, ids)?),
                Among::Email(email) => {
                    let term = email_term(view.hash, email);
                    let same = |customer: &Customer| customer.email.as_deref() == Some(email);
                    Some(view.with_term(self.0.id, term, same)?)
                }
            };
            // Ids lead also to customers that are marked as deleted, which stand in no list.
            let keep = |customer: &Customer| customer.deleted_at.is_none() && keep(customer);
            view.select(self.0.id, &query, among, &keep)
        })
    }

    /// The customers with an e-mail address, whatever its case, oldest first.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn by_email(&self, email: &str) -> Result<Vec<Arc<Customer>>> {
        self.0.store.customers_by(self.0.id, TermKind::Email, &caseless(email), <[_]>::to_vec)
    }

    /// The customers with a LINE id, oldest first.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn by_line_id(&self, line_id: &str) -> Result<Vec<Arc<Customer>>> {
        self.0.store.customers_by(self.0.id, TermKind::LineId, line_id, <[_]>::to_vec)
    }

    /// The living customer with a merchant_customer_id.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn by_merchant_customer_id(&self, merchant_customer_id: &str) -> Result<Option<Arc<Customer>>> {
        let kind = TermKind::MerchantCustomerId;
        self.0.store.customers_by(self.0.id, kind, merchant_customer_id, |found| found.last().cloned())
    }

    /// The customers with a barcode, whatever its case, oldest first.
    ///
    /// # Errors
    /// Only [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn by_barcode(&self, barcode: &str) -> Result<Vec<Arc<Customer>>> {
        self.0.store.customers_by(self.0.id, TermKind::Barcode, &caseless(barcode), <[_]>::to_vec)
    }

    /// The customers that everything in a query fits, each once. Where it is a beginning that leads to them, an exact match
    /// comes first, then the others by the alphabet, or by the digit before those that were given; equals, and all that are
    /// found by something exact, stand in the order of creation.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when the query is empty; [`Error::Damaged`], [`Error::Io`] or [`Error::Poisoned`].
    pub fn find(&self, query: &CustomerQuery) -> Result<Selection<Customer>> {
        self.0.store.read(|view| query.run(&view, self.0.id))
    }
}

/// Creates a customer, and says what came of it.
pub(super) fn create(account: &Account, writer: &mut Writer<'_, '_>, mut new: NewCustomer) -> Result<Changed> {
    let id = match &new.id {
        Some(id) => claim_id(account, writer, id)?,
        None => writer.id(Named::Record(Kind::Customer))?,
    };
    claim(writer, &id, Some(&new.own), new.attributes.as_ref())?;
    let identity = CustomerIdentity { id, sequence: writer.sequence(), now: writer.now() };
    let attachment = attachment(account, writer, new.card.as_deref(), new.card_details.take());
    let made = rules::customer::create(account.policy, new, identity, attachment)?;
    claim_unique(account, writer, None, &made.customer)?;
    writer.apply_all(&made.changes)?;
    Ok(made)
}

fn claim_id(account: &Account, writer: &Writer<'_, '_>, id: &str) -> Result<String> {
    let CallerIds::UpTo(most) = account.policy.caller_ids else {
        return Err(Error::invalid("id", format!("cannot be chosen with {}; leave it out", account.provider())));
    };
    if id.is_empty() || id.chars().count() > most {
        return Err(Error::invalid("id", format!("must have 1 to {most} characters; choose another or leave it out")));
    }
    match writer.view().get::<Customer>(writer.account(), id)? {
        Some(_) => Err(Error::AlreadyExists { field: "id", value: id.to_owned() }),
        None => Ok(id.to_owned()),
    }
}

/// Changes a living customer as it stands in this write, and says what came of it.
pub(super) fn change(
    account: &Account,
    writer: &mut Writer<'_, '_>,
    customer: &Customer,
    mut update: CustomerUpdate,
) -> Result<Changed> {
    let cards = writer.cards_of(&customer.id)?;
    claim(writer, &customer.id, update.own.as_ref(), update.attributes.as_ref())?;
    let attachment = attachment(account, writer, update.card.as_deref(), update.card_details.take());
    let changed = rules::customer::update(account.policy, customer, cards, update, attachment, writer.now())?;
    claim_unique(account, writer, Some(customer), &changed.customer)?;
    writer.apply_all(&changed.changes)?;
    Ok(changed)
}

/// Refuses merchant_customer_ids that another living customer holds.
pub(super) fn claim(
    writer: &Writer<'_, '_>,
    claimant: &str,
    own: Option<&OwnFields>,
    attributes: Option<&Attributes>,
) -> Result<()> {
    let provider = attributes.and_then(Attributes::merchant_customer_id);
    let wanted = own.and_then(|own| own.merchant_customer_id.as_deref()).into_iter().chain(provider);
    for value in wanted {
        let holders = writer.view().holders_of(writer.account(), value)?;
        rules::customer::claim_merchant_customer_id(claimant, value, &holders)?;
    }
    Ok(())
}
