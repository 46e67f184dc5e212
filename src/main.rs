//! The `tillbook` command line.
// As in the library: what a user types never ends in a panic. The lints for every target are in Cargo.toml.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::get_unwrap)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
