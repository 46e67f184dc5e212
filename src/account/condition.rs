//! What a customer must fit to be found, and the part of an index that leads to all that do.

use crate::engine::{Term, TermKind};
use crate::model::Customer;
use crate::store::{
    Phone, beginning, caseless, description_parts, merchant_customer_ids, names, parts, phone_term, phones, spell,
};

/// A text that is to be equal.
#[derive(Debug, Clone)]
pub(super) enum Exactly<'a> {
    Email(String),
    MerchantCustomerId(&'a str),
    Barcode(String),
}

impl Exactly<'_> {
    pub(super) fn fits(&self, customer: &Customer) -> bool {
        let same = |held: Option<&str>, wanted: &str| held.is_some_and(|held| caseless(held) == *wanted);
        match self {
            Exactly::Email(email) => same(customer.email.as_deref(), email),
            Exactly::Barcode(barcode) => same(customer.own.barcode.as_deref(), barcode),
            Exactly::MerchantCustomerId(id) => merchant_customer_ids(customer).any(|held| held == *id),
        }
    }
}

/// A beginning of something that an index holds in its order.
pub(super) struct Beginning {
    sought: Sought,
    kind: TermKind,
    /// What all terms in question begin with.
    bytes: Vec<u8>,
    /// Whether every customer that the index leads to fits, without looking at it.
    sure: bool,
}

enum Sought {
    Phone(Phone),
    /// A folded text.
    Text(String),
}

impl Beginning {
    /// The end of a telephone number; nothing when it has no digits.
    pub(super) fn of_phone(typed: &str) -> Option<Beginning> {
        let phone = Phone::of(typed);
        let bytes = phone.sought_backwards().into_bytes();
        let sure = bytes.len() <= Term::LENGTH && bytes.len() == phone.backwards().len();
        let sought = Sought::Phone(phone);
        (!bytes.is_empty()).then_some(Beginning { sought, kind: TermKind::Phone, bytes, sure })
    }

    /// The beginning of an e-mail address; nothing when it is blank.
    pub(super) fn of_email(typed: &str) -> Option<Beginning> {
        Beginning::of_text(TermKind::EmailPrefix, caseless(typed).into_owned())
    }

    /// The beginning of a word that was folded.
    pub(super) fn of_word(kind: TermKind, word: String) -> Option<Beginning> {
        Beginning::of_text(kind, word)
    }

    fn of_text(kind: TermKind, folded: String) -> Option<Beginning> {
        let bytes = spell(&folded);
        let sure = bytes.len() <= Term::LENGTH;
        (!bytes.is_empty()).then_some(Beginning { sought: Sought::Text(folded), kind, bytes, sure })
    }

    /// The first and the last term in question.
    pub(super) fn terms(&self) -> (Term, Term) {
        (Term::prefix(self.kind, &self.bytes), Term::last_with_prefix(self.kind, &self.bytes))
    }

    /// How many bytes all terms in question share, when the index alone decides; none when the record must be looked at.
    pub(super) fn sure(&self) -> Option<usize> {
        self.sure.then_some(self.bytes.len())
    }

    pub(super) fn fits(&self, customer: &Customer) -> bool {
        self.best(customer).is_some()
    }

    /// The first term by which a customer is found; none when it is not.
    pub(super) fn best(&self, customer: &Customer) -> Option<[u8; Term::LENGTH]> {
        let best = match &self.sought {
            Sought::Phone(typed) => phones(customer)
                .map(Phone::of)
                .filter(|phone| typed.finds(phone))
                .filter_map(|phone| phone_term(&phone))
                .min(),
            Sought::Text(typed) => {
                let begun = |text: &String| text.starts_with(typed.as_str());
                let term = |text: String| beginning(self.kind, &text);
                match self.kind {
                    TermKind::EmailPrefix => customer
                        .email
                        .as_deref()
                        .map(|email| caseless(email).into_owned())
                        .filter(begun)
                        .into_iter()
                        .filter_map(term)
                        .min(),
                    TermKind::Description => description_parts(customer).filter(begun).filter_map(term).min(),
                    _ => names(customer).flat_map(parts).filter(begun).filter_map(term).min(),
                }
            }
        };
        best.map(|term| term.bytes)
    }
}
