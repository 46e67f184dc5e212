//! Schedules, what is due of them, and what came of it.

use serde_json::{Value, json};
use tillbook::{Account, Kind, OccurrenceStatus, Outcome, Timestamp};

use super::{Function, found, group, needed, usual};
use crate::given::{Given, Stop};
use crate::made;
use crate::shown::{Shown, next_dates};

pub const FUNCTIONS: &[(&str, Function)] = &[
    ("schedules_create", |account, given| {
        Ok(account.schedules().create(needed(given, "new_schedule", made::new_schedule)?)?.shown())
    }),
    ("schedules_get", |account, given| {
        let id = given.required("id")?;
        Ok(found(account.schedules().get(&id)?, Kind::Schedule, &id)?.shown())
    }),
    ("schedule_next_dates", |account, given| {
        let (id, count) = (given.required("id")?, given.needed("count", Given::number)?);
        Ok(next_dates(&*found(account.schedules().get(&id)?, Kind::Schedule, &id)?, count))
    }),
    ("schedules_update", |account, given| {
        let id = given.required("id")?;
        Ok(account.schedules().update(&id, needed(given, "update", made::schedule_update)?)?.shown())
    }),
    ("schedules_delete", |account, given| Ok(account.schedules().delete(&given.required("id")?)?.shown())),
    ("schedules_list", |account, given| Ok(account.schedules().list(&made::list_query(given, usual())?)?.shown())),
    ("schedules_list_of", |account, given| {
        let customer = given.required("customer")?;
        Ok(account.schedules().list_of(&customer, &made::list_query(given, usual())?)?.shown())
    }),
    ("schedules_due", due),
    ("schedules_record", record),
    ("schedules_occurrences", |account, given| {
        let schedule = given.required("schedule")?;
        Ok(account.schedules().occurrences(&schedule, &made::list_query(given, usual())?)?.shown())
    }),
    ("schedules_occurrence", |account, given| {
        let id = given.required("id")?;
        Ok(found(account.schedules().occurrence(&id)?, Kind::Occurrence, &id)?.shown())
    }),
    ("schedules_simulate_due", |account, _| Ok(json!(account.schedules().simulate_due()?))),
];

fn due(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let at = Timestamp::from_millis(given.needed("at", Given::number)?);
    Ok(account.schedules().due(at, given.number("limit")?.unwrap_or(usual()))?.shown())
}

fn record(account: &Account, given: &mut Given) -> Result<Value, Stop> {
    let schedule = given.required("schedule")?;
    let scheduled_on = given.needed("scheduled_on", Given::date)?;
    let outcome = match group(given, "outcome")? {
        OccurrenceStatus::Successful => Outcome::Successful { charge: given.text("charge")? },
        OccurrenceStatus::Failed => Outcome::Failed { message: given.text("message")? },
        OccurrenceStatus::Skipped => Outcome::Skipped { message: given.text("message")? },
    };
    Ok(account.schedules().record(&schedule, scheduled_on, outcome)?.shown())
}
