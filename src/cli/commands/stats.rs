//! `depeche stats`: what the index holds.

use std::collections::BTreeMap;

use clap::Args;
use depeche::index::{FieldStatistics, Statistics};
use depeche::render::{Align, table, versioned};
use depeche::{Date, Index};
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::messages::Messages;
use crate::cli::{Outcome, output};

/// Show what the index holds, in numbers
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let statistics = Index::open(&context.index)?.snapshot()?.statistics()?;
    let text = match arguments.json {
        true => format!("{}\n", versioned(Form::new(&statistics))?),
        false => tables(&statistics, context.messages),
    };
    output::print(&text)?;
    Ok(Outcome::Complete)
}

fn tables(statistics: &Statistics, messages: Messages) -> String {
    const NUMBERS: [Align; 3] = [Align::Left, Align::Right, Align::Right];
    let general = table(&messages.statistics(statistics), &[]);
    let fields = table(&messages.fields(statistics), &NUMBERS);
    let sources = table(&messages.sources(statistics), &NUMBERS);
    format!("{general}\n{fields}\n{sources}")
}

/// The statistics as scripts read them.
#[derive(Serialize)]
struct Form<'a> {
    articles: u64,
    passages: u64,
    tokens: u64,
    segments: u64,
    bytes: Sizes,
    fields: &'a BTreeMap<String, FieldStatistics>,
    format_version: u32,
    analysis: &'a str,
    date_range: Option<DateRange>,
    sources: &'a BTreeMap<String, u64>,
}

#[derive(Serialize)]
struct Sizes {
    text: u64,
    index: u64,
    terms: u64,
    postings: u64,
    positions: u64,
    store: u64,
    fast: u64,
}

#[derive(Serialize)]
struct DateRange {
    first: Option<Date>,
    last: Option<Date>,
}

impl<'a> Form<'a> {
    fn new(statistics: &'a Statistics) -> Self {
        let day = Date::from_second;
        let range = statistics.date_range;
        Form {
            articles: statistics.articles,
            passages: statistics.passages,
            tokens: statistics.tokens,
            segments: statistics.segments,
            bytes: Sizes::new(statistics),
            fields: &statistics.fields,
            format_version: statistics.format_version,
            analysis: &statistics.analysis,
            date_range: range.map(|(first, last)| DateRange { first: day(first), last: day(last) }),
            sources: &statistics.sources,
        }
    }
}

impl Sizes {
    fn new(statistics: &Statistics) -> Self {
        let bytes = &statistics.bytes;
        Sizes {
            text: statistics.text_bytes,
            index: statistics.index_bytes,
            terms: bytes.terms,
            postings: bytes.postings,
            positions: bytes.positions,
            store: bytes.store,
            fast: bytes.fast,
        }
    }
}
