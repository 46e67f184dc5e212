//! SQLite: what its files hold and how they are filled; how it is read at its best and as it is usually written.

mod best;
mod create;
mod fill;
mod raw;
mod usual;

use std::path::{Path, PathBuf};

use anyhow::Result;
use rusqlite::{Connection, OpenFlags};

pub use best::Best;
pub use create::Creates;
pub use fill::{Import, fill};
pub use raw::without_memory_statistics;
pub use usual::Usual;

/// How the table of customers lies in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// By number, with an index of ids.
    Rowid,
    /// By id.
    Clustered,
}

/// Where a file lies and how much memory it may use.
#[derive(Debug, Clone)]
pub struct Place {
    pub path: PathBuf,
    pub layout: Layout,
    pub memory: usize,
}

const COLUMNS: &str =
    "id, created, updated, email, name, phone, merchant_customer_id, description, metadata, default_card";

impl Place {
    /// What holds for reading and writing alike: the same memory as everybody, no lock of the connection's own.
    fn open(&self, flags: OpenFlags) -> Result<Connection> {
        let db = Connection::open_with_flags(&self.path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        db.pragma_update(None, "cache_size", -((self.memory / 1024) as i64))?;
        db.set_prepared_statement_cache_capacity(32);
        Ok(db)
    }

    fn reading(&self) -> Result<Connection> {
        self.open(OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    fn writing(&self) -> Result<Connection> {
        let db = self.open(OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        Ok(db)
    }

    fn create_tables(&self, db: &Connection) -> Result<()> {
        let (id, owner, tail) = match self.layout {
            Layout::Rowid => ("id TEXT NOT NULL", "INTEGER", ""),
            Layout::Clustered => ("id TEXT NOT NULL PRIMARY KEY", "TEXT", " WITHOUT ROWID"),
        };
        db.execute_batch(&format!(
            "CREATE TABLE customer ({id}, created INTEGER NOT NULL, updated INTEGER, email TEXT, name TEXT, phone TEXT,
                 merchant_customer_id TEXT, description TEXT, metadata TEXT, default_card TEXT){tail};
             CREATE TABLE card (customer {owner} NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, brand INTEGER,
                 last_digits TEXT, month INTEGER, year INTEGER, name TEXT, fingerprint TEXT,
                 PRIMARY KEY (customer, position)) WITHOUT ROWID;"
        ))?;
        Ok(())
    }

    fn create_indexes(&self, db: &Connection) -> Result<()> {
        if self.layout == Layout::Rowid {
            db.execute_batch("CREATE UNIQUE INDEX customer_id ON customer (id)")?;
        }
        db.execute_batch(
            "CREATE INDEX customer_email ON customer (email);
             CREATE UNIQUE INDEX customer_merchant ON customer (merchant_customer_id);
             CREATE INDEX customer_created ON customer (created);",
        )?;
        Ok(())
    }
}

/// How many bytes a file with its companions has allocated.
pub fn allocated(path: &Path) -> Result<u64> {
    use std::os::unix::fs::MetadataExt as _;
    let mut sum = 0;
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        sum += std::fs::metadata(name).map_or(0, |file| file.blocks() * 512);
    }
    Ok(sum)
}
