//! The short table of the README and its plot, which are written from the results and never by hand.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::figures::short;
use crate::machine;
use crate::results::{Best, Results};
use crate::table::lined_up;

const BEGIN: &str = "<!-- measured: begin -->\n";
const END: &str = "<!-- measured: end -->";

/// The rows: what a reader is told, the measure, which end is good.
const ROWS: [(&str, &str, Best); 11] = [
    ("one of 10,000 regulars by id, ns", "hot id", Best::Least),
    ("by e-mail, ns", "hot email", Best::Least),
    ("by customer number, ns", "hot merchant_customer_id", Best::Least),
    ("any customer by id, ns", "uniform id", Best::Least),
    ("any by e-mail, ns", "uniform email", Best::Least),
    ("20 by the end of a number, p99, µs", "search phone p99", Best::Least),
    ("20 by the beginning of a name, p99, µs", "search name p99", Best::Least),
    ("the last page of 20, µs", "page", Best::Least),
    ("a durable create, p50, µs", "create p50", Best::Least),
    ("durable creates of 8 threads, a second", "create, 8 threads", Best::Most),
    ("import, customers a second", "import", Best::Most),
];
const STORES: [&str; 4] = ["Tillbook", "LMDB", "SQLite", "hash map"];

fn table(results: &Results) -> String {
    let mut rows = vec![vec![String::new(), "Tillbook".into(), "LMDB".into(), "SQLite".into(), "hash map".into()]];
    let mut all = ROWS.to_vec();
    all.push(("bytes in the file for a customer", "size", Best::Least));
    for (told, measure, best) in all {
        let at = if measure == "page" { results.last_at(measure) } else { None };
        let cell = |store: &&str| {
            // Indexes that are made last cannot refuse a row: that is another thing than an import.
            let store = if (measure, *store) == ("import", "SQLite") { "SQLite, row by row" } else { store };
            results.value(measure, at, store, best).map_or_else(|| "-".to_owned(), short)
        };
        let row: Vec<String> = std::iter::once(told.to_owned()).chain(STORES.iter().map(cell)).collect();
        if row[1] != "-" {
            rows.push(row);
        }
    }
    lined_up(&rows)
}

/// What stands between the marks.
fn shown(results: &Results) -> String {
    let most = results.figures.iter().filter(|figure| figure.measure == "hot id").map(|figure| figure.customers).max();
    format!(
        "With {} customers on {}; medians. Every figure with its spread is in \
         [benches/results](benches/results/results.md).\n\n{}\n![One of 10,000 regulars by id, against the number of \
         customers](benches/results/hot-id.svg)\n",
        most.unwrap_or(0),
        machine::name(),
        table(results)
    )
}

/// Whether a table could be put there: to be asked before an hour is spent on it.
pub fn check(page: &Path) -> Result<()> {
    between(&std::fs::read_to_string(page)?, "").map(drop)
}

/// Puts the table between the marks of a page.
pub fn write(results: &Results, page: &Path) -> Result<()> {
    let text = std::fs::read_to_string(page)?;
    std::fs::write(page, between(&text, &shown(results))?)?;
    Ok(())
}

fn between(text: &str, table: &str) -> Result<String> {
    let missing = "the page has no marks for the table; put them back";
    let (before, rest) = text.split_once(BEGIN).context(missing)?;
    let (_, after) = rest.split_once(END).context(missing)?;
    Ok(format!("{before}{BEGIN}{table}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_the_marks_stays() {
        let page = format!("a\n{BEGIN}old\n{END}\nb\n");
        assert_eq!(between(&page, "new\n").unwrap(), format!("a\n{BEGIN}new\n{END}\nb\n"));
        assert!(between("no marks", "new").is_err());
    }
}
