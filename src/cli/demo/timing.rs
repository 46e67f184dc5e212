//! How long lookups take, each one measured.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tillbook::{Account, CustomerQuery};

use super::people::{Person, mixed};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output::grouped;
use crate::cli::table::{Column, Table};

/// How many lookups of one kind are made at most.
const LOOKUPS: usize = 100_000;
/// How many lookups of one kind are made for each customer at most.
const LOOKUPS_EACH: usize = 10;
/// After how long no further lookup of one kind is begun.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What the lookups of one kind took.
#[derive(Debug)]
struct Measured {
    by: &'static str,
    /// In nanoseconds, ascending; never empty.
    times: Vec<u64>,
}

impl Measured {
    /// The time that a share of the lookups, in thousandths, did not exceed.
    fn quantile(&self, thousandths: usize) -> u64 {
        let place = (self.times.len() * thousandths / 1000).min(self.times.len().saturating_sub(1));
        self.times.get(place).copied().unwrap_or_default()
    }
}

/// What was measured of every kind of lookup.
#[derive(Debug)]
pub(super) struct Timings {
    kinds: Vec<Measured>,
    /// What reading the machine's clock adds to each figure, in nanoseconds.
    clock: u64,
}

impl Timings {
    /// Looks people up in an order that no cache foresees, each way that a till does.
    pub(super) fn measure(account: &Account, people: &[Person], ids: &[String]) -> Outcome<Timings> {
        let customers = account.customers();
        let wanted = LOOKUPS.min(people.len() * LOOKUPS_EACH);
        let measured = |by, look_up: &dyn Fn(usize) -> Outcome<bool>| measured(by, wanted, look_up);
        let number = |turn: usize| mixed(turn as u64) as usize % people.len();
        let find = |query: CustomerQuery| Ok(!customers.find(&CustomerQuery { limit: 20, ..query })?.items.is_empty());
        let kinds = vec![
            measured("id", &|turn| Ok(customers.get(&ids[number(turn)])?.is_some()))?,
            measured("e-mail", &|turn| Ok(!customers.by_email(&people[number(turn)].email)?.is_empty()))?,
            measured("merchant_customer_id", &|turn| {
                Ok(customers.by_merchant_customer_id(&people[number(turn)].merchant_customer_id)?.is_some())
            })?,
            measured("barcode", &|turn| Ok(!customers.by_barcode(&people[number(turn)].barcode)?.is_empty()))?,
            measured("last 6 digits of a phone", &|turn| {
                let digits: Vec<char> = people[number(turn)].phone.chars().filter(char::is_ascii_digit).collect();
                let last = digits[digits.len().saturating_sub(6)..].iter().collect();
                find(CustomerQuery { phone: Some(last), ..CustomerQuery::default() })
            })?,
        ];
        Ok(Timings { kinds, clock: measured("nothing", &|_| Ok(true))?.quantile(500) })
    }

    /// As a table for a person.
    pub(super) fn table(&self) -> Table {
        let mut table = Table::new([
            Column::text("LOOKUP BY"),
            Column::number("LOOKUPS"),
            Column::number("MEDIAN NS"),
            Column::number("P99 NS"),
        ]);
        for kind in &self.kinds {
            let (median, p99) = (grouped(kind.quantile(500)), grouped(kind.quantile(990)));
            table.row([kind.by, &grouped(kind.times.len() as u64), &median, &p99]);
        }
        table
    }

    /// What reading the machine's clock adds to each figure, in nanoseconds.
    pub(super) fn clock(&self) -> u64 {
        self.clock
    }

    /// As JSON for a program.
    pub(super) fn json(&self) -> Value {
        let kinds = self.kinds.iter().map(|kind| {
            json!({
                "by": kind.by,
                "lookups": kind.times.len(),
                "median_ns": kind.quantile(500),
                "p99_ns": kind.quantile(990),
            })
        });
        kinds.collect()
    }
}

/// Times every lookup of one kind on its own; a lookup that finds nothing ends the demo.
fn measured(by: &'static str, wanted: usize, look_up: &dyn Fn(usize) -> Outcome<bool>) -> Outcome<Measured> {
    let mut times = Vec::with_capacity(wanted);
    let began = Instant::now();
    while times.len() < wanted && (times.is_empty() || began.elapsed() < PATIENCE) {
        let before = Instant::now();
        let found = black_box(look_up(black_box(times.len())))?;
        times.push(u64::try_from(before.elapsed().as_nanos()).unwrap_or(u64::MAX));
        if !found {
            return Err(Failure::refused(format!("a lookup by {by} found nobody; please report this as a defect")));
        }
    }
    times.sort_unstable();
    Ok(Measured { by, times })
}
