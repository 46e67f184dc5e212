//! How often each function was called, how often it did what it is for, and how long that took.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use crate::table::EXPORTS;

/// What is counted of one function.
#[derive(Clone, Copy)]
struct Count {
    calls: u64,
    successes: u64,
    took: Duration,
}

static COUNTS: Mutex<[Count; EXPORTS.len()]> =
    Mutex::new([Count { calls: 0, successes: 0, took: Duration::ZERO }; EXPORTS.len()]);

/// How many different outcomes of a function are told apart.
const OUTCOMES: usize = 24;

/// Where the fuzzer looks for what is new beside the code that was run: here, a status that a function had not returned.
#[unsafe(link_section = "__libfuzzer_extra_counters")]
static REACHED: [AtomicU8; EXPORTS.len() * OUTCOMES] = [const { AtomicU8::new(0) }; EXPORTS.len() * OUTCOMES];

/// Counts a call that ended with one of the function's outcomes.
pub fn count(export: usize, outcome: usize, success: bool, took: Duration) {
    if let Some(reached) = REACHED.get(export * OUTCOMES + outcome.min(OUTCOMES - 1)) {
        reached.store(1, Ordering::Relaxed);
    }
    let mut counts = COUNTS.lock().expect("only one thread counts");
    counts[export].calls += 1;
    counts[export].successes += u64::from(success);
    counts[export].took += took;
}

pub fn calls() -> u64 {
    COUNTS.lock().expect("only one thread counts").iter().map(|count| count.calls).sum()
}

/// Writes the counts to the file that `TILLBOOK_FUZZ_COUNTS` names: function, calls, successes, microseconds.
pub extern "C" fn write() {
    let Some(path) = std::env::var_os("TILLBOOK_FUZZ_COUNTS") else { return };
    let counts = COUNTS.lock().expect("only one thread counts");
    let lines = EXPORTS.iter().zip(counts.iter()).map(|(export, count)| {
        format!("{} {} {} {}\n", export.name, count.calls, count.successes, count.took.as_micros())
    });
    std::fs::write(path, lines.collect::<String>()).expect("the counts can be written");
}
