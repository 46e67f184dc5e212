//! `tillbook compact`: giving back what a file no longer needs.

use std::io::Write as _;

use tillbook::Store;

use super::account::FileArgs;
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
    #[command(flatten)]
    file: FileArgs,
}

/// Compacts the file and prints its sizes.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let compacted = Store::compact(&args.file.store)?;
    if args.file.json {
        out.json(&serde_json::to_value(compacted).unwrap_or_default())?;
    } else {
        writeln!(out, "{} bytes before, {} after.", grouped(compacted.before), grouped(compacted.after))?;
    }
    Ok(())
}
