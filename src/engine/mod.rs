//! The engine: redb with the store's tables, keys and record encoding. It knows bytes, not rules.

mod codec;
mod database;
mod file;
mod key;
mod tables;

pub(crate) use codec::{RECORD_LIMIT, decode, encode};
pub(crate) use database::{Engine, Header, OpenFile, WriteState, io_error, storage_error};
pub(crate) use file::{beside, file_size, sync_directory};
pub(crate) use key::{BlockKey, IndexKey, Key, OrderKey, OwnedKey, Owner, Position, Term, TermKind};
pub(crate) use tables::{Snapshot, Tables, WriteTables};
