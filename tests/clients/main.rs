//! The providers' own published clients notice that they talk to a till and not to the provider.
//!
//! Each story is a program in this folder, one for each provider and language. It is told by its environment where
//! `tillbook serve` listens and with which keys, takes its client through a whole story, and ends with status 1 once
//! the client's own objects do not say what they should. `scripts/clients` installs the clients below the target folder;
//! the stories of a language without its clients are left out, and under CI they fail.

mod language;
mod pins;
mod server;
mod story;

use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

use crate::story::{STORIES, Story};

/// How long a story may take before it counts as hanging; on a fresh and busy machine a browser alone starts for long.
const LIMIT: Duration = Duration::from_secs(300);

/// A row of the closing table: the story's place, what came of it, how long it took.
static ROWS: Mutex<Vec<(usize, &'static str, Duration)>> = Mutex::new(Vec::new());

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let asked = |story: &Story| arguments.filter.as_ref().is_none_or(|filter| story.name.contains(filter.as_str()));
    let mut trials: Vec<Trial> =
        STORIES.iter().enumerate().map(|(place, story)| trial(place, story, asked(story))).collect();
    trials.push(Trial::test("the_pins_and_the_page_agree", pins::agree));
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list {
        table(&mut ROWS.lock().unwrap());
    }
    conclusion.exit_code()
}

fn trial(place: usize, story: &'static Story, asked: bool) -> Trial {
    let ready = story.language.is_ready();
    let left_out = !ready && std::env::var_os("CI").is_none();
    if left_out && asked {
        ROWS.lock().unwrap().push((place, "skipped", Duration::ZERO));
    }
    let run = move || {
        let began = Instant::now();
        let told = if ready { (story.tell)(story) } else { Err(missing(story)) };
        ROWS.lock().unwrap().push((place, if told.is_ok() { "ok" } else { "FAILED" }, began.elapsed()));
        told
    };
    Trial::test(story.name, run).with_ignored_flag(left_out)
}

fn missing(story: &Story) -> Failed {
    format!("the {} clients are not installed; run scripts/clients", story.language.name()).into()
}

/// Says which client went through which story; whoever reads the end of the tests sees what was left out.
fn table(rows: &mut Vec<(usize, &'static str, Duration)>) {
    rows.sort();
    if rows.is_empty() {
        return;
    }
    println!("{:<22} {:<34} {:<8} {:>7}", "story", "client", "result", "seconds");
    for &(place, result, took) in rows.iter() {
        let story = &STORIES[place];
        let client = format!("{} {}", story.client, pins::version(story.language, story.client).unwrap_or_default());
        println!("{:<22} {:<34} {:<8} {:>7.1}", story.name, client.trim_end(), result, took.as_secs_f32());
    }
    if rows.iter().any(|(_, result, _)| *result == "skipped") {
        println!("skipped: their clients are not installed; run scripts/clients");
    }
}
