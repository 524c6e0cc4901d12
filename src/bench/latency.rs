//! Latencies of a kind of query, summed up.

use serde::Serialize;

use super::histogram::TimeHistogram;
use super::statistics::{mean, percentile};

/// Latencies in microseconds; percentiles by nearest rank.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Latency {
    /// Number of times: queries or answers, as the report says.
    pub n: u64,
    /// Mean.
    pub mean_us: f64,
    /// Median.
    pub p50_us: f64,
    /// 90 in a hundred are at most this.
    pub p90_us: f64,
    /// 95 in a hundred are at most this.
    pub p95_us: f64,
    /// 99 in a hundred are at most this.
    pub p99_us: f64,
    /// 999 in a thousand are at most this.
    pub p999_us: f64,
    /// The slowest.
    pub max_us: f64,
    /// Articles that matched, over all queries.
    pub hits: u64,
}

impl Latency {
    /// Sums up times in microseconds.
    pub(super) fn of_times(mut times: Vec<f64>, hits: u64) -> Self {
        times.sort_unstable_by(f64::total_cmp);
        let at = |percent| percentile(&times, percent);
        Latency { n: times.len() as u64, mean_us: mean(&times), hits, ..Latency::at(at) }
    }

    /// Sums up a histogram.
    pub(super) fn of_histogram(times: &TimeHistogram, hits: u64) -> Self {
        let at = |percent| times.percentile_us(percent);
        Latency { n: times.count(), mean_us: times.mean_us(), hits, ..Latency::at(at) }
    }

    fn at(percentile: impl Fn(f64) -> f64) -> Self {
        Latency {
            p50_us: percentile(50.0),
            p90_us: percentile(90.0),
            p95_us: percentile(95.0),
            p99_us: percentile(99.0),
            p999_us: percentile(99.9),
            max_us: percentile(100.0),
            ..Latency::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_and_their_histogram_say_the_same() {
        let times: Vec<f64> = (1..=500).map(f64::from).collect();
        let mut histogram = TimeHistogram::new().unwrap();
        times.iter().for_each(|time| histogram.record(Duration::from_micros(*time as u64)));
        let (exact, counted) = (Latency::of_times(times, 3), Latency::of_histogram(&histogram, 3));
        assert_eq!((exact.n, exact.hits), (counted.n, counted.hits));
        let pairs = [
            (exact.mean_us, counted.mean_us),
            (exact.p50_us, counted.p50_us),
            (exact.p95_us, counted.p95_us),
            (exact.p999_us, counted.p999_us),
            (exact.max_us, counted.max_us),
        ];
        assert!(
            pairs.iter().all(|(left, right)| (left / right - 1.0).abs() < 0.002),
            "{exact:?} {counted:?}"
        );
    }
}
