//! `tillbook demo`: a day at the till on a temporary store, every step explained and checked.

mod counter;
mod evening;
mod payment;
mod people;
mod story;
mod timing;

use std::time::Instant;

use serde_json::json;
use tillbook::{Account, Mode, Provider, Store};

use self::counter::{bring_in, look_up};
use self::evening::{check, find_it_as_it_was, forget, search_for_card_numbers};
use self::payment::{charge_every_month, keep_a_card, pass_the_default_on};
use self::people::Person;
use self::story::Story;
use self::timing::Timings;
use super::failure::Outcome;
use super::folder::TemporaryFolder;
use super::output::Out;

const EXAMPLES: &str = "\
Examples:
  tillbook demo
  tillbook demo --json

It needs no preparation, takes a few seconds, and leaves nothing behind.";

/// The words of `tillbook demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// How many customers the shop has
    #[arg(long, value_name = "N", default_value_t = 10_000, hide = true, value_parser = clap::value_parser!(u64).range(100..=1_000_000))]
    customers: u64,
    /// Print nothing but the figures, as JSON
    #[arg(long)]
    json: bool,
}

/// A shop in the middle of its day.
struct Shop {
    account: Account,
    people: Vec<Person>,
    /// The ids of the people in the store.
    ids: Vec<String>,
}

/// Lives through the day.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let began = Instant::now();
    let folder = TemporaryFolder::new()?;
    let path = folder.path().join("till.tillbook");
    let mut story = Story::new(out, args.json);
    let place = format!(
        "Everything happens in one file, which is gone at the end:\n{}\n\
         The rules are those of Omise in test mode. Nothing is sent anywhere.",
        path.display()
    );
    story.opening("A day at the till", place)?;

    let account = Store::open(&path)?.account(Provider::Omise, Mode::Test);
    let count = usize::try_from(args.customers).unwrap_or(usize::MAX);
    let people: Vec<Person> = (0..count).map(Person::new).collect();
    let (ids, imported_in) = bring_in(&mut story, &account, folder.path(), &people)?;
    let mut shop = Shop { account, people, ids };

    look_up(&mut story, &shop)?;
    keep_a_card(&mut story, &shop)?;
    let default = pass_the_default_on(&mut story, &shop)?;
    let schedule = charge_every_month(&mut story, &shop, &default)?;
    let forgotten = forget(&mut story, &mut shop)?;

    let Shop { account, people, ids } = shop;
    drop(account);
    let opening = Instant::now();
    let account = Store::open(&path)?.account(Provider::Omise, Mode::Test);
    let opened_in = opening.elapsed();
    let shop = Shop { account, people, ids };
    let opened = format!("opened again in {:.1} ms", opened_in.as_secs_f64() * 1e3);
    find_it_as_it_was(&mut story, &shop, &opened, (&schedule, &default), &forgotten)?;
    check(&mut story, &shop)?;
    search_for_card_numbers(&mut story, &path)?;

    story.step(
        "How long does a lookup take?",
        "Every single lookup is measured, over all customers in an order that no cache \
         foresees.",
    )?;
    let timings = Timings::measure(&shop.account, &shop.people, &shop.ids)?;
    story.table(&timings.table())?;
    story.closing(format_args!(
        "Each figure includes about {} ns for reading the machine's clock.\n\
         The whole day took {:.1} s. Now with your own customers:\n\n  \
         tillbook import till.tillbook customers.csv --provider omise",
        timings.clock(),
        began.elapsed().as_secs_f64()
    ))?;
    if args.json {
        out.json(&json!({
            "customers": args.customers,
            "import_seconds": imported_in.as_secs_f64(),
            "imported_per_second": args.customers as f64 / imported_in.as_secs_f64(),
            "reopen_milliseconds": opened_in.as_secs_f64() * 1e3,
            "lookups": timings.json(),
            "clock_ns": timings.clock(),
            "seconds": began.elapsed().as_secs_f64(),
        }))?;
    }
    Ok(())
}
