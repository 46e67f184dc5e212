//! `tillbook check`: whether a store is sound.

use std::io::Write as _;

use tillbook::{CheckReport, Store};

use super::account::FileArgs;
use super::failure::{Failure, Outcome};
use super::output::{Out, counted, grouped};
use super::progress::bar;
use super::table::{Column, Table};

const EXAMPLES: &str = "\
Examples:
  tillbook check till.tillbook
  tillbook check till.tillbook --json

It reads the whole file, and compares every list, index and count with the
records. The exit status is 1 when anything is wrong.";

/// The words of `tillbook check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    file: FileArgs,
}

/// Checks the file and prints what is wrong with it.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let bar = bar("checking");
    let checked = Store::check_file(&args.file.store, |progress| {
        bar.set_message(progress.table);
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    });
    bar.finish_and_clear();
    let report = checked?;
    let printed = match args.file.json {
        true => out.json(&serde_json::to_value(&report).unwrap_or_default()).map_err(Into::into),
        false => show(&report, out),
    };
    match report.is_sound() {
        true => printed,
        false => Err(Failure::refused(format!(
            "the store has {}; keep the file, export what can still be read, and import that into a new store",
            counted(report.total_findings, "fault")
        ))),
    }
}

fn show(report: &CheckReport, out: &mut Out) -> Outcome {
    let mut tables = Table::new([Column::whole("TABLE"), Column::number("ROWS")]);
    for count in &report.tables {
        tables.row([count.table, &grouped(count.rows)]);
    }
    out.table(&tables)?;
    if report.is_sound() {
        writeln!(out, "\nThe store is sound.")?;
        return Ok(());
    }
    let mut findings = Table::new([Column::whole("FAULT"), Column::whole("ACCOUNT"), Column::whole("WHERE")]);
    for finding in &report.findings {
        let account = finding.account.map(|account| account.to_string()).unwrap_or_default();
        findings.row([finding.kind.name(), &account, &finding.message]);
    }
    writeln!(out)?;
    out.table(&findings)?;
    let more = report.total_findings - report.findings.len() as u64;
    if more > 0 {
        writeln!(out, "and {} more", grouped(more))?;
    }
    Ok(())
}
