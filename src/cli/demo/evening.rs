//! The demo's last steps: a customer is forgotten, the shop closes and opens, and the file is looked at.

use std::fs;
use std::path::Path;

use tillbook::{Card, CardDetails, ListQuery, Request, Schedule};

use super::Shop;
use super::payment::{NUMBERS, described, expiry_year};
use super::story::Story;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output::counted;
use crate::cli::progress;

/// Destroys another customer and answers with her id.
pub(super) fn forget(story: &mut Story<'_>, shop: &mut Shop) -> Outcome<String> {
    story.step(
        "Another customer wants to be forgotten",
        "With Omise a destroyed customer is gone with all cards, and the id answers not found.",
    )?;
    let (person, id) = (shop.people.remove(1), shop.ids.remove(1));
    let (account, customers) = (&shop.account, shop.account.customers());
    let token = account.tokens().create(CardDetails::new(NUMBERS[0], "K Sato", 12, expiry_year(account)))?;
    let card = account.cards().create(&id, &token.id)?;
    let destroyed = customers.delete(&id)?;
    let gone = account.cards().by_id(&card.id)?.is_none();
    story.fact(destroyed.id == id && gone, format_args!("{} is destroyed, and her card with her", person.name))?;
    let found = customers.get(&id)?.is_some()
        || !customers.by_email(&person.email)?.is_empty()
        || customers.by_merchant_customer_id(&person.merchant_customer_id)?.is_some();
    story.fact(!found, "neither her id nor her e-mail address nor her number finds anybody")?;
    let answer = account.call(&Request::get(format!("/customers/{id}")));
    let (body, status) = (answer.json(), answer.status);
    let code = body["code"].as_str().unwrap_or_default();
    story.fact(
        status == 404 && code == "not_found",
        format_args!("asked as Omise is asked, the till answers as Omise does: {status} {code}"),
    )?;
    Ok(id)
}

/// Looks whether everything is in the reopened store as it was left.
pub(super) fn find_it_as_it_was(
    story: &mut Story<'_>,
    shop: &Shop,
    opened: &str,
    (schedule, default): (&Schedule, &Card),
    forgotten: &str,
) -> Outcome {
    story.step(
        "The shop closes, and opens the next morning",
        "Whatever was acknowledged is on disk, even when the terminal is simply unplugged.",
    )?;
    let account = &shop.account;
    let total = account.customers().list(&ListQuery::default())?.total;
    let expected = shop.people.len() as u64;
    story.fact(total == expected, format_args!("{opened}, with {}", counted(total, "customer")))?;
    let customer = account.customers().get(&shop.ids[0])?;
    let kept = customer.is_some_and(|customer| customer.default_card.as_ref() == Some(&default.id));
    story.fact(kept, format_args!("{} is still the default card", described(default)))?;
    let running = account.schedules().get(&schedule.id)?.is_some_and(|found| *found == *schedule);
    story.fact(running, "the schedule is as it was")?;
    story.fact(account.customers().get(forgotten)?.is_none(), "and whoever was forgotten stays forgotten")
}

/// Checks the whole store.
pub(super) fn check(story: &mut Story<'_>, shop: &Shop) -> Outcome {
    story.step(
        "Is the file sound?",
        "A check reads everything, and compares every list, index and count with the \
         records.",
    )?;
    let bar = progress::bar("checking");
    let report = shop.account.store().check(|progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    });
    bar.finish_and_clear();
    let report = report?;
    let rows = report.tables.iter().map(|table| table.rows).sum();
    story.fact(report.is_sound(), format_args!("{} read, and everything agrees", counted(rows, "row")))
}

/// Looks for the card numbers in every file of the store.
pub(super) fn search_for_card_numbers(story: &mut Story<'_>, path: &Path) -> Outcome {
    story.step(
        "Nobody can steal a card number from the till",
        "A stolen terminal must not give any away, so this looks for them byte by byte.",
    )?;
    let reading = |error: std::io::Error| {
        Failure::refused(format!("reading {} failed: {error}; check the folder's permissions", path.display()))
    };
    let mut searched = 0;
    let mut clean = true;
    for entry in fs::read_dir(path.parent().unwrap_or(path)).map_err(reading)? {
        let bytes = fs::read(entry.map_err(reading)?.path()).map_err(reading)?;
        searched += bytes.len() as u64;
        clean &= NUMBERS.iter().all(|number| !contains(&bytes, number.as_bytes()));
    }
    let searched = searched as f64 / f64::from(1 << 20);
    story.fact(clean, format_args!("{searched:.1} MiB searched: the numbers of the cards are nowhere in them"))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some((first, _)) = wanted.split_first() else { return true };
    let mut rest = bytes;
    while let Some(place) = rest.iter().position(|byte| byte == first) {
        if rest[place..].starts_with(wanted) {
            return true;
        }
        rest = &rest[place + 1..];
    }
    false
}
