//! Latencies of a kind of query, summed up.

use serde::Serialize;

use super::Sample;

/// Latencies in microseconds, over the best time of each query; percentiles by nearest rank.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Latency {
    /// Number of queries.
    pub n: usize,
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
    /// The slowest.
    pub max_us: f64,
    /// Articles that matched, over all queries.
    pub hits: u64,
}

impl Latency {
    pub(super) fn of(samples: &[&Sample]) -> Self {
        let mut times: Vec<f64> =
            samples.iter().map(|sample| sample.best.as_nanos() as f64 / 1000.0).collect();
        times.sort_unstable_by(f64::total_cmp);
        let n = times.len();
        Latency {
            n,
            mean_us: times.iter().sum::<f64>() / n.max(1) as f64,
            p50_us: percentile(&times, 50),
            p90_us: percentile(&times, 90),
            p95_us: percentile(&times, 95),
            p99_us: percentile(&times, 99),
            max_us: percentile(&times, 100),
            hits: samples.iter().map(|sample| sample.articles).sum(),
        }
    }
}

/// Returns the value that `percent` in a hundred do not exceed; values are in order.
fn percentile(values: &[f64], percent: usize) -> f64 {
    let rank = (values.len() * percent).div_ceil(100);
    values.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_go_by_nearest_rank() {
        let values: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!(percentile(&values, 50), 100.0);
        assert_eq!(percentile(&values, 99), 198.0);
        assert_eq!(percentile(&values, 100), 200.0);
        assert_eq!(percentile(&[7.0], 1), 7.0);
        assert_eq!(percentile(&[], 50), 0.0);
    }
}
