//! Searches as cashiers make them: by the end of a telephone number, by the beginning of a word of the name.

use anyhow::Result;

use super::Filled;
use crate::customer::{Person, mix};
use crate::engine::Search;
use crate::results::{Group, Results};
use crate::rounds::{Spread, by_turns, percentile, worked};

/// What somebody types who looks for one of the customers: 4 to 8 digits, or 3 to 6 letters.
fn typed(by: Search, turn: usize, customers: usize) -> String {
    let seed = mix(turn as u64 ^ 0x5ea2c4);
    let person = Person::of(seed as usize % customers);
    match by {
        Search::Phone => {
            let digits = person.digits_backwards();
            let typed: String = digits[..4 + (seed >> 50) as usize % 5].chars().rev().collect();
            // To Tillbook a 0 in front is a trunk's, which does not count.
            typed.trim_start_matches('0').to_owned()
        }
        Search::Name => {
            let word = person.words().nth((seed >> 40) as usize % 2).unwrap_or_default();
            word.chars().take(3 + (seed >> 50) as usize % 4).collect()
        }
    }
}

pub fn measure(filled: &Filled<'_>, results: &mut Results, searches: usize) -> Result<()> {
    let mut readers = filled.readers()?;
    for (by, name) in [(Search::Phone, "phone"), (Search::Name, "name")] {
        filled.progress.say(&format!("{} customers: search by {name}", filled.customers));
        let typed: Vec<String> = (0..searches).map(|turn| typed(by, turn, filled.customers)).collect();
        let which: Vec<usize> =
            (0..readers.len()).filter(|one| readers[*one].search(by, &typed[0]).is_some()).collect();
        let mut high = vec![Vec::new(); which.len()];
        let half = by_turns(which.len(), filled.rounds.min(5), |one, _| {
            let reader = &mut readers[which[one]];
            let mut found = 0;
            let mut took: Vec<f64> = typed
                .iter()
                .map(|typed| {
                    let began = worked();
                    found += reader.search(by, typed).unwrap_or(0);
                    (worked() - began) / 1000.0
                })
                .collect();
            high[one].push(percentile(&mut took, 99.0));
            Ok((percentile(&mut took, 50.0), found as u64))
        })?;
        for (end, took) in [("p50", half), ("p99", high)] {
            let measure = format!("search {name} {end}");
            let group = Group { measure: &measure, unit: "us", customers: filled.customers, at: None };
            for (place, took) in which.iter().zip(took) {
                results.add(group, filled.engines[*place].name(), Spread::of(took));
            }
        }
    }
    Ok(())
}
