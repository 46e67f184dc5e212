//! `tillbook compact`: giving back what a file no longer needs.

use std::io::Write as _;
use std::path::PathBuf;

use tillbook::Store;

use super::failure::Outcome;
use super::output::{Out, grouped};

const EXAMPLES: &str = "\
Examples:
  tillbook compact till.tillbook
  tillbook compact till.tillbook --json

Nothing but the file's size changes. No other program may have the store open
meanwhile.";

/// The words of `tillbook compact`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store's file
    store: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Compacts the file and prints its sizes.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let compacted = Store::compact(&args.store)?;
    if args.json {
        out.json(&serde_json::to_value(compacted).unwrap_or_default())?;
    } else {
        writeln!(out, "{} bytes before, {} after.", grouped(compacted.before), grouped(compacted.after))?;
    }
    Ok(())
}
