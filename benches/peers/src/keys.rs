//! The keys that are looked up, each list in one piece of memory and in an order that no cache foresees.

use crate::customer::{self, Person, mix};
use crate::engine::By;

/// How many customers are looked up again and again: the regulars of a shop.
pub const HOT: usize = 10_000;

/// Keys of customers in the order in which they are asked for.
pub struct Keys {
    text: String,
    ends: Vec<usize>,
}

impl Keys {
    pub fn of(by: By, rows: impl Iterator<Item = usize>) -> Keys {
        Keys::from_texts(rows.map(|row| match by {
            By::Id => customer::id(row),
            By::Email => Person::of(row).email,
            By::Merchant => Person::of(row).merchant_customer_id,
        }))
    }

    /// Keys that nobody has.
    pub fn absent(by: By, many: usize) -> Keys {
        Keys::from_texts((0..many).map(|number| {
            let number = number as u64 + (1 << 40);
            match by {
                By::Id => customer::id(number as usize),
                By::Email => format!("nobody.{}@example.org", mix(number)),
                By::Merchant => format!("user-{:08x}-{number}", mix(number) as u32),
            }
        }))
    }

    fn from_texts(texts: impl Iterator<Item = String>) -> Keys {
        let mut keys = Keys { text: String::new(), ends: vec![0] };
        for text in texts {
            keys.text.push_str(&text);
            keys.ends.push(keys.text.len());
        }
        keys
    }

    pub fn list(&self) -> Vec<&str> {
        self.ends.windows(2).map(|ends| &self.text[ends[0]..ends[1]]).collect()
    }
}

/// Each of so many regulars once, who are spread over all customers.
pub fn regulars(hot: usize, customers: usize) -> impl Iterator<Item = usize> {
    let step = (customers / hot).max(1);
    let mut order: Vec<usize> = (0..hot.min(customers)).collect();
    order.sort_by_key(|place| mix(*place as u64 ^ 0x7e5));
    order.into_iter().map(move |place| place * step)
}

/// Any customers.
pub fn anybody(many: usize, customers: usize) -> impl Iterator<Item = usize> {
    (0..many).map(move |turn| mix(turn as u64 ^ 0xa17b0d1) as usize % customers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regulars_are_as_many_and_different() {
        let all: std::collections::HashSet<usize> = regulars(1000, 50_000).collect();
        assert_eq!(all.len(), 1000);
        assert!(all.iter().all(|row| *row < 50_000));
    }

    #[test]
    fn keys_come_back_as_they_were_put() {
        let keys = Keys::of(By::Email, [3, 1, 2].into_iter());
        assert_eq!(keys.list(), [3, 1, 2].map(|row| Person::of(row).email));
    }
}
