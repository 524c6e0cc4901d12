//! The part of the page that shows latency and throughput at several rates.

use super::super::report::BenchReport;
use super::axis::{digits, time};
use super::drawing::{Curve, Scale, curves};
use super::table::table;

const RATE: Scale = Scale { title: "queries asked a second", is_logarithmic: false, label: digits };

const TIME: Scale = Scale { title: "latency", is_logarithmic: true, label: time };

const ANSWERED: Scale =
    Scale { title: "queries answered a second", is_logarithmic: false, label: digits };

/// Returns both drawings with their table.
pub(super) fn section(reports: &[BenchReport]) -> String {
    let mut reports: Vec<&BenchReport> = reports.iter().collect();
    reports.sort_by(|left, right| rate(left).total_cmp(&rate(right)));
    let curve = |name: &str, value: fn(&BenchReport) -> f64| Curve {
        name: name.to_owned(),
        points: reports.iter().map(|report| (rate(report), value(report))).collect(),
    };
    let latencies = [
        curve("p50", |report| report.all.p50_us),
        curve("p90", |report| report.all.p90_us),
        curve("p99", |report| report.all.p99_us),
        curve("p99.9", |report| report.all.p999_us),
    ];
    let throughput = [curve("answered", |report| report.throughput_qps), curve("asked", rate)];
    format!(
        "<h2>Latency by rate</h2>\n<figure>\n{}</figure>\n<h2>Throughput by rate</h2>\n<figure>\n\
         {}<figcaption>Where the curves part, the queries come faster than they are \
         answered.</figcaption>\n</figure>\n{}",
        curves("Latency by rate of queries", [&RATE, &TIME], &latencies),
        curves("Throughput by rate of queries", [&RATE, &ANSWERED], &throughput),
        rate_table(&reports),
    )
}

fn rate(report: &BenchReport) -> f64 {
    report.rate_qps.unwrap_or(report.throughput_qps)
}

fn rate_table(reports: &[&BenchReport]) -> String {
    let head = [
        "asked a second",
        "answered a second",
        "not begun",
        "mean",
        "p50",
        "p90",
        "p99",
        "p99.9",
        "max",
    ];
    let row = |report: &&BenchReport| {
        let all = &report.all;
        let mut row = vec![digits(rate(report)), digits(report.throughput_qps)];
        row.push(report.unanswered.to_string());
        let times = [all.mean_us, all.p50_us, all.p90_us, all.p99_us, all.p999_us, all.max_us];
        row.extend(times.map(time));
        row
    };
    table(&head, &reports.iter().map(row).collect::<Vec<_>>(), &[])
}
