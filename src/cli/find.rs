//! `tillbook find`: customers by what is known of them.

use std::io::Write as _;
use std::path::PathBuf;

use serde_json::json;
use tillbook::CustomerQuery;

use super::account::{Scope, open};
use super::customer;
use super::failure::{Failure, Outcome};
use super::object::Object;
use super::output::{Out, counted};

const EXAMPLES: &str = "\
Examples:
  tillbook find till.tillbook --email ann@example.com
  tillbook find till.tillbook --phone 2222
  tillbook find till.tillbook --name 'bjorn ang' --json
  tillbook find till.tillbook --email-prefix ann --limit 20
  tillbook find till.tillbook --merchant-customer-id M-1002 --provider omise

The cashier types what the customer says: the end of a telephone number, the
beginnings of words of a name in any case and without accents. Everything
given must fit. What fits exactly comes first, then the rest by the alphabet.";

/// The words of `tillbook find`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store's file
    store: PathBuf,
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    scope: Scope,
    /// How many customers of each account to show at most
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// How many customers of each account to leave out before those
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What is known of the customer.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
struct Wanted {
    /// E-mail address, in any case
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The beginning of an e-mail address, in any case
    #[arg(long, value_name = "PREFIX")]
    email_prefix: Option<String>,
    /// The shop's own number for the customer, exactly
    #[arg(long, value_name = "NUMBER")]
    merchant_customer_id: Option<String>,
    /// What the scanner reads from the customer's card or phone
    #[arg(long, value_name = "CODE")]
    barcode: Option<String>,
    /// The last digits of a telephone number, or all of it in any writing
    #[arg(long, value_name = "DIGITS")]
    phone: Option<String>,
    /// Beginnings of words of the name
    #[arg(long, value_name = "PREFIX")]
    name: Option<String>,
    /// The fingerprint of a card
    #[arg(long, value_name = "FINGERPRINT")]
    card: Option<String>,
}

/// Prints every customer that fits, account by account.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let store = open(&args.store)?;
    let wanted = &args.wanted;
    let query = CustomerQuery {
        email: wanted.email.clone(),
        email_prefix: wanted.email_prefix.clone(),
        merchant_customer_id: wanted.merchant_customer_id.clone(),
        barcode: wanted.barcode.clone(),
        phone: wanted.phone.clone(),
        name: wanted.name.clone(),
        card: wanted.card.clone(),
        offset: args.offset,
        limit: args.limit,
    };
    let accounts = args.scope.accounts(&store);
    let (mut found, mut more) = (Vec::new(), false);
    for account in &accounts {
        let page = account.customers().find(&query)?;
        found.extend(page.items.into_iter().map(|customer| (account, customer)));
        more |= page.more;
    }
    if args.json {
        let customers: Vec<_> =
            found.iter().map(|(account, customer)| Object::Customer(customer.clone()).json(account)).collect();
        out.json(&json!({ "total": found.len(), "more": more, "customers": customers }))?;
    } else if !found.is_empty() {
        out.table(&customer::table(found.iter().map(|(account, customer)| (*account, &**customer)), true))?;
        let beyond = if more { "; others fit too: give more of what is known, or --offset" } else { "" };
        writeln!(out, "\n{} found{beyond}.", counted(found.len() as u64, "customer"))?;
    }
    match found.is_empty() {
        true if args.offset > 0 => Err(Failure::refused("nobody is left to show; give a smaller --offset")),
        true => Err(Failure::refused("no customer fits; give less of what is known, or check its spelling")),
        false => Ok(()),
    }
}
