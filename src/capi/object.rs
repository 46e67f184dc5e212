//! What a handle can stand for.

use std::sync::Arc;

use super::slot::Pin;
use crate::account::Account;
use crate::error::{Error, Result};
use crate::model::{AccountId, Card, Customer, Due, LedgerEntry, Occurrence, Schedule, TaxIdentifier, Token};
use crate::provider::Response;
use crate::store::Store;

/// What a store's handle opened: the store, and its accounts ready to be used.
pub(super) struct Open {
    pub(super) store: Store,
    accounts: Vec<Account>,
}

impl Open {
    pub(super) fn new(store: Store) -> Open {
        let accounts = AccountId::all().map(|account| store.account(account.provider, account.mode)).collect();
        Open { store, accounts }
    }

    /// The account with a number that [`Open::number`] gave.
    pub(super) fn account(&self, number: u8) -> Result<&Account> {
        let unknown = || Error::InvalidHandle { what: "account" };
        self.accounts.get(number as usize).ok_or_else(unknown)
    }

    /// Closes the store in any case, and says whether what was acknowledged is on the disk.
    pub(super) fn close(self) -> Result<()> {
        self.store.sync_at_last()
    }

    pub(super) fn number(&self, wanted: AccountId) -> u8 {
        self.accounts.iter().position(|account| account.id() == wanted).unwrap_or_default() as u8
    }
}

/// Declares the kinds of handle, and what each stands for.
macro_rules! objects {
    ($($kind:ident = $code:literal, $name:literal $(, $type:ty)?;)*) => {
        /// The kinds of handle. Numbers are in memory only.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Kind {
            $($kind = $code,)*
        }

        impl Kind {
            pub(super) const fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name,)* }
            }
        }

        /// What a handle stands for; stores and accounts have their own place.
        pub(super) enum Object {
            $($($kind(Arc<$type>),)?)*
        }

        $($(
            impl Held for $type {
                const KIND: Kind = Kind::$kind;

                fn into_object(this: Arc<$type>) -> Object {
                    Object::$kind(this)
                }

                fn of(object: &Object) -> Option<&Arc<$type>> {
                    match object {
                        Object::$kind(object) => Some(object),
                        _ => None,
                    }
                }
            }
        )?)*
    };
}

/// What can be held by a handle.
pub(super) trait Held: Sized {
    const KIND: Kind;

    fn into_object(this: Arc<Self>) -> Object;
    fn of(object: &Object) -> Option<&Arc<Self>>;
}

objects! {
    Store = 1, "store";
    Account = 2, "account";
    Error = 3, "error", super::error::Failure;
    Text = 4, "text", super::text::Text;
    List = 5, "list", super::list::List;
    Iterator = 6, "iterator", super::iterator::Place;
    Customer = 7, "customer", Customer;
    Card = 8, "card", Card;
    Token = 9, "token", Token;
    Schedule = 10, "schedule", Schedule;
    Occurrence = 11, "occurrence", Occurrence;
    TaxIdentifier = 12, "tax_identifier", TaxIdentifier;
    LedgerEntry = 13, "ledger_entry", LedgerEntry;
    Response = 14, "response", Response;
    Due = 15, "due", Due;
    Stat = 16, "stat", super::stat::Counted;
    CheckReport = 17, "check_report", super::check::Checked;
    ImportReport = 18, "import_report", super::import::Taken;
}

/// Looks at what a handle stands for, which stays meanwhile.
pub(super) fn with<R: Held, T>(handle: usize, look: impl FnOnce(&Arc<R>) -> Result<T>) -> Result<T> {
    let pin = Pin::new(handle, R::KIND)?;
    let object = pin.object().and_then(R::of).ok_or_else(|| Error::InvalidHandle { what: R::KIND.name() })?;
    look(object)
}
