//! Customers as a cashier looks for them.

use std::hint::black_box;

use criterion::Criterion;
use tillbook::CustomerQuery;

use super::Shop;

pub fn measure(criterion: &mut Criterion, shop: &Shop) {
    let customers = shop.account.customers();
    let mut group = criterion.benchmark_group("search");
    let query = || CustomerQuery { limit: 20, ..CustomerQuery::default() };
    let by_phone = CustomerQuery { phone: Some("12345".into()), ..query() };
    group.bench_function("last 5 digits of a phone", |bencher| {
        bencher.iter(|| black_box(customers.find(&by_phone)).unwrap());
    });
    // A tenth of all customers fits; a page of them is wanted.
    let by_digit = CustomerQuery { phone: Some("1".into()), ..query() };
    group.bench_function("last digit of a phone", |bencher| {
        bencher.iter(|| assert_eq!(black_box(customers.find(&by_digit)).unwrap().items.len(), 20));
    });
    for (told, typed) in [("beginning of a name", "eri"), ("beginnings of two names", "bj eri")] {
        let by_name = CustomerQuery { name: Some(typed.into()), ..query() };
        group.bench_function(told, |bencher| {
            bencher.iter(|| assert_eq!(black_box(customers.find(&by_name)).unwrap().items.len(), 20));
        });
    }
    group.finish();
}
