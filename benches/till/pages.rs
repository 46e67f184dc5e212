//! Pages of the list, wherever they lie.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use tillbook::ListQuery;

use super::Shop;
use super::customers::CUSTOMERS;

pub fn measure(criterion: &mut Criterion, shop: &Shop) {
    let customers = shop.account.customers();
    let mut group = criterion.benchmark_group("page of 20");
    for offset in [0, CUSTOMERS as u64 / 2, CUSTOMERS as u64 - 20] {
        let query = ListQuery { offset, ..ListQuery::default() };
        group.bench_function(BenchmarkId::new("offset", offset), |bencher| {
            bencher.iter(|| assert_eq!(black_box(customers.list(&query)).unwrap().items.len(), 20));
        });
    }
    let all = (shop.customers.first().unwrap().created_at, shop.customers.last().unwrap().created_at);
    let between = ListQuery { from: Some(all.0), to: Some(all.1), limit: 1, ..ListQuery::default() };
    group.bench_function("total between two times", |bencher| {
        bencher.iter(|| assert_eq!(black_box(customers.list(&between)).unwrap().total, CUSTOMERS as u64));
    });
    group.finish();
}
