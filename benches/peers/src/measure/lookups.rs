//! Lookups of one thread: of regulars, of anybody, of nobody, and as JSON.

use anyhow::{Result, ensure};

use super::Filled;
use crate::customer::Person;
use crate::engine::{By, Reader};
use crate::keys::{HOT, Keys, anybody, regulars};
use crate::results::{Group, Results};
use crate::rounds::{by_turns, worked};

/// How many lookups a measurement takes together where it is not all regulars.
const TOGETHER: usize = 20_000;
/// How many regulars fit whatever cache a store has.
const FEW: usize = 1_000;
/// How many customers are shown as JSON.
const SHOWN: usize = 2_000;

const WAYS: [(By, &str); 3] = [(By::Id, "id"), (By::Email, "email"), (By::Merchant, "merchant_customer_id")];

pub fn measure(filled: &Filled<'_>, results: &mut Results) -> Result<()> {
    let mut readers = filled.readers()?;
    warm(filled, &mut readers)?;
    for (by, name) in WAYS {
        let hot = Keys::of(by, regulars(HOT, filled.customers));
        repeated(filled, results, &mut readers, by, &format!("hot {name}"), &hot, 2)?;
    }
    for (by, name) in WAYS {
        let any = Keys::of(by, anybody(TOGETHER * filled.rounds.min(5), filled.customers));
        once_each(filled, results, &mut readers, by, &format!("uniform {name}"), &any)?;
    }
    for (by, name) in &WAYS[..2] {
        repeated(filled, results, &mut readers, *by, &format!("absent {name}"), &Keys::absent(*by, HOT), 1)?;
    }
    let few = Keys::of(By::Id, regulars(FEW, filled.customers));
    repeated(filled, results, &mut readers, By::Id, "cache hit", &few, 10)?;
    json(filled, results, &mut readers)
}

/// Has everybody see most of the pages once, and answer with what they were filled with.
fn warm(filled: &Filled<'_>, readers: &mut [Box<dyn Reader + '_>]) -> Result<()> {
    filled.progress.say(&format!("{} customers: warming", filled.customers));
    let rows = || (0..filled.customers).step_by(3);
    let expected = rows().map(|row| Person::of(row).look()).fold(0, u64::wrapping_add);
    for (by, name) in WAYS {
        let keys = Keys::of(by, rows());
        for (reader, engine) in readers.iter_mut().zip(filled.engines) {
            let seen = reader.walk(by, &keys.list());
            ensure!(seen == expected, "{} does not find by {name} what it was filled with", engine.name());
        }
    }
    Ok(())
}

/// The same keys in every round, of which the first two passes are not counted: a cache that is full takes in only what is
/// asked for twice.
fn repeated(
    filled: &Filled<'_>,
    results: &mut Results,
    readers: &mut [Box<dyn Reader + '_>],
    by: By,
    measure: &str,
    keys: &Keys,
    passes: usize,
) -> Result<()> {
    filled.progress.say(&format!("{} customers: {measure}", filled.customers));
    let keys = keys.list();
    let took = by_turns(readers.len(), filled.rounds, |one, _| {
        let mut seen = readers[one].walk(by, &keys).wrapping_add(readers[one].walk(by, &keys));
        let began = worked();
        for _ in 0..passes {
            seen = seen.wrapping_add(readers[one].walk(by, &keys));
        }
        Ok(((worked() - began) / (keys.len() * passes) as f64, seen))
    })?;
    let group = Group { measure, unit: "ns", customers: filled.customers, at: None };
    filled.add(results, group, &(0..readers.len()).collect::<Vec<_>>(), took);
    Ok(())
}

/// Other keys in every round.
fn once_each(
    filled: &Filled<'_>,
    results: &mut Results,
    readers: &mut [Box<dyn Reader + '_>],
    by: By,
    measure: &str,
    keys: &Keys,
) -> Result<()> {
    filled.progress.say(&format!("{} customers: {measure}", filled.customers));
    let keys = keys.list();
    let parts: Vec<&[&str]> = keys.chunks(TOGETHER).collect();
    let took = by_turns(readers.len(), filled.rounds, |one, round| {
        let part = parts[round % parts.len()];
        let began = worked();
        let seen = readers[one].walk(by, part);
        Ok(((worked() - began) / part.len() as f64, seen))
    })?;
    let group = Group { measure, unit: "ns", customers: filled.customers, at: None };
    filled.add(results, group, &(0..readers.len()).collect::<Vec<_>>(), took);
    Ok(())
}

/// What each shows as JSON is its own, so it is not compared.
fn json(filled: &Filled<'_>, results: &mut Results, readers: &mut [Box<dyn Reader + '_>]) -> Result<()> {
    filled.progress.say(&format!("{} customers: JSON", filled.customers));
    let keys = Keys::of(By::Id, regulars(SHOWN, filled.customers));
    let keys = keys.list();
    let which: Vec<usize> = (0..readers.len()).filter(|one| readers[*one].json(keys[0]).is_some()).collect();
    let took = by_turns(which.len(), filled.rounds, |one, _| {
        let began = worked();
        let shown = keys.iter().filter_map(|key| readers[which[one]].json(key)).count();
        Ok(((worked() - began) / keys.len() as f64, shown as u64))
    })?;
    let group = Group { measure: "JSON by id", unit: "ns", customers: filled.customers, at: None };
    filled.add(results, group, &which, took);
    Ok(())
}
