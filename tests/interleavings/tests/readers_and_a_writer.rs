//! No stale answer after an acknowledgement, none ahead of a commit, none after a failed one, in whatever order readers
//! and a writer come. Each promise is also shown to break when the part of the protocol that keeps it is left out.

use std::sync::Arc;

use interleavings::{LeftOut, Store, Told};
use loom::sync::atomic::Ordering::SeqCst;
use loom::thread;

/// Two of them: what was read first and what was read then.
const TWICE: usize = 2;

/// Goes through the orders in which threads can be interrupted so often.
fn in_every_order(interruptions: usize, story: impl Fn() + Send + Sync + 'static) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(interruptions);
    model.check(story);
}

/// Reads, and says what was read, after checking it against what the writer told before and after.
fn look<const KEYS: usize>(store: &Store<KEYS>, told: &Told, nth: usize) -> Option<usize> {
    let acknowledged = told.acknowledged.load(SeqCst);
    let value = store.read(nth);
    let published = told.published.load(SeqCst);
    match value {
        Some(value) => {
            assert!(acknowledged <= value, "{value} is read after {acknowledged} was acknowledged");
            assert!(value <= published, "{value} is read before it was committed");
        }
        None => assert!(store.is_stopped(), "nothing is read although nothing failed"),
    }
    value
}

fn reader<const KEYS: usize>(store: &Store<KEYS>, told: &Told, keys: [usize; TWICE]) {
    let [first, then] = keys.map(|nth| look(store, told, nth));
    assert!(then.is_none() || first <= then, "time ran back from {first:?} to {then:?}");
}

fn one_write(left_out: LeftOut) {
    in_every_order(3, move || {
        let (store, told) = (Arc::new(Store::<2>::new(left_out)), Arc::new(Told::default()));
        let (shared, hears) = (store.clone(), told.clone());
        let other = thread::spawn(move || reader(&shared, &hears, [0, 1]));
        let (shared, tells) = (store.clone(), told.clone());
        let writer = thread::spawn(move || shared.write(1, &tells));
        reader(&store, &told, [1, 0]);
        other.join().unwrap();
        writer.join().unwrap();
        assert_eq!(look(&store, &told, 0), Some(1));
        assert_eq!(look(&store, &told, 1), Some(1));
    });
}

#[test]
fn what_was_acknowledged_is_read_and_what_is_not_committed_is_not() {
    one_write(LeftOut::Nothing);
}

#[test]
fn two_writes_one_after_the_other() {
    in_every_order(3, || {
        let (store, told) = (Arc::new(Store::<1>::new(LeftOut::Nothing)), Arc::new(Told::default()));
        let (shared, tells) = (store.clone(), told.clone());
        let writer = thread::spawn(move || (1..=2).for_each(|number| shared.write(number, &tells)));
        reader(&store, &told, [0, 0]);
        writer.join().unwrap();
        assert_eq!(look(&store, &told, 0), Some(2));
    });
}

#[test]
fn many_at_once_are_of_one_moment() {
    in_every_order(3, || {
        let (store, told) = (Arc::new(Store::<2>::new(LeftOut::Nothing)), Arc::new(Told::default()));
        store.read(1);
        let (shared, tells) = (store.clone(), told.clone());
        let writer = thread::spawn(move || shared.write(1, &tells));
        let all = store.read_all().unwrap();
        assert_eq!(all[0], all[1]);
        writer.join().unwrap();
    });
}

fn a_failing_commit(left_out: LeftOut) {
    in_every_order(3, move || {
        let (store, told) = (Arc::new(Store::<1>::new(left_out)), Arc::new(Told::default()));
        store.read(0);
        let (shared, tells) = (store.clone(), told.clone());
        let writer = thread::spawn(move || {
            shared.write(1, &tells);
            shared.fail(&tells);
        });
        reader(&store, &told, [0, 0]);
        writer.join().unwrap();
        assert_eq!(look(&store, &told, 0), None);
    });
}

#[test]
fn after_a_failed_commit_nothing_is_read() {
    a_failing_commit(LeftOut::Nothing);
}

#[test]
#[should_panic(expected = "is read")]
fn without_closing_an_old_answer_stays() {
    one_write(LeftOut::Closing);
}

#[test]
#[should_panic(expected = "is read after")]
fn without_asking_whether_the_snapshot_is_current_an_old_answer_comes_back() {
    one_write(LeftOut::AskingWhetherCurrent);
}

#[test]
#[should_panic(expected = "is read after")]
fn opened_too_early_a_set_takes_an_old_answer() {
    one_write(LeftOut::OpeningLast);
}

#[test]
#[should_panic(expected = "is read after")]
fn a_stopped_store_that_answers_from_memory_is_noticed() {
    a_failing_commit(LeftOut::RefusingWhenStopped);
}
