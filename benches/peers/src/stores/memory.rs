//! The floor: the customers in a hash map, in memory and nowhere else.

use std::sync::Arc;

use anyhow::Result;
use hashbrown::HashMap;

use crate::customer::Person;
use crate::engine::{Engine, Lookups, Reader};

/// Each customer once, under each key by which it is looked up.
#[derive(Default)]
pub struct Memory {
    by_id: HashMap<Box<str>, Arc<Person>>,
    by_email: HashMap<Box<str>, Arc<Person>>,
    by_merchant: HashMap<Box<str>, Arc<Person>>,
}

impl Memory {
    pub fn fill(customers: usize) -> Memory {
        let mut memory = Memory::default();
        for row in 0..customers {
            let person = Arc::new(Person::of(row));
            memory.by_id.insert(person.id.as_str().into(), Arc::clone(&person));
            memory.by_email.insert(person.email.as_str().into(), Arc::clone(&person));
            memory.by_merchant.insert(person.merchant_customer_id.as_str().into(), person);
        }
        memory
    }
}

impl Lookups for &Memory {
    fn by_id(&mut self, id: &str) -> u64 {
        self.by_id.get(id).map_or(0, |person| person.look())
    }

    fn by_email(&mut self, email: &str) -> u64 {
        self.by_email.get(email).map_or(0, |person| person.look())
    }

    fn by_merchant(&mut self, merchant_customer_id: &str) -> u64 {
        self.by_merchant.get(merchant_customer_id).map_or(0, |person| person.look())
    }

    fn json(&mut self, id: &str) -> Option<usize> {
        serde_json::to_string(self.by_id.get(id)?.as_ref()).ok().map(|json| json.len())
    }
}

impl Engine for Memory {
    fn name(&self) -> &'static str {
        "hash map in memory"
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(self))
    }
}
