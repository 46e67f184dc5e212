//! One customer, by each way a till finds one.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};

use super::Shop;
use super::customers::{CUSTOMERS, HOT, walk};

pub fn measure(criterion: &mut Criterion, shop: &Shop) {
    let customers = shop.account.customers();
    let ids: Vec<&str> = shop.customers.iter().map(|customer| customer.id.as_str()).collect();
    let emails: Vec<&str> = shop.customers.iter().filter_map(|customer| customer.email.as_deref()).collect();
    let numbers: Vec<&str> =
        shop.customers.iter().filter_map(|customer| customer.own.merchant_customer_id.as_deref()).collect();
    let mut group = criterion.benchmark_group("lookup");
    group.throughput(Throughput::Elements(1));
    for (spread, among) in [("hot", HOT), ("uniform", CUSTOMERS)] {
        let mut next = walk(among);
        group.bench_function(BenchmarkId::new("id", spread), |bencher| {
            bencher.iter(|| black_box(customers.get(ids[next()]).unwrap().unwrap()));
        });
        group.bench_function(BenchmarkId::new("email", spread), |bencher| {
            bencher.iter(|| assert_eq!(black_box(customers.by_email(emails[next()]).unwrap()).len(), 1));
        });
        group.bench_function(BenchmarkId::new("merchant_customer_id", spread), |bencher| {
            bencher.iter(|| black_box(customers.by_merchant_customer_id(numbers[next()]).unwrap().unwrap()));
        });
    }
    group.bench_function("id/absent", |bencher| {
        bencher.iter(|| assert!(black_box(customers.get("cust_test_0000000000000000000")).unwrap().is_none()));
    });
    group.bench_function("email/absent", |bencher| {
        bencher.iter(|| assert!(black_box(customers.by_email("nobody@example.org")).unwrap().is_empty()));
    });
    group.bench_function("merchant_customer_id/absent", |bencher| {
        bencher.iter(|| assert!(black_box(customers.by_merchant_customer_id("nobody")).unwrap().is_none()));
    });
    group.finish();
}
