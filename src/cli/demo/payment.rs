//! The demo's steps with cards: they are kept, the default moves, and a schedule charges it.

use tillbook::rules::recurrence::in_words;
use tillbook::rules::schedule::next_occurrences;
use tillbook::{
    Account, Card, CardDetails, Charging, CustomerUpdate, Date, ListQuery, Metadata, NewSchedule, Recurrence, Schedule,
    Status,
};

use super::Shop;
use super::story::Story;
use crate::cli::card::{brand, number};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::money;
use crate::cli::output::before_advice;

/// The numbers of the cards that are shown, as the provider gives them for tests.
pub(super) const NUMBERS: [&str; 3] = ["4242424242424242", "5555555555554444", "3530111333300000"];

/// Makes tokens of three cards and attaches them to the first customer.
pub(super) fn keep_a_card(story: &mut Story<'_>, shop: &Shop) -> Outcome {
    story.step(
        "She pays by card, and the shop may keep it",
        "A card becomes a token first. Its full number is forgotten at once: what stays is the \
         brand, the last digits, the expiry and a keyed fingerprint.",
    )?;
    let (account, id) = (&shop.account, &shop.ids[0]);
    let year = expiry_year(account);
    let mut tokens = Vec::new();
    for number in NUMBERS {
        let details = CardDetails::new(number, "N Srisuk", 12, year).security_code("123");
        tokens.push(account.tokens().create(details)?);
    }
    for (place, token) in tokens.iter().enumerate() {
        let attached = account.cards().create(id, &token.id)?;
        let shown = described(&attached);
        if place == 0 {
            let default = account.customers().get(id)?.and_then(|customer| customer.default_card.clone());
            story.fact(
                default.as_ref() == Some(&attached.id),
                format_args!("{shown} is hers and, being the first, her default card"),
            )?;
        } else {
            story.fact(attached.customer.as_ref() == Some(id), format_args!("{shown} joins it"))?;
        }
    }
    match account.cards().create(id, &tokens[0].id) {
        Err(error) => story.fact(
            error.status() == Status::UsedToken,
            format_args!("a token works once: {}", before_advice(&error.to_string())),
        ),
        Ok(_) => story.fact(false, "a token works once"),
    }
}

/// Moves the default, destroys the default card, and answers with the card that follows it.
pub(super) fn pass_the_default_on(story: &mut Story<'_>, shop: &Shop) -> Outcome<Card> {
    story.step(
        "The default card moves, and passes on",
        "The default card is the one that is charged. When it is destroyed, Omise passes the \
         default on to the card that was added last, and so does Tillbook.",
    )?;
    let (account, id) = (&shop.account, &shop.ids[0]);
    let cards = account.cards().list(id, &ListQuery::default())?.items;
    let [first, second, last] = cards.as_slice() else {
        return Err(Failure::refused("the customer does not have three cards; please report this as a defect"));
    };
    let update = CustomerUpdate { default_card: Some(second.id.clone()), ..CustomerUpdate::default() };
    let moved = account.customers().update(id, update)?;
    story.fact(
        moved.default_card.as_ref() == Some(&second.id),
        format_args!("the default moved from {} to {}", described(first), described(second)),
    )?;
    account.cards().delete(id, &second.id)?;
    let after = account.customers().get(id)?.and_then(|customer| customer.default_card.clone());
    story.fact(
        after.as_ref() == Some(&last.id),
        format_args!("{} is destroyed: the default is {} now", described(second), described(last)),
    )?;
    Ok(Card::clone(last))
}

/// Makes a monthly schedule and asks what will be due.
pub(super) fn charge_every_month(story: &mut Story<'_>, shop: &Shop, card: &Card) -> Outcome<Schedule> {
    story.step(
        "Her membership is charged twice a month",
        "A schedule knows its dates. The store charges nobody: it tells the till what is due, \
         and remembers what came of it.",
    )?;
    let account = &shop.account;
    let schedules = account.schedules();
    let today = account.store().now().date();
    let schedule = schedules.create(NewSchedule {
        customer: shop.ids[0].clone(),
        amount: 35_000,
        currency: "THB".to_owned(),
        every: 1,
        recurrence: Recurrence::monthly_on_days([1, 16])?,
        start_on: Some(today.plus_days(1)),
        end_on: today.plus_days(365),
        card: None,
        description: Some("Membership".to_owned()),
        metadata: Metadata::default(),
        charging: Charging::Host,
    })?;
    let dates = next_occurrences(&schedule);
    let words = in_words(schedule.every, &schedule.recurrence);
    let amount = money::amount(schedule.charge.amount, &schedule.charge.currency);
    // A year has 24 such dates, or 23 when a leap day pushes the last one out.
    story.fact(dates.len() >= 23, format_args!("{words}: {amount}, until {}", schedule.end_on))?;
    let next: Vec<String> = dates.iter().take(3).copied().map(in_full).collect();
    let right = dates.iter().all(|date| matches!(date.day(), 1 | 16)) && dates.is_sorted();
    story.fact(right, format_args!("the next dates are {}", next.join(", ")))?;
    let second = dates.get(1).copied().unwrap_or(Date::MAX);
    let due = schedules.due(second.start(), 10)?;
    let right = due.len() == 2 && due.iter().all(|due| due.card.as_ref() == Some(&card.id));
    story.fact(right, format_args!("by {second} the till will have been told of 2 charges, to {}", described(card)))?;
    Ok(Schedule::clone(&schedule))
}

/// A year in which a card of today has not expired.
pub(super) fn expiry_year(account: &Account) -> u16 {
    u16::try_from(account.store().now().date().year()).unwrap_or(2031).saturating_add(4)
}

/// A card in a sentence.
pub(super) fn described(card: &Card) -> String {
    format!("{} {}", brand(card), number(card))
}

/// A date in a sentence.
fn in_full(date: Date) -> String {
    let weekday = date.weekday().title();
    format!("{} {date}", weekday.get(..3).unwrap_or(weekday))
}
