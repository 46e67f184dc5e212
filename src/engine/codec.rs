//! The encoding of records: a version byte, then the bincode format (variable integers) through wincode.

use wincode::config::{self, Configuration};
use wincode::int_encoding::{LittleEndian, VarInt};
use wincode::len::BincodeLen;
use wincode::{SchemaRead, SchemaWrite};

use crate::error::{Error, Result};

/// The version byte that begins every record.
pub(crate) const RECORD_VERSION: u8 = 1;

/// The most bytes that one record may take.
pub(crate) const RECORD_LIMIT: usize = 1 << 20;

type Bincode = Configuration<true, RECORD_LIMIT, BincodeLen, LittleEndian, VarInt, u32>;

const BINCODE: Bincode =
    Configuration::default().with_varint_encoding().with_preallocation_size_limit::<RECORD_LIMIT>();

/// Encodes a record.
pub(crate) fn encode<T>(record: &T) -> Result<Vec<u8>>
where
    T: SchemaWrite<Bincode, Src = T>,
{
    let mut bytes = vec![RECORD_VERSION];
    config::serialize_into(&mut bytes, record, BINCODE)
        .map_err(|error| Error::damaged(format!("a record cannot be encoded ({error})")))?;
    Ok(bytes)
}

/// Decodes a record; every byte must belong to it.
pub(crate) fn decode<'a, T>(bytes: &'a [u8]) -> Result<T>
where
    T: SchemaRead<'a, Bincode, Dst = T>,
{
    match bytes.split_first() {
        Some((&RECORD_VERSION, body)) => config::deserialize_exact(body, BINCODE)
            .map_err(|error| Error::damaged(format!("a record cannot be decoded ({error})"))),
        Some((version, _)) => Err(Error::damaged(format!("a record has the unknown version {version}"))),
        None => Err(Error::damaged("a record is empty")),
    }
}
