//! LMDB at its best: keys of 16 bytes, one read transaction that is held, records read where they lie.

use std::ops::Bound::Included;
use std::path::Path;

use anyhow::Result;
use heed::{Env, EnvFlags, PutFlags, RoTxn, WithTls};

use super::{Tree, open};
use crate::customer::{CardOf, Person};
use crate::engine::{Creator, Engine, PAGE, Reader};
use crate::flat;
use crate::stores::keyed::{self, Keyed, Table};

pub struct Best {
    env: Env,
    trees: [Tree; 5],
}

impl Best {
    pub fn open(folder: &Path) -> Result<Best> {
        Best::with(folder, EnvFlags::empty())
    }

    fn with(folder: &Path, flags: EnvFlags) -> Result<Best> {
        let env = open(folder, flags)?;
        let mut write = env.write_txn()?;
        let mut trees = Vec::new();
        for table in Table::ALL {
            trees.push(env.create_database(&mut write, Some(table.name()))?);
        }
        write.commit()?;
        let trees = trees.try_into().map_err(|_| anyhow::anyhow!("LMDB made too few tables"))?;
        Ok(Best { env, trees })
    }

    /// Fills a new environment.
    pub fn fill(folder: &Path, customers: usize, progress: impl Fn(usize)) -> Result<()> {
        let best = Best::with(folder, EnvFlags::NO_SYNC)?;
        let mut write = best.env.write_txn()?;
        let put = |table: Table, key: &[u8], value: &[u8]| {
            best.trees[table as usize].put_with_flags(&mut write, PutFlags::APPEND, key, value)?;
            Ok(())
        };
        keyed::fill(customers, put, progress)?;
        write.commit()?;
        best.env.force_sync()?;
        best.env.prepare_for_closing().wait();
        Ok(())
    }
}

struct Held<'a> {
    trees: [Tree; 5],
    read: RoTxn<'a, WithTls>,
}

impl keyed::Bytes for Held<'_> {
    fn at<R>(&mut self, table: Table, key: &[u8], show: impl FnOnce(&[u8]) -> R) -> Option<R> {
        self.trees[table as usize].get(&self.read, key).ok()?.map(show)
    }

    fn page(&mut self, offset: usize) -> Option<u64> {
        let mut sum = 0u64;
        for entry in self.trees[Table::Created as usize].iter(&self.read).ok()?.skip(offset).take(PAGE) {
            let (_, key) = entry.ok()?;
            sum = sum.wrapping_add(flat::look_at(self.trees[Table::Customers as usize].get(&self.read, key).ok()??));
        }
        Some(sum)
    }

    fn count(&mut self, from: i64, to: i64) -> Option<u64> {
        let (from, to) = (from.to_be_bytes(), to.to_be_bytes());
        let range = (Included(&from[..]), Included(&to[..]));
        self.trees[Table::Created as usize].range(&self.read, &range).ok().map(|found| found.count() as u64)
    }
}

struct Writing<'a>(&'a Best);

impl Creator for Writing<'_> {
    fn create(&mut self, person: &Person, card: &CardOf) -> Result<()> {
        let entries = keyed::entries(person, std::slice::from_ref(card))?;
        let mut write = self.0.env.write_txn()?;
        for (table, key, value) in entries {
            self.0.trees[table as usize].put(&mut write, &key, &value)?;
        }
        write.commit()?;
        Ok(())
    }
}

impl Engine for Best {
    fn name(&self) -> &'static str {
        "LMDB at its best"
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(Keyed(Held { trees: self.trees, read: self.env.read_txn()? })))
    }

    fn creator(&self) -> Result<Option<Box<dyn Creator + '_>>> {
        Ok(Some(Box::new(Writing(self))))
    }
}
