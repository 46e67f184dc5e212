//! Why a command did not do what it was asked, its exit status, and the one sentence that says so.

use std::io;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use tillbook::holds_card_number;

use super::Cli;
use super::output::clean;

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Failure {
    /// The store or a rule refused, or nothing was found: one sentence that says what to do next.
    Refused(String),
    /// The command was written wrongly: one sentence that says what would be right.
    Usage(String),
    /// Whoever read the output has seen enough, which is no error.
    Closed,
}

/// What every command answers.
pub(super) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A refusal.
    pub(super) fn refused(sentence: impl Into<String>) -> Failure {
        Failure::Refused(sentence.into())
    }

    /// Wrong usage.
    pub(super) fn usage(sentence: impl Into<String>) -> Failure {
        Failure::Usage(sentence.into())
    }

    /// The exit status: 0 where nothing is wrong, 1 refused or not found, 2 wrong usage.
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Closed => ExitCode::SUCCESS,
            Failure::Refused(_) => ExitCode::from(1),
            Failure::Usage(_) => ExitCode::from(2),
        }
    }

    /// The sentence for the user, on one line and without anything that looks like a card number.
    pub(super) fn sentence(&self) -> Option<String> {
        match self {
            Failure::Closed => None,
            Failure::Refused(sentence) | Failure::Usage(sentence) => {
                let words: Vec<&str> = sentence.split_whitespace().collect();
                Some(clean(&words.join(" ")).into_owned())
            }
        }
    }
}

impl From<tillbook::Error> for Failure {
    fn from(error: tillbook::Error) -> Failure {
        match error {
            tillbook::Error::StoreMissing { path } => Failure::Refused(format!(
                "there is no store at {}; check the path, or make one with `tillbook import`",
                path.display()
            )),
            // Only a reader of the output closes a pipe.
            tillbook::Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe => Failure::Closed,
            error => Failure::Refused(error.to_string()),
        }
    }
}

/// Errors of writing the output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Refused(format!("writing the output failed: {error}; free the disk or write somewhere else")),
        }
    }
}

/// The one sentence of an error that clap found in the command's words.
pub(super) fn usage_error(error: &clap::Error, command: Option<&str>) -> Failure {
    let help = match command {
        Some(command) => format!("run `tillbook {command} --help` to see how it is used"),
        None => "run `tillbook --help` to see the commands".to_owned(),
    };
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand]
        .into_iter()
        .find_map(|kind| said(error, kind))
        .map(|suggested| format!("did you mean {suggested}? If not, "))
        .unwrap_or_default();
    let (argument, value) = (said(error, ContextKind::InvalidArg), said(error, ContextKind::InvalidValue));
    let what = match (error.kind(), argument, value) {
        (ErrorKind::MissingRequiredArgument, Some(arguments), _) => missing(&arguments),
        (ErrorKind::UnknownArgument, Some(argument), _) => format!("{} is not understood here", name_alone(&argument)),
        (ErrorKind::InvalidValue, Some(argument), Some(value)) if value.is_empty() => {
            format!("{argument} needs a value")
        }
        (ErrorKind::InvalidValue, Some(argument), Some(value)) => {
            let choice = said(error, ContextKind::ValidValue).map(|valid| format!("; choose from {valid}"));
            format!("'{value}' does not suit {argument}{}", choice.unwrap_or_default())
        }
        // The value may be a card's security code, so it is not quoted.
        (ErrorKind::ValueValidation, Some(argument), _) => {
            let reason = std::error::Error::source(error).map(|reason| format!(": {reason}"));
            format!("the value of {argument} is not right{}", reason.unwrap_or_default())
        }
        (ErrorKind::ArgumentConflict, Some(argument), _) => match said(error, ContextKind::PriorArg) {
            Some(other) if other == argument => format!("{argument} may be given once only"),
            Some(other) => format!("{argument} does not go together with {other}"),
            None => format!("{argument} does not go together with the rest"),
        },
        (ErrorKind::InvalidSubcommand, ..) => {
            let name = said(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("there is no command '{name}'")
        }
        // Every other kind has a first line that stands for itself.
        _ => {
            let text = error.render().to_string();
            let first = text.lines().next().unwrap_or_default();
            first.strip_prefix("error: ").unwrap_or(first).to_owned()
        }
    };
    Failure::Usage(format!("{what}; {suggestion}{help}"))
}

/// What is said of arguments that are missing; clap writes a choice as `<--email <ADDRESS>|--phone <DIGITS>>`.
fn missing(arguments: &str) -> String {
    match arguments.strip_prefix('<').and_then(|choice| choice.strip_suffix('>')) {
        Some(choice) if choice.contains('|') => format!("one of {} is missing", choice.replace('|', ", ")),
        _ => format!("{arguments} is missing"),
    }
}

/// A stray word without what follows its `=`, which may be a card's security code.
fn name_alone(argument: &str) -> String {
    argument.split_once('=').map_or_else(|| argument.to_owned(), |(name, _)| format!("{name}=…"))
}

/// The command that the words name, where they name one.
pub(super) fn named_command() -> Option<String> {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let command = Cli::command();
    words.into_iter().find(|word| command.find_subcommand(word).is_some())
}

/// What clap tells about an error under one heading, with card numbers hidden.
fn said(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let text = match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        _ => return None,
    };
    Some(if holds_card_number(&text) { "[hidden: looks like a card number]".to_owned() } else { text })
}
