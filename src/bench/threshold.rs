//! Limits that a measurement must keep: `p99=5ms`, `phrase.p99=5ms`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::latency::Latency;
use super::report::BenchReport;
use super::span::parse_time;
use crate::error::{Error, ErrorKind, Result};

/// A figure of [`Latency`] with its name.
type Measure = (&'static str, fn(&Latency) -> f64);

const MEASURES: [Measure; 7] = [
    ("mean", |latency| latency.mean_us),
    ("p50", |latency| latency.p50_us),
    ("p90", |latency| latency.p90_us),
    ("p95", |latency| latency.p95_us),
    ("p99", |latency| latency.p99_us),
    ("p99.9", |latency| latency.p999_us),
    ("max", |latency| latency.max_us),
];

/// A limit of one figure, of all queries or of one kind.
///
/// ```
/// use depeche::bench::Threshold;
///
/// let threshold: Threshold = "phrase.p99.9=5ms".parse()?;
/// assert_eq!(threshold.to_string(), "phrase.p99.9");
/// # Ok::<(), depeche::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Threshold {
    kind: Option<String>,
    measure: Measure,
    limit: Duration,
}

impl Threshold {
    /// Returns the figure in microseconds when it lies above the limit.
    ///
    /// # Errors
    /// [`ErrorKind::Input`] when the measurement has no such kind: a limit on nothing would never
    /// be passed.
    pub fn excess_us(&self, report: &BenchReport) -> Result<Option<f64>> {
        let latency = match &self.kind {
            None => &report.all,
            Some(kind) => report.kinds.get(kind).ok_or_else(|| {
                let known: Vec<&str> = report.kinds.keys().map(String::as_str).collect();
                Error::new(ErrorKind::Input, format!("no query is of kind `{kind}`"))
                    .with_hint(format!("kinds of these queries: {}", known.join(", ")))
            })?,
        };
        let value = (self.measure.1)(latency);
        Ok((value > self.limit_us()).then_some(value))
    }

    /// Returns the limit in microseconds.
    pub fn limit_us(&self) -> f64 {
        self.limit.as_secs_f64() * 1e6
    }
}

impl FromStr for Threshold {
    type Err = Error;

    /// Reads `measure=time` or `kind.measure=time`.
    fn from_str(text: &str) -> Result<Self> {
        let (name, limit) = text.rsplit_once('=').ok_or_else(|| wrong(text))?;
        let (kind, measure) = MEASURES
            .into_iter()
            .find_map(|measure| Some((kind(name, measure.0)?, measure)))
            .ok_or_else(|| wrong(text))?;
        Ok(Threshold { kind, measure, limit: parse_time(limit)? })
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Some(kind) => write!(out, "{kind}.{}", self.measure.0),
            None => out.write_str(self.measure.0),
        }
    }
}

/// Returns the kind before the name of a measure; `None` when another measure is named.
fn kind(name: &str, measure: &str) -> Option<Option<String>> {
    match name.strip_suffix(measure)? {
        "" => Some(None),
        before => before
            .strip_suffix('.')
            .filter(|kind| !kind.is_empty())
            .map(|kind| Some(kind.to_owned())),
    }
}

fn wrong(text: &str) -> Error {
    let names: Vec<&str> = MEASURES.iter().map(|(name, _)| *name).collect();
    Error::new(ErrorKind::Input, format!("`{text}` is no limit of a measurement"))
        .with_hint(format!("write p99=5ms or phrase.p99=5ms; there are {}", names.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, limit_us: f64) {
        let threshold: Threshold = text.parse().unwrap();
        assert_eq!((threshold.to_string().as_str(), threshold.limit_us()), (name, limit_us));
    }

    #[test]
    fn a_limit_names_a_measure_and_perhaps_a_kind() {
        check("p99=5ms", "p99", 5000.0);
        check("phrase.p99=5ms", "phrase.p99", 5000.0);
        check("p99.9=1s", "p99.9", 1e6);
        check("et.ou.p99.9=250us", "et.ou.p99.9", 250.0);
        check("a=b.max=2ms", "a=b.max", 2000.0);
    }

    #[test]
    fn what_is_no_limit_is_refused() {
        for text in ["", "p99", "p98=5ms", ".p99=5ms", "phrasep99=5ms", "p99=5", "=5ms"] {
            assert!(text.parse::<Threshold>().is_err(), "{text}");
        }
    }
}
