//! Two indexes, or two builds, side by side.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::answer::{Answer, answer, answer_again};
use super::bootstrap::Ratio;
use super::pacing::{Run, Timing};
use super::report::{BenchReport, Counted, Sample};
use super::statistics::{mean, median};
use super::workload::Workload;
use crate::error::{Error, ErrorKind, Result};
use crate::search::Searcher;

/// How the times of a second measurement stand to those of a first: above 1 the second is slower.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// By kind of query.
    pub kinds: BTreeMap<String, Ratios>,
    /// All queries together.
    pub all: Ratios,
    /// Queries for which the two found another number of articles.
    pub different_answers: usize,
}

/// The second's times divided by the first's, over the best time of each query.
#[derive(Debug, Clone, Copy, Serialize)]
#[non_exhaustive]
pub struct Ratios {
    /// Number of queries.
    pub n: usize,
    /// Of the means.
    pub mean: Ratio,
    /// Of the medians.
    pub median: Ratio,
}

impl Ratios {
    /// Returns the cells of a row of a table: kind, number of queries, ratio of the means with its
    /// interval, ratio of the medians with its interval.
    pub fn cells(&self, kind: &str) -> Vec<String> {
        let interval = |ratio: &Ratio| format!("{:.3}–{:.3}", ratio.low, ratio.high);
        vec![
            kind.to_owned(),
            self.n.to_string(),
            format!("{:.3}", self.mean.value),
            interval(&self.mean),
            format!("{:.3}", self.median.value),
            interval(&self.median),
        ]
    }
}

/// Measures two searchers by turns, query by query: what the machine does meanwhile meets both.
/// Which one goes first changes with every repetition and every query.
///
/// # Errors
/// Those of [`Searcher::search`].
pub fn run_pair(
    searchers: [&Searcher; 2],
    workload: &Workload,
    repetitions: u32,
) -> Result<[BenchReport; 2]> {
    let mut runs = [Run::default(), Run::default()];
    let mut answers: [Vec<Answer>; 2] = Default::default();
    for (query, asked) in workload.queries.iter().enumerate() {
        for (searcher, answers) in searchers.iter().zip(&mut answers) {
            answers.push(answer(searcher, &asked.text)?);
        }
        for repetition in 0..repetitions.max(1) as usize {
            let first = (query + repetition) % 2;
            for side in [first, 1 - first] {
                let started = Instant::now();
                black_box(answer_again(searchers[side], &asked.text, answers[side][query])?);
                runs[side].timings.push(Timing { query, latency: started.elapsed() });
            }
        }
    }
    let report = |side: usize| {
        let mut run = std::mem::take(&mut runs[side]);
        run.busy = run.timings.iter().map(|timing| timing.latency).sum::<Duration>();
        BenchReport::new(workload, &answers[side], &run, Counted::BestOfEachQuery)
    };
    let [first, second] = [0, 1].map(report);
    Ok([first?, second?])
}

/// Compares two measurements of the same queries in the same order.
///
/// # Errors
/// [`ErrorKind::Input`] when the queries differ.
pub fn compare(first: &[Sample], second: &[Sample]) -> Result<Comparison> {
    let pairs = first.iter().zip(second);
    let is_same = first.len() == second.len()
        && pairs
            .clone()
            .all(|(left, right)| (&left.kind, &left.query) == (&right.kind, &right.query));
    if !is_same || first.is_empty() {
        return Err(Error::new(
            ErrorKind::Input,
            "the two measurements are not of the same queries",
        ));
    }
    let mut by_kind: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for (left, right) in pairs.clone() {
        let times = (left.best.as_secs_f64(), right.best.as_secs_f64());
        by_kind.entry(&left.kind).or_default().push(times);
    }
    let all: Vec<(f64, f64)> = by_kind.values().flatten().copied().collect();
    let kinds = by_kind.iter().map(|(kind, pairs)| ((*kind).to_owned(), Ratios::of(pairs)));
    Ok(Comparison {
        kinds: kinds.collect(),
        all: Ratios::of(&all),
        different_answers: pairs.filter(|(left, right)| left.articles != right.articles).count(),
    })
}

impl Ratios {
    fn of(pairs: &[(f64, f64)]) -> Self {
        Ratios {
            n: pairs.len(),
            mean: Ratio::of(pairs, |times| mean(times)),
            median: Ratio::of(pairs, median),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(query: &str, microseconds: u64, articles: u64) -> Sample {
        let best = Duration::from_micros(microseconds);
        let kind = query.split('-').next().unwrap_or_default().to_owned();
        Sample { kind, query: query.to_owned(), best, median: best, articles, passages: 1 }
    }

    #[test]
    fn ratios_are_the_seconds_times_over_the_firsts() {
        let first = [sample("term-a", 10, 1), sample("term-b", 20, 1), sample("and-c", 5, 1)];
        let second = [sample("term-a", 30, 1), sample("term-b", 60, 2), sample("and-c", 5, 1)];
        let comparison = compare(&first, &second).unwrap();
        assert!((comparison.kinds["term"].mean.value - 3.0).abs() < 1e-9);
        assert!((comparison.kinds["and"].median.value - 1.0).abs() < 1e-9);
        assert_eq!((comparison.all.n, comparison.different_answers), (3, 1));
    }

    #[test]
    fn other_queries_cannot_be_compared() {
        let (first, second) = ([sample("term-a", 1, 1)], [sample("term-b", 1, 1)]);
        assert!(compare(&first, &second).is_err());
        assert!(compare(&first, &[]).is_err());
        assert!(compare(&[], &[]).is_err());
    }
}
