//! Pages at every depth of the list in the order of creation, and counting between two times.

use std::hint::black_box;

use anyhow::Result;

use super::Filled;
use crate::customer::FIRST_CREATED;
use crate::engine::{PAGE, Reader};
use crate::results::{Group, Results};
use crate::rounds::{by_turns, worked};

/// For how long a measurement repeats what is quick, in nanoseconds.
const LONG_ENOUGH: f64 = 2e6;

pub fn measure(filled: &Filled<'_>, results: &mut Results) -> Result<()> {
    let mut readers = filled.readers()?;
    let last = filled.customers - PAGE;
    for offset in [0, last / 10, last / 4, last / 2, last / 4 * 3, last] {
        filled.progress.say(&format!("{} customers: page at {offset}", filled.customers));
        let at = Some(offset as u64);
        let group = Group { measure: "page", unit: "us", customers: filled.customers, at };
        by_all(filled, results, &mut readers, group, &mut |reader| reader.page(offset))?;
    }
    let (from, to) = (filled.customers as i64 / 4, filled.customers as i64 / 4 * 3);
    let group = Group { measure: "count between two times", unit: "us", customers: filled.customers, at: None };
    by_all(filled, results, &mut readers, group, &mut |reader| {
        reader.count(FIRST_CREATED + from * 1000, FIRST_CREATED + to * 1000)
    })
}

/// Measures those that have an answer, each as often as it takes to be long enough.
fn by_all(
    filled: &Filled<'_>,
    results: &mut Results,
    readers: &mut [Box<dyn Reader + '_>],
    group: Group<'_>,
    ask: &mut dyn FnMut(&mut dyn Reader) -> Option<u64>,
) -> Result<()> {
    let which: Vec<usize> = (0..readers.len()).filter(|one| ask(readers[*one].as_mut()).is_some()).collect();
    let took = by_turns(which.len(), filled.rounds, |one, _| {
        let reader = readers[which[one]].as_mut();
        let began = worked();
        let mut seen = ask(reader);
        let mut times = 1.0;
        while worked() - began < LONG_ENOUGH {
            for _ in 0..10 {
                seen = black_box(ask(reader));
            }
            times += 10.0;
        }
        Ok(((worked() - began) / times / 1000.0, seen.unwrap_or(0)))
    })?;
    filled.add(results, group, &which, took);
    Ok(())
}
