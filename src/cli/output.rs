//! What every command writes with: lines and JSON, coloured only where that is wanted.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use anstream::AutoStream;
use owo_colors::OwoColorize as _;
use serde_json::Value;

use super::table::Table;

/// Standard output.
///
/// Colours are removed where it is no terminal or `NO_COLOR` asks for none. A reader that closes the pipe makes the next
/// write fail with [`io::ErrorKind::BrokenPipe`], which ends the command quietly.
#[derive(Debug)]
pub(super) struct Out {
    stream: BufWriter<AutoStream<Stdout>>,
    terminal: bool,
    width: Option<usize>,
}

impl Out {
    /// The process's standard output.
    pub(super) fn stdout() -> Out {
        let terminal = io::stdout().is_terminal();
        let size = if terminal { terminal_size::terminal_size() } else { None };
        Out {
            stream: BufWriter::new(anstream::stdout()),
            terminal,
            width: size.map(|(terminal_size::Width(columns), _)| usize::from(columns)),
        }
    }

    /// Whether a person is reading.
    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Writes a table; on a terminal, cells are shortened to fit its width.
    pub(super) fn table(&mut self, table: &Table) -> io::Result<()> {
        for (number, line) in table.lines(self.width).into_iter().enumerate() {
            match number {
                0 => writeln!(self, "{}", line.bold())?,
                1 => writeln!(self, "{}", line.dimmed())?,
                _ => writeln!(self, "{line}")?,
            }
        }
        Ok(())
    }

    /// Writes names and values below each other, the values beginning in one column; empty values are left out.
    pub(super) fn fields<V: Display>(&mut self, fields: &[(&'static str, V)]) -> io::Result<()> {
        let shown: Vec<(&str, String)> = fields
            .iter()
            .map(|(name, value)| (*name, clean(&value.to_string()).into_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let longest = shown.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        for (name, value) in shown {
            let gap = " ".repeat(longest - name.len() + 2);
            writeln!(self, "{}{gap}{value}", name.dimmed())?;
        }
        Ok(())
    }

    /// Writes a JSON value: indented for a person, on one line for a program.
    pub(super) fn json(&mut self, value: &Value) -> io::Result<()> {
        let text = if self.terminal { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
        writeln!(self, "{}", without_terminal_controls(&text?))
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// A text as it may be shown: on one line, and without characters that steer a terminal or turn the writing around.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let steers = |shown: char| shown.is_control() || matches!(shown, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let replaced = |shown: char| match shown {
        '\n' | '\r' | '\t' => ' ',
        shown if steers(shown) => char::REPLACEMENT_CHARACTER,
        shown => shown,
    };
    Cow::Owned(text.chars().map(replaced).collect())
}

/// JSON text in which no character steers a terminal: JSON lets the ones above 7E stand as they are.
pub(super) fn without_terminal_controls(json: &str) -> Cow<'_, str> {
    let steers = |shown: char| ('\u{7f}'..='\u{9f}').contains(&shown);
    if !json.contains(steers) {
        return Cow::Borrowed(json);
    }
    let escaped = json.chars().map(|shown| match shown {
        shown if steers(shown) => Cow::Owned(format!("\\u{:04x}", u32::from(shown))),
        shown => Cow::Owned(shown.to_string()),
    });
    Cow::Owned(escaped.collect())
}

/// A refusal's sentence without what it says to do next.
pub(super) fn before_advice(sentence: &str) -> &str {
    sentence.split_once(';').map_or(sentence, |(what, _)| what)
}

/// A number with its thousands set apart.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A number of things, in the singular or the plural: `1 customer`, `2,000 customers`.
pub(super) fn counted(number: u64, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {thing}{ending}", grouped(number))
}
