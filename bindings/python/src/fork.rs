//! Children of a fork, which can use nothing of their parent's.

use std::sync::atomic::{AtomicU32, Ordering};

use pyo3::prelude::*;
use pyo3::types::PyDict;

/// How many times this process came out of a fork as the child.
static FORKS: AtomicU32 = AtomicU32::new(0);

/// What tells a process from its parent: a store is good only where it was opened.
pub fn process() -> u32 {
    FORKS.load(Ordering::Relaxed)
}

/// Counts a fork, in the child.
#[pyfunction]
pub fn _forked() {
    FORKS.fetch_add(1, Ordering::Relaxed);
}

/// From now on a child of this process is told from the process itself.
pub fn watch(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let os = module.py().import("os")?;
    // Where there is no fork there is nothing to watch.
    if !os.hasattr("register_at_fork")? {
        return Ok(());
    }
    let when = PyDict::new(module.py());
    when.set_item("after_in_child", module.getattr("_forked")?)?;
    os.getattr("register_at_fork")?.call((), Some(&when)).map(drop)
}
