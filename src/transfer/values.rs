//! The values of a JSON text, cut out one by one without holding the whole of it.
//!
//! A text is any number of values: an array gives its elements, a list's envelope, which is an object with an array under
//! a name such as `data`, gives that array's elements, anything else gives itself. A value that is malformed costs itself only: reading goes on at the
//! next line that begins a value in the same column as the spoilt one did.

use std::io::{self, Read};

/// Bytes read at once.
const CHUNK: usize = 64 * 1024;
/// The longest value in bytes.
const LONGEST: usize = 16 << 20;

/// What is found next in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The text of one value and the line on which it begins, from 1.
    Value(u64, Vec<u8>),
    /// Something that is no value, the line on which it begins, and what is wrong with it.
    Broken(u64, &'static str),
    /// A list that was given with its envelope is over; how many values it held and what the envelope says of them.
    ListEnd {
        /// Line on which the list begins.
        line: u64,
        /// Elements found.
        found: u64,
        /// The envelope without its elements, as JSON text.
        envelope: Vec<u8>,
    },
}

/// Where a reader stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// Between values.
    Top,
    /// In an array that is a value of the text.
    Array,
    /// In the array of an envelope.
    List(Envelope),
}

/// An object of the text while it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Envelope {
    line: u64,
    /// Leading blanks of the line on which it begins.
    indent: usize,
    /// Its members so far, without the closing brace.
    text: Vec<u8>,
    /// Elements found; none when there was no such array.
    found: Option<u64>,
}

/// A JSON text as values.
#[derive(Debug)]
pub(crate) struct Values<R> {
    input: R,
    /// The name of a list's elements, as it stands in the text.
    list: Vec<u8>,
    chunk: Vec<u8>,
    at: usize,
    filled: usize,
    line: u64,
    /// Leading blanks of the current line.
    indent: usize,
    /// Whether only blanks were seen on the current line.
    line_blank: bool,
    place: Place,
}

/// Why a value could not be read to its end.
type Broken = &'static str;

/// The outcome of reading a part of a text: the input's own error outside, the text's inside.
type Scan<T> = io::Result<Result<T, Broken>>;

const CUT_OFF: Broken = "is cut off at the end of the file";
const UNREADABLE: Broken = "is not readable JSON";
const TOO_LONG: Broken = "is longer than a customer may be";

impl<R: Read> Values<R> {
    /// A text whose lists have their elements under this name.
    pub(crate) fn new(input: R, list: &str) -> Values<R> {
        Values {
            input,
            list: format!("\"{list}\"").into_bytes(),
            chunk: vec![0; CHUNK],
            at: 0,
            filled: 0,
            line: 1,
            indent: 0,
            line_blank: true,
            place: Place::Top,
        }
    }

    /// Where the text comes from.
    pub(crate) fn input(&self) -> &R {
        &self.input
    }

    /// What comes next; none at the end.
    ///
    /// # Errors
    /// What the input reports.
    pub(crate) fn read(&mut self) -> io::Result<Option<Piece>> {
        loop {
            self.skip_blanks_and_commas()?;
            let line = self.line;
            match (std::mem::replace(&mut self.place, Place::Top), self.peek()?) {
                (Place::Top, None) => return Ok(None),
                (Place::Top, Some(b'[')) => {
                    self.bump()?;
                    self.place = Place::Array;
                }
                (Place::Top, Some(b'{')) => {
                    self.bump()?;
                    let envelope = Envelope { line, indent: self.indent, text: Vec::new(), found: None };
                    if let Some(piece) = self.members(envelope)? {
                        return Ok(Some(piece));
                    }
                }
                (Place::Top, Some(_)) => {
                    self.skip_line()?;
                    return Ok(Some(Piece::Broken(line, UNREADABLE)));
                }
                (Place::Array | Place::List(_), None) => return Ok(Some(Piece::Broken(line, "ends inside a list"))),
                (Place::Array, Some(b']')) => {
                    self.bump()?;
                }
                (Place::List(envelope), Some(b']')) => {
                    self.bump()?;
                    if let Some(piece) = self.members(envelope)? {
                        return Ok(Some(piece));
                    }
                }
                (mut place, Some(_)) => {
                    if let Place::List(Envelope { found: Some(found), .. }) = &mut place {
                        *found += 1;
                    }
                    self.place = place;
                    return self.element(line).map(Some);
                }
            }
        }
    }

    /// Reads one element of a list.
    fn element(&mut self, line: u64) -> io::Result<Piece> {
        let indent = self.indent;
        let mut text = Vec::new();
        Ok(match self.value(&mut text)? {
            Ok(()) => Piece::Value(line, text),
            Err(reason) => {
                self.recover(indent)?;
                Piece::Broken(line, reason)
            }
        })
    }

    /// Reads members of an object of the text up to its end, or up to the array of its elements.
    fn members(&mut self, mut envelope: Envelope) -> io::Result<Option<Piece>> {
        let (line, indent) = (envelope.line, envelope.indent);
        Ok(match self.try_members(&mut envelope)? {
            Ok(true) => {
                envelope.found.get_or_insert(0);
                self.place = Place::List(envelope);
                None
            }
            Ok(false) => {
                let Envelope { mut text, found, .. } = envelope;
                text.insert(0, b'{');
                text.push(b'}');
                Some(match found {
                    Some(found) => Piece::ListEnd { line, found, envelope: text },
                    None => Piece::Value(line, text),
                })
            }
            Err(reason) => {
                self.recover(indent)?;
                Some(Piece::Broken(line, reason))
            }
        })
    }

    /// Whether the array of an envelope begins; otherwise the object is over.
    fn try_members(&mut self, envelope: &mut Envelope) -> Scan<bool> {
        loop {
            self.skip_blanks_and_commas()?;
            match self.peek()? {
                None => return Ok(Err(CUT_OFF)),
                Some(b'}') => {
                    self.bump()?;
                    return Ok(Ok(false));
                }
                Some(b'"') => {}
                Some(_) => return Ok(Err(UNREADABLE)),
            }
            let mut key = Vec::new();
            if let Err(reason) = self.string(&mut key)? {
                return Ok(Err(reason));
            }
            self.skip_blanks()?;
            if self.peek()? != Some(b':') {
                return Ok(Err(UNREADABLE));
            }
            self.bump()?;
            self.skip_blanks()?;
            if key == self.list && self.peek()? == Some(b'[') {
                self.bump()?;
                return Ok(Ok(true));
            }
            if !envelope.text.is_empty() {
                envelope.text.push(b',');
            }
            envelope.text.append(&mut key);
            envelope.text.push(b':');
            if let Err(reason) = self.value(&mut envelope.text)? {
                return Ok(Err(reason));
            }
        }
    }

    /// Reads one value as far as brackets and quotes tell; whether it is JSON is for a parser to say.
    fn value(&mut self, text: &mut Vec<u8>) -> Scan<()> {
        let mut open: Vec<u8> = Vec::new();
        // The last byte that was no blank.
        let mut before = 0;
        loop {
            let Some(byte) = self.peek()? else {
                return Ok(if open.is_empty() && before != 0 { Ok(()) } else { Err(CUT_OFF) });
            };
            if text.len() >= LONGEST {
                return Ok(Err(TOO_LONG));
            }
            match byte {
                b'"' => {
                    if let Err(reason) = self.string(text)? {
                        return Ok(Err(reason));
                    }
                }
                b'{' | b'[' => {
                    // A line that begins an object where none can be means that the one before was not closed.
                    let expected = match open.last() {
                        Some(b'[') => matches!(before, b'[' | b','),
                        Some(_) => before == b':',
                        None => before == 0,
                    };
                    if !expected {
                        return Ok(Err(UNREADABLE));
                    }
                    open.push(byte);
                    text.push(byte);
                    self.bump()?;
                }
                b'}' | b']' => {
                    // The bracket of what is around this value.
                    if open.is_empty() && before != 0 {
                        return Ok(Ok(()));
                    }
                    let opening = if byte == b'}' { b'{' } else { b'[' };
                    if open.pop() != Some(opening) {
                        return Ok(Err(UNREADABLE));
                    }
                    text.push(byte);
                    self.bump()?;
                }
                b',' if open.is_empty() => return Ok(if before == 0 { Err(UNREADABLE) } else { Ok(()) }),
                b' ' | b'\t' | b'\r' | b'\n' => {
                    if open.is_empty() && before != 0 {
                        return Ok(Ok(()));
                    }
                    text.push(byte);
                    self.bump()?;
                    continue;
                }
                _ => {
                    text.push(byte);
                    self.bump()?;
                }
            }
            before = byte;
            if open.is_empty() && matches!(byte, b'"' | b'}' | b']') {
                return Ok(Ok(()));
            }
        }
    }

    /// Reads a string with its quotes.
    fn string(&mut self, text: &mut Vec<u8>) -> Scan<()> {
        let mut escaped = true;
        loop {
            match self.peek()? {
                None => return Ok(Err(CUT_OFF)),
                // No string goes over the end of a line: its closing quote is missing.
                Some(b'\n') => return Ok(Err(UNREADABLE)),
                Some(_) if text.len() >= LONGEST => return Ok(Err(TOO_LONG)),
                Some(byte) => {
                    text.push(byte);
                    self.bump()?;
                    if byte == b'"' && !escaped {
                        return Ok(Ok(()));
                    }
                    // The opening quote is taken as if escaped, and what an escape escapes ends it.
                    escaped = byte == b'\\' && !escaped;
                }
            }
        }
    }

    /// Goes on to the next line that begins an object after this many blanks, or ends the list around it.
    fn recover(&mut self, indent: usize) -> io::Result<()> {
        if !(self.line_blank && self.peek()? == Some(b'{') && self.indent == indent) {
            self.skip_line()?;
        }
        loop {
            self.skip_line_blanks()?;
            match self.peek()? {
                None => return Ok(()),
                Some(b'{') if self.indent == indent => return Ok(()),
                Some(b']') if self.indent <= indent && self.place != Place::Top => return Ok(()),
                Some(b'}') if self.indent == indent => {
                    self.bump()?;
                    self.skip_line_blanks()?;
                    if self.peek()? == Some(b',') {
                        self.bump()?;
                    }
                    self.skip_line_blanks()?;
                    if self.peek()? == Some(b'{') {
                        return Ok(());
                    }
                }
                Some(_) => {}
            }
            self.skip_line()?;
        }
    }

    fn skip_blanks(&mut self) -> io::Result<()> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek()? {
            self.bump()?;
        }
        Ok(())
    }

    fn skip_line_blanks(&mut self) -> io::Result<()> {
        while let Some(b' ' | b'\t') = self.peek()? {
            self.bump()?;
        }
        Ok(())
    }

    fn skip_blanks_and_commas(&mut self) -> io::Result<()> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n' | b',') = self.peek()? {
            self.bump()?;
        }
        Ok(())
    }

    fn skip_line(&mut self) -> io::Result<()> {
        while let Some(byte) = self.peek()? {
            self.bump()?;
            if byte == b'\n' {
                break;
            }
        }
        Ok(())
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        while self.at == self.filled {
            match self.input.read(&mut self.chunk) {
                Ok(0) => return Ok(None),
                Ok(count) => (self.at, self.filled) = (0, count),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(self.chunk[self.at]))
    }

    /// Goes past the byte that was peeked at.
    fn bump(&mut self) -> io::Result<()> {
        if let Some(byte) = self.peek()? {
            self.at += 1;
            match byte {
                b'\n' => (self.line, self.indent, self.line_blank) = (self.line + 1, 0, true),
                b' ' | b'\t' if self.line_blank => self.indent += 1,
                _ => self.line_blank = false,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
