//! How long it takes to find one of 100,000 customers, by each way a till does.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tillbook::{
    Account, Customer, CustomerQuery, ImportedCustomer, ListQuery, Metadata, Mode, OpenOptions, OwnFields, Provider,
    SeededEntropy,
};

const CUSTOMERS: usize = 100_000;
/// How many customers are looked up again and again: the regulars of a shop.
const HOT: usize = 10_000;
const CHUNK: usize = 10_000;

/// splitmix64: the same customers on every run.
fn mix(number: usize) -> u64 {
    let mut word = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

const FIRST: [&str; 16] = [
    "Ann", "Bjørn", "Chloé", "Dmitri", "Eva", "Farid", "Grace", "Hana", "Iris", "João", "Kenji", "Lena", "Mei", "Nils",
    "Olga", "Pia",
];
const LAST: [&str; 16] = [
    "Abe", "Berg", "Costa", "Díaz", "Eriksen", "Fischer", "García", "Hansen", "Ito", "Jensen", "Kowalski", "Lopez",
    "Müller", "Novak", "Okafor", "Pham",
];

fn customer(number: usize) -> ImportedCustomer {
    let seed = mix(number);
    let (first, last) = (FIRST[(seed % 16) as usize], LAST[(seed / 16 % 16) as usize]);
    ImportedCustomer {
        email: Some(email(number)),
        description: Some(format!("Imported from the old till, account {:08x}", seed as u32)),
        metadata: Metadata::parse(&format!(r#"{{"tier":"{}","visits":"{}"}}"#, seed % 3, seed % 100)).unwrap(),
        own: OwnFields {
            name: Some(format!("{first} {last}")),
            phone: Some(format!("+49 30 {:08}", seed % 100_000_000)),
            merchant_customer_id: Some(merchant_customer_id(number)),
            ..OwnFields::default()
        },
        ..ImportedCustomer::default()
    }
}

fn email(number: usize) -> String {
    format!("{}.{number}@example.org", FIRST[(mix(number) % 16) as usize].to_lowercase())
}

fn merchant_customer_id(number: usize) -> String {
    format!("user-{:08x}-{number}", mix(number) as u32)
}

fn filled(folder: &std::path::Path) -> (Account, Vec<Arc<Customer>>) {
    let store = OpenOptions::new().entropy(SeededEntropy::new(1)).open(folder.join("bench.tillbook")).unwrap();
    let account = store.account(Provider::Omise, Mode::Test);
    for chunk in (0..CUSTOMERS).step_by(CHUNK) {
        let rows = (chunk..chunk + CHUNK).map(customer).collect();
        let results = account.customers().import(rows, false).unwrap();
        assert!(results.iter().all(Result::is_ok));
    }
    let page = account.customers().list(&ListQuery { limit: CUSTOMERS, ..ListQuery::default() }).unwrap();
    assert_eq!(page.total, CUSTOMERS as u64);
    (account, page.items)
}

fn lookups(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let (account, customers) = filled(folder.path());
    let customers_of = account.customers();
    let mut group = criterion.benchmark_group("lookup");
    group.throughput(Throughput::Elements(1));
    for (spread, among) in [("hot", HOT), ("uniform", CUSTOMERS)] {
        // A fixed walk over the customers in an order that no cache foresees.
        let step = CUSTOMERS / among;
        let mut turn = 0usize;
        let mut next = move || {
            turn += 1;
            (mix(turn) as usize % among) * step
        };
        let ids: Vec<&str> = customers.iter().map(|customer| customer.id.as_str()).collect();
        let emails: Vec<&str> = customers.iter().filter_map(|customer| customer.email.as_deref()).collect();
        let numbers: Vec<&str> =
            customers.iter().filter_map(|customer| customer.own.merchant_customer_id.as_deref()).collect();
        group.bench_function(BenchmarkId::new("id", spread), |bencher| {
            bencher.iter(|| black_box(customers_of.get(ids[next()]).unwrap().unwrap()));
        });
        group.bench_function(BenchmarkId::new("email", spread), |bencher| {
            bencher.iter(|| assert_eq!(black_box(customers_of.by_email(emails[next()]).unwrap()).len(), 1));
        });
        group.bench_function(BenchmarkId::new("merchant_customer_id", spread), |bencher| {
            bencher.iter(|| black_box(customers_of.by_merchant_customer_id(numbers[next()]).unwrap().unwrap()));
        });
    }
    group.bench_function("id/absent", |bencher| {
        bencher.iter(|| assert!(black_box(customers_of.get("cust_test_0000000000000000000")).unwrap().is_none()));
    });
    group.bench_function("email/absent", |bencher| {
        bencher.iter(|| assert!(black_box(customers_of.by_email("nobody@example.org")).unwrap().is_empty()));
    });
    group.finish();

    let mut group = criterion.benchmark_group("search");
    let by_phone = CustomerQuery { phone: Some("12345".into()), limit: 20, ..CustomerQuery::default() };
    group.bench_function("last 5 digits of a phone", |bencher| {
        bencher.iter(|| black_box(customers_of.find(&by_phone)).unwrap());
    });
    // A tenth of all customers fits; a page of them is wanted.
    let by_digit = CustomerQuery { phone: Some("1".into()), ..by_phone };
    group.bench_function("last digit of a phone", |bencher| {
        bencher.iter(|| assert_eq!(black_box(customers_of.find(&by_digit)).unwrap().items.len(), 20));
    });
    group.finish();

    let mut group = criterion.benchmark_group("page of 20");
    for offset in [0, CUSTOMERS as u64 / 2, CUSTOMERS as u64 - 20] {
        let query = ListQuery { offset, ..ListQuery::default() };
        group.bench_function(BenchmarkId::new("offset", offset), |bencher| {
            bencher.iter(|| assert_eq!(black_box(customers_of.list(&query)).unwrap().items.len(), 20));
        });
    }
    group.finish();
}

criterion_group!(benches, lookups);
criterion_main!(benches);
