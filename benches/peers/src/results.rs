//! What was measured, figure by figure.

use serde::Serialize;

use crate::rounds::Spread;

/// One figure and how far its rounds lay apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// What was measured, for example `hot id`.
    pub measure: String,
    /// Which store, and how it was used.
    pub store: String,
    pub unit: &'static str,
    /// How many customers there were.
    pub customers: usize,
    /// The offset of a page, or the number of threads.
    pub at: Option<u64>,
    #[serde(flatten)]
    pub spread: Spread,
}

/// All of a run.
#[derive(Debug, Default)]
pub struct Results {
    pub figures: Vec<Figure>,
}

/// What a group of figures has in common.
#[derive(Debug, Clone, Copy)]
pub struct Group<'a> {
    pub measure: &'a str,
    pub unit: &'static str,
    pub customers: usize,
    pub at: Option<u64>,
}

impl Results {
    pub fn add(&mut self, group: Group<'_>, store: &str, spread: Option<Spread>) {
        let Some(spread) = spread else { return };
        self.figures.push(Figure {
            measure: group.measure.to_owned(),
            store: store.to_owned(),
            unit: group.unit,
            customers: group.customers,
            at: group.at,
            spread,
        });
    }

    /// Those of a measure with the most customers.
    fn largest<'a>(&'a self, measure: &'a str) -> impl Iterator<Item = &'a Figure> {
        let of_it = move || self.figures.iter().filter(move |figure| figure.measure == measure);
        let most = of_it().map(|figure| figure.customers).max().unwrap_or(0);
        of_it().filter(move |figure| figure.customers == most)
    }

    /// The median of a measure with the most customers, of the store whose name begins so; the least, or the most, where
    /// there are several, that is where a store was used in several ways.
    pub fn value(&self, measure: &str, at: Option<u64>, store: &str, best: Best) -> Option<f64> {
        let medians = self
            .largest(measure)
            .filter(|figure| figure.store.starts_with(store) && (at.is_none() || figure.at == at))
            .map(|figure| figure.spread.median);
        match best {
            Best::Least => medians.reduce(f64::min),
            Best::Most => medians.reduce(f64::max),
        }
    }

    /// The largest offset, or number of threads, of a measure.
    pub fn last_at(&self, measure: &str) -> Option<u64> {
        self.largest(measure).filter_map(|figure| figure.at).max()
    }
}

/// Which end of a measure is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Best {
    Least,
    Most,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_the_best_of_a_store_with_the_most_customers() {
        let mut results = Results::default();
        for (customers, store, value) in
            [(10, "SQLite at its best", 1.0), (20, "SQLite at its best", 5.0), (20, "SQLite as usually written", 7.0)]
        {
            let group = Group { measure: "hot id", unit: "ns", customers, at: None };
            results.add(group, store, Some(Spread::exactly(value)));
        }
        assert_eq!(results.value("hot id", None, "SQLite", Best::Least), Some(5.0));
        assert_eq!(results.value("hot id", None, "SQLite", Best::Most), Some(7.0));
        assert_eq!(results.value("hot id", None, "LMDB", Best::Least), None);
    }
}
