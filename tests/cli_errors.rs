//! An error is one sentence on standard error that says what to do next, and it never gives card data away.
#![cfg(feature = "cli")]

mod counter;

use counter::Counter;

#[test]
fn an_error_is_one_sentence_with_advice() {
    let counter = Counter::open();
    for (words, advice) in [
        (&["lits"][..], "did you mean list?"),
        (&["list", "till.tillbook"], "--provider <PROVIDER> is missing; run `tillbook list --help`"),
        (
            &["list", "till.tillbook", "--provider", "stripe"],
            "choose from omise, komoju, monri, digital-river, shopline",
        ),
        (&["list", "till.tillbook", "--provider", "omise", "--limt", "3"], "did you mean --limit?"),
        (&["list", "till.tillbook", "--provider", "omise", "--provider", "omise"], "given once only"),
        (&["list", "till.tillbook", "--provider"], "needs a value"),
        (&["list", "till.tillbook", "--provider", "omise", "--limit", "many"], "invalid digit"),
        (
            &["find", "till.tillbook"],
            "one of --email <ADDRESS>, --email-prefix <PREFIX>, --merchant-customer-id <NUMBER>, --barcode <CODE>",
        ),
        (&["find", "till.tillbook", "--email", "x"], "no customer fits; give less"),
        (&["get", "missing.tillbook", "x"], "make one with `tillbook import`"),
        (&["get", "till.tillbook", "x"], "nothing in this store has that id; check the id"),
        (&["get", "line\nbreak\x1b[31m.tillbook", "x"], "there is no store at line break\u{fffd}[31m.tillbook"),
        (&["call", "till.tillbook", "omise", "GET", "/customers/x"], "answered with 404"),
        (&["call", "till.tillbook", "omise", "G T", "/"], "write GET, POST, PUT, PATCH or DELETE"),
    ] {
        let answer = counter.run(words);
        assert!(answer.is_one_sentence(), "{words:?}: {}", answer.stderr);
        assert!(answer.stderr.contains(advice), "{words:?}: {}", answer.stderr);
    }
}

#[test]
fn the_word_error_alone_is_coloured_and_only_where_that_is_wanted() {
    let counter = Counter::bare();
    let plain = counter.run(&["get", "missing.tillbook", "x"]).stderr;
    let mut forced = counter.command(&["get", "missing.tillbook", "x"]);
    let coloured = counter::Answer::of(forced.env("CLICOLOR_FORCE", "1")).stderr;
    assert!(!plain.contains('\x1b') && coloured.contains('\x1b'), "{plain}{coloured}");
    assert!(coloured.ends_with(plain.strip_prefix("error:").unwrap()), "{plain}{coloured}");
}

#[test]
fn no_error_repeats_a_card_number_or_a_security_code() {
    let counter = Counter::open();
    let number = "4242424242424242";
    for words in [
        &["get", "till.tillbook", number][..],
        &["find", "till.tillbook", "--email", number],
        &["find", "till.tillbook", "--name", number],
        &["list", "till.tillbook", number],
        &["list", "till.tillbook", "--provider", number],
        &["list", "till.tillbook", "--provider", "omise", "--limit", "4242-4242-4242-4242"],
        &["call", "till.tillbook", "omise", "POST", "/tokens", "card[number]=4242424242424242"],
        &["call", "till.tillbook", "omise", "POST", "/tokens", "card[security_code]=987"],
        &["call", "till.tillbook", "omise", "POST", "/tokens", "-d", "987"],
        &["call", "till.tillbook", "omise", "POST", "/tokens", "-d", "card[number]=4242 4242 4242 4243"],
        &["call", "till.tillbook", "omise", "POST", "/tokens", "-d", "card[number]=4242424242424242"],
        &["call", "till.tillbook", "omise", "GET", "/customers/4242424242424242"],
        &["call", "till.tillbook", "omise", number, "/tokens"],
        &[number],
    ] {
        let answer = counter.run(words);
        let said = format!("{}{}", answer.stdout, answer.stderr);
        assert_ne!(answer.status, 0, "{words:?}");
        assert!(
            !said.contains("4242 4242") && !said.contains("42424242") && !said.contains("987"),
            "{words:?}: {said}"
        );
    }
}
