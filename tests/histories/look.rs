//! Calls that only look, made to the store and to the model.

use tillbook::{Date, Due, Status};

use crate::compare::{Difference, Plain, agree, same};
use crate::game::Game;
use crate::operation::{Action, Pick, brief};

impl Game {
    /// Calls that only look.
    pub fn look(&mut self, place: usize, action: &Action) -> Result<(), Difference> {
        let store = self.account(place);
        self.call(place, "looks at", action);
        let account = self.of(place);
        let known = |customer: &str| account.customer(customer).map(drop).ok_or(Status::NotFound);
        match action {
            Action::ListCustomers(query) => {
                let query = self.query(place, query);
                let model = account.page(account.living(), |customer| customer.created_at, &query);
                agree(store.customers().list(&query).map(Plain::plain), Ok(model))?.ok();
            }
            Action::ListTokens(query) => {
                let query = self.query(place, query);
                let model = account.page(account.tokens.clone(), |token| token.created_at, &query);
                agree(store.tokens().list(&query).map(Plain::plain), Ok(model))?.ok();
            }
            Action::ListSchedules(query) => {
                let query = self.query(place, query);
                let model = account.page(account.schedules.clone(), |schedule| schedule.created_at, &query);
                agree(store.schedules().list(&query).map(Plain::plain), Ok(model))?.ok();
            }
            Action::ListSchedulesOf { who, query } => {
                let (who, query) = (self.customer(place, *who), self.query(place, query));
                let model = account.page(account.schedules_of(&who), |schedule| schedule.created_at, &query);
                agree(store.schedules().list_of(&who, &query).map(Plain::plain), known(&who).map(|()| model))?.ok();
            }
            Action::ListCards { who, query } => {
                let (who, query) = (self.customer(place, *who), self.query(place, query));
                let model = account.page(account.cards_of(&who), |card| card.created_at, &query);
                agree(store.cards().list(&who, &query).map(Plain::plain), known(&who).map(|()| model))?.ok();
            }
            Action::Occurrences { which, query } => {
                let (which, query) = (self.schedule(place, *which), self.query(place, query));
                let model = account.page(account.occurrences_of(&which), |occurrence| occurrence.created_at, &query);
                let model = account.schedule(&which).map(|_| model).ok_or(Status::NotFound);
                agree(store.schedules().occurrences(&which, &query).map(Plain::plain), model)?.ok();
            }
            Action::GetCard { who, card } => {
                let who = self.customer(place, *who);
                let card = self.card(place, &who, *card);
                agree(store.cards().get(&who, &card).map(Plain::plain), account.card(&who, &card))?.ok();
            }
            Action::ByEmail(email) => {
                agree(store.customers().by_email(email).map(Plain::plain), Ok(account.by_email(email)))?.ok();
            }
            Action::ByBarcode(barcode) => {
                agree(store.customers().by_barcode(barcode).map(Plain::plain), Ok(account.by_barcode(barcode)))?.ok();
            }
            Action::ByMerchantCustomerId(number) => {
                let model = account.by_merchant_customer_id(number);
                agree(store.customers().by_merchant_customer_id(number).map(Plain::plain), Ok(model))?.ok();
            }
            Action::Find { query, card } => {
                let mut query = query.clone();
                query.card = card.map(|card| {
                    let fingerprints: Vec<&String> = self.fingerprints.values().collect();
                    match card {
                        Pick::There(number) if !fingerprints.is_empty() => {
                            fingerprints[number % fingerprints.len()].clone()
                        }
                        _ => "of no card".into(),
                    }
                });
                agree(store.customers().find(&query).map(|found| found.items).map(Plain::plain), account.find(&query))?
                    .ok();
            }
            Action::Due { in_days, limit } => {
                let today = self.model.now().date().plus_days(*in_days);
                let answer = store.schedules().due(today.start(), *limit).map_err(|error| error.to_string())?;
                same_due(answer, account.due(today), *limit)?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// The charges due longest come first; of equal dates any may.
fn same_due(store: Vec<Due>, model: Vec<Due>, limit: usize) -> Result<(), Difference> {
    let dates = |due: &[Due]| -> Vec<Date> { due.iter().take(limit).map(|due| due.scheduled_on).collect() };
    same(&dates(&store), &dates(&model))?;
    same(&store.len(), &model.len().min(limit))?;
    let mut left = model;
    for due in store {
        let place = left.iter().position(|left| *left == due);
        left.swap_remove(
            place.ok_or_else(|| format!("the store says that this is due, the model does not: {}", brief(&due)))?,
        );
    }
    Ok(())
}
