//! What can go wrong, and the one table of status codes that names it in every language.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::model::{CardComplaint, Kind, Provider, holds_card_number};

/// Shorthand for a result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Declares [`Status`] from one table: name, number, whether a retry may help, what it means.
macro_rules! statuses {
    ($($name:ident = $code:literal, $text:literal, retry: $retry:literal, $meaning:literal;)*) => {
        /// A status code, the same number in Rust, C, Python and Go.
        ///
        /// Numbers are grouped by cause and never used again for something else:
        /// 1xx the request, 2xx the state of the store's records, 3xx the file and the machine, 4xx this library.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        #[non_exhaustive]
        pub enum Status {
            $(#[doc = $meaning] $name = $code,)*
        }

        impl Status {
            /// Every status there is, in ascending order of number.
            pub const ALL: &'static [Status] = &[$(Status::$name,)*];

            /// The name in lower case, for example `not_found`.
            pub const fn name(self) -> &'static str {
                match self { $(Status::$name => $text,)* }
            }

            /// One sentence on what the status means.
            pub const fn meaning(self) -> &'static str {
                match self { $(Status::$name => $meaning,)* }
            }

    /// Whether the same call may succeed later without being changed.
            pub const fn retryable(self) -> bool {
                match self { $(Status::$name => $retry,)* }
            }
        }
    };
}

statuses! {
    Ok = 0, "ok", retry: false, "The call did what it was asked.";
    InvalidArgument = 100, "invalid_argument", retry: false, "A value has the wrong form or is out of range.";
    InvalidCard = 101, "invalid_card", retry: false, "The card details do not describe a usable card.";
    MissingCard = 102, "missing_card", retry: false, "The request for a token holds no card details.";
    TooLarge = 103, "too_large", retry: false, "The record would exceed one mebibyte.";
    InvalidHandle = 104, "invalid_handle", retry: false, "A handle is null or stands for another kind of object.";
    BufferTooSmall = 105, "buffer_too_small", retry: false, "The buffer has no room for the whole answer.";
    NotFound = 200, "not_found", retry: false, "There is no such record in this account.";
    UsedToken = 201, "used_token", retry: false, "The token was used before.";
    ExpiredToken = 202, "expired_token", retry: false, "The token's lifetime is over.";
    AlreadyExists = 203, "already_exists", retry: false, "Another record of the account already has this value.";
    Deleted = 204, "deleted", retry: false, "The customer is marked as deleted and cannot be changed.";
    Conflict = 205, "conflict", retry: false, "The state of the record does not allow this change.";
    StoreMissing = 300, "store_missing", retry: false, "There is no store at this path.";
    NotAStore = 301, "not_a_store", retry: false, "The file is not a Tillbook store.";
    NewerFormat = 302, "newer_format", retry: false, "The file was written by a newer version of Tillbook.";
    AlreadyOpen = 303, "already_open", retry: true, "Another process or handle has the store open.";
    Damaged = 304, "damaged", retry: false, "The file holds bytes that cannot be right.";
    Io = 305, "io", retry: true, "The operating system refused to read or write, or to give memory.";
    Poisoned = 306, "poisoned", retry: false, "An earlier failure left the store unusable until it is opened again.";
    OutcomeUnknown = 307, "outcome_unknown", retry: false, "A write failed while it was made durable: only opening the store again shows whether it is there.";
    ReadOnly = 308, "read_only", retry: false, "The call would change a store that is opened for reading alone.";
    Unsupported = 400, "unsupported", retry: false, "This version of Tillbook cannot do that.";
    Panicked = 401, "panicked", retry: false, "A fault inside Tillbook was caught and stopped the store.";
    Closed = 402, "closed", retry: false, "The handle was closed before.";
    Forked = 403, "forked", retry: false, "The store was opened by a parent of this process.";
    Reentrant = 404, "reentrant", retry: false, "A callback called the store that waits for it.";
    Cancelled = 405, "cancelled", retry: false, "The caller's own callback stopped the work.";
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a call was refused or failed.
///
/// The message is one sentence that says what was wrong and what to do next. It never holds card data:
/// a value that looks like a card number is replaced before it is quoted, in `Debug` as in `Display`.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A value has the wrong form or is out of range.
    #[error("{field} {}", unless_card(.reason))]
    InvalidArgument {
        /// The parameter or field at fault.
        field: &'static str,
        /// What is wrong with it and what would be right.
        reason: String,
    },
    /// The card details do not describe a usable card.
    #[error("{}; correct the card details and try again", CardComplaint::sentence(.complaints))]
    InvalidCard {
        /// Everything that is wrong with the card, in the order of the details.
        complaints: Vec<CardComplaint>,
    },
    /// The request for a token holds no card details.
    #[error("request contains no card parameters; send the card's details")]
    MissingCard,
    /// The record would exceed the limit.
    #[error("this {kind} would take {size} bytes and a record may take {limit}; shorten its metadata or notes")]
    TooLarge {
        /// The kind of record.
        kind: Kind,
        /// Its encoded size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A handle is null, or another kind of object than was asked for.
    #[error("{what} is not a handle of that kind; pass the one that Tillbook gave out, before it is closed")]
    InvalidHandle {
        /// The argument at fault.
        what: &'static str,
    },
    /// The buffer has no room for the whole answer.
    #[error("the buffer is too small and nothing was put into it; call again with one of {needed} bytes")]
    BufferTooSmall {
        /// The bytes that the answer takes.
        needed: usize,
    },
    /// There is no such record in this account.
    #[error("{kind} {} was not found; check the id and the account it belongs to", quoted(.id))]
    NotFound {
        /// The kind of record that was looked for.
        kind: Kind,
        /// The id as it was given.
        id: String,
    },
    /// The token was used before.
    #[error("token {} was already used; make a new token", quoted(.id))]
    UsedToken {
        /// The token's id.
        id: String,
    },
    /// The token's lifetime is over.
    #[error("token {} has expired; make a new token", quoted(.id))]
    ExpiredToken {
        /// The token's id.
        id: String,
    },
    /// Another record of the account already has this value.
    #[error("{field} {} belongs to another customer of this account; choose another", quoted(.value))]
    AlreadyExists {
        /// The field that must be unique.
        field: &'static str,
        /// The value that is taken.
        value: String,
    },
    /// The customer is marked as deleted and cannot be changed.
    #[error("customer {} is deleted and cannot be changed; create a new customer", quoted(.id))]
    Deleted {
        /// The customer's id.
        id: String,
    },
    /// The state of the record does not allow this change.
    #[error("{kind} {}: {reason}", quoted(.id))]
    Conflict {
        /// The kind of record.
        kind: Kind,
        /// Its id.
        id: String,
        /// What stands in the way and what to do.
        reason: Conflict,
    },
    /// There is no store at this path.
    #[error("there is no store at {}; check the path, or create the store first", shown(.path))]
    StoreMissing {
        /// The path that was opened.
        path: PathBuf,
    },
    /// The file is not a Tillbook store.
    #[error("{} is not a Tillbook store; check the path, or restore a backup", shown(.path))]
    NotAStore {
        /// The path that was opened.
        path: PathBuf,
    },
    /// The file was written by a newer version.
    #[error("{} has format version {found} and this Tillbook reads up to {known}; install a newer Tillbook", shown(.path))]
    NewerFormat {
        /// The path that was opened.
        path: PathBuf,
        /// The version the file says it has.
        found: u32,
        /// The newest version that this library reads.
        known: u32,
    },
    /// Another process or handle has the store open.
    #[error("{} is in use; close the other program that has it open and try again", shown(.path))]
    AlreadyOpen {
        /// The path that was opened.
        path: PathBuf,
    },
    /// The file holds bytes that cannot be right.
    #[error("the store is damaged: {}; run `tillbook check`, and restore a backup if it finds damage", unless_card(.what))]
    Damaged {
        /// What was found, without personal data.
        what: String,
    },
    /// The operating system refused to read or write, or to give memory.
    #[error("{doing} failed: {}; {} and try again", unless_card(&.source.to_string()), remedy(.source))]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The operating system's answer.
        source: std::io::Error,
    },
    /// A write failed while it was made durable.
    #[error("the write may or may not be on disk ({}); close the store, open it again and look whether it is there", unless_card(.what))]
    OutcomeUnknown {
        /// What redb or the operating system said.
        what: String,
    },
    /// An earlier failure left the store unusable.
    #[error("the store stopped after an earlier failure; close it and open it again")]
    Poisoned,
    /// The call would change a store that is opened for reading alone.
    #[error("this would change the store, which is to be read alone; open it for writing instead")]
    ReadOnly,
    /// This version cannot do that.
    #[error("{what} is not supported for {provider} in this version; use the account of a provider that has it")]
    Unsupported {
        /// The provider.
        provider: Provider,
        /// What was asked.
        what: &'static str,
    },
    /// A fault inside Tillbook was caught.
    #[error("a fault inside Tillbook was caught and the store stopped; close it, open it again, and report the fault")]
    Panicked,
    /// The handle was closed before.
    #[error("{what} was closed; open it again, and close it only when nothing uses it any more")]
    Closed {
        /// What was closed, for example `the store`.
        what: &'static str,
    },
    /// The store was opened by a parent of this process.
    #[error("the store was opened before this process was forked; open it again in this process")]
    Forked,
    /// A callback called the store that waits for it.
    #[error("a callback may not call the store that waits for it; return first, and call afterwards")]
    Reentrant,
    /// The caller's own callback stopped the work.
    #[error("the work was stopped by its progress callback; start it again to have it done")]
    Cancelled,
}

/// What in the state of a record does not allow a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conflict {
    /// The way to pay cannot be kept for further payments (`digital_river 4.F.31`).
    NotReusable,
    /// The way to pay cannot be charged, be it not yet or never again (`digital_river 4.F.31`, `4.F.35`).
    NotChargeable,
    /// The way to pay belongs to another customer (`digital_river 4.F.36`).
    CardOfAnother,
    /// The tax identifier belongs to another customer (`digital_river 4.G.48`).
    TaxIdentifierOfAnother,
    /// The customer has a tax identifier of the same type (`digital_river 4.G.49`).
    SecondOfType,
    /// No orders are taken for the customer (`digital_river 4.E.25`).
    OrdersBarred,
    /// Anything else, as it is said.
    Said(&'static str),
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Conflict::NotReusable => "it cannot be kept for further payments; attach one that can",
            Conflict::NotChargeable => "it cannot be charged; attach one that can",
            Conflict::CardOfAnother => "it belongs to another customer; attach one that is free",
            Conflict::TaxIdentifierOfAnother => "it belongs to another customer; create one for this customer",
            Conflict::SecondOfType => "the customer already has one of this type; delete that one first",
            Conflict::OrdersBarred => "no orders are taken for it; enable the customer first",
            Conflict::Said(reason) => reason,
        })
    }
}

impl From<&'static str> for Conflict {
    fn from(reason: &'static str) -> Conflict {
        Conflict::Said(reason)
    }
}

/// The status and the sentence; the fields of the variants hold values as they were given, so they are not shown.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {self}", self.status())
    }
}

impl Error {
    /// The status code of this error.
    pub fn status(&self) -> Status {
        match self {
            Error::InvalidArgument { .. } => Status::InvalidArgument,
            Error::InvalidCard { .. } => Status::InvalidCard,
            Error::MissingCard => Status::MissingCard,
            Error::TooLarge { .. } => Status::TooLarge,
            Error::InvalidHandle { .. } => Status::InvalidHandle,
            Error::BufferTooSmall { .. } => Status::BufferTooSmall,
            Error::NotFound { .. } => Status::NotFound,
            Error::UsedToken { .. } => Status::UsedToken,
            Error::ExpiredToken { .. } => Status::ExpiredToken,
            Error::AlreadyExists { .. } => Status::AlreadyExists,
            Error::Deleted { .. } => Status::Deleted,
            Error::Conflict { .. } => Status::Conflict,
            Error::StoreMissing { .. } => Status::StoreMissing,
            Error::NotAStore { .. } => Status::NotAStore,
            Error::NewerFormat { .. } => Status::NewerFormat,
            Error::AlreadyOpen { .. } => Status::AlreadyOpen,
            Error::Damaged { .. } => Status::Damaged,
            Error::Io { .. } => Status::Io,
            Error::OutcomeUnknown { .. } => Status::OutcomeUnknown,
            Error::Poisoned => Status::Poisoned,
            Error::ReadOnly => Status::ReadOnly,
            Error::Unsupported { .. } => Status::Unsupported,
            Error::Panicked => Status::Panicked,
            Error::Closed { .. } => Status::Closed,
            Error::Forked => Status::Forked,
            Error::Reentrant => Status::Reentrant,
            Error::Cancelled => Status::Cancelled,
        }
    }

    /// The field or parameter at fault, where there is one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Error::InvalidArgument { field, .. } | Error::AlreadyExists { field, .. } => Some(field),
            Error::InvalidCard { complaints } => complaints.first().map(|complaint| complaint.field()),
            Error::MissingCard => Some("card"),
            _ => None,
        }
    }

    /// The operating system's own number for what it refused.
    pub fn os_error(&self) -> Option<i32> {
        match self {
            Error::Io { source, .. } => source.raw_os_error(),
            _ => None,
        }
    }

    /// The same failure once more, where it is one of the store itself and not of what was asked of it.
    pub(crate) fn of_the_store(&self) -> Option<Error> {
        match self {
            Error::Damaged { what } => Some(Error::Damaged { what: what.clone() }),
            Error::Io { doing, source } => {
                // The operating system's number is kept, which a failure made from a text has not.
                let again = source.raw_os_error().map(std::io::Error::from_raw_os_error);
                let source = again.unwrap_or_else(|| std::io::Error::new(source.kind(), source.to_string()));
                Some(Error::Io { doing, source })
            }
            Error::OutcomeUnknown { what } => Some(Error::OutcomeUnknown { what: what.clone() }),
            Error::Poisoned => Some(Error::Poisoned),
            Error::ReadOnly => Some(Error::ReadOnly),
            _ => None,
        }
    }

    /// Whether the same call may succeed later without being changed.
    pub fn retryable(&self) -> bool {
        self.status().retryable()
    }

    /// An [`Error::InvalidArgument`].
    pub(crate) fn invalid(field: &'static str, reason: impl Into<String>) -> Error {
        Error::InvalidArgument { field, reason: reason.into() }
    }

    /// An [`Error::NotFound`].
    pub(crate) fn not_found(kind: Kind, id: impl Into<String>) -> Error {
        Error::NotFound { kind, id: id.into() }
    }

    /// An [`Error::Damaged`].
    pub(crate) fn damaged(what: impl Into<String>) -> Error {
        Error::Damaged { what: what.into() }
    }
}

/// A caller's value as it may be quoted in a message: shortened when long, and hidden when it holds a card number.
pub(crate) fn quoted(value: &str) -> String {
    const LONGEST: usize = 120;
    let value = unless_card(value);
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// A path as it may be quoted in a message: whole, so that it can be found.
pub(crate) fn shown(path: &Path) -> String {
    unless_card(&path.display().to_string()).to_owned()
}

/// What to do when the operating system refuses something.
fn remedy(refused: &std::io::Error) -> &'static str {
    match refused.kind() {
        std::io::ErrorKind::OutOfMemory => "free what is no longer needed",
        _ => "free the disk or mend its permissions",
    }
}

/// A text, unless it holds a card number.
fn unless_card(text: &str) -> &str {
    if holds_card_number(text) { "[hidden: looks like a card number]" } else { text }
}
