//! How long Tillbook's own paths take with 100,000 customers. Plots are left in `<target>/criterion/report/index.html`.

mod calls;
mod cold;
mod customers;
mod lookups;
mod pages;
mod searches;
mod writes;

use std::path::PathBuf;
use std::sync::Arc;

use criterion::Criterion;
use tillbook::{Account, Customer, OpenOptions};

/// A filled store, and who is in it.
struct Shop {
    path: PathBuf,
    account: Account,
    customers: Vec<Arc<Customer>>,
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bench.tillbook");
    let account = customers::open(&path, OpenOptions::new());
    let customers = customers::fill(&account);
    let shop = Shop { path, account, customers };
    let mut criterion = Criterion::default().configure_from_args();
    lookups::measure(&mut criterion, &shop);
    searches::measure(&mut criterion, &shop);
    pages::measure(&mut criterion, &shop);
    calls::measure(&mut criterion, &shop);
    // Last, for it closes the store, and then it is changed.
    let shop = cold::measure(&mut criterion, shop);
    writes::measure(&mut criterion, &shop);
    criterion.final_summary();
}
