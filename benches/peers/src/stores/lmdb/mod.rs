//! LMDB: its environment, how it is read at its best and as it is usually written.

mod best;
mod usual;

use std::path::Path;

use anyhow::Result;
use heed::types::Bytes;
use heed::{Database, Env, EnvFlags, EnvOpenOptions};

pub use best::Best;
pub use usual::Usual;

/// How large an environment may become; it is address space, not memory.
const MAPPED: usize = 16 << 30;

type Tree = Database<Bytes, Bytes>;

fn open(folder: &Path, flags: EnvFlags) -> Result<Env> {
    std::fs::create_dir_all(folder)?;
    let mut options = EnvOpenOptions::new();
    options.map_size(MAPPED).max_dbs(8).max_readers(64);
    // SAFETY: nobody else touches the file while it is mapped; the folder is this run's own. NO_SYNC is given only while
    // it is filled, and a run that is cut off is begun anew.
    let env = unsafe {
        options.flags(flags);
        options.open(folder)?
    };
    Ok(env)
}
