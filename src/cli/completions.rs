//! `tillbook completions`: what a shell needs to complete the commands.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Cli;
use super::failure::Outcome;
use super::output::Out;

const EXAMPLES: &str = "\
Examples:
  tillbook completions bash > tillbook.bash
  tillbook completions zsh > _tillbook
  tillbook completions fish > tillbook.fish

Put the file where your shell looks for completions, for example
~/.local/share/bash-completion/completions/tillbook or
~/.config/fish/completions/tillbook.fish.";

/// The words of `tillbook completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the shell's script.
pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tillbook", &mut script);
    out.write_all(&script)?;
    Ok(())
}
