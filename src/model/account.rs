//! Accounts: one provider's test or live world inside a store.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use wincode::{SchemaRead, SchemaWrite};

use crate::error::Error;

/// Declares [`Provider`] from one table: variant and name, in an order that never changes, because the file's keys
/// depend on it.
macro_rules! providers {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
        /// A payment provider whose rules the store enforces.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite,
        )]
        pub enum Provider {
            $($(#[$doc])* $variant,)*
        }

        impl Provider {
            /// Every provider.
            pub const ALL: [Provider; [$($name),*].len()] = [$(Provider::$variant),*];

            /// The name on the command line and in paths, for example `digital-river`.
            pub const fn name(self) -> &'static str {
                match self { $(Provider::$variant => $name,)* }
            }
        }
    };
}

providers! {
    /// Omise (Opn Payments).
    Omise = "omise";
    /// KOMOJU.
    Komoju = "komoju";
    /// Monri.
    Monri = "monri";
    /// Digital River.
    DigitalRiver = "digital-river";
    /// SHOPLINE.
    Shopline = "shopline";
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Provider {
    type Err = Error;

    fn from_str(text: &str) -> Result<Provider, Error> {
        Provider::ALL.into_iter().find(|provider| provider.name() == text).ok_or_else(|| {
            let names = Provider::ALL.map(Provider::name).join(", ");
            Error::invalid("provider", format!("is unknown; choose one of {names}"))
        })
    }
}

/// Which of a provider's two worlds an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub enum Mode {
    /// Test objects, made with test keys.
    Test,
    /// Live objects, made with live keys.
    Live,
}

impl Mode {
    /// `test` or `live`.
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Test => "test",
            Mode::Live => "live",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Mode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Mode, Error> {
        match text {
            "test" => Ok(Mode::Test),
            "live" => Ok(Mode::Live),
            _ => Err(Error::invalid("mode", "is unknown; choose test or live")),
        }
    }
}

/// One account: every record belongs to exactly one, and no call reaches another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, SchemaRead, SchemaWrite)]
pub struct AccountId {
    /// The provider.
    pub provider: Provider,
    /// Its test or live world.
    pub mode: Mode,
}

impl AccountId {
    /// Every account that a store can hold.
    pub fn all() -> impl Iterator<Item = AccountId> {
        Provider::ALL.into_iter().flat_map(|provider| [Mode::Test, Mode::Live].map(|mode| AccountId { provider, mode }))
    }

    /// The byte that begins every key of this account in the file.
    pub(crate) const fn code(self) -> u8 {
        1 + 2 * self.provider as u8 + self.mode as u8
    }

    /// The account of a key's first byte.
    pub(crate) fn from_code(code: u8) -> Option<AccountId> {
        AccountId::all().find(|account| account.code() == code)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.provider, self.mode)
    }
}
