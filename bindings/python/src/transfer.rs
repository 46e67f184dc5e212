//! Customers from files and into files.

use std::io::{self, Write};
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use tillbook::transfer::{self, ExportFormat, ImportOptions};

use crate::account::Place;
use crate::callback::{asked, call_back, refuse_inside};
use crate::errors::invalid;
use crate::progress::tell;
use crate::reports::ImportReport;

pub fn import_file(
    py: Python<'_>,
    place: &Place,
    path: PathBuf,
    options: ImportOptions,
    progress: Option<Py<PyAny>>,
) -> PyResult<ImportReport> {
    place
        .work(py, |account| transfer::import(account, &path, options, |reached| tell(progress.as_ref(), reached)))
        .map(ImportReport::new)
}

pub fn import_from(
    py: Python<'_>,
    place: &Place,
    source: &Bound<'_, PyAny>,
    options: ImportOptions,
    progress: Option<Py<PyAny>>,
) -> PyResult<ImportReport> {
    refuse_inside(py)?;
    let bytes = bytes_of(source)?;
    place
        .work(py, |account| transfer::import_from(account, &bytes, options, |reached| tell(progress.as_ref(), reached)))
        .map(ImportReport::new)
}

/// What a program says of an import; what it leaves out is as usual.
pub fn import_options(
    py: Python<'_>,
    dry_run: bool,
    rows_at_once: Option<usize>,
    memory_bytes: Option<usize>,
) -> PyResult<ImportOptions> {
    for (name, given) in [("rows_at_once", rows_at_once), ("memory_bytes", memory_bytes)] {
        if given == Some(0) {
            return Err(invalid(py, name, "is 0; pass 1 or more, or leave it out"));
        }
    }
    let usual = ImportOptions::default();
    Ok(ImportOptions {
        dry_run,
        rows_at_once: rows_at_once.unwrap_or(usual.rows_at_once),
        memory_bytes: memory_bytes.unwrap_or(usual.memory_bytes),
    })
}

/// The bytes of a text, of bytes, or of what a file gives when it is read.
fn bytes_of(source: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(text) = source.cast::<PyString>() {
        return Ok(text.to_cow()?.into_owned().into_bytes());
    }
    if source.hasattr("read")? {
        let read = call_back(|| source.call_method0("read"))?;
        return if read.hasattr("read")? { read.extract() } else { bytes_of(&read) };
    }
    source.py().get_type::<PyBytes>().call1((source,))?.extract()
}

pub fn export_file(
    py: Python<'_>,
    place: &Place,
    path: PathBuf,
    format: ExportFormat,
    progress: Option<Py<PyAny>>,
) -> PyResult<u64> {
    place.work(py, |account| transfer::export_file(account, &path, format, |reached| tell(progress.as_ref(), reached)))
}

pub fn export_to(
    py: Python<'_>,
    place: &Place,
    file: Py<PyAny>,
    format: ExportFormat,
    progress: Option<Py<PyAny>>,
) -> PyResult<u64> {
    place.work(py, |account| format.write(account, Out(&file), |reached| tell(progress.as_ref(), reached)))
}

/// A file of the program, to be written.
struct Out<'a>(&'a Py<PyAny>);

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = asked(|py| {
            let answer = self.0.bind(py).call_method1("write", (PyBytes::new(py, bytes),))?;
            // What is not buffered may take less than all.
            Ok(answer.extract::<usize>().unwrap_or(bytes.len()))
        });
        written.ok_or_else(|| io::Error::other("the file did not take it"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
