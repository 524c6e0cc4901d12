//! A report as one HTML page that needs nothing else: no script, no outside request. A table
//! stands beside every drawing.

mod axis;
mod drawing;
mod latencies;
mod rates;
mod ratios;
mod slowest;
mod table;

use super::compare::Comparison;
use super::report::{BenchReport, Counted};
use crate::html::{self, escaped};

/// Look of the page.
const STYLE: &str = include_str!("page/style.css");

/// What a page tells.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<'a> {
    /// Circumstances with their values: machine, index, command.
    pub facts: Vec<(&'a str, String)>,
    /// One report for every rate; the first is told in full.
    pub reports: &'a [BenchReport],
    /// How a second index stands to the first.
    pub comparison: Option<&'a Comparison>,
}

impl<'a> Page<'a> {
    /// Makes a page of reports.
    pub fn new(reports: &'a [BenchReport]) -> Self {
        Page { facts: Vec::new(), reports, comparison: None }
    }
}

/// Returns a measurement as an HTML page.
pub fn html(page: &Page) -> String {
    let mut main = facts(page);
    if let Some(first) = page.reports.first() {
        main.push_str(&counted(first));
        main.push_str(&latencies::section(first));
    }
    if page.reports.len() > 1 {
        main.push_str(&rates::section(page.reports));
    }
    if let Some(comparison) = page.comparison {
        main.push_str(&ratios::section(comparison));
    }
    if let Some(first) = page.reports.first() {
        main.push_str(&slowest::section(&first.samples));
    }
    html::page("Latency report", STYLE, &main)
}

fn facts(page: &Page) -> String {
    let facts = page.facts.iter();
    let facts: String = facts
        .map(|(name, value)| format!("<dt>{}<dd>{}\n", escaped(name), escaped(value)))
        .collect();
    format!("<dl>\n{facts}</dl>\n")
}

fn counted(report: &BenchReport) -> String {
    let loops = match report.rate_qps {
        Some(rate) => format!(
            "Open loop, {} queries a second: an answer is timed from when its query was due.",
            axis::digits(rate)
        ),
        None => "Closed loop: a query is asked when the one before is answered.".to_owned(),
    };
    let times = match report.counted {
        Counted::BestOfEachQuery => "The best time of each query counts.",
        Counted::EveryAnswer => "Every answer counts.",
    };
    let late = match report.unanswered {
        0 => String::new(),
        late => format!(
            " {late} queries were due but not begun when time was up; they count with the time \
             they had waited by then, so latencies are lower bounds."
        ),
    };
    format!(
        "<p>{} answers, {:.0} a second. {loops} {times}{late}</p>\n",
        report.answers, report.throughput_qps
    )
}

#[cfg(test)]
#[path = "page/tests.rs"]
mod tests;
