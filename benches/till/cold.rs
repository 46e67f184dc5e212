//! One customer that nobody looked up since the store was opened, with a small cache. The system has the file's pages.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion};
use tillbook::{Account, Customer, OpenOptions};

use super::Shop;
use super::customers::{HOT, open, walk};

/// Too small for the file.
const CACHE_BYTES: usize = 1 << 20;
/// How many customers are looked up before the store is opened anew.
const BEFORE_OPENING: u64 = HOT as u64 / 10;

type Find = fn(&Account, &Customer) -> bool;

const WAYS: [(&str, Find); 3] = [
    ("id", |account, customer| account.customers().get(&customer.id).unwrap().is_some()),
    ("email", |account, customer| account.customers().by_email(customer.email.as_deref().unwrap()).unwrap().len() == 1),
    ("merchant_customer_id", |account, customer| {
        let number = customer.own.merchant_customer_id.as_deref().unwrap();
        account.customers().by_merchant_customer_id(number).unwrap().is_some()
    }),
];

pub fn measure(criterion: &mut Criterion, shop: Shop) -> Shop {
    let Shop { path, account, customers } = shop;
    drop(account);
    let mut group = criterion.benchmark_group("lookup");
    for (name, find) in WAYS {
        let mut next = walk(HOT);
        group.bench_function(BenchmarkId::new(name, "cold"), |bencher| {
            bencher.iter_custom(|times| {
                let mut took = Duration::ZERO;
                for first in (0..times).step_by(BEFORE_OPENING as usize) {
                    let account = open(&path, OpenOptions::new().cache_bytes(CACHE_BYTES));
                    let wanted: Vec<&Customer> =
                        (first..times.min(first + BEFORE_OPENING)).map(|_| customers[next()].as_ref()).collect();
                    let began = Instant::now();
                    for customer in wanted {
                        assert!(black_box(find(&account, customer)));
                    }
                    took += began.elapsed();
                }
                took
            });
        });
    }
    group.finish();
    let account = open(&path, OpenOptions::new());
    Shop { path, account, customers }
}
