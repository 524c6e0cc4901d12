//! `depeche show`: one article to read.

use std::ops::Range;

use clap::Args;
use depeche::render::{self, Marks};
use depeche::search::MarkedArticle;
use depeche::{Error, ErrorKind, Searcher};

use super::search::marks;
use super::why_not::unknown;
use super::{parse, searcher, warn_of_remarks};
use crate::cli::arguments::Synonymy;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::messages::Messages;
use crate::cli::{Outcome, output, pager};

const EXAMPLES: &str = "\
Examples:
  depeche show depeches/juin.jsonl:4           the whole article
  depeche show 'depeches/juin.jsonl:4#3'       its third passage, as search prints it
  depeche show afp-12 -q '\"assistance militaire\"'";

/// Show an article, or one passage of it
#[derive(Debug, Args)]
#[command(before_long_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The article, as search prints it between brackets; #3 is its third passage
    #[arg(value_name = "ID[#PASSAGE]")]
    id: String,

    /// Mark the hits of a query
    #[arg(short, long)]
    query: Option<String>,

    /// Write hits between two marks parted by a comma, such as '[[,]]'
    #[arg(long, value_name = "BEFORE,AFTER", value_parser = marks)]
    mark: Option<Marks>,

    #[command(flatten)]
    synonymy: Synonymy,

    /// Print one JSON object
    #[arg(long)]
    json: bool,

    /// Print long articles at once
    #[arg(long)]
    no_pager: bool,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let input = arguments.query.as_deref().unwrap_or("");
    let parsed = parse(input);
    if arguments.query.is_some() {
        warn_of_remarks(input, &parsed.remarks, context.messages);
    }
    let searcher = searcher(context, &arguments.synonymy)?;
    let Some((marked, ordinal)) = find(&searcher, &arguments.id, &parsed.query)? else {
        return Err(unknown(&searcher, &arguments.id, context)?.into());
    };
    let part = match ordinal {
        Some(ordinal) => Some((ordinal, passage(&marked, ordinal, context.messages)?)),
        None => None,
    };
    if arguments.json {
        output::print(&format!("{}\n", render::marked_article(&marked, part)?))?;
    } else {
        let part = part.map(|(_, range)| range);
        let text = render::article(&marked, part, &context.look(arguments.mark.as_ref()));
        match arguments.no_pager {
            true => output::print(&text)?,
            false => pager::show(&text, context)?,
        }
    }
    Ok(Outcome::Complete)
}

/// Finds the article and the number of the passage. An id may itself end like `#3`.
fn find(
    searcher: &Searcher,
    address: &str,
    query: &depeche::Query,
) -> Result<Option<(MarkedArticle, Option<usize>)>, Failure> {
    if let Some(marked) = searcher.mark(address, query)? {
        return Ok(Some((marked, None)));
    }
    let Some((id, ordinal)) = address.rsplit_once('#') else { return Ok(None) };
    let Ok(ordinal) = ordinal.parse() else { return Ok(None) };
    Ok(searcher.mark(id, query)?.map(|marked| (marked, Some(ordinal))))
}

fn passage(
    marked: &MarkedArticle,
    ordinal: usize,
    messages: Messages,
) -> Result<Range<usize>, Error> {
    let range = ordinal.checked_sub(1).and_then(|index| marked.passages.get(index)).cloned();
    range.ok_or_else(|| {
        let message = messages.unknown_passage(&marked.article.id, ordinal, marked.passages.len());
        Error::new(ErrorKind::Request, message)
    })
}
