//! What a check found: counts, and sentences without personal data.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::error::quoted;
use crate::model::AccountId;

/// How many findings a report keeps; the rest are only counted.
const KEPT: usize = 100;

/// How far a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckProgress {
    /// The table that is being walked, or `pages` during the check of the file's pages.
    pub table: &'static str,
    /// How many of its rows have been looked at.
    pub done: u64,
    /// How many rows it has.
    pub total: u64,
}

/// What a check of the whole store found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckReport {
    /// How many rows each table has, in the order in which they were walked.
    pub tables: Vec<TableCount>,
    /// The first hundred things that are wrong.
    pub findings: Vec<Finding>,
    /// How many things are wrong altogether.
    pub total_findings: u64,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.total_findings == 0
    }
}

impl Serialize for CheckReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("CheckReport", 4)?;
        report.serialize_field("tables", &self.tables)?;
        report.serialize_field("findings", &self.findings)?;
        report.serialize_field("total_findings", &self.total_findings)?;
        report.serialize_field("sound", &self.is_sound())?;
        report.end()
    }
}

/// How many rows a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableCount {
    /// The table's name in the file.
    pub table: &'static str,
    /// Its rows.
    pub rows: u64,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// What sort of damage it is.
    pub kind: FindingKind,
    /// The account it is in, where that is known.
    #[serde(serialize_with = "account_or_null")]
    pub account: Option<AccountId>,
    /// A sentence that says where. It names records by their ids and holds no personal data.
    pub message: String,
}

/// Declares [`FindingKind`] from one table: variant, name, meaning.
macro_rules! finding_kinds {
    ($($kind:ident = $name:literal, $meaning:literal;)*) => {
        /// The sorts of damage that a check tells apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[non_exhaustive]
        pub enum FindingKind {
            $(#[doc = $meaning] #[serde(rename = $name)] $kind,)*
        }

        impl FindingKind {
            /// Every kind there is.
            pub const ALL: &'static [FindingKind] = &[$(FindingKind::$kind,)*];

            /// The name in lower case, for example `stray_entry`.
            pub const fn name(self) -> &'static str {
                match self { $(FindingKind::$kind => $name,)* }
            }
        }
    };
}

finding_kinds! {
    Pages = "pages", "The pages of the file were not as they were written.";
    Unopenable = "unopenable", "The file does not open as a store.";
    UnknownAccount = "unknown_account", "A key begins with no account's byte, or names no kind of record.";
    UnreadableRecord = "unreadable_record", "A record cannot be decoded.";
    WrongKey = "wrong_key", "A record lies under a key that its id does not have.";
    DuplicateId = "duplicate_id", "Two records of an account have the same id.";
    WrongProvider = "wrong_provider", "A customer or a card has another provider's attributes.";
    MissingEntry = "missing_entry", "A record lacks an entry in a list or an index.";
    WrongEntry = "wrong_entry", "An entry of a record leads to another record.";
    StrayEntry = "stray_entry", "An entry of a list or an index belongs to no record.";
    WrongCount = "wrong_count", "The counts of a list disagree with the list.";
    CardWithoutOwner = "card_without_owner", "A card names no customer, or one that is not there.";
    WithoutOwner = "without_owner", "A tax identifier or a ledger entry names a customer that is not there.";
    CardOfDeletedCustomer = "card_of_deleted_customer", "A customer that is marked as deleted still has a card.";
    WrongDefaultCard = "wrong_default_card", "A customer's default card is not one of its cards.";
    CardOfTwoTokens = "card_of_two_tokens", "Two used tokens name the same card.";
    CardOfUnusedToken = "card_of_unused_token", "The card inside an unused token is attached to a customer.";
    DuplicateMerchantCustomerId = "duplicate_merchant_customer_id",
        "Two living customers of an account have the same merchant_customer_id.";
    OccurrenceWithoutSchedule = "occurrence_without_schedule", "An occurrence names a schedule that is not there.";
    WrongOccurrence = "wrong_occurrence", "An occurrence contradicts its schedule or itself.";
    DuplicateOccurrence = "duplicate_occurrence", "A schedule has two occurrences for one date.";
    MissingOccurrence = "missing_occurrence", "A schedule counts a date as processed that has no occurrence.";
    DuplicateSequence = "duplicate_sequence", "Two records of a kind have the same number in the order of creation.";
    SequenceAhead = "sequence_ahead", "A record's number is greater than the last one that was given out.";
    TimeAhead = "time_ahead", "A time that the store wrote is newer than the newest one it knows of.";
}

impl std::fmt::Display for FindingKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Findings as they come: the first are kept, all are counted.
#[derive(Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    total: u64,
}

impl Findings {
    pub(super) fn add(&mut self, kind: FindingKind, account: Option<AccountId>, message: impl FnOnce() -> String) {
        self.total += 1;
        if self.kept.len() < KEPT {
            self.kept.push(Finding { kind, account, message: message() });
        }
    }

    pub(super) fn report(self, tables: Vec<TableCount>) -> CheckReport {
        CheckReport { tables, findings: self.kept, total_findings: self.total }
    }
}

/// An id as a finding may name it: an id that a host chose could be an address or a card number.
pub(super) fn named(id: &str) -> String {
    if id.contains('@') { "[hidden: looks like an address]".to_owned() } else { quoted(id) }
}

/// A key as a finding names it, for want of an id.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn account_or_null<S: Serializer>(account: &Option<AccountId>, serializer: S) -> Result<S::Ok, S::Error> {
    account.map(|account| account.to_string()).serialize(serializer)
}
