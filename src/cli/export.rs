//! `tillbook export`: an account's customers as a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tillbook::Account;
use tillbook::transfer::{ExportProgress, export_csv, export_jsonl};

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
    let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else {
        write(args.format, &account, out, |_| {})?;
        return Ok(());
    };
    let present = fs::canonicalize(path).ok();
    if present.is_some() && present == fs::canonicalize(&args.store).ok() {
        return Err(Failure::usage("the export would overwrite the store itself; choose another file after --output"));
    }
    let bar = bar("exporting");
    let progress = |progress: ExportProgress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    };
    let written = match present {
        // A device or a pipe: it takes the bytes, and another file must not take its name.
        Some(present) if !present.is_file() => {
            let file = OpenOptions::new().write(true).open(&present).map_err(|error| refusal(path, &error))?;
            write(args.format, &account, file, progress)
        }
        present => {
            let wanted = present.as_deref().unwrap_or(path);
            let unfinished = Unfinished::new(wanted)?;
            let written = write(args.format, &account, &unfinished.file, progress);
            written.and_then(|count| unfinished.finish(wanted).map(|()| count))
        }
    };
    bar.finish_and_clear();
    let count = written?;
    writeln!(out, "{} written to {}.", counted(count, "customer"), clean(&path.display().to_string()))?;
    Ok(())
}

fn write(format: Format, account: &Account, out: impl io::Write, progress: impl FnMut(ExportProgress)) -> Outcome<u64> {
    Ok(match format {
        Format::Jsonl => export_jsonl(account, out, progress)?,
        Format::Csv => export_csv(account, out, progress)?,
    })
}

/// A file that takes its name only when it is complete, so that a failed export spoils no earlier one.
struct Unfinished {
    path: PathBuf,
    file: File,
}

impl Unfinished {
    fn new(wanted: &Path) -> Outcome<Unfinished> {
        let mut path = wanted.as_os_str().to_owned();
        path.push(".unfinished");
        let path = PathBuf::from(path);
        let mut how = OpenOptions::new();
        how.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
        let file = how.open(&path).map_err(|error| refusal(wanted, &error))?;
        Ok(Unfinished { path, file })
    }

    fn finish(self, wanted: &Path) -> Outcome {
        let finished = self.file.sync_all().and_then(|()| fs::rename(&self.path, wanted));
        finished.map_err(|error| refusal(wanted, &error))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Only a failed export still has this name.
        let _ = fs::remove_file(&self.path);
    }
}

fn refusal(path: &Path, error: &io::Error) -> Failure {
    Failure::refused(format!("writing {} failed: {error}; choose another place for the file", path.display()))
}
