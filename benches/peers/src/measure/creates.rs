//! Customers created one by one, each with a card and each on the disk before the next.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::customer::{CardOf, Person, cards, nineteen};
use crate::engine::Engine;
use crate::progress::Progress;
use crate::results::{Group, Results};
use crate::rounds::{Spread, by_turns, percentile};

/// Beyond every customer that a store was filled with.
const BEYOND: usize = 20_000_000;
/// How many creates of one store follow each other: few, for the disk has its moods.
const TOGETHER: usize = 10;

/// New customers, no two alike. Their ids sort by time, as those do that a provider makes.
struct New(AtomicUsize);

impl New {
    fn next(&self) -> (Person, CardOf) {
        let row = BEYOND + self.0.fetch_add(1, Ordering::Relaxed);
        let mut person = Person::of(row);
        let timed = u128::from(person.created.unsigned_abs()) * 36u128.pow(10) + row as u128;
        person.id = format!("cust_test_{}", nineteen(timed));
        (person, cards(row).swap_remove(0))
    }
}

pub fn measure(
    engines: &[&dyn Engine],
    customers: usize,
    rounds: usize,
    progress: &Progress,
    results: &mut Results,
) -> Result<()> {
    let new: Vec<New> = engines.iter().map(|_| New(AtomicUsize::new(0))).collect();
    progress.say(&format!("{customers} customers: durable creates"));
    let mut all = vec![Vec::new(); engines.len()];
    let mut creators = Vec::new();
    for engine in engines {
        creators.extend(engine.creator()?);
    }
    by_turns(engines.len(), rounds * 5 + 1, |one, round| {
        for _ in 0..TOGETHER {
            let (person, card) = new[one].next();
            let began = Instant::now();
            creators[one].create(&person, &card)?;
            // The first round warms up.
            if round > 0 {
                all[one].push(began.elapsed().as_secs_f64() * 1e6);
            }
        }
        Ok((0.0, 0))
    })?;
    drop(creators);
    for (engine, mut took) in engines.iter().zip(all) {
        for (measure, hundredths) in [("create p50", 50.0), ("create p99", 99.0)] {
            let group = Group { measure, unit: "us", customers, at: None };
            results.add(group, engine.name(), Some(Spread::exactly(percentile(&mut took, hundredths))));
        }
    }
    // In a short run one thread's rate follows from what each create took.
    for threads in if rounds < 10 { vec![8] } else { vec![1, 8] } {
        progress.say(&format!("{customers} customers: durable creates, threads: {threads}"));
        let took = by_turns(engines.len(), rounds.clamp(1, 6) / 2 + 1, |one, _| {
            Ok((together(engines[one], &new[one], threads, Duration::from_secs(1))?, 0))
        })?;
        let measure = if threads == 1 { "create, 1 thread" } else { "create, 8 threads" };
        let group = Group { measure, unit: "/s", customers, at: None };
        for (engine, took) in engines.iter().zip(took) {
            results.add(group, engine.name(), Spread::of(took));
        }
    }
    Ok(())
}

/// How many customers a second several threads create together.
fn together(engine: &dyn Engine, new: &New, threads: u64, long: Duration) -> Result<f64> {
    let began = Instant::now();
    let each = || -> Result<usize> {
        let Some(mut creator) = engine.creator()? else { return Ok(0) };
        let mut many = 0;
        while began.elapsed() < long {
            let (person, card) = new.next();
            creator.create(&person, &card)?;
            many += 1;
        }
        Ok(many)
    };
    let many = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(each)).collect();
        running
            .into_iter()
            .map(|one| one.join().map_err(|_| anyhow::anyhow!("a thread panicked"))?)
            .sum::<Result<usize>>()
    })?;
    Ok(many as f64 / began.elapsed().as_secs_f64())
}
