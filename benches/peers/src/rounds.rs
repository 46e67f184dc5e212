//! Measuring several things beside each other: by turns, in an order that changes, as often as each other.

use anyhow::{Result, ensure};
use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

use crate::customer::mix;

/// What several rounds gave.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    pub median: f64,
    /// A quarter of the rounds lie below.
    pub low: f64,
    /// A quarter of the rounds lie above.
    pub high: f64,
}

impl Spread {
    /// None where nothing was measured.
    pub fn of(mut all: Vec<f64>) -> Option<Spread> {
        all.sort_by(f64::total_cmp);
        let at = |part: f64| all.get(((all.len() - 1) as f64 * part).round() as usize).copied();
        (!all.is_empty()).then_some(())?;
        Some(Spread { median: at(0.5)?, low: at(0.25)?, high: at(0.75)? })
    }

    /// That which takes as long or has as much in every round.
    pub fn exactly(value: f64) -> Spread {
        Spread { median: value, low: value, high: value }
    }
}

/// The value that so many hundredths lie below.
pub fn percentile(all: &mut [f64], hundredths: f64) -> f64 {
    all.sort_by(f64::total_cmp);
    let last = all.len().saturating_sub(1) as f64;
    all.get((last * hundredths / 100.0).round() as usize).copied().unwrap_or(f64::NAN)
}

/// Nanoseconds that the calling thread has worked: what other programs take in between does not count.
pub fn worked() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

/// The numbers below `many` in an order of the round's own.
pub fn shuffled(many: usize, round: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..many).collect();
    order.sort_by_key(|one| mix((round * 1000 + one) as u64));
    order
}

/// Lets each of them measure itself once in every round; answers with what each gave. `measure` is given which of them,
/// and the round; it answers with the measurement and what was seen, which must be the same for all.
pub fn by_turns(
    many: usize,
    rounds: usize,
    mut measure: impl FnMut(usize, usize) -> Result<(f64, u64)>,
) -> Result<Vec<Vec<f64>>> {
    let mut all = vec![Vec::with_capacity(rounds); many];
    for round in 0..rounds {
        let mut seen = None;
        for one in shuffled(many, round) {
            let (took, saw) = measure(one, round)?;
            ensure!(
                *seen.get_or_insert(saw) == saw,
                "two stores do not answer alike; whatever they took means nothing"
            );
            all[one].push(took);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_round_has_each_of_them_once() {
        for round in 0..10 {
            let mut order = shuffled(7, round);
            order.sort_unstable();
            assert_eq!(order, (0..7).collect::<Vec<_>>());
        }
        assert_ne!(shuffled(7, 0), shuffled(7, 1));
    }

    #[test]
    fn who_answers_otherwise_is_found_out() {
        assert!(by_turns(2, 3, |one, _| Ok((1.0, one as u64))).is_err());
        assert_eq!(by_turns(2, 3, |one, _| Ok((one as f64, 5))).unwrap(), [[0.0; 3], [1.0; 3]]);
    }

    #[test]
    fn the_spread_lies_around_the_median() {
        let spread = Spread::of((1..=101).map(f64::from).collect()).unwrap();
        assert_eq!(spread, Spread { median: 51.0, low: 26.0, high: 76.0 });
        assert_eq!(Spread::of(Vec::new()), None);
    }
}
