//! The command line: reads arguments and environment, calls the library, prints.

mod arguments;
mod color;
mod commands;
mod context;
mod failure;
mod memory;
mod messages;
mod output;
mod pager;
mod place;
mod progress;
mod settings;
mod size;
mod weights;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use arguments::{Arguments, Command};
use context::Context;
use failure::Failure;

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Everything asked for was done or found: exit code 0.
    Complete,
    /// Nothing was found, or some inputs were left out: exit code 1.
    Lacking,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Complete => ExitCode::SUCCESS,
            Outcome::Lacking => ExitCode::from(1),
        }
    }
}

/// Runs the program and returns its exit code.
pub(crate) fn run() -> ExitCode {
    let mut arguments = Arguments::parse();
    if arguments.shared.index.len() > most_indexes(&arguments.command) {
        let message = "--index is given too often; only `bench` compares two";
        Arguments::command().error(ErrorKind::TooManyValues, message).exit();
    }
    // A shell asks for these wherever it starts; settings have nothing to say in them.
    arguments.shared.no_config |=
        matches!(arguments.command, Command::Completions(_) | Command::Man(_));
    let context = match Context::new(&arguments.shared) {
        Ok(context) => context,
        Err(error) => return Failure::from(error).report(context::messages(&arguments.shared)),
    };
    match commands::run(arguments.command, &context) {
        Ok(outcome) => outcome.into(),
        Err(failure) => failure.report(context.messages),
    }
}

/// Returns how many indexes a command can look at.
fn most_indexes(command: &Command) -> usize {
    if matches!(command, Command::Bench(_)) { 2 } else { 1 }
}
