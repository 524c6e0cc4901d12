//! `depeche eval`: how good the rankings are, measured on judged queries.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use depeche::eval::{self, Comparison, Found, Judgments, MeasureComparison, Report};
use depeche::render::{Align, table, versioned};
use depeche::search::Weights;
use depeche::{Error, ErrorKind, Query, SearchRequest, Searcher};
use serde::Serialize;

use crate::cli::arguments::Synonymy;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Outcome, output, weights};

/// Name of this program in run files.
const TAG: &str = "depeche";

/// Measure the ranking on judged queries
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// Queries, one a line: id TAB text
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,

    /// Judgments, one a line: query 0 article relevance
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,

    /// Write the best 100 articles of each query as a TREC run file
    #[arg(long, value_name = "FILE")]
    run: Option<PathBuf>,

    /// Compare with the rankings of a TREC run file
    #[arg(long, value_name = "RUN")]
    compare: Option<PathBuf>,

    /// Write a page with every query
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// Take the weights of the ranking from a file: lines such as `title = 0.8`
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,

    /// Take queries in the query language instead of as plain text
    #[arg(long)]
    syntax: bool,

    /// Ask the suggested query instead, where there is one
    #[arg(long)]
    follow_suggestions: bool,

    /// Make one typing error in each query first; the same number makes the same errors
    #[arg(long, value_name = "SEED")]
    typing_errors: Option<u64>,

    #[command(flatten)]
    synonymy: Synonymy,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let mut queries = read(&arguments.queries, eval::read_queries)?;
    if let Some(seed) = arguments.typing_errors {
        queries = eval::with_typing_errors(&queries, seed);
    }
    let judgments = read(&arguments.qrels, Judgments::read)?;
    let baseline =
        arguments.compare.as_deref().map(|path| read(path, eval::read_run)).transpose()?;
    let searcher = super::searcher(context, &arguments.synonymy)?;

    let weights = weights::chosen(arguments.weights.as_deref(), &context.settings)?;
    let mut search = |text: &str| found(&searcher, weights, arguments, text);
    let rankings = eval::ask(&queries, &mut search)?;
    let report = eval::evaluate(&queries, &judgments, &rankings)?;
    let baseline = baseline.map(|run| eval::evaluate(&queries, &judgments, &run)).transpose()?;
    let comparison = baseline.map(|baseline| eval::compare(&report, &baseline));

    write(arguments.run.as_deref(), || eval::write_run(&rankings, TAG))?;
    write(arguments.html.as_deref(), || eval::html(&report, comparison.as_ref()))?;
    if let Some(warning) = context.messages.left_out(&report.left_out) {
        output::warn(&warning);
    }
    let form = Form { report: &report, comparison: comparison.as_ref() };
    let text = match arguments.json {
        true => format!("{}\n", versioned(form)?),
        false => tables(&report, comparison.as_ref()),
    };
    output::print(&text)?;
    Ok(Outcome::Complete)
}

fn found(
    searcher: &Searcher,
    weights: Weights,
    arguments: &Arguments,
    text: &str,
) -> depeche::Result<Found> {
    let query = if arguments.syntax { super::parse(text).query } else { Query::plain(text) };
    let mut request = SearchRequest::new(query);
    request.limit = eval::RUN_DEPTH;
    request.weights = weights;
    let mut results = searcher.search(&request)?;
    if arguments.follow_suggestions
        && let Some(suggestion) = results.suggestion.take()
    {
        request.query = suggestion.query;
        results = searcher.search(&request)?;
    }
    Ok(results.hits.into_iter().map(|hit| (hit.article.id, hit.score)).collect())
}

fn read<T>(path: &Path, reader: fn(&str, &str) -> depeche::Result<T>) -> depeche::Result<T> {
    let text = fs::read_to_string(path).map_err(|cause| {
        Error::new(ErrorKind::Input, format!("cannot read `{}`", path.display())).caused_by(cause)
    })?;
    reader(&text, &path.display().to_string())
}

fn write(path: Option<&Path>, text: impl FnOnce() -> String) -> depeche::Result<()> {
    let Some(path) = path else { return Ok(()) };
    fs::write(path, text()).map_err(|cause| {
        Error::new(ErrorKind::Storage, format!("cannot write `{}`", path.display()))
            .caused_by(cause)
    })
}

#[derive(Serialize)]
struct Form<'a> {
    #[serde(flatten)]
    report: &'a Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<&'a Comparison>,
}

fn tables(report: &Report, comparison: Option<&Comparison>) -> String {
    use Align::{Left, Right};
    let rows = match comparison {
        Some(comparison) => compared(comparison),
        None => measured(report),
    };
    table(&rows, &[Left, Right, Right, Right, Right, Right])
}

/// A row for each measure: here, in the other run, difference, wins/losses/ties, probability that
/// chance did it.
fn compared(comparison: &Comparison) -> Vec<Vec<String>> {
    let head = ["", "here", "other", "+/-", "win/loss/tie", "p"].map(str::to_owned).to_vec();
    let row = |measure: &MeasureComparison| {
        let MeasureComparison { wins, losses, ties, .. } = measure;
        vec![
            measure.measure.to_owned(),
            format!("{:.4}", measure.mean),
            format!("{:.4}", measure.baseline),
            format!("{:+.4}", measure.difference),
            format!("{wins}/{losses}/{ties}"),
            format!("{:.4}", measure.p_value),
        ]
    };
    std::iter::once(head).chain(comparison.measures.iter().map(row)).collect()
}

fn measured(report: &Report) -> Vec<Vec<String>> {
    let mean = &report.mean;
    let rows = [
        ("nDCG@10", mean.ndcg_10),
        ("MRR@10", mean.mrr_10),
        ("recall@10", mean.recall_10),
        ("recall@100", mean.recall_100),
        ("hit@1", mean.hit_1),
    ];
    rows.iter().map(|(name, value)| vec![(*name).to_owned(), format!("{value:.4}")]).collect()
}
