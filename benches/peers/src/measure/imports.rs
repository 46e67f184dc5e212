//! Customers imported into an empty store, and how much room they take there.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;

use crate::progress::Progress;
use crate::results::{Group, Results};
use crate::rounds::{Spread, by_turns};
use crate::stores::sqlite::{self, Layout, Place, allocated};
use crate::stores::tillbook;

/// How SQLite is imported into: how many rows go into a transaction, and whether indexes are made only afterwards.
type How = (usize, bool);

/// Whom customers are imported into. The last was never the quickest of its kind, and is left out of a short run.
const WAYS: [(&str, Option<How>); 4] = [
    ("Tillbook", None),
    ("SQLite, row by row, one transaction", Some((usize::MAX, false))),
    ("SQLite with its indexes made last", Some((usize::MAX, true))),
    ("SQLite, row by row, 10,000 in a transaction", Some((10_000, false))),
];

pub fn measure(
    folder: &Path,
    rows: usize,
    rounds: usize,
    memory: usize,
    progress: &Progress,
    results: &mut Results,
) -> Result<()> {
    let ways = if rounds > 1 { &WAYS[..] } else { &WAYS[..3] };
    let mut sizes = vec![Vec::new(); ways.len()];
    let took = by_turns(ways.len(), rounds, |one, _| {
        let (name, how) = ways[one];
        progress.say(&format!("import of {rows}: {name}"));
        let room = tempfile::tempdir_in(folder)?;
        let path = room.path().join("imported");
        // Rows are made before the clock runs, and what is left of them is freed after it.
        let mut run: Box<dyn FnMut() -> Result<()>> = match how {
            None => {
                let mut import = tillbook::Import::prepare(&path, memory, 0..rows)?;
                Box::new(move || import.run())
            }
            Some((at_once, last)) => {
                let place = Place { path: path.clone(), layout: Layout::Rowid, memory };
                let import = sqlite::Import::prepare(&place, 0..rows, at_once.min(rows), last);
                Box::new(move || import.run())
            }
        };
        let began = Instant::now();
        run()?;
        let took = began.elapsed().as_secs_f64();
        sizes[one].push(allocated(&path)? as f64 / rows as f64);
        Ok((rows as f64 / took, 0))
    })?;
    for (((name, _), took), size) in ways.iter().zip(took).zip(sizes) {
        results.add(Group { measure: "import", unit: "/s", customers: rows, at: None }, name, Spread::of(took));
        results.add(Group { measure: "size", unit: "bytes", customers: rows, at: None }, name, Spread::of(size));
    }
    Ok(())
}
