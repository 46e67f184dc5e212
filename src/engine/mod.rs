//! The engine: redb with the store's tables, keys and record encoding. It knows bytes, not rules.

mod codec;
mod database;
mod fault;
mod file;
mod header;
mod held;
mod key;
mod rows;
mod tables;
mod unsynced;

pub(crate) use codec::{RECORD_LIMIT, decode, encode, encoded_size};
pub(crate) use database::{Engine, OpenFile, Opened};
pub(crate) use fault::io_error;
pub(crate) use file::{beside, file_size, fresh, sync_directory};
pub(crate) use header::{Header, WriteState};
pub(crate) use held::HeldTable;
pub(crate) use key::{BlockKey, ENTRY, IndexKey, Key, OrderKey, OwnedKey, Owner, PLACE, Position, Term, TermKind};
pub(crate) use rows::{Lent, Rows};
pub(crate) use tables::{Snapshot, Tables, WriteTables};
