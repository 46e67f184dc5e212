//! Long lists are counted in blocks, so that a total or a distant page costs no walk. A block that is split or emptied
//! wrongly makes a total lie or a page begin in the wrong place; nobody would notice with twenty customers.

use std::collections::HashMap;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use tillbook::*;

/// Customers that come to be at these times, in this order.
#[derive(Debug, Clone)]
enum Arrival {
    /// Each so many milliseconds after the one before; before it, when negative; at the same time, when 0.
    InStep { from: i64, step: i64, count: usize },
    /// At many different times, before 1970 too.
    Scattered { times: Vec<i64> },
}

/// Customers that leave the list.
#[derive(Debug, Clone)]
enum Departure {
    /// So many from a place on.
    Stretch { from: usize, count: usize },
    /// Every so-manieth one.
    Every { nth: usize },
}

#[derive(Debug, Clone)]
enum Step {
    Arrive(Arrival),
    Leave(Departure),
    /// The store is closed and opened again.
    Reopen,
    /// A page, by places in the list that stand for times, with milliseconds added.
    Look {
        from: Option<(usize, i64)>,
        to: Option<(usize, i64)>,
        offset: usize,
        limit: usize,
        order: Order,
    },
}

fn arrival() -> impl Strategy<Value = Arrival> {
    let from = select(&[-62_000_000_000_000i64, -1_000, -1, 0, 1_700_000_000_000][..]);
    prop_oneof![
        3 => (from, select(&[-1_000i64, -1, 0, 0, 1, 1_000][..]), 1..1200usize)
            .prop_map(|(from, step, count)| Arrival::InStep { from, step, count }),
        2 => vec(-2_000..2_000i64, 1..900).prop_map(|times| Arrival::Scattered { times }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let departure = prop_oneof![
        (0..5000usize, 1..600usize).prop_map(|(from, count)| Departure::Stretch { from, count }),
        (3..40usize).prop_map(|nth| Departure::Every { nth }),
    ];
    let moment = || of_half((0..5000usize, select(&[-1_000i64, -1, 0, 0, 1][..])));
    let order = select(&[Order::OldestFirst, Order::NewestFirst][..]);
    let page = (moment(), moment(), 0..5000usize, select(&[0usize, 1, 20, 600][..]), order);
    prop_oneof![
        4 => arrival().prop_map(Step::Arrive),
        2 => departure.prop_map(Step::Leave),
        1 => Just(Step::Reopen),
        8 => page.prop_map(|(from, to, offset, limit, order)| Step::Look { from, to, offset, limit, order }),
    ]
}

fn of_half<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.5, value)
}

/// A list in the store, and beside it the same list as a sorted vector.
struct List {
    folder: tempfile::TempDir,
    account: Option<Account>,
    /// Time and order of arrival, and id.
    sorted: Vec<((i64, usize), String)>,
    arrived: usize,
}

impl List {
    fn new() -> List {
        let memory = Path::new("/dev/shm");
        let folder = memory.is_dir().then(|| tempfile::tempdir_in(memory).ok()).flatten();
        let folder = folder.unwrap_or_else(|| tempfile::tempdir().expect("a temporary folder"));
        let mut list = List { folder, account: None, sorted: Vec::new(), arrived: 0 };
        list.reopen();
        list
    }

    fn reopen(&mut self) {
        self.account = None;
        let store = OpenOptions::new().cache_bytes(4 << 20).open(self.folder.path().join("till.tillbook")).unwrap();
        // SHOPLINE compares times to the millisecond and destroys what is deleted.
        self.account = Some(store.account(Provider::Shopline, Mode::Test));
    }

    fn account(&self) -> &Account {
        self.account.as_ref().expect("an open store")
    }

    fn arrive(&mut self, times: &[i64]) {
        let row = |&time: &i64| ImportedCustomer {
            created_at: Some(Timestamp::from_millis(time)),
            ..ImportedCustomer::default()
        };
        let results = self.account().customers().import(times.iter().map(row).collect(), false).unwrap();
        for (time, result) in times.iter().zip(results) {
            let Ok(Imported::Created(id)) = result else { panic!("{result:?}") };
            self.sorted.push(((*time, self.arrived), id));
            self.arrived += 1;
        }
        self.sorted.sort();
    }

    fn leave(&mut self, departure: &Departure) {
        let leaves = |place: usize| match *departure {
            Departure::Stretch { from, count } => {
                let from = from % self.sorted.len().max(1);
                (from..from + count).contains(&place)
            }
            Departure::Every { nth } => place.is_multiple_of(nth),
        };
        let (gone, stay) = self.sorted.iter().cloned().enumerate().partition::<Vec<_>, _>(|(place, _)| leaves(*place));
        for (_, (_, id)) in &gone {
            self.account().customers().delete(id).unwrap();
        }
        self.sorted = stay.into_iter().map(|(_, customer)| customer).collect();
    }

    fn look(&self, query: &ListQuery) -> Result<(), TestCaseError> {
        let after = |time: i64| query.from.is_none_or(|from| from.as_millis() <= time);
        let before = |time: i64| query.to.is_none_or(|to| time <= to.as_millis());
        let mut within: Vec<&String> =
            self.sorted.iter().filter(|((time, _), _)| after(*time) && before(*time)).map(|(_, id)| id).collect();
        if query.order == Order::NewestFirst {
            within.reverse();
        }
        let page = self.account().customers().list(query).unwrap();
        prop_assert_eq!(page.total, within.len() as u64, "{:?}", query);
        let ids: Vec<&String> = page.items.iter().map(|customer| &customer.id).collect();
        let expected: Vec<&String> = within.iter().copied().skip(query.offset as usize).take(query.limit).collect();
        prop_assert_eq!(ids, expected, "{:?}", query);
        prop_assert_eq!(page.more, query.offset as usize + page.items.len() < within.len(), "{:?}", query);
        let visited = self.account().customers().iter(query).unwrap().collect::<Result<Vec<_>>>().unwrap();
        prop_assert_eq!(visited, page.items, "{:?}", query);
        self.look_beside(query, &within)
    }

    /// Looks at what lies on both sides of a record, which need not lie within the query's times.
    fn look_beside(&self, query: &ListQuery, within: &[&String]) -> Result<(), TestCaseError> {
        let mut all: Vec<&String> = self.sorted.iter().map(|(_, id)| id).collect();
        if query.order == Order::NewestFirst {
            all.reverse();
        }
        let Some(&cursor) = all.get(query.offset as usize % all.len().max(1)) else { return Ok(()) };
        let places: HashMap<&String, usize> = all.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let place = |id: &String| places[id];
        let (before, after): (Vec<&String>, Vec<&String>) =
            within.iter().copied().filter(|id| *id != cursor).partition(|id| place(id) < place(cursor));
        let offset = query.offset as usize % 3;
        for (cursor, beside) in [(Cursor::After(cursor.clone()), after), (Cursor::Before(cursor.clone()), before)] {
            let left = beside.len().saturating_sub(offset);
            let shown = left.min(query.limit);
            let expected = match cursor {
                Cursor::After(_) => &beside[beside.len() - left..][..shown],
                Cursor::Before(_) => &beside[left - shown..left],
            };
            let query = ListQuery { cursor: Some(cursor), offset: offset as u64, ..query.clone() };
            let page = self.account().customers().list(&query).unwrap();
            let ids: Vec<&String> = page.items.iter().map(|customer| &customer.id).collect();
            prop_assert_eq!(&ids, expected, "{:?}", query);
            prop_assert_eq!((page.total, page.more), (within.len() as u64, left > shown), "{:?}", query);
            match self.account().customers().iter(&query) {
                Ok(rest) => prop_assert_eq!(&rest.collect::<Result<Vec<_>>>().unwrap(), &page.items, "{:?}", query),
                Err(refused) => {
                    prop_assert!(matches!(query.cursor, Some(Cursor::Before(_))), "{:?}", query);
                    prop_assert_eq!(refused.field(), Some("before"));
                }
            }
            let chosen = self.account().customers().select(&query, Among::All, |_| true).unwrap();
            prop_assert_eq!((&chosen.items, chosen.more), (&page.items, page.more), "{:?}", query);
            if within.len() > 1_000 {
                continue;
            }
            let every_id: Vec<String> = within.iter().map(|id| (*id).clone()).collect();
            let named = self.account().customers().select(&query, Among::Ids(&every_id), |_| true).unwrap();
            prop_assert_eq!((&named.items, named.more), (&page.items, page.more), "{:?}", query);
        }
        Ok(())
    }

    fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Arrive(Arrival::InStep { from, step, count }) => {
                let times: Vec<i64> = (0..*count as i64).map(|number| from + number * step).collect();
                self.arrive(&times);
            }
            Step::Arrive(Arrival::Scattered { times }) => self.arrive(times),
            Step::Leave(departure) => self.leave(departure),
            Step::Reopen => self.reopen(),
            Step::Look { from, to, offset, limit, order } => {
                let moment = |(place, millis): (usize, i64)| {
                    let time = self.sorted.get(place % self.sorted.len().max(1)).map_or(0, |((time, _), _)| *time);
                    Timestamp::from_millis(time + millis)
                };
                let offset = (*offset % (self.sorted.len() + 2)) as u64;
                let (from, to) = (from.map(moment), to.map(moment));
                let (limit, order) = (*limit, *order);
                return self.look(&ListQuery { from, to, offset, limit, order, cursor: None });
            }
        }
        Ok(())
    }
}

#[test]
fn any_page_of_a_changing_list_is_right() {
    let mut runner = TestRunner::new(Config { cases: 16, failure_persistence: None, ..Config::default() });
    let steps = vec(step(), 1..24);
    let run = runner.run(&steps, |steps| {
        let mut list = List::new();
        steps.iter().try_for_each(|step| list.take(step))?;
        let whole = ListQuery { limit: usize::MAX, ..ListQuery::default() };
        list.look(&whole)?;
        list.look(&ListQuery { order: Order::NewestFirst, ..whole })?;
        prop_assert!(list.account().store().check(|_| ()).unwrap().is_sound());
        Ok(())
    });
    if let Err(failure) = run {
        panic!("{failure}");
    }
}

/// Blocks are themselves counted in runs of 65,536 places: this list has several, grown at both ends and in the middle.
#[test]
fn a_list_of_many_runs_is_counted_right() {
    let mut list = List::new();
    let times =
        |from: i64, step: i64, count: i64| -> Vec<i64> { (0..count).map(|number| from + number * step).collect() };
    list.arrive(&times(0, 10, 70_000));
    list.arrive(&times(-10, -10, 10_000));
    list.arrive(&times(350_005, 0, 3_000));
    let places = [0, 1, 9_999, 10_000, 45_000, 47_999, 65_535, 65_536, 82_998, 82_999, 83_000];
    for offset in places {
        for order in [Order::OldestFirst, Order::NewestFirst] {
            list.look(&ListQuery { offset, limit: 3, order, ..ListQuery::default() }).unwrap();
            let (from, to) = (Some(Timestamp::from_millis(-4_321)), Some(Timestamp::from_millis(offset as i64 * 8)));
            list.look(&ListQuery { offset: offset / 2, limit: 3, order, from, to, cursor: None }).unwrap();
        }
    }
    list.leave(&Departure::Stretch { from: 44_800, count: 1_000 });
    list.leave(&Departure::Every { nth: 97 });
    for offset in places {
        list.look(&ListQuery { offset, limit: 3, ..ListQuery::default() }).unwrap();
    }
    assert!(list.account().store().check(|_| ()).unwrap().is_sound());
}

#[test]
fn a_cursor_that_names_nobody_is_refused() {
    let mut list = List::new();
    list.arrive(&[0, 10, 20]);
    let cursor = Some(Cursor::After("nobody".into()));
    let query = ListQuery { cursor, ..ListQuery::default() };
    let customers = list.account().customers();
    assert_eq!(customers.list(&query).unwrap_err().status(), Status::NotFound);
    assert_eq!(customers.select(&query, Among::All, |_| true).unwrap_err().status(), Status::NotFound);
}

#[test]
fn a_selection_reads_no_further_than_it_must() {
    let mut list = List::new();
    list.arrive(&(0..2_000).map(|number| number * 10).collect::<Vec<_>>());
    let cursor = Some(Cursor::After(list.sorted[1_000].1.clone()));
    let query = ListQuery { cursor, limit: 5, ..ListQuery::default() };
    let looked_at = std::cell::Cell::new(0);
    let keep = |_: &Customer| {
        looked_at.set(looked_at.get() + 1);
        true
    };
    let found = list.account().customers().select(&query, Among::All, keep).unwrap();
    assert_eq!((found.items.len(), found.more, looked_at.get()), (5, true, 6));
    assert_eq!(found.items[0].id, list.sorted[1_001].1);
}
