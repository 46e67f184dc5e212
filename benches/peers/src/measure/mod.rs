//! The measurements.

pub mod creates;
pub mod imports;
pub mod lookups;
pub mod pages;
pub mod searches;
pub mod threads;

use anyhow::Result;

use crate::engine::{Engine, Reader};
use crate::progress::Progress;
use crate::results::Results;

/// The stores at one number of customers.
pub struct Filled<'a> {
    pub customers: usize,
    pub engines: &'a [Box<dyn Engine>],
    pub rounds: usize,
    pub progress: &'a Progress,
}

impl Filled<'_> {
    fn readers(&self) -> Result<Vec<Box<dyn Reader + '_>>> {
        self.engines.iter().map(|engine| engine.reader()).collect()
    }

    /// Adds what by-turns measurements gave; `which` are the places of those that took part.
    fn add(&self, results: &mut Results, group: crate::results::Group<'_>, which: &[usize], took: Vec<Vec<f64>>) {
        for (place, took) in which.iter().zip(took) {
            results.add(group, self.engines[*place].name(), crate::rounds::Spread::of(took));
        }
    }
}
