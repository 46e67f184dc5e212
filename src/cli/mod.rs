//! The command line: it translates words into calls of the library and answers into tables or JSON, and decides nothing.
//!
//! One file is one command. Exit status 0 means done, 1 refused or not found, 2 wrong usage.

mod account;
mod backup;
mod call;
mod card;
mod check;
mod compact;
mod completions;
mod customer;
mod demo;
mod export;
mod failure;
mod find;
mod folder;
mod get;
mod import;
mod list;
mod money;
mod object;
mod output;
mod progress;
#[cfg(feature = "server")]
mod serve;
mod stat;
mod table;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Mutex;

use clap::Parser as _;
use clap::error::ErrorKind;
use owo_colors::OwoColorize as _;

use self::failure::{Failure, Outcome, named_command, usage_error};
use self::output::Out;

const EXAMPLES: &str = "\
Examples:
  tillbook demo
  tillbook import till.tillbook customers.csv --provider omise
  tillbook find till.tillbook --email ann@example.com

Every command explains itself and gives examples: tillbook list --help
Exit status: 0 done, 1 refused or not found, 2 wrong usage.";

/// The customers of a till in one file, with their cards and schedules, under the rules of the payment provider
#[derive(Debug, clap::Parser)]
#[command(name = "tillbook", version, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Live through a day at the till on a temporary store, with every step explained
    Demo(demo::Args),
    /// Bring in the customers of a CSV, JSON or JSONL file
    Import(import::Args),
    /// Write an account's customers as JSONL or CSV
    Export(export::Args),
    /// Show a customer, card, token, schedule or occurrence by its id
    Get(get::Args),
    /// Find customers by what is known of them
    Find(find::Args),
    /// List an account's customers in the order in which they came
    List(list::Args),
    /// Answer a request as the provider's own interface does
    Call(call::Args),
    /// Serve a provider's interface over HTTP
    #[cfg(feature = "server")]
    Serve(serve::Args),
    /// Say how much is in a store
    Stat(stat::Args),
    /// Look whether a store is sound
    Check(check::Args),
    /// Copy a store into a new file
    Backup(backup::Args),
    /// Give back what a store's file no longer needs
    Compact(compact::Args),
    /// Write the script with which a shell completes these commands
    Completions(completions::Args),
}

impl Command {
    fn run(&self, out: &mut Out) -> Outcome {
        match self {
            Command::Demo(args) => demo::run(args, out),
            Command::Import(args) => import::run(args, out),
            Command::Export(args) => export::run(args, out),
            Command::Get(args) => get::run(args, out),
            Command::Find(args) => find::run(args, out),
            Command::List(args) => list::run(args, out),
            Command::Call(args) => call::run(args, out),
            #[cfg(feature = "server")]
            Command::Serve(args) => serve::run(args, out),
            Command::Stat(args) => stat::run(args, out),
            Command::Check(args) => check::run(args, out),
            Command::Backup(args) => backup::run(args, out),
            Command::Compact(args) => compact::run(args, out),
            Command::Completions(args) => completions::run(args, out),
        }
    }
}

/// Where the program stopped, when it stopped for a defect. Never what it was doing with: that may be somebody's data.
static STOPPED_AT: Mutex<Option<String>> = Mutex::new(None);

/// Runs the command that the process was started with.
///
/// The library turns what redb does with spoilt pages into errors, and nobody is to see how. Should a defect of ours
/// stop the program all the same, that too is one sentence.
pub(super) fn run() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut stopped_at) = STOPPED_AT.lock() {
            *stopped_at = panic.location().map(ToString::to_string);
        }
    }));
    std::panic::catch_unwind(run_command).unwrap_or_else(|_| {
        let stopped_at = STOPPED_AT.lock().ok().and_then(|place| place.clone()).unwrap_or_default();
        end(&Failure::refused(format!(
            "tillbook stopped for a defect at {stopped_at}; run `tillbook check` on the store, and please report this"
        )))
    })
}

fn run_command() -> ExitCode {
    let outcome = match Cli::try_parse() {
        Ok(cli) => {
            let mut out = Out::stdout();
            let outcome = cli.command.run(&mut out);
            // What a refused command has written so far is shown too.
            let flushed = out.flush().map_err(Failure::from);
            outcome.and(flushed)
        }
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => error.print().map_err(Failure::from),
            // Without any words the help itself says what to do.
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let _ = error.print();
                return ExitCode::from(2);
            }
            _ => Err(usage_error(&error, named_command().as_deref())),
        },
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => end(&failure),
    }
}

/// Says why a command stopped, and answers with its exit status.
fn end(failure: &Failure) -> ExitCode {
    if let Some(sentence) = failure.sentence() {
        // There is nobody left to tell when standard error is closed too.
        let _ = writeln!(anstream::stderr(), "{} {sentence}", "error:".red().bold());
    }
    failure.exit_code()
}
