//! First answers: each by a searcher that has answered nothing yet.

use std::time::{Duration, Instant};

use super::answer::{Answer, answer};
use super::pacing::{Run, Timing};
use super::report::{BenchReport, Counted};
use super::statistics::mean;
use super::workload::Workload;
use crate::error::Result;
use crate::search::Searcher;

/// The outcome of a measurement of first answers.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ColdReport {
    /// Latencies of the first answers.
    pub report: BenchReport,
    /// Mean time to open the index, in microseconds. It is no part of the latencies.
    pub open_mean_us: f64,
}

/// Answers every query several times, each time as the first of a searcher that `open` makes.
/// Nothing that this program remembers is warm then: no open file, no analyzer, no cached word.
/// What the operating system keeps of the index's files in memory stays there.
///
/// # Errors
/// Those of `open` and of [`Searcher::search`].
pub fn run_cold(
    open: &dyn Fn() -> Result<Searcher>,
    workload: &Workload,
    repetitions: u32,
) -> Result<ColdReport> {
    let mut run = Run::default();
    let mut answers = vec![Answer::default(); workload.queries.len()];
    let mut open_us = Vec::new();
    for _ in 0..repetitions.max(1) {
        for (query, asked) in workload.queries.iter().enumerate() {
            let started = Instant::now();
            let searcher = open()?;
            open_us.push(started.elapsed().as_secs_f64() * 1e6);
            let started = Instant::now();
            answers[query] = answer(&searcher, &asked.text)?;
            run.timings.push(Timing { query, latency: started.elapsed() });
        }
    }
    run.busy = run.timings.iter().map(|timing| timing.latency).sum::<Duration>();
    let report = BenchReport::new(workload, &answers, &run, Counted::EveryAnswer)?;
    Ok(ColdReport { report, open_mean_us: mean(&open_us) })
}
