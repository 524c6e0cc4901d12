//! `depeche bench`: how long answers take.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use clap::Args;
use depeche::bench::{self, BenchOptions, BenchReport, Latency, Sample, Workload};
use depeche::render::{Align, table, versioned};
use depeche::{Error, ErrorKind, Searcher};
use serde::Serialize;

use crate::cli::arguments::Synonymy;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Outcome, output};

const EXAMPLES: &str = "\
Examples:
  depeche bench -Q queries.tsv                 one line per kind of query
  depeche bench -Q queries.tsv --reps 20 --json --samples samples.tsv";

/// Measure how long answers take
///
/// Every query is answered once to warm up and then so many times; its best time counts. An
/// answer is all that a reader gets: parse, search, totals, ten articles with their best passage,
/// highlighted and cut into fragments.
#[derive(Debug, Args)]
#[command(before_long_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// Queries, one a line: kind TAB query, or the query alone
    #[arg(short = 'Q', long, value_name = "FILE")]
    queries: PathBuf,

    /// Times that every query is answered
    #[arg(long, value_name = "N", default_value_t = 5)]
    reps: u32,

    /// Write a line per query: kind, query, best µs, median µs, articles, passages
    #[arg(long, value_name = "FILE")]
    samples: Option<PathBuf>,

    #[command(flatten)]
    synonymy: Synonymy,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let path = &arguments.queries;
    let text = fs::read_to_string(path).map_err(|cause| {
        Error::new(ErrorKind::Input, format!("cannot read `{}`", path.display())).caused_by(cause)
    })?;
    let workload = Workload::read(&text, &path.display().to_string())?;
    let searcher = super::searcher(context, &arguments.synonymy)?;
    let mut options = BenchOptions::default();
    options.repetitions = arguments.reps;
    let report = bench::run(&searcher, &workload, &options, &mut |_| ())?;
    if let Some(path) = &arguments.samples {
        fs::write(path, samples(&report.samples)).map_err(|cause| {
            let message = format!("cannot write `{}`", path.display());
            Error::new(ErrorKind::Storage, message).caused_by(cause)
        })?;
    }
    let text = match arguments.json {
        true => format!("{}\n", versioned(Form::new(&searcher, context, arguments, &report))?),
        false => lines(&report),
    };
    output::print(&text)?;
    Ok(Outcome::Complete)
}

fn lines(report: &BenchReport) -> String {
    use Align::{Left, Right};
    let head = ["kind", "n", "mean µs", "p50", "p90", "p95", "p99", "max", "hits"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(report.kinds.iter().map(|(kind, latency)| line(kind, latency)));
    rows.push(line("all", &report.all));
    let lines = table(&rows, &[Left, Right, Right, Right, Right, Right, Right, Right, Right]);
    format!("{lines}{:.0} queries a second\n", report.throughput_qps)
}

fn line(kind: &str, latency: &Latency) -> Vec<String> {
    let Latency { mean_us, p50_us, p90_us, p95_us, p99_us, max_us, .. } = latency;
    let times = [mean_us, p50_us, p90_us, p95_us, p99_us, max_us].map(|time| format!("{time:.0}"));
    let mut line = vec![kind.to_owned(), latency.n.to_string()];
    line.extend(times);
    line.push(latency.hits.to_string());
    line
}

fn samples(samples: &[Sample]) -> String {
    let mut text = String::new();
    for sample in samples {
        let [best, median] =
            [sample.best, sample.median].map(|time| time.as_nanos() as f64 / 1000.0);
        let Sample { kind, query, articles, passages, .. } = sample;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{kind}\t{query}\t{best:.1}\t{median:.1}\t{articles}\t{passages}");
    }
    text
}

/// The report as scripts read it.
#[derive(Serialize)]
struct Form<'a> {
    index: IndexForm,
    machine: Machine,
    repetitions: u32,
    #[serde(flatten)]
    report: &'a BenchReport,
}

#[derive(Serialize)]
struct IndexForm {
    directory: String,
    articles: u64,
}

#[derive(Serialize)]
struct Machine {
    os: &'static str,
    architecture: &'static str,
    cores: usize,
    program: &'static str,
}

impl<'a> Form<'a> {
    fn new(
        searcher: &Searcher,
        context: &Context,
        arguments: &Arguments,
        report: &'a BenchReport,
    ) -> Self {
        Form {
            index: IndexForm {
                directory: context.index.display().to_string(),
                articles: searcher.snapshot().article_count(),
            },
            machine: Machine {
                os: std::env::consts::OS,
                architecture: std::env::consts::ARCH,
                cores: std::thread::available_parallelism().map_or(1, usize::from),
                program: env!("CARGO_PKG_VERSION"),
            },
            repetitions: arguments.reps,
            report,
        }
    }
}
