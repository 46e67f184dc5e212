//! The command line: it translates words into calls of the library and answers into tables or JSON, and decides nothing.
//!
//! One file is one command. Exit status 0 means done, 1 refused or not found, 2 wrong usage.

mod account;
mod call;
mod card;
mod completions;
mod customer;
mod demo;
mod failure;
mod find;
mod folder;
mod get;
mod list;
mod money;
mod object;
mod output;
mod progress;

use std::io::Write as _;
use std::process::ExitCode;

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
    /// Show a customer, card, token, schedule or occurrence by its id
    Get(get::Args),
    /// Find customers by what is known of them
    Find(find::Args),
    /// List an account's customers in the order in which they came
    List(list::Args),
    /// Answer a request as the provider's own interface does
    Call(call::Args),
    /// Write the script with which a shell completes these commands
    Completions(completions::Args),
}

impl Command {
    fn run(&self, out: &mut Out) -> Outcome {
        match self {
            Command::Demo(args) => demo::run(args, out),
            Command::Get(args) => get::run(args, out),
            Command::Find(args) => find::run(args, out),
            Command::List(args) => list::run(args, out),
            Command::Call(args) => call::run(args, out),
            Command::Completions(args) => completions::run(args, out),
        }
    }
}

/// Runs the command that the process was started with.
pub(super) fn run() -> ExitCode {
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
        Err(failure) => {
            if let Some(sentence) = failure.sentence() {
                // There is nobody left to tell when standard error is closed too.
                let _ = writeln!(anstream::stderr(), "{} {sentence}", "error:".red().bold());
            }
            failure.exit_code()
        }
    }
}
