//! Bringing the customers of a file into an account.

use std::path::Path;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::account::{Account, Belongings, Imported};
use crate::error::Result;
use crate::model::{Customer, GoOn, ImportedCustomer};

use super::encoding::Encoding;
use super::row::{ImportRow, RowError, Warnings};
use super::rows::Rows;
use super::shown;

/// About how many bytes of the file are in memory as rows at most.
const GROUP_BYTES: u64 = 8 << 20;

/// How a file is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportOptions {
    /// Make every decision and change nothing.
    pub dry_run: bool,
    /// How many rows become durable together, at least 1. A dry run does not use it.
    pub rows_at_once: usize,
}

impl Default for ImportOptions {
    fn default() -> ImportOptions {
        ImportOptions { dry_run: false, rows_at_once: 1000 }
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
/// A row that cannot be taken is refused on its own, with its line and the reason, and leaves no trace. Rows become
/// durable in groups; when the file or the store fails in between, the earlier groups stay, and importing the file
/// again takes up where it ended without doubling what has an id or a merchant_customer_id.
///
/// A dry run makes the same decisions and changes nothing; other writes wait until it is over.
///
/// `progress` is told after each group, and can stop the import there: the groups up to then stay.
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
    let mut intake = Intake { rows, report, at_once: options.rows_at_once.max(1) };
    progress(intake.progress()).go_on()?;
    let recall = &|customer: &Customer, belongings: Belongings<'_>, row: &mut ImportedCustomer| {
        shown::recall(account.id(), customer, belongings, row)
    };
    if options.dry_run {
        // One write for the whole file, so that a row meets those before it, and then none of it is kept.
        account.customers().importing(true, recall, |take| {
            while let Some(group) = intake.group()? {
                for row in group {
                    intake.settle(row, &mut *take)?;
                }
                progress(intake.progress()).go_on()?;
            }
            Ok(())
        })?;
    } else {
        // The file is read outside the write, so that a slow one does not keep others from writing.
        while let Some(group) = intake.group()? {
            account.customers().importing(false, recall, |take| {
                group.into_iter().try_for_each(|row| intake.settle(row, &mut *take))
            })?;
            progress(intake.progress()).go_on()?;
        }
    }
    Ok(ImportReport { warnings: intake.rows.warnings().clone(), ..intake.report })
}

/// The rows of a file on their way into the store.
struct Intake<'a> {
    rows: Rows<'a>,
    report: ImportReport,
    at_once: usize,
}

impl Intake<'_> {
    /// The next rows; none at the end.
    fn group(&mut self) -> Result<Option<Vec<Result<ImportRow, RowError>>>> {
        let mut group = Vec::new();
        let begun = self.rows.bytes_done();
        while group.len() < self.at_once && self.rows.bytes_done() - begun < GROUP_BYTES {
            let Some(row) = self.rows.read()? else { break };
            group.push(row);
        }
        Ok((!group.is_empty()).then_some(group))
    }

    /// Takes a row in and counts what became of it.
    fn settle(
        &mut self,
        row: Result<ImportRow, RowError>,
        take: &mut dyn FnMut(ImportedCustomer) -> Result<Result<Imported>>,
    ) -> Result<()> {
        match row {
            Ok(ImportRow { line, customer }) => {
                let outcome = take(customer)?;
                self.report.count(line, outcome);
            }
            Err(error) => self.report.refuse(error),
        }
        Ok(())
    }

    fn progress(&self) -> Progress {
        Progress { bytes_done: self.rows.bytes_done(), bytes_total: self.rows.bytes_total(), rows: self.report.rows() }
    }
}
