//! The last lines of a run: one for each figure that is promised, how Tillbook stands to the other store at its best.

use crate::results::{Best, Results};

/// A figure beside another store's: its name, the measure, the other store, which end is good.
const BESIDE: [(&str, &str, &str, Best); 14] = [
    ("hot_id_lmdb", "hot id", "LMDB", Best::Least),
    ("hot_id_sqlite", "hot id", "SQLite", Best::Least),
    ("hot_email_lmdb", "hot email", "LMDB", Best::Least),
    ("hot_email_sqlite", "hot email", "SQLite", Best::Least),
    ("hot_merchant_sqlite", "hot merchant_customer_id", "SQLite", Best::Least),
    ("uniform_id_lmdb", "uniform id", "LMDB", Best::Least),
    ("uniform_id_sqlite", "uniform id", "SQLite", Best::Least),
    ("uniform_email_lmdb", "uniform email", "LMDB", Best::Least),
    ("uniform_email_sqlite", "uniform email", "SQLite", Best::Least),
    ("import_sqlite", "import", "SQLite, row by row", Best::Most),
    ("size_sqlite", "size", "SQLite", Best::Least),
    ("create_sqlite", "create p50", "SQLite", Best::Least),
    ("create8_sqlite", "create, 8 threads", "SQLite", Best::Most),
    ("page_deep_sqlite", "page", "SQLite", Best::Least),
];

const OWN: &str = "Tillbook";

/// The lines. A figure that was not measured is left out.
pub fn lines(results: &Results) -> Vec<String> {
    let beside = BESIDE.iter().filter_map(|(name, measure, peer, best)| {
        let at = if *measure == "page" { results.last_at(measure) } else { None };
        let ours = results.value(measure, at, OWN, *best)?;
        let theirs = results.value(measure, at, peer, *best)?;
        let ratio = if *best == Best::Least { theirs / ours } else { ours / theirs };
        Some(format!("{name:<22} {:>10} {:>10} {ratio:>8.2}", short(ours), short(theirs)))
    });
    let own = |name: &str, value: Option<f64>| value.map(|value| format!("{name:<22} {:>10}", short(value)));
    let least = |measure, at| results.value(measure, at, OWN, Best::Least);
    let deep = least("page", results.last_at("page"));
    beside
        .chain(own("search_phone_p99_us", least("search phone p99", None)))
        .chain(own("search_name_p99_us", least("search name p99", None)))
        .chain(own("page_deep_over_first", deep.zip(least("page", Some(0))).map(|(deep, first)| deep / first)))
        .chain(own("cache_hit_ns", least("cache hit", None)))
        .collect()
}

/// Three digits that matter.
pub fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Group;
    use crate::rounds::Spread;

    #[test]
    fn over_one_is_ahead_whichever_end_is_good() {
        let mut results = Results::default();
        for (measure, ours, theirs) in [("hot id", 100.0, 250.0), ("import", 90_000.0, 45_000.0)] {
            let group = Group { measure, unit: "", customers: 10, at: None };
            results.add(group, "Tillbook", Some(Spread::exactly(ours)));
            results.add(group, "SQLite, row by row", Some(Spread::exactly(theirs)));
        }
        let lines = lines(&results);
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&lines[0]), ["hot_id_sqlite", "100", "250", "2.50"]);
        assert_eq!(words(&lines[1]), ["import_sqlite", "90000", "45000", "2.00"]);
        assert_eq!(lines.len(), 2);
    }
}
