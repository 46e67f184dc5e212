//! Which store and which accounts a command works on.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use tillbook::{Account, AccountId, Mode, OpenOptions, Provider, Store};

use super::failure::Outcome;

/// A store's file, for commands that look at the whole of it.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct FileArgs {
    /// The store's file
    pub(super) store: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// One account, for commands that work on exactly one.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct AccountArgs {
    /// The provider whose customers are meant
    #[arg(long, value_name = "PROVIDER", value_parser = provider())]
    pub(super) provider: Provider,
    /// The provider's test or live world
    #[arg(long, value_name = "MODE", default_value = "test", value_parser = mode())]
    pub(super) mode: Mode,
}

impl AccountArgs {
    /// The account in a store.
    pub(super) fn of(&self, store: &Store) -> Account {
        store.account(self.provider, self.mode)
    }
}

/// Some accounts, for commands that look through all of them unless told otherwise.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Scope {
    /// Look only among this provider's customers
    #[arg(long, value_name = "PROVIDER", value_parser = provider())]
    provider: Option<Provider>,
    /// Look only in the test or only in the live world
    #[arg(long, value_name = "MODE", value_parser = mode())]
    mode: Option<Mode>,
}

impl Scope {
    /// The accounts in a store.
    pub(super) fn accounts(&self, store: &Store) -> Vec<Account> {
        AccountId::all()
            .filter(|id| self.provider.is_none_or(|provider| provider == id.provider))
            .filter(|id| self.mode.is_none_or(|mode| mode == id.mode))
            .map(|id| store.account(id.provider, id.mode))
            .collect()
    }
}

/// Reads a provider's name.
pub(super) fn provider() -> impl TypedValueParser<Value = Provider> {
    PossibleValuesParser::new(Provider::ALL.map(Provider::name)).try_map(|name| name.parse::<Provider>())
}

/// Reads a mode's name.
pub(super) fn mode() -> impl TypedValueParser<Value = Mode> {
    PossibleValuesParser::new([Mode::Test, Mode::Live].map(Mode::name)).try_map(|name| name.parse::<Mode>())
}

/// Opens a store that must be there.
pub(super) fn open(path: &Path) -> Outcome<Store> {
    Ok(OpenOptions::new().create(false).open(path)?)
}
