//! A file to import, whatever its format, as rows.

use std::io;
use std::path::Path;

use crate::error::{Error, Result};
use crate::model::AccountId;

use super::csv::CsvRows;
use super::encoding::{Encoding, Text};
use super::json::JsonRows;
use super::row::{ImportRow, RowError, Warnings};

/// The formats that are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Fields separated by commas, semicolons, tabs or bars, below a header.
    Csv,
    /// A JSON array of customers, a provider's list of them, or one customer.
    Json,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// The format that a file name's ending tells, in any case; none for other endings.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" | "tsv" => Some(Format::Csv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            _ => None,
        }
    }
}

/// The customers of a file, one by one and in bounded memory.
///
/// ```
/// use tillbook::transfer::Rows;
/// use tillbook::{AccountId, Mode, Provider};
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("customers.csv");
/// std::fs::write(&path, "First Name,Last Name,E-Mail\nAnn,Example,ann@example.org\n")?;
/// let mut rows = Rows::open(&path, AccountId { provider: Provider::Omise, mode: Mode::Test })?;
/// let row = rows.read()?.unwrap().unwrap();
/// assert_eq!(row.customer.own.name.as_deref(), Some("Ann Example"));
/// assert_eq!(row.customer.email.as_deref(), Some("ann@example.org"));
/// assert!(rows.read()?.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Rows {
    source: Source,
    warnings: Warnings,
}

#[derive(Debug)]
enum Source {
    Csv(Box<CsvRows>),
    Json(Box<JsonRows>),
}

impl Rows {
    /// Opens a file for an account. Its format follows from the ending of its name, else from how it begins.
    ///
    /// # Errors
    /// [`Error::Io`] when the file cannot be read; [`Error::InvalidArgument`] when it is no text, or a table without a
    /// header that is understood.
    pub fn open(path: &Path, account: AccountId) -> Result<Rows> {
        let mut warnings = Warnings::default();
        let format = match Format::of(path) {
            Some(format) => format,
            None => sniffed(Text::open(path)?)?,
        };
        let text = Text::open(path)?;
        let source = match format {
            Format::Csv => Source::Csv(Box::new(CsvRows::open(text, account, &mut warnings)?)),
            Format::Json => Source::Json(Box::new(JsonRows::open(text, account, false)?)),
            Format::Jsonl => Source::Json(Box::new(JsonRows::open(text, account, true)?)),
        };
        Ok(Rows { source, warnings })
    }

    /// The next row; none at the end. The inner error says why a row is unusable; the rows after it are not affected.
    ///
    /// # Errors
    /// [`Error::Io`] when the file cannot be read on.
    pub fn read(&mut self) -> Result<Option<Result<ImportRow, RowError>>> {
        match &mut self.source {
            Source::Csv(rows) => rows.read(&mut self.warnings),
            Source::Json(rows) => rows.read(&mut self.warnings),
        }
    }

    /// What was left out or changed so far, although its row was read.
    pub fn warnings(&self) -> &Warnings {
        &self.warnings
    }

    /// The encoding that the file was found to have.
    pub fn encoding(&self) -> Encoding {
        self.text().encoding()
    }

    /// Bytes of the file read so far.
    pub fn bytes_done(&self) -> u64 {
        self.text().bytes_done()
    }

    /// The file's size in bytes.
    pub fn bytes_total(&self) -> u64 {
        self.text().bytes_total()
    }

    fn text(&self) -> &Text {
        match &self.source {
            Source::Csv(rows) => rows.text(),
            Source::Json(rows) => rows.text(),
        }
    }
}

/// The format of a text by its first character.
fn sniffed(mut text: Text) -> Result<Format> {
    let mut start = Vec::new();
    io::Read::read_to_end(&mut io::Read::take(&mut text, 4096), &mut start).map_err(reading)?;
    Ok(match start.trim_ascii_start() {
        [b'[' | b'{', ..] => Format::Json,
        [] => Format::Jsonl,
        _ => Format::Csv,
    })
}

/// The error of a file that could not be read on.
pub(crate) fn reading(source: io::Error) -> Error {
    Error::Io { doing: "reading the file to import", source }
}

#[cfg(test)]
mod tests;
