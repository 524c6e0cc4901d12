//! The outcome of a measurement.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::answer::Answer;
use super::histogram::TimeHistogram;
use super::latency::Latency;
use super::pacing::Run;
use super::statistics::percentile;
use super::workload::Workload;
use crate::error::Result;

/// What one query took.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Sample {
    /// Kind of the query.
    pub kind: String,
    /// The query.
    pub query: String,
    /// Best time of all its answers.
    #[serde(skip)]
    pub best: Duration,
    /// Median time of all its answers.
    #[serde(skip)]
    pub median: Duration,
    /// Articles that matched.
    pub articles: u64,
    /// Passages that were shown.
    pub passages: u64,
}

/// Which times the figures are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// The best time of each query.
    BestOfEachQuery,
    /// The time of every answer.
    EveryAnswer,
}

/// The outcome of a measurement.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct BenchReport {
    /// Which times count in `kinds` and `all`.
    pub counted: Counted,
    /// Queries asked for in a second; absent when the loop is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_qps: Option<f64>,
    /// Latencies of each kind of query.
    pub kinds: BTreeMap<String, Latency>,
    /// Latencies of all queries.
    pub all: Latency,
    /// Answers measured.
    pub answers: u64,
    /// Queries that were due but not begun when the time was up. Their latency counts as the time
    /// they had waited by then, so that percentiles are lower bounds.
    pub unanswered: u64,
    /// Queries answered in a second by all threads together.
    pub throughput_qps: f64,
    /// Every query that was asked.
    #[serde(skip)]
    pub samples: Vec<Sample>,
    /// Every answer's time.
    #[serde(skip)]
    pub times: Times,
}

/// The time of every answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Times {
    /// By kind of query.
    pub kinds: BTreeMap<String, TimeHistogram>,
    /// All together.
    pub all: TimeHistogram,
}

impl BenchReport {
    pub(super) fn new(
        workload: &Workload,
        answers: &[Answer],
        run: &Run,
        counted: Counted,
    ) -> Result<Self> {
        let times = Times::new(workload, run)?;
        let samples = samples(workload, answers, run);
        let mut by_kind: BTreeMap<&str, Vec<&Sample>> = BTreeMap::new();
        for sample in &samples {
            by_kind.entry(sample.kind.as_str()).or_default().push(sample);
        }
        let kinds = by_kind.iter().filter_map(|(kind, samples)| {
            Some(((*kind).to_owned(), latency(samples, times.kinds.get(*kind)?, counted)))
        });
        let kinds = kinds.collect();
        let all = latency(&samples.iter().collect::<Vec<_>>(), &times.all, counted);
        let answered = run.timings.len() as u64 - run.unanswered;
        Ok(BenchReport {
            counted,
            rate_qps: None,
            kinds,
            all,
            answers: answered,
            unanswered: run.unanswered,
            throughput_qps: answered as f64 / run.busy.as_secs_f64().max(f64::EPSILON),
            samples,
            times,
        })
    }
}

impl Times {
    fn new(workload: &Workload, run: &Run) -> Result<Self> {
        let mut times = Times { kinds: BTreeMap::new(), all: TimeHistogram::new()? };
        for timing in &run.timings {
            times.all.record(timing.latency);
            let kind = &workload.queries[timing.query].kind;
            if !times.kinds.contains_key(kind) {
                times.kinds.insert(kind.clone(), TimeHistogram::new()?);
            }
            if let Some(histogram) = times.kinds.get_mut(kind) {
                histogram.record(timing.latency);
            }
        }
        Ok(times)
    }
}

fn latency(samples: &[&Sample], times: &TimeHistogram, counted: Counted) -> Latency {
    let hits = samples.iter().map(|sample| sample.articles).sum();
    match counted {
        Counted::BestOfEachQuery => {
            let best = samples.iter().map(|sample| sample.best.as_secs_f64() * 1e6);
            Latency::of_times(best.collect(), hits)
        }
        Counted::EveryAnswer => Latency::of_histogram(times, hits),
    }
}

fn samples(workload: &Workload, answers: &[Answer], run: &Run) -> Vec<Sample> {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); workload.queries.len()];
    for timing in &run.timings {
        times[timing.query].push(timing.latency.as_secs_f64());
    }
    let asked = workload.queries.iter().zip(answers).zip(&mut times);
    asked
        .filter(|(_, times)| !times.is_empty())
        .map(|((query, answer), times)| {
            times.sort_unstable_by(f64::total_cmp);
            Sample {
                kind: query.kind.clone(),
                query: query.text.clone(),
                best: Duration::from_secs_f64(times[0]),
                median: Duration::from_secs_f64(percentile(times, 50.0)),
                articles: answer.articles,
                passages: answer.passages,
            }
        })
        .collect()
}
