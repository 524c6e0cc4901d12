//! `depeche why-not`: what an article lacks of a query.

use clap::Args;
use depeche::{Error, ErrorKind, Searcher, render};

use super::{parse, searcher, warn_of_remarks};
use crate::cli::arguments::Synonymy;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Outcome, output};

/// Ids that are named when an article is unknown.
const MAX_IDS: usize = 3;

const EXAMPLES: &str = "\
Examples:
  depeche why-not afp-12 '\"assistance militaire\" ET Kiev'
  depeche why-not depeches/juin.jsonl:4 'accord /10 paix date:2024'";

/// Tell condition by condition why a query does not find an article
#[derive(Debug, Args)]
#[command(before_long_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The article, as search prints it between brackets
    #[arg(value_name = "ID")]
    id: String,

    /// The query; several arguments are joined by spaces
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,

    #[command(flatten)]
    synonymy: Synonymy,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let input = arguments.query.join(" ");
    let parsed = parse(&input);
    warn_of_remarks(&input, &parsed.remarks, context.messages);
    let searcher = searcher(context, &arguments.synonymy)?;
    let id = without_passage(&searcher, &arguments.id)?;
    let Some(answer) = searcher.why_not(id, &parsed.query)? else {
        return Err(unknown(&searcher, id, context)?.into());
    };
    let text = match arguments.json {
        true => format!("{}\n", render::versioned(&answer)?),
        false => render::why_not(&answer, context.language()),
    };
    output::print(&text)?;
    Ok(if answer.condition.holds { Outcome::Complete } else { Outcome::Lacking })
}

/// Takes `#3` off an id, as search prints it, unless the id itself ends so.
fn without_passage<'a>(searcher: &Searcher, address: &'a str) -> Result<&'a str, Error> {
    let Some((id, passage)) = address.rsplit_once('#') else { return Ok(address) };
    let is_passage = passage.bytes().all(|byte| byte.is_ascii_digit());
    let is_id = !is_passage || searcher.snapshot().article(address)?.is_some();
    Ok(if is_id { address } else { id })
}

/// Makes the error of an unknown article; its hint names ids that are written like it.
pub(super) fn unknown(searcher: &Searcher, id: &str, context: &Context) -> Result<Error, Failure> {
    let similar = searcher.similar_ids(id, MAX_IDS)?;
    let hint = match similar.is_empty() {
        true => "depeche search WORDS --format '{id}'".to_owned(),
        false => similar.join("  "),
    };
    let message = context.messages.unknown_article(id);
    Ok(Error::new(ErrorKind::Request, message).with_hint(hint))
}
