//! A store lives through weeks that nobody wrote a test for: random histories of everything that can be done, in several
//! accounts at once, with a clock that jumps and a store that is closed and opened in between. A model in plain lists
//! lives through the same, and every answer must be the same.
//!
//! `TILLBOOK_HISTORIES` says how many histories (256 unless told otherwise), `TILLBOOK_HISTORY_LENGTH` how many
//! operations one has on average. A failure prints the shortest history found that still fails, what was called in it,
//! and what differs.

mod compare;
mod game;
mod ids;
mod model;
mod operation;
mod play;
mod pools;
mod strategy;

use proptest::test_runner::{Config, FileFailurePersistence, TestCaseError, TestRunner};

#[test]
fn a_store_answers_as_its_model_whatever_happens() {
    let histories: u32 = from_environment("TILLBOOK_HISTORIES", 256);
    let length: usize = from_environment("TILLBOOK_HISTORY_LENGTH", 60);
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u32).min(histories.max(1));
    let failures: Vec<String> = std::thread::scope(|scope| {
        let share = |thread| histories / threads + u32::from(thread < histories % threads);
        let start = |thread| {
            // Generating deeply nested values takes more than a thread's usual two mebibytes of stack.
            let thread_of_its_own = std::thread::Builder::new().stack_size(64 << 20);
            thread_of_its_own.spawn_scoped(scope, move || run(share(thread), length)).expect("a thread starts")
        };
        let running: Vec<_> = (0..threads).map(start).collect();
        running.into_iter().filter_map(|thread| thread.join().expect("a thread ends").err()).collect()
    });
    if let Some(failure) = failures.first() {
        panic!("{failure}");
    }
}

fn run(histories: u32, length: usize) -> Result<(), String> {
    // What once failed is tried again first.
    let failures = FileFailurePersistence::Direct("tests/histories/failures.txt");
    let config = Config {
        cases: histories,
        max_shrink_time: 60_000,
        failure_persistence: Some(Box::new(failures)),
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&strategy::history(length), |history| game::play(&history).map_err(TestCaseError::fail))
        .map_err(|failure| failure.to_string())
}

fn from_environment<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")),
        Err(_) => otherwise,
    }
}
