//! What each record can be found by: the one derivation of every list and index entry.

use super::fold;
use super::hash::KeyedHash;
use super::phone::Phone;
use super::spelling::spell;
use super::stored::Stored;
use super::view::first_key;
use super::word::{first_parts, parts};
use crate::engine::{ENTRY, IndexKey, OrderKey, OwnedKey, PLACE, Position, Term, TermKind};
use crate::model::{AccountId, Customer, Date, Kind, Record};
use crate::rules;

/// The places and terms under which a record stands in the lists and indexes.
pub(crate) struct Entries<'a> {
    /// The record's place in the order of creation.
    pub(crate) position: Position,
    /// Whether the record stands in its account's list.
    pub(crate) listed: bool,
    /// The record it hangs off.
    pub(crate) owner: Option<(Kind, &'a str)>,
    /// The terms it is found by, sorted and without repeats.
    pub(crate) terms: Vec<Term>,
}

impl Entries<'_> {
    pub(crate) fn of<'a>(record: &'a Record, hash: &KeyedHash) -> Entries<'a> {
        let mut entries = match record {
            Record::Customer(customer) => {
                let living = customer.deleted_at.is_none();
                Entries {
                    position: customer.position(),
                    listed: living,
                    owner: None,
                    terms: if living { customer_terms(customer, hash) } else { Vec::new() },
                }
            }
            Record::Card(card) => Entries {
                position: card.position(),
                listed: false,
                owner: card.customer.as_deref().map(|customer| (Kind::Customer, customer)),
                terms: card
                    .fingerprint
                    .iter()
                    .map(|fingerprint| hashed(hash, TermKind::Fingerprint, fingerprint))
                    .collect(),
            },
            Record::Token(token) => {
                Entries { position: token.position(), listed: true, owner: None, terms: Vec::new() }
            }
            Record::Schedule(schedule) => Entries {
                position: schedule.position(),
                listed: true,
                owner: Some((Kind::Customer, &schedule.charge.customer)),
                // The first date that is still to be processed, however far away.
                terms: rules::schedule::due(schedule, Date::MAX)
                    .next()
                    .map(|date| Term::date(TermKind::ScheduleDue, date))
                    .into_iter()
                    .collect(),
            },
            Record::Occurrence(occurrence) => Entries {
                position: occurrence.position(),
                listed: false,
                owner: Some((Kind::Schedule, &occurrence.schedule)),
                terms: occurrence
                    .retry_on
                    .map(|date| Term::date(TermKind::OccurrenceRetry, date))
                    .into_iter()
                    .collect(),
            },
            Record::TaxIdentifier(identifier) => Entries {
                position: identifier.position(),
                listed: true,
                owner: identifier.customer.as_deref().map(|customer| (Kind::Customer, customer)),
                terms: Vec::new(),
            },
            Record::LedgerEntry(entry) => Entries {
                position: entry.position(),
                listed: false,
                owner: Some((Kind::Customer, &entry.customer)),
                terms: Vec::new(),
            },
            Record::Reply(reply) => {
                Entries { position: reply.position(), listed: true, owner: None, terms: Vec::new() }
            }
        };
        entries.terms.sort_unstable();
        entries.terms.dedup();
        entries
    }
}

/// The keys of the entries, for a record of an account.
impl Entries<'_> {
    pub(crate) fn order_key(&self, account: AccountId, kind: Kind) -> Option<[u8; PLACE]> {
        self.listed.then(|| OrderKey::bytes(account, kind, self.position))
    }

    pub(crate) fn owned_key(&self, account: AccountId, kind: Kind, hash: &KeyedHash) -> Option<[u8; ENTRY]> {
        let (owner_kind, id) = self.owner?;
        let owner = first_key(account, owner_kind, id, hash).owner();
        Some(OwnedKey::bytes(account, kind, owner, self.position))
    }

    /// Sorted, as the terms are.
    pub(crate) fn index_keys(&self, account: AccountId) -> Vec<[u8; ENTRY]> {
        let before = [None].into_iter().chain(self.terms.iter().map(Some));
        let keys = self.terms.iter().zip(before).map(|(term, before)| {
            let shared = before.map_or(0, |before| term.shared(before));
            IndexKey::bytes(account, *term, self.position, shared)
        });
        keys.collect()
    }
}

fn customer_terms(customer: &Customer, hash: &KeyedHash) -> Vec<Term> {
    let mut terms = Vec::with_capacity(8);
    looked_up_by(customer, |kind, text| terms.push(hashed(hash, kind, text)));
    terms.extend(customer.attributes.mobile_numbers().iter().map(|number| hashed(hash, TermKind::MobilePhone, number)));
    if hash.search {
        search_terms(customer, &mut terms);
    }
    terms
}

/// Tells the texts that customers are looked up by as a whole, so that the answer is worth keeping.
pub(super) fn looked_up_by(customer: &Customer, mut tell: impl FnMut(TermKind, &str)) {
    if let Some(email) = &customer.email {
        tell(TermKind::Email, &fold::caseless(email));
    }
    merchant_customer_ids(customer).for_each(|id| tell(TermKind::MerchantCustomerId, id));
    if let Some(id) = customer.attributes.line_id() {
        tell(TermKind::LineId, id);
    }
    if let Some(barcode) = &customer.own.barcode {
        tell(TermKind::Barcode, &fold::caseless(barcode));
    }
}

/// The terms that searches read ranges of.
fn search_terms(customer: &Customer, terms: &mut Vec<Term>) {
    terms.extend(customer.email.iter().filter_map(|email| beginning(TermKind::EmailPrefix, &fold::caseless(email))));
    terms.extend(phones(customer).filter_map(|phone| phone_term(&Phone::of(phone))));
    terms.extend(names(customer).flat_map(parts).filter_map(|part| beginning(TermKind::Word, &part)));
    terms.extend(description_parts(customer).filter_map(|part| beginning(TermKind::Description, &part)));
}

/// The term of a text that is found by its beginnings.
pub(crate) fn beginning(kind: TermKind, folded: &str) -> Option<Term> {
    (!folded.is_empty()).then(|| Term::prefix(kind, &spell(folded)))
}

/// The term of a telephone number, which is found by its last digits.
pub(crate) fn phone_term(phone: &Phone) -> Option<Term> {
    let digits = phone.backwards();
    (!digits.is_empty()).then(|| Term::prefix(TermKind::Phone, digits.as_bytes()))
}

/// The term of an e-mail address.
pub(crate) fn email_term(hash: &KeyedHash, email: &str) -> Term {
    hashed(hash, TermKind::Email, &fold::caseless(email))
}

/// The term of a barcode.
pub(crate) fn barcode_term(hash: &KeyedHash, barcode: &str) -> Term {
    hashed(hash, TermKind::Barcode, &fold::caseless(barcode))
}

/// A term that stands for a whole text.
pub(crate) fn hashed(hash: &KeyedHash, kind: TermKind, text: &str) -> Term {
    Term { kind, bytes: hash.of(kind as u8, text) }
}

/// The merchant's own ids for a customer: the till's and the provider's.
pub(crate) fn merchant_customer_ids(customer: &Customer) -> impl Iterator<Item = &str> {
    let provider = customer.attributes.merchant_customer_id();
    customer.own.merchant_customer_id.as_deref().into_iter().chain(provider)
}

/// The names of a customer: the till's and the provider's.
pub(crate) fn names(customer: &Customer) -> impl Iterator<Item = &str> {
    customer.own.name.as_deref().into_iter().chain(customer.attributes.name())
}

/// The telephone numbers of a customer: the till's and the provider's.
pub(crate) fn phones(customer: &Customer) -> impl Iterator<Item = &str> {
    customer.own.phone.as_deref().into_iter().chain(customer.attributes.phones())
}

/// The words at the beginning of a description that are found. All words of a long one would take more room than the
/// customer.
const WORDS_OF_DESCRIPTION: usize = 16;

/// What a customer's description can be found by the beginning of, where it is all the name that the customer has.
pub(crate) fn description_parts(customer: &Customer) -> impl Iterator<Item = String> {
    let is_named_by_it = customer.own.name.is_none() && customer.attributes.are_named_by_description();
    let description = customer.description.iter().filter(move |_| is_named_by_it);
    description.flat_map(|description| first_parts(description, WORDS_OF_DESCRIPTION))
}
