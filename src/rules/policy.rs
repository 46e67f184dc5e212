//! What differs between providers, as data. Each provider's folder holds its own table.

use std::ops::RangeInclusive;

use crate::error::Result;
use crate::model::{CardAttributes, Customer, CustomerType, Ledger, Provider, Timestamp};

/// One provider's rules in words that the pure functions and the store understand.
#[derive(Debug)]
pub struct Policy {
    /// The provider.
    pub provider: Provider,
    /// How many cards a customer may have.
    pub cards: Cards,
    /// Which card becomes the default when the default card is destroyed.
    pub succession: Succession,
    /// What becomes of a deleted customer.
    pub deletion: Deletion,
    /// What an update does that names nothing.
    pub empty_update: EmptyUpdate,
    /// Whether orders are taken for a customer.
    pub takes_orders: fn(&Customer) -> bool,
    /// The tax identifiers that there are; none with providers that keep none.
    pub tax_types: &'static [TaxType],
    /// What an update's metadata does to the present one.
    pub metadata: MetadataUpdate,
    /// What becomes of a used token.
    pub used_token: UsedToken,
    /// How long an unused token lives, in seconds; for ever when absent.
    pub token_lifetime: Option<i64>,
    /// What is kept of a card number beside its last four digits.
    pub number_trace: NumberTrace,
    /// What the details of a card must be like.
    pub card_checks: CardChecks,
    /// The currencies that a card may be meant for; empty with providers that do not ask.
    pub currencies: &'static [&'static str],
    /// How long an answer under an idempotency key is repeated, in seconds; never where there are no such keys.
    pub reply_lifetime: Option<i64>,
    /// Whether the caller may choose a customer's id.
    pub caller_ids: CallerIds,
    /// The precision at which times are shown, and so compared.
    pub precision: Precision,
    /// How the provider's interface cuts lists into pages.
    pub lists: Lists,
    /// What a customer's texts must be like.
    pub texts: &'static [TextRule],
    /// What a customer's metadata must be like.
    pub metadata_limits: MetadataLimits,
    /// What becomes of a card that is taken off its customer.
    pub detached: Detached,
    /// What only the provider knows of a card that is made from details; the argument makes a new id.
    pub card_attributes: fn(&mut dyn FnMut() -> Result<String>) -> Result<CardAttributes>,
    /// What no two living customers of an account may share, beside the merchant_customer_id. Imports may bring it all the
    /// same: what exists at the provider is taken.
    pub unique: &'static [Unique],
    /// The balances that customers have.
    pub ledgers: &'static [LedgerRule],
    /// What else the provider asks of a customer: given what it was before, none for a new one, and what a command makes
    /// of it, which may be put right or refused. A pure function of the provider's folder.
    pub settle: fn(Option<&Customer>, &mut Customer, Timestamp) -> Result<()>,
}

/// Something that no two living customers of an account may share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unique {
    /// The e-mail address, whatever its case.
    Email,
    /// Each mobile number together with its calling code.
    MobilePhone,
}

/// How a balance moves.
#[derive(Debug, Clone, Copy)]
pub struct LedgerRule {
    /// Which balance.
    pub ledger: Ledger,
    /// How much one movement may add or take away.
    pub most: i64,
    /// How many characters the remarks may have; they must have one.
    pub remarks: usize,
    /// How many days ahead what is added may end.
    pub days: i32,
    /// The provider's words for the sorts of movement; the first is the usual one.
    pub kinds: &'static [&'static str],
    /// The word for what ended.
    pub ended: &'static str,
}

/// What the details of a card must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardChecks {
    /// Whether the holder must be named.
    pub holder: bool,
    /// Whether blanks and dashes in a number are ignored; otherwise it is digits alone.
    pub grouped_numbers: bool,
    /// The years that are read.
    pub years: RangeInclusive<i64>,
    /// Whether a year below 100 is one of this century.
    pub short_years: bool,
    /// How many digits a security code has; it is not looked at when absent.
    pub security_code: Option<RangeInclusive<usize>>,
}

impl CardChecks {
    /// A holder, a number in groups or not, a year of four digits, any security code.
    pub const USUAL: CardChecks =
        CardChecks { holder: true, grouped_numbers: true, years: 1000..=9999, short_years: false, security_code: None };
}

/// Whether the caller may choose a customer's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallerIds {
    /// No.
    Refused,
    /// Yes, up to this many characters.
    UpTo(usize),
}

/// What an update does that names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyUpdate {
    /// It counts as an update: the time of the last one moves.
    Counts,
    /// Nothing at all.
    Ignored,
}

/// A type of tax identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxType {
    /// Its name, for example `de`.
    pub name: &'static str,
    /// The country, as an ISO 3166-1 alpha-2 code.
    pub country: &'static str,
    /// The seller to whom the identifier matters.
    pub entity: &'static str,
    /// The customers who may have one.
    pub holders: &'static [CustomerType],
    /// What a value begins with: one of these, or anything where there are none.
    pub prefixes: &'static [&'static str],
    /// The values that are verified at once in test mode.
    pub verified: &'static [&'static str],
}

/// Orders are taken for every customer.
pub fn every_order(_: &Customer) -> bool {
    true
}

/// How lists are cut into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lists {
    /// Whether the newest record comes first unless something else is asked for.
    pub newest_first: bool,
    /// How many records a page has unless something else is asked for.
    pub page: usize,
    /// How many records a page may have.
    pub largest_page: usize,
}

/// What a text of a customer must be like, where it is given.
#[derive(Debug, Clone, Copy)]
pub struct TextRule {
    /// The name of the field in the provider's words.
    pub field: &'static str,
    /// The text of a customer.
    pub of: fn(&Customer) -> Option<&str>,
    /// How many characters it must have.
    pub least: usize,
    /// How many characters it may have.
    pub most: usize,
    /// What it must look like.
    pub form: TextForm,
}

/// What a text must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextForm {
    /// Anything.
    Any,
    /// An e-mail address.
    Email,
    /// A language and a country such as `en_US`.
    Locale,
    /// A country such as `US`.
    Country,
}

/// What metadata must be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetadataLimits {
    /// How many names it may have.
    pub names: usize,
    /// How many characters a name may have.
    pub name_length: usize,
    /// How many characters a value may have.
    pub value_length: usize,
    /// What values it may have.
    pub values: MetadataValues,
}

impl MetadataLimits {
    /// Whatever JSON an object may hold.
    pub const NONE: MetadataLimits = MetadataLimits {
        names: usize::MAX,
        name_length: usize::MAX,
        value_length: usize::MAX,
        values: MetadataValues::Any,
    };
}

/// What values metadata may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetadataValues {
    /// Any.
    Any,
    /// Texts.
    Texts,
    /// Texts, numbers and truth values.
    Scalars,
}

/// What becomes of a card that is taken off its customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detached {
    /// It is gone.
    Destroyed,
    /// It stays on its own and can never be used again.
    Cancelled,
}

/// Asks nothing more of a customer.
///
/// # Errors
/// None.
pub fn nothing_more(_: Option<&Customer>, _: &mut Customer, _: Timestamp) -> Result<()> {
    Ok(())
}

/// Knows nothing of a card that every card does not have.
///
/// # Errors
/// None.
pub fn plain_card(_: &mut dyn FnMut() -> Result<String>) -> Result<CardAttributes> {
    Ok(CardAttributes::Plain)
}

/// How many cards a customer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cards {
    /// Any number.
    Many,
    /// One: attaching another replaces it.
    One,
}

/// Which card becomes the default when the default card is destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Succession {
    /// The card that was attached last of those that remain (`omise 6.3.6`).
    LastAttached,
    /// None.
    None,
}

/// What becomes of a deleted customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deletion {
    /// The customer and its cards are gone.
    Destroy,
    /// The customer stays, marked as deleted; it is neither listed nor found, and its cards are gone.
    Mark,
}

/// What an update's metadata does to the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetadataUpdate {
    /// It takes its place.
    Replace,
    /// It is laid over it, name by name; null removes a name.
    Merge,
}

/// What becomes of a used token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsedToken {
    /// It stays, without its card.
    Keep,
    /// It is gone, as if it had never been.
    Forget,
}

/// What is kept of a card number beside its last four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberTrace {
    /// A keyed fingerprint.
    Fingerprint,
    /// The first six digits.
    FirstDigits,
}

/// The precision at which a provider shows times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Whole seconds.
    Second,
    /// Milliseconds.
    Millisecond,
}
