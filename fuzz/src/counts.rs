//! How often each function was called, and how often it did what it is for.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::table::EXPORTS;

/// For each function how many calls there were, and how many successes.
pub static COUNTS: Mutex<[(u64, u64); EXPORTS.len()]> = Mutex::new([(0, 0); EXPORTS.len()]);

/// How many different outcomes of a function are told apart.
const OUTCOMES: usize = 24;

/// Where the fuzzer looks for what is new beside the code that was run: here, a status that a function had not returned.
#[unsafe(link_section = "__libfuzzer_extra_counters")]
static REACHED: [AtomicU8; EXPORTS.len() * OUTCOMES] = [const { AtomicU8::new(0) }; EXPORTS.len() * OUTCOMES];

/// Counts a call that ended with one of the function's outcomes.
pub fn count(export: usize, outcome: usize, success: bool) {
    if let Some(reached) = REACHED.get(export * OUTCOMES + outcome.min(OUTCOMES - 1)) {
        reached.store(1, Ordering::Relaxed);
    }
    let mut counts = COUNTS.lock().expect("only one thread counts");
    counts[export].0 += 1;
    counts[export].1 += u64::from(success);
}

pub fn calls() -> u64 {
    COUNTS.lock().expect("only one thread counts").iter().map(|(calls, _)| calls).sum()
}

/// Writes the counts to the file that `TILLBOOK_FUZZ_COUNTS` names: function, calls, successes.
pub extern "C" fn write() {
    let Some(path) = std::env::var_os("TILLBOOK_FUZZ_COUNTS") else { return };
    let counts = COUNTS.lock().expect("only one thread counts");
    let lines = EXPORTS.iter().zip(counts.iter()).map(|(export, (calls, successes))| {
        format!("{} {calls} {successes}\n", export.name)
    });
    std::fs::write(path, lines.collect::<String>()).expect("the counts can be written");
}
