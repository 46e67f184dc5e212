//! How far long work is, and the program's function that is told of it.

use std::ops::ControlFlow;

use pyo3::prelude::*;
use tillbook::transfer::{self, ExportProgress};
use tillbook::{BackupProgress, CheckProgress};

use crate::callback::asked;

/// How far long work has come.
#[pyclass(frozen, get_all, module = "tillbook")]
#[derive(Clone, Copy)]
pub struct Progress {
    /// How much is done, in the unit of `total`.
    done: u64,
    /// How much there is: bytes of an import, customers of an export, rows of a check or a backup.
    total: u64,
    /// Rows that an import decided so far, refused ones included; 0 with other work.
    rows: u64,
    /// The table that a check walks, `pages` while it looks at the pages; `writing` while an import writes what it holds in
    /// memory, when rows of the store's tables are counted; None with other work.
    step: Option<&'static str>,
}

#[pymethods]
impl Progress {
    /// How far it is.
    fn __repr__(&self) -> String {
        format!("<tillbook.Progress {} of {}>", self.done, self.total)
    }
}

impl From<CheckProgress> for Progress {
    fn from(reached: CheckProgress) -> Progress {
        Progress { done: reached.done, total: reached.total, rows: 0, step: Some(reached.table) }
    }
}

impl From<BackupProgress> for Progress {
    fn from(reached: BackupProgress) -> Progress {
        Progress { done: reached.done, total: reached.total, rows: 0, step: None }
    }
}

impl From<ExportProgress> for Progress {
    fn from(reached: ExportProgress) -> Progress {
        Progress { done: reached.done, total: reached.total, rows: 0, step: None }
    }
}

impl From<transfer::Progress> for Progress {
    fn from(reached: transfer::Progress) -> Progress {
        let (done, total, step) = match reached.writing {
            None => (reached.bytes_done, reached.bytes_total, None),
            Some(writing) => (writing.done, writing.total, Some("writing")),
        };
        Progress { done, total, rows: reached.rows, step }
    }
}

/// Tells a program's function how far work is, and says whether it goes on: not when the function returns False or raises,
/// nor when the user interrupts the program.
pub fn tell(listener: Option<&Py<PyAny>>, reached: impl Into<Progress>) -> ControlFlow<()> {
    let reached: Progress = reached.into();
    let goes_on = asked(|py| {
        py.check_signals()?;
        let Some(listener) = listener else { return Ok(true) };
        let answer = listener.bind(py).call1((reached,))?;
        Ok(!answer.is(pyo3::types::PyBool::new(py, false)))
    });
    if goes_on == Some(true) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}
