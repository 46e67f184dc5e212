//! Customers by one key, from the cache where they were looked up lately.

use std::sync::Arc;

use super::cache::{Cache, CacheKey, Kept};
use super::hash::KeyedHash;
use super::open::Store;
use super::terms::looked_up_by;
use super::view::View;
use super::witness::Seen as _;
use crate::engine::{Key, Snapshot, Term, TermKind, encoded_size};
use crate::error::Result;
use crate::model::{AccountId, Customer, Kind, Named};

/// The customers that a key leads to.
pub(crate) enum Known {
    Nobody,
    One(Arc<Customer>),
    Several(Box<Several>),
}

/// Apart, so that what most keys lead to takes little room.
pub(crate) struct Several(Vec<Arc<Customer>>);

impl Known {
    fn customers(&self) -> &[Arc<Customer>] {
        match self {
            Known::Nobody => &[],
            Known::One(customer) => std::slice::from_ref(customer),
            Known::Several(customers) => &customers.0,
        }
    }
}

impl From<Vec<Arc<Customer>>> for Known {
    fn from(mut customers: Vec<Arc<Customer>>) -> Known {
        match customers.len() {
            0 => Known::Nobody,
            1 => customers.pop().map_or(Known::Nobody, Known::One),
            _ => Known::Several(Box::new(Several(customers))),
        }
    }
}

impl Kept for Known {
    fn bytes(&self) -> usize {
        self.customers().iter().map(|customer| bytes_of(customer)).sum()
    }
}

/// About how much memory a customer takes: its texts and lists lie apart, each with what an allocation costs. A customer of
/// 250 bytes was measured to take 770.
fn bytes_of(customer: &Customer) -> usize {
    let encoded = encoded_size(customer);
    size_of::<Customer>() + customer.attributes.boxed_bytes() + encoded + encoded / 2
}

/// A set of them is what a processor fetches at once.
const _: () = assert!(Cache::<Known>::SET == 64 || usize::BITS < 64);

impl CacheKey {
    /// Tells the kind of a term from the form of an id.
    const TERM: u8 = 0x80;

    fn of_id(account: AccountId, id: &str, hash: &KeyedHash) -> CacheKey {
        let pattern = account.id_pattern(Named::Record(Kind::Customer));
        match pattern.decode(id) {
            Some(bytes) => CacheKey { about: [account.code(), pattern.form.code()], bytes },
            None => CacheKey { about: [account.code(), Key::HASHED], bytes: hash.whole(Kind::Customer as u8, id) },
        }
    }

    fn of_text(account: AccountId, kind: TermKind, whole: [u8; 16]) -> CacheKey {
        CacheKey { about: [account.code(), CacheKey::TERM | kind as u8], bytes: whole }
    }
}

/// Tells the keys under which a customer may be in the cache: that of its id, and those of what it is looked up by.
pub(super) fn cached_under(account: AccountId, customer: &Customer, hash: &KeyedHash, mut tell: impl FnMut(CacheKey)) {
    tell(CacheKey::of_id(account, &customer.id, hash));
    looked_up_by(customer, |kind, text| tell(CacheKey::of_text(account, kind, hash.whole(kind as u8, text))));
}

fn is_looked_up_by(customer: &Customer, kind: TermKind, text: &str) -> bool {
    let mut is = false;
    looked_up_by(customer, |its_kind, its_text| is |= its_kind == kind && its_text == text);
    is
}

impl Store {
    /// The customer with an id, shown where it lies.
    #[inline]
    pub(crate) fn customer<T>(
        &self,
        account: AccountId,
        id: &str,
        mut see: impl FnMut(Option<&Arc<Customer>>) -> T,
    ) -> Result<T> {
        self.looked_up(
            CacheKey::of_id(account, id, &self.inner.hash),
            |customers| see(customers.first()),
            |view| Ok(view.get(account, id)?.map_or(Known::Nobody, |customer| Known::One(Arc::new(customer)))),
        )
    }

    /// The customers that are looked up by a text, folded as what they are found by is, shown where they lie, oldest first.
    #[inline]
    pub(crate) fn customers_by<T>(
        &self,
        account: AccountId,
        kind: TermKind,
        text: &str,
        see: impl FnMut(&[Arc<Customer>]) -> T,
    ) -> Result<T> {
        let whole = self.inner.hash.whole(kind as u8, text);
        self.looked_up(CacheKey::of_text(account, kind, whole), see, |view| {
            let term = Term { kind, bytes: self.inner.hash.in_keys(whole) };
            view.with_term(account, term, |customer| is_looked_up_by(customer, kind, text)).map(Known::from)
        })
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
        let snapshot = engine.snapshot().seen_by(self.witness.as_deref())?;
        for (nth, id) in ids.clone().enumerate() {
            self.customer(account, id, |customer| see(nth, customer))?;
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

    /// What lies under a key in the cache, or else what `read` says.
    #[inline]
    fn looked_up<T>(
        &self,
        key: CacheKey,
        mut see: impl FnMut(&[Arc<Customer>]) -> T,
        read: impl FnOnce(View<'_>) -> Result<Known>,
    ) -> Result<T> {
        let (cache, engine) = (&self.inner.cache, &self.inner.engine);
        engine.refuse_if_poisoned().seen_by(self.witness.as_deref())?;
        if let Some(seen) = cache.look(key, |known| see(known.customers())) {
            return Ok(seen);
        }
        self.read_all(|snapshot: &Snapshot| {
            let known = read(View::new(snapshot, &self.inner.hash))?;
            let seen = see(known.customers());
            cache.fill(key, known, || engine.is_current(snapshot));
            Ok(seen)
        })
    }
}
