//! What must be there before an action can work, made when it is missing: a history in which every second call meets
//! nobody tells little.

use tillbook::{NewCustomer, Recurrence};

use crate::compare::Difference;
use crate::game::Game;
use crate::operation::{Action, Given, Pick, Typed, new_schedule};

impl Game {
    /// Makes what an action picks from, unless there is some, or the action means to meet nobody.
    pub fn prepare(&mut self, place: usize, action: &Action) -> Result<(), Difference> {
        let (customer, card, token, schedule) = wanted(action);
        if let Some(Pick::There(number)) = schedule
            && self.of(place).schedules.is_empty()
        {
            let new = tillbook::NewSchedule { recurrence: Recurrence::Daily, ..new_schedule() };
            let who = Pick::There(number);
            self.act(place, &Action::CreateSchedule { who, card: None, new, start: None, end: 20 })?;
        }
        if let Some(Pick::There(_)) = customer
            && self.of(place).living().is_empty()
        {
            let new = NewCustomer::default();
            self.act(place, &Action::CreateCustomer { new, attributes: Given::None, token: None })?;
        }
        if let (Some(who @ Pick::There(_)), true) = (customer, card)
            && self.of(place).cards_of(&self.customer(place, who)).is_empty()
        {
            self.act(place, &Action::TypeCard { who, typed: good_card() })?;
        }
        if let Some(Pick::There(_)) = token
            && self.of(place).tokens.iter().all(|token| token.used())
        {
            self.act(place, &Action::CreateToken(good_card()))?;
        }
        Ok(())
    }
}

/// The customer that an action is about, whether with a card; the token; the schedule.
fn wanted(action: &Action) -> (Option<Pick>, bool, Option<Pick>, Option<Pick>) {
    match action {
        Action::CreateCustomer { token, .. } => (None, false, *token, None),
        Action::UpdateCustomer { who, token, default, .. } => (Some(*who), default.is_some(), *token, None),
        Action::DeleteCustomer(who)
        | Action::TypeCard { who, .. }
        | Action::ListCards { who, .. }
        | Action::ListSchedulesOf { who, .. } => (Some(*who), false, None, None),
        Action::CreateCard { who, token } => (Some(*who), false, Some(*token), None),
        Action::GetCard { who, .. }
        | Action::UpdateCard { who, .. }
        | Action::DeleteCard { who, .. }
        | Action::CreateSchedule { who, .. } => (Some(*who), true, None, None),
        Action::DeleteToken(token) => (None, false, Some(*token), None),
        Action::UpdateSchedule { which, .. }
        | Action::DeleteSchedule(which)
        | Action::Occurrences { which, .. }
        | Action::Record { which, .. } => (None, false, None, Some(*which)),
        _ => (None, false, None, None),
    }
}

fn good_card() -> Typed {
    Typed { number: Some(0), code: None, name: Some("Ann Example"), month: Some(12), year: Some(2099), city: None }
}
