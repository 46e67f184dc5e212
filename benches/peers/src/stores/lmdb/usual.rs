//! LMDB as it is usually written: texts as keys, a read transaction for each lookup, records decoded into the customer.

use std::path::Path;

use anyhow::Result;
use heed::{Env, EnvFlags, PutFlags, RoTxn};

use super::{Tree, open};
use crate::customer::Person;
use crate::engine::{Engine, Lookups, Reader};

pub struct Usual {
    env: Env,
    customers: Tree,
    emails: Tree,
    merchants: Tree,
}

impl Usual {
    pub fn open(folder: &Path) -> Result<Usual> {
        Usual::with(folder, EnvFlags::empty())
    }

    fn with(folder: &Path, flags: EnvFlags) -> Result<Usual> {
        let env = open(folder, flags)?;
        let mut write = env.write_txn()?;
        let customers = env.create_database(&mut write, Some("customers"))?;
        let emails = env.create_database(&mut write, Some("emails"))?;
        let merchants = env.create_database(&mut write, Some("merchants"))?;
        write.commit()?;
        Ok(Usual { env, customers, emails, merchants })
    }

    /// Fills a new environment.
    pub fn fill(folder: &Path, customers: usize, progress: impl Fn(usize)) -> Result<()> {
        let usual = Usual::with(folder, EnvFlags::NO_SYNC)?;
        let mut write = usual.env.write_txn()?;
        type Text = fn(Person) -> String;
        let trees: [(Tree, Text); 3] = [
            (usual.customers, |person| person.id),
            (usual.emails, |person| person.email),
            (usual.merchants, |person| person.merchant_customer_id),
        ];
        for (place, (tree, key)) in trees.into_iter().enumerate() {
            let mut order: Vec<(String, usize)> = (0..customers).map(|row| (key(Person::of(row)), row)).collect();
            order.sort_unstable();
            for (done, (key, row)) in order.into_iter().enumerate() {
                let person = Person::of(row);
                let value = if place == 0 { wincode::serialize(&person)? } else { person.id.into_bytes() };
                tree.put_with_flags(&mut write, PutFlags::APPEND, key.as_bytes(), &value)?;
                if place == 0 && done % 10_000 == 0 {
                    progress(done);
                }
            }
        }
        write.commit()?;
        usual.env.force_sync()?;
        usual.env.prepare_for_closing().wait();
        Ok(())
    }

    fn one(&self, read: &RoTxn<'_>, id: &[u8]) -> Option<Person> {
        wincode::deserialize(self.customers.get(read, id).ok()??).ok()
    }

    fn found(&self, by: Tree, key: &str) -> Option<Person> {
        let read = self.env.read_txn().ok()?;
        let id = by.get(&read, key.as_bytes()).ok()??;
        self.one(&read, id)
    }
}

impl Lookups for &Usual {
    fn by_id(&mut self, id: &str) -> u64 {
        let person = self.env.read_txn().ok().and_then(|read| self.one(&read, id.as_bytes()));
        person.map_or(0, |person| person.look())
    }

    fn by_email(&mut self, email: &str) -> u64 {
        self.found(self.emails, email).map_or(0, |person| person.look())
    }

    fn by_merchant(&mut self, merchant_customer_id: &str) -> u64 {
        self.found(self.merchants, merchant_customer_id).map_or(0, |person| person.look())
    }

    fn json(&mut self, id: &str) -> Option<usize> {
        let read = self.env.read_txn().ok()?;
        serde_json::to_string(&self.one(&read, id.as_bytes())?).ok().map(|json| json.len())
    }
}

impl Engine for Usual {
    fn name(&self) -> &'static str {
        "LMDB as usually written"
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(self))
    }
}
