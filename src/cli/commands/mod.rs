//! The commands, one file each: what can be typed, and what it does.

pub(super) mod analyze;
pub(super) mod bench;
pub(super) mod completions;
pub(super) mod eval;
pub(super) mod index;
pub(super) mod man;
pub(super) mod search;
pub(super) mod show;
pub(super) mod stats;
pub(super) mod why_not;

use std::path::Path;

use depeche::{Index, Searcher};

use super::arguments::{Command, Synonymy};
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::{Outcome, messages};

/// Runs a command.
pub(super) fn run(command: Command, context: &Context) -> Result<Outcome, Failure> {
    match command {
        Command::Index(arguments) => index::run(&arguments, context),
        Command::Search(arguments) => search::run(&arguments, context),
        Command::Show(arguments) => show::run(&arguments, context),
        Command::WhyNot(arguments) => why_not::run(&arguments, context),
        Command::Analyze(arguments) => analyze::run(&arguments, context),
        Command::Stats(arguments) => stats::run(&arguments, context),
        Command::Bench(arguments) => bench::run(&arguments, context),
        Command::Eval(arguments) => eval::run(&arguments, context),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}

/// Opens the index for searches, with the user's lists of words.
fn searcher(context: &Context, synonymy: &Synonymy) -> Result<Searcher, Failure> {
    Ok(searcher_of(&context.index, context, synonymy)?)
}

/// Opens an index, to be searched as the settings say.
fn searcher_of(
    directory: &Path,
    context: &Context,
    synonymy: &Synonymy,
) -> depeche::Result<Searcher> {
    let searcher = Searcher::new(Index::open(directory)?.snapshot()?)
        .with_stop_words(context.settings.stop_words()?);
    Ok(match synonymy.no_synonyms {
        true => searcher,
        false => searcher.with_synonyms(&context.settings.synonyms()?),
    })
}

/// Parses a query as typed today.
fn parse(input: &str) -> depeche::query::Parsed {
    match super::context::today() {
        Some(today) => depeche::Query::parse_at(input, today),
        None => depeche::Query::parse(input),
    }
}

/// Tells on standard error what was not understood of a query, each remark with its place.
fn warn_of_remarks(input: &str, remarks: &[depeche::query::Remark], messages: messages::Messages) {
    for remark in remarks {
        let place = depeche::render::pointed(input, remark.span.clone());
        let message = messages.remark(&remark.message(messages.language()));
        output::warn(&format!("{message}{place}"));
    }
}
