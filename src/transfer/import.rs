//! Bringing the customers of a file into an account.

use std::path::Path;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::account::{Account, Belongings, IMPORT_MEMORY_BYTES, Imported, Intake};
use crate::error::Result;
use crate::model::{Customer, GoOn, ImportedCustomer};

use super::encoding::Encoding;
use super::row::{ImportRow, RowError, Warnings};
use super::rows::Rows;
use super::shown;

/// Progress is told each time so many rows were decided, and each time so many rows of the tables were written.
const STEP: u64 = 4096;

/// How a file is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportOptions {
    /// Make every decision and change nothing.
    pub dry_run: bool,
    /// How many rows become durable together at most; 0 for as many as the memory holds. In a dry run only progress is
    /// told so often.
    pub rows_at_once: usize,
    /// The most bytes of memory that hold what is to be written, beside the store's own cache. The more of the file
    /// is held at once, the quicker the import, and the smaller the store: 256 MiB, the default, suffice for about
    /// 250,000 customers with a card each.
    pub memory_bytes: usize,
}

impl Default for ImportOptions {
    fn default() -> ImportOptions {
        ImportOptions { dry_run: false, rows_at_once: 0, memory_bytes: IMPORT_MEMORY_BYTES }
    }
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file read so far.
    pub bytes_done: u64,
    /// The file's size in bytes.
    pub bytes_total: u64,
    /// Rows decided so far, refused ones included.
    pub rows: u64,
    /// How far the rows that are held in memory have been written; none while rows are read.
    pub writing: Option<Writing>,
}

/// How far the rows that an import holds in memory have been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    /// Rows of the store's tables that are written.
    pub done: u64,
    /// How many there are.
    pub total: u64,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// Customers that are new.
    pub created: u64,
    /// Customers that were there and differed.
    pub updated: u64,
    /// Customers that were there and did not differ.
    pub unchanged: u64,
    /// How many rows were refused.
    pub refused: u64,
    /// The first [`ImportReport::REFUSALS_KEPT`] of the refused rows, in the file's order, and why.
    pub refusals: Vec<RowError>,
    /// What was left out or changed although its row was taken.
    pub warnings: Warnings,
    /// The encoding that the file was found to have.
    pub encoding: Encoding,
}

impl ImportReport {
    /// How many refusals are kept with their reasons.
    pub const REFUSALS_KEPT: usize = 1000;

    /// Rows that were decided, refused ones included.
    pub fn rows(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.refused
    }

    fn count(&mut self, line: u64, outcome: Result<Imported>) {
        match outcome {
            Ok(Imported::Created(_)) => self.created += 1,
            Ok(Imported::Updated(_)) => self.updated += 1,
            Ok(Imported::Unchanged(_)) => self.unchanged += 1,
            Err(error) => self.refuse(RowError::new(line, error.to_string())),
        }
    }

    fn refuse(&mut self, error: RowError) {
        self.refused += 1;
        if self.refusals.len() < ImportReport::REFUSALS_KEPT {
            self.refusals.push(error);
        }
    }
}

impl Serialize for ImportReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("ImportReport", 8)?;
        report.serialize_field("rows", &self.rows())?;
        report.serialize_field("created", &self.created)?;
        report.serialize_field("updated", &self.updated)?;
        report.serialize_field("unchanged", &self.unchanged)?;
        report.serialize_field("refused", &self.refused)?;
        report.serialize_field("refusals", &self.refusals)?;
        report.serialize_field("warnings", self.warnings.kept())?;
        report.serialize_field("more_warnings", &self.warnings.more())?;
        report.end()
    }
}

/// Imports the customers of a CSV, JSON or JSONL file into an account.
///
/// A row is the same customer as the one with its id, or else with its merchant_customer_id, in the store or in an
/// earlier row. What such a row gives takes the place of what was there, and what it leaves out or leaves empty stays;
/// only a provider's whole object empties what it shows as empty, and takes away cards that it does not show. A row
/// with neither an id nor a merchant_customer_id is a new customer every time. Customers that the file does not name
/// are not touched.
///
/// A row that cannot be taken is refused on its own, with its line and the reason, and leaves no trace.
///
/// Rows become durable in groups, each as large as [`ImportOptions`] allows: a whole file, mostly. When the file or the
/// store fails in between, the earlier groups stay, and importing the file again takes up where it ended without doubling
/// what has an id or a merchant_customer_id. While a group is read and written other writes wait; smaller groups keep
/// them waiting for less long. A dry run makes the same decisions in one write and changes nothing.
///
/// `progress` is told each few thousand rows and after each group, and can stop the import: the groups up to then stay.
///
/// ```
/// use tillbook::transfer::{ImportOptions, import};
/// use tillbook::{Mode, Provider, Store};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("customers.csv");
/// std::fs::write(&path, "Customer ID,Name,E-Mail\n17,Ann Example,ann@example.org\n,too,many,fields\n")?;
/// let store = Store::open(folder.path().join("shop.tillbook"))?;
/// let account = store.account(Provider::Omise, Mode::Test);
/// let report = import(&account, &path, ImportOptions::default(), |_progress| {})?;
/// assert_eq!((report.created, report.refused), (1, 1));
/// assert_eq!(report.refusals[0].line, 3);
/// let again = import(&account, &path, ImportOptions::default(), |_progress| {})?;
/// assert_eq!((again.created, again.unchanged), (0, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`Rows::open`] when the file as a whole cannot be read; [`Error::Io`](crate::Error::Io),
/// [`Error::Damaged`](crate::Error::Damaged) or [`Error::Poisoned`](crate::Error::Poisoned) when the file or the store
/// fails on the way; [`Error::Cancelled`](crate::Error::Cancelled) when `progress` stops it.
pub fn import<G: GoOn>(
    account: &Account,
    path: &Path,
    options: ImportOptions,
    progress: impl FnMut(Progress) -> G,
) -> Result<ImportReport> {
    take_in(account, Rows::open(path, account.id())?, options, progress)
}

/// Imports customers as [`import`] does, from the bytes of a file; their format follows from how they begin.
///
/// ```
/// use tillbook::transfer::{ImportOptions, import_from};
/// use tillbook::{Mode, Provider, Store};
/// # let folder = tempfile::tempdir()?;
/// let store = Store::open(folder.path().join("shop.tillbook"))?;
/// let account = store.account(Provider::Omise, Mode::Test);
/// let bytes = b"Customer ID;Name\n17;J\xf6rg\n";
/// let report = import_from(&account, bytes, ImportOptions::default(), |_progress| {})?;
/// assert_eq!((report.created, report.refused), (1, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`Rows::from_bytes`] when the bytes as a whole cannot be read; else as [`import`].
pub fn import_from<G: GoOn>(
    account: &Account,
    bytes: &[u8],
    options: ImportOptions,
    progress: impl FnMut(Progress) -> G,
) -> Result<ImportReport> {
    take_in(account, Rows::from_bytes(bytes, account.id())?, options, progress)
}

fn take_in<G: GoOn>(
    account: &Account,
    rows: Rows<'_>,
    options: ImportOptions,
    mut progress: impl FnMut(Progress) -> G,
) -> Result<ImportReport> {
    let report = ImportReport {
        created: 0,
        updated: 0,
        unchanged: 0,
        refused: 0,
        refusals: Vec::new(),
        warnings: Warnings::default(),
        encoding: rows.encoding(),
    };
    let mut source = Source { rows, report, options };
    let mut tell = |reached| progress(reached).go_on();
    tell(source.progress())?;
    let recall = &|customer: &Customer, belongings: Belongings<'_>, row: &mut ImportedCustomer| {
        shown::recall(account.id(), customer, belongings, row)
    };
    // The first row of a group is read before others wait for it.
    while let Some(first) = source.rows.read()? {
        account.customers().importing(options.dry_run, recall, |intake| source.group(first, intake, &mut tell))?;
        tell(source.progress())?;
    }
    Ok(ImportReport { warnings: source.rows.warnings().clone(), ..source.report })
}

/// The rows of a file on their way into the store.
struct Source<'a> {
    rows: Rows<'a>,
    report: ImportReport,
    options: ImportOptions,
}

impl Source<'_> {
    /// Takes rows into one write until it is as large as it may be: in a dry run, which keeps nothing, all of them, so that
    /// each meets those before it.
    fn group(
        &mut self,
        first: Result<ImportRow, RowError>,
        intake: &mut Intake<'_, '_, '_>,
        tell: &mut dyn FnMut(Progress) -> Result<()>,
    ) -> Result<()> {
        let ImportOptions { dry_run, rows_at_once, memory_bytes } = self.options;
        let mut row = Some(first);
        let mut taken = 0usize;
        while let Some(current) = row {
            self.settle(current, intake)?;
            taken += 1;
            let whole = taken.is_multiple_of(rows_at_once);
            let full = intake.held_bytes() >= memory_bytes;
            if !dry_run && (whole || full) {
                break;
            }
            if full {
                self.write(intake, tell)?;
            }
            if whole || self.report.rows().is_multiple_of(STEP) {
                tell(self.progress())?;
            }
            row = self.rows.read()?;
        }
        if dry_run { Ok(()) } else { self.write(intake, tell) }
    }

    /// Takes a row in and counts what became of it.
    fn settle(&mut self, row: Result<ImportRow, RowError>, intake: &mut Intake<'_, '_, '_>) -> Result<()> {
        match row {
            Ok(ImportRow { line, customer }) => {
                let outcome = intake.take(customer)?;
                self.report.count(line, outcome);
            }
            Err(error) => self.report.refuse(error),
        }
        Ok(())
    }

    fn write(&self, intake: &mut Intake<'_, '_, '_>, tell: &mut dyn FnMut(Progress) -> Result<()>) -> Result<()> {
        intake.settle(&mut |done, total| match done.is_multiple_of(STEP) {
            true => tell(Progress { writing: Some(Writing { done, total }), ..self.progress() }),
            false => Ok(()),
        })
    }

    fn progress(&self) -> Progress {
        Progress {
            bytes_done: self.rows.bytes_done(),
            bytes_total: self.rows.bytes_total(),
            rows: self.report.rows(),
            writing: None,
        }
    }
}
