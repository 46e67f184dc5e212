//! Durable writes: one customer, and many at once.

use criterion::{BatchSize, Criterion, Throughput};
use tillbook::{NewCustomer, OpenOptions, OwnFields};

use super::Shop;
use super::customers::{customer, open};

/// How many customers an import brings.
const IMPORTED: usize = 10_000;

pub fn measure(criterion: &mut Criterion, shop: &Shop) {
    let mut group = criterion.benchmark_group("write");
    group.sample_size(10);
    let mut number = 0;
    group.bench_function("create", |bencher| {
        bencher.iter(|| {
            number += 1;
            let email = Some(format!("new.{number}@example.org"));
            let own = OwnFields { name: Some("Ann Berg".into()), ..OwnFields::default() };
            shop.account.customers().create(NewCustomer { email, own, ..NewCustomer::default() }).unwrap()
        });
    });
    group.throughput(Throughput::Elements(IMPORTED as u64));
    let folder = tempfile::tempdir().unwrap();
    let mut store = 0;
    group.bench_function("import of 10,000 into an empty store", |bencher| {
        let fresh = || {
            store += 1;
            let account = open(&folder.path().join(format!("{store}.tillbook")), OpenOptions::new());
            (account, (0..IMPORTED).map(customer).collect::<Vec<_>>())
        };
        bencher.iter_batched(
            fresh,
            |(account, rows)| account.customers().import(rows, false).unwrap(),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}
