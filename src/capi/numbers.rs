//! The numbers of the interface: what a host writes for a provider, a mode, a brand. Every number is in one table here,
//! from which the header takes its names and other languages theirs. A number never changes its meaning.

use crate::error::{Error, Result};
use crate::model::{Mode, Provider};
use crate::provider::Key;

/// One number of a group, as the header shows it.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    /// The name without the group's prefix, in upper case.
    pub name: &'static str,
    /// The number.
    pub code: i32,
    /// What it means.
    pub meaning: &'static str,
}

/// A group of numbers that one parameter takes.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    /// The name of the group in the header, for example `tillbook_provider`.
    pub name: &'static str,
    /// What every name of the group begins with, for example `TILLBOOK_PROVIDER_`.
    pub prefix: &'static str,
    /// What the group is for.
    pub meaning: &'static str,
    /// Its numbers.
    pub numbers: &'static [Number],
}

/// A type whose values have numbers in the interface.
pub(super) trait Numbered: Copy + 'static {
    /// The numbers and the values.
    const VALUES: &'static [(i32, Self)];

    /// The value of a number that a host passed.
    fn from_number(number: i32, field: &'static str) -> Result<Self> {
        let known = Self::VALUES.iter().find(|(code, _)| *code == number);
        known.map(|(_, value)| *value).ok_or_else(|| {
            Error::invalid(field, format!("is {number}, which stands for nothing; use one of the header's constants"))
        })
    }

    /// The same, where 0 stands for nothing.
    fn from_number_or_none(number: i32, field: &'static str) -> Result<Option<Self>> {
        if number == 0 { Ok(None) } else { Self::from_number(number, field).map(Some) }
    }

    /// The number of a value; 0 when it has none.
    fn number(self) -> i32
    where
        Self: PartialEq,
    {
        Self::VALUES.iter().find(|(_, value)| *value == self).map_or(0, |(code, _)| *code)
    }
}

/// Declares groups of numbers: what the group is for, type, name in the header, and its values with number, name and
/// meaning.
macro_rules! numbers {
    ($($about:literal $type:ty as $group:literal, $prefix:literal { $($value:ident = $code:literal, $name:literal, $meaning:literal;)* })*) => {
        $(impl Numbered for $type {
            const VALUES: &'static [(i32, Self)] = &[$(($code, <$type>::$value),)*];
        })*

        /// Every group of numbers in the interface, beside the statuses.
        pub const ALL: &[Numbers] = &[$(Numbers {
            name: $group,
            prefix: $prefix,
            meaning: $about,
            numbers: &[$(Number { name: $name, code: $code, meaning: $meaning },)*],
        },)*];
    };
}

numbers! {
    "The payment providers."
    Provider as "tillbook_provider", "TILLBOOK_PROVIDER_" {
        Omise = 1, "OMISE", "Omise (Opn Payments).";
        Komoju = 2, "KOMOJU", "KOMOJU.";
        Monri = 3, "MONRI", "Monri.";
        DigitalRiver = 4, "DIGITAL_RIVER", "Digital River.";
        Shopline = 5, "SHOPLINE", "SHOPLINE.";
    }
    "The two worlds of a provider."
    Mode as "tillbook_mode", "TILLBOOK_MODE_" {
        Test = 1, "TEST", "Test objects, made with test keys.";
        Live = 2, "LIVE", "Live objects, made with live keys.";
    }
    "The two keys of an account, one of which a provider's request is made with."
    Key as "tillbook_key", "TILLBOOK_KEY_" {
        Secret = 1, "SECRET", "The secret key.";
        Public = 2, "PUBLIC", "The public key, which may only make tokens.";
    }
}
