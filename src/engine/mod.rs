//! The engine: redb with the store's tables, keys and record encoding. It knows bytes, not rules.

mod codec;
mod database;
mod key;
mod tables;

pub(crate) use codec::{RECORD_LIMIT, decode, encode};
pub(crate) use database::{Engine, Header, OpenFile, WriteState, file_size, io_error, storage_error, sync_directory};
pub(crate) use key::{BlockKey, IndexKey, Key, OrderKey, OwnedKey, Owner, Position, Term, TermKind};
pub(crate) use tables::{Snapshot, Tables, WriteTables};
