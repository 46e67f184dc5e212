//! Checking everything: that every record can be read where it lies, that every list, index and count says what the
//! records say, and that records which name each other agree.
//!
//! The entries of lists and indexes are checked by sums: each record's entries, as `Entries` derives them, are summed
//! up as keyed hashes, and so are the rows that are there. Equal sums mean equal sets, so a sound store is read once,
//! front to back, with a few bytes of memory for each record. Only a table whose sums differ is walked again, with a
//! look-up for each entry, to say what is wrong.
//!
//! What a provider's policy demands is not checked here, for the store knows no policies: that a customer with cards has
//! a default card, how many cards it may have, whether deleted customers stay.

mod cards;
mod counts;
mod entries;
mod records;
mod report;
mod schedules;

use std::path::Path;
use std::time::Instant;

use self::entries::{Entry, EntryTable, Tallies};
use self::records::Numbers;
use self::report::Findings;
pub use self::report::{CheckProgress, CheckReport, Finding, FindingKind, TableCount};
use super::hash::KeyedHash;
use super::open::{CACHE_BYTES, OpenOptions, Store};
use super::stored::Stored;
use super::view::View;
use crate::engine::{Engine, Header, Key};
use crate::error::{Error, Result};
use crate::model::{AccountId, GoOn, Kind};

/// Progress is told each time this many rows have been looked at.
const STEP: u64 = 4096;

impl Store {
    /// Checks the whole store as it is now, and says what is wrong. It changes nothing, and writes go on meanwhile; the
    /// file grows with them, because the state that is checked is kept until the check is over.
    ///
    /// It reads everything once: some seconds for 1,000,000 customers, and up to 24 bytes of memory for each record.
    /// Whether the file's pages are as they were written is seen by [`Store::check_file`] alone.
    ///
    /// ```
    /// use tillbook::Store;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("till.tillbook");
    /// let store = Store::open(path)?;
    /// let report = store.check(|progress| println!("{}: {} of {}", progress.table, progress.done, progress.total))?;
    /// assert!(report.is_sound());
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Damaged`] when the file is so damaged that a table cannot be walked, [`Error::Cancelled`] when `progress`
    /// stops the check, [`Error::Io`], [`Error::Poisoned`].
    pub fn check<G: GoOn>(&self, mut progress: impl FnMut(CheckProgress) -> G) -> Result<CheckReport> {
        let mut progress = |reached| progress(reached).go_on();
        let begun = Instant::now();
        let report = self.read(|view| Walk::new(view, &mut progress)?.run())?;
        let took = begun.elapsed();
        match report.total_findings {
            0 => self.inner.log.info(format_args!("checked and found sound in {took:.1?}")),
            findings => self.inner.log.error(format_args!("checked and found {findings} faults in {took:.1?}")),
        }
        Ok(report)
    }

    /// Checks a store that is not open: first that the file's pages are as they were written, then everything that
    /// [`Store::check`] does. The page check reads the whole file a second time.
    ///
    /// Pages that redb can repair are repaired, which may take the store back to the write before the last, and are
    /// a finding. A file that cannot be opened for its damage is a finding too.
    ///
    /// # Errors
    /// [`Error::StoreMissing`], [`Error::NotAStore`], [`Error::NewerFormat`], [`Error::AlreadyOpen`],
    /// [`Error::Cancelled`] when `progress` stops the check, [`Error::Io`].
    pub fn check_file<G: GoOn>(
        path: impl AsRef<Path>,
        mut progress: impl FnMut(CheckProgress) -> G,
    ) -> Result<CheckReport> {
        let path = path.as_ref();
        let mut progress = |reached| progress(reached).go_on();
        let mut findings = Findings::default();
        progress(CheckProgress { table: "pages", done: 0, total: 1 })?;
        match Engine::check_pages(path, CACHE_BYTES) {
            Ok(true) => {}
            Ok(false) => findings.add(FindingKind::Pages, None, || {
                "pages of the file were not as they were written and have been repaired; the last write may be undone"
                    .to_owned()
            }),
            Err(Error::Damaged { what }) => {
                findings.add(FindingKind::Pages, None, || {
                    format!("pages of the file are not as they were written and cannot be repaired ({what})")
                });
                return Ok(findings.report(Vec::new()));
            }
            Err(error) => return Err(error),
        }
        progress(CheckProgress { table: "pages", done: 1, total: 1 })?;
        let checked = OpenOptions::new().create(false).open(path).and_then(|store| {
            store.read(|view| {
                let mut walk = Walk::new(view, &mut progress)?;
                walk.findings = std::mem::take(&mut findings);
                walk.run()
            })
        });
        match checked {
            Err(Error::Damaged { what }) => {
                findings.add(FindingKind::Unopenable, None, || format!("the file does not open as a store ({what})"));
                Ok(findings.report(Vec::new()))
            }
            checked => checked,
        }
    }
}

/// Tells how far the check is; an error ends it.
type Telling<'a> = &'a mut dyn FnMut(CheckProgress) -> Result<()>;

/// One walk over everything that a snapshot shows.
struct Walk<'a> {
    view: View<'a>,
    header: Header,
    findings: Findings,
    tables: Vec<TableCount>,
    /// What the records' entries sum up to.
    derived: Tallies,
    numbers: Numbers,
    /// The records that were found to be unreadable or misplaced: what leads to them is not reported again.
    bad: std::collections::HashSet<(Kind, Key)>,
    cards: cards::Seen,
    dates: schedules::Seen,
    /// A hash under a secret, with all its bits.
    hash: KeyedHash,
    progress: Telling<'a>,
}

impl<'a> Walk<'a> {
    fn new(view: View<'a>, progress: Telling<'a>) -> Result<Walk<'a>> {
        let header = view.tables.header()?;
        Ok(Walk {
            view,
            header,
            findings: Findings::default(),
            tables: Vec::new(),
            derived: Tallies::default(),
            numbers: Numbers::default(),
            bad: std::collections::HashSet::new(),
            cards: cards::Seen::default(),
            dates: schedules::Seen::default(),
            hash: KeyedHash::new(header.hash_secret, 128, header.search_indexes),
            progress,
        })
    }

    fn run(mut self) -> Result<CheckReport> {
        // Occurrences before schedules: a schedule's processed dates are looked up among its occurrences.
        for kind in [
            Kind::Customer,
            Kind::Card,
            Kind::Token,
            Kind::Occurrence,
            Kind::Schedule,
            Kind::TaxIdentifier,
            Kind::LedgerEntry,
            Kind::Reply,
        ] {
            self.records(kind)?;
        }
        self.numbers.report(&mut self.findings);
        self.tokens_of_one_card()?;
        let counted = self.entries()?;
        for table in EntryTable::ALL {
            if counted.of(table) != self.derived.of(table) {
                self.compare(table)?;
            }
        }
        self.counts()?;
        Ok(self.findings.report(self.tables))
    }

    /// Begins with a table: takes down how many rows it has.
    fn begin(&mut self, table: &'static str, rows: u64) -> Result<Meter> {
        self.tables.push(TableCount { table, rows });
        let meter = Meter { table, total: rows, done: 0 };
        (self.progress)(meter.progress())?;
        Ok(meter)
    }

    /// Counts a row that was looked at.
    fn step(&mut self, meter: &mut Meter) -> Result<()> {
        meter.done += 1;
        if meter.done.is_multiple_of(STEP) { (self.progress)(meter.progress()) } else { Ok(()) }
    }

    /// Ends with a table.
    fn end(&mut self, meter: &Meter) -> Result<()> {
        (self.progress)(meter.progress())
    }

    /// A record that another names. One that cannot be read is reported where it lies, and is no answer here.
    fn named<R: Stored>(&self, account: AccountId, id: &str) -> Result<Named<R>> {
        match self.view.get(account, id) {
            Ok(Some(record)) => Ok(Named::Here(record)),
            Ok(None) => Ok(Named::Missing),
            Err(Error::Damaged { .. }) => Ok(Named::Unreadable),
            Err(error) => Err(error),
        }
    }
}

/// What a name leads to.
enum Named<R> {
    Here(R),
    Missing,
    Unreadable,
}

/// How far the walk over one table is.
struct Meter {
    table: &'static str,
    total: u64,
    done: u64,
}

impl Meter {
    fn progress(&self) -> CheckProgress {
        CheckProgress { table: self.table, done: self.done, total: self.total }
    }
}
