//! `tillbook export`: an account's customers as a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tillbook::transfer::{export_csv, export_jsonl};
use tillbook::Account;

use super::account::{AccountArgs, open};
use super::failure::{Failure, Outcome};
use super::output::{Out, counted};

const EXAMPLES: &str = "\
Examples:
  tillbook export till.tillbook --provider omise > customers.jsonl
  tillbook export till.tillbook --provider omise --format csv -o customers.csv
  tillbook export till.tillbook --provider omise --mode live --output live.jsonl

A line of JSON is the customer as its provider shows it, with the till's own fields under
`tillbook`: importing it into an empty store gives the same store. CSV leaves the cards out.";

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object a line, cards included
    Jsonl,
    /// A table with a header, without cards
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
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "jsonl")]
    format: Format,
    /// The file to write, in place of standard output; only you can read it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}
