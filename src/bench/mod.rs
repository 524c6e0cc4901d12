//! Measuring query latency: the whole answer that a reader gets, timed.

mod answer;
mod bootstrap;
mod clock;
mod cold;
mod compare;
mod histogram;
mod latency;
mod options;
mod pacing;
mod page;
mod report;
mod samples;
mod span;
mod statistics;
mod threshold;
mod workload;

pub use answer::{Answer, answer, answer_request};
pub use bootstrap::Ratio;
pub use cold::{ColdReport, run_cold};
pub use compare::{Comparison, Ratios, compare, run_pair};
pub use histogram::TimeHistogram;
pub use latency::Latency;
pub use options::{BenchOptions, Pace};
pub use page::{Page, html};
pub use report::{BenchReport, Counted, Sample, Times};
pub use samples::{read_samples, report_of_rounds, write_samples};
pub use span::parse_time;
pub use statistics::{mean, median, percentile};
pub use threshold::Threshold;
pub use workload::{Workload, WorkloadQuery};

use self::answer::answer_again;
use self::clock::MachineClock;
use self::pacing::Loop;
use crate::error::Result;
use crate::random::Random;
use crate::search::Searcher;

/// Start of the random numbers: fixed, so that the same queries are asked in the same order again.
const SEED: u64 = 0x00DE_9EC4_E0BD_E41F;

/// Answers the queries of a workload at the pace of the options. Every query is answered once
/// beforehand, which warms up and does not count; every later answer must be the same.
///
/// # Errors
/// Those of [`Searcher::search`], and [`crate::ErrorKind::Internal`] when an answer changes.
pub fn run(
    searcher: &Searcher,
    workload: &Workload,
    options: &BenchOptions,
) -> Result<BenchReport> {
    let queries = &workload.queries;
    let answers = queries.iter().map(|query| answer(searcher, &query.text));
    let answers = answers.collect::<Result<Vec<Answer>>>()?;
    let work = |query: usize| answer_again(searcher, &queries[query].text, answers[query]);
    let clock = MachineClock::new();
    let order = order(queries.len(), options.pace);
    let run = Loop { order: &order, clock: &clock, work: &work }.run(options)?;
    let (counted, rate_qps) = match options.pace {
        Pace::Repeated { .. } => (Counted::BestOfEachQuery, None),
        Pace::Lasting { .. } => (Counted::EveryAnswer, None),
        Pace::Scheduled { rate, .. } => (Counted::EveryAnswer, Some(rate)),
    };
    let report = BenchReport::new(workload, &answers, &run, counted)?;
    Ok(BenchReport { rate_qps, ..report })
}

/// Returns the order of asking. Workloads are sorted by kind; queries asked in turn are mixed, so
/// that a short measurement meets every kind.
fn order(queries: usize, pace: Pace) -> Vec<usize> {
    let mut order: Vec<usize> = (0..queries).collect();
    if matches!(pace, Pace::Lasting { .. } | Pace::Scheduled { .. }) {
        let mut random = Random::new(SEED);
        for last in (1..queries).rev() {
            order.swap(last, random.below(last + 1));
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn queries_asked_in_turn_are_mixed_and_none_is_lost() {
        let mut mixed = order(200, Pace::Lasting { duration: Duration::ZERO });
        assert!(mixed[..40].iter().filter(|place| **place >= 100).count() > 8, "{mixed:?}");
        mixed.sort_unstable();
        assert_eq!(mixed, order(200, Pace::Repeated { times: 1 }));
    }
}
