//! The store: accounts, lists and indexes over the engine, one door for writes, one snapshot for reads.

mod apply;
mod backup;
mod blocks;
mod busy;
mod check;
mod clock;
mod compact;
mod entropy;
mod fingerprint;
mod fold;
mod hash;
mod list;
mod open;
mod stat;
mod stored;
mod terms;
mod view;
mod write;

pub(crate) use crate::engine::Tables as ReadTables;
pub use backup::{BackupProgress, BackupReport};
pub(crate) use busy::Claim;
pub use check::{CheckProgress, CheckReport, Finding, FindingKind, TableCount};
pub use clock::{Clock, ManualClock, SystemClock};
pub use compact::Compacted;
pub use entropy::{Entropy, SeededEntropy, SystemEntropy};
pub(crate) use fold::{caseless, digits_backwards, typed_digits_backwards, words};
pub(crate) use hash::KeyedHash;
pub(crate) use list::page_of;
pub use list::{Cursor, ListQuery, Order, Page, Selection};
pub use open::{OpenOptions, Store};
pub use stat::{AccountStat, IndexStat, Stat};
pub(crate) use stored::{Stored, encode};
pub(crate) use terms::{barcode_term, email_term, hashed, merchant_customer_ids, names, phones};
pub(crate) use view::View;
pub(crate) use write::Writer;
