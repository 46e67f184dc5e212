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

/// The customers of a file, on the disk or in memory, one by one and in bounded memory.
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
pub struct Rows<'a> {
    source: Source<'a>,
    warnings: Warnings,
}

#[derive(Debug)]
enum Source<'a> {
    Csv(Box<CsvRows<'a>>),
    Json(Box<JsonRows<'a>>),
}

impl<'a> Rows<'a> {
    /// Opens a file for an account. Its format follows from the ending of its name, else from how it begins.
    ///
    /// # Errors
    /// [`Error::Io`] when the file cannot be read; [`Error::InvalidArgument`] when it is no text, or a table without a
    /// header that is understood.
    pub fn open(path: &Path, account: AccountId) -> Result<Rows<'static>> {
        let format = match Format::of(path) {
            Some(format) => format,
            None => sniffed(Text::open(path)?)?,
        };
        Rows::new(Text::open(path)?, format, account)
    }

    /// The same for the bytes of a file, whose format follows from how they begin.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when they are no text, or a table without a header that is understood.
    pub fn from_bytes(bytes: &'a [u8], account: AccountId) -> Result<Rows<'a>> {
        let format = sniffed(Text::of(bytes)?)?;
        Rows::new(Text::of(bytes)?, format, account)
    }

    fn new(text: Text<'a>, format: Format, account: AccountId) -> Result<Rows<'a>> {
        let mut warnings = Warnings::default();
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

    fn text(&self) -> &Text<'a> {
        match &self.source {
            Source::Csv(rows) => rows.text(),
            Source::Json(rows) => rows.text(),
        }
    }
}

/// How much of a text is looked at to tell its format, in bytes.
const START: u64 = 64 * 1024;

/// The format of a text by how it begins.
fn sniffed(text: Text<'_>) -> Result<Format> {
    let mut start = Vec::new();
    io::Read::read_to_end(&mut io::Read::take(text, START), &mut start).map_err(reading)?;
    Ok(match start.trim_ascii_start() {
        // Line by line a broken one does not cost the next.
        text @ [b'{', ..] if begins_with_a_line(text) => Format::Jsonl,
        [b'[' | b'{', ..] => Format::Json,
        [] => Format::Jsonl,
        _ => Format::Csv,
    })
}

/// Whether the first line of a JSON text is a whole value.
fn begins_with_a_line(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

/// The error of a file that could not be read on.
pub(crate) fn reading(source: io::Error) -> Error {
    Error::Io { doing: "reading the file to import", source }
}

#[cfg(test)]
mod tests;
