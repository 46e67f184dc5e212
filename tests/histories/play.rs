//! Each action, done to the store and to the model.

use std::fmt::Debug;

use tillbook::{
    Attributes, CardAddress, CardAttributes, CardDetails, Date, DigitalRiverAttributes, Imported, ImportedCustomer,
    MonriAttributes, Outcome, Provider, Shipping,
};

use crate::compare::{Difference, Plain, agree, same};
use crate::game::Game;
use crate::ids::For;
use crate::model::{Answer, Chosen, Look, UNTOLD};
use crate::operation::{Action, Given, Pick, Row, RowCardId, RowId, Typed, brief};
use crate::pools::CARD_NUMBERS;

impl Game {
    /// Does an action in an account; after a refusal nothing may have changed.
    pub fn act(&mut self, place: usize, action: &Action) -> Result<(), Difference> {
        self.prepare(place, action)?;
        let refused = match action {
            Action::CreateToken(typed) => self.create_token(place, typed)?,
            Action::TypeCard { who, typed } => {
                let refused = self.create_token(place, typed)?;
                let unused = self.of(place).tokens.iter().filter(|token| !token.used()).count();
                let newest = Pick::There(unused.saturating_sub(1));
                refused || self.change(place, &Action::CreateCard { who: *who, token: newest })?
            }
            Action::Import { rows, rehearse } => self.import(place, rows, *rehearse)?,
            Action::CreateSchedule { .. } | Action::UpdateSchedule { .. } | Action::DeleteSchedule(_) => {
                self.change_schedule(place, action)?
            }
            Action::Record { which, when, outcome } => {
                let schedule = self.schedule(place, *which);
                let date = self.date(place, &schedule, *when);
                self.record(place, &schedule, date, outcome.clone())?
            }
            Action::SimulateDue => {
                self.call(place, "schedules.simulate_due", &());
                let answer = self.account(place).schedules().simulate_due();
                let model = self.model.write_if_changed(place, |account, now| account.simulate_due(now));
                let refused = agree(answer, model)?.is_err();
                self.learn_occurrences(place)?;
                refused
            }
            Action::CreateCustomer { .. }
            | Action::UpdateCustomer { .. }
            | Action::DeleteCustomer(_)
            | Action::CreateCard { .. }
            | Action::UpdateCard { .. }
            | Action::DeleteCard { .. }
            | Action::DeleteToken(_) => self.change(place, action)?,
            _ => {
                self.look(place, action)?;
                false
            }
        };
        if refused { self.look_around_in(place) } else { Ok(()) }
    }

    /// Writes down a call for the reader of a failure.
    pub fn call(&mut self, place: usize, name: &str, with: &impl Debug) {
        let line = format!("  {} {name} {}", self.account(place).id(), brief(with));
        self.calls.push(line);
    }

    /// Changes of customers, cards and tokens; whether it was refused.
    fn change(&mut self, place: usize, action: &Action) -> Result<bool, Difference> {
        let store = self.account(place);
        let refused = match action {
            Action::CreateCustomer { new, attributes, token } => {
                let mut new = new.clone();
                new.card = token.map(|token| self.token(place, token));
                new.attributes = self.attributes(place, attributes);
                if self.of(place).lets_callers_choose_ids() || new.id.as_deref() == Some("17") {
                    // Other providers refuse every id of the caller's; one of them is enough to see that.
                } else {
                    new.id = None;
                }
                self.call(place, "customers.create", &new);
                let answer = store.customers().create(new.clone()).map(Plain::plain);
                let chosen = answer.as_ref().map(|customer| customer.id.clone()).unwrap_or_default();
                if answer.is_ok() {
                    self.made(place, &chosen, new.id.is_none())?;
                }
                agree(answer, self.model.write(place, |account, now| account.create_customer(new, &chosen, now)))?
                    .is_err()
            }
            Action::UpdateCustomer { who, update, attributes, token, default } => {
                let who = self.customer(place, *who);
                let mut update = update.clone();
                update.card = token.map(|token| self.token(place, token));
                update.default_card = default.map(|card| self.card(place, &who, card));
                update.attributes = self.attributes(place, attributes);
                self.call(place, "customers.update", &(&who, &update));
                let answer = store.customers().update(&who, update.clone()).map(Plain::plain);
                agree(
                    answer,
                    self.model.write_if_changed(place, |account, now| account.update_customer(&who, update, now)),
                )?
                .is_err()
            }
            Action::DeleteCustomer(who) => {
                let who = self.customer(place, *who);
                self.call(place, "customers.delete", &who);
                let answer = store.customers().delete(&who).map(Plain::plain);
                let model = self.model.write_if_changed(place, |account, now| account.delete_customer(&who, now));
                agree(answer, model)?.is_err()
            }
            Action::CreateCard { who, token } => {
                let (who, token) = (self.customer(place, *who), self.token(place, *token));
                self.call(place, "cards.create", &(&who, &token));
                let answer = store.cards().create(&who, &token).map(Plain::plain);
                agree(answer, self.model.write(place, |account, now| account.create_card(&who, &token, now)))?.is_err()
            }
            Action::UpdateCard { who, card, update } => {
                let who = self.customer(place, *who);
                let card = self.card(place, &who, *card);
                self.call(place, "cards.update", &(&who, &card, update));
                let answer = store.cards().update(&who, &card, update.clone()).map(Plain::plain);
                let update = update.clone();
                let today = self.model.clock.date();
                let model =
                    self.model.write(place, |account, now| account.update_card(&who, &card, update, (now, today)));
                agree(answer, model)?.is_err()
            }
            Action::DeleteCard { who, card } => {
                let who = self.customer(place, *who);
                let card = self.card(place, &who, *card);
                self.call(place, "cards.delete", &(&who, &card));
                let answer = store.cards().delete(&who, &card).map(Plain::plain);
                agree(answer, self.model.write(place, |account, now| account.delete_card(&who, &card, now)))?.is_err()
            }
            Action::DeleteToken(token) => {
                let token = self.token(place, *token);
                self.call(place, "tokens.delete", &token);
                let answer = store.tokens().delete(&token).map(Plain::plain);
                agree(answer, self.model.write(place, |account, _| account.delete_token(&token)))?.is_err()
            }
            _ => false,
        };
        Ok(refused)
    }

    /// Takes note of a new customer's id, made by the store or brought along.
    fn made(&mut self, place: usize, id: &str, by_the_store: bool) -> Result<(), Difference> {
        if by_the_store {
            self.note(place, For::Customer, id)?;
        }
        self.remember(place, For::Customer, id);
        Ok(())
    }

    fn create_token(&mut self, place: usize, typed: &Typed) -> Result<bool, Difference> {
        self.call(place, "tokens.create", typed);
        let (number, meant) = typed.number.map_or((None, None), |number| {
            let (text, meant) = CARD_NUMBERS[number];
            (Some(text), meant)
        });
        let details = CardDetails {
            number: number.map(Into::into),
            security_code: typed.code.map(Into::into),
            name: typed.name.map(Into::into),
            expiration_month: typed.month,
            expiration_year: typed.year,
            address: CardAddress { city: typed.city.map(Into::into), ..CardAddress::default() },
        };
        let answer = self.account(place).tokens().create(details.clone()).map(Plain::plain);
        let mut chosen =
            Chosen { token: String::new(), card: String::new(), fingerprint: None, attributes: CardAttributes::Plain };
        if let Ok(token) = &answer {
            let card = token.card().ok_or("a new token without a card")?;
            chosen.token = token.id.clone();
            chosen.card = card.id.clone();
            self.note(place, For::Token, &chosen.token)?;
            self.note(place, For::Card, &chosen.card)?;
            if let CardAttributes::Monri(monri) = &card.attributes {
                self.note(place, For::Token, &monri.token)?;
            }
            chosen.attributes = card.attributes.clone();
            if let (Some((_, digits)), false) = (meant, self.of(place).keeps_first_digits()) {
                chosen.fingerprint = Some(self.fingerprint(digits, card.fingerprint.as_deref().unwrap_or_default())?);
            }
        }
        let look = Look {
            coded: typed.code.is_some_and(|code| !code.trim().is_empty()),
            code_of_three_digits: typed.code.is_none_or(|code| code.len() == 3),
            in_groups: number.is_some_and(|number| number.contains([' ', '-'])),
        };
        let today = self.model.clock.date();
        let model =
            self.model.write(place, |account, now| account.create_token(details, meant, look, chosen, (now, today)));
        Ok(agree(answer, model)?.is_err())
    }

    /// Equal numbers have equal fingerprints of 44 characters, different ones different ones.
    fn fingerprint(&mut self, digits: &'static str, found: &str) -> Result<String, Difference> {
        if found.len() != 44 || self.fingerprints.iter().any(|(other, known)| *other != digits && known == found) {
            return Err(format!("{found} cannot be the fingerprint of this number"));
        }
        Ok(self.fingerprints.entry(digits).or_insert_with(|| found.to_owned()).clone())
    }

    fn import(&mut self, place: usize, rows: &[Row], rehearse: bool) -> Result<bool, Difference> {
        let rows: Vec<ImportedCustomer> = rows.iter().map(|row| self.row(place, row)).collect();
        self.call(place, if rehearse { "customers.import, rehearsed" } else { "customers.import" }, &rows);
        let answers =
            self.account(place).customers().import(rows.clone(), rehearse).map_err(|error| error.to_string())?;
        same(&answers.len(), &rows.len())?;
        let mut made = Vec::new();
        let (mut account, now) = (self.of(place).clone(), self.model.now());
        for (row, answer) in rows.into_iter().zip(answers) {
            let given = row.id.clone().filter(|id| !id.is_empty());
            let chosen = match &answer {
                Ok(Imported::Created(id)) => id.clone(),
                _ => String::new(),
            };
            let is_new = matches!(answer, Ok(Imported::Created(_)));
            agree(answer, account.import(row, &chosen, now))?.ok();
            if is_new {
                made.push((chosen, given.is_none()));
            }
        }
        if rehearse {
            self.look_around()?;
            return Ok(false);
        }
        for (id, by_the_store) in made {
            self.made(place, &id, by_the_store)?;
        }
        let written: Answer<()> = self.model.write_if_changed(place, |present, _| {
            *present = account;
            Ok(())
        });
        Ok(written.is_err())
    }

    fn row(&self, place: usize, row: &Row) -> ImportedCustomer {
        let id = match &row.id {
            RowId::None => None,
            RowId::Old(id) => Some((*id).to_owned()),
            RowId::Of(pick) => Some(self.customer(place, *pick)),
        };
        let card = |card: &crate::operation::RowCard| tillbook::Card {
            attributes: tillbook::CardAttributes::default(),
            id: match card.id {
                RowCardId::Old(number) => format!("card-{number}"),
                RowCardId::Of(pick) => self.card(place, id.as_deref().unwrap_or_default(), pick),
                RowCardId::Blank => String::new(),
            },
            customer: None,
            sequence: 7,
            created_at: tillbook::Timestamp::EPOCH,
            attached: 9,
            brand: tillbook::Brand::Other,
            first_digits: None,
            last_digits: "0000".into(),
            expiration_month: 12,
            expiration_year: 2027,
            name: card.name.map(Into::into),
            fingerprint: self.fingerprints.values().next().cloned(),
            financing: "debit".into(),
            bank: String::new(),
            security_code_check: false,
            address: CardAddress::default(),
        };
        let cards: Option<Vec<_>> = row.cards.as_ref().map(|cards| cards.iter().map(card).collect());
        let default_card = row.default.map(|number| {
            let cards = cards.as_deref().unwrap_or_default();
            cards.get(number).map_or_else(|| "none".to_owned(), |card| card.id.clone())
        });
        let attributes = self.attributes(place, &row.attributes);
        ImportedCustomer { id, attributes, cards, default_card, ..row.row.clone() }
    }

    fn attributes(&self, place: usize, given: &Given) -> Option<Attributes> {
        let provider = self.of(place).provider;
        match given {
            Given::None => None,
            Given::Foreign if provider == Provider::Shopline => Some(Attributes::Plain(Provider::Omise)),
            Given::Foreign => Some(Attributes::initial(Provider::Shopline)),
            Given::Own { number, name, phone } => Some(match provider {
                Provider::Monri => Attributes::Monri(Box::new(MonriAttributes {
                    merchant_customer_id: number.map(Into::into),
                    name: name.map(Into::into),
                    phone: phone.map(Into::into),
                    ..MonriAttributes::default()
                })),
                Provider::DigitalRiver => Attributes::DigitalRiver(Box::new(DigitalRiverAttributes {
                    shipping: Some(Shipping {
                        name: name.map(Into::into),
                        phone: phone.map(Into::into),
                        ..Shipping::default()
                    }),
                    ..DigitalRiverAttributes::default()
                })),
                provider => Attributes::initial(provider),
            }),
        }
    }

    fn change_schedule(&mut self, place: usize, action: &Action) -> Result<bool, Difference> {
        let store = self.account(place);
        let refused = match action {
            Action::CreateSchedule { who, card, new, start, end } => {
                let mut new = new.clone();
                let today = self.model.now().date();
                new.customer = self.customer(place, *who);
                new.card = card.map(|card| self.card(place, &new.customer, card));
                new.start_on = start.map(|days| today.plus_days(days));
                new.end_on = today.plus_days(*end);
                self.call(place, "schedules.create", &new);
                let answer = store.schedules().create(new.clone()).map(Plain::plain);
                let mut chosen = (String::new(), String::new());
                if let Ok(schedule) = &answer {
                    chosen = (schedule.id.clone(), schedule.charge.id.clone());
                    self.note(place, For::Schedule, &chosen.0)?;
                    self.note(place, For::ScheduledCharge, &chosen.1)?;
                }
                let chosen = (chosen.0.as_str(), chosen.1.as_str());
                agree(answer, self.model.write(place, |account, now| account.create_schedule(new, chosen, now)))?
                    .is_err()
            }
            Action::UpdateSchedule { which, update } => {
                let which = self.schedule(place, *which);
                self.call(place, "schedules.update", &(&which, update));
                let answer = store.schedules().update(&which, update.clone()).map(Plain::plain);
                let update = update.clone();
                agree(answer, self.model.write(place, |account, _| account.update_schedule(&which, update)))?.is_err()
            }
            Action::DeleteSchedule(which) => {
                let which = self.schedule(place, *which);
                self.call(place, "schedules.delete", &which);
                let answer = store.schedules().delete(&which).map(Plain::plain);
                let model = self.model.write_if_changed(place, |account, now| account.delete_schedule(&which, now));
                agree(answer, model)?.is_err()
            }
            _ => false,
        };
        self.learn_occurrences(place)?;
        Ok(refused)
    }

    pub fn record(&mut self, place: usize, schedule: &str, date: Date, outcome: Outcome) -> Result<bool, Difference> {
        self.call(place, "schedules.record", &(schedule, date.to_string(), &outcome));
        let answer = self.account(place).schedules().record(schedule, date, outcome.clone()).map(Plain::plain);
        let mut model = self.model.write(place, |account, now| account.record(schedule, date, outcome, now));
        if let (Ok(store), Ok(model)) = (&answer, &mut model) {
            self.learn_occurrences(place)?;
            if model.id == UNTOLD {
                model.id.clone_from(&store.id);
            }
            if model.result.as_deref() == Some(UNTOLD) {
                model.result.clone_from(&store.result);
            }
        }
        Ok(agree(answer, model)?.is_err())
    }

    /// Asks the store for the ids that it made for new occurrences and their charges.
    fn learn_occurrences(&mut self, place: usize) -> Result<(), Difference> {
        let store = self.account(place);
        let all = tillbook::ListQuery { limit: usize::MAX, ..Default::default() };
        let mut learnt = Vec::new();
        for occurrence in &mut self.model.accounts[place].occurrences {
            let untold_result = occurrence.result.as_deref() == Some(UNTOLD);
            if occurrence.id != UNTOLD && !untold_result {
                continue;
            }
            let page = store.schedules().occurrences(&occurrence.schedule, &all).map_err(|error| error.to_string())?;
            let found = page.items.iter().find(|found| found.scheduled_on == occurrence.scheduled_on);
            let found = found.ok_or_else(|| format!("no occurrence for {}", brief(occurrence)))?;
            if occurrence.id == UNTOLD {
                occurrence.id.clone_from(&found.id);
                learnt.push((For::Occurrence, found.id.clone()));
            }
            if untold_result {
                occurrence.result.clone_from(&found.result);
                learnt.push((For::Charge, found.result.clone().unwrap_or_default()));
            }
        }
        // Several may be new at once; the part after the prefix says in which order they were made.
        learnt.sort_by_key(|(_, id)| id.rsplit('_').next().map(str::to_owned));
        learnt.into_iter().try_for_each(|(made_for, id)| self.note(place, made_for, &id))
    }
}
