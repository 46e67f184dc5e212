//! The demo runs to its end, shows every step, and leaves nothing behind.
#![cfg(feature = "cli")]

mod counter;

use counter::{Answer, Counter};

#[test]
fn the_demo_tells_every_step_and_cleans_up() {
    let counter = Counter::bare();
    let answer = Answer::of(counter.command(&["demo", "--customers", "300"]).env("TMPDIR", counter.path(".")));
    assert_eq!((answer.status, answer.stderr.as_str()), (0, ""), "{}", answer.stdout);
    for told in [
        "300 customers imported",
        "NATTAYA.SRISUK0@EXAMPLE.COM",
        "M-000000",
        "Bjørn Ångström",
        "a token works once",
        "the default moved from Visa •••• 4242 to Mastercard •••• 4444",
        "the default is JCB •••• 0000 now",
        "Every 1 month(s) on the 1st and 16th",
        "the next dates are",
        "404",
        "opened again in",
        "with 299 customers",
        "MEDIAN NS",
    ] {
        assert!(answer.stdout.contains(told), "{told} is missing: {}", answer.stdout);
    }
    assert_eq!(std::fs::read_dir(counter.path(".")).unwrap().count(), 0, "the demo left something behind");
}

#[test]
fn its_figures_are_there_for_a_program() {
    let counter = Counter::bare();
    let figures = counter.json(&["demo", "--customers", "200", "--json"]);
    assert_eq!(figures["customers"], 200);
    let lookups = figures["lookups"].as_array().unwrap();
    let by: Vec<&str> = lookups.iter().map(|lookup| lookup["by"].as_str().unwrap()).collect();
    assert_eq!(by[..3], ["id", "e-mail", "merchant_customer_id"]);
    for lookup in lookups {
        let (median, p99) = (lookup["median_ns"].as_u64().unwrap(), lookup["p99_ns"].as_u64().unwrap());
        assert!(0 < median && median <= p99, "{lookup}");
        assert!(lookup["lookups"].as_u64().unwrap() > 0, "{lookup}");
    }
}

#[test]
fn a_demo_without_room_says_so() {
    let counter = Counter::bare();
    let answer = Answer::of(counter.command(&["demo"]).env("TMPDIR", counter.path("nowhere")));
    assert_eq!(answer.status, 1);
    assert!(answer.is_one_sentence() && answer.stderr.contains("set TMPDIR"), "{}", answer.stderr);
}
