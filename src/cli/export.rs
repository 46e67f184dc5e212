//! `tillbook export`: an account's customers as a file.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tillbook::Error;
use tillbook::transfer::{ExportFormat, export_file};

use super::account::{AccountArgs, open};
use super::failure::{Failure, Outcome};
use super::output::{Out, clean, counted};
use super::progress::bar;

const EXAMPLES: &str = "\
Examples:
  tillbook export till.tillbook --provider omise > customers.jsonl
  tillbook export till.tillbook --provider omise --format csv -o customers.csv
  tillbook export till.tillbook --provider omise --mode live -o live.jsonl

A line of JSON is the customer as its provider shows it, with the till's own
fields under `tillbook`: importing it into an empty store gives the same
store. CSV leaves the cards out.";

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    // One JSON object a line, cards included. Not a doc comment: clap would then lay out --help unlike -h.
    Jsonl,
    // A table with a header, without cards.
    Csv,
}

/// The words of `tillbook export`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store's file
    store: PathBuf,
    #[command(flatten)]
    account: AccountArgs,
    /// One JSON object a line with the cards, or a table without them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "jsonl")]
    format: Format,
    /// One JSON object a line, as --json is for the other commands
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// The file to write, in place of standard output; only you can read it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the customers to the file, or else to standard output.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let account = args.account.of(&open(&args.store)?);
    let format = match args.format {
        Format::Jsonl => ExportFormat::Jsonl,
        Format::Csv => ExportFormat::Csv,
    };
    let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else {
        format.write(&account, out, |_| {})?;
        return Ok(());
    };
    let bar = bar("exporting");
    let written = export_file(&account, path, format, |progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    });
    bar.finish_and_clear();
    let count = written.map_err(|error| refusal(path, error))?;
    writeln!(out, "{} written to {}.", counted(count, "customer"), clean(&path.display().to_string()))?;
    Ok(())
}

fn refusal(path: &Path, error: Error) -> Failure {
    match error {
        Error::InvalidArgument { .. } => {
            Failure::usage("the export would overwrite the store itself; choose another file after --output")
        }
        Error::Io { source, .. } if source.kind() != ErrorKind::BrokenPipe => {
            Failure::refused(format!("writing {} failed: {source}; choose another place for the file", path.display()))
        }
        error => error.into(),
    }
}
