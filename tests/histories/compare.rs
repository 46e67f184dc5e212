//! Holding the store's answers against the model's.

use std::fmt::Debug;
use std::sync::Arc;

use tillbook::{Card, Customer, Error, ListQuery, Occurrence, Page, Schedule, Status, Token, TokenState};

use crate::model::{self, Answer};
use crate::operation::brief;

/// What differs, in words.
pub type Difference = String;

/// A record without its numbers of order, which are the store's own affair: lists show what they are for.
pub trait Plain: Sized {
    type Record;
    fn plain(self) -> Self::Record;
}

impl Plain for Arc<Customer> {
    type Record = Customer;
    fn plain(self) -> Customer {
        Customer { sequence: 0, ..Arc::unwrap_or_clone(self) }
    }
}

impl Plain for Arc<Card> {
    type Record = Card;
    fn plain(self) -> Card {
        Card { sequence: 0, attached: 0, ..Arc::unwrap_or_clone(self) }
    }
}

impl Plain for Arc<Token> {
    type Record = Token;
    fn plain(self) -> Token {
        let token = Arc::unwrap_or_clone(self);
        let state = match token.state {
            TokenState::Unused(card) => TokenState::Unused(Card { sequence: 0, ..card }),
            used => used,
        };
        Token { sequence: 0, state, ..token }
    }
}

impl Plain for Arc<Schedule> {
    type Record = Schedule;
    fn plain(self) -> Schedule {
        Schedule { sequence: 0, ..Arc::unwrap_or_clone(self) }
    }
}

impl Plain for Arc<Occurrence> {
    type Record = Occurrence;
    fn plain(self) -> Occurrence {
        Occurrence { sequence: 0, ..Arc::unwrap_or_clone(self) }
    }
}

impl<T: Plain> Plain for Option<T> {
    type Record = Option<T::Record>;
    fn plain(self) -> Option<T::Record> {
        self.map(T::plain)
    }
}

impl<T: Plain> Plain for Vec<T> {
    type Record = Vec<T::Record>;
    fn plain(self) -> Vec<T::Record> {
        self.into_iter().map(T::plain).collect()
    }
}

impl<T> Plain for Page<T>
where
    Arc<T>: Plain,
{
    type Record = (Vec<<Arc<T> as Plain>::Record>, u64);
    fn plain(self) -> Self::Record {
        (self.items.plain(), self.total)
    }
}

/// Both answers, where they are the same: a value, or the status of a refusal.
pub fn agree<T: PartialEq + Debug>(store: Result<T, Error>, model: Answer<T>) -> Result<Answer<T>, Difference> {
    match (store, model) {
        (Ok(store), Ok(model)) => same(&store, &model).map(|()| Ok(store)),
        (Err(error), Err(status)) if error.status() == status => Ok(Err(status)),
        (Err(error), Err(status)) => {
            Err(format!("the store refuses with {} ({error}), the model with {status}", error.status()))
        }
        (Err(error), Ok(model)) => {
            Err(format!("the store refuses with {} ({error}), the model answers {}", error.status(), brief(&model)))
        }
        (Ok(store), Err(status)) => {
            Err(format!("the store answers {}, the model refuses with {status}", brief(&store)))
        }
    }
}

pub fn same<T: PartialEq + Debug>(store: &T, model: &T) -> Result<(), Difference> {
    if store == model {
        return Ok(());
    }
    Err(format!("the store has\n    {}\nand the model\n    {}", brief(store), brief(model)))
}

/// Looks at everything that an account holds, and at what it held, in every way there is.
pub fn everything(
    store: &tillbook::Account,
    model: &model::Account,
    ever: &[Vec<String>; 3],
) -> Result<(), Difference> {
    let error = |error: Error| format!("the store fails: {error}");
    let all = ListQuery { limit: usize::MAX, ..ListQuery::default() };
    let at = |what: &str| {
        let what = what.to_owned();
        move |difference| format!("{what}: {difference}")
    };
    let customers = model.page(model.living(), |customer| customer.created_at, &all);
    same(&store.customers().list(&all).map_err(error)?.plain(), &customers).map_err(at("customers"))?;
    let tokens = model.page(model.tokens.clone(), |token| token.created_at, &all);
    same(&store.tokens().list(&all).map_err(error)?.plain(), &tokens).map_err(at("tokens"))?;
    let schedules = model.page(model.schedules.clone(), |schedule| schedule.created_at, &all);
    same(&store.schedules().list(&all).map_err(error)?.plain(), &schedules).map_err(at("schedules"))?;
    let [customers, tokens, schedules] = ever;
    for id in customers {
        same(&store.customers().get(id).map_err(error)?.plain(), &model.customer(id).cloned()).map_err(at(id))?;
        let known = model.customer(id).map(drop).ok_or(Status::NotFound);
        let cards = model.page(model.cards_of(id), |card| card.created_at, &all);
        agree(store.cards().list(id, &all).map(Plain::plain), known.map(|()| cards)).map_err(at(id))?.ok();
        let schedules = model.page(model.schedules_of(id), |schedule| schedule.created_at, &all);
        agree(store.schedules().list_of(id, &all).map(Plain::plain), known.map(|()| schedules)).map_err(at(id))?.ok();
    }
    for id in tokens {
        same(&store.tokens().get(id).map_err(error)?.plain(), &model.token(id).cloned()).map_err(at(id))?;
    }
    for id in schedules {
        same(&store.schedules().get(id).map_err(error)?.plain(), &model.schedule(id).cloned()).map_err(at(id))?;
        let occurrences = model.page(model.occurrences_of(id), |occurrence| occurrence.created_at, &all);
        let found = store.schedules().occurrences(id, &all).map_err(error)?.plain();
        same(&found, &occurrences).map_err(at(id))?;
        for occurrence in found.0 {
            let again = store.schedules().occurrence(&occurrence.id).map_err(error)?.plain();
            same(&again, &Some(occurrence)).map_err(at(id))?;
        }
    }
    Ok(())
}
