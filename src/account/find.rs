//! Finding customers the way cashiers do: by part of a name, by the end of a telephone number, by a card.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::condition::{Beginning, Exactly};
use crate::engine::{Key, Position, Term, TermKind};
use crate::error::{Error, Result};
use crate::model::{AccountId, Card, Customer};
use crate::store::{Found, Selection, Stored as _, View, barcode_term, caseless, email_term, hashed, words};

/// A part of an index that leads to so few customers is read whole, whatever else is known.
const FEW: usize = 1024;
/// So many customers are looked at one by one before it is found out by the indexes alone which of them everything fits.
const READ: usize = 1024;

/// What is known of a customer; everything given must fit.
///
/// ```
/// use tillbook::{CustomerQuery, Mode, NewCustomer, OwnFields, Provider, Store};
/// # let folder = tempfile::tempdir()?;
/// let store = Store::open(folder.path().join("shop.tillbook"))?;
/// let account = store.account(Provider::Omise, Mode::Test);
/// for name in ["Annika Dahl", "Änna Berg", "Bo Ann"] {
///     let own = OwnFields { name: Some(name.into()), ..OwnFields::default() };
///     account.customers().create(NewCustomer { own, ..NewCustomer::default() })?;
/// }
/// let query = CustomerQuery { name: Some("ann".into()), limit: 2, ..CustomerQuery::default() };
/// let page = account.customers().find(&query)?;
/// assert_eq!(page.items[0].own.name.as_deref(), Some("Bo Ann"));
/// assert_eq!(page.items[1].own.name.as_deref(), Some("Änna Berg"));
/// assert!(page.more);
/// let next = account.customers().find(&CustomerQuery { offset: 2, ..query })?;
/// assert_eq!(next.items[0].own.name.as_deref(), Some("Annika Dahl"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerQuery {
    /// E-mail address, whatever its case.
    pub email: Option<String>,
    /// The beginning of an e-mail address, whatever its case.
    pub email_prefix: Option<String>,
    /// The merchant_customer_id, exactly.
    pub merchant_customer_id: Option<String>,
    /// Barcode, whatever its case.
    pub barcode: Option<String>,
    /// The last digits of a telephone number, or all of it, however written and with or without its country.
    pub phone: Option<String>,
    /// Beginnings of words of the name, in any order, whatever case, accents and width; in writing without blanks, the
    /// beginning of any part of it.
    pub name: Option<String>,
    /// The fingerprint of a card.
    pub card: Option<String>,
    /// How many customers to leave out at the beginning.
    pub offset: u64,
    /// How many customers to return at most.
    pub limit: usize,
}

impl Default for CustomerQuery {
    fn default() -> CustomerQuery {
        CustomerQuery {
            email: None,
            email_prefix: None,
            merchant_customer_id: None,
            barcode: None,
            phone: None,
            name: None,
            card: None,
            offset: 0,
            limit: 100,
        }
    }
}

impl CustomerQuery {
    /// Runs the query.
    pub(super) fn run(&self, view: &View<'_>, account: AccountId) -> Result<Selection<Customer>> {
        Search { view, account, card: self.card.as_deref(), conditions: self.conditions()?, page: self.page() }.run()
    }

    fn page(&self) -> Range<u64> {
        self.offset..self.offset.saturating_add(self.limit as u64)
    }

    fn conditions(&self) -> Result<Conditions<'_>> {
        let exact = [
            self.merchant_customer_id.as_deref().map(Exactly::MerchantCustomerId),
            self.email.as_deref().map(|email| Exactly::Email(caseless(email).into_owned())),
            self.barcode.as_deref().map(|barcode| Exactly::Barcode(caseless(barcode).into_owned())),
        ];
        let exact: Vec<_> = exact.into_iter().flatten().collect();
        let mut begun: Vec<Option<Beginning>> = Vec::new();
        if let Some(name) = &self.name {
            let words = distinct(words(name));
            begun.extend(words.is_empty().then_some(None));
            begun.extend(words.into_iter().map(|word| Beginning::of_word(TermKind::Word, word)));
        }
        begun.extend(self.email_prefix.as_deref().map(Beginning::of_email));
        begun.extend(self.phone.as_deref().map(Beginning::of_phone));
        let nobody = begun.iter().any(Option::is_none);
        let begun: Vec<_> = begun.into_iter().flatten().collect();
        if exact.is_empty() && begun.is_empty() && self.card.is_none() {
            return Err(Error::invalid("query", "is empty; give at least one thing to find the customer by"));
        }
        Ok(Conditions { exact, begun, nobody })
    }
}

/// Words without those that another begins with: who fits the other fits them.
fn distinct(words: Vec<String>) -> Vec<String> {
    let implied = |nth: usize, word: &String| {
        let mut others = words.iter().enumerate().filter(|(other, _)| *other != nth);
        others.any(|(other, text)| text.starts_with(word.as_str()) && (text != word || other < nth))
    };
    words.iter().enumerate().filter(|(nth, word)| !implied(*nth, word)).map(|(_, word)| word.clone()).collect()
}

/// What is asked of a customer. Those found by an exact text or a card stand in the order of creation, all others in that
/// of the first beginning: an exact match first, then by the alphabet, then by creation.
struct Conditions<'a> {
    exact: Vec<Exactly<'a>>,
    begun: Vec<Beginning>,
    /// Whether something was given that can fit nobody: a number without digits, a name without words.
    nobody: bool,
}

impl Conditions<'_> {
    fn fit(&self, customer: &Customer) -> bool {
        !self.nobody
            && customer.deleted_at.is_none()
            && self.exact.iter().all(|exact| exact.fits(customer))
            && self.begun.iter().all(|begun| begun.fits(customer))
    }
}

/// A customer's place in the answer.
type Rank = (Option<[u8; Term::LENGTH]>, Position);

/// A query at work.
struct Search<'a> {
    view: &'a View<'a>,
    account: AccountId,
    card: Option<&'a str>,
    conditions: Conditions<'a>,
    page: Range<u64>,
}

impl Search<'_> {
    fn run(&self) -> Result<Selection<Customer>> {
        if self.conditions.nobody {
            return Ok(Selection { items: Vec::new(), more: false });
        }
        if let Some(fingerprint) = self.card {
            return self.ranked(self.owners_of(fingerprint)?.into_iter());
        }
        if let Some(exact) = self.conditions.exact.first() {
            let term = match exact {
                Exactly::MerchantCustomerId(id) => hashed(self.view.hash, TermKind::MerchantCustomerId, id),
                Exactly::Email(email) => email_term(self.view.hash, email),
                Exactly::Barcode(barcode) => barcode_term(self.view.hash, barcode),
            };
            return self.ranked(self.view.found::<Customer>(self.account, term, term)?);
        }
        if !self.view.hash.search {
            return self.among_all();
        }
        match self.few()? {
            Some(entries) => self.ranked(entries.into_iter().map(|entry| self.view.follow(&entry.key.0))),
            None => self.along(&self.conditions.begun[0], &self.conditions.begun[1..]),
        }
    }

    /// The customers with a card of this fingerprint.
    fn owners_of(&self, fingerprint: &str) -> Result<Vec<Result<Arc<Customer>>>> {
        let term = hashed(self.view.hash, TermKind::Fingerprint, fingerprint);
        let has = |card: &Card| card.fingerprint.as_deref() == Some(fingerprint);
        let cards = self.view.with_term(self.account, term, has)?;
        let owners: HashSet<&str> = cards.iter().filter_map(|card| card.customer.as_deref()).collect();
        let owners = owners.into_iter().filter_map(|id| self.view.get(self.account, id).transpose());
        Ok(owners.map(|customer| customer.map(Arc::new)).collect())
    }

    /// The place of a customer that fits.
    fn rank(&self, customer: &Customer) -> Rank {
        let by_creation = self.card.is_some() || !self.conditions.exact.is_empty();
        let first = self.conditions.begun.first().filter(|_| !by_creation);
        (first.and_then(|first| first.best(customer)), customer.position())
    }

    /// The page of some customers, of whom each may come several times.
    fn ranked(&self, customers: impl Iterator<Item = Result<Arc<Customer>>>) -> Result<Selection<Customer>> {
        let mut fitting: Vec<(Rank, Arc<Customer>)> = Vec::new();
        for customer in customers {
            let customer = customer?;
            if self.conditions.fit(&customer) {
                fitting.push((self.rank(&customer), customer));
            }
        }
        fitting.sort_unstable_by_key(|(rank, _)| *rank);
        fitting.dedup_by_key(|(rank, _)| *rank);
        let more = fitting.len() as u64 > self.page.end;
        let items = fitting.into_iter().skip(at_most(self.page.start)).take(self.length());
        Ok(Selection { items: items.map(|(_, customer)| customer).collect(), more })
    }

    /// The page of all customers, each looked at, where the store has no index for it. Only their places are kept.
    fn among_all(&self) -> Result<Selection<Customer>> {
        let mut fitting: Vec<(Rank, Key)> = Vec::new();
        for row in self.view.every_with_key::<Customer>(self.account, &|_| true)? {
            let (key, customer) = row?;
            if self.conditions.fit(&customer) {
                fitting.push((self.rank(&customer), key));
            }
        }
        fitting.sort_unstable();
        let more = fitting.len() as u64 > self.page.end;
        let keys = fitting.iter().skip(at_most(self.page.start)).take(self.length());
        let items = keys.map(|(_, key)| self.view.follow(&key.0)).collect::<Result<_>>()?;
        Ok(Selection { items, more })
    }

    /// All entries of the beginning that leads to the fewest customers, where there is one that leads to few. The first
    /// alone is read in its order anyway.
    fn few(&self) -> Result<Option<Vec<Found>>> {
        let begun = &self.conditions.begun;
        let mut fewest: Option<Vec<Found>> = None;
        for begun in begun.iter().filter(|_| begun.len() > 1) {
            let entries: Vec<_> =
                self.view.entries(self.account, begun.terms())?.take(FEW + 1).collect::<Result<_>>()?;
            if entries.len() <= FEW && fewest.as_ref().is_none_or(|fewest| entries.len() < fewest.len()) {
                fewest = Some(entries);
            }
        }
        Ok(fewest)
    }

    /// The page along the entries of the first beginning, which are in the order of the answer. No further is read than to
    /// the first customer beyond it.
    fn along(&self, first: &Beginning, others: &[Beginning]) -> Result<Selection<Customer>> {
        let alone = others.is_empty();
        let mut among: Option<HashSet<Position>> = None;
        let (mut read, mut passed) = (0, 0);
        let mut items = Vec::new();
        for entry in self.view.entries(self.account, first.terms())? {
            let entry = entry?;
            if first.sure().is_some_and(|length| entry.shared >= length) {
                continue;
            }
            if !alone && among.is_none() && read >= READ {
                among = Some(self.places_of_all(others)?);
            }
            if among.as_ref().is_some_and(|among| !among.contains(&entry.position)) {
                continue;
            }
            let mut customer = None;
            if !alone || first.sure().is_none() {
                let read_now: Arc<Customer> = self.view.follow(&entry.key.0)?;
                read += 1;
                let met_here = first.sure().is_some() || first.best(&read_now) == Some(entry.term);
                if !met_here || !self.conditions.fit(&read_now) {
                    continue;
                }
                customer = Some(read_now);
            }
            if passed >= self.page.end {
                return Ok(Selection { items, more: true });
            }
            if passed >= self.page.start {
                items.push(customer.map_or_else(|| self.view.follow(&entry.key.0), Ok)?);
            }
            passed += 1;
        }
        Ok(Selection { items, more: false })
    }

    /// The places of the customers that all of some beginnings lead to.
    fn places_of_all(&self, begun: &[Beginning]) -> Result<HashSet<Position>> {
        let mut places: Option<HashSet<Position>> = None;
        for begun in begun {
            let entries =
                self.view.entries(self.account, begun.terms())?.map(|entry| entry.map(|entry| entry.position));
            places = Some(match &places {
                None => entries.collect::<Result<_>>()?,
                Some(before) => entries
                    .filter(|place| place.as_ref().map_or(true, |place| before.contains(place)))
                    .collect::<Result<_>>()?,
            });
        }
        Ok(places.unwrap_or_default())
    }

    /// How many customers the page holds at most.
    fn length(&self) -> usize {
        at_most(self.page.end - self.page.start)
    }
}

fn at_most(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
