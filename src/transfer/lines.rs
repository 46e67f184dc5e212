//! The physical lines of a text, counted.

use std::collections::VecDeque;
use std::io::{self, BufRead};

/// One physical line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number, from 1.
    pub(crate) number: u64,
    /// Its bytes, without what ends it.
    pub(crate) bytes: Vec<u8>,
    /// What ends it: `\n`, `\r\n`, `\r`, or nothing at the end of the text.
    pub(crate) end: &'static str,
    /// Whether it was longer than [`Lines::LONGEST`], so that its bytes are not here.
    pub(crate) too_long: bool,
}

/// A text as lines, which can be put back to be read again.
///
/// A lone `\r` ends a line only in a text whose first line ends so, as old systems write them; elsewhere it is a
/// character like any other.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    input: R,
    number: u64,
    ended_by_return: Option<bool>,
    put_back: VecDeque<Line>,
}

impl<R: BufRead> Lines<R> {
    /// The longest line that is held in memory, in bytes.
    pub(crate) const LONGEST: usize = 16 << 20;

    pub(crate) fn new(input: R) -> Lines<R> {
        Lines { input, number: 0, ended_by_return: None, put_back: VecDeque::new() }
    }

    /// Where the lines come from.
    pub(crate) fn input(&self) -> &R {
        &self.input
    }

    /// The next line; none at the end.
    ///
    /// # Errors
    /// What the input reports.
    pub(crate) fn read(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.put_back.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Line { number: self.number + 1, bytes: Vec::new(), end: "", too_long: false };
        let mut anything = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                break;
            }
            anything = true;
            let returns = self.ended_by_return != Some(false);
            let end = chunk.iter().position(|&byte| byte == b'\n' || (returns && byte == b'\r'));
            let taken = end.unwrap_or(chunk.len());
            if line.bytes.len() + taken > Self::LONGEST {
                line.too_long = true;
                line.bytes = Vec::new();
            } else if !line.too_long {
                line.bytes.extend_from_slice(&chunk[..taken]);
            }
            let Some(end) = end else {
                self.input.consume(taken);
                continue;
            };
            let newline = chunk[end] == b'\n';
            self.input.consume(end + 1);
            if newline {
                self.ended_by_return.get_or_insert(false);
                line.end = "\n";
                if line.bytes.last() == Some(&b'\r') {
                    line.bytes.pop();
                    line.end = "\r\n";
                }
            } else if self.ended_by_return.is_none() {
                // The first end of a line in the text tells which kind it is.
                let followed = self.input.fill_buf()?.first() == Some(&b'\n');
                self.ended_by_return = Some(!followed);
                line.end = if followed { "\r\n" } else { "\r" };
                if followed {
                    self.input.consume(1);
                }
            } else {
                line.end = "\r";
            }
            break;
        }
        if !anything {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(line))
    }

    /// Puts lines back, so that they are read again in their order.
    pub(crate) fn put_back(&mut self, lines: impl DoubleEndedIterator<Item = Line>) {
        for line in lines.rev() {
            self.put_back.push_front(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(text: &str, buffer: usize) -> Vec<(u64, String, &'static str)> {
        let mut lines = Lines::new(BufReader::with_capacity(buffer, text.as_bytes()));
        let mut all = Vec::new();
        while let Some(line) = lines.read().unwrap() {
            all.push((line.number, String::from_utf8(line.bytes).unwrap(), line.end));
        }
        all
    }

    fn owned(lines: &[(u64, &str, &'static str)]) -> Vec<(u64, String, &'static str)> {
        lines.iter().map(|&(number, text, end)| (number, text.to_owned(), end)).collect()
    }

    #[test]
    fn every_kind_of_line_end_is_counted_the_same_way() {
        for buffer in [1, 2, 3, 100] {
            assert_eq!(
                lines("a\n\nb\r\nc", buffer),
                owned(&[(1, "a", "\n"), (2, "", "\n"), (3, "b", "\r\n"), (4, "c", "")])
            );
            assert_eq!(lines("a\r\nb\n", buffer), owned(&[(1, "a", "\r\n"), (2, "b", "\n")]));
            assert_eq!(lines("a\r\rb\r", buffer), owned(&[(1, "a", "\r"), (2, "", "\r"), (3, "b", "\r")]));
            assert_eq!(lines("a\nb\rc\n", buffer), owned(&[(1, "a", "\n"), (2, "b\rc", "\n")]));
            assert_eq!(lines("", buffer), []);
        }
    }

    #[test]
    fn a_line_that_was_put_back_comes_again() {
        let mut lines = Lines::new("a\nb\nc\n".as_bytes());
        let first = lines.read().unwrap().unwrap();
        let second = lines.read().unwrap().unwrap();
        lines.put_back([first.clone(), second.clone()].into_iter());
        assert_eq!(lines.read().unwrap(), Some(first));
        assert_eq!(lines.read().unwrap(), Some(second));
        assert_eq!(lines.read().unwrap().map(|line| line.number), Some(3));
    }

    #[test]
    fn a_line_beyond_the_bound_is_not_held() {
        let mut lines = Lines::new(BufReader::new(io::Read::chain(
            io::Read::take(io::repeat(b'x'), Lines::<&[u8]>::LONGEST as u64 + 1),
            "\nshort\n".as_bytes(),
        )));
        let long = lines.read().unwrap().unwrap();
        assert!(long.too_long && long.bytes.is_empty());
        assert_eq!(lines.read().unwrap().unwrap().bytes, b"short");
    }
}
