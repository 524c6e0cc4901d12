//! The part of the page that shows latencies by kind of query.

use super::super::latency::Latency;
use super::super::report::{BenchReport, Counted, Sample};
use super::super::statistics::percentile;
use super::axis::time;
use super::drawing::{Curve, Row, Scale, curves, rows};
use super::table::table;

const TIME: Scale = Scale { title: "latency", is_logarithmic: true, label: time };

const PART: Scale = Scale {
    title: "answers within that time",
    is_logarithmic: false,
    label: |percent| format!("{percent:.0}\u{202f}%"),
};

/// Percentiles of the table beside the curves.
const TOLD: [f64; 11] = [1.0, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 100.0];

/// Percentiles that a curve goes through, besides those between whole numbers.
const FINE: [f64; 4] = [99.5, 99.9, 99.99, 100.0];

/// Returns both drawings with their tables.
pub(super) fn section(report: &BenchReport) -> String {
    let rows = rows("Latency by kind of query", &TIME, &ranges(report), None);
    let distributions = distributions(report);
    let curves = curves("Distribution of latency by kind of query", [&TIME, &PART], &distributions);
    format!(
        "<h2>Latency by kind</h2>\n<figure>\n{rows}<figcaption>Dot: median. Bar: median to 99th \
         percentile. Ring: slowest.</figcaption>\n</figure>\n{}\
         <h2>Distribution</h2>\n<figure>\n{curves}<figcaption>Part of the times that are at most \
         as long.</figcaption>\n</figure>\n{}",
        latency_table(report),
        distribution_table(report),
    )
}

fn ranges(report: &BenchReport) -> Vec<Row> {
    let range = |(kind, latency): (&String, &Latency)| Row {
        name: kind.clone(),
        range: (latency.p50_us, latency.p99_us),
        dot: latency.p50_us,
        ring: Some(latency.max_us),
    };
    report.kinds.iter().map(range).collect()
}

fn latency_table(report: &BenchReport) -> String {
    let head = ["kind", "n", "mean", "p50", "p90", "p95", "p99", "p99.9", "max", "hits"];
    let row = |kind: &str, latency: &Latency| {
        let Latency { mean_us, p50_us, p90_us, p95_us, p99_us, p999_us, max_us, .. } = *latency;
        let mut row = vec![kind.to_owned(), latency.n.to_string()];
        row.extend([mean_us, p50_us, p90_us, p95_us, p99_us, p999_us, max_us].map(time));
        row.push(latency.hits.to_string());
        row
    };
    let mut rows: Vec<Vec<String>> =
        report.kinds.iter().map(|(kind, latency)| row(kind, latency)).collect();
    rows.push(row("all", &report.all));
    table(&head, &rows, &[])
}

fn distributions(report: &BenchReport) -> Vec<Curve> {
    let percents = || (0..100).map(f64::from).chain(FINE);
    let curve = |kind: &String| {
        let at = times(report, kind);
        Curve { name: kind.clone(), points: percents().map(|part| (at(part), part)).collect() }
    };
    report.kinds.keys().map(curve).collect()
}

fn distribution_table(report: &BenchReport) -> String {
    let names: Vec<String> = TOLD.iter().map(|percent| format!("{percent}\u{202f}%")).collect();
    let mut head = vec!["kind"];
    head.extend(names.iter().map(String::as_str));
    let row = |kind: &String| {
        let at = times(report, kind);
        std::iter::once(kind.clone()).chain(TOLD.map(|percent| time(at(percent)))).collect()
    };
    let rows: Vec<Vec<String>> = report.kinds.keys().map(row).collect();
    table(&head, &rows, &[])
}

/// Returns the percentiles of the times that count, in microseconds.
fn times<'a>(report: &'a BenchReport, kind: &'a str) -> Box<dyn Fn(f64) -> f64 + 'a> {
    match (report.counted, report.times.kinds.get(kind)) {
        (Counted::EveryAnswer, Some(histogram)) => {
            Box::new(|percent| histogram.percentile_us(percent))
        }
        _ => {
            let is_kind = |sample: &&Sample| sample.kind == kind;
            let samples = report.samples.iter().filter(is_kind);
            let mut times: Vec<f64> =
                samples.map(|sample| sample.best.as_secs_f64() * 1e6).collect();
            times.sort_unstable_by(f64::total_cmp);
            Box::new(move |percent| percentile(&times, percent))
        }
    }
}
