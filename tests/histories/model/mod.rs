//! What a store should answer: everything in plain lists that are searched from end to end, and each rule as the
//! provider's page has it. Nothing here is shared with `src/rules` or `src/store` but the types of the records.
//!
//! The model never makes an id: it is told the one that the store chose. Numbers of order (`sequence`, `attached`) are
//! 0 throughout; the order that they stand for is the order of the lists.

mod card;
mod customer;
mod find;
mod import;
mod schedule;
mod token;

pub use schedule::{UNTOLD, dates, open_dates};
use tillbook::{
    Attributes, Card, Customer, ListQuery, Mode, Occurrence, Order, Provider, Schedule, Status, Timestamp, Token,
};
pub use token::{Chosen, Look};

/// What a call answers: a value, or the status of its refusal.
pub type Answer<T> = Result<T, Status>;

/// A store.
#[derive(Debug, Clone)]
pub struct Model {
    pub accounts: Vec<Account>,
    /// What the clock on the wall says.
    pub clock: Timestamp,
    /// The newest time that was stored.
    newest: Timestamp,
}

/// An account; customers, tokens, schedules and occurrences stand in the order in which they came, cards in the order in
/// which they were attached.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub provider: Provider,
    pub mode: Mode,
    pub customers: Vec<Customer>,
    pub cards: Vec<Card>,
    pub tokens: Vec<Token>,
    pub schedules: Vec<Schedule>,
    pub occurrences: Vec<Occurrence>,
}

impl Model {
    pub fn new(accounts: &[(Provider, Mode)], clock: Timestamp) -> Model {
        let empty = |&(provider, mode): &(Provider, Mode)| Account {
            provider,
            mode,
            customers: Vec::new(),
            cards: Vec::new(),
            tokens: Vec::new(),
            schedules: Vec::new(),
            occurrences: Vec::new(),
        };
        Model { accounts: accounts.iter().map(empty).collect(), clock, newest: Timestamp::EPOCH }
    }

    /// The time now: the clock's, but never behind what was stored.
    pub fn now(&self) -> Timestamp {
        self.clock.max(self.newest)
    }

    /// A call that writes: it succeeds completely, or changes nothing (`omise 6.1.9`).
    pub fn write<T>(&mut self, account: usize, work: impl FnOnce(&mut Account, Timestamp) -> Answer<T>) -> Answer<T> {
        let answer = self.write_if_changed(account, work)?;
        self.newest = self.now();
        Ok(answer)
    }

    /// A call that may find nothing to write; then time is not noted either.
    pub fn write_if_changed<T>(
        &mut self,
        account: usize,
        work: impl FnOnce(&mut Account, Timestamp) -> Answer<T>,
    ) -> Answer<T> {
        let now = self.now();
        let mut after = self.accounts[account].clone();
        let answer = work(&mut after, now)?;
        if after.is_too_large() {
            return Err(Status::TooLarge);
        }
        if after != self.accounts[account] {
            self.accounts[account] = after;
            self.newest = now;
        }
        Ok(answer)
    }
}

/// In what the providers differ.
impl Account {
    /// `komoju 6.2.1`, `6.2.2`.
    fn has_one_card_at_most(&self) -> bool {
        self.provider == Provider::Komoju
    }

    /// `omise 6.3.6`.
    fn passes_the_default_on(&self) -> bool {
        self.provider == Provider::Omise
    }

    /// `monri 21`, `22`.
    fn marks_the_deleted(&self) -> bool {
        self.provider == Provider::Monri
    }

    /// `monri 16`, `17`.
    fn merges_metadata(&self) -> bool {
        self.provider == Provider::Monri
    }

    /// `komoju 6.3.2`.
    fn forgets_used_tokens(&self) -> bool {
        self.provider == Provider::Komoju
    }

    /// `komoju 6.3.3`.
    fn life_of_tokens_in_seconds(&self) -> Option<i64> {
        (self.provider == Provider::Komoju).then_some(24 * 60 * 60)
    }

    /// `komoju 4.3`, `6.4`: digits alone, years of two digits, no holder, a code that is looked at.
    fn is_strict_with_cards(&self) -> bool {
        self.provider == Provider::Komoju
    }

    /// `komoju 6.1.6`, `6.1.7`.
    fn is_strict_with_customers(&self) -> bool {
        self.provider == Provider::Komoju
    }

    /// `monri 3.4`.
    pub fn keeps_first_digits(&self) -> bool {
        self.provider == Provider::Monri
    }

    /// `omise 6.4`, `monri 3.4`.
    fn asks_for_the_holder(&self) -> bool {
        self.provider != Provider::Monri
    }

    /// `monri 3.4`.
    fn has_tokens_of_cards(&self) -> bool {
        matches!(self.provider, Provider::Monri | Provider::DigitalRiver)
    }

    /// `digital_river 4.C.19`.
    fn ignores_empty_updates(&self) -> bool {
        self.provider == Provider::DigitalRiver
    }

    /// `monri 10`, `11`: the lengths of the texts that a history sets, in characters.
    fn keeps_lengths(&self, before: Option<&Customer>, after: &Customer) -> Answer<()> {
        let texts = |customer: &Customer| {
            let Attributes::Monri(monri) = &customer.attributes else { return Vec::new() };
            vec![
                (customer.email.clone(), 200),
                (customer.description.clone(), 200),
                (monri.merchant_customer_id.clone(), 100),
                (monri.name.clone(), 50),
                (monri.phone.clone(), 30),
            ]
        };
        let present = before.map(texts).unwrap_or_default();
        let wrong = texts(after)
            .into_iter()
            .enumerate()
            .filter(|(place, text)| present.get(*place) != Some(text))
            .any(|(_, (text, most))| text.is_some_and(|text| !(1..=most).contains(&text.chars().count())));
        if wrong { Err(Status::InvalidArgument) } else { Ok(()) }
    }

    /// `digital_river 4.A.1`.
    pub fn lets_callers_choose_ids(&self) -> bool {
        self.provider == Provider::DigitalRiver
    }

    /// A time as the provider shows it, and so compares it.
    fn shown(&self, time: Timestamp) -> i64 {
        match self.provider {
            Provider::Monri | Provider::Shopline => time.as_millis(),
            _ => time.as_millis().div_euclid(1000),
        }
    }
}

/// A record may take a mebibyte; a single text of that length is too much.
const TOO_LONG: usize = 1 << 20;

impl Account {
    /// Whether a record is too large to be stored.
    fn is_too_large(&self) -> bool {
        let long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.len() >= TOO_LONG);
        self.customers.iter().any(|customer| long(&customer.description) || long(&customer.own.notes))
            || self.cards.iter().any(|card| long(&card.address.city))
            || self.schedules.iter().any(|schedule| long(&schedule.charge.description))
            || self.occurrences.iter().any(|occurrence| long(&occurrence.message))
    }

    /// The customer with an id, marked ones included.
    pub fn customer(&self, id: &str) -> Option<&Customer> {
        self.customers.iter().find(|customer| customer.id == id)
    }

    fn customer_mut(&mut self, id: &str) -> Answer<&mut Customer> {
        self.customers.iter_mut().find(|customer| customer.id == id).ok_or(Status::NotFound)
    }

    /// The customers that are not deleted, oldest first; of equal age, the first to come first.
    pub fn living(&self) -> Vec<Customer> {
        let mut living: Vec<Customer> =
            self.customers.iter().filter(|customer| customer.deleted_at.is_none()).cloned().collect();
        living.sort_by_key(|customer| customer.created_at);
        living
    }

    /// The cards of a customer in the order of attachment (`omise 6.3.16`).
    pub fn cards_of(&self, customer: &str) -> Vec<Card> {
        self.cards.iter().filter(|card| card.customer.as_deref() == Some(customer)).cloned().collect()
    }

    pub fn schedules_of(&self, customer: &str) -> Vec<Schedule> {
        self.schedules.iter().filter(|schedule| schedule.charge.customer == customer).cloned().collect()
    }

    pub fn occurrences_of(&self, schedule: &str) -> Vec<Occurrence> {
        self.occurrences.iter().filter(|occurrence| occurrence.schedule == schedule).cloned().collect()
    }

    /// A page of records that are oldest first, and how many lie between the limits (`omise 6.6`).
    pub fn page<T>(&self, records: Vec<T>, created_at: impl Fn(&T) -> Timestamp, query: &ListQuery) -> (Vec<T>, u64) {
        let mut within: Vec<T> = records
            .into_iter()
            .filter(|record| {
                let at = self.shown(created_at(record));
                query.from.is_none_or(|from| self.shown(from) <= at) && query.to.is_none_or(|to| at <= self.shown(to))
            })
            .collect();
        let total = within.len() as u64;
        if query.order == Order::NewestFirst {
            within.reverse();
        }
        let page = within.into_iter().skip(query.offset as usize).take(query.limit).collect();
        (page, total)
    }
}
