//! The encoding of records: a version byte, then the bincode format (variable integers) through wincode.

use wincode::config::{self, Configuration};
use wincode::int_encoding::{LittleEndian, VarInt};
use wincode::io::{WriteError, Writer};
use wincode::len::BincodeLen;
use wincode::{SchemaRead, SchemaWrite};

use crate::error::{Error, Result};

/// The version byte that begins every record.
pub(crate) const RECORD_VERSION: u8 = 1;

/// The most bytes that one record may take.
pub(crate) const RECORD_LIMIT: usize = 1 << 20;

/// The most bytes of memory that one list within a record may ask for while it is read. No element of a record takes
/// more than 24 times its encoding (an empty text takes one byte there), so no honest record is refused.
const LIST_MEMORY_LIMIT: usize = 24 * RECORD_LIMIT;

/// The bincode format; the number bounds the memory of a list in bytes.
type Bincode<const MEMORY: usize> = Configuration<true, MEMORY, BincodeLen, LittleEndian, VarInt, u32>;

/// Whoever encodes has the record in memory already, so only its encoded size matters.
type Encoding = Bincode<{ usize::MAX }>;
type Decoding = Bincode<LIST_MEMORY_LIMIT>;

/// How many bytes most records fit into.
const USUAL: usize = 384;

/// Encodes a record. Of the text that it begins with, which is given once more, nothing is kept when it can be told from
/// elsewhere: an empty one stands in its place.
pub(crate) fn encode<T>(record: &T, first: &str, told_elsewhere: bool) -> Result<Vec<u8>>
where
    T: SchemaWrite<Encoding, Src = T>,
{
    let mut bytes = Vec::with_capacity(USUAL);
    bytes.push(RECORD_VERSION);
    let mut left_out = 0;
    if told_elsewhere && first.len() <= SHORT {
        bytes.push(0);
        left_out = 1 + first.len();
    }
    let mut encoded = Encoded { bytes, left_out };
    config::serialize_into(&mut encoded, record, Encoding::new())
        .map_err(|error| Error::damaged(format!("a record cannot be encoded ({error})")))?;
    Ok(encoded.bytes)
}

/// The length of a text of so many bytes takes one byte.
const SHORT: usize = 250;

/// How many bytes a record takes when it is encoded, without its version.
pub(crate) fn encoded_size<T>(record: &T) -> usize
where
    T: SchemaWrite<Encoding, Src = T>,
{
    config::serialized_size(record, Encoding::new()).map_or(RECORD_LIMIT, |size| size as usize)
}

/// What is encoded so far.
struct Encoded {
    bytes: Vec<u8>,
    /// How many of the bytes that come are not wanted.
    left_out: usize,
}

impl Writer for Encoded {
    // Hundreds of fields are written through it, and no write waits for it.
    #[inline(never)]
    fn write(&mut self, bytes: &[u8]) -> std::result::Result<(), WriteError> {
        let left_out = self.left_out.min(bytes.len());
        self.left_out -= left_out;
        self.bytes.extend_from_slice(&bytes[left_out..]);
        Ok(())
    }
}

/// Decodes a record; every byte must belong to it.
pub(crate) fn decode<'a, T>(bytes: &'a [u8]) -> Result<T>
where
    T: SchemaRead<'a, Decoding, Dst = T>,
{
    config::deserialize_exact(body(bytes)?, Decoding::new()).map_err(undecodable)
}

/// What stands behind the version.
fn body(bytes: &[u8]) -> Result<&[u8]> {
    match bytes.split_first() {
        Some((&RECORD_VERSION, body)) => Ok(body),
        Some((version, _)) => Err(Error::damaged(format!("a record has the unknown version {version}"))),
        None => Err(Error::damaged("a record is empty")),
    }
}

fn undecodable(error: wincode::ReadError) -> Error {
    Error::damaged(format!("a record cannot be decoded ({error})"))
}
