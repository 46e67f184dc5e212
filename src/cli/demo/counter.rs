//! The demo's first steps: everybody is imported, and one customer is found at the counter.

use std::sync::Arc;
use std::time::Instant;

use tillbook::{Account, Customer, CustomerQuery, Imported, ListQuery};

use super::Shop;
use super::people::Person;
use super::story::Story;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output::{counted, grouped};
use crate::cli::progress::bar;

/// How many customers are imported in one write.
const CHUNK: usize = 500;

/// Imports everybody, and the first ones a second time.
pub(super) fn import(story: &mut Story<'_>, account: &Account, people: &[Person]) -> Outcome<Vec<String>> {
    story.step(
        &format!("The shop brings its {}", counted(people.len() as u64, "customer")),
        "An import refuses a bad row alone, and indexes everything that a cashier may know of\n\
         a customer.",
    )?;
    let began = Instant::now();
    let mut ids = Vec::with_capacity(people.len());
    let bar = bar(people.len() as u64, "importing");
    for chunk in people.chunks(CHUNK) {
        for imported in account.customers().import(chunk.iter().map(Person::row).collect(), false)? {
            match imported? {
                Imported::Created(id) => ids.push(id),
                Imported::Updated(id) | Imported::Unchanged(id) => {
                    return Err(Failure::refused(format!("customer {id} was there already; please report this")));
                }
            }
        }
        bar.inc(chunk.len() as u64);
    }
    bar.finish_and_clear();
    let seconds = began.elapsed().as_secs_f64();
    let total = account.customers().list(&ListQuery::default())?.total;
    story.fact(
        total == people.len() as u64,
        format_args!(
            "{} imported in {seconds:.1} s, {} a second, all on disk",
            counted(total, "customer"),
            grouped((total as f64 / seconds) as u64)
        ),
    )?;
    let first: Vec<_> = people.iter().take(CHUNK).map(Person::row).collect();
    let again = account.customers().import(first, false)?;
    let unchanged = again.iter().filter(|row| matches!(row, Ok(Imported::Unchanged(_)))).count();
    story.fact(
        unchanged == again.len(),
        format_args!("the first {} once more: unchanged, and nobody is there twice", grouped(unchanged as u64)),
    )?;
    Ok(ids)
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
        is_she(&customers.find(&query)?),
        format_args!("and the last digits of her telephone number, {last}, are enough"),
    )?;
    let query = CustomerQuery { name: Some("bjorn ang".to_owned()), limit: usize::MAX, ..CustomerQuery::default() };
    let namesakes = customers.find(&query)?;
    story.fact(
        namesakes.iter().all(|customer| customer.own.name.as_deref() == Some("Bjørn Ångström"))
            && !namesakes.is_empty(),
        format_args!("'bjorn ang' finds {} called Bjørn Ångström", counted(namesakes.len() as u64, "customer")),
    )
}
