//! An import holds rows back and writes them in the order of the file's keys. However much of it is held at once, the store
//! is the one that the rows would have made one by one.

use std::ops::ControlFlow;

use proptest::prelude::*;
use tillbook::transfer::{ImportOptions, ImportReport, Progress, export_csv, export_jsonl, import_from};
use tillbook::{Customer, CustomerQuery, ListQuery, NewCustomer, Order, OwnFields, Result, Status, Timestamp};

mod support;
use support::Till;

/// How much of a file is held at once.
#[derive(Debug, Clone, Copy)]
enum Held {
    Everything,
    /// So many bytes of it.
    Bytes(usize),
    /// One row, in a write of its own.
    Row,
}

const WAYS: [Held; 3] = [Held::Everything, Held::Bytes(3000), Held::Row];

impl Held {
    fn options(self) -> ImportOptions {
        match self {
            Held::Everything => ImportOptions::default(),
            Held::Bytes(memory_bytes) => ImportOptions { memory_bytes, ..ImportOptions::default() },
            Held::Row => ImportOptions { rows_at_once: 1, ..ImportOptions::default() },
        }
    }
}

/// A line of a file: mostly a customer, from few enough that they meet.
fn line() -> impl Strategy<Value = String> {
    let id = prop_oneof![
        3 => (0..40u32).prop_map(|number| format!("\"cust_test_{number:019}\"")),
        1 => (0..20u32).prop_map(|number| format!("\"old-{number}\"")),
        2 => Just("null".to_owned()),
    ];
    let number = prop_oneof![(0..30u32).prop_map(|number| format!("\"M-{number}\"")), Just("null".to_owned())];
    let cards = prop::collection::vec(0..30u32, 0..3).prop_map(|cards| {
        let card = |card: u32| {
            format!(r#"{{"id":"card_test_{card:019}","brand":"Visa","last_digits":"4242","expiration_month":1,"expiration_year":2031}}"#)
        };
        cards.into_iter().map(card).collect::<Vec<_>>().join(",")
    });
    let fields = (id, number, cards, 0..50u32, "[a-d]{0,3}", 0..4_000_000_000i64);
    let customer = fields.prop_map(|(id, number, cards, person, name, created)| {
        let created = Timestamp::from_millis(created * 400);
        format!(
            r#"{{"id":{id},"merchant_customer_id":{number},"email":"p{person}@example.org","name":"{name} Berg","phone":"+66 8{person:03}","created_at":"{created}","cards":[{cards}]}}"#
        )
    });
    prop_oneof![20 => customer, 1 => Just("{broken".to_owned()), 1 => Just("[]".to_owned())]
}

/// Everything that a store shows of its customers.
#[derive(Debug, PartialEq)]
struct Shown {
    lines: String,
    table: String,
    newest_first: Vec<String>,
    totals: Vec<u64>,
    found: Vec<Vec<String>>,
}

fn ids(customers: &[std::sync::Arc<Customer>]) -> Vec<String> {
    customers.iter().map(|customer| brought(customer.id.clone())).collect()
}

/// A text without the ids that the store made. Which ones those are hangs on refused rows: a write that came to nothing
/// gives back what it took.
fn brought(mut text: String) -> String {
    const PREFIX: &str = "cust_test_";
    let made: Vec<usize> = text.match_indices(PREFIX).map(|(at, _)| at + PREFIX.len()).collect();
    for at in made.into_iter().filter(|at| !text[*at..].starts_with("00000000")).collect::<Vec<_>>() {
        text.replace_range(at..at + 19, "made by the store, ");
    }
    text
}

fn shown(till: &Till) -> Shown {
    let check = till.store.check(|_| {}).unwrap();
    assert!(check.is_sound(), "{check:?}");
    let customers = till.account.customers();
    let (mut lines, mut table) = (Vec::new(), Vec::new());
    export_jsonl(&till.account, &mut lines, |_| {}).unwrap();
    export_csv(&till.account, &mut table, |_| {}).unwrap();
    let list = |from: i64, offset| {
        let from = Some(Timestamp::from_millis(from));
        customers.list(&ListQuery { from, offset, order: Order::NewestFirst, ..ListQuery::default() }).unwrap()
    };
    let find = |name: &str, phone: &str| {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let query = CustomerQuery { name: text(name), phone: text(phone), limit: 1000, ..CustomerQuery::default() };
        ids(&customers.find(&query).unwrap().items)
    };
    Shown {
        lines: brought(String::from_utf8(lines).unwrap()),
        table: brought(String::from_utf8(table).unwrap()),
        newest_first: ids(&list(i64::MIN, 10).items),
        totals: (0..16).map(|part| list(part * 100_000_000_000, 0).total).collect(),
        found: vec![find("be", ""), find("ab", ""), find("", "3"), find("", "017")],
    }
}

/// A store that has customers already.
fn begun(before: u32) -> Till {
    let till = Till::open();
    for number in 0..before {
        let own = OwnFields { merchant_customer_id: Some(format!("M-{number}")), ..OwnFields::default() };
        till.account.customers().create(NewCustomer { own, ..NewCustomer::default() }).unwrap();
    }
    till
}

fn imported(till: &Till, lines: &[String], options: ImportOptions) -> ImportReport {
    import_from(&till.account, lines.join("\n").as_bytes(), options, |_| {}).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_makes_the_same_store_however_much_of_it_is_held(
        before in 0..12u32,
        first in prop::collection::vec(line(), 1..50),
        second in prop::collection::vec(line(), 1..20),
    ) {
        let mut outcomes = Vec::new();
        for held in WAYS {
            let till = begun(before);
            let rehearsed = imported(&till, &first, ImportOptions { dry_run: true, ..held.options() });
            let first = imported(&till, &first, held.options());
            prop_assert_eq!(&rehearsed, &first, "a dry run with {:?}", held);
            let second = imported(&till, &second, held.options());
            outcomes.push((first, second, shown(&till)));
        }
        for (held, outcome) in WAYS.iter().zip(&outcomes) {
            prop_assert_eq!(outcome, &outcomes[0], "with {:?}", held);
        }
    }
}

/// Long enough for several blocks of the list, and for rows that go through a cursor.
fn many(count: usize) -> Vec<String> {
    let scattered = |number: usize| (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) % 1_000_000_007;
    let customer = |number| {
        let (place, created) = (scattered(number), Timestamp::from_millis(1000 * scattered(number + count) as i64));
        format!(
            r#"{{"id":"cust_test_{place:019}","email":"p{number}@example.org","name":"Ann{number} Berg","created_at":"{created}"}}"#
        )
    };
    (0..count).map(customer).collect()
}

#[test]
fn a_long_file_makes_the_same_store_in_one_piece_and_in_many() {
    let lines = many(3000);
    let [whole, pieces] = [ImportOptions::default(), Held::Bytes(100_000).options()].map(|options| {
        let till = begun(3);
        assert_eq!(imported(&till, &lines[..1000], options).created, 1000);
        assert_eq!(imported(&till, &lines, options).created, 2000);
        shown(&till)
    });
    assert_eq!(whole, pieces);
}

#[test]
fn progress_tells_of_reading_and_of_writing_and_a_stopped_group_leaves_nothing() {
    let lines = many(9000).join("\n");
    let import = |till: &Till, stop_at: usize| -> Result<Vec<Progress>> {
        let mut told = Vec::new();
        import_from(&till.account, lines.as_bytes(), ImportOptions::default(), |progress| {
            told.push(progress);
            if told.len() == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        Ok(told)
    };
    let told = import(&Till::open(), usize::MAX).unwrap();
    let rows: Vec<u64> = told.iter().filter(|progress| progress.writing.is_none()).map(|p| p.rows).collect();
    assert_eq!(rows, [0, 4096, 8192, 9000]);
    let writing: Vec<_> = told.iter().filter_map(|progress| progress.writing).collect();
    assert!(writing.len() > 5 && writing.iter().all(|writing| writing.done <= writing.total), "{writing:?}");
    assert!(writing.windows(2).all(|pair| pair[0].done < pair[1].done), "{writing:?}");

    let till = Till::open();
    for stop_at in [1, 2, 3, told.len() - 2] {
        assert_eq!(import(&till, stop_at).unwrap_err().status(), Status::Cancelled);
        assert_eq!(till.account.customers().list(&ListQuery::default()).unwrap().total, 0);
    }
    import(&till, usize::MAX).unwrap();
    assert!(till.store.check(|_| {}).unwrap().is_sound());
}
