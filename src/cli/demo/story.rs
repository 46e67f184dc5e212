//! How the demo is told: numbered steps, and facts that are checked before they are printed.

use std::fmt::Display;
use std::io::Write as _;

use owo_colors::OwoColorize as _;

use crate::cli::failure::{Failure, Outcome};
use crate::cli::output::Out;
use crate::cli::table::Table;

/// The teller. With `quiet` nothing is printed, but every fact is checked all the same.
#[derive(Debug)]
pub(super) struct Story<'a> {
    out: &'a mut Out,
    quiet: bool,
    steps: u32,
}

impl<'a> Story<'a> {
    /// Begins.
    pub(super) fn new(out: &'a mut Out, quiet: bool) -> Story<'a> {
        Story { out, quiet, steps: 0 }
    }

    /// The title of the whole, and where it happens.
    pub(super) fn opening(&mut self, title: &str, place: impl Display) -> Outcome {
        if !self.quiet {
            writeln!(self.out, "{}\n{place}", title.bold())?;
            self.out.flush()?;
        }
        Ok(())
    }

    /// The next step, and why a till needs it.
    pub(super) fn step(&mut self, title: &str, why: &str) -> Outcome {
        self.steps += 1;
        if !self.quiet {
            writeln!(self.out, "\n{} {}", format_args!("{:>2}", self.steps).cyan().bold(), title.bold())?;
            for line in wrapped(why) {
                writeln!(self.out, "   {}", line.dimmed())?;
            }
            // The step may take a while, and what has been said is to be read meanwhile.
            self.out.flush()?;
        }
        Ok(())
    }

    /// Something that was asked of the store and has turned out as told; the demo ends when it has not.
    pub(super) fn fact(&mut self, holds: bool, fact: impl Display) -> Outcome {
        if !holds {
            return Err(Failure::refused(format!(
                "step {} did not turn out as it should ({fact}); please report this as a defect",
                self.steps
            )));
        }
        if !self.quiet {
            writeln!(self.out, "   {} {fact}", "✓".green())?;
        }
        Ok(())
    }

    /// A table.
    pub(super) fn table(&mut self, table: &Table) -> Outcome {
        if !self.quiet {
            writeln!(self.out)?;
            self.out.table(table)?;
        }
        Ok(())
    }

    /// The last words.
    pub(super) fn closing(&mut self, words: impl Display) -> Outcome {
        if !self.quiet {
            writeln!(self.out, "\n{words}")?;
        }
        Ok(())
    }
}

/// A text in lines that leave room for their indent on the narrowest usual terminal.
fn wrapped(text: &str) -> Vec<String> {
    const ROOM: usize = 76;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| line.len() + 1 + word.len() <= ROOM) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
