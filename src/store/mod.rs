//! The store: accounts, lists and indexes over the engine, one door for writes, one snapshot for reads.

mod apply;
mod backup;
mod blocks;
mod busy;
mod cache;
mod check;
mod clock;
mod compact;
mod contained;
mod durability;
mod entropy;
mod fingerprint;
mod fold;
mod found;
mod hash;
mod list;
mod log;
mod lookup;
mod open;
mod phone;
mod spelling;
mod stat;
mod stored;
mod sync;
mod terms;
mod view;
mod witness;
mod word;
mod write;

pub use backup::{BackupProgress, BackupReport};
pub(crate) use busy::Claim;
pub use check::{CheckProgress, CheckReport, Finding, FindingKind, TableCount};
pub use clock::{Clock, ManualClock, SystemClock};
pub use compact::Compacted;
pub(crate) use contained::may_contain;
pub use durability::Durability;
pub use entropy::{Entropy, SeededEntropy, SystemEntropy};
pub(crate) use fold::caseless;
pub(crate) use found::Found;
pub use list::{Cursor, ListQuery, Order, Page, Selection};
pub(crate) use list::{Rest, in_order, page_of};
pub use log::LogLevel;
pub use open::{OpenOptions, Store};
pub(crate) use phone::Phone;
pub(crate) use spelling::spell;
pub use stat::{AccountStat, IndexStat, Stat};
pub(crate) use stored::Stored;
pub(crate) use terms::{
    barcode_term, beginning, description_parts, email_term, hashed, merchant_customer_ids, names, phone_term, phones,
};
pub(crate) use view::View;
pub(crate) use witness::Witness;
pub(crate) use word::{parts, words};
pub(crate) use write::Writer;
