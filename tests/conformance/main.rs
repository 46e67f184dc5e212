//! A rule, a function or an answer that one of the languages has otherwise than the others.
//!
//! Each line of the corpus beside this file is replayed by Rust and by C; `README.md` there says what a line is.

mod compare;
mod corpus;
mod given;
mod made;
mod names;
mod replay;
mod shown;
mod typed;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let mut trials = Vec::new();
    match corpus::read() {
        Ok(stories) => {
            for story in stories {
                let name = format!("rust/{}/{}", story.subject(), story.name);
                trials.push(Trial::test(name, move || replay::tell(&story).map_err(Failed::from)));
            }
        }
        Err(complaint) => trials.push(Trial::test("every_line_is_read", move || Err(complaint.into()))),
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
