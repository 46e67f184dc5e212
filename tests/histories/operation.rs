//! What can happen to a store. Operations name records by number, not by id: which record is meant is settled when the
//! operation comes up, so that a history stays meaningful while it is shortened.

use std::fmt;

use tillbook::{
    CardUpdate, Charging, CustomerQuery, CustomerUpdate, ImportedCustomer, NewCustomer, NewSchedule, Outcome,
    ScheduleUpdate,
};

/// A store's life from its creation on.
#[derive(Clone)]
pub struct History {
    /// With few bits, different ids and addresses have equal hashes all the time.
    pub hash_bits: u8,
    /// The account that operations call 0; the others follow.
    pub home: usize,
    pub operations: Vec<Operation>,
}

/// One operation in a line.
impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} bits of hash, at home in account {}", self.hash_bits, self.home)?;
        self.operations.iter().try_for_each(|operation| writeln!(f, "  {}", brief(operation)))
    }
}

/// A value in one line without what is empty in it.
pub fn brief(value: &impl fmt::Debug) -> String {
    let mut text = format!("{value:?}");
    for nothing in [": None", ": {}", ": []", ": CardAddress { }", ": OwnFields { }"] {
        while let Some(found) = text.find(nothing) {
            let name = text[..found].rfind(|letter: char| letter != '_' && !letter.is_alphanumeric());
            let after = found + nothing.len();
            let after = after + if text[after..].starts_with(", ") { 2 } else { 0 };
            text.replace_range(name.map_or(0, |name| name + 1)..after, "");
        }
        text = text.replace("{  }", "{ }").replace(",  }", " }");
    }
    match text.char_indices().nth(600) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text,
    }
}

/// One of several records: the one at this place, counted round and round.
#[derive(Debug, Clone, Copy)]
pub enum Pick {
    /// One that is there.
    There(usize),
    /// One that is or was there: deleted customers, used tokens.
    Ever(usize),
    /// One of another account.
    Foreign(usize),
    /// None that ever was.
    Unknown,
}

#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "nearly every operation is an action")]
pub enum Operation {
    /// The clock on the wall moves by milliseconds, perhaps backwards.
    Clock(i64),
    /// The store is closed and opened again.
    Reopen,
    /// Everything that falls due in an account fails, for so many days in a row.
    BadDays(usize, u8),
    /// Something happens in one of the accounts.
    In(usize, Action),
}

#[derive(Debug, Clone)]
pub enum Action {
    CreateCustomer {
        new: NewCustomer,
        attributes: Given,
        token: Option<Pick>,
    },
    UpdateCustomer {
        who: Pick,
        update: CustomerUpdate,
        attributes: Given,
        token: Option<Pick>,
        default: Option<Pick>,
    },
    DeleteCustomer(Pick),
    ListCustomers(Query),
    ByEmail(&'static str),
    ByMerchantCustomerId(&'static str),
    ByBarcode(&'static str),
    Find {
        query: CustomerQuery,
        card: Option<Pick>,
    },
    Import {
        rows: Vec<Row>,
        rehearse: bool,
    },
    /// A card is tokenised and given to a customer.
    TypeCard {
        who: Pick,
        typed: Typed,
    },
    CreateCard {
        who: Pick,
        token: Pick,
    },
    GetCard {
        who: Pick,
        card: Pick,
    },
    UpdateCard {
        who: Pick,
        card: Pick,
        update: CardUpdate,
    },
    DeleteCard {
        who: Pick,
        card: Pick,
    },
    ListCards {
        who: Pick,
        query: Query,
    },
    CreateToken(Typed),
    DeleteToken(Pick),
    ListTokens(Query),
    CreateSchedule {
        who: Pick,
        card: Option<Pick>,
        new: NewSchedule,
        start: Option<i32>,
        end: i32,
    },
    UpdateSchedule {
        which: Pick,
        update: ScheduleUpdate,
    },
    DeleteSchedule(Pick),
    ListSchedules(Query),
    ListSchedulesOf {
        who: Pick,
        query: Query,
    },
    Occurrences {
        which: Pick,
        query: Query,
    },
    Due {
        in_days: i32,
        limit: usize,
    },
    Record {
        which: Pick,
        when: When,
        outcome: Outcome,
    },
    SimulateDue,
    /// Everything that the account holds is looked at.
    LookAround,
}

/// Attributes of a customer that only a provider knows.
#[derive(Debug, Clone)]
pub enum Given {
    None,
    /// The account's own provider's: a number, a name, a telephone number, where it has them.
    Own {
        number: Option<&'static str>,
        name: Option<&'static str>,
        phone: Option<&'static str>,
    },
    /// Another provider's.
    Foreign,
}

/// A page of a list; the limits are moments near something that happened.
#[derive(Debug, Clone)]
pub struct Query {
    pub from: Option<(usize, i64)>,
    pub to: Option<(usize, i64)>,
    pub offset: u64,
    pub limit: usize,
    pub newest_first: bool,
}

/// A row of an import; `row` lacks what is settled when the row comes up.
#[derive(Debug, Clone)]
pub struct Row {
    pub row: ImportedCustomer,
    pub id: RowId,
    pub attributes: Given,
    pub cards: Option<Vec<RowCard>>,
    pub default: Option<usize>,
}

#[derive(Debug, Clone)]
pub enum RowId {
    None,
    Old(&'static str),
    Of(Pick),
}

#[derive(Debug, Clone)]
pub struct RowCard {
    pub id: RowCardId,
    pub name: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub enum RowCardId {
    /// An id from elsewhere.
    Old(u8),
    /// That of a card of the row's customer, or of any.
    Of(Pick),
    Blank,
}

/// What a customer types to have a card tokenised; the number is a place in the pool.
#[derive(Debug, Clone)]
pub struct Typed {
    pub number: Option<usize>,
    pub code: Option<&'static str>,
    pub name: Option<&'static str>,
    pub month: Option<i64>,
    pub year: Option<i64>,
    pub city: Option<&'static str>,
}

/// A date, seen from a schedule.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// Its first open date.
    Next,
    /// One of its dates, whether open or not.
    Any(usize),
    /// The date of one of its occurrences.
    Again(usize),
    /// A day, counted from today.
    Day(i32),
}

/// A new schedule that is good but for what a history changes about it.
pub fn new_schedule() -> NewSchedule {
    NewSchedule {
        customer: String::new(),
        amount: 2000,
        currency: "THB".into(),
        every: 1,
        recurrence: tillbook::Recurrence::Daily,
        start_on: None,
        end_on: tillbook::Date::default(),
        card: None,
        description: None,
        metadata: Default::default(),
        charging: Charging::Host,
    }
}
