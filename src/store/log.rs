//! What a store tells of itself to whoever opened it: sentences without anybody's data.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How much a line of the log matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i32)]
#[non_exhaustive]
pub enum LogLevel {
    /// The store stopped, or could not do what it promised.
    Error = 1,
    /// Something is not as it should be, and the store goes on.
    Warn = 2,
    /// Something was begun or done.
    Info = 3,
    /// What only somebody who looks for a fault wants to know.
    Debug = 4,
}

impl LogLevel {
    /// The name in lower case, for example `warn`.
    pub const fn name(self) -> &'static str {
        match self {
            LogLevel::Error => "error",
            LogLevel::Warn => "warn",
            LogLevel::Info => "info",
            LogLevel::Debug => "debug",
        }
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

type Callback = dyn Fn(LogLevel, &str) + Send + Sync;

/// Whom a store tells; nobody unless somebody asked.
#[derive(Clone, Default)]
pub(super) struct Log(Option<Arc<Callback>>);

impl Log {
    pub(super) fn new(callback: impl Fn(LogLevel, &str) + Send + Sync + 'static) -> Log {
        Log(Some(Arc::new(callback)))
    }

    pub(super) fn error(&self, line: fmt::Arguments<'_>) {
        self.say(LogLevel::Error, line);
    }

    pub(super) fn warn(&self, line: fmt::Arguments<'_>) {
        self.say(LogLevel::Warn, line);
    }

    pub(super) fn info(&self, line: fmt::Arguments<'_>) {
        self.say(LogLevel::Info, line);
    }

    pub(super) fn debug(&self, line: fmt::Arguments<'_>) {
        self.say(LogLevel::Debug, line);
    }

    /// Never called while a write is open. Should the callback panic, the line is lost and nothing else.
    fn say(&self, level: LogLevel, line: fmt::Arguments<'_>) {
        if let Some(callback) = &self.0 {
            let _ = catch_unwind(AssertUnwindSafe(|| callback(level, &line.to_string())));
        }
    }
}

/// Says that a file is closed, when it is: the last of what belongs to an open store.
pub(super) struct Closing {
    pub(super) log: Log,
    /// Where the store lies, as it may be shown.
    pub(super) path: String,
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.log.info(format_args!("closed {}", self.path));
    }
}
