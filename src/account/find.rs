//! Finding customers the way cashiers do: by part of a name, by the end of a telephone number, by a card.

use std::collections::HashSet;
use std::sync::Arc;

use crate::engine::{Term, TermKind};
use crate::error::{Error, Result};
use crate::model::{AccountId, Card, Customer};
use crate::store::{
    KeyedHash, View, barcode_term, caseless, digits_backwards, email_term, hashed, in_order, merchant_customer_ids,
    names, phones, typed_digits_backwards, words,
};

/// What is known of a customer; everything given must fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerQuery {
    /// E-mail address, whatever its case.
    pub email: Option<String>,
    /// The merchant_customer_id, exactly.
    pub merchant_customer_id: Option<String>,
    /// Barcode, whatever its case.
    pub barcode: Option<String>,
    /// The last digits of a telephone number, however written; a leading 0 does not count.
    pub phone: Option<String>,
    /// Beginnings of words of the name, in any order, whatever case and accents.
    pub name: Option<String>,
    /// The fingerprint of a card.
    pub card: Option<String>,
    /// How many customers to return at most.
    pub limit: usize,
}

impl Default for CustomerQuery {
    fn default() -> CustomerQuery {
        CustomerQuery {
            email: None,
            merchant_customer_id: None,
            barcode: None,
            phone: None,
            name: None,
            card: None,
            limit: 100,
        }
    }
}

impl CustomerQuery {
    /// Runs the query: the index that promises the fewest candidates gives them, the rest of the query checks them.
    pub(super) fn run(&self, view: &View<'_>, account: AccountId) -> Result<Vec<Arc<Customer>>> {
        if let Some(fingerprint) = &self.card {
            let mut found = in_order(&self.owners_of(view, account, fingerprint)?);
            found.truncate(self.limit);
            return Ok(found);
        }
        let (first, last) = self.terms(view.hash)?;
        // One after the other in the order of the answer, so that no more are read than are wanted.
        view.keys_found(account, first, last)?
            .into_iter()
            .map(|key| view.follow::<Customer>(&key.0))
            .filter(|customer| customer.as_ref().map_or(true, |customer| self.fits(customer)))
            .take(self.limit)
            .collect()
    }

    /// The first and the last term of the index that promises the fewest candidates.
    fn terms(&self, hash: &KeyedHash) -> Result<(Term, Term)> {
        if let Some(id) = &self.merchant_customer_id {
            let term = hashed(hash, TermKind::MerchantCustomerId, id);
            Ok((term, term))
        } else if let Some(email) = &self.email {
            Ok((email_term(hash, email), email_term(hash, email)))
        } else if let Some(barcode) = &self.barcode {
            Ok((barcode_term(hash, barcode), barcode_term(hash, barcode)))
        } else if let Some(phone) = self.phone.as_deref().map(typed_digits_backwards).filter(|phone| !phone.is_empty())
        {
            Ok((Term::prefix(TermKind::Phone, &phone), Term::last_with_prefix(TermKind::Phone, &phone)))
        } else if let Some(word) = self.name.as_deref().map(words).and_then(longest) {
            let word = word.as_bytes();
            Ok((Term::prefix(TermKind::Word, word), Term::last_with_prefix(TermKind::Word, word)))
        } else {
            Err(Error::invalid("query", "is empty; give at least one thing to find the customer by"))
        }
    }

    /// The customers with a card of this fingerprint that fit the rest of the query.
    fn owners_of(&self, view: &View<'_>, account: AccountId, fingerprint: &str) -> Result<Vec<Arc<Customer>>> {
        let term = hashed(view.hash, TermKind::Fingerprint, fingerprint);
        let cards = view.with_term(account, term, |card: &Card| card.fingerprint.as_deref() == Some(fingerprint))?;
        let owners: HashSet<&str> = cards.iter().filter_map(|card| card.customer.as_deref()).collect();
        owners
            .into_iter()
            .filter_map(|id| view.get::<Customer>(account, id).transpose())
            .filter(|customer| customer.as_ref().map_or(true, |customer| self.fits(customer)))
            .map(|customer| Ok(Arc::new(customer?)))
            .collect()
    }

    fn fits(&self, customer: &Customer) -> bool {
        let same = |wanted: &Option<String>, value: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| value.is_some_and(|value| caseless(value) == caseless(wanted)))
        };
        customer.deleted_at.is_none()
            && same(&self.email, customer.email.as_deref())
            && same(&self.barcode, customer.own.barcode.as_deref())
            && self
                .merchant_customer_id
                .as_deref()
                .is_none_or(|wanted| merchant_customer_ids(customer).any(|id| id == wanted))
            && self.phone.as_deref().is_none_or(|typed| {
                let typed = typed_digits_backwards(typed);
                phones(customer).any(|phone| !typed.is_empty() && digits_backwards(phone).starts_with(&typed))
            })
            && self.name.as_deref().is_none_or(|typed| {
                let words_of: Vec<String> = names(customer).flat_map(words).collect();
                let typed = words(typed);
                !typed.is_empty()
                    && typed.iter().all(|typed| words_of.iter().any(|word| word.starts_with(typed.as_str())))
            })
    }
}

fn longest(words: Vec<String>) -> Option<String> {
    words.into_iter().max_by_key(String::len)
}
