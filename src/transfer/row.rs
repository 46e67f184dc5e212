//! What every import format is read into, and what is said of the rows that were not.

use std::fmt;

use serde::Serialize;

use crate::model::ImportedCustomer;

/// One customer as a file tells of it, before any decision about the store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportRow {
    /// The physical line on which it begins, from 1.
    pub line: u64,
    /// The customer. The position and the owner of its cards are not settled yet.
    pub customer: ImportedCustomer,
}

/// A row that was not imported, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// The physical line on which the row begins, from 1.
    pub line: u64,
    /// A clause that says what is wrong; never a card number or a security code.
    pub reason: String,
}

impl RowError {
    pub(crate) fn new(line: u64, reason: impl Into<String>) -> RowError {
        RowError { line, reason: reason.into() }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// Something that was left out or changed on the way, although its row was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The line where it was met first, from 1.
    pub line: u64,
    /// One sentence; never a card number or a security code.
    pub text: String,
    /// How many times it was met.
    pub times: u64,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.text)?;
        if self.times > 1 { write!(f, " ({} times)", self.times) } else { Ok(()) }
    }
}

/// The different warnings of an import, each kept once, the first thousand of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Warnings {
    kept: Vec<Warning>,
    more: u64,
}

impl Warnings {
    /// How many different warnings are kept.
    const LIMIT: usize = 1000;

    /// The warnings in the order in which they were met first.
    pub fn kept(&self) -> &[Warning] {
        &self.kept
    }

    /// How many further warnings were not kept.
    pub fn more(&self) -> u64 {
        self.more
    }

    /// Whether there was nothing to warn of.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Adds a warning, or counts it when the same words were said before.
    pub(crate) fn add(&mut self, line: u64, text: impl Into<String>) {
        let text = text.into();
        if let Some(known) = self.kept.iter_mut().find(|warning| warning.text == text) {
            known.times += 1;
        } else if self.kept.len() < Warnings::LIMIT {
            self.kept.push(Warning { line, text, times: 1 });
        } else {
            self.more += 1;
        }
    }
}
