//! What a run leaves behind: tables, all figures as JSON, plots.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::results::Results;
use crate::{figures, machine, plot, table};

pub fn write(results: &Results, folder: &Path, doors: Option<&Path>) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut sizes: Vec<usize> = results.figures.iter().map(|figure| figure.customers).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let described = machine::described(&sizes);
    let markdown = format!(
        "# Tillbook beside other stores\n\nWritten by `make bench-peers`; how is said in \
         [0027](../../docs/decisions/0027-how-it-is-measured.md).\n{described}\n\n\
         ## What is promised\n\nThe ratio is how many times better than the other store at its best; over 1 is ahead.\n\n\
         ```\n{:<22} {:>10} {:>10} {:>8}\n{}\n```\n\n{}## All figures\n\n{}",
        "figure",
        "Tillbook",
        "peer",
        "ratio",
        figures::lines(results).join("\n"),
        doors.map(from_others).unwrap_or_default(),
        table::all(results)
    );
    std::fs::write(folder.join("results.md"), markdown.trim_end().to_owned() + "\n")?;
    let json = serde_json::to_string_pretty(&json!({ "measured": described, "figures": results.figures }))?;
    std::fs::write(folder.join("results.json"), json + "\n")?;
    plot::all(results, folder)
}

/// What each other language printed.
fn from_others(folder: &Path) -> String {
    let mut text = String::new();
    for (file, language) in [("c", "C"), ("python", "Python"), ("go", "Go")] {
        if let Ok(printed) = std::fs::read_to_string(folder.join(file)) {
            text.push_str(&format!("### The same from {language}\n\n```\n{}\n```\n\n", printed.trim_end()));
        }
    }
    if text.is_empty() { text } else { format!("## From other languages\n\n{text}") }
}
