//! What came of long work.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use tillbook::transfer::Encoding;
use tillbook::{Mode, Provider};

use crate::show::{Show as _, from_json};

/// What came of an import.
#[pyclass(frozen, module = "tillbook")]
pub struct ImportReport {
    report: tillbook::transfer::ImportReport,
}

impl ImportReport {
    pub fn new(report: tillbook::transfer::ImportReport) -> ImportReport {
        ImportReport { report }
    }
}

#[pymethods]
impl ImportReport {
    /// The encoding that the file was found to have.
    #[getter]
    fn encoding<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let encoding: Encoding = self.report.encoding;
        encoding.show(py)
    }

    /// Rows that were decided, refused ones included.
    #[getter]
    fn rows(&self) -> u64 {
        self.report.rows()
    }

    /// Customers that are new.
    #[getter]
    fn created(&self) -> u64 {
        self.report.created
    }

    /// Customers that were there and differed.
    #[getter]
    fn updated(&self) -> u64 {
        self.report.updated
    }

    /// Customers that were there and did not differ.
    #[getter]
    fn unchanged(&self) -> u64 {
        self.report.unchanged
    }

    /// How many rows were refused.
    #[getter]
    fn refused(&self) -> u64 {
        self.report.refused
    }

    /// The first thousand refused rows, in the file's order.
    #[getter]
    fn refusals<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let show = |row: &tillbook::transfer::RowError| Refusal { line: row.line, reason: row.reason.clone() };
        PyTuple::new(py, self.report.refusals.iter().map(show).collect::<Vec<_>>())
    }

    /// What was left out or changed although its row was taken, each different warning once.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let show = |warning: &tillbook::transfer::Warning| Warning {
            line: warning.line,
            times: warning.times,
            reason: warning.text.clone(),
        };
        PyTuple::new(py, self.report.warnings.kept().iter().map(show).collect::<Vec<_>>())
    }

    /// How many further warnings were not kept.
    #[getter]
    fn more_warnings(&self) -> u64 {
        self.report.warnings.more()
    }

    /// The report as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        shown_as_json(py, &self.report)
    }

    /// The counts.
    fn __repr__(&self) -> String {
        let report = &self.report;
        let (created, updated, unchanged) = (report.created, report.updated, report.unchanged);
        let refused = report.refused;
        format!(
            "<tillbook.ImportReport {created} created, {updated} updated, {unchanged} unchanged, {refused} refused>"
        )
    }
}

/// A row that an import did not take.
#[pyclass(frozen, get_all, module = "tillbook")]
pub struct Refusal {
    /// The line in the file, from 1.
    line: u64,
    /// One sentence that says why.
    reason: String,
}

#[pymethods]
impl Refusal {
    /// The line; the reason may quote what the file says.
    fn __repr__(&self) -> String {
        format!("<tillbook.Refusal of line {}>", self.line)
    }
}

/// Something that an import left out or changed although the row was taken.
#[pyclass(frozen, get_all, module = "tillbook")]
pub struct Warning {
    /// The line where it was met first, from 1.
    line: u64,
    /// How many times it was met.
    times: u64,
    /// One sentence.
    reason: String,
}

#[pymethods]
impl Warning {
    /// The line and how often it was met.
    fn __repr__(&self) -> String {
        format!("<tillbook.Warning of line {}, {} times>", self.line, self.times)
    }
}

/// What a check of a store found.
#[pyclass(frozen, module = "tillbook")]
pub struct CheckReport {
    report: tillbook::CheckReport,
}

impl CheckReport {
    pub fn new(report: tillbook::CheckReport) -> CheckReport {
        CheckReport { report }
    }
}

#[pymethods]
impl CheckReport {
    /// Whether nothing is wrong.
    #[getter]
    fn sound(&self) -> bool {
        self.report.is_sound()
    }

    /// How many things are wrong altogether.
    #[getter]
    fn total_findings(&self) -> u64 {
        self.report.total_findings
    }

    /// The first hundred things that are wrong.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let show = |finding: &tillbook::Finding| Finding {
            kind: finding.kind.name(),
            provider: finding.account.map(|account| account.provider),
            mode: finding.account.map(|account| account.mode),
            message: finding.message.clone(),
        };
        PyTuple::new(py, self.report.findings.iter().map(show).collect::<Vec<_>>())
    }

    /// How many rows each table has.
    #[getter]
    fn tables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let show = |table: &tillbook::TableCount| TableCount { table: table.table, rows: table.rows };
        PyTuple::new(py, self.report.tables.iter().map(show).collect::<Vec<_>>())
    }

    /// The report as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        shown_as_json(py, &self.report)
    }

    /// Whether it is sound.
    fn __repr__(&self) -> String {
        match self.report.total_findings {
            0 => "<tillbook.CheckReport sound>".to_owned(),
            findings => format!("<tillbook.CheckReport {findings} findings>"),
        }
    }
}

/// One thing that is wrong in a store.
#[pyclass(frozen, module = "tillbook")]
pub struct Finding {
    /// What sort of damage it is, for example `stray_entry`.
    #[pyo3(get)]
    kind: &'static str,
    provider: Option<Provider>,
    mode: Option<Mode>,
    /// A sentence that says where. It names records by their ids and holds no personal data.
    #[pyo3(get)]
    message: String,
}

#[pymethods]
impl Finding {
    /// The provider of the account it is in, where that is known.
    #[getter]
    fn provider<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.provider.show(py)
    }

    /// The mode of the account it is in, where that is known.
    #[getter]
    fn mode<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.mode.show(py)
    }

    /// The sort of damage.
    fn __repr__(&self) -> String {
        format!("<tillbook.Finding {}>", self.kind)
    }
}

/// How many rows a table of a store has.
#[pyclass(frozen, get_all, module = "tillbook")]
pub struct TableCount {
    /// The table's name in the file.
    table: &'static str,
    /// Its rows.
    rows: u64,
}

#[pymethods]
impl TableCount {
    /// The table and its rows.
    fn __repr__(&self) -> String {
        format!("<tillbook.TableCount {}: {}>", self.table, self.rows)
    }
}

/// What a backup wrote.
#[pyclass(frozen, get_all, module = "tillbook")]
pub struct BackupReport {
    /// Rows copied, of all tables together.
    rows: u64,
    /// Bytes that the copy takes on the disk.
    bytes: u64,
}

impl BackupReport {
    pub fn new(report: tillbook::BackupReport) -> BackupReport {
        BackupReport { rows: report.rows, bytes: report.bytes }
    }
}

#[pymethods]
impl BackupReport {
    /// Rows and bytes.
    fn __repr__(&self) -> String {
        format!("<tillbook.BackupReport {} rows, {} bytes>", self.rows, self.bytes)
    }
}

/// What compacting did to a file.
#[pyclass(frozen, get_all, module = "tillbook")]
pub struct CompactReport {
    /// Bytes on the disk before.
    bytes_before: u64,
    /// Bytes on the disk after.
    bytes_after: u64,
}

impl CompactReport {
    pub fn new(compacted: tillbook::Compacted) -> CompactReport {
        CompactReport { bytes_before: compacted.before, bytes_after: compacted.after }
    }
}

#[pymethods]
impl CompactReport {
    /// Bytes before and after.
    fn __repr__(&self) -> String {
        format!("<tillbook.CompactReport {} bytes became {}>", self.bytes_before, self.bytes_after)
    }
}

/// A report as a dict, under the names that it has as JSON.
pub fn shown_as_json<'py>(py: Python<'py>, report: &impl serde::Serialize) -> PyResult<Bound<'py, PyAny>> {
    let text =
        serde_json::to_string(report).map_err(|error| pyo3::exceptions::PyRuntimeError::new_err(error.to_string()))?;
    from_json(py, &text)
}
