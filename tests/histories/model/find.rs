//! Finding customers by asking every one of them.

use tillbook::{Attributes, Customer, CustomerQuery, Status};

use super::customer::numbers;
use super::{Account, Answer};
use crate::pools::{BARCODES, EMAILS, NAMES, PHONES, TYPED_EMAILS, TYPED_NAMES, TYPED_PHONES, meaning};

/// How many letters or digits decide on the order of what was found.
const COMPARED: usize = 16;

impl Account {
    pub fn by_email(&self, email: &str) -> Vec<Customer> {
        self.living_that(|customer| customer.email.as_deref().is_some_and(|present| same_email(present, email)))
    }

    pub fn by_barcode(&self, barcode: &str) -> Vec<Customer> {
        self.living_that(|customer| {
            customer.own.barcode.as_deref().is_some_and(|present| same_barcode(present, barcode))
        })
    }

    pub fn by_merchant_customer_id(&self, number: &str) -> Option<Customer> {
        self.living_that(|customer| numbers(customer).contains(&number)).pop()
    }

    /// Everything in the query must fit, and something must be in it. Those found by the beginning of a word, of an e-mail
    /// address or of a number backwards stand in the order of what it is the beginning of.
    pub fn find(&self, query: &CustomerQuery) -> Answer<Vec<Customer>> {
        let typed_phone = query.phone.as_deref().map(|typed| meaning(&TYPED_PHONES, typed).unwrap_or_default());
        let typed_email = query.email_prefix.as_deref().map(|typed| meaning(&TYPED_EMAILS, typed).unwrap_or_default());
        let typed_words = query.name.as_deref().map(|typed| meaning(&TYPED_NAMES, typed).unwrap_or_default());
        let exact = query.email.is_some()
            || query.merchant_customer_id.is_some()
            || query.barcode.is_some()
            || query.card.is_some();
        if !exact
            && typed_phone.is_none_or(str::is_empty)
            && typed_email.is_none_or(str::is_empty)
            && typed_words.is_none_or(<[&str]>::is_empty)
        {
            return Err(Status::InvalidArgument);
        }
        let mut found = self.living_that(|customer| {
            let email = |wanted: &str| customer.email.as_deref().is_some_and(|email| same_email(email, wanted));
            let barcode =
                |wanted: &str| customer.own.barcode.as_deref().is_some_and(|barcode| same_barcode(barcode, wanted));
            let card = |wanted: &str| {
                self.cards_of(&customer.id).iter().any(|card| card.fingerprint.as_deref() == Some(wanted))
            };
            query.email.as_deref().is_none_or(email)
                && query.merchant_customer_id.as_deref().is_none_or(|wanted| numbers(customer).contains(&wanted))
                && query.barcode.as_deref().is_none_or(barcode)
                && query.card.as_deref().is_none_or(card)
                && typed_phone.is_none_or(|typed| first_begun(&backwards_of(customer), &backwards(typed)).is_some())
                && typed_email.is_none_or(|typed| first_begun(&address(customer), typed).is_some())
                && typed_words.is_none_or(|typed| {
                    let words = words(customer);
                    !typed.is_empty() && typed.iter().all(|typed| first_begun(&words, typed).is_some())
                })
        });
        if !exact {
            found.sort_by_key(|customer| match (typed_words, typed_email, typed_phone) {
                (Some(typed), ..) => first_begun(&words(customer), typed[0]),
                (_, Some(typed), _) => first_begun(&address(customer), typed),
                (.., typed) => first_begun(&backwards_of(customer), &backwards(typed.unwrap_or_default())),
            });
        }
        let page = found.into_iter().skip(query.offset as usize).take(query.limit);
        Ok(page.collect())
    }

    fn living_that(&self, fits: impl Fn(&Customer) -> bool) -> Vec<Customer> {
        self.living().into_iter().filter(fits).collect()
    }
}

fn same_email(one: &str, other: &str) -> bool {
    meaning(&EMAILS, one) == meaning(&EMAILS, other)
}

fn same_barcode(one: &str, other: &str) -> bool {
    meaning(&BARCODES, one) == meaning(&BARCODES, other)
}

/// The first text that begins so, as far as it is compared.
fn first_begun(texts: &[impl AsRef<str>], beginning: &str) -> Option<String> {
    let begun = texts.iter().map(AsRef::as_ref).filter(|text| !beginning.is_empty() && text.starts_with(beginning));
    begun.map(|text| text.chars().take(COMPARED).collect()).min()
}

fn address(customer: &Customer) -> Vec<String> {
    customer.email.iter().map(|email| email.trim().to_lowercase()).collect()
}

fn backwards_of(customer: &Customer) -> Vec<String> {
    digits(customer).into_iter().map(backwards).collect()
}

fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}

/// What a customer's names are found by: the till's and the provider's.
fn words(customer: &Customer) -> Vec<&'static str> {
    let provider = match &customer.attributes {
        Attributes::Monri(monri) => monri.name.as_deref(),
        Attributes::DigitalRiver(river) => river.shipping.as_ref().and_then(|shipping| shipping.name.as_deref()),
        _ => None,
    };
    let names = customer.own.name.as_deref().into_iter().chain(provider);
    names.flat_map(|name| meaning(&NAMES, name).unwrap_or_default().iter().copied()).collect()
}

/// The digits of a customer's telephone numbers: the till's and the provider's.
fn digits(customer: &Customer) -> Vec<&'static str> {
    let provider = match &customer.attributes {
        Attributes::Monri(monri) => monri.phone.as_deref(),
        Attributes::DigitalRiver(river) => river.shipping.as_ref().and_then(|shipping| shipping.phone.as_deref()),
        _ => None,
    };
    let phones = customer.own.phone.as_deref().into_iter().chain(provider);
    phones.map(|phone| meaning(&PHONES, phone).unwrap_or_default()).collect()
}
