//! The records of a comma-separated file: fields, quotes, and the lines they stand on.
//!
//! Spreadsheets agree on little. What is read here: fields end at the delimiter; a field that begins with a quote,
//! blanks aside, goes to the next single quote, over delimiters and line breaks, and `""` in it is one quote; a quote
//! anywhere else is a character like any other. One quote that somebody forgot to close must cost its own line and
//! no other, so a record that turns out malformed gives up its first line only, and reading goes on at the second.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use super::lines::{Line, Lines};
use super::row::RowError;

/// The longest record in bytes; the store takes none longer either.
const LONGEST: usize = 1 << 20;
/// The most physical lines that one record may span.
const MOST_LINES: usize = 1000;

/// One record: its fields, and where it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// The physical line on which it begins, from 1.
    pub(crate) line: u64,
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// The fields in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }

    /// How many fields it has.
    pub(crate) fn width(&self) -> usize {
        self.ends.len()
    }

    /// Whether all fields are blank.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A text as records.
#[derive(Debug)]
pub(crate) struct Records<R> {
    lines: Lines<R>,
    delimiter: u8,
    /// How many fields the header has; none before it was read.
    width: Option<usize>,
}

impl<R: BufRead> Records<R> {
    /// Finds the delimiter from the first line: the most frequent of comma, semicolon, tab and bar outside quotes.
    ///
    /// # Errors
    /// What the input reports.
    pub(crate) fn new(input: R) -> io::Result<Records<R>> {
        let mut lines = Lines::new(input);
        let mut delimiter = b',';
        while let Some(line) = lines.read()? {
            if line.bytes.trim_ascii().is_empty() {
                continue;
            }
            // Excel's own way to say it, on a line of its own.
            if let [b's', b'e', b'p', b'=', told @ (b',' | b';' | b'\t' | b'|')] = line.bytes[..] {
                delimiter = told;
            } else {
                delimiter = likely_delimiter(&line.bytes);
                lines.put_back(std::iter::once(line));
            }
            break;
        }
        Ok(Records { lines, delimiter, width: None })
    }

    /// Where the records come from.
    pub(crate) fn input(&self) -> &R {
        self.lines.input()
    }

    /// The first record that is not blank; every later one must have as many fields.
    ///
    /// # Errors
    /// What the input reports. The inner error says why the record is unusable.
    pub(crate) fn header(&mut self) -> io::Result<Option<Result<Record, RowError>>> {
        let header = self.read()?;
        if let Some(Ok(header)) = &header {
            self.width = Some(header.width());
        }
        Ok(header)
    }

    /// The next record that is not blank; none at the end.
    ///
    /// # Errors
    /// What the input reports. The inner error says why the record is unusable.
    pub(crate) fn read(&mut self) -> io::Result<Option<Result<Record, RowError>>> {
        while let Some(first) = self.lines.read()? {
            if first.too_long {
                return Ok(Some(Err(RowError::new(first.number, "is longer than a customer may be"))));
            }
            match self.record(first)? {
                Ok(record) if record.is_blank() => {}
                other => return Ok(Some(other)),
            }
        }
        Ok(None)
    }

    fn record(&mut self, first: Line) -> io::Result<Result<Record, RowError>> {
        let number = first.number;
        let mut splitter = Splitter::new(self.delimiter);
        let mut size = 0;
        // The lines after the first, kept to be read again should the record turn out malformed.
        let mut later: VecDeque<Line> = VecDeque::new();
        let mut state = splitter.feed(&first);
        while state == State::Open {
            let Some(line) = self.lines.read()? else {
                state = State::Unclosed;
                break;
            };
            size += line.bytes.len() + 1;
            let beyond = line.too_long || size > LONGEST || later.len() == MOST_LINES;
            state = if beyond { State::Unclosed } else { splitter.feed(&line) };
            later.push_back(line);
        }
        let complaint = match state {
            State::Unclosed => Some("opens a quote and does not close it; double every quote inside a quoted field"),
            State::AfterQuote => {
                Some("has text after a closing quote; double every quote inside a quoted field, or close it")
            }
            State::Open | State::Done => None,
        };
        if let Some(complaint) = complaint {
            self.lines.put_back(later.into_iter());
            return Ok(Err(RowError::new(number, complaint)));
        }
        let record = match splitter.finish(number) {
            Ok(record) => record,
            Err(error) => return Ok(Err(error)),
        };
        let Some(width) = self.width else { return Ok(Ok(record)) };
        Ok(match fitted(record, width) {
            Ok(record) => Ok(record),
            Err(error) => {
                // An odd quote may have joined this line to good ones behind it.
                if later.front().is_some_and(|second| self.stands_alone(second, width)) {
                    self.lines.put_back(later.into_iter());
                }
                Err(error)
            }
        })
    }

    /// Whether a line by itself is a record of the right width.
    fn stands_alone(&self, line: &Line, width: usize) -> bool {
        let mut splitter = Splitter::new(self.delimiter);
        splitter.feed(line) == State::Done
            && splitter.finish(line.number).is_ok_and(|record| fitted(record, width).is_ok())
    }
}

/// The record when it has the header's number of fields; blank ones too many do no harm and are dropped.
fn fitted(mut record: Record, width: usize) -> Result<Record, RowError> {
    let found = record.width();
    if found > width && record.fields().skip(width).all(|field| field.trim().is_empty()) {
        record.ends.truncate(width);
    } else if found != width && !record.is_blank() {
        let fields = if found == 1 { "field" } else { "fields" };
        let reason = format!("has {found} {fields} and the header has {width}; quote values that hold the delimiter");
        return Err(RowError::new(record.line, reason));
    }
    Ok(record)
}

fn likely_delimiter(line: &[u8]) -> u8 {
    let count = |delimiter: u8| {
        let mut quoted = false;
        let outside = line.iter().filter(|&&byte| {
            quoted ^= byte == b'"';
            !quoted && byte == delimiter
        });
        outside.count()
    };
    // The first of equals wins, and a line without any of them is one column.
    let mut best = (b',', count(b','));
    for delimiter in [b';', b'\t', b'|'] {
        let found = count(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

/// What a splitter says after a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The record is over.
    Done,
    /// A quoted field goes on in the next line.
    Open,
    /// A quoted field never ends.
    Unclosed,
    /// Something follows a closing quote.
    AfterQuote,
}

/// Where in a field a splitter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Plain,
    Quoted,
    Closed,
}

#[derive(Debug)]
struct Splitter {
    delimiter: u8,
    text: Vec<u8>,
    ends: Vec<usize>,
    place: Place,
}

impl Splitter {
    fn new(delimiter: u8) -> Splitter {
        Splitter { delimiter, text: Vec::new(), ends: Vec::new(), place: Place::Start }
    }

    /// Takes a line that begins the record or, while a quote is open, continues it.
    fn feed(&mut self, line: &Line) -> State {
        let mut bytes = line.bytes.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            match self.place {
                Place::Quoted if byte != b'"' => self.text.push(byte),
                Place::Quoted if bytes.next_if_eq(&b'"').is_some() => self.text.push(b'"'),
                Place::Quoted => self.place = Place::Closed,
                _ if byte == self.delimiter => self.end_field(),
                Place::Closed if byte == b' ' => {}
                Place::Closed => return State::AfterQuote,
                Place::Start if byte == b'"' => {
                    // Blanks before the quote are not part of the field.
                    self.text.truncate(self.ends.last().copied().unwrap_or(0));
                    self.place = Place::Quoted;
                }
                Place::Start | Place::Plain => {
                    self.text.push(byte);
                    if byte != b' ' {
                        self.place = Place::Plain;
                    }
                }
            }
        }
        if self.place == Place::Quoted {
            self.text.extend_from_slice(line.end.as_bytes());
            return State::Open;
        }
        self.end_field();
        State::Done
    }

    fn end_field(&mut self) {
        self.ends.push(self.text.len());
        self.place = Place::Start;
    }

    fn finish(self, line: u64) -> Result<Record, RowError> {
        let Splitter { text, ends, .. } = self;
        String::from_utf8(text).map(|text| Record { line, text, ends }).map_err(|_| {
            RowError::new(line, "holds bytes that are not UTF-8 as the rest of the file is; save it again")
        })
    }
}

#[cfg(test)]
mod tests;
