//! Customers from files and into files: CSV, JSON and lines of JSON.
//!
//! A file, on the disk or in memory, is read in bounded memory. Whatever its format, it becomes [`ImportRow`]s, which know nothing of the store;
//! a row that cannot be used becomes a [`RowError`] with its line and reason and does not touch the others.

mod adopt;
mod columns;
mod csv;
mod decoder;
mod encoding;
mod exact;
mod export;
mod export_file;
mod import;
mod json;
mod lines;
mod names;
mod object;
mod record;
mod row;
mod rows;
mod secrets;
mod shown;
mod supplement;
mod values;

pub use encoding::Encoding;
pub use export::{ExportProgress, export_csv, export_customer, export_jsonl};
pub use export_file::{ExportFormat, export_file};
pub use import::{ImportOptions, ImportReport, Progress, Writing, import, import_from};
pub use row::{ImportRow, RowError, Warning, Warnings};
pub use rows::{Format, Rows};
