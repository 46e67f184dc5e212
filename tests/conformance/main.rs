//! A rule, a function or an answer that one of the languages has otherwise than the others.
//!
//! Each story of the corpus beside this file is told by Rust and by C; `README.md` there says what a line is.

mod c;
mod compare;
mod corpus;
mod coverage;
mod given;
#[path = "../c/interface.rs"]
mod interface;
#[path = "../c/library.rs"]
mod library;
mod made;
mod mistakes;
mod names;
mod replay;
mod shown;
mod typed;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::corpus::Story;

fn main() -> ExitCode {
    let trials = match corpus::read() {
        Ok(stories) => all(stories),
        Err(complaint) => vec![Trial::test("every_line_is_read", move || Err(complaint.into()))],
    };
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn all(stories: Vec<Story>) -> Vec<Trial> {
    let told = stories.clone();
    let mut all = vec![
        Trial::test("every_function_is_named", move || coverage::functions(&told).map_err(Failed::from)),
        Trial::test("every_field_is_compared", || coverage::fields().map_err(Failed::from)),
        Trial::test("every_number_has_a_name", || coverage::numbers().map_err(Failed::from)),
        Trial::test("mistakes_are_noticed_in_rust", || mistakes::noticed_in_rust().map_err(Failed::from)),
        Trial::test("mistakes_are_noticed_in_c", || mistakes::noticed_in_c().map_err(Failed::from))
            .with_ignored_flag(left_out()),
    ];
    all.extend(stories.into_iter().flat_map(trials));
    all
}

/// Whether C is left out: where something is missing, and nobody forbids to go on without it.
fn left_out() -> bool {
    !c::is_ready() && std::env::var_os("CI").is_none()
}

/// A story in each language.
fn trials(story: Story) -> [Trial; 2] {
    let (rust, c) = (format!("rust/{}", story.title()), format!("c/{}", story.title()));
    let again = story.clone();
    [
        Trial::test(rust, move || replay::tell(&story).map_err(Failed::from)),
        Trial::test(c, move || c::tell(&again.file, again.number).map_err(Failed::from)).with_ignored_flag(left_out()),
    ]
}
