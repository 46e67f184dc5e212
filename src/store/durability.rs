//! When a write is on the disk: before it is acknowledged, or soon afterwards.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use super::log::Log;
use super::open::Store;
use crate::engine::{Engine, io_error};
use crate::error::Result;

/// When a write is on the disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// Before it is acknowledged.
    #[default]
    EachWrite,
    /// At the latest so long after it was acknowledged, and when the store is closed. A power cut or a kill takes back
    /// the newest writes, no more than this much of them, each whole, and in the order in which they were made.
    Interval(Duration),
}

/// The thread that brings acknowledged writes to the disk. It sleeps while there are none.
pub(super) struct Syncing {
    engine: Arc<Engine>,
    thread: Option<JoinHandle<()>>,
}

impl Syncing {
    pub(super) fn start(engine: Arc<Engine>, interval: Duration, log: Log) -> Result<Syncing> {
        let shared = Arc::clone(&engine);
        let work = move || {
            loop {
                let more = shared.wait_for_unsynced(interval);
                match shared.sync() {
                    Ok(writes) => tell(&log, writes),
                    // That has stopped the store, and whoever calls it next is refused.
                    Err(error) => return log.error(format_args!("acknowledged writes may be lost: {error}")),
                }
                if !more {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new()
            .name("tillbook-sync".to_owned())
            .spawn(work)
            .map_err(io_error("starting the store's own thread"))?;
        Ok(Syncing { engine, thread: Some(thread) })
    }
}

fn tell(log: &Log, writes: u32) {
    if writes > 0 {
        log.debug(format_args!("writes brought to the disk: {writes}"));
    }
}

impl Drop for Syncing {
    /// Returns when everything is on the disk.
    fn drop(&mut self) {
        self.engine.end_waiting();
        if let Some(thread) = self.thread.take() {
            // It never panics; if it did, closing the file would still bring everything to the disk.
            let _ = thread.join();
        }
    }
}

impl Store {
    /// Brings every acknowledged write to the disk. With [`Durability::EachWrite`] it is there already.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tillbook::{Durability, Mode, NewCustomer, OpenOptions, Provider};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// let often = Durability::Interval(Duration::from_secs(1));
    /// let store = OpenOptions::new().durability(often).open(path)?;
    /// store.account(Provider::Omise, Mode::Test).customers().create(NewCustomer::default())?;
    /// store.sync()?;
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OutcomeUnknown`](crate::Error::OutcomeUnknown) when it fails, which stops the store;
    /// [`Error::Poisoned`](crate::Error::Poisoned).
    pub fn sync(&self) -> Result<()> {
        self.health()?;
        self.sync_whatever_happened()?;
        // The store's own thread may have come first, and failed.
        self.health()
    }

    /// The same for a store that is about to be closed, also when it was stopped. What could not be brought to the disk
    /// before is told once more.
    #[doc(hidden)]
    pub fn sync_at_last(&self) -> Result<()> {
        self.sync_whatever_happened()?;
        self.inner.engine.nothing_lost()
    }

    fn sync_whatever_happened(&self) -> Result<()> {
        let writes = self.inner.engine.sync().inspect_err(|error| self.inner.tell_failure("a sync", error))?;
        tell(&self.inner.log, writes);
        Ok(())
    }
}
