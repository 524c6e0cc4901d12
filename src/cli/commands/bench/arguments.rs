//! What `depeche bench` takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use depeche::bench::{BenchOptions, Pace, Threshold, parse_time};

use crate::cli::arguments::Synonymy;

const EXAMPLES: &str = "\
Examples:
  depeche bench -Q queries.tsv                        closed loop, best time of each query
  depeche bench -Q queries.tsv --duration 30s --threads 2
  depeche bench -Q queries.tsv --rate 100 --rate 400 --html report.html
  depeche bench -Q queries.tsv --index old/ --index new/
  depeche bench -Q queries.tsv --against ../before/depeche
  depeche bench -Q queries.tsv --fail-above p99=5ms --fail-above phrase.p99=8ms";

/// Time of a measurement at a rate when nobody says how long.
const DEFAULT_DURATION: Duration = Duration::from_secs(10);

/// Time that a measurement of every answer warms up when nobody says how long.
const DEFAULT_WARM_UP: Duration = Duration::from_secs(1);

/// More threads than this would measure the scheduler.
const MAX_THREADS: i64 = 1024;

/// Measure how long answers take
///
/// An answer is all that a reader gets: parse, search, totals, ten articles with their best
/// passage, highlighted and cut into fragments. Every query is answered once to warm up.
///
/// Without --duration and --rate, every query is answered --reps times and its best time counts.
/// With --duration, the queries are asked in turn as fast as they are answered, and every answer
/// counts. With --rate, they are asked by a schedule that waits for nobody, and an answer is timed
/// from when its query was due: the wait behind a slow answer counts too.
#[derive(Debug, Args)]
#[command(before_long_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// Queries, one a line: kind TAB query, or the query alone
    #[arg(short = 'Q', long, value_name = "FILE")]
    pub queries: PathBuf,

    /// Times that every query is answered
    #[arg(long, value_name = "N", default_value_t = BenchOptions::REPETITIONS)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub reps: u32,

    /// Ask so many queries a second, however long answers take; several for a curve
    #[arg(long, value_name = "N", value_parser = rate)]
    pub rate: Vec<f64>,

    /// Ask for so long: 30s, 2min [default: 10s with --rate]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub duration: Option<Duration>,

    /// Answer for so long before anything counts [default: 1s with --duration or --rate]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub warmup: Option<Duration>,

    /// Threads that answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=MAX_THREADS))]
    pub threads: u16,

    /// Open the index anew for each answer and time the answer alone; the system's file cache
    /// stays warm
    #[arg(long, conflicts_with_all = ["rate", "duration", "warmup", "threads", "against"])]
    pub cold: bool,

    /// Compare with another build of this program, by turns; its index is the second --index
    #[arg(long, value_name = "PROGRAM", conflicts_with_all = ["rate", "duration", "warmup", "threads"])]
    pub against: Option<PathBuf>,

    /// Exit with 1 when a figure is above its limit: p99=5ms, phrase.p99=5ms; several may be given
    #[arg(long, value_name = "LIMIT")]
    pub fail_above: Vec<Threshold>,

    #[command(flatten)]
    pub synonymy: Synonymy,

    /// Write a line per query: kind, query, best µs, median µs, articles, passages
    #[arg(long, value_name = "FILE")]
    pub samples: Option<PathBuf>,

    /// Write the distribution of all times, for the plotters of HdrHistogram
    #[arg(long, value_name = "FILE")]
    pub hdr: Option<PathBuf>,

    /// Write a page with drawings and tables
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,

    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

impl Arguments {
    /// Returns the options of each measurement: one for every rate, or one in all.
    pub(super) fn options(&self) -> Vec<BenchOptions> {
        let paces = match (self.duration, self.rate.as_slice()) {
            (None, []) => vec![Pace::Repeated { times: self.reps }],
            (Some(duration), []) => vec![Pace::Lasting { duration }],
            (duration, rates) => {
                let duration = duration.unwrap_or(DEFAULT_DURATION);
                rates.iter().map(|rate| Pace::Scheduled { rate: *rate, duration }).collect()
            }
        };
        paces.into_iter().map(|pace| self.paced(pace)).collect()
    }

    fn paced(&self, pace: Pace) -> BenchOptions {
        let default_warm_up = match pace {
            Pace::Repeated { .. } => Duration::ZERO,
            _ => DEFAULT_WARM_UP,
        };
        let mut options = BenchOptions::default();
        options.pace = pace;
        options.threads = usize::from(self.threads);
        options.warm_up = self.warmup.unwrap_or(default_warm_up);
        options
    }

    /// Tells whether something was asked for that two indexes side by side do not have.
    pub(super) fn asks_for_load(&self) -> bool {
        !self.rate.is_empty()
            || self.duration.is_some()
            || self.warmup.is_some()
            || self.threads > 1
            || self.cold
    }
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse::<f64>().ok().filter(|rate| rate.is_finite() && *rate > 0.0);
    rate.ok_or_else(|| "a rate is a number above zero".to_owned())
}
