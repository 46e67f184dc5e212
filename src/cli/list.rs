//! `tillbook list`: a page of an account's customers.

use std::io::Write as _;
use std::path::PathBuf;

use serde_json::json;
use tillbook::{ListQuery, Order};

use super::account::{AccountArgs, open};
use super::customer;
use super::failure::Outcome;
use super::object::Object;
use super::output::{Out, counted, grouped};

const EXAMPLES: &str = "\
Examples:
  tillbook list till.tillbook --provider omise
  tillbook list till.tillbook --provider omise --newest-first --limit 5
  tillbook list till.tillbook --provider omise --offset 2 --limit 2 --json";

/// The words of `tillbook list`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store's file
    store: PathBuf,
    #[command(flatten)]
    account: AccountArgs,
    /// How many customers to show at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// How many customers to leave out at the beginning
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u64,
    /// Begin with the customer that came last
    #[arg(long)]
    newest_first: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints the page and how many customers there are in all.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let store = open(&args.store)?;
    let account = args.account.of(&store);
    let order = if args.newest_first { Order::NewestFirst } else { Order::OldestFirst };
    let query = ListQuery { offset: args.offset, limit: args.limit, order, ..ListQuery::default() };
    let page = account.customers().list(&query)?;
    if args.json {
        let customers: Vec<_> =
            page.items.iter().map(|customer| Object::Customer(customer.clone()).json(&account)).collect();
        out.json(&json!({ "total": page.total, "offset": args.offset, "customers": customers }))?;
        return Ok(());
    }
    let account_id = account.id();
    if page.items.is_empty() {
        writeln!(out, "{} in {account_id}, none of them on this page.", counted(page.total, "customer"))?;
        return Ok(());
    }
    out.table(&customer::table(page.items.iter().map(|customer| (&account, &**customer)), false))?;
    let (first, last) = (args.offset + 1, args.offset + page.items.len() as u64);
    writeln!(out, "\n{} to {} of {} in {account_id}.", grouped(first), grouped(last), counted(page.total, "customer"))?;
    Ok(())
}
