//! A search by the indexes finds somebody else than a look at every customer would, or in another order, or a page leaves
//! somebody out or shows somebody twice.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::sample::select;
use tillbook::*;

const NAMES: [&str; 16] = [
    "Ann Berg",
    "Anna Bergmann",
    "Bo Ann-Marie Annason",
    "BJØRN ÅNGSTRÖM",
    "Bjorn Angstrom Bjornson",
    "a",
    "Al Ali Alina",
    "山田 太郎",
    "山田太郎",
    "ﾀﾅｶ ｱｷﾗ",
    "たなか あきら",
    "김민수",
    "นายสมชาย ใจดี",
    "สมศักดิ์ สุวรรณรัตน์เจริญวงศ์",
    "Wolfeschlegelsteinhausen",
    "Wolfeschlegelsteinberger Wolfeschlegelsteinhausen",
];
const PHONES: [&str; 14] = [
    "+66 81 234 5678",
    "0066812345678",
    "081-234-5678",
    "(081) 2345678",
    "812345678",
    "66812345678",
    "+66 (0)81 234 5678",
    "5678",
    "15678",
    "05678",
    "+47 81 23 45 678",
    "00000",
    "0123456789012345678901234",
    "٠٨١٢٣٤٥٦٧٨",
];
const EMAILS: [&str; 6] = [
    "ann@example.org",
    "Ann.Berg@Example.org",
    "ann.berg.the.second@example.org",
    "ann.berg.the.section@x.org",
    "åsa@x.no",
    "b@x.no",
];
const TYPED_NAMES: [&str; 22] = [
    "a",
    "an",
    "ann",
    "ann berg",
    "b",
    "berg ann",
    "bj ang",
    "ann an a",
    "ann ann",
    "al",
    "ali al",
    "山田",
    "太郎",
    "田太",
    "た",
    "アキ",
    "김",
    "สมชาย",
    "ใจ",
    "สุวรรณรัตน์เจ",
    "wolfeschlegelsteinh",
    "o o",
];
const TYPED_PHONES: [&str; 14] = [
    "8",
    "0",
    "5678",
    "05678",
    "812345678",
    "0812345678",
    "+66812345678",
    "0066 81 234 5678",
    "66812345678",
    "+47 812345678",
    "00",
    "5678901234",
    "345678901234567890123",
    "99",
];
const TYPED_EMAILS: [&str; 7] = ["a", "ANN", "ann.", "ann.berg.the.sec", "ann.berg.the.second", "å", "x"];

fn person() -> impl Strategy<Value = OwnFields> {
    let name = proptest::option::weighted(0.9, select(&NAMES[..]));
    let phone = proptest::option::weighted(0.9, select(&PHONES[..]));
    (name, phone).prop_map(|(name, phone)| OwnFields {
        name: name.map(Into::into),
        phone: phone.map(Into::into),
        ..OwnFields::default()
    })
}

fn query() -> impl Strategy<Value = CustomerQuery> {
    let of = |typed: &'static [&'static str]| proptest::option::weighted(0.5, select(typed).prop_map(str::to_owned));
    let email = proptest::option::weighted(0.1, select(&EMAILS[..]).prop_map(str::to_owned));
    (of(&TYPED_NAMES), of(&TYPED_PHONES), of(&TYPED_EMAILS), email, 1..4usize).prop_map(
        |(name, phone, email_prefix, email, limit)| CustomerQuery {
            name,
            phone,
            email_prefix,
            email,
            limit,
            ..CustomerQuery::default()
        },
    )
}

/// Every page of a query, one after the other.
fn pages(account: &Account, query: &CustomerQuery) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    loop {
        let query = CustomerQuery { offset: found.len() as u64, ..query.clone() };
        let page = account.customers().find(&query).unwrap();
        assert_eq!(
            page.more,
            page.items.len() == query.limit && page.more,
            "a page that is not full has nothing beyond"
        );
        found.extend(page.items.iter().map(|customer| customer.id.clone()));
        if !page.more {
            return found;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_page_is_what_a_look_at_everybody_gives(
        people in prop::collection::vec((person(), proptest::option::of(select(&EMAILS[..]))), 1..60),
        queries in prop::collection::vec(query(), 1..20),
        changed in prop::collection::vec((0..60usize, person()), 0..10),
        deleted in prop::collection::vec(0..60usize, 0..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let accounts = [true, false].map(|indexes| {
            let path = folder.path().join(format!("{indexes}.tillbook"));
            let options = OpenOptions::new().search_indexes(indexes).entropy(SeededEntropy::new(7));
            options.clock(ManualClock::at(Timestamp::from_millis(1))).open(path).unwrap().account(Provider::Omise, Mode::Test)
        });
        let mut ids = Vec::new();
        for account in &accounts {
            let row = |(own, email): &(OwnFields, Option<&str>)| ImportedCustomer {
                own: own.clone(),
                email: email.map(Into::into),
                ..ImportedCustomer::default()
            };
            account.customers().import(people.iter().map(row).collect(), false).unwrap();
            let everybody = ListQuery { limit: usize::MAX, ..ListQuery::default() };
            ids = account.customers().list(&everybody).unwrap().items.iter().map(|customer| customer.id.clone()).collect();
            for (number, own) in &changed {
                let update = CustomerUpdate { own: Some(own.clone()), ..CustomerUpdate::default() };
                account.customers().update(&ids[number % ids.len()], update).unwrap();
            }
            for number in &deleted {
                account.customers().delete(&ids[number % ids.len()]).ok();
            }
        }
        for query in &queries {
            if *query == (CustomerQuery { limit: query.limit, ..CustomerQuery::default() }) {
                continue;
            }
            let whole = CustomerQuery { limit: usize::MAX, ..query.clone() };
            let [fast, plain] = [&accounts[0], &accounts[1]].map(|account| pages(account, &whole));
            prop_assert_eq!(&fast, &plain, "{:?}", query);
            prop_assert_eq!(fast.iter().collect::<HashSet<_>>().len(), fast.len(), "{:?}", query);
            prop_assert_eq!(&pages(&accounts[0], query), &plain, "{:?}", query);
            prop_assert_eq!(&pages(&accounts[1], query), &plain, "{:?}", query);
        }
        prop_assert!(ids.len() == people.len());
    }
}

/// Both words lead to so many that neither is read whole, and none has both but the last.
#[test]
fn a_customer_with_two_frequent_words_is_found_among_those_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let account = Store::open(folder.path().join("till.tillbook")).unwrap().account(Provider::Komoju, Mode::Test);
    let row = |name: &str| ImportedCustomer {
        own: OwnFields { name: Some(name.into()), phone: Some("1234".into()), ..OwnFields::default() },
        ..ImportedCustomer::default()
    };
    let mut rows: Vec<_> = (0..4000).map(|number| row(if number % 2 == 0 { "Ann Lee" } else { "Berg Lee" })).collect();
    rows.extend((0..3).map(|_| row("Zoe Berg Ann")));
    account.customers().import(rows, false).unwrap();
    for (name, phone) in
        [("ann berg", None), ("berg ann", None), ("a b z", None), ("b a", Some("4")), ("lee berg a", None)]
    {
        let query = CustomerQuery {
            name: Some(name.into()),
            phone: phone.map(Into::into),
            limit: 2,
            ..CustomerQuery::default()
        };
        let expected = if name.contains("lee") { 0 } else { 3 };
        let found = pages(&account, &query);
        assert_eq!(found.len(), expected, "{name}");
    }
}

#[test]
fn a_store_without_search_indexes_says_so_and_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("till.tillbook");
    let fill = |store: &Store| {
        let own = OwnFields { name: Some("Ann".into()), phone: Some("123".into()), ..OwnFields::default() };
        let email = Some("ann@example.org".into());
        let new = NewCustomer { own, email, ..NewCustomer::default() };
        store.account(Provider::Omise, Mode::Test).customers().create(new).unwrap();
    };
    let entries = |store: &Store| {
        let stat = store.stat().unwrap();
        let searched = ["phone", "name", "email_prefix", "description"];
        let entries = stat.indexes.iter().filter(|index| searched.contains(&index.index)).map(|index| index.entries);
        (stat.search_indexes, entries.sum::<u64>())
    };
    let store = OpenOptions::new().search_indexes(false).open(&path).unwrap();
    fill(&store);
    assert_eq!(entries(&store), (false, 0));
    drop(store);
    let store = OpenOptions::new().search_indexes(true).open(&path).unwrap();
    fill(&store);
    assert_eq!(entries(&store), (false, 0), "it stays as it was made");
    let copy = folder.path().join("copy.tillbook");
    store.backup(&copy, |_| ()).unwrap();
    drop(store);
    for path in [path, copy] {
        let store = Store::open(&path).unwrap();
        assert_eq!(entries(&store), (false, 0));
        assert!(store.check(|_| ()).unwrap().is_sound());
    }
    let store = Store::open(folder.path().join("usual.tillbook")).unwrap();
    fill(&store);
    assert_eq!(entries(&store), (true, 3));
}
