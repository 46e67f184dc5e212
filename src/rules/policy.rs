//! What differs between providers, as data. Each provider's folder holds its own table.

use crate::model::Provider;

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
    /// What an update's metadata does to the present one.
    pub metadata: MetadataUpdate,
    /// What becomes of a used token.
    pub used_token: UsedToken,
    /// How long an unused token lives, in seconds; for ever when absent.
    pub token_lifetime: Option<i64>,
    /// What is kept of a card number beside its last four digits.
    pub number_trace: NumberTrace,
    /// Whether the caller may choose a customer's id.
    pub caller_ids: bool,
    /// The precision at which times are shown, and so compared.
    pub precision: Precision,
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
