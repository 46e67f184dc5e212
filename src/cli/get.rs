//! `tillbook get`: whatever has an id.

use std::io::Write as _;
use std::path::PathBuf;

use tillbook::rules::recurrence::in_words;
use tillbook::rules::schedule::{next_occurrences, status};
use tillbook::{Account, Card, Customer, ListQuery, Occurrence, OccurrenceStatus, Schedule, ScheduleStatus, Token};

use super::account::{Scope, open};
use super::card::{brand, expiry, number};
use super::customer::{self, address};
use super::failure::{Failure, Outcome};
use super::money;
use super::object::Object;
use super::output::Out;
use super::table::{Column, Table};

const EXAMPLES: &str = "\
Examples:
  tillbook get till.tillbook cust_test_5xuy4w91xqz7d1w9u0t
  tillbook get till.tillbook cust_test_5xuy4w91xqz7d1w9u0t --json
  tillbook get till.tillbook card_test_5xuy4w91xqz7d1w9u0t --provider omise

The id may be a customer's, a card's, a token's, a schedule's or an
occurrence's, in any account.";

/// How many of a customer's cards and schedules, or of a schedule's occurrences, are shown at most.
const SHOWN: usize = 20;
/// How many of a schedule's next dates are shown at most.
const DATES: usize = 6;

/// The words of `tillbook get`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The store's file
    store: PathBuf,
    /// The id
    id: String,
    #[command(flatten)]
    scope: Scope,
    /// Print JSON: the object as its provider shows it, and the till's own fields under `tillbook`
    #[arg(long)]
    json: bool,
}

/// Prints what has the id.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let store = open(&args.store)?;
    let mut found = Vec::new();
    for account in args.scope.accounts(&store) {
        if let Some(object) = Object::look_up(&account, &args.id)? {
            found.push((account, object));
        }
    }
    let (account, object) = match found.as_slice() {
        [] => return Err(Failure::refused("nothing in this store has that id; check the id, or use `tillbook find`")),
        [found] => found,
        several => {
            let accounts: Vec<String> = several.iter().map(|(account, _)| account.id().to_string()).collect();
            let accounts = accounts.join(", ");
            return Err(Failure::refused(format!(
                "several accounts have that id: {accounts}; choose one with --provider and --mode"
            )));
        }
    };
    if args.json {
        out.json(&object.json(account))?;
        return Ok(());
    }
    match object {
        Object::Customer(customer) => show_customer(account, customer, out),
        Object::Card(card) => show_card(account, card, out),
        Object::Token(token) => show_token(account, token, out),
        Object::Schedule(schedule) => show_schedule(account, schedule, out),
        Object::Occurrence(occurrence) => show_occurrence(account, occurrence, out),
    }
}

fn show_customer(account: &Account, customer: &Customer, out: &mut Out) -> Outcome {
    let own = &customer.own;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let time = |value: Option<tillbook::Timestamp>| value.map(|time| time.to_string()).unwrap_or_default();
    let metadata = if customer.metadata.is_empty() { "" } else { customer.metadata.as_json() };
    out.fields(&[
        ("Customer", customer.id.clone()),
        ("Account", account.id().to_string()),
        ("Name", customer::name(customer).to_owned()),
        ("E-mail", text(&customer.email)),
        ("Phone", customer::phone(customer).to_owned()),
        ("Merchant ID", customer::merchant_customer_id(customer).to_owned()),
        ("Barcode", text(&own.barcode)),
        ("Company", text(&own.company)),
        ("Address", address(own.address.as_ref())),
        ("Tags", own.tags.join(", ")),
        ("Notes", text(&own.notes)),
        ("Description", text(&customer.description)),
        ("Metadata", metadata.to_owned()),
        ("Created", customer.created_at.to_string()),
        ("Changed", time(customer.updated_at)),
        ("Deleted", time(customer.deleted_at)),
    ])?;
    let query = ListQuery { limit: SHOWN, ..ListQuery::default() };
    let cards = account.cards().list(&customer.id, &query)?;
    if !cards.items.is_empty() {
        let mut table = cards_table();
        for card in &cards.items {
            let default = if customer.default_card.as_deref() == Some(card.id.as_str()) { "default" } else { "" };
            table.row([card.id.as_str(), brand(card), &number(card), &expiry(card), default]);
        }
        writeln!(out)?;
        out.table(&table)?;
    }
    let schedules = account.schedules().list_of(&customer.id, &query)?;
    if !schedules.items.is_empty() {
        let mut table =
            Table::new([Column::whole("SCHEDULE"), Column::text("WHEN"), Column::number("AMOUNT"), Column::text("")]);
        for schedule in &schedules.items {
            let when = in_words(schedule.every, &schedule.recurrence);
            table.row([schedule.id.as_str(), &when, &amount(schedule), standing(schedule)]);
        }
        writeln!(out)?;
        out.table(&table)?;
    }
    Ok(())
}

fn show_card(account: &Account, card: &Card, out: &mut Out) -> Outcome {
    out.fields(&[
        ("Card", card.id.clone()),
        ("Account", account.id().to_string()),
        ("Customer", card.customer.clone().unwrap_or_default()),
        ("Brand", brand(card).to_owned()),
        ("Number", number(card)),
        ("Expires", expiry(card)),
        ("Holder", card.name.clone().unwrap_or_default()),
        ("Bank", card.bank.clone()),
        ("Fingerprint", card.fingerprint.clone().unwrap_or_default()),
        ("Created", card.created_at.to_string()),
    ])?;
    Ok(())
}

fn show_token(account: &Account, token: &Token, out: &mut Out) -> Outcome {
    let card = token.card();
    out.fields(&[
        ("Token", token.id.clone()),
        ("Account", account.id().to_string()),
        ("State", if token.used() { "used" } else { "unused" }.to_owned()),
        ("Brand", card.map(brand).unwrap_or_default().to_owned()),
        ("Number", card.map(number).unwrap_or_default()),
        ("Expires", card.map(expiry).unwrap_or_default()),
        ("Holder", card.and_then(|card| card.name.clone()).unwrap_or_default()),
        ("Created", token.created_at.to_string()),
    ])?;
    Ok(())
}

fn show_schedule(account: &Account, schedule: &Schedule, out: &mut Out) -> Outcome {
    let next: Vec<String> = next_occurrences(schedule).iter().take(DATES).map(ToString::to_string).collect();
    let charge = &schedule.charge;
    out.fields(&[
        ("Schedule", schedule.id.clone()),
        ("Account", account.id().to_string()),
        ("State", standing(schedule).to_owned()),
        ("When", in_words(schedule.every, &schedule.recurrence)),
        ("From", schedule.start_on.to_string()),
        ("To", schedule.end_on.to_string()),
        ("Next dates", next.join(", ")),
        ("Customer", charge.customer.clone()),
        ("Card", charge.card.clone().unwrap_or_else(|| "the customer's default card".to_owned())),
        ("Amount", amount(schedule)),
        ("Description", charge.description.clone().unwrap_or_default()),
        ("Created", schedule.created_at.to_string()),
    ])?;
    let query = ListQuery { limit: SHOWN, ..ListQuery::default() };
    let occurrences = account.schedules().occurrences(&schedule.id, &query)?;
    if !occurrences.items.is_empty() {
        let mut table =
            Table::new([Column::whole("OCCURRENCE"), Column::whole("DATE"), Column::text("STATE"), Column::text("")]);
        for occurrence in &occurrences.items {
            let message = occurrence.message.clone().unwrap_or_default();
            let date = occurrence.scheduled_on.to_string();
            table.row([occurrence.id.as_str(), &date, came_of(occurrence), &message]);
        }
        writeln!(out)?;
        out.table(&table)?;
    }
    Ok(())
}

fn show_occurrence(account: &Account, occurrence: &Occurrence, out: &mut Out) -> Outcome {
    out.fields(&[
        ("Occurrence", occurrence.id.clone()),
        ("Account", account.id().to_string()),
        ("Schedule", occurrence.schedule.clone()),
        ("Date", occurrence.scheduled_on.to_string()),
        ("State", came_of(occurrence).to_owned()),
        ("Charge", occurrence.result.clone().unwrap_or_default()),
        ("Message", occurrence.message.clone().unwrap_or_default()),
        ("Attempts", occurrence.attempts.to_string()),
        ("Retry on", occurrence.retry_on.map(|date| date.to_string()).unwrap_or_default()),
        ("Processed", occurrence.processed_at.to_string()),
    ])?;
    Ok(())
}

fn cards_table() -> Table {
    Table::new([
        Column::whole("CARD"),
        Column::whole("BRAND"),
        Column::whole("NUMBER"),
        Column::whole("EXPIRES"),
        Column::whole(""),
    ])
}

fn amount(schedule: &Schedule) -> String {
    money::amount(schedule.charge.amount, &schedule.charge.currency)
}

/// Where a schedule stands, in one word.
fn standing(schedule: &Schedule) -> &'static str {
    match status(schedule) {
        ScheduleStatus::Running => "running",
        ScheduleStatus::Expiring => "expiring",
        ScheduleStatus::Expired => "expired",
        ScheduleStatus::Suspended => "suspended",
        ScheduleStatus::Deleted => "deleted",
    }
}

/// What came of an occurrence, in one word.
fn came_of(occurrence: &Occurrence) -> &'static str {
    match occurrence.status {
        OccurrenceStatus::Successful => "successful",
        OccurrenceStatus::Failed => "failed",
        OccurrenceStatus::Skipped => "skipped",
    }
}
