//! `tillbook stat`: how much is in a store.

use std::io::Write as _;

use super::account::{FileArgs, open};
use super::failure::Outcome;
use super::output::{Out, grouped};
use super::table::{Column, Table};

const EXAMPLES: &str = "\
Examples:
  tillbook stat till.tillbook
  tillbook stat till.tillbook --json";

/// The words of `tillbook stat`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    file: FileArgs,
}

/// Prints what each account holds, and what the file takes.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let stat = open(&args.file.store)?.stat()?;
    if args.file.json {
        out.json(&serde_json::to_value(&stat).unwrap_or_default())?;
        return Ok(());
    }
    out.fields(&[
        ("Store", stat.store_id.clone()),
        ("Format", stat.format.to_string()),
        ("Search indexes", if stat.search_indexes { "yes" } else { "no" }.to_owned()),
        ("Size", format!("{} bytes", grouped(stat.allocated_bytes))),
        ("Last write", if stat.sequence == 0 { "never".to_owned() } else { stat.newest.to_string() }),
    ])?;
    let mut accounts = Table::new([
        Column::whole("ACCOUNT"),
        Column::number("CUSTOMERS"),
        Column::number("CARDS"),
        Column::number("TOKENS"),
        Column::number("SCHEDULES"),
        Column::number("OCCURRENCES"),
        Column::number("TAX IDS"),
        Column::number("DELETED"),
    ]);
    for account in &stat.accounts {
        let counts = [
            account.customers,
            account.cards,
            account.tokens,
            account.schedules,
            account.occurrences,
            account.tax_identifiers,
            account.deleted_customers,
        ];
        accounts.row([account.account.to_string()].into_iter().chain(counts.map(grouped)));
    }
    writeln!(out)?;
    out.table(&accounts)?;
    let mut indexes = Table::new([Column::whole("INDEX"), Column::number("ENTRIES")]);
    for index in &stat.indexes {
        indexes.row([index.index, &grouped(index.entries)]);
    }
    writeln!(out)?;
    out.table(&indexes)?;
    Ok(())
}
