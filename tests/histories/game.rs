//! One history, played on a store and on the model side by side.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tillbook::{
    Account, Clock, Customer, ListQuery, ManualClock, Mode, OpenOptions, Order, Provider, SeededEntropy, Store,
    Timestamp,
};

use crate::compare::{Difference, everything, same};
use crate::ids::{For, Ids};
use crate::model::{self, Model};
use crate::operation::{Action, History, Operation, Pick, Query, When};
use crate::pools::OLD_IDS;

/// The accounts that a history plays in; the first two the most.
const ACCOUNTS: [(Provider, Mode); 5] = [
    (Provider::Omise, Mode::Test),
    (Provider::Omise, Mode::Live),
    (Provider::Komoju, Mode::Test),
    (Provider::Monri, Mode::Test),
    (Provider::DigitalRiver, Mode::Live),
];

/// When every history begins, in milliseconds: 2026-02-03 04:05:06.789.
const BEGINNING: i64 = 1_770_091_506_789;

/// Plays a history to its end.
pub fn play(history: &History) -> Result<(), String> {
    let folder = folder();
    let mut game = Game::begin(folder.path().join("till.tillbook"), history)?;
    let played = history
        .operations
        .iter()
        .try_for_each(|operation| game.operate(operation))
        .and_then(|()| game.look_around())
        .and_then(|()| game.reopen())
        .and_then(|()| game.look_around())
        .and_then(|()| game.check());
    played.map_err(|difference| format!("{difference}\n\nafter these calls:\n{}", game.calls.join("\n")))
}

/// Memory where there is a folder in it, because every write waits for the disk.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let in_memory = memory.is_dir().then(|| tempfile::tempdir_in(memory).ok()).flatten();
    in_memory.unwrap_or_else(|| tempfile::tempdir().expect("a temporary folder"))
}

pub struct Game {
    path: PathBuf,
    hash_bits: u8,
    home: usize,
    clock: Arc<ManualClock>,
    times_opened: u64,
    store: Option<Store>,
    pub model: Model,
    pub ids: Ids,
    /// The ids of customers, tokens and schedules that ever were, for each account.
    ever: Vec<[Vec<String>; 3]>,
    /// The fingerprints of numbers, as far as they are known.
    pub fingerprints: BTreeMap<&'static str, String>,
    /// What was called, for the reader of a failure.
    pub calls: Vec<String>,
}

impl Game {
    fn begin(path: PathBuf, history: &History) -> Result<Game, Difference> {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(BEGINNING)));
        let mut game = Game {
            path,
            hash_bits: history.hash_bits,
            home: history.home,
            model: Model::new(&ACCOUNTS, clock.now()),
            clock,
            times_opened: 0,
            store: None,
            ids: Ids::default(),
            ever: vec![Default::default(); ACCOUNTS.len()],
            fingerprints: BTreeMap::new(),
            calls: Vec::new(),
        };
        game.reopen()?;
        Ok(game)
    }

    fn operate(&mut self, operation: &Operation) -> Result<(), Difference> {
        match operation {
            Operation::Clock(millis) => {
                let time = Timestamp::from_millis(self.model.clock.as_millis() + millis);
                self.clock.set(time);
                self.model.clock = time;
                self.calls.push(format!("  the clock is set to {} ms", time.as_millis()));
            }
            Operation::Reopen => self.reopen()?,
            Operation::BadDays(account, days) => self.bad_days(self.place(*account), *days)?,
            Operation::In(account, Action::LookAround) => self.look_around_in(self.place(*account))?,
            Operation::In(account, action) => self.act(self.place(*account), action)?,
        }
        for place in 0..ACCOUNTS.len() {
            same(&self.account(place).now(), &self.model.now())?;
        }
        Ok(())
    }

    /// The account that an operation calls by a number.
    fn place(&self, number: usize) -> usize {
        (self.home + number) % ACCOUNTS.len()
    }

    fn reopen(&mut self) -> Result<(), Difference> {
        self.store = None;
        self.times_opened += 1;
        let store = OpenOptions::new()
            .cache_bytes(1 << 20)
            .hash_bits(self.hash_bits)
            .shared_clock(self.clock.clone())
            .entropy(SeededEntropy::new(self.times_opened))
            .open(&self.path);
        self.store = Some(store.map_err(|error| format!("the store does not open: {error}"))?);
        self.calls.push("  the store is opened".into());
        Ok(())
    }

    /// Every due charge fails, day after day, so that retries and suspensions come up.
    fn bad_days(&mut self, account: usize, days: u8) -> Result<(), Difference> {
        for _ in 0..days {
            let today = self.model.now().date();
            for due in self.model.accounts[account].due(today) {
                let outcome = tillbook::Outcome::Failed { message: None };
                self.record(account, &due.schedule, due.scheduled_on, outcome)?;
            }
            self.operate(&Operation::Clock(86_400_000))?;
        }
        Ok(())
    }

    /// Compares everything in every account.
    pub fn look_around(&self) -> Result<(), Difference> {
        (0..ACCOUNTS.len()).try_for_each(|place| self.look_around_in(place))
    }

    pub fn look_around_in(&self, place: usize) -> Result<(), Difference> {
        let account = self.account(place);
        everything(&account, self.of(place), &self.ever[place])
            .map_err(|difference| format!("{}: {difference}", account.id()))
    }

    /// Nothing may be wrong with the store.
    fn check(&self) -> Result<(), Difference> {
        let store = self.store.as_ref().expect("an open store");
        let report = store.check(|_| ()).map_err(|error| format!("the check fails: {error}"))?;
        if report.is_sound() { Ok(()) } else { Err(format!("the check finds {:?}", report.findings)) }
    }

    pub fn account(&self, place: usize) -> Account {
        let (provider, mode) = ACCOUNTS[place];
        self.store.as_ref().expect("an open store").account(provider, mode)
    }

    pub fn of(&self, place: usize) -> &model::Account {
        &self.model.accounts[place]
    }

    /// Takes note of an id that the store made.
    pub fn note(&mut self, place: usize, made_for: For, id: &str) -> Result<(), Difference> {
        let (provider, mode) = ACCOUNTS[place];
        self.ids.note(provider, mode, made_for, id)?;
        self.remember(place, made_for, id);
        Ok(())
    }

    /// Remembers an id, whoever made it.
    pub fn remember(&mut self, place: usize, made_for: For, id: &str) {
        let [customers, tokens, schedules] = &mut self.ever[place];
        let ever = match made_for {
            For::Customer => customers,
            For::Token => tokens,
            For::Schedule => schedules,
            _ => return,
        };
        if !ever.iter().any(|known| known == id) {
            ever.push(id.to_owned());
        }
    }
}

/// Which record an operation means.
impl Game {
    fn pick(&self, place: usize, pick: Pick, of: usize, there: Vec<String>) -> String {
        let one = |ids: &[String], number: usize| match ids {
            [] => "nobody".to_owned(),
            ids => ids[number % ids.len()].clone(),
        };
        match pick {
            Pick::There(number) => one(&there, number),
            Pick::Ever(number) => one(&self.ever[place][of], number),
            Pick::Foreign(number) => {
                let others = (0..ACCOUNTS.len()).filter(|other| *other != place);
                let foreign: Vec<String> = others.flat_map(|other| self.ever[other][of].clone()).collect();
                one(&foreign, number)
            }
            Pick::Unknown => OLD_IDS[0].to_owned(),
        }
    }

    pub fn customer(&self, place: usize, pick: Pick) -> String {
        self.pick(place, pick, 0, self.of(place).living().into_iter().map(|customer| customer.id).collect())
    }

    /// An unused token, or one that was ever made.
    pub fn token(&self, place: usize, pick: Pick) -> String {
        let unused = self.of(place).tokens.iter().filter(|token| !token.used());
        self.pick(place, pick, 1, unused.map(|token| token.id.clone()).collect())
    }

    pub fn schedule(&self, place: usize, pick: Pick) -> String {
        self.pick(place, pick, 2, self.of(place).schedules.iter().map(|schedule| schedule.id.clone()).collect())
    }

    /// A card of the customer; where the pick says so, anybody's, or a card that is still in its token.
    pub fn card(&self, place: usize, owner: &str, pick: Pick) -> String {
        let ids = |cards: Vec<tillbook::Card>| -> Vec<String> { cards.into_iter().map(|card| card.id).collect() };
        let own = ids(self.of(place).cards_of(owner));
        match pick {
            Pick::There(number) if !own.is_empty() => own[number % own.len()].clone(),
            Pick::Ever(number) => {
                let account = self.of(place);
                let mut any = ids(account.cards.clone());
                any.extend(account.tokens.iter().filter_map(|token| token.card()).map(|card| card.id.clone()));
                any.get(number % any.len().max(1)).cloned().unwrap_or_else(|| "none".into())
            }
            Pick::Foreign(number) => {
                let any: Vec<String> =
                    self.model.accounts.iter().flat_map(|account| ids(account.cards.clone())).collect();
                any.get(number % any.len().max(1)).cloned().unwrap_or_else(|| "none".into())
            }
            _ => "none".into(),
        }
    }

    /// A query whose limits lie near times at which records came to be.
    pub fn query(&self, place: usize, query: &Query) -> ListQuery {
        let account = self.of(place);
        let mut times: Vec<Timestamp> =
            account.customers.iter().map(|customer: &Customer| customer.created_at).collect();
        times.extend(account.tokens.iter().map(|token| token.created_at));
        times.extend(account.schedules.iter().map(|schedule| schedule.created_at));
        times.push(self.model.now());
        let moment = |(number, millis): (usize, i64)| {
            Timestamp::from_millis(times[number % times.len()].as_millis().saturating_add(millis))
        };
        ListQuery {
            from: query.from.map(moment),
            to: query.to.map(moment),
            cursor: None,
            offset: query.offset,
            limit: query.limit,
            order: if query.newest_first { Order::NewestFirst } else { Order::OldestFirst },
        }
    }

    pub fn date(&self, place: usize, schedule: &str, when: When) -> tillbook::Date {
        let today = self.model.now().date();
        let Some(schedule) = self.of(place).schedule(schedule) else { return today };
        let open = model::open_dates(schedule);
        let dates = model::dates(schedule);
        let processed = self.of(place).occurrences_of(&schedule.id);
        match when {
            When::Next => open.first().copied().unwrap_or(today),
            When::Any(number) if !dates.is_empty() => dates[number % dates.len()],
            When::Again(number) if !processed.is_empty() => processed[number % processed.len()].scheduled_on,
            When::Day(days) => today.plus_days(days),
            When::Any(_) | When::Again(_) => today,
        }
    }
}
