//! Fills every store with the same customers.

use std::path::Path;

use anyhow::Result;

use crate::engine::Engine;
use crate::progress::Progress;
use crate::stores::sqlite::{Layout, Place};
use crate::stores::{lmdb, memory::Memory, sqlite, tillbook::Tillbook};

/// How much memory a store may use as a cache for so many customers: enough for everything.
pub fn memory(customers: usize) -> usize {
    (customers * 3000).max(64 << 20)
}

pub fn place(folder: &Path, layout: Layout, customers: usize) -> Place {
    let name = if layout == Layout::Rowid { "rowid.sqlite" } else { "clustered.sqlite" };
    Place { path: folder.join(name), layout, memory: memory(customers) }
}

/// The stores, filled, in the order of the tables.
pub fn all(folder: &Path, customers: usize, progress: &Progress) -> Result<Vec<Box<dyn Engine>>> {
    let filling = |name: &'static str| {
        progress.say(&format!("{customers} customers: filling {name}"));
        move |done: usize| progress.update(&format!("{customers} customers: filling {name}, {done}"))
    };
    let till = folder.join("shop.tillbook");
    Tillbook::fill(&till, memory(customers), customers, filling("Tillbook"))?;
    let (rowid, clustered) = (place(folder, Layout::Rowid, customers), place(folder, Layout::Clustered, customers));
    sqlite::fill(&rowid, customers, filling("SQLite"))?;
    rowid.add_search(customers)?;
    sqlite::fill(&clustered, customers, filling("SQLite without rowid"))?;
    let (best, usual) = (folder.join("best.lmdb"), folder.join("usual.lmdb"));
    lmdb::Best::fill(&best, customers, filling("LMDB"))?;
    lmdb::Usual::fill(&usual, customers, filling("LMDB with texts as keys"))?;
    let mut engines: Vec<Box<dyn Engine>> = vec![
        Box::new(Tillbook::open(&till, memory(customers), "Tillbook")?),
        Box::new(lmdb::Best::open(&best)?),
        Box::new(lmdb::Usual::open(&usual)?),
        Box::new(sqlite::Best::new(&rowid)),
        Box::new(sqlite::Best::new(&clustered)),
        Box::new(sqlite::Usual::new(&rowid)),
    ];
    #[cfg(feature = "rocksdb")]
    engines.push(Box::new(crate::stores::rocksdb::Rocks::fill(
        &folder.join("rocksdb"),
        memory(customers),
        customers,
        filling("RocksDB"),
    )?));
    #[cfg(feature = "fjall")]
    engines.push(Box::new(crate::stores::fjall::Fjall::fill(
        &folder.join("fjall"),
        memory(customers),
        customers,
        filling("fjall"),
    )?));
    filling("a hash map")(0);
    engines.push(Box::new(Memory::fill(customers)));
    Ok(engines)
}
