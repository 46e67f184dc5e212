//! Customers from JSON and from lines of JSON.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};

use serde_json::{Map, Value};

use crate::error::Result;
use crate::model::AccountId;
use crate::provider::{Exchange, More};

use super::encoding::Text;
use super::lines::Lines;
use super::object;
use super::row::{ImportRow, RowError, Warnings};
use super::rows::reading;
use super::values::{Piece, Values};

/// The customers of a JSON or JSONL file.
#[derive(Debug)]
pub(crate) struct JsonRows<'a> {
    account: AccountId,
    source: Source<'a>,
    /// Customers of a list that stood on one line.
    waiting: VecDeque<(u64, Value)>,
}

#[derive(Debug)]
enum Source<'a> {
    /// One value a line, so that a broken line is no riddle.
    Lines(Lines<BufReader<Text<'a>>>),
    /// Values over any number of lines.
    Values(Values<BufReader<Text<'a>>>),
}

impl<'a> JsonRows<'a> {
    /// Reads a file whose name says that it holds JSON, or lines of it.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io).
    pub(crate) fn open(text: Text<'a>, account: AccountId, lines: bool) -> Result<JsonRows<'a>> {
        let mut text = BufReader::new(text);
        let lines = lines && !spans_lines(text.fill_buf().map_err(reading)?);
        let source = if lines {
            Source::Lines(Lines::new(text))
        } else {
            Source::Values(Values::new(text, exchange(account).list))
        };
        Ok(JsonRows { account, source, waiting: VecDeque::new() })
    }

    /// The next row; none at the end.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io). The inner error says why the row is refused.
    pub(crate) fn read(&mut self, warnings: &mut Warnings) -> Result<Option<Result<ImportRow, RowError>>> {
        loop {
            if let Some((line, value)) = self.waiting.pop_front() {
                return Ok(Some(self.row(line, value, warnings)));
            }
            let piece = match &mut self.source {
                Source::Values(values) => values.read().map_err(reading)?,
                Source::Lines(lines) => lines.read().map_err(reading)?.map(|line| match line.too_long {
                    true => Piece::Broken(line.number, "is longer than a customer may be"),
                    false => Piece::Value(line.number, line.bytes),
                }),
            };
            let (line, text) = match piece {
                None => return Ok(None),
                Some(Piece::Broken(line, reason)) => return Ok(Some(Err(RowError::new(line, reason)))),
                Some(Piece::ListEnd { line, found, envelope }) => {
                    if let Ok(envelope) = serde_json::from_slice(&envelope) {
                        warn_of_rest(self.account, line, found, &envelope, warnings);
                    }
                    continue;
                }
                Some(Piece::Value(line, text)) => (line, text),
            };
            if text.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice(&text) {
                Ok(value) => self.accept(line, value, warnings),
                Err(error) => {
                    let reason = match std::str::from_utf8(&text) {
                        Ok(_) => format!("is not readable JSON near {}", place(line, &error)),
                        Err(_) => "holds bytes that are not UTF-8 as the rest of the file is; save it again".to_owned(),
                    };
                    return Ok(Some(Err(RowError::new(line, reason))));
                }
            }
        }
    }

    /// Takes a value of the text: a customer, or a list of customers on one line.
    fn accept(&mut self, line: u64, value: Value, warnings: &mut Warnings) {
        match value {
            Value::Array(items) if matches!(self.source, Source::Lines(_)) => {
                self.waiting.extend(items.into_iter().map(|item| (line, item)));
            }
            Value::Object(mut object) if object.get(exchange(self.account).list).is_some_and(Value::is_array) => {
                if let Some(Value::Array(items)) = object.shift_remove(exchange(self.account).list) {
                    warn_of_rest(self.account, line, items.len() as u64, &object, warnings);
                    self.waiting.extend(items.into_iter().map(|item| (line, item)));
                }
            }
            value => self.waiting.push_back((line, value)),
        }
    }

    fn row(&self, line: u64, value: Value, warnings: &mut Warnings) -> Result<ImportRow, RowError> {
        let Value::Object(object) = value else { return Err(RowError::new(line, "is not a JSON object")) };
        match object::customer(self.account, line, object, warnings) {
            Ok(customer) => Ok(ImportRow { line, customer }),
            Err(reason) => Err(RowError::new(line, reason)),
        }
    }

    /// Where the rows come from.
    pub(crate) fn text(&self) -> &Text<'a> {
        match &self.source {
            Source::Lines(lines) => lines.input().get_ref(),
            Source::Values(values) => values.input().get_ref(),
        }
    }
}

/// Whether a text that should be lines of JSON begins a value that spans lines.
fn spans_lines(start: &[u8]) -> bool {
    match start.trim_ascii_start() {
        [b'[', ..] => true,
        [b'{', rest @ ..] => rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(&b'\n'),
        _ => false,
    }
}

/// Says that a list shows fewer than there are: a page of a provider's list is not the whole of it.
fn warn_of_rest(account: AccountId, line: u64, found: u64, envelope: &Map<String, Value>, warnings: &mut Warnings) {
    let all = match (exchange(account).more)(envelope) {
        More::Total(total) if total > found => total.to_string(),
        More::Some => "more".to_owned(),
        More::Total(_) | More::Untold => return,
    };
    warnings.add(line, format!("the list holds {found} of {all} customers; fetch its other pages too"));
}

/// How the account's provider writes objects.
fn exchange(account: AccountId) -> &'static Exchange {
    &account.provider.dialect().exchange
}

/// Where a parser stopped, with the line counted in the file.
fn place(line: u64, error: &serde_json::Error) -> String {
    format!("line {}, column {}", line + error.line().saturating_sub(1) as u64, error.column())
}
