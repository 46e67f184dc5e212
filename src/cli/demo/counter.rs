//! The demo's first steps: everybody is imported, and one customer is found at the counter.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tillbook::transfer::{ImportOptions, ImportReport, import};
use tillbook::{Account, Customer, CustomerQuery};

use super::Shop;
use super::people::Person;
use super::story::Story;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output::{before_advice, counted, grouped};
use crate::cli::progress;

/// Imports everybody from a file, and then the file once more. Answers with the ids in the order of the people, and how
/// long the first import took.
pub(super) fn bring_in(
    story: &mut Story<'_>,
    account: &Account,
    folder: &Path,
    people: &[Person],
) -> Outcome<(Vec<String>, Duration)> {
    let everybody = people.len() as u64;
    story.step(
        &format!("The shop brings its {}", counted(everybody, "customer")),
        "An import takes the file of the old system, indexes everything that a cashier may know \
         of a customer, and refuses a bad row alone.",
    )?;
    let file = folder.join("customers.csv");
    std::fs::write(&file, table(people)).map_err(|error| {
        Failure::refused(format!("writing {} failed: {error}; free the disk and try again", file.display()))
    })?;
    let began = Instant::now();
    let report = read(account, &file)?;
    let took = began.elapsed();
    let seconds = took.as_secs_f64();
    story.fact(
        report.created == everybody,
        format_args!(
            "{} imported in {seconds:.1} s, {} a second, all on disk",
            counted(report.created, "customer"),
            grouped((report.created as f64 / seconds) as u64)
        ),
    )?;
    let refusal = report.refusals.first().map(ToString::to_string).unwrap_or_default();
    story.fact(report.refused == 1, format_args!("1 bad row refused: {}", before_advice(&refusal)))?;
    let again = read(account, &file)?;
    story.fact(
        again.created == 0 && again.unchanged == everybody,
        format_args!("the same file once more: {} unchanged, nobody is there twice", grouped(again.unchanged)),
    )?;
    let mut ids = Vec::with_capacity(people.len());
    let mut expected = people.iter();
    account.customers().each(|customer, _cards| {
        let person = expected.next().map(|person| &person.merchant_customer_id);
        if person == customer.own.merchant_customer_id.as_ref() {
            ids.push(customer.id.clone());
        }
        Ok(())
    })?;
    story.fact(ids.len() == people.len(), "a list has them in the order of the file")?;
    Ok((ids, took))
}

/// The people as a file, one row of which is bad.
fn table(people: &[Person]) -> String {
    let mut table = "Customer ID,Name,E-Mail,Phone,Barcode\n".to_owned();
    for Person { name, email, phone, merchant_customer_id, barcode } in people {
        // Writing to a text cannot fail.
        let _ = writeln!(table, "{merchant_customer_id},{name},{email},{phone},{barcode}");
    }
    table.push_str("M-BAD,this,row,has,far,too,many,fields\n");
    table
}

fn read(account: &Account, file: &Path) -> Outcome<ImportReport> {
    let bar = progress::bytes();
    let report = import(account, file, ImportOptions::default(), |progress| {
        bar.set_length(progress.bytes_total);
        bar.set_position(progress.bytes_done);
        bar.set_message(counted(progress.rows, "row"));
    });
    bar.finish_and_clear();
    Ok(report?)
}

/// Finds one customer every way.
pub(super) fn look_up(story: &mut Story<'_>, shop: &Shop) -> Outcome {
    story.step("A customer comes to the counter", "Whatever she shows, types or says leads to the same record.")?;
    let (person, id) = (&shop.people[0], &shop.ids[0]);
    let customers = shop.account.customers();
    let is_she = |found: &[Arc<Customer>]| found.iter().any(|customer| customer.id == *id);
    let by_id = customers.get(id)?;
    let known = by_id.as_ref().is_some_and(|customer| customer.own.name.as_ref() == Some(&person.name));
    story.fact(known, format_args!("the id {id} is {}", person.name))?;
    let capitals = person.email.to_uppercase();
    story.fact(is_she(&customers.by_email(&capitals)?), format_args!("so is the e-mail address {capitals}"))?;
    let number = &person.merchant_customer_id;
    let by_number = customers.by_merchant_customer_id(number)?;
    story.fact(by_number == by_id, format_args!("so is the shop's own number {number}"))?;
    story
        .fact(is_she(&customers.by_barcode(&person.barcode)?), format_args!("so is the barcode {}", person.barcode))?;
    let digits: String = person.phone.chars().filter(char::is_ascii_digit).collect();
    let last = &digits[digits.len().saturating_sub(6)..];
    let query = CustomerQuery { phone: Some(last.to_owned()), ..CustomerQuery::default() };
    story.fact(
        is_she(&customers.find(&query)?.items),
        format_args!("and the last digits of her telephone number, {last}, are enough"),
    )?;
    let query = CustomerQuery { name: Some("bjorn ang".to_owned()), limit: usize::MAX, ..CustomerQuery::default() };
    let namesakes = customers.find(&query)?.items;
    story.fact(
        namesakes.iter().all(|customer| customer.own.name.as_deref() == Some("Bjørn Ångström"))
            && !namesakes.is_empty(),
        format_args!("'bjorn ang' finds {} called Bjørn Ångström", counted(namesakes.len() as u64, "customer")),
    )
}
