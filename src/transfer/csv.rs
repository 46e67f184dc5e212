//! Customers from comma-separated files.

use std::io::BufReader;

use crate::error::{Error, Result};
use crate::model::AccountId;

use super::adopt::adopt;
use super::columns::Columns;
use super::encoding::Text;
use super::record::Records;
use super::row::{ImportRow, RowError, Warnings};
use super::rows::reading;

/// The rows of a comma-separated file, from its header on.
#[derive(Debug)]
pub(crate) struct CsvRows<'a> {
    account: AccountId,
    records: Records<BufReader<Text<'a>>>,
    columns: Columns,
}

impl<'a> CsvRows<'a> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] when there is no header, or none of its columns is known; [`Error::Io`].
    pub(crate) fn open(text: Text<'a>, account: AccountId, warnings: &mut Warnings) -> Result<CsvRows<'a>> {
        let mut records = Records::new(BufReader::new(text)).map_err(reading)?;
        let header = match records.header().map_err(reading)? {
            Some(Ok(header)) => header,
            Some(Err(error)) => return Err(Error::invalid("file", format!("has no readable header: {error}"))),
            None => {
                return Err(Error::invalid("file", "is empty; begin it with a header line such as name,email,phone"));
            }
        };
        let columns = Columns::new(header.fields());
        if !columns.knows_any() {
            let advice = "has no column that Tillbook knows; begin it with a header line such as name,email,phone";
            return Err(Error::invalid("file", advice));
        }
        columns.warn_of_secrets(header.line, warnings);
        Ok(CsvRows { account, records, columns })
    }

    /// The next row; none at the end.
    ///
    /// # Errors
    /// [`Error::Io`]. The inner error says why the row is refused.
    pub(crate) fn read(&mut self, warnings: &mut Warnings) -> Result<Option<Result<ImportRow, RowError>>> {
        let Some(record) = self.records.read().map_err(reading)? else { return Ok(None) };
        Ok(Some(record.and_then(|record| {
            let values: Vec<&str> = record.fields().collect();
            let line = record.line;
            match self.columns.row(self.account, line, &values, warnings) {
                Ok(mut customer) => {
                    adopt(self.account, line, &mut customer, warnings);
                    Ok(ImportRow { line, customer })
                }
                Err(reason) => Err(RowError::new(line, reason)),
            }
        })))
    }

    /// Where the rows come from.
    pub(crate) fn text(&self) -> &Text<'a> {
        self.records.input().get_ref()
    }
}
