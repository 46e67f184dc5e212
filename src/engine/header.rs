//! What a store's file says of itself: the rows of the table `meta`.

use std::path::Path;

use redb::{ReadableDatabase, Table, TableError};

use super::fault::{storage_error, transaction_error};
use super::key::Position;
use super::rows::Rows;
use super::tables::META;
use crate::error::{Error, Result};

/// The version of the file's layout. A greater one in a file is refused.
pub(crate) const FORMAT: u32 = 3;

/// No store gets this far, and beyond it there is room enough that no write has to ask whether numbers are left.
const LAST_SEQUENCE: u64 = Position::LAST_SEQUENCE / 2;

const META_FORMAT: &str = "format";
const META_STORE_ID: &str = "store_id";
const META_HASH_SECRET: &str = "hash_secret";
const META_HASH_BITS: &str = "hash_bits";
const META_SEARCH_INDEXES: &str = "search_indexes";
const META_SEQUENCE: &str = "sequence";
const META_NEWEST: &str = "newest";
const META_LAST_IDS: &str = "last_ids";

/// The rows of the table `meta`.
type Meta<'t> = dyn Rows<19, &'static [u8]> + 't;

/// What a store's file says of itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header {
    /// The version of the file's layout.
    pub(crate) format: u32,
    pub(crate) store_id: [u8; 16],
    pub(crate) hash_secret: [u8; 16],
    pub(crate) hash_bits: u8,
    /// Whether there are indexes that searches read ranges of.
    pub(crate) search_indexes: bool,
    /// What the last write left.
    pub(crate) state: WriteState,
}

/// What a committed write leaves for the next one.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WriteState {
    /// The last number given to a record.
    pub(crate) sequence: u64,
    /// The newest time that the store itself wrote, in milliseconds.
    pub(crate) newest: i64,
    /// The last id made of each form that sorts by time, in the order of the forms' codes; 0 before the first.
    pub(crate) last_ids: [u128; 2],
}

impl WriteState {
    pub(super) fn store(&self, meta: &mut Table<'_, &'static [u8; 19], &'static [u8]>) -> Result<()> {
        let last_ids: Vec<u8> = self.last_ids.iter().flat_map(|id| id.to_le_bytes()).collect();
        set(meta, META_SEQUENCE, &self.sequence.to_le_bytes())?;
        set(meta, META_NEWEST, &self.newest.to_le_bytes())?;
        set(meta, META_LAST_IDS, &last_ids)
    }
}

impl Header {
    pub(super) fn store(&self, meta: &mut Table<'_, &'static [u8; 19], &'static [u8]>) -> Result<()> {
        let rows: [(&str, &[u8]); 5] = [
            (META_FORMAT, &self.format.to_le_bytes()),
            (META_STORE_ID, &self.store_id),
            (META_HASH_SECRET, &self.hash_secret),
            (META_HASH_BITS, &[self.hash_bits]),
            (META_SEARCH_INDEXES, &[self.search_indexes.into()]),
        ];
        for (name, value) in rows {
            set(meta, name, value)?;
        }
        self.state.store(meta)
    }
}

/// Reads the header of an open file, unless the file is no store or a newer one.
pub(super) fn read_header(database: &impl ReadableDatabase, path: &Path) -> Result<Header> {
    let transaction = database.begin_read().map_err(transaction_error)?;
    let meta = match transaction.open_table(META) {
        Ok(meta) => meta,
        Err(TableError::Storage(error)) => return Err(storage_error(error)),
        // None, or a table of the same name that is another program's, or of the first format.
        Err(_) => return Err(Error::NotAStore { path: path.to_owned() }),
    };
    let has = |name| Ok(Rows::get(&meta, &key(name))?.is_some());
    if !has(META_FORMAT)? && !has(META_STORE_ID)? {
        return Err(Error::NotAStore { path: path.to_owned() });
    }
    // The version comes first: a newer file may say everything else of itself in another way.
    let format = u32::from_le_bytes(meta_row(&meta, META_FORMAT)?);
    if format > FORMAT {
        return Err(Error::NewerFormat { path: path.to_owned(), found: format, known: FORMAT });
    }
    // Formats before this one were never released.
    if format < FORMAT {
        return Err(Error::NotAStore { path: path.to_owned() });
    }
    header(&meta)
}

/// Reads what the file says of itself.
pub(super) fn header(meta: &Meta<'_>) -> Result<Header> {
    let [hash_bits] = meta_row(meta, META_HASH_BITS)?;
    let [search_indexes] = meta_row(meta, META_SEARCH_INDEXES)?;
    let last_ids: [u8; 32] = meta_row(meta, META_LAST_IDS)?;
    let sequence = u64::from_le_bytes(meta_row(meta, META_SEQUENCE)?);
    if sequence > LAST_SEQUENCE {
        return Err(Error::damaged("the row sequence of the table meta counts more records than there can be"));
    }
    Ok(Header {
        format: u32::from_le_bytes(meta_row(meta, META_FORMAT)?),
        store_id: meta_row(meta, META_STORE_ID)?,
        hash_secret: meta_row(meta, META_HASH_SECRET)?,
        hash_bits,
        search_indexes: search_indexes != 0,
        state: WriteState {
            sequence,
            newest: i64::from_le_bytes(meta_row(meta, META_NEWEST)?),
            last_ids: [0, 16].map(|from| u128::from_le_bytes(std::array::from_fn(|byte| last_ids[from + byte]))),
        },
    })
}

fn meta_row<const N: usize>(meta: &Meta<'_>, name: &str) -> Result<[u8; N]> {
    let row = meta.get(&key(name))?;
    row.and_then(|value| <[u8; N]>::try_from(value.value()).ok())
        .ok_or_else(|| Error::damaged(format!("the row {name} of the table meta is missing or has a wrong length")))
}

fn set(meta: &mut Table<'_, &'static [u8; 19], &'static [u8]>, name: &str, value: &[u8]) -> Result<()> {
    meta.insert(&key(name), value).map(drop).map_err(storage_error)
}

/// The key of a row: its name, and zeros.
fn key(name: &str) -> [u8; 19] {
    let mut key = [0; 19];
    key[..name.len()].copy_from_slice(name.as_bytes());
    key
}
