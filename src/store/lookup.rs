//! Customers by one key, from the cache where they were looked up lately.

use std::sync::Arc;

use super::cache::{CacheKey, Kept};
use super::hash::KeyedHash;
use super::open::Store;
use super::terms::Entries;
use super::view::{View, first_key};
use super::witness::Seen as _;
use crate::engine::{Key, Snapshot, Term, TermKind, encoded_size};
use crate::error::Result;
use crate::model::{AccountId, Customer, Kind};

/// The customers that a key leads to. Different ids and addresses can have equal hashes, so whoever asks looks at them.
pub(crate) enum Known {
    Nobody,
    One(Arc<Customer>),
    Several(Box<[Arc<Customer>]>),
    /// One, who lies under the key of its id, so that it is kept once however many ways it is looked up.
    Under(CacheKey),
}

impl Known {
    fn customers(&self) -> &[Arc<Customer>] {
        match self {
            Known::Nobody | Known::Under(_) => &[],
            Known::One(customer) => std::slice::from_ref(customer),
            Known::Several(customers) => customers,
        }
    }
}

impl From<Vec<Arc<Customer>>> for Known {
    fn from(mut customers: Vec<Arc<Customer>>) -> Known {
        match customers.len() {
            0 => Known::Nobody,
            1 => customers.pop().map_or(Known::Nobody, Known::One),
            _ => Known::Several(customers.into()),
        }
    }
}

impl Kept for Known {
    fn bytes(&self) -> usize {
        self.customers().iter().map(|customer| bytes_of(customer)).sum()
    }
}

/// About how much memory a customer takes: its texts and lists lie apart, each with what an allocation costs.
fn bytes_of(customer: &Customer) -> usize {
    size_of::<Customer>() + customer.attributes.boxed_bytes() + 2 * encoded_size(customer)
}

impl CacheKey {
    /// Tells the kind of a term from the form of an id.
    const TERM: u8 = 0x80;

    fn of_id(first: Key) -> CacheKey {
        let [account, form, id @ .., _] = first.0;
        CacheKey { about: [account, form], bytes: id }
    }

    fn of_term(account: AccountId, term: Term) -> CacheKey {
        CacheKey { about: [account.code(), CacheKey::TERM | term.kind as u8], bytes: term.bytes }
    }
}

/// Tells the keys under which a customer may be in the cache: that of its id, and those of what it is looked up by.
pub(super) fn cached_under(account: AccountId, key: Key, entries: &[&Entries<'_>], mut tell: impl FnMut(CacheKey)) {
    tell(CacheKey::of_id(key.with_probe(0)));
    for term in entries.iter().flat_map(|entries| &entries.terms) {
        if term.kind.is_looked_up() {
            tell(CacheKey::of_term(account, *term));
        }
    }
}

impl Store {
    /// The hash that stands for texts in keys.
    pub(crate) fn hash(&self) -> &KeyedHash {
        &self.inner.hash
    }

    /// The customer with an id.
    #[inline]
    pub(crate) fn customer(&self, account: AccountId, id: &str) -> Result<Option<Arc<Customer>>> {
        self.customer_seen(account, id, |customer| customer.cloned())
    }

    /// The customer with an id, shown where it lies.
    #[inline]
    pub(crate) fn customer_seen<T>(
        &self,
        account: AccountId,
        id: &str,
        mut see: impl FnMut(Option<&Arc<Customer>>) -> T,
    ) -> Result<T> {
        let first = first_key(account, Kind::Customer, id, &self.inner.hash);
        self.looked_up(
            CacheKey::of_id(first),
            // An id that was not hashed is what its key says, and looking at it would cost as much as all the rest.
            |customers| see(customers.iter().find(|customer| !first.is_hashed() || customer.id == id)),
            |view| view.customers_at(first, id),
            |_| None,
        )
    }

    /// The customers with a term that fit, oldest first.
    pub(crate) fn customers_with(
        &self,
        account: AccountId,
        term: Term,
        fits: impl Fn(&Customer) -> bool,
    ) -> Result<Vec<Arc<Customer>>> {
        self.customers_with_seen(account, term, |customers| {
            customers.iter().filter(|customer| fits(customer)).cloned().collect()
        })
    }

    /// All customers with a term, oldest first, shown where they lie. What has the same hash is among them.
    #[inline]
    pub(crate) fn customers_with_seen<T>(
        &self,
        account: AccountId,
        term: Term,
        see: impl FnMut(&[Arc<Customer>]) -> T,
    ) -> Result<T> {
        debug_assert!(term.kind.is_looked_up());
        // An id that was hashed may share its key with others.
        let own_key = |customer: &Customer| {
            let first = first_key(account, Kind::Customer, &customer.id, &self.inner.hash);
            (!first.is_hashed()).then(|| CacheKey::of_id(first))
        };
        let read = |view: View<'_>| view.with_term(account, term, |_: &Customer| true);
        self.looked_up(CacheKey::of_term(account, term), see, read, own_key)
    }

    /// The customers with these ids, shown in their order with their number, all as they were at one moment. When a write
    /// comes between, they are shown a second time from the first one on, and only that counts.
    pub(crate) fn customers_at_once<'a>(
        &self,
        account: AccountId,
        ids: impl Iterator<Item = &'a str> + Clone,
        mut see: impl FnMut(usize, Option<&Arc<Customer>>),
    ) -> Result<()> {
        let engine = &self.inner.engine;
        let snapshot = engine.snapshot().seen_by(self.witness())?;
        for (nth, id) in ids.clone().enumerate() {
            self.customer_seen(account, id, |customer| see(nth, customer))?;
        }
        // While the snapshot stayed, everything in the cache was what the snapshot says.
        if engine.is_current(&snapshot) {
            return Ok(());
        }
        drop(snapshot);
        self.read(|view| {
            ids.enumerate().try_for_each(|(nth, id)| {
                see(nth, view.get(account, id)?.map(Arc::new).as_ref());
                Ok(())
            })
        })
    }

    /// What lies under a key in the cache, or else what `read` says. `own_key` says where else a customer is kept.
    #[inline]
    fn looked_up<T>(
        &self,
        key: CacheKey,
        mut see: impl FnMut(&[Arc<Customer>]) -> T,
        read: impl FnOnce(View<'_>) -> Result<Vec<Arc<Customer>>>,
        own_key: impl Fn(&Customer) -> Option<CacheKey>,
    ) -> Result<T> {
        let (cache, engine) = (&self.inner.cache, &self.inner.engine);
        engine.refuse_if_poisoned().seen_by(self.witness())?;
        let moment = cache.moment();
        let seen = cache.look(key, |found| match found {
            Known::Under(own) => Err(*own),
            found => Ok(see(found.customers())),
        });
        match seen {
            Some(Ok(seen)) => return Ok(seen),
            Some(Err(own)) => {
                if let Some(seen) = cache.look(own, |found| see(found.customers()))
                    && cache.moment() == moment
                {
                    return Ok(seen);
                }
            }
            None => {}
        }
        self.read_all(|snapshot: &Snapshot| {
            let mut found = Known::from(read(View::new(snapshot, &self.inner.hash))?);
            let seen = see(found.customers());
            if let Known::One(customer) = &found
                && let Some(own) = own_key(customer)
            {
                let customer = std::mem::replace(&mut found, Known::Under(own));
                cache.fill(own, customer, || engine.is_current(snapshot));
            }
            cache.fill(key, found, || engine.is_current(snapshot));
            Ok(seen)
        })
    }
}

impl TermKind {
    /// Whether customers are looked up by it as a whole, so that the answer is worth keeping.
    fn is_looked_up(self) -> bool {
        matches!(self, TermKind::Email | TermKind::MerchantCustomerId | TermKind::Barcode | TermKind::LineId)
    }
}
