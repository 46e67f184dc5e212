//! `tillbook backup`: a copy of a store in a new file.

use std::io::Write as _;
use std::path::PathBuf;

use super::account::{FileArgs, open};
use super::failure::Outcome;
use super::output::{Out, clean, counted, grouped};
use super::progress::bar;

const EXAMPLES: &str = "\
Examples:
  tillbook backup till.tillbook monday.tillbook
  tillbook backup till.tillbook tuesday.tillbook --json

The copy is a store by itself, and only you can read it. The file that ends
in -key holds the key of the cards' fingerprints and is not copied: keep a
copy of it somewhere else.";

/// The words of `tillbook backup`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    file: FileArgs,
    /// The new file; what is there already is never overwritten
    #[arg(value_name = "FILE")]
    copy: PathBuf,
}

/// Copies the store and prints how much it was.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let store = open(&args.file.store)?;
    let bar = bar("copying");
    let written = store.backup(&args.copy, |progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    });
    bar.finish_and_clear();
    let report = written?;
    if args.file.json {
        out.json(&serde_json::to_value(report).unwrap_or_default())?;
    } else {
        let copy = clean(&args.copy.display().to_string()).into_owned();
        writeln!(out, "{} written to {copy}, {} bytes.", counted(report.rows, "row"), grouped(report.bytes))?;
    }
    Ok(())
}
