//! The stores that are measured, each used in the ways that the decision on measuring describes.

#[cfg(feature = "fjall")]
pub mod fjall;
pub mod keyed;
pub mod lmdb;
pub mod memory;
#[cfg(feature = "rocksdb")]
pub mod rocksdb;
pub mod sqlite;
pub mod tillbook;
