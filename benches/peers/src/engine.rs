//! What is asked of every store that is measured.

use anyhow::Result;

use crate::customer::CardOf;
use crate::customer::Person;

/// By what a customer is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Id,
    Email,
    Merchant,
}

/// What customers are searched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// The last digits of a telephone number.
    Phone,
    /// The beginning of a word of the name.
    Name,
}

/// How many customers a page or a search answers with.
pub const PAGE: usize = 20;

/// One thread's view of a store. What a lookup answers is [`crate::customer::look`] of the customer, or 0.
pub trait Lookups {
    fn by_id(&mut self, id: &str) -> u64;
    fn by_email(&mut self, email: &str) -> u64;
    fn by_merchant(&mut self, merchant_customer_id: &str) -> u64;

    /// The sum of what is seen of a page in the order of creation; none where the store has no such list.
    fn page(&mut self, _offset: usize) -> Option<u64> {
        None
    }

    /// How many customers came to be from one time to another, both included.
    fn count(&mut self, _from: i64, _to: i64) -> Option<u64> {
        None
    }

    /// How many customers a search answers with, at most a page; all their fields are read.
    fn search(&mut self, _by: Search, _typed: &str) -> Option<usize> {
        None
    }

    /// The customer as JSON; how long it is.
    fn json(&mut self, _id: &str) -> Option<usize> {
        None
    }
}

/// The same with the loop on this side, so that no lookup goes through a table of functions.
pub trait Reader: Lookups {
    fn walk(&mut self, by: By, keys: &[&str]) -> u64;
}

impl<L: Lookups> Reader for L {
    fn walk(&mut self, by: By, keys: &[&str]) -> u64 {
        let sum = |sum: u64, seen: u64| sum.wrapping_add(seen);
        match by {
            By::Id => keys.iter().map(|key| self.by_id(key)).fold(0, sum),
            By::Email => keys.iter().map(|key| self.by_email(key)).fold(0, sum),
            By::Merchant => keys.iter().map(|key| self.by_merchant(key)).fold(0, sum),
        }
    }
}

/// One thread's way to write.
pub trait Creator {
    /// Creates a customer with a card; when it returns, both are on the disk.
    fn create(&mut self, person: &Person, card: &CardOf) -> Result<()>;
}

/// A store that is filled.
pub trait Engine: Sync {
    /// Its name in every table.
    fn name(&self) -> &'static str;

    /// A view for the calling thread.
    fn reader(&self) -> Result<Box<dyn Reader + '_>>;

    /// None where durable creates are not measured.
    fn creator(&self) -> Result<Option<Box<dyn Creator + '_>>> {
        Ok(None)
    }
}
