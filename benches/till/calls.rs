//! A customer as JSON: what the provider answers, and what an export writes.

use std::hint::black_box;

use criterion::Criterion;
use tillbook::Request;
use tillbook::transfer::export_customer;

use super::Shop;
use super::customers::{HOT, walk};

pub fn measure(criterion: &mut Criterion, shop: &Shop) {
    let requests: Vec<Request> =
        shop.customers.iter().map(|customer| Request::get(format!("/customers/{}", customer.id))).collect();
    let mut group = criterion.benchmark_group("json");
    let mut next = walk(HOT);
    group.bench_function("call GET /customers/ID", |bencher| {
        bencher.iter(|| assert_eq!(black_box(shop.account.call(&requests[next()])).status, 200));
    });
    group.bench_function("export_customer", |bencher| {
        bencher.iter(|| black_box(export_customer(&shop.account, &shop.customers[next()].id)).unwrap().unwrap());
    });
    let page = Request::get("/customers?limit=20");
    group.bench_function("call GET /customers, 20 of them", |bencher| {
        bencher.iter(|| assert_eq!(black_box(shop.account.call(&page)).status, 200));
    });
    group.finish();
}
