//! `tillbook demo`.
use super::failure::Outcome;
use super::output::Out;
/// The words of `tillbook demo`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}
pub(super) fn run(_args: &Args, _out: &mut Out) -> Outcome { Ok(()) }
