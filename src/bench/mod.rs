//! Measuring query latency: the whole answer that a reader gets, timed.

mod latency;
mod workload;

pub use latency::Latency;
pub use workload::{Workload, WorkloadQuery};

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::error::Result;
use crate::highlight::fragments;
use crate::query::Query;
use crate::search::{SearchRequest, Searcher};

/// How a measurement runs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BenchOptions {
    /// Times that every query is answered; its best time counts, as the rest is other work of
    /// the machine.
    pub repetitions: u32,
}

impl Default for BenchOptions {
    fn default() -> Self {
        BenchOptions { repetitions: 5 }
    }
}

/// What one query took.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Sample {
    /// Kind of the query.
    pub kind: String,
    /// The query.
    pub query: String,
    /// Best time of all repetitions.
    #[serde(skip)]
    pub best: Duration,
    /// Median time of all repetitions.
    #[serde(skip)]
    pub median: Duration,
    /// Articles that matched.
    pub articles: u64,
    /// Passages that were shown.
    pub passages: u64,
}

/// The outcome of a measurement.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct BenchReport {
    /// Latencies of each kind of query.
    pub kinds: BTreeMap<String, Latency>,
    /// Latencies of all queries.
    pub all: Latency,
    /// Queries answered in a second, one after the other, over all repetitions.
    pub throughput_qps: f64,
    /// Every query.
    #[serde(skip)]
    pub samples: Vec<Sample>,
}

/// Answers every query of a workload several times. The first answer of each query warms up and
/// does not count.
///
/// # Errors
/// Those of [`Searcher::search`].
pub fn run(
    searcher: &Searcher,
    workload: &Workload,
    options: &BenchOptions,
    observe: &mut dyn FnMut(usize),
) -> Result<BenchReport> {
    let mut samples = Vec::with_capacity(workload.queries.len());
    let mut total = Duration::ZERO;
    let mut answers = 0_u32;
    for (index, query) in workload.queries.iter().enumerate() {
        let (articles, passages) = answer(searcher, &query.text)?;
        let mut times = Vec::with_capacity(options.repetitions as usize);
        for _ in 0..options.repetitions.max(1) {
            let started = Instant::now();
            black_box(answer(searcher, &query.text)?);
            times.push(started.elapsed());
        }
        total += times.iter().sum::<Duration>();
        answers += times.len() as u32;
        times.sort_unstable();
        let (best, median) = (times[0], times[times.len() / 2]);
        let (kind, query) = (query.kind.clone(), query.text.clone());
        samples.push(Sample { kind, query, best, median, articles, passages });
        observe(index + 1);
    }
    Ok(report(samples, f64::from(answers) / total.as_secs_f64().max(f64::EPSILON)))
}

/// Answers as for a reader: parse, search, count, mark and cut into fragments. Returns the number
/// of articles and of passages shown.
fn answer(searcher: &Searcher, text: &str) -> Result<(u64, u64)> {
    let request = SearchRequest::new(Query::parse(text).query);
    let results = searcher.search(&request)?;
    let mut passages = 0;
    for hit in &results.hits {
        black_box(fragments(&hit.article.title, &hit.title_highlights));
        for passage in &hit.passages {
            black_box(fragments(&passage.text, &passage.highlights));
            passages += 1;
        }
    }
    Ok((results.total_articles, passages))
}

fn report(samples: Vec<Sample>, throughput_qps: f64) -> BenchReport {
    let mut by_kind: BTreeMap<String, Vec<&Sample>> = BTreeMap::new();
    for sample in &samples {
        by_kind.entry(sample.kind.clone()).or_default().push(sample);
    }
    let kinds = by_kind.iter().map(|(kind, samples)| (kind.clone(), Latency::of(samples)));
    let kinds = kinds.collect();
    let all = Latency::of(&samples.iter().collect::<Vec<_>>());
    BenchReport { kinds, all, throughput_qps, samples }
}
