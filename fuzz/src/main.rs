//! Random sequences of calls of the C interface, as its header declares them.
//!
//! The fuzzer's bytes choose functions and arguments; nothing here knows a function by name unless it must. What is held
//! to be true of every call stands in `answers.rs`.
#![no_main]
#![expect(clippy::expect_used, clippy::panic, reason = "what must not happen ends the run")]

mod answers;
mod arguments;
mod counts;
mod damaged;
mod draw;
mod examples;
mod held;
mod host;
mod known;
mod memory;
mod sequence;
mod table;
mod words;

// Only so that it is linked: the functions are called by their names in the header.
use tillbook as _;

use std::path::PathBuf;
use std::sync::OnceLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

/// Where the run keeps its files: the only place that it writes to.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

unsafe extern "C" {
    fn atexit(last: extern "C" fn()) -> i32;
    fn _exit(code: i32) -> !;
    fn __lsan_do_leak_check();
}

fuzz_target!(init: begin(), |data: &[u8]| {
    sequence::run(data);
    if wanted().is_some_and(|wanted| counts::calls() >= wanted) {
        end();
        // SAFETY: ends the program when something leaked.
        unsafe { __lsan_do_leak_check() };
        // SAFETY: nothing is left to be done.
        unsafe { _exit(0) };
    }
});

// Most of what a sequence reaches takes many calls, so one that became short often gets chance bytes at its end.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let size = fuzzer_mutate(data, size, max_size);
    if seed.is_multiple_of(4) {
        return size;
    }
    let mut chance = u64::from(seed);
    let mut bytes = std::iter::repeat_with(|| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 56) as u8
    });
    data[size..max_size].fill_with(|| bytes.next().unwrap_or_default());
    if seed.is_multiple_of(5) {
        // The first byte says which provider's world it is.
        data[0] = bytes.next().unwrap_or_default();
    }
    max_size
});

/// How many calls are wanted, when it is calls that end the run.
fn wanted() -> Option<u64> {
    static WANTED: OnceLock<Option<u64>> = std::sync::OnceLock::new();
    *WANTED.get_or_init(|| std::env::var("TILLBOOK_FUZZ_CALLS").ok()?.parse().ok())
}

/// Moves to a folder of its own, and lets a caught panic end the run, unless it was asked for.
fn begin() {
    let folder = FOLDER.get_or_init(|| std::env::temp_dir().join(format!("tillbook-fuzz-{}", std::process::id())));
    std::fs::create_dir(folder).expect("a folder for the run can be made");
    std::env::set_current_dir(folder).expect("the folder can be entered");
    std::panic::set_hook(Box::new(|what| {
        if !sequence::panic_is_wanted() {
            eprintln!("{what}\n{}", std::backtrace::Backtrace::force_capture());
            std::process::abort();
        }
    }));
    // SAFETY: the function may be called at the end of the program.
    unsafe { atexit(end) };
}

extern "C" fn end() {
    counts::write();
    let folder = FOLDER.get().expect("the run has begun");
    std::fs::remove_dir_all(folder).expect("the folder of the run can be deleted");
}
