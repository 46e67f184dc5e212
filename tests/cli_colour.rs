//! Colours are for people who want them: never in a pipe, never with NO_COLOR.
#![cfg(feature = "cli")]

mod counter;

use counter::{Answer, Counter};

const WORDS: [&[&str]; 4] = [
    &["list", "till.tillbook", "--provider", "omise"],
    &["get", "till.tillbook", counter::ANN],
    &["call", "till.tillbook", "omise", "GET", "/customers"],
    &["demo", "--customers", "100"],
];

#[test]
fn a_pipe_gets_no_colours() {
    let counter = Counter::open();
    for words in WORDS {
        assert!(!counter.ok(words).contains('\x1b'), "{words:?}");
    }
}

#[test]
fn colours_can_be_asked_for_and_refused() {
    let counter = Counter::open();
    for words in WORDS {
        let forced = Answer::of(counter.command(words).env("CLICOLOR_FORCE", "1"));
        assert!(forced.stdout.contains('\x1b'), "{words:?}");
        let refused = Answer::of(counter.command(words).env("NO_COLOR", "1"));
        assert!(!refused.stdout.contains('\x1b'), "{words:?}");
    }
}
