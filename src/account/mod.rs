//! The typed API: an account's customers, cards, tokens and schedules, each write decided by the rules and made by the store.

mod cards;
mod condition;
mod customers;
mod each;
mod expiring;
mod find;
mod import;
mod ledgers;
mod line;
mod replies;
mod scan;
mod schedules;
mod tax_identifiers;
mod tokens;
mod unique;
mod walk;
mod work;

pub use cards::Cards;
pub use customers::{Among, CustomerInFull, CustomerWithCards, Customers};
pub(crate) use each::Belongings;
pub use find::CustomerQuery;
pub use import::Imported;
pub(crate) use import::{IMPORT_MEMORY_BYTES, Intake};
pub use ledgers::Ledgers;
pub(crate) use line::Line;
pub(crate) use replies::{Asked, Asking};
pub use schedules::Schedules;
pub use tax_identifiers::{AmongTaxIdentifiers, TaxIdentifiers};
pub use tokens::Tokens;
pub use walk::{CustomerIter, Walk};
pub(crate) use work::Work;

use crate::engine::TermKind;
use crate::error::{Error, Result};
use crate::model::{
    AccountId, Card, CardDetails, Customer, Date, Kind, LedgerEntry, Mode, Provider, TaxIdentifier, Timestamp, Token,
};
use crate::rules;
use crate::rules::customer::{Attachment, CardSource};
use crate::rules::policy::{Policy, Precision};
use crate::store::{ListQuery, Store, Stored, Witness, Writer, hashed, merchant_customer_ids};

use std::sync::Arc;

/// One account of a store: a provider's test or live world. Cheap to clone; any thread may use it.
#[derive(Debug, Clone)]
pub struct Account {
    store: Store,
    id: AccountId,
    policy: &'static Policy,
}

impl Account {
    pub(crate) fn new(store: Store, id: AccountId, policy: &'static Policy) -> Account {
        Account { store, id, policy }
    }

    /// Which account this is.
    pub fn id(&self) -> AccountId {
        self.id
    }

    /// The provider.
    pub fn provider(&self) -> Provider {
        self.id.provider
    }

    /// Test or live.
    pub fn mode(&self) -> Mode {
        self.id.mode
    }

    /// The time now, never behind the newest time that the store wrote.
    pub fn now(&self) -> Timestamp {
        self.store.now()
    }

    /// The day by the clock itself, which tells whether a card has expired.
    pub fn today(&self) -> Date {
        self.store.today()
    }

    /// The same account, the failures of whose store a witness sees.
    pub(crate) fn watched(&self, witness: Arc<Witness>) -> Account {
        Account { store: self.store.watched(witness), ..*self }
    }

    /// The store that this account lies in.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The account's customers.
    pub fn customers(&self) -> Customers<'_> {
        Customers(self)
    }

    /// The cards of the account's customers.
    pub fn cards(&self) -> Cards<'_> {
        Cards(self)
    }

    /// The account's tokens.
    pub fn tokens(&self) -> Tokens<'_> {
        Tokens(self)
    }

    /// The account's schedules.
    pub fn schedules(&self) -> Schedules<'_> {
        Schedules(self)
    }

    /// The account's tax identifiers.
    pub fn tax_identifiers(&self) -> TaxIdentifiers<'_> {
        TaxIdentifiers(self)
    }

    /// The balances of the account's customers.
    pub fn ledger(&self) -> Ledgers<'_> {
        Ledgers(self)
    }

    fn get<R: Stored>(&self, id: &str) -> Result<Option<Arc<R>>> {
        self.store.read(|view| Ok(view.get(self.id, id)?.map(Arc::new)))
    }

    fn write<T>(&self, work: impl FnOnce(&mut Writer<'_, '_>) -> Result<T>) -> Result<T> {
        self.store.write(self.id, work)
    }

    /// A query whose times cover what the provider shows as equal.
    fn widened(&self, query: &ListQuery) -> ListQuery {
        match self.policy.precision {
            Precision::Millisecond => query.clone(),
            Precision::Second => ListQuery {
                from: query.from.map(Timestamp::start_of_second),
                to: query.to.map(Timestamp::end_of_second),
                ..query.clone()
            },
        }
    }
}

/// Reads that writes begin with.
trait Present {
    fn customer(&self, id: &str) -> Result<Customer>;
    /// Whatever else is wrong with a request, a deleted customer comes first, as an unknown one does (`omise 7`).
    fn living_customer(&self, id: &str) -> Result<Customer> {
        let customer = self.customer(id)?;
        rules::customer::refuse_deleted(&customer)?;
        Ok(customer)
    }
    fn cards_of(&self, customer: &str) -> Result<Vec<Arc<Card>>>;
    fn token(&self, id: &str) -> Result<Token>;
    fn tax_identifier(&self, id: &str) -> Result<TaxIdentifier>;
}

impl Present for Writer<'_, '_> {
    fn customer(&self, id: &str) -> Result<Customer> {
        self.view().get(self.account(), id)?.ok_or_else(|| Error::not_found(Kind::Customer, id))
    }

    fn cards_of(&self, customer: &str) -> Result<Vec<Arc<Card>>> {
        self.view().cards_of(self.account(), customer)
    }

    fn token(&self, id: &str) -> Result<Token> {
        self.view().get(self.account(), id)?.ok_or_else(|| Error::not_found(Kind::Token, id))
    }

    fn tax_identifier(&self, id: &str) -> Result<TaxIdentifier> {
        self.view().get(self.account(), id)?.ok_or_else(|| Error::not_found(Kind::TaxIdentifier, id))
    }
}

impl crate::store::View<'_> {
    /// Refuses an id that no record of a kind has.
    fn must_have(&self, account: AccountId, kind: Kind, id: &str) -> Result<()> {
        if self.has(account, kind, id)? { Ok(()) } else { Err(Error::not_found(kind, id)) }
    }

    /// The living customers that hold a merchant_customer_id: one, unless an index is damaged.
    fn holders_of(&self, account: AccountId, merchant_customer_id: &str) -> Result<Vec<Arc<Customer>>> {
        let term = hashed(self.hash, TermKind::MerchantCustomerId, merchant_customer_id);
        self.with_term(account, term, |customer: &Customer| {
            merchant_customer_ids(customer).any(|id| id == merchant_customer_id)
        })
    }

    /// What is removed together with a customer, beside its cards: tax identifiers (`digital_river 4.D.24`) and movements
    /// of its balances.
    fn hanging_off(&self, account: AccountId, customer: &str) -> Result<Vec<(Kind, String)>> {
        let owner = (Kind::Customer, customer);
        let identifiers = self.tax_identifiers_of(account, customer)?;
        let entries = self.owned(account, owner, |entry: &LedgerEntry| entry.customer == customer)?;
        let identifiers = identifiers.iter().map(|identifier| (Kind::TaxIdentifier, identifier.id.clone()));
        Ok(identifiers.chain(entries.iter().map(|entry| (Kind::LedgerEntry, entry.id.clone()))).collect())
    }

    /// The tax identifiers of a customer, oldest first.
    fn tax_identifiers_of(&self, account: AccountId, customer: &str) -> Result<Vec<Arc<TaxIdentifier>>> {
        let belongs = |identifier: &TaxIdentifier| identifier.customer.as_deref() == Some(customer);
        self.owned(account, (Kind::Customer, customer), belongs)
    }

    /// The records with these ids; an id that no record has is passed over.
    fn all_of<R: Stored>(&self, account: AccountId, ids: &[String]) -> Result<Vec<Arc<R>>> {
        ids.iter().filter_map(|id| self.get(account, id).transpose()).map(|record| record.map(Arc::new)).collect()
    }

    /// The cards of a customer in the order of attachment.
    fn cards_of(&self, account: AccountId, customer: &str) -> Result<Vec<Arc<Card>>> {
        self.owned(account, (Kind::Customer, customer), |card: &Card| card.customer.as_deref() == Some(customer))
    }
}

/// The card that a command brings, in a token or as details, with a number in the order of attachment.
fn attachment(
    account: &Account,
    writer: &mut Writer<'_, '_>,
    token: Option<&str>,
    details: Option<CardDetails>,
) -> Result<Option<Attachment>> {
    let source = match (token, details) {
        (None, None) => return Ok(None),
        (Some(id), None) => CardSource::Token(writer.token(id)?),
        (None, Some(details)) => CardSource::Fresh(tokens::fresh_card(account, writer, details)?),
        (Some(_), Some(_)) => return Err(Error::invalid("card", "is given twice; send a token or the card's details")),
    };
    Ok(Some(Attachment { source, attached: writer.sequence() }))
}
