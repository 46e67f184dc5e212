//! Records and the changes that a write is made of.

use std::fmt;

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use super::{AccountId, Card, Customer, LedgerEntry, Occurrence, Reply, Schedule, TaxIdentifier, Token};

/// The kinds of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Kind {
    /// A customer.
    Customer,
    /// A card attached to a customer.
    Card,
    /// A token.
    Token,
    /// A schedule.
    Schedule,
    /// An occurrence of a schedule.
    Occurrence,
    /// A tax identifier.
    TaxIdentifier,
    /// A movement of a customer's balance.
    LedgerEntry,
    /// An answer kept under an idempotency key.
    Reply,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; Kind::COUNT] = [
        Kind::Customer,
        Kind::Card,
        Kind::Token,
        Kind::Schedule,
        Kind::Occurrence,
        Kind::TaxIdentifier,
        Kind::LedgerEntry,
        Kind::Reply,
    ];

    /// How many kinds there are.
    pub const COUNT: usize = 8;

    /// The singular in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Customer => "customer",
            Kind::Card => "card",
            Kind::Token => "token",
            Kind::Schedule => "schedule",
            Kind::Occurrence => "occurrence",
            Kind::TaxIdentifier => "tax identifier",
            Kind::LedgerEntry => "ledger entry",
            Kind::Reply => "reply",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A record of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Record {
    /// A customer.
    Customer(Customer),
    /// A card.
    Card(Card),
    /// A token.
    Token(Token),
    /// A schedule.
    Schedule(Schedule),
    /// An occurrence.
    Occurrence(Occurrence),
    /// A tax identifier.
    TaxIdentifier(TaxIdentifier),
    /// A movement of a customer's balance.
    LedgerEntry(LedgerEntry),
    /// An answer kept under an idempotency key.
    Reply(Reply),
}

impl Record {
    /// The kind.
    pub const fn kind(&self) -> Kind {
        match self {
            Record::Customer(_) => Kind::Customer,
            Record::Card(_) => Kind::Card,
            Record::Token(_) => Kind::Token,
            Record::Schedule(_) => Kind::Schedule,
            Record::Occurrence(_) => Kind::Occurrence,
            Record::TaxIdentifier(_) => Kind::TaxIdentifier,
            Record::LedgerEntry(_) => Kind::LedgerEntry,
            Record::Reply(_) => Kind::Reply,
        }
    }

    /// The id.
    pub fn id(&self) -> &str {
        match self {
            Record::Customer(customer) => &customer.id,
            Record::Card(card) => &card.id,
            Record::Token(token) => &token.id,
            Record::Schedule(schedule) => &schedule.id,
            Record::Occurrence(occurrence) => &occurrence.id,
            Record::TaxIdentifier(identifier) => &identifier.id,
            Record::LedgerEntry(entry) => &entry.id,
            Record::Reply(reply) => &reply.id,
        }
    }
}

/// One change of the store: a record's new state, or its removal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
#[expect(clippy::large_enum_variant, reason = "nearly every change is a Put")]
pub enum Change {
    /// The record has this state from now on.
    Put(Record),
    /// The record is gone.
    Remove(Kind, String),
}

/// Changes of one account that happen together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct Batch {
    /// The account.
    pub account: AccountId,
    /// The changes, in order.
    pub changes: Vec<Change>,
}
