//! Plain data: what a till keeps, without rules, storage or any provider's rendering.

mod account;
mod attributes;
mod card;
mod card_number;
mod customer;
mod date;
mod id;
mod ledger;
mod metadata;
mod own;
mod progress;
mod reading;
mod record;
mod reply;
mod schedule;
mod secret;
mod tax_identifier;
mod token;

pub use account::{AccountId, Mode, Provider};
pub use attributes::{
    Attributes, BirthDate, CardAttributes, CustomDatum, CustomerType, DeliveryAddress, Described,
    DigitalRiverAttributes, DigitalRiverSource, Gender, Metafield, MetafieldType, MonriAttributes, MonriCard, Origin,
    Shipping, ShoplineAttributes, SourceState, Subscription, TaxCertificate, TierChange, Unshown,
};
pub use card::{Card, CardAddress, CardDetails, CardUpdate, NewCard};
pub(crate) use card_number::english_list;
pub use card_number::{Brand, CardComplaint, CardNumber, holds_card_number};
pub use customer::{Customer, CustomerUpdate, ImportedCustomer, NewCustomer};
pub use date::{Date, Timestamp, Weekday};
pub(crate) use id::{IdForm, Named};
pub use ledger::{Balance, BalancePart, Ledger, LedgerEntry, NewLedgerEntry};
pub use metadata::Metadata;
pub use own::{OwnFields, PostalAddress};
pub use progress::GoOn;
pub(crate) use reading::from_value;
pub use record::{Batch, Change, Kind, Record};
pub use reply::Reply;
pub use schedule::{
    Charging, Due, NewSchedule, Occurrence, OccurrenceStatus, Ordinal, Outcome, Recurrence, Schedule, ScheduleStatus,
    ScheduleUpdate, ScheduledCharge,
};
pub use secret::SecretText;
pub use tax_identifier::{TaxIdentifier, TaxIdentifierState};
pub use token::{Token, TokenState};
