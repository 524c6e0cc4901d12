//! Times counted in buckets, every one of them within a thousandth of its true value.

use std::fmt::Write as _;
use std::time::Duration;

use hdrhistogram::Histogram;

use crate::error::{Error, ErrorKind, Result};

/// Digits that are kept of a time: the error is at most a thousandth.
const DIGITS: u8 = 3;

/// Longest time that is told apart, in nanoseconds; an answer of an hour is a broken measurement.
const MAX_NANOSECONDS: u64 = 3_600_000_000_000;

/// Steps in which the listed part of the distribution halves its distance to 100 %.
const TICKS_PER_HALF: u32 = 5;

const NANOSECONDS_PER_MICROSECOND: f64 = 1000.0;

/// Times in buckets. However many there are, it takes a few hundred kilobytes.
#[derive(Debug, Clone)]
pub struct TimeHistogram {
    counts: Histogram<u64>,
    /// Longest time in nanoseconds; the buckets know only about where it lies.
    longest: u64,
}

impl TimeHistogram {
    /// Makes an empty histogram.
    pub(super) fn new() -> Result<Self> {
        let counts = Histogram::new_with_max(MAX_NANOSECONDS, DIGITS).map_err(|cause| {
            Error::new(ErrorKind::Internal, "a histogram cannot be made").caused_by(cause)
        })?;
        Ok(TimeHistogram { counts, longest: 0 })
    }

    /// Counts a time.
    pub(super) fn record(&mut self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(MAX_NANOSECONDS);
        self.counts.saturating_record(nanoseconds);
        self.longest = self.longest.max(nanoseconds);
    }

    /// Returns the number of times.
    pub fn count(&self) -> u64 {
        self.counts.len()
    }

    /// Returns the mean in microseconds.
    pub fn mean_us(&self) -> f64 {
        self.counts.mean() / NANOSECONDS_PER_MICROSECOND
    }

    /// Returns the time that `percent` in a hundred do not exceed, in microseconds.
    pub fn percentile_us(&self, percent: f64) -> f64 {
        if self.counts.is_empty() {
            return 0.0;
        }
        // The end of a bucket may lie above the longest time.
        let value = self.counts.value_at_quantile(percent / 100.0).min(self.longest);
        value as f64 / NANOSECONDS_PER_MICROSECOND
    }

    /// Returns the distribution as HdrHistogram's tools print and plot it (`.hgrm`), in
    /// microseconds.
    pub fn distribution(&self) -> String {
        let mut text = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n".to_owned();
        let mut counted = 0;
        for step in self.counts.iter_quantiles(TICKS_PER_HALF) {
            counted += step.count_since_last_iteration();
            let value = step.value_iterated_to().min(self.longest) as f64;
            let quantile = step.quantile_iterated_to();
            let value = value / NANOSECONDS_PER_MICROSECOND;
            // Writing to a string cannot fail.
            let _ = match quantile < 1.0 {
                true => writeln!(
                    text,
                    "{value:12.3} {quantile:14.12} {counted:10} {:14.2}",
                    1.0 / (1.0 - quantile)
                ),
                false => writeln!(text, "{value:12.3} {quantile:14.12} {counted:10}"),
            };
        }
        text.push_str(&self.foot());
        text
    }

    fn foot(&self) -> String {
        format!(
            "#[Mean    = {:12.3}, StdDeviation   = {:12.3}]\n\
             #[Max     = {:12.3}, Total count    = {:12}]\n\
             #[Buckets = {:12}, SubBuckets     = {:12}]\n",
            self.mean_us(),
            self.counts.stdev() / NANOSECONDS_PER_MICROSECOND,
            self.percentile_us(100.0),
            self.counts.len(),
            self.counts.buckets(),
            (2 * 10_u64.pow(u32::from(DIGITS))).next_power_of_two(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(microseconds: impl IntoIterator<Item = u64>) -> TimeHistogram {
        let mut histogram = TimeHistogram::new().unwrap();
        microseconds.into_iter().for_each(|time| histogram.record(Duration::from_micros(time)));
        histogram
    }

    #[test]
    fn percentiles_are_within_a_thousandth() {
        let histogram = histogram(1..=10_000);
        for (percent, expected) in [(50.0, 5000.0), (99.0, 9900.0), (99.9, 9990.0)] {
            let found = histogram.percentile_us(percent);
            assert!((found / expected - 1.0).abs() <= 0.001, "{percent}: {found}");
        }
        assert_eq!(histogram.percentile_us(100.0), 10_000.0);
        assert_eq!(histogram.count(), 10_000);
    }

    #[test]
    fn the_distribution_has_the_lines_that_plotters_read() {
        let text = histogram([100, 200, 300, 400]).distribution();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0].split_whitespace().count(), 4, "{text}");
        assert_eq!(lines[1], "");
        let first: Vec<f64> =
            lines[2].split_whitespace().map(|column| column.parse().unwrap()).collect();
        assert_eq!(first[1..], [0.0, 1.0, 1.0], "{text}");
        assert!((first[0] - 100.0).abs() <= 0.1, "{text}");
        let last = lines.iter().rev().find(|line| !line.starts_with('#')).unwrap();
        assert!(last.split_whitespace().eq(["400.000", "1.000000000000", "4"]), "{text}");
        assert!(text.contains("Total count    =            4]"), "{text}");
    }

    #[test]
    fn an_empty_histogram_is_zero() {
        let histogram = histogram([]);
        assert_eq!((histogram.mean_us(), histogram.percentile_us(99.0)), (0.0, 0.0));
        assert!(histogram.distribution().contains("Total count    =            0]"));
    }
}
