//! One line of text, by anything of which a customer is found: what a provider's own search is given.

use std::collections::HashSet;

use super::Customers;
use super::condition::{Beginning, Exactly};
use super::scan::page_of_places;
use crate::engine::{Position, TermKind};
use crate::error::Result;
use crate::model::{AccountId, Card, Customer, Kind, Record};
use crate::store::{ListQuery, Page, Stored as _, View, barcode_term, caseless, hashed, words};

/// A line with fewer digits is not taken for the end of a telephone number.
const DIGITS: usize = 3;

/// Customers, some maybe twice.
type Places = Vec<Position>;

/// What was typed in one line. It finds a customer by its whole id, merchant_customer_id or barcode, by the fingerprint of
/// a card, by the end of a telephone number, by the beginning of its e-mail address, and by its words: each must begin a word
/// of the customer's name, its e-mail address, or without a name one of the first words of its description.
pub(crate) struct Line<'a> {
    text: &'a str,
    /// One of them is enough.
    begun: Vec<Beginning>,
    /// Of every word one is enough.
    words: Vec<[Beginning; 3]>,
}

impl<'a> Line<'a> {
    pub(crate) fn of(line: &'a str) -> Line<'a> {
        let text = line.trim();
        let is_number = text.chars().all(|typed| typed.is_numeric() || " +＋-().".contains(typed))
            && text.chars().filter(|typed| typed.is_numeric()).count() >= DIGITS;
        let is_address = text.contains('@') && !text.contains(char::is_whitespace);
        let phone = is_number.then(|| Beginning::of_phone(text)).flatten();
        let email = is_address.then(|| Beginning::of_email(text)).flatten();
        let either = |word: String| {
            let word_of = |kind| Beginning::of_word(kind, word.clone());
            Some([word_of(TermKind::Word)?, word_of(TermKind::Description)?, Beginning::of_email(&word)?])
        };
        // The pieces of an address are no words.
        let words = if is_address { Vec::new() } else { words(text) };
        let words = words.into_iter().filter_map(either).collect();
        Line { text, begun: phone.into_iter().chain(email).collect(), words }
    }

    /// Whether nothing was typed, which finds everybody.
    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether a customer is found by what it begins or ends with.
    fn fits(&self, customer: &Customer) -> bool {
        let all_words = || self.words.iter().all(|either| either.iter().any(|begun| begun.fits(customer)));
        self.begun.iter().any(|begun| begun.fits(customer)) || !self.words.is_empty() && all_words()
    }

    /// Everybody who is found.
    fn places(&self, view: &View<'_>, account: AccountId) -> Result<Places> {
        let mut places = self.exact(view, account)?;
        if !view.hash.search {
            for row in view.every_with_key::<Customer>(account, &|_| true)? {
                let (_, customer) = row?;
                if customer.deleted_at.is_none() && self.fits(&customer) {
                    places.push(customer.position());
                }
            }
            return Ok(places);
        }
        for begun in &self.begun {
            places.extend(led_to(view, account, begun)?);
        }
        let mut with_words: Option<Places> = None;
        for either in &self.words {
            let mut with_word = Places::new();
            for begun in either {
                with_word.extend(led_to(view, account, begun)?);
            }
            if let Some(before) = with_words {
                let before: HashSet<Position> = before.into_iter().collect();
                with_word.retain(|place| before.contains(place));
            }
            with_words = Some(with_word);
        }
        places.extend(with_words.unwrap_or_default());
        Ok(places)
    }

    /// Those who have exactly this as their id, number or barcode, or a card with this fingerprint.
    fn exact(&self, view: &View<'_>, account: AccountId) -> Result<Places> {
        let mut ids = vec![self.text.to_owned()];
        let barcode = Exactly::Barcode(caseless(self.text).into_owned());
        let number = Exactly::MerchantCustomerId(self.text);
        let terms = [
            (hashed(view.hash, TermKind::MerchantCustomerId, self.text), number),
            (barcode_term(view.hash, self.text), barcode),
        ];
        for (term, exact) in terms {
            let with_it = view.with_term(account, term, |customer: &Customer| exact.fits(customer))?;
            ids.extend(with_it.into_iter().map(|customer| customer.id.clone()));
        }
        let fingerprint = hashed(view.hash, TermKind::Fingerprint, self.text);
        let cards =
            view.with_term(account, fingerprint, |card: &Card| card.fingerprint.as_deref() == Some(self.text))?;
        ids.extend(cards.into_iter().filter_map(|card| card.customer.clone()));
        let mut places = Places::new();
        for id in ids {
            match view.place(account, Kind::Customer, &id)? {
                (_, Some(Record::Customer(customer))) if customer.deleted_at.is_none() => {
                    places.push(customer.position());
                }
                _ => {}
            }
        }
        Ok(places)
    }
}

/// Those whom a beginning leads to.
fn led_to(view: &View<'_>, account: AccountId, begun: &Beginning) -> Result<Places> {
    let mut places = Places::new();
    for entry in view.entries(account, begun.terms())? {
        let entry = entry?;
        let again = begun.sure().is_some_and(|length| entry.shared >= length);
        if !again && (begun.sure().is_some() || begun.fits(&*view.follow::<Customer>(&entry.key.0)?)) {
            places.push(entry.position);
        }
    }
    Ok(places)
}

impl Customers<'_> {
    /// The part of the customers found by a line that a query asks for, in the order of creation, and how many are found
    /// between its times. A blank line finds everybody.
    ///
    /// # Errors
    /// As [`Customers::list`]; the query's cursor does not count.
    pub(crate) fn search(&self, line: &Line<'_>, query: &ListQuery) -> Result<Page<Customer>> {
        if line.is_blank() {
            return self.list(query);
        }
        let (account, query) = (self.0.id, self.0.widened(query));
        self.0.store.read(|view| page_of_places(&view, account, line.places(&view, account)?, &query))
    }
}
