//! Lookups of regulars by several threads at once, each with a view of its own.

use std::sync::Barrier;
use std::time::Instant;

use anyhow::Result;

use super::Filled;
use crate::engine::{By, Engine};
use crate::keys::{HOT, Keys, regulars};
use crate::results::{Group, Results};
use crate::rounds::by_turns;

/// How often each thread goes through the regulars.
const PASSES: usize = 2;

pub fn measure(filled: &Filled<'_>, results: &mut Results) -> Result<()> {
    for (by, name) in [(By::Id, "id"), (By::Email, "email")] {
        let keys = Keys::of(by, regulars(HOT, filled.customers));
        let keys = keys.list();
        for threads in [1, 2] {
            filled.progress.say(&format!("{} customers: {name}, threads: {threads}", filled.customers));
            let took = by_turns(filled.engines.len(), filled.rounds.min(9) / 2 + 1, |one, _| {
                together(filled.engines[one].as_ref(), by, &keys, threads)
            })?;
            let measure = format!("hot {name} by threads");
            let at = Some(threads as u64);
            let group = Group { measure: &measure, unit: "million/s", customers: filled.customers, at };
            filled.add(results, group, &(0..filled.engines.len()).collect::<Vec<_>>(), took);
        }
    }
    Ok(())
}

/// Million lookups a second of all threads, by the clock on the wall.
fn together(engine: &dyn Engine, by: By, keys: &[&str], threads: usize) -> Result<(f64, u64)> {
    let start = Barrier::new(threads);
    let each = || -> Result<(Instant, Instant, u64)> {
        let mut reader = engine.reader()?;
        let mut seen = reader.walk(by, keys);
        start.wait();
        let began = Instant::now();
        for _ in 0..PASSES {
            seen = seen.wrapping_add(reader.walk(by, keys));
        }
        Ok((began, Instant::now(), seen))
    };
    let all = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(each)).collect();
        running
            .into_iter()
            .map(|one| one.join().map_err(|_| anyhow::anyhow!("a thread panicked"))?)
            .collect::<Result<Vec<_>>>()
    })?;
    let began = all.iter().map(|one| one.0).min();
    let ended = all.iter().map(|one| one.1).max();
    let took = began.zip(ended).map_or(f64::NAN, |(began, ended)| (ended - began).as_secs_f64());
    let seen = all.iter().fold(0u64, |sum, one| sum.wrapping_add(one.2));
    Ok(((keys.len() * PASSES * threads) as f64 / took / 1e6, seen))
}
