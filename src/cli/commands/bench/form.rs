//! A measurement as scripts and as people read it.

use std::path::Path;

use depeche::Searcher;
use depeche::bench::{BenchReport, Comparison, Latency};
use depeche::render::{Align, table};
use serde::Serialize;

use super::{Arguments, Measured};

/// An index that was measured.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Place {
    directory: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<u64>,
}

impl Place {
    pub(super) fn new(directory: &Path, searcher: &Searcher) -> Self {
        let articles = Some(searcher.snapshot().article_count());
        Place { articles, ..Place::unopened(directory) }
    }

    pub(super) fn unopened(directory: &Path) -> Self {
        Place { directory: directory.display().to_string(), articles: None }
    }
}

/// The report as scripts read it.
#[derive(Serialize)]
pub(super) struct Form<'a> {
    index: Option<&'a Place>,
    machine: Machine,
    repetitions: u32,
    threads: u16,
    #[serde(flatten)]
    report: Option<&'a BenchReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_mean_us: Option<f64>,
    /// Every rate, when there are several; `kinds` and `all` are those of the first.
    #[serde(skip_serializing_if = "<[BenchReport]>::is_empty")]
    rates: &'a [BenchReport],
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<Second<'a>>,
}

#[derive(Serialize)]
struct Machine {
    os: &'static str,
    architecture: &'static str,
    cores: usize,
    program: &'static str,
}

#[derive(Serialize)]
struct Second<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<&'a Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    program: Option<String>,
    #[serde(flatten)]
    report: &'a BenchReport,
    comparison: &'a Comparison,
}

impl Machine {
    fn here() -> Self {
        Machine {
            os: std::env::consts::OS,
            architecture: std::env::consts::ARCH,
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            program: env!("CARGO_PKG_VERSION"),
        }
    }
}

impl<'a> Form<'a> {
    pub(super) fn new(places: &'a [Place], arguments: &Arguments, measured: &'a Measured) -> Self {
        let rates = match measured.reports.len() {
            0 | 1 => &[],
            _ => &measured.reports[..],
        };
        let second = measured.second.as_ref().map(|(report, comparison)| Second {
            index: places.get(1),
            program: arguments.against.as_ref().map(|program| program.display().to_string()),
            report,
            comparison,
        });
        Form {
            index: places.first(),
            machine: Machine::here(),
            repetitions: arguments.reps,
            threads: arguments.threads,
            report: measured.reports.first(),
            open_mean_us: measured.open_mean_us,
            rates,
            second,
        }
    }
}

/// Returns the circumstances that a page names.
pub(super) fn facts(
    places: &[Place],
    arguments: &Arguments,
    measured: &Measured,
) -> Vec<(&'static str, String)> {
    let Machine { os, architecture, cores, program } = Machine::here();
    let mut facts = vec![
        ("program", format!("depeche {program}")),
        ("machine", format!("{os} {architecture}, {cores} cores")),
        ("queries", arguments.queries.display().to_string()),
        ("threads", arguments.threads.to_string()),
    ];
    for (place, name) in places.iter().zip(["index", "second index"]) {
        let articles = place.articles.map(|articles| format!(" ({articles} articles)"));
        facts.push((name, format!("{}{}", place.directory, articles.unwrap_or_default())));
    }
    facts.extend(
        arguments.against.iter().map(|path| ("second program", path.display().to_string())),
    );
    facts.extend(measured.open_mean_us.map(|time| {
        ("cold", format!("a new searcher for each answer; opening took {time:.0} µs on the mean"))
    }));
    facts
}

/// Returns the report as people read it.
pub(super) fn lines(measured: &Measured) -> String {
    let mut text: String = measured.reports.iter().map(report_lines).collect();
    if let Some(time) = measured.open_mean_us {
        text.push_str(&format!("{time:.0} µs to open the index, not counted\n"));
    }
    if let Some((report, comparison)) = &measured.second {
        text.push_str(&format!("\nsecond\n{}", report_lines(report)));
        text.push_str(&comparison_lines(comparison));
    }
    text
}

fn report_lines(report: &BenchReport) -> String {
    use Align::{Left, Right};
    let head = ["kind", "n", "mean µs", "p50", "p90", "p95", "p99", "p99.9", "max", "hits"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(report.kinds.iter().map(|(kind, latency)| line(kind, latency)));
    rows.push(line("all", &report.all));
    let mut align = [Right; 10];
    align[0] = Left;
    let asked = report.rate_qps.map(|rate| format!("{rate} queries a second asked for, "));
    let late = match report.unanswered {
        0 => String::new(),
        late => format!("{late} queries not begun in time: latencies are lower bounds\n"),
    };
    let (lines, asked) = (table(&rows, &align), asked.unwrap_or_default());
    format!("{lines}{asked}{:.0} queries a second\n{late}", report.throughput_qps)
}

fn line(kind: &str, latency: &Latency) -> Vec<String> {
    let Latency { mean_us, p50_us, p90_us, p95_us, p99_us, p999_us, max_us, .. } = latency;
    let times = [mean_us, p50_us, p90_us, p95_us, p99_us, p999_us, max_us];
    let mut line = vec![kind.to_owned(), latency.n.to_string()];
    line.extend(times.map(|time| format!("{time:.0}")));
    line.push(latency.hits.to_string());
    line
}

fn comparison_lines(comparison: &Comparison) -> String {
    use Align::{Left, Right};
    let head = ["second ÷ first", "n", "mean", "95 %", "median", "95 %"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(comparison.kinds.iter().map(|(kind, ratios)| ratios.cells(kind)));
    rows.push(comparison.all.cells("all"));
    let lines = table(&rows, &[Left, Right, Right, Right, Right, Right]);
    let different = match comparison.different_answers {
        0 => String::new(),
        count => format!("{count} queries found another number of articles\n"),
    };
    format!("\n{lines}{different}")
}
