//! The tables as Python has them: exceptions, and enumerations whose values are texts.

use std::fmt::Write as _;

use tillbook::Status;
use tillbook::capi::numbers::{self, Numbers};

const HEAD: &str = r#""""Statuses, exceptions and enumerations.

This file is generated from the library's tables: change those, and write it anew as `CONTRIBUTING.md` says.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import ClassVar, Optional


class Status(IntEnum):
    """What a call came to, the same number in every language.

    Numbers are grouped by cause and never used again for something else: 1xx the request, 2xx the state of the store's
    records, 3xx the file and the machine, 4xx the library.
    """

"#;

const ERRORS: &str = r#"
class TillbookError(Exception):
    """Why a call was refused or failed; every exception of this package is one."""

    code: ClassVar[Status] = Status.OK
    """The status, the same number in every language."""
    name: ClassVar[str] = "ok"
    """The status's name in lower case, for example `not_found`."""
    retryable: ClassVar[bool] = False
    """Whether the same call may succeed later without being changed."""

    message: str
    """One sentence on what was wrong and what to do next, never with card data."""
    field: Optional[str]
    """The parameter or field at fault, where there is one."""
    os_error: Optional[int]
    """The operating system's own number for what it refused, where it did."""

    def __init__(self, message: str, field: Optional[str] = None, os_error: Optional[int] = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.os_error = os_error
        if isinstance(self, OSError):
            # Not an assignment: only some of the classes are both.
            setattr(self, "errno", os_error)

    def __str__(self) -> str:
        return self.message

"#;

/// The classes between the root and the statuses: the hundreds of their numbers, name, and what went wrong.
const GROUPS: [(i32, &str, &str); 4] = [
    (1, "RequestError", "What was asked cannot be done as it was asked."),
    (2, "RecordError", "The store's records do not allow it."),
    (3, "StoreError", "The store's file or the machine does not allow it."),
    (4, "LibraryError", "The library cannot, or not any more."),
];

/// Python's own exceptions that some of ours are too, so that `except ValueError` catches them.
const ALSO: [(Status, &str); 9] = [
    (Status::InvalidArgument, "ValueError"),
    (Status::InvalidCard, "ValueError"),
    (Status::MissingCard, "ValueError"),
    (Status::TooLarge, "ValueError"),
    (Status::NotFound, "LookupError"),
    (Status::StoreMissing, "FileNotFoundError"),
    (Status::Io, "OSError"),
    (Status::Unsupported, "NotImplementedError"),
    (Status::Reentrant, "RuntimeError"),
];

/// What only C can ask.
const LEFT_OUT: [&str; 1] = ["tillbook_feature"];

pub fn file() -> String {
    let mut text = HEAD.to_owned();
    for status in Status::ALL {
        let _ = writeln!(text, "    {} = {}", status.name().to_uppercase(), *status as i32);
        let _ = writeln!(text, "    \"\"\"{}\"\"\"", status.meaning());
    }
    text += "\n";
    text += ERRORS;
    for (hundred, name, meaning) in GROUPS {
        let _ = write!(text, "\nclass {name}(TillbookError):\n    \"\"\"{meaning}\"\"\"\n\n");
        for status in Status::ALL.iter().filter(|status| **status as i32 / 100 == hundred) {
            text += &exception(*status, name);
        }
    }
    text += "\nERRORS: dict[int, type[TillbookError]] = {\n";
    for status in Status::ALL.iter().filter(|status| **status != Status::Ok) {
        let _ = writeln!(text, "    {}: {},", *status as i32, class(*status));
    }
    text += "}\n\"\"\"The exception of each status.\"\"\"\n\n";
    text += WORD;
    let groups = || numbers::ALL.iter().filter(|group| !LEFT_OUT.contains(&group.name));
    for group in groups() {
        text += &enumeration(group);
    }
    text += "\n__all__ = [\n    \"Status\",\n    \"TillbookError\",\n";
    let groups = groups().map(named);
    let exceptions = Status::ALL.iter().filter(|status| **status != Status::Ok).map(|status| class(*status));
    for name in GROUPS.iter().map(|(_, name, _)| (*name).to_owned()).chain(exceptions).chain(groups) {
        let _ = writeln!(text, "    \"{name}\",");
    }
    text + "]\n"
}

const WORD: &str = r#"
class _Word(str, Enum):
    """A name out of a group: it is a text, so that it can be compared with one and written as one."""

    def __str__(self) -> str:
        return str(self.value)

"#;

fn class(status: Status) -> String {
    crate::joined(status.name(), &[]) + "Error"
}

fn exception(status: Status, group: &str) -> String {
    let also = ALSO.iter().find(|(one, _)| *one == status).map(|(_, also)| format!(", {also}")).unwrap_or_default();
    let mut text = format!("\nclass {}({group}{also}):\n    \"\"\"{}\"\"\"\n\n", class(status), status.meaning());
    let _ = writeln!(text, "    code = Status.{}", status.name().to_uppercase());
    let _ = writeln!(text, "    name = \"{status}\"");
    if status.retryable() {
        text += "    retryable = True\n";
    }
    text + "\n"
}

/// The name of a group's class.
fn named(group: &Numbers) -> String {
    crate::joined(group.name.trim_start_matches("tillbook_"), &[])
}

fn enumeration(group: &Numbers) -> String {
    let mut text = format!("\nclass {}(_Word):\n    \"\"\"{}\"\"\"\n\n", named(group), group.meaning);
    for number in group.numbers {
        let mut value = number.name.to_lowercase();
        // The providers' names are the same on the command line, in paths and here.
        if group.name == "tillbook_provider" {
            value = value.replace('_', "-");
        }
        let _ = writeln!(text, "    {} = \"{value}\"", number.name);
        let _ = writeln!(text, "    \"\"\"{}\"\"\"", number.meaning.replace("tillbook_call", "call"));
    }
    text + "\n"
}
