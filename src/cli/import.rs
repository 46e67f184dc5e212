//! `tillbook import`: the customers of a file.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tillbook::transfer::{ImportOptions, ImportReport, Rows, Writing, import};
use tillbook::{AccountId, Error, OpenOptions, Store};

use super::account::AccountArgs;
use super::failure::{Failure, Outcome};
use super::folder::TemporaryFolder;
use super::output::{Out, counted, grouped};
use super::progress::bytes;
use super::table::{Column, Table};

const EXAMPLES: &str = "\
Examples:
  tillbook import till.tillbook customers.csv --provider omise --dry-run
  tillbook import till.tillbook customers.csv --provider omise
  tillbook import till.tillbook customers.jsonl --provider omise --json

The file is CSV, JSON or one JSON object a line; headers are recognised by
their usual names. The store is made when it is missing. A row that cannot be
taken is refused on its own and reported with its line; the exit status is
then 1. Importing a file again doubles nobody who has an id or a
merchant_customer_id.";

/// How many refused rows and how many warnings are printed at most; a program gets all that were kept.
const SHOWN: usize = 100;

/// The words of `tillbook import`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store's file
    store: PathBuf,
    /// The file with the customers
    file: PathBuf,
    #[command(flatten)]
    account: AccountArgs,
    /// Decide everything and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Make a missing store without search indexes: smaller, but searches by parts of names and numbers look at everybody
    #[arg(long)]
    no_search_indexes: bool,
    /// How many MiB of memory may hold what is to be written: the more, the quicker, and the smaller the store
    #[arg(long, value_name = "MIB", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..))]
    memory: u32,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Imports the file and prints what became of its rows.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let account_id = AccountId { provider: args.account.provider, mode: args.account.mode };
    // A file that cannot be read leaves no new store behind.
    Rows::open(&args.file, account_id).map_err(|error| unreadable(&args.file, error))?;
    let (store, _folder) = open(args)?;
    let bar = bytes();
    let memory_bytes = usize::try_from(u64::from(args.memory) << 20).unwrap_or(usize::MAX);
    let options = ImportOptions { dry_run: args.dry_run, memory_bytes, ..ImportOptions::default() };
    let imported = import(&args.account.of(&store), &args.file, options, |progress| {
        bar.set_length(progress.bytes_total);
        bar.set_position(progress.bytes_done);
        let rows = counted(progress.rows, "row");
        bar.set_message(match progress.writing {
            None => rows,
            Some(Writing { done, total }) => format!("{rows}, {}% of them written", done * 100 / total.max(1)),
        });
    });
    bar.finish_and_clear();
    let report = imported?;
    let printed = if args.json { json(args, &report, out) } else { show(args, &report, out) };
    if report.refused > 0 {
        let refused = format!("{} of {}", grouped(report.refused), counted(report.rows(), "row"));
        let verb = if report.refused == 1 { "was" } else { "were" };
        return Err(Failure::refused(format!(
            "{refused} {verb} refused; correct the lines that the report names and import the file again"
        )));
    }
    printed
}

/// Why a file cannot be imported at all.
fn unreadable(file: &Path, error: Error) -> Failure {
    match error {
        Error::Io { source, .. } => {
            Failure::refused(format!("reading {} failed: {source}; check the path and its permissions", file.display()))
        }
        error => error.into(),
    }
}

/// The store to import into: a dry run into a store that is missing does not make it.
fn open(args: &Args) -> Outcome<(Store, Option<TemporaryFolder>)> {
    let options = OpenOptions::new().search_indexes(!args.no_search_indexes);
    if args.dry_run && !args.store.exists() {
        let folder = TemporaryFolder::new()?;
        return Ok((options.open(folder.path().join("dry-run.tillbook"))?, Some(folder)));
    }
    Ok((options.open(&args.store)?, None))
}

fn show(args: &Args, report: &ImportReport, out: &mut Out) -> Outcome {
    if !report.refusals.is_empty() {
        let mut table = Table::new([Column::number("LINE"), Column::whole("REFUSED BECAUSE")]);
        for refusal in report.refusals.iter().take(SHOWN) {
            table.row([&grouped(refusal.line), &refusal.reason]);
        }
        out.table(&table)?;
        not_shown(out, report.refused - report.refusals.len().min(SHOWN) as u64)?;
    }
    let warnings = report.warnings.kept();
    if !warnings.is_empty() {
        let mut table = Table::new([Column::number("LINE"), Column::number("TIMES"), Column::whole("WARNING")]);
        for warning in warnings.iter().take(SHOWN) {
            table.row([&grouped(warning.line), &grouped(warning.times), &warning.text]);
        }
        out.table(&table)?;
        not_shown(out, warnings.len().saturating_sub(SHOWN) as u64 + report.warnings.more())?;
    }
    let mut table = Table::new(["CREATED", "UPDATED", "UNCHANGED", "REFUSED"].map(Column::number));
    table.row([report.created, report.updated, report.unchanged, report.refused].map(grouped));
    out.table(&table)?;
    if args.dry_run {
        writeln!(out, "\nNothing was changed: this was a dry run.")?;
    }
    Ok(())
}

fn not_shown(out: &mut Out, count: u64) -> Outcome {
    if count > 0 {
        writeln!(out, "and {} more; --json shows the first thousand", grouped(count))?;
    }
    writeln!(out)?;
    Ok(())
}

fn json(args: &Args, report: &ImportReport, out: &mut Out) -> Outcome {
    let mut printed = json!({ "dry_run": args.dry_run });
    if let (Some(printed), Ok(Value::Object(report))) = (printed.as_object_mut(), serde_json::to_value(report)) {
        printed.extend(report);
    }
    out.json(&printed)?;
    Ok(())
}
